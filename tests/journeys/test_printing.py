"""What a browser prints: the sheets that somebody takes home hold together."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone

from hub.access.actors import SYSTEM
from hub.audit import record
from hub.consent.models import How
from hub.taxonomy.codes import Ease
from matching.frontline.models import Contact
from matching.frontline.referrals.services import referrals
from organisations.models import Membership
from tests import stage as stages
from tests.factories import OpportunityFactory, SessionFactory, actor
from tests.paper import opened, sheets

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stage(site):
    found = stages.build()
    Authenticator.objects.all().delete()  # as in the demo, the password is enough
    for user in found.users.values():
        EmailAddress.objects.get_or_create(user=user, email=user.email, verified=True, primary=True)
    return found


@pytest.fixture
def bev(stage, visit):
    visitor = visit()
    visitor.sign_in(stage.users["bev"].email)
    visitor.page.wait_for_url("**/frontline/")
    return visitor


def on_paper(visitor, address):
    """Return the text of each sheet of A4 that the browser prints."""
    visitor.page.goto(address)
    return sheets(visitor.page.pdf(format="A4"))


def second_thing(stage):
    """Put another thing on Joan's slip, with all that a slip says of one."""
    other = OpportunityFactory(organisation=stage.other, title="Bake bread for the winter night shelter")
    SessionFactory(opportunity=other, starts_at=stage.session.starts_at, places=8)
    for thing in (stage.opportunity, other):
        thing.venue.getting_there = "Bus 44 stops outside. Ring the side bell and wait by the green door."
        thing.venue.save()
        type(thing).objects.filter(pk=thing.pk).update(contact_phone="020 7946 0000")
    bev = actor(Membership.objects.get(user=stage.users["bev"]))
    said = {"wish": "Bit of company.", "needs": frozenset({Ease.SEATING}), "how": How.COUNTER}
    referrals.pass_on(stage.people["joan"], stage.other, opportunity=other, **said, by=bev, at=timezone.now())
    Contact.objects.filter(person=stage.people["joan"]).update(handed=[stage.opportunity.pk, other.pk])


def test_a_slip_with_two_things_on_it_is_one_sheet_with_its_code(stage, bev):
    second_thing(stage)

    paper = on_paper(bev, stage.urls["frontline:slip"])

    assert len(paper) == 1
    assert "Sort and hand out food" in paper[0]
    assert "Bake bread" in paper[0]
    assert "Your code:" in paper[0]


def test_a_slip_on_a_roll_keeps_to_its_width(stage, bev):
    bev.page.goto(stage.urls["frontline:slip"])

    roll = opened(bev.page.pdf(width="80mm", height="400mm"))

    assert len(roll.pages) == 1


def test_a_letter_is_one_sheet(stage, visit):
    visitor = visit()
    visitor.sign_in(stage.users["max"].email)
    visitor.page.wait_for_url("**/manage/**")

    paper = on_paper(visitor, stage.urls["manage:calls"])

    assert len(paper) == 1
    assert "Hello Farida" in paper[0]


def test_a_long_list_begins_on_the_sheet_of_its_heading(stage, visit):
    ama = stage.users["ama"].person
    for _time in range(60):
        record.record("preference.saved", by=SYSTEM, at=timezone.now(), about=ama.pk)
    visitor = visit()
    visitor.sign_in(stage.users["ama"].email)

    paper = on_paper(visitor, "/me/record/")

    assert "My record" in paper[0]
    assert "What you’d like was written down" in paper[0]
