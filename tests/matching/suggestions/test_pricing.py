"""The price of attention is set each night from what was shown, and moves the list."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from matching.suggestions import columns
from matching.suggestions.models import Price, Shown, ShownList, Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import pricing
from opportunities.models import Opportunity
from tests.factories import DAY, HOUR, person
from tests.matching.suggestions.things import cook, thing, titles

pytestmark = pytest.mark.django_db


def show(opportunity, times, at):
    """Write down that a thing was shown so often, to one person each time."""
    who = person("Seen", "seen@example.test", at=at)
    for number in range(times):
        made = ShownList.objects.create(person=who, where=Where.OWN_PAGE, at=at - timedelta(minutes=number))
        Shown.objects.create(shown_list=made, opportunity=opportunity, place=1, score=1.0)


def test_what_was_shown_much_makes_room_for_its_like(noon):
    first, second = thing("First"), thing("Second")
    assert titles(suggesting.find(cook(noon), at=noon)) == ["First", "Second"]
    show(first, 40, noon)

    assert pricing.update(at=noon) == 2

    assert Price.objects.get(opportunity=first).price > Price.objects.get(opportunity=second).price == 0
    assert Price.objects.get(opportunity=first).shown == 40
    assert titles(suggesting.find(cook(noon), at=noon + HOUR)) == [
        "Second",
        "First",
    ]  # the index is built anew each hour


def test_what_was_shown_long_ago_does_not_count(noon):
    opportunity, _other = thing("First"), thing("Second")
    show(opportunity, 40, noon - 15 * DAY)

    pricing.update(at=noon)

    assert Price.objects.get(opportunity=opportunity).shown == 0


def test_night_after_night_it_goes_on_from_the_price_before(noon):
    opportunity, _other = thing("First"), thing("Second")
    show(opportunity, 40, noon)
    pricing.update(at=noon)
    once = Price.objects.get(opportunity=opportunity).price

    pricing.update(at=noon + DAY)

    assert Price.objects.get(opportunity=opportunity).price > once
    assert Price.objects.count() == 2


def test_what_has_closed_has_no_price(noon):
    opportunity = thing("First")
    pricing.update(at=noon)
    Opportunity.objects.filter(pk=opportunity.pk).update(state="closed")

    pricing.update(at=noon)

    assert not Price.objects.exists()


def test_a_price_out_of_bounds_is_refused(noon):
    with pytest.raises(IntegrityError):
        Price.objects.create(opportunity=thing("First"), price=1.5, shown=0, at=noon)


def test_it_is_a_column_of_the_index(noon):
    opportunity = thing("First")
    Price.objects.create(opportunity=opportunity, price=0.25, shown=3, at=noon)

    assert columns.columns(at=noon)["price"] == [0.25]
