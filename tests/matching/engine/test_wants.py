"""What the engine may know: exactly these fields, listed by hand, and nothing that must not decide.

Nothing here has to do with sex, ethnicity, faith, benefits, deprivation or case history. Adding a field means adding it here,
so that somebody asks whether it may decide what a person is shown. The columns are listed by hand in `tests/architecture/test_engine.py`.
"""

import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from math import inf, nan

import pytest

import matching.engine
from matching.engine import Wants
from matching.engine.columns import GIVEN
from matching.engine.spec import COLUMNS

WANTS = """
    lat lon reach_km scale_km
    causes activities skills speaks slots
    avoid_causes avoid_activities avoid_slots
    access likes_access avoid_takes pays charges
    needs_language costs_matter no_checks
    age commitment
    excluded_ids excluded_organisations terms vector
    own_organisations own_shares own_series usual
""".split()

EXPORTS = """
    DEFAULT FEATURES FILTERS JOIN_IN NO_MAX_AGE TINY BadIndex Caution MatchIndex Ranking Reason Wants Weights
    among caution cautions count distance_km explain in_order mix passing rank why_not
""".split()


class TestWants:
    def test_has_these_fields_and_no_others(self):
        assert [field.name for field in fields(Wants)] == WANTS

    def test_says_nothing_unless_told(self):
        said = {name: value for name, value in vars(Wants()).items() if value}

        assert said == pytest.approx(
            {"lat": nan, "lon": nan, "reach_km": inf, "scale_km": 5.0, "age": -1, "commitment": -1}, nan_ok=True
        )

    def test_cannot_be_changed(self):
        with pytest.raises(FrozenInstanceError):
            Wants().age = 40

    @pytest.mark.parametrize(
        "said",
        [{"scale_km": 0.0}, {"scale_km": nan}, {"scale_km": inf}, {"own_organisations": (1,)}, {"own_shares": (0.5,)}],
    )
    def test_refuses_what_cannot_be(self, said):
        with pytest.raises(ValueError, match="scale_km|own_shares"):
            Wants(**said)


class TestMatchIndex:
    def test_is_made_of_these_columns_and_no_others(self):
        assert list(GIVEN) == [*(one.name for one in COLUMNS if one.given), "term_starts", "term_ids", "vectors"]


class TestTheEngine:
    def test_offers_these_names(self):
        assert sorted(matching.engine.__all__) == sorted(EXPORTS)
        assert all(hasattr(matching.engine, name) for name in EXPORTS)

    def test_brings_neither_django_nor_scikit_learn(self):
        code = "import sys, matching.engine; print(sorted({'django', 'sklearn', 'numpy'} & set(sys.modules)))"

        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

        assert done.stdout.strip() == "['numpy']"
