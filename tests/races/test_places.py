"""200 people at once for 20 places, through HTTP, against a real server: exactly 20 hold one, and everybody gets a kind answer."""

import re
import threading
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from opportunities.models import TAKES_A_PLACE, SignUp, Status
from tests.factories import DAY, OpportunityFactory, SessionFactory
from tests.races.serving import ask

pytestmark = pytest.mark.django_db(transaction=True)


def open_page(port, path):
    """Open the advert, and return what the form needs to be sent back."""
    status, cookies, text = ask(port, "GET", path)
    assert status == 200
    hidden = dict(re.findall(r'name="(csrfmiddlewaretoken|key|session|known_full)" value="([^"]*)"', text))
    return cookies, hidden


def send(port, path, page, who, route, barrier):
    """Send the form at the same moment as everybody else; return the status and the page."""
    cookies, hidden = page
    form = {**hidden, "name": who, "kind": "email", "route": route, "agree": "on"}
    headers = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"}
    barrier.wait()
    return ask(port, "POST", f"{path}sign-up/", urllib.parse.urlencode(form), headers)


def at_once(port, path, people):
    """Let all these people send the form at once; return the answers."""
    with ThreadPoolExecutor(len(people)) as threads:
        pages = [open_page(port, path) for _person in people]
        barrier = threading.Barrier(len(people))
        jobs = [
            threads.submit(send, port, path, page, who, route, barrier)
            for page, (who, route) in zip(pages, people, strict=True)
        ]
        return [job.result() for job in jobs]


@pytest.fixture
def session(transactional_db):
    now = timezone.now()
    opportunity = OpportunityFactory(published_at=now - DAY)
    return SessionFactory(opportunity=opportunity, starts_at=now + 7 * DAY, places=20)


def test_exactly_twenty_of_many_hold_a_place(server, session):
    many = 200 if connection.vendor == "postgresql" else 60  # SQLite writes one after another: more only takes longer
    people = [(f"Person{number}", f"person{number}@example.test") for number in range(many)]

    answers = at_once(server, session.opportunity.get_absolute_url(), people)

    session.refresh_from_db()
    statuses = Counter(status for status, _cookies, _text in answers)
    kind = sum("The last place has just gone" in text for _status, _cookies, text in answers)
    assert statuses == {302: 20, 200: many - 20}
    assert kind == many - 20
    assert session.taken == 20
    assert SignUp.objects.filter(session=session, status__in=TAKES_A_PLACE).count() == 20
    assert SignUp.objects.count() == 20


def test_one_person_sending_it_twenty_times_holds_one_place(server, session):
    answers = at_once(server, session.opportunity.get_absolute_url(), [("Ama", "ama@example.test")] * 20)

    session.refresh_from_db()
    assert {status for status, _cookies, _text in answers} == {302}
    assert SignUp.objects.get().status == Status.REQUESTED
    assert session.taken == 1
