"""Tasks: one open one about a row, outcomes of their kind, and lists that a new desk takes over."""

import pytest
from django.db import IntegrityError, transaction

from hub.desk import tasks
from hub.desk.models import OUTCOMES, Outcome, Task, TaskKind
from tests.factories import HOUR, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    """Something that a task may be about."""
    return OrganisationFactory()


def opened(row, noon, kind=TaskKind.CALL, **values):
    return tasks.open_once(kind, row, **({"organisation_id": None, "due_at": noon, "at": noon} | values))


class TestOpenOnce:
    def test_gives_the_open_one_about_the_same_row(self, row, noon):
        first = opened(row, noon)

        assert opened(row, noon + HOUR) == first
        assert opened(row, noon, TaskKind.LETTER) != first
        assert opened(OrganisationFactory(), noon) != first
        assert (first.about_type, first.about_id) == ("organisations.organisation", str(row.pk))

    def test_begins_another_when_the_first_is_done(self, row, noon):
        first = opened(row, noon)
        tasks.tried(first, Outcome.SPOKE, at=noon)

        assert opened(row, noon + HOUR) != first


def test_a_closed_one_is_not_opened_beside_another_about_the_same_row(row, noon):
    first = opened(row, noon)
    tasks.tried(first, Outcome.SPOKE, at=noon)
    opened(row, noon + HOUR)

    assert not tasks.put_back(first)
    assert Task.objects.open(TaskKind.CALL).count() == 1


@pytest.mark.parametrize(
    "values",
    [
        {"closed_at": "2026-11-23T12:00Z"},
        {"outcome": Outcome.POSTED},
        {"kind": TaskKind.LETTER, "outcome": Outcome.SPOKE},
        {"outcome": "perhaps"},
    ],
)
def test_no_task_is_closed_without_an_outcome_or_ends_as_another_kind_does(values, row, noon):
    task = opened(row, noon)

    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**values)


def test_every_kind_has_outcomes_and_the_database_takes_each(row, noon):
    assert set(OUTCOMES) == set(TaskKind)
    for kind, outcomes in OUTCOMES.items():
        task = opened(row, noon, kind)
        for outcome in outcomes:
            assert Task.objects.filter(pk=task.pk).update(outcome=outcome)


def test_closing_many_leaves_those_that_are_done(row, noon):
    done, late = opened(row, noon, TaskKind.LETTER), opened(OrganisationFactory(), noon, TaskKind.LETTER)
    tasks.close_all([done.pk], Outcome.POSTED, at=noon)

    assert tasks.close_all([done.pk, late.pk], Outcome.POSTED, at=noon + HOUR) == 1
    assert Task.objects.get(pk=done.pk).closed_at == noon


def test_a_desk_takes_over_what_nobody_does_and_nothing_else(row, noon):
    lost = opened(row, noon)
    others = opened(OrganisationFactory(), noon, organisation_id=OrganisationFactory().pk)
    persons_own = opened(OrganisationFactory(), noon)
    Task.objects.filter(pk=persons_own.pk).update(user=UserFactory())
    closed = opened(OrganisationFactory(), noon)
    tasks.tried(closed, Outcome.SPOKE, at=noon)
    desk = OrganisationFactory(desk=True)

    assert tasks.take_over(desk.pk) == 1
    assert list(Task.objects.on_list(TaskKind.CALL, desk.pk)) == [lost]
    others.refresh_from_db()
    assert others.organisation_id != desk.pk
