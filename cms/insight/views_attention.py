"""The page of how attention is spread."""

from typing import Any

from django.core.cache import cache
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView

from cms.insight.presenters.charts import Bar, Bars
from cms.insight.selectors import attention
from cms.insight.selectors.attention import Attention, Row
from cms.insight.views import KEPT_FOR
from hub.access import audiences
from hub.design import times
from hub.figures import small_numbers


class AttentionPage(audiences.HasAudience, TemplateView):
    """Who gets seen: by size and age of groups, and by ward."""

    audience = audiences.MANAGERS
    template_name = "insight/attention.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the charts, some minutes old at most."""
        found: Attention | None = cache.get("insight:attention")
        if found is None:
            found = attention.found(at=timezone.now())
            cache.set("insight:attention", found, KEPT_FOR)
        return super().get_context_data(
            is_telling=found.is_telling,
            sentences=_sentences(found),
            sizes=_bars(_("By how much a group has on"), found.sizes),
            ages=_bars(_("By how long a group has been here"), found.ages),
            wards=_bars(_("By ward"), found.wards) if found.wards else None,
            **kwargs,
        )


def _sentences(found: Attention) -> list[str]:
    if not found.things:
        return [_("Nothing is on show just now.")]
    said = [ngettext("%d thing is on show.", "%d things are on show.", found.things) % found.things, *_spread(found)]
    if found.people:
        facts = {"without": small_numbers.words(found.without), "people": small_numbers.words(found.people)}
        facts["day"] = times.day(found.night) if found.night else ""
        said.append(_("On %(day)s, %(without)s of %(people)s people found nothing that suits.") % facts)
    return said


def _spread(found: Attention) -> list[str]:
    """Return how evenly things were shown; that there is nothing to show yet, where too little was."""
    if not found.is_telling:
        return [_("Nothing to show yet: too little was put before people in four weeks to say who gets seen.")]
    if found.things < small_numbers.ENOUGH or found.half is None:
        return [
            ngettext(
                "%d of them was put before nobody in four weeks.",
                "%d of them were put before nobody in four weeks.",
                found.never,
            )
            % found.never
        ]
    return [
        _("%(share)d%% of it was put before nobody in four weeks.")
        % {"share": round(100 * found.never / found.things)},
        _("Half of the times, it was the same %(share)d%% of things.") % {"share": found.half},
    ]


def _bars(caption: str, rows: tuple[Row, ...]) -> Bars:
    most = max((row.each or 0.0 for row in rows), default=0.0)
    return Bars(
        caption,
        (_("Which"), _("Shown, each"), _("Things, and yes")),
        tuple(
            Bar(
                str(row.label),
                "–" if not row.things else _number(row.each),
                round(100 * row.each / most) if row.each and most else 0,
                _more(row),
            )
            for row in rows
        ),
    )


def _more(row: Row) -> str:
    return f"{row.things:,}" if row.yes is None else f"{row.things:,}, {_number(row.yes)} %"


def _number(value: float | None) -> str:
    return small_numbers.words(None) if value is None else formats.number_format(value, decimal_pos=1)
