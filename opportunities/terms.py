"""What somebody says yes to, beside when and where: getting in, ages, the check, costs."""

from collections.abc import Mapping
from typing import Any, Final

from hub.taxonomy.codes import Access, Checks, Takes
from opportunities.models import Opportunity

Terms = Mapping[str, Any]
"""The terms of an opportunity at a time, as JSON has them."""
CODES: Final = ("access", "access_no", "takes", "costs")
AGES: Final = ("min_age", "max_age")


def of(opportunity: Opportunity) -> dict[str, Any]:
    """Return the terms of an opportunity as they are now."""
    codes = {name: sorted(str(code) for code in getattr(opportunity, name)) for name in CODES}
    others = {name: getattr(opportunity, name) for name in (*AGES, "costs_note")}
    return codes | others | {"checks": str(opportunity.checks)}


def lost(before: Terms, now: Terms) -> list[Access]:
    """Return what helped somebody to take part and is there no more."""
    gone = {*before["access"]} - {*now["access"], Access.TECH_NEEDED}
    denied = {*now["access_no"]} - {*before["access_no"]}
    return [code for code in Access if code in gone | denied]


def asked_more(before: Terms, now: Terms) -> list[Takes]:
    """Return what it takes of people that it did not take before."""
    return [code for code in Takes if code in {*now["takes"]} - {*before["takes"]}]


def other_ages(before: Terms, now: Terms) -> bool:
    """Whether other ages may come."""
    return any(before[name] != now[name] for name in AGES)


def another_check(before: Terms, now: Terms) -> bool:
    """Whether a check comes first that did not before."""
    return now["checks"] not in (Checks.NONE, before["checks"])


def other_costs(before: Terms, now: Terms) -> bool:
    """Whether something else is said of costs."""
    return any(before[name] != now[name] for name in ("costs", "costs_note"))


def matter(before: Terms, now: Terms) -> bool:
    """Whether a change could keep somebody away who said yes."""
    return any(told(before, now) for told in (lost, asked_more, other_ages, another_check, other_costs))
