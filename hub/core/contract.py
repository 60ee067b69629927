"""The contract type: one typed value per app, defined in its `contract.py`.

Lower apps never import higher ones. Where a lower app needs something from a higher one, it asks `hub.core.registry`,
which knows the contracts of all apps. This module names no app: people, actors and rows of higher apps are typed as
`Any`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal, Protocol
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.module_loading import import_string

Words = str | Promise
OnErase = Literal["delete", "blank", "keep"]
"""What erasure does to a field: its row is deleted, its value is blanked, or it stays since it names nobody by itself."""
Where = Literal["here", "elsewhere", "stranger"]


@dataclass(frozen=True)
class NotNeeded:
    """States why an app with personal fields does nothing at one of the required points."""

    because: str


@dataclass(frozen=True)
class PersonalData:
    """Fields of one model that hold or lead to a person.

    `model` is "app_label.model", `fields` are names separated by spaces, `kept` is the retention period in words.
    """

    model: str
    fields: str
    purpose: str
    basis: str
    kept: str
    on_erase: OnErase


@dataclass(frozen=True)
class ExportSection:
    """A section of a person's data export: its title, and plain rows for a Person."""

    title: Words
    rows: Callable[[Any], list[dict[str, Any]]]


class EndsWithAgreement(Protocol):
    """Ends what depends on an agreement. Called in the transaction that withdraws the agreement."""

    def __call__(self, person: Any, *, purpose: Any, recipient_id: int | None, by: Any, at: datetime) -> None:
        """Run the step."""


@dataclass(frozen=True)
class PrivateLink:
    """The page a private link opens: `address` takes the link's subject; `open_for` is how long one browser may use it."""

    purpose: str
    address: Callable[[str], str]
    open_for: timedelta = timedelta(minutes=30)


class OutboxHandler(Protocol):
    """Processes one outbox item, or records that it failed for good. Safe to call twice."""

    def __call__(self, ref: str, *, at: datetime) -> object:
        """Process the item."""


@dataclass(frozen=True)
class OutboxKind:
    """A kind of outbox item: the function that processes it, and the one that records a final failure."""

    kind: str
    handle: OutboxHandler
    given_up: OutboxHandler | None = None


class Notice(Protocol):
    """A kind of message: a class whose `code` names its templates and its rows, created with a reference to its subject."""

    code: str

    def __call__(self, ref: str) -> Any:
        """Create the notice."""


class Clocked(Protocol):
    """A scheduled function; it returns a count or a sentence for the log."""

    def __call__(self, *, at: datetime) -> object:
        """Run the work."""


@dataclass(frozen=True)
class Later:
    """A function given by its dotted name and imported on first call, for work whose libraries web processes leave out."""

    path: str

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Import the function and call it."""
        return import_string(self.path)(*args, **kwargs)


@dataclass(frozen=True)
class ClockWork:
    """Scheduled work and its interval. Safe to run twice or late."""

    name: str
    run: Clocked
    every: timedelta


class EndsKeeping(Protocol):
    """Deletes or blanks what is older than `before`; returns how many records that was."""

    def __call__(self, *, before: datetime, at: datetime) -> int:
        """Run the rule."""


@dataclass(frozen=True)
class RetentionRule:
    """What is kept, for how long (`keep`, and in words `kept_for`), and the function that ends it."""

    what: Words
    keep: timedelta
    kept_for: Words
    end: EndsKeeping


class SearchedTexts(Protocol):
    """Yields the texts of an app that the search finds (`hub.words.search_index.Text`)."""

    def __call__(self, *, at: datetime) -> Iterable[Any]:
        """Yield them."""


@dataclass(frozen=True)
class Searched:
    """What of an app the search finds: `texts` yields it, `version` returns what changes when any of it does."""

    texts: SearchedTexts
    version: Callable[[], Any]


@dataclass(frozen=True)
class InboxSource:
    """People whom an app adds to an organisation's inbox.

    `rows(tab, to=…, organisation=…, at=…)` returns components for the tab "to-answer", "answered" or "waiting", most
    urgent first; `to_answer(to=…, organisation=…)` returns how many wait for an answer.
    """

    rows: Callable[..., list[Any]]
    to_answer: Callable[..., int]


@dataclass(frozen=True)
class GallerySheet:
    """Components of an app shown in the gallery, with their style sheet, named as a static file."""

    components: tuple[type[Any], ...]
    sheet: str


@dataclass(frozen=True)
class HeaderLink:
    """A link in the header, sorted by number. `exact` marks it as current on its own page only, not on pages below it."""

    order: int
    label: str
    url: str
    exact: bool = False


@dataclass(frozen=True, eq=False)
class AppContract:
    """Everything one app tells the rest. A field that is left out adds nothing."""

    app: str

    # Personal data. An app that has some fills in all three of `export`, `erase` and `on_withdrawal`.
    personal_data: tuple[PersonalData, ...] = ()
    export: tuple[ExportSection, ...] | NotNeeded = ()
    erase: Callable[[list[UUID]], None] | NotNeeded | None = None
    on_withdrawal: tuple[EndsWithAgreement, ...] | NotNeeded = ()
    active_since: Callable[[datetime], Q] | None = None
    """The people who did something in this app since a time: a reason to keep them."""
    needed_at: Callable[[datetime], Q] | None = None
    """The people whose name a live record of this app needs at a time: a reason to keep them."""
    retention: tuple[RetentionRule, ...] = ()
    on_new_user: Callable[[Any], None] | None = None
    """Called with each new user, in the transaction that creates the user."""

    on_hold: Callable[..., None] | None = None
    """Tells those who expect something of an organisation that was put on hold, or goes on. `f(organisation_id, at=…)`."""

    # The audit log, messages and the outbox.
    audit_events: Mapping[str, Words | None] = field(default_factory=dict)
    """Audit events by code, with the words shown in a person's own record; None for events about nobody."""
    private_links: tuple[PrivateLink, ...] = ()
    resend_links: Callable[..., None] | None = None
    """Sends new links of this app: called as `f(lookups, at=…)` with hashes of a contact route."""
    outbox: tuple[OutboxKind, ...] = ()
    notices: tuple[Notice, ...] = ()
    clock_work: tuple[ClockWork, ...] = ()
    on_every_machine: tuple[Clocked, ...] = ()
    """What each machine runs for itself each second, beside its web processes."""
    outbox_bell: Callable[[], object] | None = None
    """Called after a commit that wrote to the outbox, so that workers need not wait for their next poll."""
    work_parts: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    """Long jobs that workers process in parts, by kind: called as `f(folder=…, part=…)`."""
    asked_for_news: Callable[..., Any] | None = None
    """Whom this app has notified of something new since a time, to limit that to once a week. `f(since=…)` returns person ids."""

    # Parts of pages.
    header_links: Callable[[HttpRequest], Sequence[HeaderLink]] | None = None
    """Header links for everybody, by request."""
    visitors_header: Callable[[HttpRequest], Sequence[Any]] | None = None
    """Visitors' header as set by editors; empty when they set none."""
    footer_links: Callable[[HttpRequest], Sequence[Any]] | None = None
    """Links of the footer, before the fixed ones."""
    staff_links: Callable[[Any, Any], Sequence[HeaderLink]] | None = None
    """Header links for an actor and the organisation they act for (or None)."""
    landing: Callable[[Any], str | None] | None = None
    """The landing page of an actor whose work is in this app. The answer of the highest app is used."""
    destinations: Mapping[str, str] = field(default_factory=dict)
    """Pages of this app that lower apps link to: purpose → URL name."""
    inbox: tuple[InboxSource, ...] = ()
    gallery: tuple[GallerySheet, ...] = ()
    status_lines: Callable[[datetime], Sequence[Any]] | None = None
    """This app's part of the administrators' status page."""

    # Questions that at most one app answers.
    organisation_names: Callable[[set[int]], Mapping[int, str]] | None = None
    organisation_is_public: Callable[[str], Q] | None = None
    """The condition that an organisation is public, for rows from which a look-up prefix leads to it."""
    desk_organisation: Callable[[], int | None] | None = None
    """The organisation that makes the hub's calls and posts its letters."""
    acting_for: Callable[[HttpRequest, str], Where] | None = None
    """Whether the actor acts for the organisation in a URL."""
    person_sectors: Callable[[list[UUID]], Mapping[UUID, str]] | None = None
    """Postcode sectors of people, to tell two of one name apart."""
    recommendations: Callable[[], Any] | None = None
    """What suits a person, for the lists of lower apps (`opportunities.selectors.recommendations.Recommends`)."""

    # Questions that several apps may answer.
    searched: Searched | None = None
    sign_up_source: Callable[[UUID, int, datetime], Any] | None = None
    """What led a person to a sign-up: called with a person, an opportunity and a time."""
    checks: tuple[Callable[..., Any], ...] = ()
    """Django system checks."""
