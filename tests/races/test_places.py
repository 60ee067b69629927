"""200 people at once for 20 places, through HTTP, against a real server: exactly 20 hold one, and everybody gets a kind answer."""

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import timezone

from opportunities.models import TAKES_A_PLACE, SignUp, Status
from tests.factories import DAY, OpportunityFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def database_url():
    """Return the address of the test database, for a process of its own."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    user = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgres://{user}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


@pytest.fixture
def server(transactional_db):
    """Serve the test database as the embedded default does, with the limits lifted."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "hub.settings.test",
        "DATABASE_URL": database_url(),
        "HUB_LIMITS": "false",
        "SECRET_KEY": settings.SECRET_KEY,
    }
    command = [sys.executable, "-m", "gunicorn", "hub.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _try in range(120):
        try:
            if ask(port, "GET", "/healthz")[0] == 200:
                break
        except OSError:
            time.sleep(0.5)
    yield port
    process.terminate()
    process.wait(timeout=20)
    connections.close_all()


def ask(port, method, path, body=None, headers=None):
    """Send one request and return status, cookies and text."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    line.request(method, path, body=body, headers=headers or {})
    answer = line.getresponse()
    text = answer.read().decode()
    cookies = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
    line.close()
    return answer.status, cookies, text


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
