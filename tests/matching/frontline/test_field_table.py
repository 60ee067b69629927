"""Who reads which field of a person, by hand, through the pages that people really open; and that each look is in the person's log."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from hub.access.roles import Role
from hub.audit.models import Entry
from hub.consent.models import How, Purpose
from hub.consent.services import consents
from hub.people import reading
from hub.people.models import Channel
from hub.people.services import persons
from hub.taxonomy.codes import Ease
from matching.frontline.asks.services import asks, gate
from matching.frontline.models import Ask, Contact, RaisedBy, Referral, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from matching.preferences.models import Preference
from matching.preferences.services import saving
from organisations.models import Membership
from organisations.services import members
from tests import stage as stages
from tests.factories import OrganisationFactory, UserFactory, actor, resident

pytestmark = pytest.mark.django_db

SIGNS = {
    "first name": "Philomena",
    "surname": "Quartermaine",
    "route": "07700 900177",
    "wish": "Somewhere with a kettle and a chat.",
    "needs": "sitting down most of the time",
    "preference": "I used to sing in a choir.",
    "ask": "You would be good at this.",
    "owed": "Bring back the borrowed walking frame",
    "log": "A group has seen that you were passed on.",
}
"""What gives each field away wherever it stands on a page."""

FIRST_SIGHT = {"first name", "wish", "needs"}
CONTACT = {"first name", "surname", "route", "preference", "owed", "needs"}

MAY_READ = {
    # The service that talked with her: her record, but neither the words that went with an ask nor her log.
    "the worker who passed her on": CONTACT,
    "a colleague of that service": CONTACT,
    "a worker of another service": set(),
    # The group, as far as its answer and her agreement go.
    "the organiser before the answer": FIRST_SIGHT,
    "the organiser who has seen it": FIRST_SIGHT,
    "the organiser who said yes": FIRST_SIGHT | {"surname", "route"},
    "the organiser after a no": set(),
    "the organiser after she took it back": set(),
    "the organiser by link before the answer": FIRST_SIGHT,
    "an organiser of another group": set(),
    # Herself: everything.
    "the person": set(SIGNS),
    # Those with a say over organisations or the whole hub: nothing.
    "an adviser of that service": set(),
    "an administrator": set(),
    "an editor": set(),
    "nobody": set(),
}
"""By hand. A row is somebody who looks, in a state of things; what is not named they do not see on any page there is."""


def user_of(stage, name, role, organisation):
    user = UserFactory(email=f"{name}@example.test")
    stage.users[name] = user
    members.add(user, organisation, role, by=stages.SYSTEM, at=stage.at)
    stages.second_factor_for(user)
    return user


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The usual cast, and Philomena: with an account, talked with, owed something, asked, and passed on to the larder."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield with_philomena()
        transaction.set_rollback(True)


def with_philomena():
    stage = stages.Stage(at=timezone.now() - timedelta(minutes=30))
    stages._cast(stage)
    stages._posts(stage)
    user_of(stage, "kit", Role.WORKER, stage.service)
    user_of(stage, "dan", Role.WORKER, OrganisationFactory(service=True, name="Baths", slug="baths"))
    stage.users["phil"] = UserFactory(email="phil@example.test")
    person = stage.users["phil"].person
    persons.rename(person, first_name=SIGNS["first name"], surname=SIGNS["surname"])
    persons.add_route(person, reading.Route(Channel.TEXT, "+447700900177"), at=stage.at, preferred=True)
    bev = actor(Membership.objects.get(user=stage.users["bev"]))
    said = saving.Said(words=SIGNS["preference"], ease=frozenset({Ease.SEATING}))
    saving.save(person, said, by=bev, at=stage.at)
    contacts.begin(person, Way.COUNTER, by=bev, at=stage.at)
    due = stage.at.date() + timedelta(days=3)
    contacts.owe(person, what=SIGNS["owed"], owner="Dev", due=due, by=bev, at=stage.at)
    asked = asks.Asked(RaisedBy.PERSON, asks.MESSAGE, no_effect_said=True, words=SIGNS["ask"])
    verdict = gate.verdict(person, nothing_unsorted=None, owed=[], at=stage.at)
    asks.ask_by_message(person, asked, verdict=verdict, by=bev, at=stage.at)
    stage.people["phil"] = person
    stage.referral = referrals.pass_on(
        person,
        stage.larder,
        opportunity=stage.opportunity,
        wish=SIGNS["wish"],
        needs=frozenset({Ease.SEATING}),
        how=How.COUNTER,
        by=bev,
        at=stage.at,
    )
    return stage


def come_to(stage, row):
    """Bring things to where the row says, and return a browser of whoever looks."""
    organiser = actor(Membership.objects.get(user=stage.users["col"]))
    at = stage.at + timedelta(minutes=5)
    if row == "the organiser who said yes":
        referrals.accept(stage.referral, session=stage.session, by=organiser, at=at)
    elif row == "the organiser after a no":
        referrals.decline(stage.referral, reason="full", words="", by=organiser, at=at)
    elif row == "the organiser after she took it back":
        referrals.accept(stage.referral, session=stage.session, by=organiser, at=at)
        consents.withdraw(stage.people["phil"], Purpose.PASS_ON, recipient_id=stage.larder.pk, by=stages.SYSTEM, at=at)
    elif row in ("the organiser who has seen it", "the person"):
        referrals.acknowledge(stage.referral, by=organiser, at=at)
    who = {
        "the worker who passed her on": "bev",
        "a colleague of that service": "kit",
        "a worker of another service": "dan",
        "an organiser of another group": "dev",
        "the person": "phil",
        "an adviser of that service": "ada",
        "an administrator": "adi",
        "an editor": "eve",
        "nobody": "nobody",
        "the organiser by link before the answer": "nobody",
    }.get(row, "col")
    client = stage.client(who)
    if row == "the organiser by link before the answer":
        from matching.frontline.referrals import private_links

        token = private_links.token(stage.users["col"].person, stage.referral, at=stage.at)
        client.get(reverse("private_link", args=[token]))
    return client


def pages(stage):
    """Return every page on which something of her could stand. (Not the form of what one would like: it names every need to everybody.)"""
    phil, referral, larder = stage.people["phil"].pk, stage.referral.pk, stage.larder.slug
    inboxes = [reverse(f"manage:{name}", args=[larder]) for name in ("inbox", "answered", "waiting", "referrals")]
    return [
        reverse("frontline:home"),
        reverse("frontline:referrals"),
        reverse("frontline:referral", args=[referral]),
        *[reverse(f"frontline:{name}", args=[phil]) for name in ("person", "preference", "ask", "pass_on")],
        *inboxes,
        reverse("manage:referral", args=[larder, referral]),
        reverse("manage:home", args=[larder]),
        reverse("manage:session", args=[larder, stage.session.pk]),
        reverse("manage:calls", args=[stage.service.slug]),
        reverse("answer_referral", args=[referral]),
        reverse("me"),
        reverse("record"),
        reverse("record_copy"),
    ]


def shown_on(client, addresses):
    """Return the text of every page that opens, as one."""
    texts = []
    for address in addresses:
        answer = client.get(address)
        if answer.status_code == 200:
            texts.append(answer.content.decode())
    return re.sub(r"\s+", " ", " ".join(texts))


@pytest.mark.parametrize("row", list(MAY_READ))
def test_each_sees_what_stands_in_the_table_and_no_more(stage, row):
    client = come_to(stage, row)

    text = shown_on(client, pages(stage)).casefold()

    seen = {field for field, sign in SIGNS.items() if sign.casefold() in text}
    assert seen == MAY_READ[row]


@pytest.mark.parametrize("row", [row for row in MAY_READ if row not in ("the person", "nobody")])
def test_no_page_shows_anything_of_her_without_an_entry_in_her_log(stage, row):
    client = come_to(stage, row)
    person = stage.people["phil"]
    looks = Entry.objects.filter(event="person.seen", person_id=person.pk)

    for address in pages(stage):
        before = looks.count()
        text = shown_on(client, [address]).casefold()
        shows = {field for field, sign in SIGNS.items() if field != "ask" and sign.casefold() in text}
        assert (looks.count() > before) is bool(shows), address


@pytest.mark.parametrize(
    ("row", "name", "who"),
    [
        ("the worker who passed her on", "frontline:person", "Library, Front-line worker"),
        ("a colleague of that service", "frontline:home", "Library, Front-line worker"),
        ("a colleague of that service", "frontline:referral", "Library, Front-line worker"),
        ("the organiser before the answer", "manage:inbox", "Earlsfield Larder, Organiser"),
        ("the organiser before the answer", "manage:referral", "Earlsfield Larder, Organiser"),
        ("the organiser who said yes", "manage:answered", "Earlsfield Larder, Organiser"),
        ("the organiser who said yes", "manage:referrals", "Earlsfield Larder, Organiser"),
    ],
)
def test_she_reads_who_looked_on_her_own_page(stage, row, name, who):
    client = come_to(stage, row)
    hers = stage.client("phil")
    before = looked(hers, who)

    assert client.get(address_of(stage, name)).status_code == 200

    assert looked(hers, who) > before


def address_of(stage, name):
    args = {
        "frontline:person": [stage.people["phil"].pk],
        "frontline:home": [],
        "frontline:referral": [stage.referral.pk],
        "manage:referral": [stage.larder.slug, stage.referral.pk],
    }.get(name, [stage.larder.slug])
    return reverse(name, args=args)


def looked(hers, who):
    """Count the lines of her log that say this one looked."""
    answer = hers.get(reverse("record"))
    return sum(line.who == who and line.what == "Looked at your details." for line in answer.context["lines"])


def test_every_deed_of_the_log_has_words_for_her_to_read(stage):
    come_to(stage, "the organiser who said yes")

    lines = stage.client("phil").get(reverse("record")).context["lines"]

    assert len(lines) > 5
    assert not [line for line in lines if line.what == "Something was changed."]


@pytest.mark.parametrize("row", ["a worker of another service", "an adviser of that service", "an administrator"])
def test_somebody_who_may_not_look_leaves_no_look_in_her_log(stage, row):
    client = come_to(stage, row)

    assert client.get(address_of(stage, "frontline:person")).status_code == 404

    assert not Entry.objects.filter(event="person.seen", person_id=stage.people["phil"].pk).exists()


LISTED = {
    "bev": {"preference", "asks", "referrals", "contacts"},
    "kit": {"preference", "asks", "referrals", "contacts"},
    "dan": set(),
    "col": {"referrals"},
    "dev": set(),
    "phil": {"preference", "asks", "referrals"},
    "ada": set(),
    "adi": set(),
    "eve": set(),
}
"""By hand: which rows of hers each finds at all, below every page."""


@pytest.mark.parametrize("who", list(LISTED))
def test_which_rows_of_hers_each_finds(stage, who):
    user, person = stage.users[who], stage.people["phil"]
    membership = Membership.objects.filter(user=user).first()
    looks = actor(membership) if membership else resident(user)
    managers = {"preference": Preference, "asks": Ask, "referrals": Referral, "contacts": Contact}

    found = {name for name, model in managers.items() if model.objects.visible_to(looks).filter(person=person).exists()}

    assert found == LISTED[who]
