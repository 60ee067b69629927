"""A server of its own process over the test database, and requests through a socket."""

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client


def database_url():
    """Return the address of the test database, for a process of its own."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    user = quote(facts["USER"]) + (f":{quote(facts['PASSWORD'])}" if facts["PASSWORD"] else "")
    return f"postgres://{user}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


TRIES, PAUSE = 120, 0.5


class NoServer(Exception):
    """The server never answered."""


@contextmanager
def server():
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
    try:
        _wait_for(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(process, port):
    """Return once the server answers. Raises NoServer when it ends, or does not answer within a minute."""
    said = "nothing"
    for _try in range(TRIES):
        if process.poll() is not None:
            raise NoServer(f"The server ended with {process.returncode} before it answered.")
        try:
            status = ask(port, "GET", "/healthz")[0]
        except OSError as error:
            said = str(error)
        else:
            if status == 200:
                return
            said = f"status {status}"
        time.sleep(PAUSE)
    raise NoServer(f"The server did not answer within a minute. Last: {said}.")


def ask(port, method, path, body=None, headers=None):
    """Send one request and return status, cookies and text."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    line.request(method, path, body=body, headers=headers or {})
    answer = line.getresponse()
    text = answer.read().decode()
    cookies = "; ".join(value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie")
    line.close()
    return answer.status, cookies, text


class Browser:
    """Somebody who is signed in, and sends forms through a socket."""

    token = "a" * 32

    def __init__(self, port, user):
        """Sign them in."""
        client = Client()
        client.force_login(user)
        self.port = port
        self.session = client.cookies[settings.SESSION_COOKIE_NAME].value

    def post(self, path, data):
        """Send a form; return the status of its answer."""
        headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={self.token}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        status, _cookies, _text = ask(
            self.port, "POST", path, urlencode(data | {"csrfmiddlewaretoken": self.token}), headers
        )
        return status
