"""A year after the demo place was loaded, with the clock running: what the privacy page promises to go is gone from every
table, file and log, and what it says is kept is there. Costly: the year takes some twelve seconds."""

import io
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client, override_settings

from hub import clock
from hub.accounts.models import User
from hub.audit.models import Entry
from hub.consent.models import Consent
from hub.core import registry
from hub.messaging.models import Message
from hub.people import retention
from hub.people.models import ContactRoute, Person, PrivateLink
from matching.frontline.models import Capture
from matching.suggestions.models import ShownList
from opportunities.models import Attendance, SignUp, Status
from organisations.models import Invitation, Organisation
from tests import traces

pytestmark = pytest.mark.django_db

WEEK, DAY = timedelta(days=7), timedelta(days=1)
STEPS = (0, 1, 2, *range(5, 53, 4), 53, 54, 55, 56)
"""After how many weeks the clock strikes: more often where something is due a week after something else."""
WRITTEN = re.compile(r"[\w.+-]+@[\w.-]+\w|\+44\d{9,10}|[A-Z][\w’'-]+ [A-Z][\w’'-]+")
"""What a text may name somebody by: an email, a number, a first name with a surname."""


@dataclass
class Year:
    """What was there when it began, and where its files and its log are."""

    ends: datetime
    folder: Path
    log: io.StringIO = field(default_factory=io.StringIO)
    said: dict = field(default_factory=dict)
    counts: tuple = ()
    entries: int = 0
    failed: list = field(default_factory=list)


def counts():
    return tuple(model.objects.count() for model in (SignUp, Attendance, Consent, User, Person))


def said_of_each():
    """Return {person: texts that are of nobody else}: name, routes, what they wrote with a yes."""
    found = {pk: {f"{first} {last}"} for pk, first, last in Person.objects.values_list("pk", "first_name", "surname")}
    for person, value in ContactRoute.objects.values_list("person", "value"):
        found[person].add(value)
    for person, words in SignUp.objects.exclude(words="").values_list("person", "words"):
        found[person].add(words)
    return found


def tokens(pieces):
    """Return each piece as a whole, and what it names somebody by."""
    found = set()
    for _where, text in pieces:
        found.add(text)
        found.update(WRITTEN.findall(text))
    return found


@pytest.fixture(scope="module")
def year(place, django_db_blocker, tmp_path_factory) -> Iterator[Year]:
    """The place a year on; its emails and lists are files."""
    folder = tmp_path_factory.mktemp("var")
    files = {
        "EMAIL_BACKEND": "hub.messaging.file_mail.PrivateFiles",
        "EMAIL_FILE_PATH": str(folder / "mail"),
        "MATCH_LISTS_DIR": folder / "lists",
    }
    with django_db_blocker.unblock(), override_settings(DEMO=True, SECOND_FACTOR=False, **files), transaction.atomic():
        found = Year(place + STEPS[-1] * WEEK, folder)
        found.said, found.counts, found.entries = said_of_each(), counts(), Entry.objects.count()
        Client().force_login(User.objects.order_by("pk").first())
        handler = logging.StreamHandler(found.log)
        handler.setFormatter(next(one.formatter for one in logging.getLogger().handlers if one.formatter))
        logging.getLogger().addHandler(handler)
        for week in STEPS:
            _strike(found, place + week * WEEK)
        logging.getLogger().removeHandler(handler)
        yield found
        transaction.set_rollback(True)


def _strike(year, at):
    before = set(year.folder.rglob("*"))
    year.failed += [work.name for work in registry.clock_work() if not clock.attempt(work, at=at)]
    for file in set(year.folder.rglob("*")) - before:
        os.utime(file, (at.timestamp(), at.timestamp()))


def erased():
    return set(Person.objects.exclude(erased_at=None).values_list("pk", flat=True))


class TestWhatIsPromisedToGo:
    def test_is_in_no_column_no_file_and_no_line_of_the_log(self, year):
        gone = erased()
        kept = set().union(*(texts for person, texts in year.said.items() if person not in gone))
        kept |= {text for pair in Organisation.objects.values_list("email", "phone", "ring_on") for text in pair}
        theirs = set().union(*(texts for person, texts in year.said.items() if person in gone)) - kept
        now = tokens([*traces.everywhere(year.folder), ("log", year.log.getvalue())])

        assert len(gone) > 400
        assert len(theirs) > 800
        assert year.failed == []
        assert sorted(theirs & now) == []

    def test_leaves_nobody_without_an_account_who_has_nothing_to_come_and_did_nothing_for_a_year(self, year):
        since = year.ends - 365 * DAY
        idle = retention.unneeded(Person.objects.all(), at=year.ends)
        busy = retention.active(Person.objects.all(), since=since)
        came = SignUp.objects.exclude(status=Status.CANCELLED).filter(session__next_at__gte=since)

        assert not idle.exclude(pk__in=busy.values("pk")).exclude(pk__in=came.values("person")).exists()

    def test_leaves_no_words_of_messages_but_those_a_call_or_a_letter_waits_for(self, year):
        old = Message.objects.filter(created_at__lt=year.ends - 31 * DAY).exclude(words="", heading="", sent_to="")

        assert not old.filter(task=None).exists()
        assert not old.filter(task__closed_at__isnull=False).exists()

    def test_leaves_nothing_that_was_for_a_while(self, year):
        ends = year.ends

        assert not Session.objects.exists()
        assert not UserSession.objects.exists()
        assert not Capture.objects.exists()
        assert not PrivateLink.objects.filter(until__lt=ends - 31 * DAY).exists()
        assert not ShownList.objects.filter(at__lt=ends - 366 * DAY).exists()
        assert not Invitation.objects.filter(until__lt=ends - 31 * DAY).exists()
        assert [file for file in (year.folder / "mail").glob("*") if _days(file, ends) > 31 + 28] == []

    def test_leaves_no_old_answer_in_words_and_no_yes_that_waits_for_good(self, year):
        declined = SignUp.objects.filter(status=Status.DECLINED, answered_at__lt=year.ends - 91 * DAY)

        assert declined.exists()
        assert not declined.exclude(words="", reply_words="", folded_name="").exists()
        assert not SignUp.objects.long_unanswered(at=year.ends - 5 * WEEK).exists()


def _days(file, ends):
    return (ends.timestamp() - file.stat().st_mtime) / DAY.total_seconds()


class TestWhatIsSaidToBeKept:
    def test_is_there_for_counting(self, year):
        assert counts() == year.counts

    def test_is_the_log_with_who_was_erased(self, year):
        assert Entry.objects.count() >= year.entries
        assert set(Entry.objects.filter(event="person.erased").values_list("person_id", flat=True)) >= erased()

    def test_is_every_account_with_its_name_and_its_routes(self, year):
        holders = Person.objects.exclude(user=None)

        assert holders.filter(erased_at__isnull=False).count() == 0
        assert all(f"{one.first_name} {one.surname}" in year.said[one.pk] for one in holders)
        assert ContactRoute.objects.filter(person__in=holders).exists()
