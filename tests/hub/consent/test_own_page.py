"""What I agreed to: each sentence in full, as it stood before me, and as easily taken back as it was given."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.access.actors import OWN_PAGES
from hub.audit.models import Entry
from hub.consent import wordings
from hub.consent.models import Consent, GivenBy, How, Purpose, Wording
from hub.consent.services import consents
from hub.people.models import Channel, Field, Reach
from hub.people.services import links
from opportunities.models import Ended, Status
from opportunities.signups.services import signing_up
from tests.factories import DAY, NOON, OrganisationFactory, SessionFactory, UserFactory, person, resident, yes

pytestmark = pytest.mark.django_db

PAGE = "/me/consents/"
HOUR = timedelta(hours=1)

IN_FULL = {
    (
        "sign_up",
        Purpose.PASS_ON,
    ): "Yes, give my name and how to reach me to Earlsfield Larder, so they can answer me. Nobody else.",
    ("referral", Purpose.PASS_ON): (
        "Yes, tell Earlsfield Larder my first name, what I said and what makes it easier for me. When they say yes, my surname and how "
        "to reach me as well. Nobody else. I can take this back any time."
    ),
    ("keep_record", Purpose.KEEP_RECORD): (
        "Yes, keep my name, how to reach me and what I’d like, for 12 months. Nobody gets it unless I say yes to a named group. "
        "I can take this back any time."
    ),
    (
        "contact_me",
        Purpose.CONTACT_ME,
    ): "Yes, tell me when something new fits, or when a group wants to ask me, at most once a week. I can stop it any time.",
    ("learn", Purpose.LEARN_FROM_CHOICES): (
        "Yes, use what I choose to suggest better things to me and to others. My name is not part of it."
    ),
    ("company", Purpose.BRING_COMPANY): (
        "Yes, I’d like to come with somebody. You may tell them my first name. I can take this back any time."
    ),
}
"""By hand: what stands on the page for each sentence there is. One that changes is a new version, and a new line here."""


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def larder():
    return OrganisationFactory(name="Earlsfield Larder")


@pytest.fixture
def ama():
    return UserFactory(email="ama@example.test")


@pytest.fixture
def mine(ama):
    return browser_of(ama)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def agree(user, code="keep_record", purpose=Purpose.KEEP_RECORD, *, organisation=None, at=NOON, **more):
    return consents.give(
        user.person,
        purpose,
        recipient_id=organisation.pk if organisation else None,
        wording=code,
        by=resident(user),
        at=at,
        **more,
    )


def address(consent):
    return reverse("consent_take_back", args=[consent.pk])


def seen(mine, page=PAGE):
    """The words on the page, without its marks."""
    body = mine.get(page).content.decode().partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def over(mine):
    """The part of the page that tells what is over."""
    return seen(mine).partition("What is over")[2]


class TestThePage:
    def test_is_about_every_sentence_there_is(self):
        assert {code for code, _purpose in IN_FULL} == set(wordings.CURRENT)
        assert {purpose for _code, purpose in IN_FULL} == set(Purpose)

    @pytest.mark.parametrize(("code", "purpose"), IN_FULL)
    def test_shows_the_whole_sentence_with_the_name_of_whom(self, mine, ama, larder, code, purpose):
        agree(ama, code, purpose, organisation=larder if purpose == Purpose.PASS_ON else None)

        assert f"“{IN_FULL[code, purpose]}”" in seen(mine)
        assert "{organisation}" not in seen(mine)

    def test_says_with_whom_what_for_which_fields_since_when_and_until_when(self, mine, ama, larder):
        fields = (Field.SURNAME, Field.FIRST_NAME)
        agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder, fields=fields, until=NOON + 30 * DAY)

        words = seen(mine)

        assert "Earlsfield Larder Pass my details on: first name, surname." in words
        assert "Since Monday 23 November, given online by you." in words
        assert "Until 23 December 2026." in words

    def test_says_when_a_worker_wrote_it_down_on_their_word(self, mine, ama):
        agree(ama, given_by=GivenBy.WORKER, how=How.PHONE)

        assert "given on the phone by a worker, on your word." in seen(mine)

    def test_says_that_one_without_an_end_holds_until_it_is_taken_back(self, mine, ama):
        agree(ama)

        assert "Until you take it back." in seen(mine)

    def test_has_the_newest_first(self, mine, ama, larder):
        agree(ama, at=NOON - DAY)
        agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder)

        words = seen(mine)

        assert words.index("Earlsfield Larder") < words.index("keep my name")

    def test_has_one_card_for_all_that_is_taken_back_together(self, mine, ama, larder):
        agree(ama, at=NOON - 2 * DAY)
        for days in (1, 0):
            agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder, at=NOON - days * DAY)
        newest = agree(ama, "referral", Purpose.PASS_ON, organisation=larder)

        page = mine.get(PAGE).content.decode()
        words = seen(mine)

        assert page.count('<article class="panel agreement">') == 2
        assert f'href="{address(newest)}"' in page
        assert "Since Monday 23 November, given online by you. Until you take it back. Given 3 times." in words
        assert words.count("Given ") == 1

    def test_has_a_card_for_each_group(self, mine, ama, larder):
        for organisation in (larder, OrganisationFactory(name="Balham Bakers")):
            agree(ama, "sign_up", Purpose.PASS_ON, organisation=organisation)

        words = seen(mine)

        assert "Earlsfield Larder Pass" in words
        assert "Balham Bakers Pass" in words
        assert "Given " not in words

    def test_says_so_when_nothing_holds(self, mine):
        assert "Nothing holds just now." in seen(mine)

    def test_shows_nothing_of_anybody_else(self, mine, larder):
        agree(UserFactory(), "sign_up", Purpose.PASS_ON, organisation=larder)

        assert "Nothing holds just now." in seen(mine)
        assert "Earlsfield Larder" not in seen(mine)

    def test_puts_what_has_run_out_among_what_is_over(self, mine, ama, clock):
        agree(ama, until=NOON + DAY)
        assert over(mine) == ""

        clock.move_to(NOON + DAY)

        assert "The Hub : keep my details" in over(mine)
        assert "Nothing holds just now." in seen(mine)

    def test_opens_by_private_link_and_leads_a_stranger_to_the_door(self, larder):
        joan = person("Joan", "+447700900151", Channel.TEXT)
        consents.give(joan, Purpose.KEEP_RECORD, wording="keep_record", by=resident(UserFactory()), at=NOON)
        token = links.make(joan, OWN_PAGES, at=NOON, until=NOON + DAY)
        client = Client()

        assert client.get(PAGE).url.startswith(reverse("account_login"))
        client.get(reverse("private_link", args=[token]))
        assert "keep my name" in seen(client)

    def test_asks_the_database_no_more_for_ten_than_for_one(self, mine, ama):
        def queries():
            with CaptureQueriesContext(
                connection,
            ) as found:
                mine.get(PAGE)
            return len(found)

        agree(ama, "sign_up", Purpose.PASS_ON, organisation=OrganisationFactory())
        one = queries()
        for _more in range(9):
            agree(ama, "sign_up", Purpose.PASS_ON, organisation=OrganisationFactory())

        assert queries() == one


class TestTheVersion:
    def test_that_was_agreed_to_stays_on_the_page_when_the_sentence_changes(self, mine, ama, monkeypatch):
        agree(ama, at=NOON - DAY)
        monkeypatch.setitem(wordings.CURRENT, "keep_record", (2, "Yes, keep everything for ever."))
        other = UserFactory()
        agree(other)

        assert IN_FULL["keep_record", Purpose.KEEP_RECORD] in seen(mine)
        assert "for ever" not in seen(mine)
        assert "Yes, keep everything for ever." in seen(browser_of(other))
        assert [one.wording.version for one in Consent.objects.order_by("pk")] == [1, 2]

    def test_stays_on_the_page_of_taking_it_back_too(self, mine, ama, monkeypatch):
        consent = agree(ama)
        monkeypatch.setitem(wordings.CURRENT, "keep_record", (2, "Yes, keep everything for ever."))

        assert IN_FULL["keep_record", Purpose.KEEP_RECORD] in seen(mine, address(consent))

    def test_is_kept_once_however_many_agree_to_it(self, ama):
        agree(ama)
        agree(UserFactory())

        assert Wording.objects.filter(code="keep_record").count() == 1

    def test_can_be_neither_changed_nor_thrown_away(self, ama):
        wording = agree(ama).wording
        wording.text = "Yes, keep everything for ever."

        with pytest.raises(RuntimeError):
            wording.save()
        with pytest.raises(RuntimeError):
            wording.delete()
        assert Wording.objects.get().text == IN_FULL["keep_record", Purpose.KEEP_RECORD]

    def test_stands_in_the_language_in_which_they_agreed_whatever_they_read_now(self, mine, ama):
        agree(ama)
        ama.person.language = "cy"
        ama.person.save(update_fields=["language"])
        mine.cookies["django_language"] = "cy"

        assert IN_FULL["keep_record", Purpose.KEEP_RECORD] in seen(mine)

    def test_keeps_the_name_of_the_group_out_of_the_row(self, ama, larder):
        consent = agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder)

        assert "{organisation}" in consent.wording.text
        assert consent.recipient == larder


class TestTakingBack:
    def test_says_first_what_follows_and_changes_nothing(self, mine, ama, larder):
        consent = agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder)

        words = seen(mine, address(consent))

        assert "Earlsfield Larder stops seeing your details at once." in words
        assert IN_FULL["sign_up", Purpose.PASS_ON] in words
        consent.refresh_from_db()
        assert consent.withdrawn_at is None

    def test_is_one_press_away_from_each_that_holds_and_from_none_that_is_over(self, mine, ama):
        live, past = agree(ama), agree(ama, "contact_me", Purpose.CONTACT_ME)
        mine.post(address(past))

        page = mine.get(PAGE).content.decode()

        assert f'href="{address(live)}"' in page
        assert f'href="{address(past)}"' not in page

    def test_holds_from_now_on_and_is_said(self, mine, ama):
        consent = agree(ama, at=NOON - DAY)

        answer = mine.post(address(consent))

        consent.refresh_from_db()
        assert (answer.url, consent.withdrawn_at) == (PAGE, NOON)
        words = seen(mine)
        assert "Taken back. It holds from now on." in words
        assert "Taken back on Monday 23 November." in words
        assert "Nothing holds just now." in words
        assert consents.cover(ama.person, Purpose.KEEP_RECORD, at=NOON) is None

    def test_takes_every_other_for_the_same_purpose_and_group_with_it_and_no_more(self, mine, ama, larder):
        other = OrganisationFactory(name="Balham Bakers")
        same = [agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder) for _twice in range(2)]
        elsewhere = agree(ama, "sign_up", Purpose.PASS_ON, organisation=other)
        kept = agree(ama)
        theirs = agree(UserFactory(), "sign_up", Purpose.PASS_ON, organisation=larder)

        mine.post(address(same[0]))

        live = set(Consent.objects.live(at=NOON))
        assert live == {elsewhere, kept, theirs}

    def test_ends_what_hung_on_it(self, mine, ama, larder):
        session = SessionFactory(opportunity__organisation=larder)
        sign_up = signing_up.say_yes(session, yes("Ama", ama.email), by=resident(ama), at=NOON)

        mine.post(address(Consent.objects.get(purpose=Purpose.PASS_ON)))

        sign_up.refresh_from_db()
        session.refresh_from_db()
        assert (sign_up.status, sign_up.ended, session.taken) == (Status.CANCELLED, Ended.CONSENT, 0)
        assert not Reach.objects.live(at=NOON).filter(person=ama.person).exists()

    def test_is_in_their_log_as_their_own_deed(self, mine, ama):
        mine.post(address(agree(ama)))

        row = Entry.objects.about(ama.person.pk).get(event="consent.withdrawn")
        assert (row.user_id, row.details) == (ama.pk, {"purpose": "keep_record"})

    def test_twice_is_said_and_changes_nothing_more(self, mine, ama, clock):
        consent = agree(ama)
        mine.post(address(consent))
        seen(mine)
        clock.move_to(NOON + HOUR)

        answer = mine.post(address(consent))

        consent.refresh_from_db()
        assert (answer.url, consent.withdrawn_at) == (PAGE, NOON)
        assert "This was taken back before." in seen(mine)
        assert Entry.objects.filter(event="consent.withdrawn").count() == 1

    def test_of_what_has_run_out_leaves_it_as_it_ended(self, mine, ama, clock):
        consent = agree(ama, until=NOON + HOUR)
        clock.move_to(NOON + HOUR)

        mine.post(address(consent))

        consent.refresh_from_db()
        assert consent.withdrawn_at is None
        assert not Entry.objects.filter(event="consent.withdrawn").exists()

    def test_from_an_old_page_takes_back_a_newer_yes_as_well(self, mine, ama, clock):
        """The page names a purpose and a group, not a row: after a no there is no yes left that they do not know of."""
        old = agree(ama)
        clock.move_to(NOON + HOUR)
        new = agree(ama, at=NOON + HOUR)

        mine.post(address(old))

        new.refresh_from_db()
        assert new.withdrawn_at == NOON + HOUR

    def test_by_private_link_works_as_well(self):
        joan = person("Joan", "+447700900151", Channel.TEXT)
        consent = consents.give(joan, Purpose.KEEP_RECORD, wording="keep_record", by=resident(UserFactory()), at=NOON)
        client = Client()
        client.get(reverse("private_link", args=[links.make(joan, OWN_PAGES, at=NOON, until=NOON + DAY)]))

        client.post(address(consent))

        consent.refresh_from_db()
        assert consent.withdrawn_at == NOON


class TestSomebodyElses:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_is_a_404_and_stays_as_it_is(self, mine, method):
        consent = agree(UserFactory())

        assert getattr(mine, method)(address(consent)).status_code == 404
        consent.refresh_from_db()
        assert consent.withdrawn_at is None

    @pytest.mark.parametrize("method", ["get", "post"])
    def test_looks_like_one_that_is_not_there(self, mine, method):
        consent = agree(UserFactory())
        nowhere = reverse("consent_take_back", args=[987654])

        answers = [getattr(mine, method)(page) for page in (address(consent), nowhere)]

        assert [answer.status_code for answer in answers] == [404, 404]

    def test_is_a_404_for_a_link_of_another_person(self):
        joan = person("Joan", "+447700900151", Channel.TEXT)
        consent = agree(UserFactory())
        client = Client()
        client.get(reverse("private_link", args=[links.make(joan, OWN_PAGES, at=NOON, until=NOON + DAY)]))

        assert client.post(address(consent)).status_code == 404

    @pytest.mark.parametrize("purpose", ["sign_up", "answer", "referral"])
    def test_link_to_one_thing_opens_none_of_it(self, purpose):
        joan = person("Joan", "+447700900151", Channel.TEXT)
        consent = consents.give(joan, Purpose.KEEP_RECORD, wording="keep_record", by=resident(UserFactory()), at=NOON)
        subject = "00000000-0000-0000-0000-000000000000"
        token = links.make(joan, purpose, subject=subject, at=NOON, until=NOON + DAY)
        client = Client()
        client.get(reverse("private_link", args=[token]))

        assert client.get(PAGE).status_code == 302
        assert client.post(address(consent)).status_code == 302
        consent.refresh_from_db()
        assert consent.withdrawn_at is None
