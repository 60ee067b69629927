"""The list of checks, and what `make check` makes of it."""

import subprocess

import pytest

from tests.architecture import check

HOOK = """\
repos:
  - repo: local
    hooks:
      - {id: good, name: a good one, entry: "python3 -c 'print(\\"3 files\\")'", language: system}
      - {id: bad, name: a bad one, entry: "python3 -c 'print(\\"line 7\\"); exit(1)'", language: system}
"""


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text(HOOK)
    return path


class TestListed:
    def test_has_the_hooks_in_order(self, listed):
        assert [one.id for one in check.listed(listed)] == ["good", "bad"]

    def test_downloads_nothing(self):
        text = check.LIST.read_text()

        assert text.count("- repo: ") == text.count("- repo: local") == 1
        assert text.count("language: system") == text.count("- id: ") == len(check.listed())

    def test_calls_tools_of_the_virtualenv_alone(self):
        assert all(one.entry.startswith(".venv/bin/") for one in check.listed())

    def test_is_what_make_check_runs(self):
        plan = subprocess.run(
            ["make", "--no-print-directory", "-n", "check"], cwd=check.ROOT, capture_output=True, text=True, check=True
        ).stdout

        assert plan.strip().splitlines()[-1].strip() == ".venv/bin/python -m tests.architecture.check"


class TestSummary:
    @pytest.mark.parametrize(
        ("output", "said"),
        [
            ("one\nAll checks passed!\n\n", "All checks passed!"),
            ("\x1b[1mSuccess\x1b[0m\n", "Success"),
            ('No changes detected\n{"event": "log"}\n', "No changes detected"),
            ("", "nothing to say"),
        ],
    )
    def test_is_the_last_line_that_says_something(self, output, said):
        assert check.summary(output) == said


class TestMain:
    def test_says_what_each_did(self, listed, capsys):
        assert check.main(["good"], listed) == 0
        assert "3 files\nAll checks passed in " in capsys.readouterr().out

    def test_shows_all_of_what_failed(self, listed, capsys):
        assert check.main([], listed) == 1
        out = capsys.readouterr().out
        assert "FAILED\nline 7" in out
        assert " s: bad.\n" in out

    def test_knows_its_checks(self, listed, capsys):
        assert check.main(["worse"], listed) == 2
        assert capsys.readouterr().out == "No such check: worse. There are: good, bad.\n"
