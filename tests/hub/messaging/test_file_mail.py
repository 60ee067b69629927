"""Where no mail server is set, emails are files: nobody else may read them, and they go as the words of messages go."""

import os
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from hub.messaging import file_mail
from hub.people import retention
from tests.factories import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    """A mail folder that stood open to everybody, and holds a letter to Ama and one to Leo."""
    settings.EMAIL_BACKEND = "hub.messaging.file_mail.PrivateFiles"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    os.makedirs(settings.EMAIL_FILE_PATH, mode=0o755)
    for name in ("Ama", "Leo"):
        EmailMessage("Hello", f"Hello {name}", to=[f"{name}@example.test"]).send()
    return tmp_path / "mail"


def names(folder):
    return {name for name in ("Ama", "Leo") for file in folder.iterdir() if name in file.read_text()}


def test_only_the_owner_may_open_the_folder(folder):
    assert folder.stat().st_mode & 0o777 == 0o700


def test_files_go_after_their_time(folder):
    now = timezone.now()
    old = next(file for file in folder.iterdir() if "Leo" in file.read_text())
    os.utime(old, (now.timestamp() - 40 * 86400,) * 2)

    assert file_mail.drop(before=now - timedelta(days=30), at=now) == 1
    assert names(folder) == {"Ama"}


def test_erasing_somebody_removes_what_was_sent_to_them(folder, noon):
    ama = person("Ama", "ama@example.test")

    retention.erase([ama.pk], at=noon)

    assert names(folder) == {"Leo"}


def test_a_place_with_a_mail_server_has_no_such_files(settings):
    del settings.EMAIL_FILE_PATH

    assert file_mail.drop(before=timezone.now(), at=timezone.now()) == file_mail.forget(["a@example.test"]) == 0
