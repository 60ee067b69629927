"""The open interface keeps what its description promises, whatever is asked. `python -m tests.bench.contract` asks more."""

import json

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis import openapi

from hub import api
from tests.bench import contract
from tests.factories import DAY, OpportunityFactory, OrganisationFactory, SessionFactory, VenueFactory

pytestmark = pytest.mark.django_db

CASES = 250
ASKED_FOR = [phase for phase in Phase if phase not in (Phase.shrink, Phase.explain, Phase.reuse)]


@pytest.fixture
def place():
    """A few open things; return their ids and the slugs of their organisations."""
    from django.utils import timezone

    organisation = OrganisationFactory(venue=VenueFactory())
    for number in range(8):
        row = OpportunityFactory(organisation=organisation, at_home=number % 2 == 0)
        SessionFactory(opportunity=row, starts_at=timezone.now() + (number + 1) * DAY, flexible=number == 0)
    OpportunityFactory(organisation=organisation, state="closed")
    return [row.pk], [organisation.slug]


@pytest.fixture
def app(db):
    """The WSGI application, not closing the connection between calls, in which the rows of a test live."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_every_case_is_answered_as_described(app, place):
    report = contract.run(app, *place, count=CASES)

    assert report.cases == CASES
    assert {200, 404, 405, 422} <= set(report.statuses)
    assert report.is_well, str(report)


def test_a_broken_promise_would_be_found(app, place, monkeypatch):
    """The same cases find an answer that the description does not know, so that finding none means something."""
    monkeypatch.setattr(api, "refusal", lambda status, detail: api.JsonResponse({"detail": detail}, status=418))

    report = contract.run(app, *place, count=40)

    assert not report.is_well
    assert report.undescribed
    assert report.failed


schema = openapi.from_dict(json.loads(api.document_text()))
schema.app = WSGIHandler()


@pytest.mark.usefixtures("app", "place")
@schema.parametrize()
@settings(max_examples=15, deadline=None, database=None, phases=ASKED_FOR, suppress_health_check=list(HealthCheck))
def test_the_edges_of_every_parameter_are_answered_as_described(case):
    """Schemathesis's own walk: each parameter at its edges, missing, doubled and of another type; each method not described."""
    case.call_and_validate(checks=contract.PROMISED)
