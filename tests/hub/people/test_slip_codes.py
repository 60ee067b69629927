"""The code on a slip: it opens one's own page only with a second fact, and says the same to whoever guesses, whatever they guessed."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hub.access.actors import OWN_PAGES
from hub.people import reading
from hub.people.models import Channel, ContactRoute, PrivateLink
from hub.people.services import links, persons
from tests.factories import DAY, NOON, person

pytestmark = pytest.mark.django_db

PAGE = "/code/"
UNTIL = NOON + 90 * DAY
SECOND = timedelta(seconds=1)
UNKNOWN = "ABCD-EFGH"


@pytest.fixture
def joan():
    return person("Joan", "+447700900151", Channel.TEXT, surname="Baptiste")


@pytest.fixture
def code(joan):
    return links.make_slip_code(joan, at=NOON, until=UNTIL)


def opens(code, fact, *, at=NOON):
    """Whether a code and a fact open the page, and whose."""
    try:
        return links.find_slip(code, fact, at=at).person
    except links.NotOpen:
        return None


def guess(code, times, *, at=NOON):
    for number in range(times):
        assert opens(code, f"000{number}", at=at) is None


class TestTheCode:
    def test_is_eight_letters_and_digits_that_are_hard_to_mix_up(self, code):
        assert len(code) == 8
        assert set(code) <= set("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
        assert links.is_slip_code(links.grouped(code))

    def test_is_kept_nowhere(self, code):
        kept = str(list(PrivateLink.objects.values()))

        assert code not in kept

    @pytest.mark.parametrize(
        "write",
        [
            str.lower,
            links.grouped,
            " {} ".format,
            lambda code: " - ".join(code),
            lambda code: "\u2011".join(code) + "\u200b",
            lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),
        ],
    )
    def test_opens_however_it_is_typed(self, code, joan, write):
        assert opens(write(code), "0151") == joan

    def test_opens_as_often_as_it_is_typed_with_the_fact(self, code, joan):
        assert [opens(code, "0151") for _time in range(7)] == [joan] * 7

    def test_alone_opens_nothing_by_any_door(self, code):
        assert opens(code, "") is None
        with pytest.raises(links.NotOpen):
            links.find(code, at=NOON)
        with time_machine.travel(NOON, tick=False):
            assert Client().get(reverse("private_link", args=[code])).url == reverse("link_needed")

    def test_printed_again_leaves_the_first_one_open(self, code, joan):
        again = links.make_slip_code(joan, at=NOON, until=UNTIL)

        assert again != code
        assert (opens(code, "0151"), opens(again, "0151")) == (joan, joan)

    def test_of_one_person_does_not_open_with_the_fact_of_another(self, code):
        person("Tunde", "+447700900123", Channel.TEXT)

        assert opens(code, "0123") is None

    def test_works_until_its_time_and_not_a_second_longer(self, code, joan):
        assert opens(code, "0151", at=UNTIL - SECOND) == joan
        assert opens(code, "0151", at=UNTIL) is None


class TestTheSecondFact:
    @pytest.mark.parametrize(
        ("kind", "value", "fact"),
        [
            (Channel.TEXT, "+447700900151", "0151"),
            (Channel.TEXT, "+447700900151", " 01 51 "),
            (Channel.PHONE, "+441632960202", "0202"),
            (Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", "SW18 4AA"),
            (Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", "sw184aa"),
            (Channel.LETTER, "4 Garratt Lane\nLondon SW18 4AA", "SW18 4AA"),
            (Channel.LETTER, "4 Garratt Lane\nSW184AA", "SW18 4AA"),
            (Channel.LETTER, "4 Garratt Lane\nLondon SW184AA", "SW18 4AA"),
            (Channel.LETTER, "4 Garratt Lane\nlondon sw18 4aa", "SW18 4AA"),
            (Channel.LETTER, "1 High Street\nLondon W1 1AA", "W1 1AA"),
            (Channel.EMAIL, "joan@example.test", "Joan@example.test"),
            (Channel.EMAIL, "joan@example.test", "\u202ajoan@example.test\u202c"),
            (Channel.TEXT, "+447700900151", "\uff10\uff11\uff15\uff11\u200b"),
            (Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", "SWl8\u00a04AA, UK"),
            (Channel.LETTER, "4 Garratt Lane\nLondon\nEC1V 0BW", "EC1V OBW"),
        ],
    )
    def test_is_what_only_they_know_of_what_we_know(self, kind, value, fact):
        joan = person("Joan", value, kind)
        code = links.make_slip_code(joan, at=NOON, until=UNTIL)

        assert opens(code, fact) == joan

    @pytest.mark.parametrize(
        ("kind", "value", "fact"),
        [
            (Channel.TEXT, "+447700900151", ""),
            (Channel.TEXT, "+447700900151", " - "),
            (Channel.TEXT, "+447700900151", "151"),
            (Channel.TEXT, "+447700900151", "0150"),
            (Channel.TEXT, "+447700900151", "07700900151"),
            (Channel.TEXT, "+447700900151", "Joan"),
            (Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", "SW18"),
            (Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", "SW18 4AB"),
            (Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", "London"),
            (Channel.EMAIL, "joan@example.test", "joan"),
            (Channel.EMAIL, "joan@example.test", "💥"),
        ],
    )
    def test_is_right_or_it_is_wrong(self, kind, value, fact):
        code = links.make_slip_code(person("Joan", value, kind), at=NOON, until=UNTIL)

        assert opens(code, fact) is None

    def test_may_be_of_any_way_they_are_reached(self, code, joan):
        persons.add_route(joan, reading.Route(Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA"), at=NOON)

        assert (opens(code, "0151"), opens(code, "SW18 4AA")) == (joan, joan)

    def test_is_no_number_that_somebody_stopped(self, code, joan):
        ContactRoute.objects.filter(person=joan).update(stopped_at=NOON)

        assert opens(code, "0151") is None


class TestWrongFacts:
    def test_four_leave_it_open(self, code, joan):
        guess(code, 4)

        assert opens(code, "0151") == joan

    def test_five_spend_it_for_good(self, code):
        guess(code, 5)

        assert opens(code, "0151") is None
        assert PrivateLink.objects.get().spent_at == NOON

    def test_add_up_whatever_was_right_in_between(self, code, joan):
        guess(code, 4)
        assert opens(code, "0151") == joan
        guess(code, 1)

        assert opens(code, "0151") is None

    def test_with_one_code_leave_another_code_alone(self, code, joan):
        other = links.make_slip_code(joan, at=NOON, until=UNTIL)
        guess(code, 5)

        assert opens(other, "0151") == joan

    def test_count_only_where_there_is_one(self, code, joan):
        for fact in ("", "  ", " - ") * 2:
            assert opens(code, fact) is None

        assert opens(code, "0151") == joan
        assert PrivateLink.objects.get().subject == links.SLIP

    def test_at_the_same_moment_are_all_counted(self, code, joan):
        """Each of these read the link before any of the others wrote."""
        link = PrivateLink.objects.get()
        for _at_once in range(links.WRONG_FACTS):
            links._count_wrong(link, at=NOON)

        assert PrivateLink.objects.get().subject == links.SLIP + "|" * links.WRONG_FACTS
        assert PrivateLink.objects.get().spent_at == NOON

    def test_of_one_who_comes_late_do_not_move_when_it_was_spent(self, code):
        link = PrivateLink.objects.get()
        for later in range(links.WRONG_FACTS + 3):
            links._count_wrong(link, at=NOON + later * SECOND)

        assert PrivateLink.objects.get().spent_at == NOON + (links.WRONG_FACTS - 1) * SECOND

    def test_with_a_code_nobody_made_spend_nothing(self, code, joan):
        guess(UNKNOWN, 9)

        assert opens(code, "0151") == joan


@pytest.fixture
def at_noon():
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        yield


def send(code, fact, client=None):
    return (client or Client()).post(PAGE, {"code": code, "fact": fact})


def said(answer):
    """The page without what was typed into it and its token: what there is to learn from it."""
    return re.sub(r'\s(value|nonce)="[^"]*"', "", answer.content.decode())


@pytest.mark.usefixtures("at_noon")
class TestThePage:
    def test_leads_to_their_own_page_for_half_an_hour(self, code, joan):
        client = Client()

        answer = send(links.grouped(code), "0151", client)

        assert answer.url == reverse("me")
        assert "Hello, Joan" in client.get(answer.url).content.decode()
        with time_machine.travel(NOON + timedelta(hours=1, minutes=31), tick=False):
            assert client.get(reverse("me")).status_code == 302

    def test_answers_alike_whether_the_code_or_the_fact_was_wrong(self, joan):
        made = {
            how: links.make_slip_code(joan, at=NOON - DAY, until=until)
            for how, until in {"right": UNTIL, "run out": NOON, "spent": UNTIL}.items()
        }
        guess(made["spent"], 5)

        answers = [
            send(code, fact)
            for code, fact in [
                (UNKNOWN, "0151"),
                (made["right"], "0000"),
                (made["run out"], "0151"),
                (made["spent"], "0151"),
            ]
        ]

        assert {answer.status_code for answer in answers} == {200}
        assert len({said(answer) for answer in answers}) == 1
        assert "We don’t know this code, or it no longer works." in said(answers[0])

    def test_asks_for_the_fact_alike_whether_anybody_made_the_code_and_counts_no_try(self, code):
        answers = [send(typed, fact) for typed in (UNKNOWN, code) for fact in ("", " - ") * 3]

        assert len({said(answer) for answer in answers}) == 1
        form = answers[0].context["form"]
        assert list(form.errors) == ["fact"]
        assert "A code of 8 needs this too" in form.errors["fact"][0]
        assert send(code, "0151").url == reverse("me")

    def test_asks_for_no_fact_with_a_code_of_sixteen(self, joan):
        token = links.make(joan, OWN_PAGES, at=NOON, until=UNTIL)

        assert send(token, "").url == reverse("me")

    def test_names_an_email_address_as_a_fact(self):
        joan = person("Joan", "joan@example.test")
        code = links.make_slip_code(joan, at=NOON, until=UNTIL)

        assert "your postcode, or your email address" in Client().get(PAGE).content.decode()
        assert send(code, "Joan@Example.test").url == reverse("me")

    def test_lets_nobody_in_after_a_wrong_answer(self, code):
        client = Client()

        send(code, "0000", client)

        assert links.SESSION_KEY not in client.session
        assert client.get(reverse("me")).status_code == 302

    def test_tells_of_a_code_of_another_length_before_it_is_looked_up(self, code):
        answer = send(code[:7], "0151")

        assert "The code has 8 or 16 letters and digits." in said(answer)

    def test_opening_one_changes_nothing_but_the_browser(self, code, joan):
        before = list(PrivateLink.objects.values())

        send(code, "0151")

        assert list(PrivateLink.objects.values()) == before
        assert PrivateLink.objects.get().purpose == OWN_PAGES


@pytest.mark.usefixtures("at_noon")
@pytest.mark.limits
def test_one_address_gets_ten_guesses_in_ten_minutes(code):
    cache.clear()
    client = Client()

    answers = [send(UNKNOWN, "0151", client).status_code for _time in range(11)]
    cache.clear()

    assert answers == [200] * 10 + [429]
