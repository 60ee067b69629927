from datetime import datetime

import pytest

from hub.taxonomy import slots
from hub.taxonomy.codes import Slot


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=slots.LOCAL)


@pytest.mark.parametrize(
    ("starts", "ends", "windows"),
    [
        ("2026-12-01T18:00", "2026-12-01T20:00", {Slot.TUE_EVENING}),
        ("2026-12-02T11:30", "2026-12-02T14:00", {Slot.WED_AFTERNOON}),
        ("2026-12-02T11:00", "2026-12-02T14:00", {Slot.WED_MORNING, Slot.WED_AFTERNOON}),
        ("2026-12-02T17:30", "2026-12-02T19:30", {Slot.WED_EVENING}),
        ("2026-12-04T09:30", "2026-12-04T12:30", {Slot.FRI_MORNING}),
        ("2026-12-02T11:50", "2026-12-02T14:00", {Slot.WED_AFTERNOON}),
        ("2026-12-02T10:00", "2026-12-02T12:10", {Slot.WED_MORNING}),
        ("2026-12-05T09:00", None, {Slot.SAT_MORNING}),
        ("2026-12-05T04:00", "2026-12-05T05:30", set()),
        ("2026-12-06T22:00", "2026-12-07T07:00", {Slot.SUN_EVENING, Slot.MON_MORNING}),
        ("2026-06-02T18:00", "2026-06-02T20:00", {Slot.TUE_EVENING}),
        ("2026-12-05T10:00", "2026-12-05T17:00", {Slot.SAT_MORNING, Slot.SAT_AFTERNOON}),
    ],
)
def test_covered_follows_local_time(starts, ends, windows):
    assert slots.covered(local(starts), local(ends) if ends else None) == windows
