"""A thing to do, somebody who would like one, and the titles of what is found."""

from hub.access.actors import NOBODY
from hub.taxonomy.codes import Activity, Slot
from matching.preferences.services import saving
from tests.factories import (
    OpportunityFactory,
    SessionFactory,
    person,
)


def thing(title="Cook", *, places=8, taken=0, slots=(Slot.TUE_EVENING,), **more):
    opportunity = OpportunityFactory(title=title, **{"causes": [], "activities": [Activity.COOK]} | more)
    SessionFactory(opportunity=opportunity, places=places, taken=taken, slots=slots)
    return opportunity


def likes(at, who=None, **said):
    return saving.save(who or person(at=at), saving.Said(**said), by=NOBODY, at=at)


def cook(at, **more):
    return likes(at, activities=frozenset({Activity.COOK}), **more)


def titles(found):
    return [row.opportunity.title for row in found.rows]
