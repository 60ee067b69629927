"""What no machine may read anywhere: in answers, feed, sitemap or JSON-LD."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.db import models
from django.urls import reverse

from hub.people.models import ContactRoute, Person
from opportunities.models import Opportunity, SignUp
from organisations.models import Invitation, Membership, Organisation, Verification
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    VenueFactory,
    person,
)

pytestmark = pytest.mark.django_db
LIST = "/api/v1/opportunities"
LINKED = re.compile(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', re.S)

SWEEP = {"fields": "*", "include": "contact_phone,people", "order": "contact_email", "search": "0"}
"""What other interfaces give more for."""


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(NOON, tick=False):
        yield


def thing(**more):
    return SessionFactory(opportunity=OpportunityFactory(**more)).opportunity


def linked(client, address):
    """Return the JSON-LD of a page, as it stands there."""
    return " ".join(LINKED.findall(client.get(address).content.decode()))


def surfaces(client):
    """Return {where: text} of everything that machines read."""
    found = {}
    for address in (
        LIST,
        f"{LIST}?near=Earlsfield",
        "/api/v1/organisations",
        *(f"{LIST}/{pk}" for pk in Opportunity.objects.values_list("pk", flat=True)),
        *(f"/api/v1/organisations/{slug}" for slug in Organisation.objects.values_list("slug", flat=True)),
        reverse("feed"),
        f"{reverse('feed')}?near=Earlsfield&words=food",
        "/sitemap.xml",
        "/robots.txt",
        "/api/v1/openapi.json",
        "/api/v1/docs",
    ):
        found[address] = client.get(address).content.decode()
        found[f"{address} and more"] = client.get(address, SWEEP).content.decode()
    for row in (*Opportunity.objects.all(), *Organisation.objects.all()):
        found[f"JSON-LD of {row.get_absolute_url()}"] = linked(client, row.get_absolute_url())
    return found


def where(client, words):
    """Return the surfaces that hold a word, in any case."""
    return [name for name, text in surfaces(client).items() if words.lower() in text.lower()]


class TestWhatNobodyMaySee:
    @pytest.mark.parametrize(
        "hidden",
        [
            {"draft": True},
            {"state": "paused"},
            {"state": "closed"},
            {"closes_at": NOON - HOUR},
            {"people_at_risk": True},
            {"organisation__unchecked": True},
            {"organisation__suspended_at": NOON - DAY},
        ],
    )
    def test_is_on_no_surface_when_it_is_not_open(self, client, hidden):
        thing(), thing(title="Canary watching", **hidden)

        assert where(client, "canary") == []

    def test_is_on_no_surface_when_it_has_passed(self, client):
        SessionFactory(opportunity__title="Canary watching", starts_at=NOON - DAY)

        assert where(client, "canary") == []

    @pytest.mark.parametrize("hidden", [{"unchecked": True}, {"suspended_at": NOON - DAY}])
    def test_is_on_no_surface_when_its_organisation_is_not_public(self, client, hidden):
        thing(organisation=OrganisationFactory(name="Canary club", slug="canary-club", **hidden))

        assert where(client, "canary") == []

    def test_is_not_given_to_its_own_members_either(self, client):
        membership = MembershipFactory()
        thing(organisation=membership.organisation, title="Canary watching", draft=True)
        client.force_login(membership.user)

        assert where(client, "canary") == []

    def test_looks_where_something_is_to_be_found(self, client):
        """The same search finds what is open on every kind of surface, so that an empty result means something."""
        row = thing(title="Canary watching", organisation=OrganisationFactory(name="Canary club", slug="canary-club"))

        found = where(client, "canary")

        assert {LIST, f"{LIST}/{row.pk}", "/api/v1/organisations", reverse("feed"), "/sitemap.xml"} <= set(found)
        assert f"JSON-LD of {row.get_absolute_url()}" in found
        assert "JSON-LD of /organisations/canary-club/" in found


PUBLIC = {
    Opportunity: {"title", "summary", "lang"},
    Organisation: {"name", "slug", "about", "website"},
}
"""Free text that everybody may read by machine. Any other text field of these models, also one added tomorrow, is private."""


def canaries(model):
    """Return {field: a word of its own} for every text field of a model that is not public."""
    found = {}
    for field in model._meta.concrete_fields:
        text = isinstance(field, (models.CharField, models.TextField))
        if text and not field.choices and not field.primary_key and field.name not in PUBLIC.get(model, ()):
            found[field.name] = f"zq{uuid4().hex[:8]}"
    return found


def plant(row):
    """Write a canary into every private text field of a row; return them."""
    words = canaries(type(row))
    for name, word in words.items():
        setattr(row, name, word)
    row.save()
    return words


class TestPrivateFields:
    @pytest.fixture
    def planted(self):
        """One open thing with everybody around it; every private text is a word found nowhere else."""
        membership = MembershipFactory(role="organiser")
        organisation = membership.organisation
        organisation.venue = VenueFactory()
        opportunity = thing(organisation=organisation, venue=organisation.venue)
        who = person("Ama", "ama@example.test", surname="Mensah")
        sign_up = SignUp.objects.create(
            person=who,
            session=opportunity.sessions.get(),
            status="held",
            route_lookup="x",
            folded_name="ama",
            asked_at=NOON,
        )
        decision = Verification.objects.create(
            organisation=organisation, what="tier", tier=1, reason="Rang.", by=membership.user, at=NOON
        )
        invited = Invitation.objects.create(
            organisation=organisation,
            email="x@example.test",
            role="organiser",
            invited_by=membership.user,
            at=NOON,
            until=NOON + DAY,
        )
        rows = (opportunity, organisation, who, who.routes.get(), sign_up, decision, invited, membership.user.person)
        found = {(type(row), name): word for row in rows for name, word in plant(row).items()}
        found[Membership, "user"] = membership.user.email
        found[Membership, "role"] = '"organiser"'
        return found

    def test_are_on_no_surface(self, client, planted):
        read = surfaces(client)

        seen = {
            f"{model.__name__}.{field}": name
            for (model, field), word in planted.items()
            for name in read
            if word in read[name]
        }

        assert seen == {}, "machines read these; one that everybody may read belongs in PUBLIC"

    def test_are_what_one_would_think(self, planted):
        named = {(model.__name__, name) for model, name in planted}

        assert {
            ("Opportunity", "contact_name"),
            ("Opportunity", "contact_words"),
            ("Opportunity", "contact_phone"),
            ("Opportunity", "contact_email"),
            ("Organisation", "email"),
            ("Organisation", "phone"),
            ("Organisation", "ring_on"),
            ("Person", "first_name"),
            ("ContactRoute", "value"),
            ("SignUp", "words"),
            ("Verification", "reason"),
            ("Invitation", "email"),
        } <= named
        assert {Person, ContactRoute} <= {model for model, _name in planted}
