"""Puts the open interface through what its own description promises, by cases that schemathesis makes from it.

`python -m tests.bench.contract --cases 5000` makes a place in a database of its own, calls, prints what it found, and fails on
any answer of 500 and up, any status that is not described, any body or header of another shape, and anything taken that
should have been refused. Half the cases keep to the description and half break it; one in ten comes by a method that only writes.
"""

import argparse
import os
import sys
import time
from collections import Counter
from dataclasses import dataclass, field

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

DOCUMENT = "/api/v1/openapi.json"
PROMISED = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
]
"""What is checked of every answer. That whatever fits the description is taken is not: no schema knows all names of places."""
WRITING = ("POST", "PUT", "PATCH", "DELETE")
PLACES = ("SW18 2PU", "sw17", "Tooting", "Earlsfield", "Balham, London", "X1", "Nowhere at all")
KEPT = 20
"""So many failures are kept in full."""


@dataclass
class Report:
    """What a run found."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    undescribed: int = 0
    failed: int = 0
    failures: list[str] = field(default_factory=list)

    @property
    def broken(self) -> int:
        """How many answers were 500 and up."""
        return sum(count for status, count in self.statuses.items() if status >= 500)

    @property
    def is_well(self) -> bool:
        return not (self.broken or self.undescribed or self.failed)

    def __str__(self):
        said = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        lines = [
            f"{self.cases} cases ({said})",
            f"{self.broken} answers of 500 and up",
            f"{self.undescribed} statuses that are not described",
            f"{self.failed} cases that break a promise",
        ]
        return "\n".join(lines + self.failures)


def described(app):
    """Return the description, read from the application itself."""
    return openapi.from_wsgi(DOCUMENT, app)


def cases(schema, ids, slugs):
    """Return a strategy of cases over all operations; those that name one row name one that is there half of the time."""
    there = {"pk": st.sampled_from(ids), "slug": st.sampled_from(slugs)}
    made = []
    for result in schema.get_all_operations():
        operation = result.ok()
        plain = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
        named = [item.name for item in operation.path_parameters]
        if named:
            plain |= st.builds(_at, plain, st.just(named[0]), there[named[0]])
        else:
            plain |= st.builds(_near, plain, st.sampled_from(PLACES), st.booleans())
        made += [plain, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)]
    return st.one_of(made)


def _at(case: Case, name, value):
    case.path_parameters[name] = value
    return case


def _near(case: Case, place, everywhere):
    if case.operation.label.endswith("/opportunities"):
        case.query["near"] = place
    if everywhere:
        case.query.pop("page", None)
    return case


def one(report, case, method):
    """Make one call, and write down what it says of the promises."""
    if method:
        case.method = method
    answer = case.call()
    report.cases += 1
    report.statuses[answer.status_code] += 1
    if str(answer.status_code) not in case.operation.definition.raw["responses"]:
        report.undescribed += 1
    try:
        if method:
            assert answer.status_code == 405, f"{method} answers {answer.status_code}"
        else:
            case.validate_response(answer, checks=PROMISED)
    except (FailureGroup, AssertionError) as failure:
        report.failed += 1
        if len(report.failures) < KEPT:
            report.failures.append(f"{case.as_curl_command()}\n{failure!r}: {getattr(failure, 'exceptions', '')}")


def run(app, ids, slugs, *, count, start=1):
    """Call so many times; the same start gives the same cases. Return the report."""
    report, schema = Report(), described(app)
    method = st.sampled_from([None] * 9 * len(WRITING) + list(WRITING))

    while report.cases < count:
        before = report.cases

        @seed(start + report.cases)
        @settings(
            max_examples=count - report.cases,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases(schema, ids, slugs), method=method)
        def calls(case, method):
            one(report, case, method)

        calls()
        assert report.cases > before, "no more cases to be had"
    return report


def place():
    """Fill the database with the stage and forty more things to take part in; return ids and slugs that are open and public."""
    from tests import stage as stages
    from tests.factories import DAY, OpportunityFactory, SessionFactory

    stage = stages.build()
    for number in range(40):
        row = OpportunityFactory(
            organisation=stage.other, published_at=stage.at, changed_at=stage.at, at_home=number % 4 == 0
        )
        SessionFactory(opportunity=row, starts_at=stage.at + (number + 1) * DAY, flexible=number % 5 == 0)
    return [stage.opportunity.pk, row.pk], [stage.larder.slug, stage.other.slug]


def main():
    """Make the place, call, print; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=5000)
    parser.add_argument("--start", type=int, default=1, help="another number makes other cases")
    asked = parser.parse_args()
    os.environ |= {"DJANGO_SETTINGS_MODULE": "hub.settings.test", "HUB_LIMITS": "off"}

    import django

    django.setup()
    import logging

    from django.core.wsgi import get_wsgi_application
    from django.db import connection

    logging.disable(logging.WARNING)
    kept = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        began = time.monotonic()
        ids, slugs = place()
        report = run(get_wsgi_application(), ids, slugs, count=asked.cases, start=asked.start)
        print(report)
        print(f"{time.monotonic() - began:.0f} s")
    finally:
        connection.creation.destroy_test_db(kept, verbosity=0)
    return 0 if report.is_well else 1


if __name__ == "__main__":
    sys.exit(main())
