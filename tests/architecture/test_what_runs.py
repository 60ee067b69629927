"""The page that says what runs when is as the contracts have it, and each entry does its part."""

import pytest
from django.db import transaction
from django.utils import translation

from hub.access.actors import SYSTEM
from hub.access.roles import Role
from hub.accounts.models import User
from hub.consent.models import How, Purpose
from hub.core import registry
from hub.messaging.models import Message
from hub.people.models import Person
from matching.frontline.asks.services import asks
from matching.frontline.models import Ask, RaisedBy
from matching.frontline.referrals.services import referrals
from matching.suggestions.models import Shown
from opportunities.signups.services import signing_up
from organisations.models import Invitation
from tests.architecture import what_runs
from tests.architecture.test_privacy import our_models, rows_of
from tests.factories import (
    DAY,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    actor,
    resident,
    yes,
)
from tests.hub.people.philomena import known_everywhere


def test_the_page_is_as_the_contracts_have_it():
    with translation.override("en-gb"):
        assert what_runs.PAGE.read_text() == what_runs.page()


# -- Each entry does its part -------------------------------------------------------------------------------------


def name(function):
    return f"{function.__module__}.{function.__qualname__}"


def everything_about(somebody):
    """Return every row of our tables that leads to a person, for comparing."""
    user = User.objects.filter(person=somebody).first()
    found = {}
    for model in our_models():
        rows = rows_of(model, somebody, user.pk if user else None)
        found[model._meta.label_lower] = sorted(map(repr, rows.values_list()))
    invited = Invitation.objects.filter(email=user.email) if user else Invitation.objects.none()
    return found | {"invited": sorted(invited.values_list("pk"))}


@pytest.fixture
def phil(db):
    """Somebody with an account, a row in every table that leads to her, and something live wherever something can be."""
    phil = known_everywhere().person
    larder = OrganisationFactory(name="Balham Larder")
    bev = actor(MembershipFactory(organisation=OrganisationFactory(service=True), role=Role.WORKER))
    far = OpportunityFactory(organisation=larder)
    said = yes(phil.first_name, "phil@example.test", words="Me again.")
    to_come = SessionFactory(opportunity=far, starts_at=NOON + 30 * DAY)
    signing_up.say_yes(to_come, said, by=resident(phil.user), at=NOON)
    referrals.pass_on(phil, larder, wish="A kettle.", needs=frozenset(), how=How.PHONE, by=bev, at=NOON)
    asked = {"way": asks.HUB, "raised_by": RaisedBy.WORKER, "no_effect_said": True}
    Ask.objects.create(person=phil, organisation=larder, opportunity=far, asked_at=NOON, **asked)
    Shown.objects.update(features={"near": 0.5})
    return phil, larder


@pytest.mark.parametrize("step", registry.withdrawal_steps(), ids=name)
def test_each_step_of_a_withdrawal_does_its_part(phil, step):
    phil, larder = phil
    before, did = everything_about(phil), False

    for purpose in Purpose:
        with transaction.atomic():
            step(phil, purpose=purpose, recipient_id=larder.pk, by=SYSTEM, at=NOON)
            did |= everything_about(phil) != before
            transaction.set_rollback(True)

    assert did


@pytest.mark.parametrize("step", registry.erasing_steps(), ids=name)
def test_each_step_of_erasing_does_its_part(phil, step):
    phil, _larder = phil
    before = everything_about(phil)

    step([phil.pk])

    assert everything_about(phil) != before


@pytest.mark.parametrize("section", registry.export_sections(), ids=lambda section: name(section.rows))
def test_each_section_of_the_copy_holds_something(phil, section):
    phil, _larder = phil

    assert section.rows(phil)


@pytest.mark.parametrize(
    "contract", [one for one in registry.contracts() if one.active_since], ids=lambda contract: contract.app
)
def test_each_app_says_who_did_something_there(phil, contract):
    phil, _larder = phil

    assert Person.objects.filter(contract.active_since(NOON - DAY), pk=phil.pk).exists()
    assert not Person.objects.filter(contract.active_since(NOON + 900 * DAY), pk=phil.pk).exists()


@pytest.mark.parametrize(
    "contract", [one for one in registry.contracts() if one.needed_at], ids=lambda contract: contract.app
)
def test_each_app_says_whose_name_something_live_needs(phil, contract):
    phil, _larder = phil
    Message.objects.create(person=phil, notice="n", ref="r", created_at=NOON)

    assert Person.objects.filter(contract.needed_at(NOON), pk=phil.pk).exists()
