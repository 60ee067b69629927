"""Commands that measure are there in a checkout, and never in a real place."""

import os
import subprocess
import sys

import pytest

from hub.settings.environment import ROOT
from tests.hub.settings.test_environment import NEEDED

CHECKOUT = "import hub.settings.base as s"
WITHOUT_TESTS = f"import sys; sys.modules['tests'] = None; {CHECKOUT}"
PRODUCTION = "import hub.settings.production as s"
PACKAGES = ("hub", "organisations", "opportunities", "matching", "cms")


@pytest.mark.parametrize(
    ("start", "there"),
    [(CHECKOUT, True), (WITHOUT_TESTS, False), (PRODUCTION, False)],
    ids=["checkout", "bare", "real"],
)
def test_the_app_of_measuring_is_in_a_checkout_alone(start, there, tmp_path):
    clean = {"PATH": os.environ["PATH"], "HUB_VAR": str(tmp_path / "var")}
    run = subprocess.run(
        [sys.executable, "-c", f"{start}; print('tests.bench' in s.INSTALLED_APPS)"],
        cwd=ROOT, env=clean | (NEEDED if start == PRODUCTION else {}), capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert run.stdout.split() == [str(there)], run.stderr


def test_nothing_of_a_real_place_imports_what_measures():
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]

    assert len(sources) > 300
    assert [path for path in sources if "from tests" in path.read_text(encoding="utf-8")] == []
