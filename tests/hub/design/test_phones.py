"""Phone numbers: grouped as people read them, never broken, and always to be rung."""

import pytest

from hub.design import phones


class TestGrouped:
    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("07700900123", "07700\u00a0900123"),
            ("07700 900 123", "07700\u00a0900123"),
            ("+44 7700 900123", "07700\u00a0900123"),
            ("020 7946 0018", "020\u00a07946\u00a00018"),
            ("01632 960202", "01632\u00a0960202"),
            ("116 123", "116\u00a0123"),
            ("", ""),
        ],
    )
    def test_holds_a_number_together(self, typed, written):
        assert phones.grouped(typed) == written


class TestDialled:
    def test_keeps_only_what_can_be_dialled(self):
        assert phones.dialled("+44 (0)7700 900123") == "tel:+4407700900123"
