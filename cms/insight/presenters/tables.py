"""The same figures as a file: one number per row; small ones are hidden as on the page."""

import csv
from collections.abc import Iterator
from io import StringIO

from django.utils.translation import gettext as _

from cms.insight.presenters.page import EVERYTHING, Figures
from cms.insight.presenters.scope import Scope, named
from cms.insight.selectors.period import Period
from hub.figures import small_numbers
from hub.taxonomy.codes import Slot

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(found: Figures, period: Period, scope: Scope = EVERYTHING) -> str:
    """Return the tables as CSV (UTF-8 with a byte order mark, for spreadsheets): table, row, number, more.

    A table of one ward or service alone has its name in front.
    """
    out = StringIO()
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(
        [_("Table"), _("Row"), _("Number"), _("More"), f"{period.first.isoformat()}/{period.last.isoformat()}"]
    )
    for row in _rows(found, scope):
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def _rows(found: Figures, scope: Scope) -> Iterator[tuple[str, str, str, str]]:
    funnel = named(scope.service, _("From being asked to coming back"))
    windows = named(scope.ward, _("Wishes with no match"))
    for stage in found.stages:
        yield funnel, str(stage.label), _plain(stage.words), _percent(stage.share)
    for slot, count in found.missing.windows.items():
        yield windows, str(Slot(slot).label), _number(count), ""
    for ward in found.missing.wards:
        yield _("Wishes that were not met, by ward"), ward.name, _number(ward.count), ward.missed
    for words, days in found.missing.searched:
        yield _("Searched for, and not found"), words, str(days), ""
    for month in found.replies.months:
        yield _("Answers that came in time"), f"{month.first:%Y-%m}", _number(month.due), _percent(month.share)


def _number(count: int | None) -> str:
    return _plain(small_numbers.words(count))


def _plain(words: str) -> str:
    """Return a number as shown, without commas, which separate cells."""
    return words.replace(",", "")


def _percent(share: int | None) -> str:
    return "" if share is None else f"{share}%"


def _safe(cell: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula."""
    return f"'{cell}" if cell.startswith(BEGINS_A_FORMULA) else cell
