"""Two at once: asking people through the hub, and both of two saying yes, or one taking it back meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.utils import timezone

from hub.access.actors import NOBODY, SYSTEM
from hub.access.roles import Role
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.messaging.models import Message
from hub.taxonomy.codes import Activity, HowFar
from matching.frontline.asks.services import willing
from matching.frontline.models import Ask
from matching.mypage.services import companions
from matching.preferences.models import Preference
from matching.preferences.services import saving
from matching.suggestions.models import CompanionAnswer, CompanionMatch
from tests.factories import DAY, MembershipFactory, OpportunityFactory, SessionFactory, VenueFactory, actor, person

pytestmark = pytest.mark.django_db(transaction=True)

TIMES = 6


@pytest.fixture
def threads(transactional_db):
    """Two threads that keep their connections until the test is over."""
    with ThreadPoolExecutor(2) as pool:
        yield pool
        meeting = threading.Barrier(2)
        for job in [pool.submit(lambda: (meeting.wait(), connections.close_all())) for _thread in range(2)]:
            job.result()


def at_once(threads, *actions):
    """Do things at the same moment; return what came of each, or what it was refused by."""
    meeting = threading.Barrier(len(actions))

    def run(action):
        meeting.wait()
        try:
            return action()
        except (willing.CannotAskThem, companions.AlreadySaid) as refused:
            return refused

    return [job.result() for job in [threads.submit(run, action) for action in actions]]


def agreed(name, purpose, wording):
    who = person(name, f"{name.lower()}@example.test", at=timezone.now())
    consents.give(who, purpose, wording=wording, by=NOBODY, at=timezone.now())
    return who


def supper(group):
    at = timezone.now()
    thing = OpportunityFactory(organisation=group, venue=VenueFactory(), activities=[Activity.COOK], causes=[])
    SessionFactory(opportunity=thing, starts_at=at + 8 * DAY, ends_at=at + 9 * DAY, places=8)
    return thing


def would_cook(name):
    who = agreed(name, Purpose.CONTACT_ME, wordings.CONTACT_ME)
    said = saving.Said(activities=frozenset({Activity.COOK}), how_far=HowFar.ANYWHERE)
    saving.save(who, said, by=NOBODY, at=timezone.now())
    Preference.objects.filter(person=who).update(lat=51.4451, lon=-0.1907)
    return who


@pytest.mark.parametrize("_time", range(TIMES))
def test_two_organisers_who_ask_for_the_same_thing_at_once_ask_once(threads, _time):
    col = MembershipFactory(role=Role.ORGANISER)
    thing, by = supper(col.organisation), actor(col)
    for name in ("Ama", "Bo", "Cy"):
        would_cook(name)

    found = at_once(threads, *[lambda: willing.ask(thing, words="", by=by, at=timezone.now())] * 2)

    assert sorted(map(str, found))[0] == "3"
    assert Ask.objects.count() == 3
    assert Message.objects.filter(notice="asked").count() == 3


@pytest.mark.parametrize("_time", range(TIMES))
def test_two_groups_who_ask_the_same_people_at_once_ask_each_person_once(threads, _time):
    members = [MembershipFactory(role=Role.ORGANISER) for _number in range(2)]
    things = [supper(member.organisation) for member in members]
    people = [would_cook(name) for name in ("Ama", "Bo", "Cy")]

    at_once(
        threads,
        *[
            lambda thing=thing, member=member: willing.ask(thing, words="", by=actor(member), at=timezone.now())
            for thing, member in zip(things, members, strict=True)
        ],
    )

    assert sorted(str(ask.person_id) for ask in Ask.objects.all()) == sorted(str(who.pk) for who in people)


def company():
    both = [agreed(name, Purpose.BRING_COMPANY, wordings.COMPANY) for name in ("Ama", "Bo")]
    one, other = sorted(both, key=lambda who: who.pk)
    thing = supper(MembershipFactory(role=Role.ORGANISER).organisation)
    return CompanionMatch.objects.create(opportunity=thing, one=one, other=other, at=timezone.now())


@pytest.mark.parametrize("_time", range(TIMES))
def test_two_who_say_yes_at_once_are_each_told_once(threads, _time):
    row = company()

    at_once(
        threads,
        lambda: companions.say(row, row.one, CompanionAnswer.YES, by=SYSTEM, at=timezone.now()),
        lambda: companions.say(row, row.other, CompanionAnswer.YES, by=SYSTEM, at=timezone.now()),
    )

    assert sorted(Message.objects.filter(notice="company_found").values_list("person", flat=True)) == sorted(
        [row.one_id, row.other_id]
    )


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_yes_and_a_taking_back_at_once_leave_nobody_named_who_does_not_agree(threads, _time):
    row = company()
    CompanionMatch.objects.filter(pk=row.pk).update(one_said=CompanionAnswer.YES)

    at_once(
        threads,
        lambda: companions.say(row, row.other, CompanionAnswer.YES, by=SYSTEM, at=timezone.now()),
        lambda: consents.withdraw(row.one, Purpose.BRING_COMPANY, by=SYSTEM, at=timezone.now()),
    )

    assert not CompanionMatch.objects.exists()
    assert companions.own(row.other_id, at=timezone.now()) == ([], [])
