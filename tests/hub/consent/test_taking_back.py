"""Taking an agreement back on one’s own page: as easily as it was given, and nobody else’s."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hub.access.actors import OWN_PAGES
from hub.audit.models import Entry
from hub.consent.models import Consent, Purpose
from hub.consent.services import consents
from hub.people.models import Channel, Reach
from hub.people.services import links
from opportunities.models import Ended, Status
from opportunities.signups.services import signing_up
from tests.factories import DAY, NOON, OrganisationFactory, SessionFactory, UserFactory, person, resident, yes
from tests.hub.consent.own_page import IN_FULL, PAGE, address, agree, browser_of, seen

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


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


def test_a_second_tab_is_not_asked_for_what_is_taken_back_already():
    user = UserFactory(email="second@example.test")
    consent, mine = agree(user, "contact_me", Purpose.CONTACT_ME), browser_of(user)
    assert "Take this back?" in seen(mine, address(consent))
    mine.post(address(consent))

    page = mine.get(address(consent), follow=True).content.decode()

    assert "This was taken back before." in page
    assert "Yes, take it back" not in page
