"""Which date a slip has, and what it says so that nobody turns up in vain."""

import pytest

from hub.taxonomy.codes import Slot
from matching.frontline.presenters import slips
from opportunities.models import Opportunity
from tests.factories import DAY, NOON, OpportunityFactory, SessionFactory

pytestmark = pytest.mark.django_db

MONDAY, TUESDAY, WEDNESDAY = (frozenset({slot}) for slot in (Slot.MON_EVENING, Slot.TUE_EVENING, Slot.WED_EVENING))
BOTH = MONDAY | TUESDAY


def dates(*given):
    """An opportunity with dates on the days to come, each (windows, places, taken)."""
    opportunity = OpportunityFactory()
    for number, (slots, places, taken) in enumerate(given):
        starts = NOON + (number + 1) * DAY
        SessionFactory(opportunity=opportunity, starts_at=starts, slots=slots, places=places, taken=taken)
    return Opportunity.objects.for_cards(at=NOON).get(pk=opportunity.pk)


@pytest.mark.parametrize(
    ("given", "free", "chosen"),
    [
        ([(MONDAY, 8, 0), (TUESDAY, 8, 0)], frozenset(), 0),
        ([(MONDAY, 8, 0), (TUESDAY, 8, 0)], TUESDAY, 1),
        ([(MONDAY, 8, 0), (BOTH, 8, 0)], TUESDAY, 1),
        ([(MONDAY, 8, 0), (TUESDAY, 8, 0)], WEDNESDAY, 0),
        ([(TUESDAY, 8, 8), (MONDAY, 8, 0), (TUESDAY, 8, 0)], TUESDAY, 2),
        ([(TUESDAY, 8, 8), (MONDAY, 8, 0)], TUESDAY, 1),  # a place at another time beats none
        ([(MONDAY, 8, 8), (TUESDAY, 8, 8)], TUESDAY, 0),
        ([(MONDAY, None, 0), (TUESDAY, None, 0)], TUESDAY, 1),
    ],
)
def test_has_the_first_date_with_room_when_they_are_free(given, free, chosen):
    opportunity = dates(*given)

    assert slips.date_for(opportunity.upcoming, free) == opportunity.upcoming[chosen]


def test_has_no_date_where_there_is_none():
    assert slips.date_for([], TUESDAY) is None


def item(opportunity, free=frozenset(), *, sent=True):
    passed_on, others = ([opportunity], []) if sent else ([], [opportunity])
    return slips.slip("Joan", passed_on, others, free=free, at=NOON).items[0]


def test_says_that_the_date_is_not_when_they_are_free():
    opportunity = dates((MONDAY, 8, 0))

    assert "You named other times. This is the first date there is." in item(opportunity, TUESDAY).notes
    assert len(item(opportunity, MONDAY).notes) == 1
    assert len(item(opportunity).notes) == 1


@pytest.mark.parametrize(
    ("given", "sent", "words"),
    [
        ((MONDAY, 8, 0), True, "They answer you first. Please wait for their yes."),
        ((MONDAY, 8, 8), True, "Full just now. You hear when a place comes free."),
        ((MONDAY, 8, 0), False, "We haven’t passed this on. To go ahead, ring 07700\u00a0900100."),
    ],
)
def test_says_what_comes_next(given, sent, words):
    assert item(dates(given), sent=sent).notes == (words,)


@pytest.mark.parametrize(
    ("name", "number", "words"),
    [
        ("Precious", "020 7946 0000", "Precious, 020\u00a07946\u00a00000"),
        ("", "020 7946 0000", "020\u00a07946\u00a00000"),
        ("Precious", "", "Precious. Ring us on 07700\u00a0900100."),
        ("", "", "Larder. Ring us on 07700\u00a0900100."),
    ],
)
def test_always_has_a_number_to_ring(name, number, words):
    opportunity = dates((MONDAY, 8, 0))
    opportunity.contact_name, opportunity.contact_phone = name, number
    opportunity.organisation.name = "Larder"

    assert {line.label: line.words for line in item(opportunity).lines}["Ask for"] == words
