"""Signing in to one's own pages by a code in a text: it tells nobody which numbers we know, and is no easy guess."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from hub.messaging import notifications, outbox, texted_codes
from hub.messaging.models import Item, Message, MessageState
from hub.people import reading
from hub.people.models import Channel, ContactRoute, PrivateLink
from hub.people.services import links, persons
from tests.factories import NOON, OrganisationFactory, person

pytestmark = pytest.mark.django_db

NUMBER, TYPED = "+447700900151", "07700 900151"
OTHER, OTHER_TYPED = "+447700900123", "07700 900123"
UNKNOWN = "07700 900999"
ASK, ENTER = "/code/text/", "/code/text/enter/"
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def joan(clock):
    return person("Joan", NUMBER, Channel.TEXT, surname="Baptiste")


def ask(number=TYPED, client=None):
    """Ask for a code on the page; return the browser and the answer."""
    client = client or Client()
    return client, client.post(ASK, {"number": number})


def texts(at=NOON):
    """Send what is due; return the words of all codes, oldest first."""
    outbox.run(at=at)
    return list(
        Message.objects.filter(notice="sign_in_code").order_by("created_at", "pk").values_list("words", flat=True)
    )


def code_in(words):
    return re.search(r"\b\d{6}\b", words)[0]


def codes(at=NOON):
    return [code_in(words) for words in texts(at)]


def asked_for(number=TYPED):
    """Ask for a code; return the browser and the code that came."""
    client, _answer = ask(number)
    return client, codes()[-1]


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def enter(client, code):
    return client.post(ENTER, {"code": code})


def name_on_own_page(client):
    """Whose page opens in this browser; empty when none does."""
    found = re.search(r"Hello, (\w+)", client.get(reverse("me")).content.decode())
    return found[1] if found else ""


def said(answer):
    """The page without its token and without what was typed into it."""
    return re.sub(r'\s(value|nonce)="[^"]*"', "", answer.content.decode())


@pytest.mark.usefixtures("joan")
@pytest.mark.parametrize("number", ["07700/900151", "07700\u2011900\u2011151\u200b", "\uff107700 900151"])
@pytest.mark.parametrize(
    "write",
    [
        "\u200b{}".format,
        lambda code: f"{code[:3]}\u2013{code[3:]}",
        lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code),
    ],
)
def test_a_pasted_number_and_a_pasted_code_open_the_page(number, write):
    client, code = asked_for(number)

    enter(client, write(code))

    assert name_on_own_page(client) == "Joan"


@pytest.mark.usefixtures("joan")
class TestTheText:
    def test_carries_six_digits_for_whom_they_are_and_that_nobody_else_asks_for_them(self):
        ask()

        (words,) = texts()
        assert re.match(r"\d{6} is the code for Joan at ", words)
        assert "Nobody but our page asks for it." in words

    def test_goes_to_the_number_that_was_typed_and_not_to_the_one_they_prefer(self, joan):
        persons.add_route(joan, reading.Route(Channel.TEXT, OTHER), at=NOON, preferred=True)

        ask()
        outbox.run(at=NOON)

        assert Message.objects.get(notice="sign_in_code").sent_to == NUMBER

    def test_goes_at_once_even_at_night(self, clock):
        night = NOON.replace(hour=3)
        clock.move_to(night)

        ask()

        assert len(texts(night)) == 1

    def test_stands_nowhere_else_and_as_a_hash_alone(self):
        _client, code = asked_for()

        assert code not in str(list(PrivateLink.objects.values()))
        assert code not in str(list(Item.objects.values()))

    @pytest.mark.parametrize("typed", ["07700900151", "+44 7700 900151", "(07700) 900-151"])
    def test_comes_however_the_number_is_written(self, typed):
        ask(typed)

        assert len(texts()) == 1

    def test_does_not_come_to_a_number_whose_owner_said_stop(self):
        notifications.stop(Channel.TEXT, NUMBER, at=NOON)

        _client, answer = ask()

        assert (answer.url, texts()) == (ENTER, [])

    def test_does_not_go_out_when_they_said_stop_in_between(self):
        ask()
        notifications.stop(Channel.TEXT, NUMBER, at=NOON)

        outbox.run(at=NOON)

        assert Message.objects.get(notice="sign_in_code").state != MessageState.SENT
        assert not PrivateLink.objects.exists()

    def test_does_not_come_to_a_number_for_calls(self):
        OrganisationFactory(desk=True)
        person("Tunde", OTHER, Channel.PHONE)

        _client, answer = ask(OTHER_TYPED)

        assert (answer.url, texts()) == (ENTER, [])


@pytest.mark.usefixtures("joan")
class TestTheAnswer:
    def test_is_the_same_for_a_number_we_know_and_one_we_do_not(self):
        known, unknown = ask(), ask(UNKNOWN)

        assert [answer.status_code for _client, answer in (known, unknown)] == [302, 302]
        assert known[1].url == unknown[1].url == ENTER
        assert said(known[0].get(ENTER)) == said(unknown[0].get(ENTER))
        assert "If we know this number" in said(known[0].get(ENTER))

    def test_to_a_wrong_code_is_the_same_too_to_the_last_try(self):
        (known, code), (unknown, _answer) = asked_for(), ask(UNKNOWN)

        for _try in range(3):
            one, other = enter(known, wrong(code)), enter(unknown, wrong(code))
            assert (one.status_code, said(one)) == (other.status_code, said(other))

    def test_leaves_nothing_of_the_number_in_the_browser(self):
        client, _answer = ask()

        assert "900151" not in str(dict(client.session))

    @pytest.mark.parametrize(
        ("typed", "words"),
        [("", "Type your mobile number."), ("01632 960202", "Texts need a mobile number"), ("hello", "not a phone")],
    )
    def test_to_what_is_no_mobile_number_says_so(self, typed, words):
        _client, answer = ask(typed)

        assert answer.status_code == 200
        assert words in said(answer)

    def test_asks_for_the_number_first(self):
        for answer in (Client().get(ENTER), enter(Client(), "123456")):
            assert answer.url == ASK


@pytest.mark.usefixtures("joan")
class TestTheCode:
    def test_opens_their_own_page(self):
        client, code = asked_for()

        answer = enter(client, code)

        assert answer.url == reverse("me")
        assert name_on_own_page(client) == "Joan"

    @pytest.mark.parametrize("write", [" {} ".format, lambda code: f"{code[:3]} {code[3:]}", "-".join])
    def test_opens_it_however_it_is_typed(self, write):
        client, code = asked_for()

        assert enter(client, write(code)).url == reverse("me")

    def test_opens_it_once(self):
        client, code = asked_for()
        enter(client, code)
        again, _answer = ask()

        enter(again, code)

        assert name_on_own_page(again) == ""

    @pytest.mark.parametrize(("later", "name"), [(10 * MINUTE - SECOND, "Joan"), (10 * MINUTE, "")])
    def test_works_for_ten_minutes_and_not_a_second_longer(self, clock, later, name):
        client, code = asked_for()
        clock.move_to(NOON + later)

        enter(client, code)

        assert name_on_own_page(client) == name

    def test_no_longer_works_once_there_is_a_newer_one(self, clock):
        client, old = asked_for()
        clock.move_to(NOON + MINUTE)
        ask()
        new = codes(NOON + MINUTE)[-1]

        answers = [enter(client, code) for code in (old, new)]

        assert [answer.status_code for answer in answers] == [200, 302]
        assert name_on_own_page(client) == "Joan"

    def test_of_one_number_opens_nothing_for_another(self):
        person("Tunde", OTHER, Channel.TEXT)
        _client, code = asked_for()
        thief, _answer = ask(OTHER_TYPED)

        assert enter(thief, code).status_code == 200
        assert name_on_own_page(thief) == ""

    def test_is_no_code_to_type_at_the_other_door(self):
        _client, code = asked_for()

        with pytest.raises(links.NotOpen):
            links.find(code, at=NOON)
        with pytest.raises(links.NotOpen):
            links.find_slip(code, "0151", at=NOON)

    def test_gives_the_browser_a_new_session(self):
        client, code = asked_for()
        before = client.session.session_key

        enter(client, code)

        assert client.session.session_key != before


@pytest.mark.usefixtures("joan")
class TestWrongTries:
    def test_two_leave_room_for_the_right_one(self):
        client, code = asked_for()
        for _try in range(2):
            assert "This is not the code, or it is too old." in said(enter(client, wrong(code)))

        assert enter(client, code).url == reverse("me")

    def test_after_the_third_a_new_code_is_needed(self):
        client, code = asked_for()
        for _try in range(2):
            enter(client, wrong(code))

        assert enter(client, wrong(code)).url == ASK
        assert "That was the third try." in said(client.get(ASK))
        assert enter(client, code).url == ASK

    def test_what_is_no_code_at_all_is_no_try(self):
        client, code = asked_for()
        for typed in ("", "12345", "1234567", "abcdef"):
            assert enter(client, typed).status_code == 200
        for _try in range(2):
            enter(client, wrong(code))

        assert enter(client, code).url == reverse("me")


class TestSeveralAtOneNumber:
    @pytest.fixture
    def household(self, clock):
        return [person(name, NUMBER, Channel.TEXT) for name in ("Ana", "Ben", "Cat", "Dov", "Eve", "Fay", "Gus")]

    def test_each_gets_a_code_with_their_name_that_opens_their_page_five_at_most(self, household):
        ask()
        named = by_name(texts())

        assert sorted(named) == ["Ana", "Ben", "Cat", "Dov", "Eve"]
        for name, code in named.items():
            browser = in_hand()
            enter(browser, code)
            assert name_on_own_page(browser) == name

    def test_those_who_stopped_stand_in_nobodys_way(self, household):
        ContactRoute.objects.filter(person__in=household[:5]).update(stopped_at=NOON)
        client, _answer = ask()

        named = by_name(texts())

        assert sorted(named) == ["Fay", "Gus"]
        enter(client, named["Fay"])
        assert name_on_own_page(client) == "Fay"


def by_name(words):
    """The codes of texts, by the name each is for."""
    return {re.search(r"for (\w+) at", text)[1]: code_in(text) for text in words}


def in_hand(browser=None, lookup=""):
    """A browser that stands where it would after asking for a code to this number (asking again would end the code)."""
    browser = browser or Client()
    session = browser.session
    session["texted_code"] = {"lookup": lookup or texted_codes.fingerprint(NUMBER), "tries": 0}
    session.save()
    return browser


@pytest.mark.limits
class TestLimits:
    @pytest.fixture(autouse=True)
    def counters(self, joan):
        cache.clear()
        yield
        cache.clear()

    def test_one_address_asks_five_times_an_hour(self):
        client = Client()

        assert [ask(client=client)[1].status_code for _time in range(6)] == [302] * 5 + [429]

    def test_one_number_gets_four_texts_an_hour_from_one_address_and_twelve_from_all_and_the_page_says_so(self):
        origins = [f"10.0.0.{number // 5}" for number in range(20)]
        answers = [Client(REMOTE_ADDR=origin).post(ASK, {"number": TYPED}) for origin in origins]

        assert {(answer.status_code, answer.url) for answer in answers} == {(302, ENTER)}
        assert len(texts()) == 12
        browser = Client(REMOTE_ADDR="10.0.9.9")
        assert "we send no more now" in browser.post(ASK, {"number": TYPED}, follow=True).content.decode()

    def test_who_guesses_elsewhere_shuts_nobody_out(self):
        client, code = asked_for()
        guesses = [enter(in_hand(Client(REMOTE_ADDR="10.0.1.1")), wrong(code)) for _time in range(8)]

        assert "Too many wrong codes" not in guesses[5].content.decode()
        assert "Too many wrong codes" in guesses[6].content.decode()
        enter(client, code)
        assert name_on_own_page(client) == "Joan"

    def test_guesses_from_everywhere_end_and_the_page_names_the_other_ways(self):
        _client, code = asked_for()
        for number in range(30):
            enter(in_hand(Client(REMOTE_ADDR=f"10.0.1.{number}")), wrong(code))
        browser = in_hand(Client(REMOTE_ADDR="10.0.2.1"))

        answer = enter(browser, code)

        assert "Too many wrong codes" in answer.content.decode()
        for way in ("link_needed", "code", "account_login"):
            assert f'<li><a href="{reverse(way)}">' in answer.content.decode()
        assert "Ring us on" in answer.content.decode()
        assert name_on_own_page(browser) == ""

    def test_one_address_guesses_ten_times_in_ten_minutes_at_whatever_numbers(self):
        client = Client()

        statuses = [enter(in_hand(client, f"{number:064}"), "123456").status_code for number in range(11)]

        assert statuses == [200] * 10 + [429]
