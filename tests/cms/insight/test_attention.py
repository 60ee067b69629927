"""How attention is spread: counted by hand over groups of different size and age, and never by person."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from cms.insight import views_attention
from cms.insight.selectors import attention
from matching.suggestions.models import NightlyRun, Shown, ShownList, Where
from tests import stage as stages
from tests.factories import DAY, NOON, OpportunityFactory, OrganisationFactory, SessionFactory, VenueFactory, person

pytestmark = pytest.mark.django_db


def thing(organisation, *, shown=0, chosen=0, ward="Wandle", at=NOON):
    opportunity = OpportunityFactory(organisation=organisation, venue=VenueFactory(ward_name=ward))
    SessionFactory(opportunity=opportunity, next_at=at + 9 * DAY)
    for number in range(shown):
        who = person(f"P{opportunity.pk}-{number}", f"p{opportunity.pk}-{number}@example.test")
        made = ShownList.objects.create(person=who, where=Where.LIST, at=at - DAY)
        when = at if number < chosen else None
        Shown.objects.create(shown_list=made, opportunity=opportunity, place=1, score=1.0, chosen_at=when)
    return opportunity


def group(days=400):
    return OrganisationFactory(created_at=NOON - timedelta(days=days))


def rows(some):
    return [(str(row.label), row.things, row.each, row.yes) for row in some]


class TestTheFigures:
    def test_are_by_the_size_of_groups(self):
        thing(group(), shown=6)
        two = group()
        thing(two, shown=12, chosen=6)
        thing(two)

        found = attention.found(at=NOON)

        assert rows(found.sizes) == [
            ("Groups with one thing on", 1, 6.0, None),
            ("Groups with 2 to 4", 2, 6.0, 50.0),
            ("Groups with 5 or more", 0, None, None),
        ]

    def test_are_by_how_long_groups_have_been_here(self):
        for days, shown in ((10, 5), (100, 10), (366, 15), (91, 20)):
            thing(group(days), shown=shown)

        assert [(row.things, row.each) for row in attention.found(at=NOON).ages] == [(1, 5.0), (2, 15.0), (1, 15.0)]

    def test_are_by_ward(self):
        thing(group(), shown=7, ward="Wandle")
        thing(group(), ward="Wandle")
        thing(group(), ward="Balham")

        assert rows(attention.found(at=NOON).wards) == [("Wandle", 2, 3.5, None), ("Balham", 1, 0.0, None)]

    def test_say_what_nobody_saw_and_what_has_half_of_it(self):
        for shown in (10, 5, 5, 0):
            thing(group(), shown=shown)

        found = attention.found(at=NOON)

        assert (found.things, found.never, found.shown, found.half) == (4, 1, 20, 25)

    def test_hide_what_is_few(self):
        thing(group(), shown=4, chosen=1)

        assert rows(attention.found(at=NOON).sizes)[0] == ("Groups with one thing on", 1, None, None)

    def test_count_four_weeks(self):
        thing(group(), shown=6)
        ShownList.objects.update(at=NOON - 29 * DAY)

        found = attention.found(at=NOON)

        assert found.never == 1
        assert found.half is None


class TestThePage:
    def test_says_it_in_words(self):
        cache.clear()
        stage = stages.build()
        for _number in range(12):
            thing(group(), shown=2, at=stage.at)
        NightlyRun.objects.create(name="a", begun_at=timezone.now(), done_at=timezone.now(), people=1200, without=30)

        page = stage.client("max").get(reverse("insight_attention")).content.decode()

        assert "% of it was put before nobody in four weeks." in page
        assert "30 of 1,200 people found nothing that suits." in page
        assert "Groups with one thing on" in page
        assert "The last column says" in page

    def test_explains_no_column_where_there_is_no_table(self):
        cache.clear()

        page = stages.build().client("max").get(reverse("insight_attention")).content.decode()

        assert "<table" not in page
        assert "The last column says" not in page


class TestTooLittleToTell:
    """Ten things, of which nine were never shown: a share only once each could have been."""

    @pytest.mark.parametrize("shown", [0, 1, 9])
    def test_says_that_there_is_nothing_to_show_yet(self, shown):
        thing(group(), shown=shown)
        for _number in range(9):
            thing(group())

        found = attention.found(at=NOON)

        assert not found.is_telling
        (things, nothing) = views_attention._sentences(found)
        assert things == "10 things are on show."
        assert nothing.startswith("Nothing to show yet")

    def test_tells_the_share_once_enough_was_shown(self):
        thing(group(), shown=10)
        for _number in range(9):
            thing(group())

        assert views_attention._sentences(attention.found(at=NOON))[1:] == [
            "90% of it was put before nobody in four weeks.",
            "Half of the times, it was the same 10% of things.",
        ]

    def test_counts_where_few_things_are_on_show(self):
        thing(group(), shown=10)
        thing(group())

        assert views_attention._sentences(attention.found(at=NOON))[1:] == [
            "1 of them was put before nobody in four weeks."
        ]
