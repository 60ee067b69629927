"""The pages about one date: calling it off says first how many people will be told, and the date can be added again."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.desk.models import Task, TaskKind
from hub.messaging import outbox
from hub.people import reading
from hub.people.models import Channel
from hub.people.services import persons
from opportunities.dates.services import scheduling
from opportunities.models import Session, SignUp, Status
from opportunities.notices import CalledOff
from opportunities.signups.services import signing_up
from tests.factories import DAY, MembershipFactory, SessionFactory, yes
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return SessionFactory(starts_at=timezone.now() + 2 * DAY)


@pytest.fixture
def col(session):
    user = MembershipFactory(organisation=session.opportunity.organisation, role=Role.ORGANISER).user
    second_factor_for(user)
    client = Client()
    client.force_login(user)
    return client


def calls_off(session):
    return reverse("manage:call_off_date", args=[session.opportunity.organisation.slug, session.pk])


def test_calling_off_says_first_how_many_people_will_be_told(session, col):
    nobody = col.get(calls_off(session)).content.decode()
    assert "nobody needs to be told" in nobody
    assert "and tell them" not in nobody

    for name in ("Ama", "Pete"):
        signing_up.say_yes(session, yes(name, f"{name}@example.test"), by=NOBODY, at=timezone.now())

    assert "We tell 2 people" in col.get(calls_off(session)).content.decode()
    assert "Called off. Those who said yes: 2 told." in col.post(calls_off(session), follow=True).content.decode()


class TestTooLateForALetter:
    HOME = ("4 Garratt Lane\nLondon\nSW18 4AA", Channel.LETTER)

    def expected(self, session, *, by_phone):
        signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=NOBODY, at=timezone.now())
        farida = signing_up.say_yes(session, yes("Farida", *self.HOME), by=NOBODY, at=timezone.now()).person
        if by_phone:
            persons.add_route(farida, reading.Route(Channel.PHONE, "+441632960202"), at=timezone.now())
        return farida

    def test_who_is_told_too_late_is_said_before_and_not_counted_after(self, session, col):
        self.expected(session, by_phone=False)

        before = col.get(calls_off(session)).content.decode()
        after = col.post(calls_off(session), follow=True).content.decode()

        assert "We tell 1 person" in before
        assert "Those who said yes: 1 told." in after
        for page in (before, after):
            assert "1 person can’t be told in time: a letter takes three working days. Ring or visit them" in page

    def test_who_has_a_number_too_is_rung(self, session, col):
        farida = self.expected(session, by_phone=True)
        outbox.run(at=timezone.now())
        assert Task.objects.filter(message__person=farida, kind=TaskKind.CALL).exists()
        Task.objects.all().delete()

        page = col.post(calls_off(session), follow=True).content.decode()
        outbox.run(at=timezone.localtime().replace(hour=12) + DAY)

        assert "Those who said yes: 1 told, 1 to be rung." in page
        assert "in time" not in page
        assert Task.objects.get(message__person=farida).kind == TaskKind.CALL

    def test_a_date_far_off_is_told_by_letter(self, session, col):
        far = SessionFactory(opportunity=session.opportunity, starts_at=timezone.now() + 9 * DAY)
        farida = self.expected(far, by_phone=True)

        page = col.post(calls_off(far), follow=True).content.decode()
        outbox.run(at=timezone.localtime().replace(hour=12) + DAY)

        assert "Those who said yes: 1 told, 1 to get a letter." in page
        assert {task.kind for task in Task.objects.filter(message__person=farida)} == {TaskKind.LETTER}

    def test_closing_says_it_too(self, session, col):
        self.expected(session, by_phone=False)
        thing = session.opportunity

        page = col.get(reverse("manage:move", args=[thing.organisation.slug, thing.pk, "close"])).content.decode()

        assert "We tell 1 person" in page
        assert "1 person can’t be told in time" in page


def test_a_date_called_off_by_mistake_can_be_added_again(session, col):
    opportunity, at = session.opportunity, timezone.now()
    same = {"starts_at": session.starts_at, "ends_at": session.ends_at, "places": 4}
    col.post(calls_off(session))

    again = scheduling.add(opportunity, **same, by=NOBODY, at=at)

    assert list(opportunity.sessions.filter(cancelled_at=None)) == [again]
    with pytest.raises(scheduling.CannotSchedule, match="already"):
        scheduling.add(opportunity, **same, by=NOBODY, at=at)


def sheet_of(session, col):
    address = reverse("manage:session", args=[session.opportunity.organisation.slug, session.pk])
    return col.get(address).content.decode()


def test_who_came_is_asked_only_once_the_date_has_begun(session, col):
    signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=timezone.now())
    type(session.opportunity).objects.update(answering="at_once")
    SignUp.objects.update(status=Status.HELD)
    before = sheet_of(session, col)

    type(session).objects.update(starts_at=timezone.now() - DAY / 24, ends_at=timezone.now() + DAY / 24)

    assert "Did not come" not in before
    assert "You can say who came once the date has begun." in before
    assert "Did not come" in sheet_of(session, col)


def test_the_paper_sheet_says_where_and_its_title_says_when(session, col):
    page = sheet_of(session, col)

    paper = page[page.index("print-only") :].partition("</p>")[0]
    assert session.opportunity.venue.name in paper
    assert re.search(r"<title>\s*Sign-in sheet: \w+day", page)


class TestADateThatIsOff:
    @pytest.fixture
    def off(self, session, col):
        """A date of which somebody held a place, called off."""
        signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=NOBODY, at=timezone.now())
        col.post(calls_off(session))
        return reverse("manage:session", args=[session.opportunity.organisation.slug, session.pk])

    def test_says_so_and_has_no_sheet(self, off, col):
        page = col.get(off).content.decode()

        assert "This date is off" in page
        assert "Sign-in sheet" not in page
        assert "Call this date off" not in page

    def test_is_not_called_off_again(self, off, session, col):
        assert col.get(calls_off(session)).headers["Location"] == off


def test_an_empty_sheet_says_that_places_are_kept_for_people_who_wait(session, col):
    address = reverse("manage:session", args=[session.opportunity.organisation.slug, session.pk])
    assert "Nobody has a place yet" in col.get(address).content.decode()

    signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=NOBODY, at=timezone.now())

    page = col.get(address).content.decode()
    assert "1 place is kept for somebody who is not answered yet" in page
    assert "Nobody has a place yet" not in page


def test_word_of_a_date_that_is_off_leads_to_the_others_while_there_are_some(session, col):
    SessionFactory(opportunity=session.opportunity, starts_at=timezone.now() + 20 * DAY)
    ama = signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=NOBODY, at=timezone.now()).person
    col.post(calls_off(session))
    notice = CalledOff(ama.messages.get(notice="called_off").ref)

    words = notice.content(ama, Channel.EMAIL, at=timezone.now()).words
    Session.objects.exclude(pk=session.pk).delete()
    alone = notice.content(ama, Channel.EMAIL, at=timezone.now()).words

    assert f"Its other dates: {settings.SITE_URL}{session.opportunity.get_absolute_url()}" in words
    assert "Its other dates" not in alone
    assert "What else there is: " in alone
