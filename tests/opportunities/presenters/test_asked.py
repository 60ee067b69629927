"""A filter that is on is seen on each card that it let through."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hub.taxonomy import slots
from hub.taxonomy.codes import Access, Cause, Checks, Costs, Kind, Slot
from opportunities.models import Opportunity
from opportunities.presenters import cards
from opportunities.presenters.asked import Asked
from tests.factories import OpportunityFactory, SessionFactory

pytestmark = pytest.mark.django_db


def drawn(opportunity, **asked):
    rows = Opportunity.objects.filter(pk=opportunity.pk).for_cards(at=timezone.now())
    return cards.card(rows.get(), near=None, asked=Asked(**asked))


def said(card):
    return [fact.text for fact in card.facts]


class TestTheDate:
    @pytest.fixture
    def opportunity(self):
        found = OpportunityFactory()
        monday = (timezone.now() + timedelta(days=7 - timezone.localdate().weekday())).replace(hour=10, minute=0)
        for days in (0, 1, 5):
            start = monday + timedelta(days=days)
            SessionFactory(opportunity=found, starts_at=start, slots=slots.covered(start, None))
        return found

    def test_is_the_saturday_when_saturday_is_asked_for(self, opportunity):
        asked = frozenset({Slot.SAT_MORNING, Slot.SAT_AFTERNOON, Slot.SAT_EVENING})
        card = drawn(opportunity, slots=asked)
        assert card.when_day == "Saturday"
        assert set(card.slots) & {int(slot) for slot in asked}

    def test_is_the_next_when_nothing_is(self, opportunity):
        assert drawn(opportunity).when_day == "Monday"

    def test_is_the_next_where_none_fits(self, opportunity):
        assert drawn(opportunity, slots=frozenset({Slot.SUN_EVENING})).when_day == "Monday"


class TestFacts:
    @pytest.fixture
    def opportunity(self):
        found = OpportunityFactory(
            access=[Access.STEP_FREE, Access.SEATING, Access.TOILET, Access.FRIEND, Access.HEARING_LOOP],
            causes=[Cause.GREEN, Cause.OLDER],
            costs=[Costs.FREE, Costs.FARES],
            kind=Kind.ONE_OFF,
            checks=Checks.NONE,
            title="Sort food",
            summary="Nobody goes hungry.",
            what_you_do="We stack shelves. Then we mend bicycles for an hour.",
        )
        SessionFactory(opportunity=found)
        return found

    @pytest.mark.parametrize(
        ("asked", "shown"),
        [
            ({"access": frozenset({Access.HEARING_LOOP})}, Access.HEARING_LOOP.label),
            ({"access": frozenset({Access.FRIEND})}, Access.FRIEND.label),
            ({"causes": frozenset({Cause.OLDER})}, Cause.OLDER.label),
            ({"kinds": frozenset({Kind.ONE_OFF})}, Kind.ONE_OFF.label),
            ({"extra": frozenset({"costs"})}, Costs.FARES.label),
            ({"extra": frozenset({"no_check"})}, "No safety check"),
            ({"words": (("bicycl", "bik"),)}, "“Then we mend bicycles for an hour.”"),
            ({"words": (("neighbour",),)}, Cause.OLDER.label),
        ],
    )
    def test_what_was_asked_for_stands_on_the_card(self, opportunity, asked, shown):
        assert str(shown) in said(drawn(opportunity, **asked))

    def test_all_of_it_when_much_was_asked_for(self, opportunity):
        asked = frozenset({Access.STEP_FREE, Access.SEATING, Access.TOILET, Access.FRIEND})
        assert {str(code.label) for code in asked} <= set(said(drawn(opportunity, access=asked)))

    def test_a_word_in_the_title_needs_no_quote(self, opportunity):
        assert not [text for text in said(drawn(opportunity, words=(("food", "meal"),))) if text.startswith("“")]

    def test_what_was_not_asked_for_does_not(self, opportunity):
        assert Cause.OLDER.label not in said(drawn(opportunity))

    def test_no_fact_stands_twice(self, opportunity):
        texts = said(
            drawn(
                opportunity,
                access=frozenset({Access.STEP_FREE}),
                causes=frozenset({Cause.OLDER}),
                words=(("neighbour",),),
            )
        )
        assert len(texts) == len(set(texts))


def test_through_the_address(client):
    opportunity = OpportunityFactory(access=[Access.STEP_FREE, Access.SEATING, Access.TOILET, Access.HEARING_LOOP])
    SessionFactory(opportunity=opportunity)
    page = client.get("/opportunities/?access=hearing_loop").content.decode()
    assert f"<span>{Access.HEARING_LOOP.label}</span>" in page.partition('class="card"')[2]
