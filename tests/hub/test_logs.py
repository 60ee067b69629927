"""The log names nobody: not in what code says, not in addresses, not when something breaks."""

import json
import logging

import pytest
import structlog
from django.urls import resolve

from hub import logs
from tests.factories import UserFactory

PERSONAL = {
    "an email address": "ama.mensah+hub@example.test",
    "a mobile number": "07700 900123",
    "a number from abroad": "+44 7700 900123",
    "a number without spaces": "+447700900123",
    "a landline": "020 7946 0958",
    "a landline with brackets": "(020) 7946 0958",
    "a postcode": "SW18 4AA",
    "a postcode without a space": "sw184aa",
    "a private link": "/t/ABCD2345EFGH6789/",
}
ROW_OF_LETTERS = {"a private link": "ABCD2345EFGH6789", "a landline with brackets": "7946 0958"}
"""What must not be left, where that is less than the whole."""


def secret_of(what):
    return ROW_OF_LETTERS.get(what, PERSONAL[what])


class TestRedact:
    @pytest.mark.parametrize("what", PERSONAL)
    def test_takes_out(self, what):
        told = logs.redact(f"Trouble with {PERSONAL[what]}, at last.")

        assert secret_of(what) not in told
        assert told.startswith("Trouble with ")
        assert "[" in told

    def test_takes_out_all_of_them_at_once(self):
        told = logs.redact(" and ".join(PERSONAL.values()))

        assert [what for what in PERSONAL if secret_of(what) in told] == []

    @pytest.mark.parametrize(
        "words",
        [
            "answered",
            "opportunities/<int:pk>-<slug:title>/sign-up/",
            "3 of 3 pieces of clock work done: outbox, dates, retention.",
            "2026-11-23T12:00:00.000000Z",
            "0d1cf2a4b8e44b2fb2f0a1e27f7f2d5c",
        ],
    )
    def test_leaves_what_names_nobody(self, words):
        assert logs.redact(words) == words


@pytest.fixture
def logged():
    """Everything that is logged, as it goes out: a function that returns it so far."""
    lines = []
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=logs._SHARED,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            logs.hide_personal,
            structlog.processors.JSONRenderer(),
        ],
    )

    class Keep(logging.Handler):
        def emit(self, record):
            lines.append(self.format(record))

    handler = Keep()
    handler.setFormatter(formatter)
    logging.getLogger().addHandler(handler)
    yield lambda: "\n".join(lines)
    logging.getLogger().removeHandler(handler)


def test_the_log_that_goes_out_is_made_like_that_of_these_tests():
    (out,) = [handler for handler in logging.getLogger().handlers if handler.name == "out"]

    assert isinstance(out.formatter, structlog.stdlib.ProcessorFormatter)
    assert logs.hide_personal in out.formatter.processors
    assert out.formatter.processors.index(logs.hide_personal) == len(out.formatter.processors) - 2


@pytest.mark.django_db
class TestRequests:
    @pytest.mark.parametrize("what", PERSONAL)
    def test_that_find_no_page_leave_nothing_personal(self, what, client, logged):
        client.get(f"/nothing-here/{PERSONAL[what].strip('/')}/", {"near": PERSONAL[what]})
        client.get(PERSONAL[what] if what == "a private link" else f"/{PERSONAL[what]}/")

        assert '"status": ' in logged()
        assert secret_of(what) not in logged()

    @pytest.mark.parametrize("what", PERSONAL)
    def test_that_are_answered_leave_nothing_of_their_query(self, what, client, logged):
        answer = client.get("/opportunities/", {"near": PERSONAL[what], "words": PERSONAL[what]})

        assert answer.status_code == 200
        assert '"route": "opportunities/"' in logged()
        assert secret_of(what) not in logged()
        assert "near=" not in logged()

    def test_say_which_route_how_it_went_and_an_id(self, client, logged):
        client.get("/privacy/")

        line = json.loads(logged().splitlines()[-1])
        assert (line["event"], line["route"], line["status"], line["method"]) == ("answered", "privacy/", 200, "GET")
        assert len(line["request_id"]) == 32

    def test_say_no_name_of_a_signed_in_user(self, client, logged):
        client.force_login(UserFactory(email="ama.mensah@example.test"))

        client.get("/me/sign-ups/")

        assert "ama" not in logged().casefold()

    @pytest.mark.parametrize("address", ["/healthz", "/readyz"])
    def test_of_machines_that_look_after_it_are_not_logged(self, address, client, logged):
        client.get(address)

        assert '"answered"' not in logged()

    @pytest.mark.parametrize("what", PERSONAL)
    def test_that_break_leave_a_trace_with_nothing_personal_in_it(self, what, client, logged, monkeypatch):
        view = resolve("/opportunities/").func.view_class

        def broken(self, request, *given, **more):
            raise ValueError(f"cannot read {PERSONAL[what]}")

        monkeypatch.setattr(view, "get", broken)
        client.raise_request_exception = False

        answer = client.get("/opportunities/", {"near": PERSONAL[what]})

        assert answer.status_code == 500
        assert "ValueError: cannot read" in logged()
        assert "Internal Server Error" in logged()
        assert secret_of(what) not in logged()
        assert PERSONAL[what].encode() not in answer.content
