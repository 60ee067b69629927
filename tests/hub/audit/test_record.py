import pytest
from django.db import DatabaseError, transaction

from hub.access.actors import SYSTEM
from hub.audit import record
from hub.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(noon):
    record.record("tried", by=SYSTEM, at=noon)
    return Entry.objects.get()


class TestTheLogRefuses:
    def test_a_changed_row_in_python(self, entry):
        entry.event = "something else"

        with pytest.raises(RuntimeError):
            entry.save()

    def test_a_removed_row_in_python(self, entry):
        with pytest.raises(RuntimeError):
            entry.delete()

    def test_an_update_in_the_database_itself(self, entry):
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry.objects.update(event="something else")

        assert Entry.objects.get().event == "tried"

    def test_a_delete_in_the_database_itself(self, entry):
        with pytest.raises(DatabaseError), transaction.atomic():
            Entry.objects.all().delete()

        assert Entry.objects.exists()

    def test_a_row_that_does_not_say_what_was_done(self, noon):
        with pytest.raises(DatabaseError), transaction.atomic():
            record.record("", by=SYSTEM, at=noon)
