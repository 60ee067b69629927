"""A transaction that the database ends is run again, and nothing else is."""

import pytest
from django.db import IntegrityError, OperationalError, transaction

from hub.access.actors import SYSTEM
from hub.audit import record
from hub.audit.models import Entry
from hub.core import transactions


class Ended(Exception):
    """What a driver raises when the database ends a transaction."""

    def __init__(self, sqlstate):
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def ended(sqlstate="40P01"):
    error = OperationalError("ended")
    error.__cause__ = Ended(sqlstate)
    return error


@pytest.fixture
def tries(monkeypatch):
    """Count the tries of a function that fails with these errors first, and writes a row each time."""
    monkeypatch.setattr(transactions, "PAUSE", 0)

    def run(noon, *errors):
        left = list(errors)

        @transactions.atomic
        def work():
            record.record("outbox.tried_again", by=SYSTEM, at=noon)
            if left:
                raise left.pop(0)
            return "done"

        return work, left

    return run


@pytest.mark.django_db(transaction=True)
class TestAtomic:
    @pytest.mark.parametrize("sqlstate", ["40P01", "40001"])
    def test_is_run_again_and_keeps_only_the_last_try(self, tries, noon, sqlstate):
        work, _left = tries(noon, ended(sqlstate), ended(sqlstate))

        assert work() == "done"
        assert Entry.objects.count() == 1

    def test_gives_up_after_three_tries_and_keeps_nothing(self, tries, noon):
        work, left = tries(noon, *[ended() for _try in range(4)])

        with pytest.raises(OperationalError):
            work()
        assert len(left) == 1
        assert not Entry.objects.exists()

    @pytest.mark.parametrize(
        "error", [ended("57014"), OperationalError("database is locked"), IntegrityError("twice"), ValueError("no")]
    )
    def test_lets_every_other_error_out_at_once(self, tries, noon, error):
        work, left = tries(noon, error, ended())

        with pytest.raises(type(error)):
            work()
        assert len(left) == 1

    def test_inside_another_leaves_it_to_the_outermost(self, tries, noon):
        inner, _left = tries(noon, ended(), ended())
        outer_tries = []

        @transactions.atomic
        def outer():
            outer_tries.append(1)
            return inner()

        assert outer() == "done"
        assert len(outer_tries) == 3
        assert Entry.objects.count() == 1

    def test_inside_a_plain_transaction_is_not_run_again(self, tries, noon):
        work, left = tries(noon, ended(), ended())

        with pytest.raises(OperationalError), transaction.atomic():
            work()
        assert len(left) == 1
