"""Every form of the product that edits something saved: opened on a full row and saved as it is, it changes nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model
from django.urls import reverse

from hub.access.actors import SYSTEM
from hub.taxonomy import codes
from hub.taxonomy.codes import Kind
from hub.taxonomy.fields import CodesField
from matching.preferences.models import Preference
from matching.preferences.services import saving
from opportunities.models import Answering, Joining, Opportunity
from opportunities.posting.forms import STEPS
from opportunities.posting.services import posting
from organisations.models import Membership, Organisation, Tier
from tests.factories import OpportunityFactory, SessionFactory
from tests.html_forms import fields_of
from tests.stage import Stage

pytestmark = pytest.mark.django_db

CLOCKS = {"changed_at"}


def columns(row: Model) -> dict[str, Any]:
    """Return what is saved of a row, without the time of its last change."""
    row.refresh_from_db()
    return {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in CLOCKS
    }


def full(opportunity: Opportunity) -> Opportunity:
    """Fill every column that some step has."""
    chosen = {
        field.name: frozenset(list(field.codes)[:3])
        for field in Opportunity._meta.concrete_fields
        if isinstance(field, CodesField) and field.codes is not None
    }
    said = {
        "summary": "Tea & chat:\u2019 a warm hour",
        "what_you_do": "Line one.\n\n- two\n- three",
        "access_note": "Two steps; ramp if you ask.",
        "access_no": frozenset({codes.Access.PARKING, codes.Access.HEARING_LOOP}),
        "max_age": 99,
        "costs_note": "Fares paid <on the night>.",
        "commitment": codes.Commitment.values[0],
        "min_age": 18,
        "checks": codes.Checks.BASIC,
        "checks_weeks": 6,
        "people_at_risk": True,
        "answering": Answering.AT_ONCE,
        "joining": Joining.SERIES,
        "contact_name": "Col",
        "contact_words": "Come and have a look.",
        "contact_phone": "020 8870 1234",
        "contact_email": "col@example.test",
    }
    for name, value in (chosen | said).items():
        setattr(opportunity, name, value)
    opportunity.words = posting.found_by(opportunity)
    opportunity.save()
    return opportunity


@pytest.fixture
def stage(stage: Stage) -> Stage:
    Organisation.objects.filter(pk=stage.larder.pk).update(tier=Tier.T3, safe_to_work_with=True)
    return stage


def saved_as_it_is(stage: Stage, who: str, url: str, *, having: str, press: dict[str, str] | None = None) -> None:
    """Open a page and send its form back untouched; it must be taken."""
    client = stage.client(who)
    page = client.get(url)
    assert page.status_code == 200, url
    answer = client.post(
        url, fields_of(page.content.decode(), having=having) | {k: [v] for k, v in (press or {}).items()}
    )
    assert answer.status_code == 302, re.findall(r"<p>(.*?)</p>", answer.content.decode().partition("</main>")[0])


FIRST_FIELDS = {
    "what": "title",
    "when": "commitment",
    "where": "remote",
    "who": "min_age",
    "good-to-know": "access",
    "reply": "answering",
}


def test_every_step_of_posting_is_tried():
    assert set(FIRST_FIELDS) == set(STEPS)


@pytest.mark.parametrize("press", [{}, {"stay": "1"}])
@pytest.mark.parametrize("step", STEPS)
def test_a_step_of_posting(stage, step, press):
    opportunity = full(stage.opportunity)
    before, dates = columns(opportunity), list(opportunity.sessions.order_by("pk").values())

    saved_as_it_is(
        stage,
        "col",
        reverse("manage:step", args=[stage.larder.slug, opportunity.pk, step]),
        having=FIRST_FIELDS[step],
        press=press,
    )

    assert columns(opportunity) == before
    assert list(opportunity.sessions.order_by("pk").values()) == dates


@pytest.mark.parametrize("kind", [Kind.CO_DESIGN, Kind.STANDBY_EMERGENCY, Kind.TRUSTEE_OR_COMMITTEE])
def test_what_only_some_kinds_ask(stage, kind):
    opportunity = full(stage.opportunity)
    asked = {
        "what_can_change": "The hours.",
        "hear_back_by": (stage.at + timedelta(days=60)).date(),
        "called_when": "Floods.",
    }
    Opportunity.objects.filter(pk=opportunity.pk).update(kind=kind, notice_hours=3, term_months=24, **asked)
    before = columns(opportunity)

    saved_as_it_is(
        stage, "col", reverse("manage:step", args=[stage.larder.slug, opportunity.pk, "what"]), having="title"
    )

    assert columns(opportunity) == before


def test_times_that_people_choose_themselves(stage):
    opportunity = full(OpportunityFactory(organisation=stage.larder))
    session = SessionFactory(opportunity=opportunity, flexible=True, places=7, slots=frozenset(list(codes.Slot)[3:6]))
    before = columns(session)

    saved_as_it_is(
        stage, "col", reverse("manage:step", args=[stage.larder.slug, opportunity.pk, "when"]), having="commitment"
    )

    assert columns(session) == before


def test_the_places_of_a_date(stage):
    before = columns(stage.session)

    saved_as_it_is(stage, "col", stage.urls["manage:session"], having="places")

    assert columns(stage.session) == before


def test_the_page_of_an_organisation(stage):
    Organisation.objects.filter(pk=stage.larder.pk).update(
        about="We share food.\n\nEvery Tuesday & Friday.",
        website="http://larder.example.test",
        email="us@example.test",
        reply_hours=48,
        phone="020 8870 1234",
    )
    before = columns(stage.larder)

    saved_as_it_is(stage, "col", stage.urls["manage:about"], having="about")

    assert columns(stage.larder) == before


def test_the_role_of_a_member(stage):
    member = Membership.objects.get(user=stage.users["bev"])
    before = columns(member)

    saved_as_it_is(stage, "max", stage.urls["manage:member"], having="role")

    assert columns(member) == before


def full_preference(preference: Preference, at: Any) -> Preference:
    """Fill all that a person can say."""
    said = saving.Said(
        words="A bit of company.\nI like gardening, & tea.",
        causes=frozenset(list(codes.Cause)[:2]),
        activities=frozenset(list(codes.Activity)[:2]),
        skills=frozenset(list(codes.Skill)[:2]),
        speaks=frozenset(list(codes.Language)[:2]),
        slots=frozenset(list(codes.Slot)[:4]),
        often=codes.Commitment.values[0],
        how_far=codes.HowFar.values[0],
        travel=frozenset(list(codes.Travel)[:2]),
        ease=frozenset(list(codes.Ease)[:2]),
        anything="Not on Fridays.",
    )
    return saving.save(preference.person, said, by=SYSTEM, at=at)


@pytest.mark.parametrize(("who", "page"), [("ama", "preferences"), ("bev", "frontline:preference")])
def test_a_preference(stage, who, page):
    person = stage.users["ama"].person if who == "ama" else stage.people["joan"]
    url = reverse(page) if who == "ama" else stage.urls[page]
    preference = full_preference(person.preference, stage.at)
    person.refresh_from_db()
    before, spoken = columns(preference), person.speaks

    saved_as_it_is(stage, who, url, having="words")

    person.refresh_from_db()
    assert columns(preference) == before
    assert person.speaks == spoken
