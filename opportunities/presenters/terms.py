"""What is other now than when somebody said yes, in words: how it is, and how it was."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hub.taxonomy.codes import Checks, Costs
from opportunities import terms
from opportunities.presenters import wording
from opportunities.terms import Terms


@dataclass(frozen=True)
class Change:
    """One thing that changed."""

    label: str
    now: str
    before: str = ""


def changes(before: Terms, now: Terms) -> list[Change]:
    """Return what changed for those who said yes."""
    found = []
    if lost := terms.lost(before, now):
        what = "; ".join(str(code.label) for code in lost)
        found.append(Change(_("Getting in"), _("Not there any more: %(what)s.") % {"what": what}))
    if more := terms.asked_more(before, now):
        what = "; ".join(str(code.label) for code in more)
        found.append(Change(_("What it takes"), _("New: %(what)s.") % {"what": what}))
    if terms.other_ages(before, now):
        found.append(Change(_("Age"), _ages(now), _ages(before)))
    if terms.another_check(before, now):
        found.append(Change(_("Checks"), _check(now), _check(before)))
    if terms.other_costs(before, now):
        found.append(Change(_("Costs"), _costs(now), _costs(before)))
    return found


def _ages(said: Terms) -> str:
    return wording.ages(said["min_age"], said["max_age"]) or _("Any age.")


def _check(said: Terms) -> str:
    return f"{Checks(said['checks']).label}."


def _costs(said: Terms) -> str:
    labels = [f"{code.label}." for code in Costs if code in said["costs"]]
    note = said["costs_note"].rstrip()
    ended = [note if note[-1] in ".!?" else f"{note}."] if note else []
    return " ".join([*labels, *ended]) or _("Nothing said.")
