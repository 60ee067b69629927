"""The captures that are open, and the values of one while it is typed: an unsaved preference, and what is known of the person already."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import Http404

from hub.access.actors import Actor
from hub.consent.models import Consent, Purpose
from hub.people.models import Person
from hub.people.services import persons
from matching.frontline.capture.choices import COMMON, EASIER, FAR
from matching.frontline.models import Capture
from matching.preferences.models import Preference
from matching.preferences.services.saving import Said, unsaved


class NotOpen(Http404):
    """It has ended, is somebody else's, or never was; which of these is not told."""


def open_capture(pk: UUID, *, by: Actor) -> Capture:
    """Return an open capture of the worker. Raises NotOpen."""
    found = Capture.objects.visible_to(by).select_related("person").filter(pk=pk).first()
    if found is None:
        raise NotOpen
    return found


def preference_from(said: Said, person: Person | None, *, by: Actor) -> Preference:
    """Return what has been said so far as an unsaved preference."""
    if person is not None and said.speaks:
        person.speaks = said.speaks
    kept = Preference.objects.visible_to(by).filter(person=person).first() if person else None
    preference = unsaved(said, person)
    if kept is not None:
        preference.causes, preference.skills = kept.causes, kept.skills
    if kept and not said.place:
        preference.lat, preference.lon, preference.place_name = kept.lat, kept.lon, kept.place_name
    return preference


def known(person: Person | None, *, at: datetime) -> tuple[bool, bool]:
    """Return whether somebody agreed before that we keep their details, and whether they have a usable route."""
    if person is None:
        return False, False
    keeps = Consent.objects.live(at=at).filter(person=person, purpose=Purpose.KEEP_RECORD)
    return keeps.exists(), persons.preferred_route(person) is not None


def over(said: Said, person: Person | None, *, by: Actor) -> Said:
    """Merge a capture over the saved preference: what the page does not ask about stays unchanged."""
    kept = Preference.objects.visible_to(by).filter(person=person).first() if person else None
    if kept is None or person is None:
        return said
    return replace(
        said,
        causes=kept.causes,
        skills=kept.skills,
        often=kept.often,
        anything=kept.anything,
        activities=said.activities | (kept.activities - frozenset(COMMON)),
        ease=said.ease | (kept.ease - frozenset(EASIER)),
        how_far=said.how_far or (kept.how_far if kept.how_far not in FAR else ""),
        speaks=(said.speaks | person.speaks) if said.speaks else None,
    )
