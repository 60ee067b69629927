"""The server of the races: where it never answers, that is said, and nothing is measured against it."""

import subprocess
import sys

import pytest

from tests.races import serving


@pytest.mark.parametrize(
    ("program", "said"),
    [("raise SystemExit(3)", "ended with 3"), ("import time; time.sleep(60)", "did not answer")],
)
def test_a_server_that_never_answers_is_an_error(monkeypatch, program, said):
    monkeypatch.setattr(serving, "PAUSE", 0.1)
    monkeypatch.setattr(serving, "TRIES", 20 if "3" in said else 2)
    process = subprocess.Popen([sys.executable, "-c", program])

    with pytest.raises(serving.NoServer, match=said):
        serving._wait_for(process, 1)

    process.kill()
    process.wait()
