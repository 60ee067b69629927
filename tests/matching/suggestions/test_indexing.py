"""One file for all processes of a machine: a change reaches it, and what is shown is what a whole new index would show."""

import subprocess
import sys
import uuid
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db.models import Max

from hub.access.actors import SYSTEM
from hub.audit import record
from hub.audit.models import Entry
from hub.taxonomy.codes import Activity, Cause, Slot
from matching.engine import MatchIndex
from matching.engine import files as index_files
from matching.engine.files import Head
from matching.engine.masks import OPEN
from matching.suggestions import columns, mapped
from matching.suggestions.models import IndexLease
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import indexing
from opportunities.models import Ended, Opportunity
from opportunities.posting.services import posting
from opportunities.signups.services import signing_up
from organisations.services import verification
from tests.factories import HOUR, MembershipFactory, OpportunityFactory, OrganisationFactory, SessionFactory, actor, yes
from tests.matching.suggestions.things import cook, thing, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def machine(settings, tmp_path, monkeypatch):
    """Let this test be a machine of its own that keeps a file."""
    settings.MATCH_INDEX_DIR = tmp_path
    monkeypatch.setattr(mapped, "_readers", {})
    monkeypatch.setattr(indexing, "_memory", indexing._Memory())
    return tmp_path / "index"


def shown(at, **said):
    """Return the titles that somebody who would like to cook is shown."""
    return titles(suggesting.find(cook(at, **said), size=5, at=at))


def publish(title, at):
    """Put something new on show."""
    return posting.publish(thing(title, state="paused", causes=[Cause.GREEN]), by=SYSTEM, at=at)


def as_if_built_anew(at):
    """Whether each thing of the file and of what lies beside it says what a new index would say."""
    fresh = columns.build(at=at)
    open_rows = {}
    for part in mapped.parts(at=at):
        for row, pk in enumerate(part.ids.tolist()):
            if part.mask(row) & OPEN:
                open_rows[pk] = (part, row)
    assert set(open_rows) == set(fresh.ids.tolist())
    for row, pk in enumerate(fresh.ids.tolist()):
        part, mine = open_rows[pk]
        for name in ("mask_a", "mask_b", *indexing.COMPARED):
            assert np.array_equal(getattr(part, name)[mine], getattr(fresh, name)[row], equal_nan=True), (pk, name)


def test_a_row_is_another_one_by_these_columns():
    said = {"causes", "activities", "skills", "access", "costs", "languages", "commitment"}

    found = {"organisations", "series", "x", "y", "z", "min_age", "max_age", "checks", "checks_weeks"} | said
    assert set(indexing.COMPARED) == found
    assert len(indexing.COMPARED) == len(found)


class TestAFile:
    def test_is_written_at_the_first_look_and_read_by_everybody(self, noon, machine):
        thing("Cook")

        indexing.keep(at=noon)

        assert machine.exists()
        assert shown(noon) == ["Cook"]
        assert columns._kept == []  # no process built one of its own

    def test_is_not_needed(self, noon):
        thing("Cook")

        assert shown(noon) == ["Cook"]

    def test_is_left_alone_while_nothing_changes(self, noon, machine):
        thing("Cook")
        indexing.keep(at=noon)
        before = machine.read_bytes()[64:]

        assert indexing.keep(at=noon + HOUR / 2) == 0
        assert machine.read_bytes()[64:] == before

    def test_is_written_anew_each_hour(self, noon, machine):
        thing("Cook")
        indexing.keep(at=noon)
        old = Head(machine)

        indexing.keep(at=noon + HOUR)

        assert old.replaced

    @pytest.mark.parametrize("harm", ["cut short", "of another version", "of something else", "gone"])
    def test_is_written_anew_when_it_is(self, noon, machine, monkeypatch, harm):
        thing("Cook")
        indexing.keep(at=noon)
        if harm == "cut short":
            machine.write_bytes(machine.read_bytes()[:-64])
        elif harm == "of another version":
            monkeypatch.setattr(index_files, "VERSION", 1)
            columns.build(at=noon).save(machine)
            monkeypatch.undo()
        elif harm == "of something else":
            machine.write_bytes(b"PK" * 5000)
        else:
            machine.unlink()
        mapped._readers.clear()

        indexing.keep(at=noon)

        assert MatchIndex.load(machine).ids.size == 1

    @pytest.mark.parametrize("harm", [b"", b"PK" * 5000])
    def test_is_never_read_when_it_is_none(self, noon, machine, harm):
        thing("Cook")
        indexing.keep(at=noon)
        machine.write_bytes(harm)
        mapped._readers.clear()

        assert shown(noon) == ["Cook"]

    def test_that_nobody_looks_after_is_not_trusted(self, noon, machine):
        thing("Cook")
        indexing.keep(at=noon)
        shown(noon)
        Head(machine, writing=True).note_looked(1)
        thing("New")

        assert sorted(shown(noon)) == ["Cook", "New"]


class TestAChange:
    def test_closing_reaches_those_who_have_the_file_mapped(self, noon, machine):
        opportunity = thing("Cook")
        thing("Other")
        indexing.keep(at=noon)
        reader = mapped.Reader(machine)
        (part,) = reader.parts()

        posting.close(opportunity, by=SYSTEM, at=noon)
        indexing.keep(at=noon)

        assert not part.mask(part.row_of(opportunity.pk)) & OPEN
        assert reader.parts() == (part,)
        assert shown(noon) == ["Other"]

    def test_closing_is_never_shown_even_before_the_file_knows(self, noon):
        opportunity = thing("Cook")
        thing("Other")
        indexing.keep(at=noon)

        posting.close(opportunity, by=SYSTEM, at=noon)

        assert shown(noon) == ["Other"]

    def test_what_is_new_is_found(self, noon, machine):
        thing("Cook")
        indexing.keep(at=noon)
        head = Head(machine)
        reader = mapped.Reader(machine)
        assert len(reader.parts()) == 1

        publish("New", noon)
        indexing.keep(at=noon)

        assert not head.replaced
        assert len(reader.parts()) == 2
        assert sorted(shown(noon)) == ["Cook", "New"]
        as_if_built_anew(noon)

    def test_what_reads_otherwise_now_is_found_by_what_it_says_now(self, noon):
        opportunity = thing("Cook")
        indexing.keep(at=noon)

        posting.change(opportunity, {"causes": frozenset({Cause.GREEN})}, by=SYSTEM, at=noon)
        indexing.keep(at=noon)

        as_if_built_anew(noon)
        assert [len(part) for part in mapped.parts(at=noon)] == [1, 1]
        assert shown(noon) == ["Cook"]  # once

    def test_the_last_place_that_goes_and_comes_back_is_a_bit_in_place(self, noon, machine):
        opportunity = thing("Cook", places=1)
        indexing.keep(at=noon)
        said = signing_up.say_yes(opportunity.sessions.get(), yes(), by=SYSTEM, at=noon)
        indexing.keep(at=noon)
        full = shown(noon)

        signing_up.call_off(said, because=Ended.BY_PERSON, by=SYSTEM, at=noon)
        indexing.keep(at=noon)

        assert full == []
        assert shown(noon) == ["Cook"]
        assert Head(machine).written == 0  # nothing beside it
        as_if_built_anew(noon)

    def test_a_group_that_is_paused_takes_all_its_things_with_it(self, noon):
        group = OrganisationFactory()
        for title in ("Cook", "Bake"):
            SessionFactory(
                opportunity=OpportunityFactory(title=title, organisation=group, activities=[Activity.COOK]),
                slots=[Slot.TUE_EVENING],
            )
        indexing.keep(at=noon)

        adviser = actor(MembershipFactory(role="adviser", organisation__service=True))
        verification.suspend(group, reason="A complaint", by=adviser, at=noon)
        indexing.keep(at=noon)

        assert not any(int(mask) & OPEN for mask in mapped.parts(at=noon)[0].mask_a)

    def test_what_no_deed_tells_of_is_noticed_too(self, noon, machine, monkeypatch):
        opportunity = thing("Cook")
        indexing.keep(at=noon)
        monkeypatch.setattr(indexing, "MARK_EVERY", 0.0)

        Opportunity.objects.filter(pk=opportunity.pk).update(state="closed")
        indexing.keep(at=noon)

        assert len(MatchIndex.load(machine)) == 0

    def test_in_a_transaction_that_ends_late_is_not_missed(self, noon):
        """An id is drawn when an event is written and visible once its transaction ends: a lower one can appear after a higher."""
        one, other = thing("One"), thing("Other")
        indexing.keep(at=noon)
        number = (Entry.objects.aggregate(last=Max("pk"))["last"] or 0) + 20
        for opportunity, drawn in ((one, number), (other, number - 10)):
            Opportunity.objects.filter(pk=opportunity.pk).update(state="closed")
            found = record.entry("opportunity.closed", SYSTEM, noon, opportunity, None, {})
            found.pk = drawn
            found.save(force_insert=True)
            indexing.keep(at=noon)

        as_if_built_anew(noon)

    def test_is_not_lost_with_the_small_file(self, noon, machine):
        thing("Cook")
        indexing.keep(at=noon)
        publish("New", noon)
        indexing.keep(at=noon)
        mapped.tail_of(machine).unlink()

        publish("Newer", noon)
        indexing.keep(at=noon)

        assert Head(machine).written == 0
        as_if_built_anew(noon)

    def test_that_is_too_much_for_the_small_file_has_all_written_anew(self, noon, machine, monkeypatch):
        thing("Cook")
        indexing.keep(at=noon)
        shown(noon)
        monkeypatch.setattr(indexing, "LEAST", 1)
        for title in ("New", "Newer"):
            publish(title, noon)

        indexing.keep(at=noon)

        assert Head(machine).written == 0
        assert sorted(shown(noon)) == ["Cook", "New", "Newer"]

    def test_of_many_kinds_leaves_what_a_new_index_would_say(self, noon):
        made = [thing(f"Thing {number}", places=2, causes=[Cause.ARTS]) for number in range(12)]
        indexing.keep(at=noon)
        for number, opportunity in enumerate(made):
            if number % 4 == 0:
                posting.close(opportunity, by=SYSTEM, at=noon)
            elif number % 4 == 1:
                posting.change(opportunity, {"activities": frozenset({Activity.GARDEN})}, by=SYSTEM, at=noon)
            elif number % 4 == 2:
                signing_up.say_yes(opportunity.sessions.get(), yes(), by=SYSTEM, at=noon)
            indexing.keep(at=noon)
        posting.close(made[1], by=SYSTEM, at=noon)
        publish("Last", noon)
        indexing.keep(at=noon)

        as_if_built_anew(noon)

    def test_half_of_which_was_written_shows_everything_once(self, noon, machine, monkeypatch):
        """A lease holder that dies between the small file and the write in place leaves two rows of one thing: the newer counts."""
        opportunity = thing("Cook", causes=[Cause.ARTS])
        indexing.keep(at=noon)
        posting.change(opportunity, {"title": "Bake bread"}, by=SYSTEM, at=noon)
        old = MatchIndex.load(machine).mask_a.copy()
        indexing.keep(at=noon)

        MatchIndex.load(machine, writing=True).mask_a[:] = old

        assert shown(noon) == ["Bake bread"]


class TestKeepers:
    def test_only_one_writes(self, noon, settings):
        thing("Cook")
        IndexLease.objects.create(node=settings.MATCH_NODE, holder=uuid.uuid4(), until=noon + indexing.HOLD)

        assert indexing.keep(at=noon) == 0
        assert not mapped.path().exists()

    def test_another_takes_over_from_one_that_died(self, noon, settings):
        thing("Cook")
        IndexLease.objects.create(node=settings.MATCH_NODE, holder=uuid.uuid4(), until=noon + indexing.HOLD)

        assert indexing.keep(at=noon + indexing.HOLD * 1.1) == 1

    def test_each_machine_has_its_own(self, noon, settings, tmp_path):
        thing("Cook")
        indexing.keep(at=noon)
        settings.MATCH_NODE, settings.MATCH_INDEX_DIR = "another", tmp_path / "another"

        indexing.keep(at=noon)

        assert (tmp_path / "another" / "index").exists()
        assert IndexLease.objects.count() == 2


READER = """
import sys
from pathlib import Path
from matching.suggestions.mapped import Reader
from matching.engine.masks import OPEN
reader = Reader(Path(sys.argv[1]))
for line in sys.stdin:
    parts = reader.parts()
    print(sorted(int(pk) for part in parts for pk, mask in zip(part.ids, part.mask_a) if int(mask) & OPEN), flush=True)
"""


def test_another_process_sees_each_change_at_its_next_question(noon, machine):
    one, other = thing("One"), thing("Other")
    indexing.keep(at=noon)
    setup = "import django\ndjango.setup()\n"
    with subprocess.Popen(
        [sys.executable, "-c", setup + READER, str(machine)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    ) as reader:

        def asked():
            reader.stdin.write("?\n")
            reader.stdin.flush()
            return eval(reader.stdout.readline())

        assert asked() == sorted([one.pk, other.pk])
        posting.close(one, by=SYSTEM, at=noon)
        indexing.keep(at=noon)
        assert asked() == [other.pk]
        new = publish("New", noon)
        indexing.keep(at=noon)
        assert asked() == [other.pk, new.pk]
        indexing.keep(at=noon + HOUR)
        assert asked() == [other.pk, new.pk]
        reader.stdin.close()


class TestTheCommand:
    def test_looks_once(self, noon, machine, capsys):
        call_command("keep_index", once=True)

        assert str(machine) in capsys.readouterr().out
        assert machine.exists()

    def test_writes_the_file_anew_when_asked_to(self, noon, machine):
        call_command("keep_index", once=True)
        old = Head(machine)

        call_command("keep_index", once=True, rebuild=True)

        assert old.replaced

    def test_says_when_there_is_no_folder(self, settings):
        settings.MATCH_INDEX_DIR = None

        with pytest.raises(CommandError, match="names no folder"):
            call_command("keep_index", once=True)
