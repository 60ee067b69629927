"""Where nothing suits: what would, if one thing were otherwise, and what that thing is."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hub.consent.models import Purpose
from hub.taxonomy.codes import Access, Activity, Ease, HowFar, Slot
from matching.preferences.models import Preference
from matching.suggestions.selectors import suggesting
from opportunities.models import Opportunity, State
from tests.factories import DAY, UserFactory, VenueFactory
from tests.matching.suggestions.things import likes, thing

pytestmark = pytest.mark.django_db

HERE = {"lat": 51.4431, "lon": -0.1887}
FAR = {"lat": 51.5231, "lon": -0.1887}
"""Nearly six miles north."""


def walks(at, **said):
    kept = likes(at, **{"activities": frozenset({Activity.COOK}), "how_far": HowFar.MILE} | said)
    Preference.objects.filter(pk=kept.pk).update(**HERE)
    kept.refresh_from_db()
    return kept


def told(preference, at):
    return {
        one.kind: [(row.opportunity.title, row.snag) for row in one.rows]
        for one in suggesting.otherwise(preference, at=at)
    }


def test_names_what_is_too_far_with_how_far_it_is(noon):
    thing("Cook far off", venue=VenueFactory(**FAR))

    found = told(walks(noon), noon)

    assert list(found) == ["further"]
    ((title, snag),) = found["further"]
    assert title == "Cook far off"
    assert "miles" in snag


def test_names_what_is_on_at_other_times_with_when_it_is(noon):
    thing("Cook", venue=VenueFactory(**HERE), slots=(Slot.TUE_EVENING,))

    found = told(walks(noon, slots=frozenset({Slot.MON_MORNING})), noon)

    assert found == {"other_times": [("Cook", "it is on Tuesday evenings.")]}


def test_counts_and_shows_alone_what_would_not_do_as_it_is(noon):
    for title, slot in (("On when they can", Slot.MON_MORNING), ("Cook", Slot.TUE_EVENING), ("Bake", Slot.WED_EVENING)):
        thing(title, venue=VenueFactory(**HERE), slots=(slot,))
    said = walks(noon, slots=frozenset({Slot.MON_MORNING}))

    (other,) = suggesting.otherwise(said, at=noon)

    assert (other.kind, other.total) == ("other_times", 2)
    assert {row.opportunity.title for row in other.rows} == {"Cook", "Bake"}


def test_names_what_can_be_done_from_home_at_other_times(noon):
    thing("Ring", at_home=True, slots=(Slot.TUE_EVENING,))
    thing("Cook far off", venue=VenueFactory(**FAR), slots=(Slot.TUE_EVENING,))
    said = walks(noon, slots=frozenset({Slot.MON_MORNING}))

    assert suggesting.find(said, at=noon).rows == ()
    assert [title for title, _snag in told(said, noon)["from_home"]] == ["Ring"]


def test_names_to_who_stays_at_home_what_is_nearest_first(noon):
    thing("Cook far off", venue=VenueFactory(**FAR))
    thing("Cook near", venue=VenueFactory(**HERE))
    said = walks(noon, how_far=HowFar.HOME)

    assert suggesting.find(said, at=noon).rows == ()
    assert [title for title, _snag in told(said, noon)["further"]] == ["Cook near", "Cook far off"]


def test_never_names_what_is_closed_nor_what_somebody_never_said(noon):
    thing("Cook far off", venue=VenueFactory(**FAR))
    said = walks(noon)
    Opportunity.objects.update(state=State.CLOSED)

    assert told(said, noon) == {}
    assert told(likes(noon), noon) == {}


class TestOnTheirPage:
    @pytest.fixture
    def ama(self, client):
        cache.clear()
        user = UserFactory()
        client.force_login(user)
        return user.person

    def test_is_shown_with_a_way_to_be_told(self, client, ama):
        at = timezone.now()
        opportunity = thing("Cook far off", venue=VenueFactory(**FAR))
        opportunity.sessions.update(next_at=at + 8 * DAY, starts_at=at + 8 * DAY, ends_at=at + 9 * DAY)
        walks(at, who=ama)

        page = client.get(reverse("me")).content.decode()

        assert "If you could go further" in page
        assert "Cook far off" in page
        assert "Tell me when something fits" in page

        client.post(reverse("agree"), {"to": "contact_me"})

        page = client.get(reverse("me")).content.decode()
        assert "We tell you when something new fits." in page
        consent = ama.consents.get()
        assert consent.purpose == Purpose.CONTACT_ME
        assert consent.until is not None


def test_names_what_says_that_it_lacks_what_they_need(noon):
    thing("Cook upstairs", access=[], access_no=[Access.STEP_FREE], venue=VenueFactory(**HERE))

    found = told(walks(noon, ease=frozenset({Ease.STEP_FREE})), noon)

    assert found == {"lacking": [("Cook upstairs", "they say no to “step-free”.")]}
