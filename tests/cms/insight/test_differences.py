"""Whoever subtracts one table from another learns of nobody: of two periods, two services, two wards, two days."""

import csv
from datetime import timedelta
from io import StringIO
from itertools import combinations

import pytest

from cms.insight.presenters import page, tables
from cms.insight.selectors import period
from hub.places import area
from hub.taxonomy.codes import Slot
from matching.frontline.models import Answer
from opportunities.search.services import unmet
from tests.cms.insight.test_figures import Town, owed
from tests.factories import DAY, NOON, OrganisationFactory

pytestmark = pytest.mark.django_db

WARDS = [code for code, _name in area.wards()][:2]


@pytest.fixture
def towns():
    """Two services: the second differs from the first by one person, and each period and ward from another by one."""
    first = Town(OrganisationFactory(service=True))
    for ago, count in ((3, 17), (30, 1), (100, 1)):
        for _number in range(count):
            first.ask(Answer.YES_KEEP, at=NOON - ago * DAY, signs_up=True, visits=2)
    second = Town(OrganisationFactory(service=True))
    second.number = 1000
    second.ask(Answer.NO, at=NOON - 9 * DAY)
    for ward, ago, count in ((0, 3, 12), (1, 3, 1), (0, 40, 1)):
        for _time in range(count):
            unmet.note(
                day=NOON.date() - timedelta(days=ago), ward=WARDS[ward], slots=[Slot(2)], causes=[], source="list"
            )
    owed(11, hours=24, took=20)
    owed(1, hours=24, took=30, ago=40)
    return first, second


def numbers(days, *, at=NOON, ward="", service=None):
    """Return the numbers of a file, by table and row."""
    file = tables.as_csv(page.figures(days, ward=ward, organisation_id=service, at=at), days)
    return {
        (row[0], row[1], column): 0 if row[column] == "<5" else int(row[column].strip("%"))
        for row in list(csv.reader(StringIO(file)))[1:]
        for column in (2,)
        if row[column] and row[0] != "Searched for, and not found"
    }


def test_no_two_tables_differ_by_one_to_four(towns):
    first, second = towns
    files = [
        numbers(period.of(choice, at=NOON + days * DAY), at=NOON + days * DAY, ward=ward, service=service)
        for choice in period.CHOICES
        for days in (0, 1, 7)
        for ward in ("", *WARDS)
        for service in (None, first.service.pk, second.service.pk)
    ]

    found = {
        abs(one.get(key, 0) - other.get(key, 0))
        for one, other in combinations(files, 2)
        for key in one.keys() | other.keys()
    }

    assert found - {0}
    assert min(found - {0}) >= 5


def test_a_day_moves_no_table_until_the_week_is_over(towns):
    weekdays = [numbers(period.of("month", at=NOON + days * DAY)) for days in range(7)]

    assert all(table == weekdays[0] for table in weekdays)
