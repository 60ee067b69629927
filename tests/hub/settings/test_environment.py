"""What the Hub needs to be told before it starts, and what it says when it is not told."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from hub.settings.environment import ROOT, WillNotStart, require

NEEDED = {
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "FIELD_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "LOOKUP_KEY": "look-up-key",
    "ALLOWED_HOSTS": "hub.example.org",
    "SITE_URL": "https://hub.example.org",
    "DATABASE_URL": "postgres://hub@127.0.0.1/hub",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "HUB_AREA": "E09000032",
    "HUB_PLACE": "Wandsworth",
    "HUB_PHONE": "020 8871 6000",
    "HUB_DUTY_PHONE": "020 8871 6001",
}


@pytest.fixture
def start(tmp_path):
    """Load settings in a process of its own, with nothing in the environment but what is given."""

    def run(settings, show="", **environment):
        clean = {"PATH": os.environ["PATH"], "HUB_VAR": str(tmp_path / "var")}
        said = f"import hub.settings.{settings} as s; {show}"
        return subprocess.run(
            [sys.executable, "-c", said], cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False
        )

    return run


def last_line(run):
    return run.stderr.strip().splitlines()[-1]


class TestProduction:
    def test_starts_when_it_is_told_everything(self, start):
        run = start("production", "print(s.DEBUG, s.DEMO, s.SESSION_COOKIE_SECURE)", **NEEDED)

        assert run.stdout.split() == ["False", "False", "True"], run.stderr

    def test_names_everything_that_is_missing_at_once(self, start):
        run = start("production")

        assert run.returncode != 0
        assert "The Hub will not start" in last_line(run)
        assert [name for name in NEEDED if name not in last_line(run)] == []

    @pytest.mark.parametrize("name", NEEDED)
    @pytest.mark.parametrize("said", ["", "  "], ids=["empty", "blank"])
    def test_names_the_one_that_is_empty_and_no_other(self, name, said, monkeypatch):
        for needed, value in (NEEDED | {name: said}).items():
            monkeypatch.setenv(needed, value)

        with pytest.raises(WillNotStart, match=f"missing from the environment: {name}\\."):
            require(tuple(NEEDED))

    @pytest.mark.parametrize("said", ["1", "true", "YES", "on"])
    def test_is_never_the_demo(self, said, start):
        run = start("production", **NEEDED, HUB_DEMO=said)

        assert run.returncode != 0
        assert "HUB_DEMO is on with the production settings" in last_line(run)

    def test_wants_postgresql(self, start):
        run = start("production", **(NEEDED | {"DATABASE_URL": "sqlite:///hub.sqlite3"}))

        assert run.returncode != 0
        assert "DATABASE_URL must name a PostgreSQL database" in last_line(run)

    @pytest.mark.parametrize("name", ["HUB_PHONE", "HUB_DUTY_PHONE"])
    def test_wants_numbers_that_ring_somebody(self, start, name):
        run = start("production", **NEEDED | {name: "07700 900100"})

        assert "must be numbers that ring somebody" in last_line(run)

    def test_wants_a_long_key(self, start):
        run = start("production", **(NEEDED | {"SECRET_KEY": "short"}))

        assert run.returncode != 0
        assert "SECRET_KEY must be at least 50 characters" in last_line(run)

    def test_invents_and_keeps_nothing(self, start, tmp_path):
        start("production", **NEEDED)

        assert not (tmp_path / "var").exists()

    def test_does_not_show_a_secret_when_it_refuses(self, start):
        run = start("production", **(NEEDED | {"EMAIL_URL": ""}))

        assert NEEDED["SECRET_KEY"] not in run.stderr


LOADS = "import django, sys; django.setup(); import hub.urls; print('cms.demo' in sys.modules)"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "hub.settings.base", "HUB_IGNORE_PLACE": "1"}


class TestDemo:
    def test_is_not_there_in_a_real_place(self, start):
        run = start("base", LOADS, **SETTINGS)

        assert run.stdout.split() == ["False"], run.stderr

    def test_is_there_in_demo_mode(self, start):
        run = start("base", LOADS, **SETTINGS, HUB_DEMO="1")

        assert run.stdout.split() == ["True"], run.stderr

    def test_starts_with_nothing_set(self, start):
        run = start("base", "print(s.DEMO)", HUB_DEMO="1")

        assert run.stdout.split() == ["True"], run.stderr

    @pytest.mark.parametrize(
        ("name", "said"),
        [
            ("ALLOWED_HOSTS", "hub.example.org"),
            ("EMAIL_URL", "smtp://mail.example.org:25"),
            ("TEXT_PROVIDER", "a.real.Provider"),
            ("DATABASE_URL", "postgres://hub@127.0.0.1/hub"),
            ("REDIS_URL", "redis://127.0.0.1:6379/0"),
            ("SITE_URL", "https://hub.example.org"),
        ],
    )
    def test_refuses_settings_of_a_real_place(self, name, said, start):
        run = start("base", HUB_DEMO="1", **{name: said})

        assert run.returncode != 0
        assert f"HUB_DEMO is on, but so are settings of a real place: {name}." in last_line(run)

    def test_takes_a_database_that_is_said_to_be_a_throwaway(self, start):
        run = start("base", "print(s.DEMO)", HUB_DEMO="1", HUB_DEMO_DATABASE="throwaway", DATABASE_URL="postgres:///x")

        assert run.stdout.split() == ["True"], run.stderr

    def test_is_met_over_plain_http(self, start):
        run = start("base", "print(s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_NAME)", HUB_DEMO="1")

        assert run.stdout.split() == ["False", "sessionid"], run.stderr

    def test_names_all_of_them(self, start):
        run = start("base", HUB_DEMO="1", ALLOWED_HOSTS="hub.example.org", EMAIL_URL="smtp://mail.example.org:25")

        assert "ALLOWED_HOSTS, EMAIL_URL" in last_line(run)


class TestEmbedded:
    """One process and SQLite, for real: no demo, no settings but what a small town needs."""

    def test_sends_its_cookies_over_https_alone(self, start):
        shown = "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_NAME, s.SECURE_HSTS_SECONDS > 0)"

        assert start("base", shown).stdout.split() == ["True", "__Host-csrf", "True"]

    def test_keeps_what_the_database_address_asks_for(self, start):
        shown = 'print(s.DATABASES["default"]["OPTIONS"]["sslmode"])'
        run = start("base", shown, DATABASE_URL="postgres://hub@127.0.0.1/hub?sslmode=verify-full")

        assert run.stdout.split() == ["verify-full"], run.stderr

    @pytest.mark.parametrize("left_out", ["SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY"])
    def test_wants_all_three_keys_or_none(self, left_out, start):
        keys = {name: NEEDED[name] for name in ("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY") if name != left_out}

        run = start("base", **keys)

        assert run.returncode != 0
        assert f"these are missing: {left_out}." in last_line(run)

    @pytest.mark.parametrize("chosen", ["base", "production"])
    def test_refuses_a_key_that_cannot_encrypt(self, chosen, start):
        run = start(chosen, **(NEEDED | {"FIELD_KEYS": "garbage"}))

        assert run.returncode != 0
        assert "FIELD_KEYS must hold Fernet keys" in last_line(run)

    def test_says_so_when_the_kept_keys_were_cut_short(self, start, tmp_path):
        (tmp_path / "var").mkdir()
        (tmp_path / "var" / "keys.env").write_text("SECRET_KEY=abc\n")

        run = start("base")

        assert "these are missing: FIELD_KEYS, LOOKUP_KEY." in last_line(run)


class TestTheDoor:
    """What gunicorn imports."""

    def imported(self, tmp_path, **environment):
        clean = {"PATH": os.environ["PATH"], "HUB_VAR": str(tmp_path / "var")}
        line = [sys.executable, "-c", "import hub.wsgi; print('open')"]
        return subprocess.run(line, cwd=ROOT, env=clean | environment, capture_output=True, text=True, check=False)

    def test_opens(self, tmp_path):
        run = self.imported(tmp_path)

        assert run.stdout.split() == ["open"], run.stderr

    def test_stays_shut_when_the_area_is_not_known(self, tmp_path):
        run = self.imported(tmp_path, HUB_AREA="SW18,Atlantis")

        assert "HUB_AREA lists what is not known: ATLANTIS." in last_line(run)


class TestOwnKeys:
    SHOW = "print(s.SECRET_KEY, s.FIELD_KEYS[0], s.LOOKUP_KEY)"

    def test_are_made_once(self, start):
        first, second = start("base", self.SHOW), start("base", self.SHOW)

        assert len(first.stdout.split()) == 3, first.stderr
        assert first.stdout == second.stdout

    def test_only_their_owner_may_read(self, start, tmp_path):
        start("base")

        kept = tmp_path / "var" / "keys.env"
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600

    def test_differ_from_place_to_place(self, start, tmp_path):
        here = start("base", self.SHOW).stdout.split()
        there = start("base", self.SHOW, HUB_VAR=str(tmp_path / "other")).stdout.split()

        assert set(here) & set(there) == set()

    def test_are_not_made_when_keys_are_given(self, start, tmp_path):
        keys = {name: NEEDED[name] for name in ("SECRET_KEY", "FIELD_KEYS", "LOOKUP_KEY")}
        run = start("base", self.SHOW, **keys)

        assert run.stdout.split() == list(keys.values())
        assert not Path(tmp_path / "var" / "keys.env").exists()

    def test_are_the_same_for_eight_processes_that_start_together(self, start):
        with ThreadPoolExecutor(8) as many:
            runs = list(many.map(lambda _n: start("base", self.SHOW), range(8)))

        assert len({run.stdout for run in runs}) == 1, runs[0].stderr
        assert len(runs[0].stdout.split()) == 3
