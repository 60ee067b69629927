"""The contracts of all apps, checked once at start-up and available to any code.

`settings.CONTRACTS` lists them from the lowest app to the highest. Withdrawals and erasures run from the top down: a
higher app ends its own records, and sends its own messages, before a lower app would. Everything that is read or shown
runs from the bottom up.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Final, TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from hub.core.contract import (
    AppContract,
    ClockWork,
    EndsWithAgreement,
    ExportSection,
    Notice,
    NotNeeded,
    OutboxKind,
    PersonalData,
    PrivateLink,
    RetentionRule,
    Words,
)

Answer = TypeVar("Answer")

ONE_ANSWER: Final = (
    "visitors_header",
    "organisation_names",
    "organisation_is_public",
    "desk_organisation",
    "acting_for",
    "person_sectors",
    "recommendations",
    "outbox_bell",
)
"""Fields that at most one app may fill."""


@cache
def contracts() -> tuple[AppContract, ...]:
    """Return all contracts, lowest app first. Raises ImproperlyConfigured where two of them define one name."""
    found = tuple(import_string(f"{name}.CONTRACT") for name in settings.CONTRACTS)
    refuse_doubles(found)
    return found


def top_down() -> Iterator[AppContract]:
    """Return the contracts from the highest app to the lowest: the order of withdrawals and erasures."""
    return reversed(contracts())


def refuse_doubles(found: Iterable[AppContract]) -> None:
    """Raise ImproperlyConfigured for a name defined twice, and for a question that two apps answer."""
    listed = list(found)
    said = Counter(name for contract in listed for name in _names(contract))
    twice = sorted(f"{kind} “{name}”" for (kind, name), count in said.items() if count > 1)
    for question in ONE_ANSWER:
        apps = [contract.app for contract in listed if getattr(contract, question) is not None]
        if len(apps) > 1:
            twice.append(f"{question} of {', '.join(apps)}")
    if twice:
        raise ImproperlyConfigured(f"Said twice in the apps' contracts: {'; '.join(twice)}.")


def _names(contract: AppContract) -> Iterator[tuple[str, str]]:
    yield "app", contract.app
    yield from (("audit event", code) for code in contract.audit_events)
    yield from (("notice", notice.code) for notice in contract.notices)
    yield from (("outbox kind", kind.kind) for kind in contract.outbox)
    yield from (("private link", link.purpose) for link in contract.private_links)
    yield from (("clock work", work.name) for work in contract.clock_work)
    yield from (("destination", name) for name in contract.destinations)
    yield from (("work in parts", kind) for kind in contract.work_parts)
    for data in contract.personal_data:
        yield from (("personal field", f"{data.model}.{name}") for name in data.fields.split())


def withdrawal_steps() -> list[EndsWithAgreement]:
    """Return the steps that run when an agreement is withdrawn, in order."""
    return [step for contract in top_down() for step in _steps(contract.on_withdrawal)]


def erasing_steps() -> list[Callable[[Any], None]]:
    """Return the steps that run when people are erased, in order; each takes the people's ids."""
    return [contract.erase for contract in top_down() if callable(contract.erase)]


def on_hold_steps() -> list[Callable[..., None]]:
    """Return the steps that run when an organisation was put on hold or goes on, in that transaction."""
    return [contract.on_hold for contract in contracts() if contract.on_hold is not None]


def export_sections() -> list[ExportSection]:
    """Return the sections of a data export, in order."""
    return [section for contract in contracts() for section in _steps(contract.export)]


def retention_rules() -> list[RetentionRule]:
    """Return the retention rules, in the order in which the nightly run applies them."""
    return [rule for contract in top_down() for rule in contract.retention]


def clock_work() -> list[ClockWork]:
    """Return all scheduled work, lowest app first: the outbox comes first, the nightly retention last."""
    return [work for contract in contracts() for work in contract.clock_work]


def personal_data() -> Mapping[str, PersonalData]:
    """Return every personal field, as "app_label.model.field" → what the inventory says about it."""
    return MappingProxyType(
        {
            f"{data.model}.{name}": data
            for contract in contracts()
            for data in contract.personal_data
            for name in data.fields.split()
        }
    )


def notice(code: str) -> Notice:
    """Return the kind of message with a code. Raises KeyError for an unknown code."""
    return _notices(contracts())[code]


def outbox_kind(kind: str) -> OutboxKind:
    """Return the handlers of a kind of outbox item. Raises KeyError for an unknown kind."""
    return _outbox(contracts())[kind]


def private_link(purpose: str) -> PrivateLink:
    """Return the page that links of a purpose open. Raises KeyError for an unknown purpose."""
    return _links(contracts())[purpose]


def url_name(destination: str) -> str:
    """Return the URL name of a page that lower apps link to. Raises KeyError for an unknown page."""
    return _destinations(contracts())[destination]


def audit_event_words() -> Mapping[str, Words | None]:
    """Return every audit event with its words, None for events about nobody."""
    return {code: words for contract in contracts() for code, words in contract.audit_events.items()}


def answers(question: Callable[[AppContract], Answer | None]) -> list[Answer]:
    """Return the answers of all apps to one question, lowest app first; apps without an answer are left out."""
    return [answer for contract in contracts() if (answer := question(contract)) is not None]


def answer(question: Callable[[AppContract], Answer | None]) -> Answer | None:
    """Return the answer of the one app that has one, or None."""
    return next(iter(answers(question)), None)


def _steps(steps: "tuple[Answer, ...] | NotNeeded") -> tuple[Answer, ...]:
    return () if isinstance(steps, NotNeeded) else steps


@cache
def _notices(found: tuple[AppContract, ...]) -> dict[str, Notice]:
    return {notice.code: notice for contract in found for notice in contract.notices}


@cache
def _outbox(found: tuple[AppContract, ...]) -> dict[str, OutboxKind]:
    return {kind.kind: kind for contract in found for kind in contract.outbox}


@cache
def _destinations(found: tuple[AppContract, ...]) -> dict[str, str]:
    return {name: url for contract in found for name, url in contract.destinations.items()}


@cache
def _links(found: tuple[AppContract, ...]) -> dict[str, PrivateLink]:
    return {link.purpose: link for contract in found for link in contract.private_links}
