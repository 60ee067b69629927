"""States and errors: errors to correct, tags, the gate, places taken, progress and an empty week."""

from dataclasses import dataclass
from typing import Any, Final, Literal, Self

from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from hub.design.components.base import Part
from hub.design.components.week import Week

Tone = Literal["ok", "wait", "stop", "plain", "accent"]
Verdict = Literal["ready", "check", "not_now"]

NUMBERS: Final = (
    "",
    pgettext_lazy("number that begins a sentence", "One"),
    pgettext_lazy("number that begins a sentence", "Two"),
    pgettext_lazy("number that begins a sentence", "Three"),
    pgettext_lazy("number that begins a sentence", "Four"),
    pgettext_lazy("number that begins a sentence", "Five"),
    pgettext_lazy("number that begins a sentence", "Six"),
    pgettext_lazy("number that begins a sentence", "Seven"),
    pgettext_lazy("number that begins a sentence", "Eight"),
    pgettext_lazy("number that begins a sentence", "Nine"),
    pgettext_lazy("number that begins a sentence", "Ten"),
)
TAG_ICONS: Final = {"ok": "check-circle", "wait": "hourglass-medium", "stop": "warning"}
GATES: Final[dict[str, tuple[str, str]]] = {
    "ready": ("ok", "check-circle"),
    "check": ("wait", "warning"),
    "not_now": ("stop", "prohibit"),
}


@dataclass(frozen=True)
class Problem:
    """One error: the sentence, and the address of the control it is about (or none)."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class ErrorSummary(Part):
    """All errors of a form, first on the page; it takes the focus, and each line leads to its control."""

    problems: tuple[Problem, ...]
    id: str = "to-put-right"
    takes_focus: bool = True
    template_name = "components/error_summary.html"

    @classmethod
    def of(cls, *forms: BaseForm) -> Self:
        """Return the summary of these forms, in the order of their fields; errors about no field come last."""
        return cls(tuple(problem for form in forms for problem in _problems(form)))

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the heading, with its number in words up to ten."""
        count = len(self.problems)
        number = str(NUMBERS[count]) if 0 < count < len(NUMBERS) else str(count)
        heading = ngettext("%(number)s thing to put right", "%(number)s things to put right", count)
        return {**super().get_context_data(), "heading": heading % {"number": number}}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return two problems, one of them with the form as a whole."""
        problems = (
            Problem("This phone number is too short", "#id_phone"),
            Problem("Somebody was quicker. Choose again"),
        )
        return (cls(problems, id="example-errors", takes_focus=False),)


def _problems(form: BaseForm) -> list[Problem]:
    found = [Problem(str(text), f"#{first_control(field)}") for field in form.visible_fields() for text in field.errors]
    found += [Problem(str(text)) for field in form.hidden_fields() for text in field.errors]
    return found + [Problem(str(text)) for text in form.non_field_errors()]


def first_control(field: BoundField) -> str:
    """Return the id of the first control of a field, where a link to the field should lead."""
    return field.id_for_label or f"{field.auto_id}_0"


@dataclass(frozen=True)
class Tag(Part):
    """A state, in one to five plain words, never by colour alone."""

    words: str
    tone: Tone | str = "plain"
    icon: str = ""
    template_name = "components/tag.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return one of each tone."""
        return (
            cls("They’re expecting you", "ok", "check-circle"),
            cls("Waiting for an answer", "wait", "hourglass-medium"),
            cls("Late by 2 hours", "stop", "warning"),
            cls("3 on", "accent"),
            cls("Paused"),
        )


@dataclass(frozen=True)
class Gate(Part):
    """May this person be asked now: ready, check first or not now, in words, with the reason and the next action."""

    verdict: Verdict
    reason: str = ""
    next: str = ""
    template_name = "components/gate.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the verdict in words, and how it looks."""
        tone, icon = GATES[self.verdict]
        words = {"ready": _("Ready."), "check": _("Check first."), "not_now": _("Not now.")}[self.verdict]
        return {**super().get_context_data(), "words": words, "tone": tone, "icon": icon}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return the three verdicts."""
        return (
            cls("ready", "6 places, step-free."),
            cls("check", "Safety check takes about 3 weeks.", "Ask if she minds."),
            cls("not_now", "Full until 12 January."),
        )


@dataclass(frozen=True)
class PlacesBar(Part):
    """How many places are taken, in words and as a box each. `places` is None when there is room for everybody."""

    taken: int
    places: int | None
    waiting: int = 0
    template_name = "components/places_bar.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Give the template the words, and the boxes while there are few enough to count."""
        boxes = tuple(n < self.taken for n in range(self.places)) if self.places and self.places <= 24 else ()
        return {"number": self._number(), "words": self._words(), "waiting": self._waiting(), "boxes": boxes}

    def _number(self) -> str:
        if self.places is None:
            return str(self.taken)
        return _("%(taken)d of %(places)d") % {"taken": self.taken, "places": self.places}

    def _words(self) -> str:
        if self.places is None:
            return ngettext("person asked or coming", "people asked or coming", self.taken)
        return ngettext("place taken", "places taken", self.places)

    def _waiting(self) -> str:
        return ngettext(", %d waiting", ", %d waiting", self.waiting) % self.waiting if self.waiting else ""

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return a full one with people waiting, a half-full one and one without an end."""
        return cls(8, 8, 2), cls(5, 8), cls(12, None), cls(7, 40)


@dataclass(frozen=True)
class Progress(Part):
    """How much is done, always with the words beside it."""

    done: int
    total: int
    words: str
    template_name = "components/progress.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the share done, from 0 to 100."""
        return {**super().get_context_data(), "share": round(100 * self.done / self.total) if self.total else 0}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return one half way, one at the start and one at the end."""
        return (
            cls(10, 21, "of the 21 that apply done"),
            cls(0, 5, "of 5 done"),
            cls(5, 5, "of 5 done"),
        )


@dataclass(frozen=True)
class HelpCard(Part):
    """Whom to ring, where somebody needs help first: the hub's own number, then lines of (number, what for)."""

    title: str
    text: str
    phone: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    note: str = ""
    template_name = "components/help_card.html"

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return one with a number of its own, and one without."""
        return (
            cls(
                "It sounds as if you need help first",
                "Please talk to somebody today.",
                "07700 900155",
                (("999", "if somebody is in danger now"), ("116 123", "Samaritans, day and night, free")),
                "We don’t use this part to choose things for you.",
            ),
            cls("They may need help first", "Stay with them.", lines=(("999", "if somebody is in danger now"),)),
        )


@dataclass(frozen=True)
class EmptyState(Part):
    """A dark week, what is missing, and one thing to do next."""

    title: str
    text: str = ""
    action: str = ""
    url: str = ""
    template_name = "components/empty_state.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Add the dark week."""
        return {**super().get_context_data(), "week": Week(())}

    @classmethod
    def examples(cls) -> tuple[Self, ...]:
        """Return one with a way to ask, and one without."""
        return (
            cls(
                "Nothing on Sunday evenings yet",
                "Tell us you’d like it, and we ask groups near you.",
                "I’d like this",
                "#x",
            ),
            cls("Nobody is waiting"),
        )
