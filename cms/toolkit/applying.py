"""Which steps apply to a group: what a group says about itself, and the steps that ask for it."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _


class About(models.TextChoices):
    """What a group may be or plan to do. Each is a tick on "About your group"; steps name the ones they apply to."""

    CHILDREN_OR_AT_RISK = "at_risk", _("We meet children, or adults who may be at risk")
    VOLUNTEERS = "volunteers", _("Other people will help us")
    MONEY = "money", _("We will handle money")
    FOOD = "food", _("We will make, share or sell food")
    HALL = "hall", _("We will hire or lend a room")
    EVENTS = "events", _("We will hold events, raffles or street collections")
    BIG_EVENTS = "big_events", _("200 people or more may come at one time")
    CHARITY = "charity", _("We want to be a charity")
    CIC = "cic", _("We want to be a community interest company")
    COMPANY = "company", _("We want to be a company")
    SOCIETY = "society", _("We want to be a co-operative or a community benefit society")
    GRANTS = "grants", _("We will ask for grants or gifts")
    TRADING = "trading", _("We will sell things or services")
    PUBLIC_BODIES = "public_bodies", _("We want to work for the council or the NHS")
    BUILDING = "building", _("We want a building or some land")
    STAFF = "staff", _("We will pay somebody")
    CLOSING = "closing", _("We may have to stop")


def applies(step: Iterable[str], group: Iterable[str]) -> bool:
    """Whether a step (its codes) applies to a group (its codes): one without codes applies to all."""
    wanted = set(step)
    return not wanted or bool(wanted & set(group))
