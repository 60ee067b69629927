"""What goes into the image, and what outlives a container. No engine is needed: the files are read."""

import re
from fnmatch import fnmatch
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
DOCKERFILE = (ROOT / "Dockerfile").read_text()
IGNORED = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]


def is_copied(path):
    """Whether a path of the checkout goes into the image: the last line that fits it decides."""
    copied = True
    for line in IGNORED:
        wanted = line.removeprefix("!").removeprefix("**/")
        parts = path.split("/")
        if fnmatch(parts[0], wanted) or (line.startswith("**/") and any(fnmatch(part, wanted) for part in parts)):
            copied = line.startswith("!")
    return copied


def test_no_secret_and_nothing_of_the_checkout_goes_into_the_image():
    for path in (
        ".env",
        ".env.local",
        "hub/.env",
        ".git/config",
        "var/hub.sqlite3",
        "db.sqlite3",
        "tests/stage.py",
        "notes.txt",
    ):
        assert not is_copied(path), path


def test_all_that_runs_goes_into_the_image():
    for path in (
        "manage.py",
        "requirements.txt",
        "pyproject.toml",
        "hub/urls.py",
        "cms/models/pages.py",
        "matching/apps.py",
    ):
        assert is_copied(path), path


def mounts():
    return {
        (name, *mount.split(":"))
        for name, service in COMPOSE["services"].items()
        for mount in service.get("volumes", ())
    }


def test_what_editors_upload_outlives_a_container():
    assert {name for name, volume, path in mounts() if path == "/var/lib/hub/media"} == {"web", "prepare"}


def test_every_volume_of_ours_belongs_to_the_user_that_runs():
    made = re.search(r"mkdir -p (.+?) \\", DOCKERFILE).group(1).split()
    ours = {path for _name, _volume, path in mounts() if path.startswith("/var/lib/hub/")}

    assert ours == set(made)
    assert DOCKERFILE.index("chown -R hub /var/lib/hub") > DOCKERFILE.index("mkdir -p")
    assert {volume for _name, volume, _path in mounts()} == set(COMPOSE["volumes"])
