"""A card, a match and a slip name the first date in the person's own times, ticked or spoken, and not simply the next."""

from datetime import timedelta

import pytest

from hub.taxonomy.codes import Slot
from matching.frontline.capture import presenters
from matching.frontline.presenters import slips
from matching.preferences import meaning
from matching.preferences.models import Preference
from matching.suggestions import showing
from matching.suggestions.selectors import suggesting
from opportunities.models import Opportunity
from tests.factories import HOUR, OpportunityFactory, SessionFactory
from tests.matching.suggestions.things import likes

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing(noon):
    """Something on Tuesday evening, and on Saturday morning."""
    opportunity = OpportunityFactory(title="Bake", published_at=noon - timedelta(days=7))
    SessionFactory(opportunity=opportunity, starts_at=noon + timedelta(days=1) + 7 * HOUR)
    SessionFactory(opportunity=opportunity, starts_at=noon + timedelta(days=5) - 2 * HOUR, slots=[Slot.SAT_MORNING])
    return Opportunity.objects.for_cards(at=noon).get(pk=opportunity.pk)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ({}, "Tuesday"),
        ({"words": "Saturday mornings"}, "Saturday"),
        ({"words": "No evenings"}, "Saturday"),
        ({"words": "Not Saturdays"}, "Tuesday"),
        ({"slots": frozenset({Slot.SAT_MORNING})}, "Saturday"),
        ({"words": "Weekends", "slots": frozenset({Slot.TUE_EVENING})}, "Tuesday"),
    ],
)
def test_the_date_in_front_is_one_that_suits(noon, thing, said, day):
    preference = likes(noon, **said)
    (row,) = suggesting.find(preference, at=noon).rows
    session = slips.first_date(thing, meaning.free(preference), at=noon)

    assert showing.card(row, preference).when_day.startswith(day)
    assert presenters.match(row, preference, {}).when.startswith(day)
    assert session.starts_at.strftime("%A") == day


def test_whoever_names_no_time_is_free_at_none_in_particular():
    assert meaning.free(likes_nothing()) == frozenset()


def likes_nothing():
    return Preference(words="Gardening")
