"""How many queries each page takes: few, and no more with fifty rows than with one."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.messaging import channels
from hub.messaging.models import Message, MessageState
from hub.people.models import Channel, Person
from matching.frontline.models import Ask, Contact, Owed, Referral
from opportunities.models import Opportunity, Session, SignUp, Status
from opportunities.signups.services import signing_up
from organisations.models import Invitation, Membership, Organisation, Verification
from tests import stage as stages
from tests.factories import (
    DAY,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    VenueFactory,
    person,
    yes,
)
from tests.pages.test_pages import OPEN

pytestmark = pytest.mark.django_db  # asks for the test database; the world itself is made and undone by `measured`

MOST = 27  # two of them are what editors set in header and footer
ROWS = 50
MORE_WITH_MORE = 2


def organisations(stage):
    """Fifty organisations, each at a place of its own with something on and one decision behind it; Col belongs to all."""
    for number in range(ROWS):
        venue = VenueFactory()
        organisation = OrganisationFactory(name=f"Group {number}", venue=venue)
        opportunity = OpportunityFactory(
            organisation=organisation, venue=venue, published_at=stage.at, title=f"Thing {number}"
        )
        SessionFactory(opportunity=opportunity, starts_at=stage.at + (2 + number % 20) * DAY)
    made = Organisation.objects.filter(name__startswith="Group ")
    Membership.objects.bulk_create(
        Membership(user=stage.users["col"], organisation=group, role=Role.ORGANISER, since=stage.at) for group in made
    )
    new_group = Organisation.objects.get(slug="new-group")
    Verification.objects.bulk_create(
        Verification(organisation=new_group, what="tier", tier=0, reason="Rang.", by=stage.users["ada"], at=stage.at)
        for _number in range(ROWS)
    )


def larders_own(stage):
    """Fifty more things the Larder put up, and fifty more dates of the one the pages are about."""
    for number in range(ROWS):
        own = OpportunityFactory(organisation=stage.larder, venue=VenueFactory(), published_at=stage.at)
        SessionFactory(opportunity=own, starts_at=stage.at + (3 + number) * DAY)
        SessionFactory(opportunity=stage.opportunity, starts_at=stage.at + timedelta(days=8 + number, minutes=number))


def people(stage):
    """Fifty people each who ask, who are expected and who wait; and fifty things Ama said yes to."""
    Session.objects.filter(pk=stage.session.pk).update(places=500)
    stage.session.refresh_from_db()
    asked = [
        signing_up.say_yes(stage.session, yes(f"P{n}", f"p{n}@example.test", words="Hi."), by=NOBODY, at=stage.at)
        for n in range(2 * ROWS)
    ]
    held = SignUp.objects.filter(pk__in=[one.pk for one in asked[:ROWS]])
    held.update(status=Status.HELD, answered_at=stage.at)
    for n in range(ROWS):
        who = yes(f"W{n}", f"w{n}@example.test")
        signing_up.say_yes(stage.session, who, waiting=True, by=NOBODY, at=stage.at)
    ama = Person.objects.get(user=stage.users["ama"])
    others = Session.objects.exclude(sign_ups__person=ama)[:ROWS]
    SignUp.objects.bulk_create(
        SignUp(
            person=ama,
            session=session,
            status="held",
            route_lookup="a",
            folded_name=f"ama{session.pk}",
            asked_at=stage.at,
        )
        for session in others
    )


def desk(stage):
    """Fifty calls to make and fifty letters to post, each for somebody else."""
    for number in range(ROWS):
        who = person(f"C{number}", f"+4416329602{number:02}", Channel.PHONE)
        for kind in (Channel.PHONE, Channel.LETTER):
            message = Message.objects.create(
                person=who,
                notice="signed_up",
                ref="1",
                channel=kind,
                sent_to="+441632960202",
                heading="You said yes",
                words="Ring them.",
                state=MessageState.HANDED_ON,
                created_at=stage.at,
            )
            channels.hand_on(message, owner_id=stage.service.pk, at=stage.at)


def staff(stage):
    """Fifty members of the service, fifty more who were asked to be, and fifty invitations of Ama's."""
    ama, by = stage.users["ama"], stage.users["max"]
    EmailAddress.objects.create(user=ama, email=ama.email, verified=True, primary=True)
    wanted = [(stage.service, f"i{number}@example.test") for number in range(ROWS)]
    wanted += [(group, ama.email) for group in Organisation.objects.filter(name__startswith="Group ")]
    Invitation.objects.bulk_create(
        Invitation(organisation=of, email=email, role=Role.ORGANISER, invited_by=by, at=stage.at, until=stage.at + DAY)
        for of, email in wanted
    )
    for _number in range(ROWS):
        MembershipFactory(organisation=stage.service, role=Role.WORKER)


def front_line(stage):
    """Fifty people whom Bev's service has talked with, asked, owes something and passed on to the Larder; three ends each."""
    bev, service, at = stage.users["bev"], stage.service, stage.at
    said = {"organisation": service, "worker": bev}
    for number in range(ROWS):
        who = person(f"Visitor {number}", f"visitor{number}@example.test", at=at)
        Contact.objects.create(person=who, way="counter", at=at, **said)
        Owed.objects.create(person=who, organisation=service, what="Ring back", owner="Dev", due=at.date(), noted_at=at)
        Ask.objects.create(
            person=who, raised_by="person", way="message", asked_at=at, answer="no", answered_at=at, **said
        )
        for status, ended in (("sent", None), ("declined", at), ("accepted", None)):
            Referral.objects.create(
                person=who,
                organisation=stage.other if ended else stage.larder,
                from_organisation=service,
                worker=bev,
                status=status,
                made_at=at,
                sent_at=at,
                expires_at=at + 14 * DAY,
                answered_at=None if status == "sent" else at,
                ended_at=ended,
                reason="full" if ended else "",
                opportunity=Opportunity.objects.get(title=f"Thing {number}") if status == "accepted" else None,
            )


def measure(stage):
    """Return {page: its queries} for every page, each asked for a second time, by whom it is meant for."""
    found = {}
    clients = {who: stage.client(who) for who in set(OPEN.values())}
    for name, who in OPEN.items():
        address = stage.urls.get(name) or reverse(name)
        assert clients[who].get(address).status_code == 200, name
        with CaptureQueriesContext(connection) as queries:
            assert clients[who].get(address).status_code == 200, name
        said = [query["sql"] for query in queries.captured_queries]
        # The world of this module lives in one transaction; a page's own would begin where these mark a point.
        found[name] = [sql for sql in said if "SAVEPOINT" not in sql]
    return found


@pytest.fixture(scope="module")
def measured(django_db_setup, django_db_blocker):
    """The queries of every page with one row of everything, and with fifty."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage = stages.build()
        few = measure(stage)
        for fill in (organisations, larders_own, people, desk, staff, front_line):
            fill(stage)
        assert Opportunity.objects.count() > 2 * ROWS
        many = measure(stage)
        transaction.set_rollback(True)
    return few, many


@pytest.mark.parametrize("name", OPEN)
def test_a_page_takes_few_queries(measured, name):
    few, many = (len(found[name]) for found in measured)

    # The copy has one or two for each app, and is opened once in a while; one's own page holds its person to note what it shows.
    most = {"record_copy": 36, "me": MOST + 1}.get(name, MOST)
    assert few <= most
    assert many <= most


@pytest.mark.parametrize("name", OPEN)
def test_fifty_rows_take_no_more_than_one(measured, name):
    few, many = (found[name] for found in measured)

    assert len(many) <= len(few) + MORE_WITH_MORE, "\n".join(sorted(many))
