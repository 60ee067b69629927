"""Learning from what people chose: only from those who agreed, and in use only once it has proved to be better."""

import subprocess
import sys
from datetime import timedelta

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from hub.access.actors import NOBODY, SYSTEM
from hub.audit.models import Entry
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.taxonomy.codes import Activity, Cause, Slot
from matching.engine import DEFAULT, FEATURES
from matching.engine import learning as engine_learning
from matching.engine.trees import Trees
from matching.suggestions import history, learnt
from matching.suggestions.models import Learnt, Shown, ShownList, Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import learning
from matching.suggestions.services import shown_lists as services_shown_lists
from opportunities.models import Attendance, SignUp, Status
from tests.factories import DAY, person
from tests.matching.suggestions.things import cook, likes, thing, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_hand():
    """Begin and end with the weights that were set by hand."""
    learnt._kept.clear()
    yield
    learnt._kept.clear()


def agree(who, at):
    consents.give(who, Purpose.LEARN_FROM_CHOICES, wording=wordings.LEARN, by=NOBODY, at=at)
    return who


def came(who, opportunity, at, times=1):
    """Have somebody say yes to the first date of a thing, and come so often."""
    session = opportunity.sessions.get()
    said = SignUp.objects.create(
        person=who, session=session, status=Status.HELD, route_lookup="", folded_name="", asked_at=at
    )
    for day in range(times):
        Attendance.objects.create(sign_up=said, date=(at + timedelta(days=day)).date(), came=True, noted_at=at)


class TestWhatIsWrittenDown:
    def test_is_what_spoke_for_each_row_once_somebody_agreed(self, noon):
        thing("Cook")
        said = cook(noon, who=agree(person(at=noon), noon))

        services_shown_lists.note_shown(said, suggesting.find(said, at=noon), where=Where.OWN_PAGE, by=NOBODY, at=noon)

        features = Shown.objects.get().features
        assert features["activity"] == 1.0
        assert 0 < features["fresh"] <= 1
        assert set(features) < set(FEATURES)
        assert all(features.values())

    def test_is_nothing_of_those_who_did_not(self, noon):
        thing("Cook")
        said = cook(noon)

        services_shown_lists.note_shown(said, suggesting.find(said, at=noon), where=Where.OWN_PAGE, by=NOBODY, at=noon)

        assert Shown.objects.get().features == {}

    def test_goes_when_they_take_it_back_and_the_list_stays(self, noon):
        thing("Cook")
        who = agree(person(at=noon), noon)
        said = cook(noon, who=who)
        services_shown_lists.note_shown(said, suggesting.find(said, at=noon), where=Where.OWN_PAGE, by=NOBODY, at=noon)

        consents.withdraw(who, Purpose.LEARN_FROM_CHOICES, by=NOBODY, at=noon + DAY)

        assert Shown.objects.get().features == {}


class TestOwnHistory:
    def test_puts_first_what_is_of_a_group_they_know_and_says_so(self, noon):
        thing("Cook with strangers")
        known = thing("Cook with friends")
        who = agree(person(at=noon), noon)
        came(who, known, noon - DAY)

        found = suggesting.find(cook(noon, who=who), at=noon)

        assert titles(found) == ["Cook with friends", "Cook with strangers"]
        assert "You’ve been with this group before" in found.rows[0].why

    def test_says_when_they_used_to_come(self, noon):
        past = thing("Past", slots=(Slot.TUE_EVENING,))
        thing("Other", slots=(Slot.TUE_EVENING,))
        who = agree(person(at=noon), noon)
        came(who, past, noon - DAY)

        found = suggesting.find(cook(noon, who=who), skip=[past.pk], at=noon)

        assert "You’ve come to things Tuesday evenings before" in found.rows[0].why

    def test_is_not_looked_at_without_their_agreement(self, noon):
        known = thing("Cook")
        who = person(at=noon)
        came(who, known, noon - DAY)

        assert history.times(who.pk, at=noon) == []
        assert suggesting.find(cook(noon, who=who), at=noon).rows[0].why == ("You said cook or serve food",)

    def test_is_not_told_to_a_worker(self, noon):
        known = thing("Cook")
        who = agree(person(at=noon), noon)
        came(who, known, noon - DAY)

        (row,) = suggesting.find(cook(noon, who=who), by_worker=True, at=noon).rows

        assert row.why == ("They said cook or serve food",)

    def test_gives_shares_of_the_times(self, noon):
        twice, once = thing("Twice", slots=(Slot.MON_MORNING,)), thing("Once", slots=(Slot.SUN_EVENING,))
        who = agree(person(at=noon), noon)
        came(who, twice, noon - 9 * DAY, times=2)
        came(who, once, noon - 3 * DAY)

        wants = history.add(suggesting.Wants(), history.times(who.pk, at=noon))

        assert dict(zip(wants.own_organisations, wants.own_shares, strict=True)) == {
            twice.organisation_id: pytest.approx(2 / 3),
            once.organisation_id: pytest.approx(1 / 3),
        }
        assert wants.own_series == tuple(sorted([twice.pk, once.pk]))
        assert wants.usual[Slot.MON_MORNING] == pytest.approx(2 / 3)
        assert wants.usual[Slot.SUN_EVENING] == pytest.approx(1 / 3)
        assert sum(wants.usual) == pytest.approx(1.0)


def shown_lists(at, *, by, count=300, people=40, long=5, seed=1, agreed=True):
    """Have people shown lists of random features, of which they chose the row with the most of one feature; by="chance" any."""
    things = [thing(f"Thing {number}") for number in range(long)]
    crowd = [person(f"P{number}", f"p{number}-{by}-{seed}@example.test", at=at) for number in range(people)]
    for who in crowd if agreed else ():
        agree(who, at)
    rng = np.random.default_rng(seed)
    lists, rows = [], []
    for number in range(count):
        lists.append(ShownList(person=crowd[number % people], where=Where.LIST, at=at + timedelta(minutes=number)))
        values = rng.integers(1, 9, (long, 3)) / 8
        best = (
            int(rng.integers(long)) if by == "chance" else int(values[:, ("near", "cause", "soon").index(by)].argmax())
        )
        rows += [
            Shown(
                shown_list=lists[-1],
                opportunity=things[place],
                place=place + 1,
                score=1.0,
                features=dict(zip(("near", "cause", "soon"), values[place].tolist(), strict=True)),
                chosen_at=at if place == best else None,
            )
            for place in range(long)
        ]
    ShownList.objects.bulk_create(lists)
    Shown.objects.bulk_create(rows)


@pytest.fixture
def few_rounds(monkeypatch):
    monkeypatch.setattr(engine_learning, "ROUNDS", 10)


class TestChoices:
    def test_are_too_few_to_learn_from_at_first(self, noon):
        shown_lists(noon, by="near", count=12)

        with pytest.raises(learning.TooFew, match="12 lists .* of 12 people .* 200 in all, and 30 people"):
            learning.choices(at=noon + DAY)

    def test_are_too_few_where_one_person_made_all_the_later_ones(self, noon):
        shown_lists(noon, by="near")
        one = person("One", "one@example.test", at=noon)
        ShownList.objects.filter(at__gt=noon + timedelta(minutes=209)).update(person=agree(one, noon))

        with pytest.raises(learning.TooFew, match="90 lists .* of 1 people"):
            learning.fit(by=SYSTEM, at=noon + DAY)

    def test_of_people_who_did_not_agree_are_none(self, noon):
        shown_lists(noon, by="near", agreed=False)

        with pytest.raises(learning.TooFew, match="0 lists"):
            learning.choices(at=noon + DAY)

    def test_count_by_what_came_of_them(self, noon):
        shown_lists(noon, by="near")
        first, second, third = ShownList.objects.order_by("at")[:3]
        for shown, times in ((first, 1), (second, 2)):
            came(shown.person, shown.rows.get(chosen_at__isnull=False).opportunity, noon, times=times)

        found = learning.choices(at=noon + DAY)

        assert len(found) == 300
        assert found.outcomes[:3].tolist() == [2.0, 3.0, 1.0]
        assert third.rows.get(chosen_at__isnull=False).place == found.places[2]

    def test_that_stood_further_down_count_for_more(self, noon):
        assert engine_learning.seen_at(np.array([1, 3, 7, 1000])).tolist() == pytest.approx([1.0, 0.5, 1 / 3, 0.2])

    def test_leave_out_what_else_was_chosen_of_a_list(self, noon):
        shown_lists(noon, by="near")
        some = ShownList.objects.order_by("at").first()
        passed_over = some.rows.filter(chosen_at=None).order_by("place").first()
        Shown.objects.filter(pk=passed_over.pk).update(chosen_at=noon)

        found = learning.choices(at=noon + DAY)

        assert len(found) == 301
        assert np.diff(found.starts)[:3].tolist() == [4, 4, 5]


class TestLearning:
    def test_puts_what_was_learnt_to_use_once_it_is_better(self, noon, few_rounds):
        shown_lists(noon, by="soon")  # the weights set by hand go by the cause first

        row = learning.fit(by=SYSTEM, at=noon + DAY)

        assert row.is_live
        assert row.figures["lists"] == 210
        assert row.figures["tested"] == 90
        assert row.figures["people"] == 40
        assert row.figures["low"] > 0
        assert row.figures["after"] > row.figures["before"] + 0.1
        assert row.weights["soon"] > row.weights["cause"]
        assert learnt.in_use().weights.soon == row.weights["soon"]
        assert Entry.objects.get(event="suggestions.learnt").details["live"] is True

    def test_changes_nothing_where_it_is_not_better(self, noon, few_rounds):
        shown_lists(noon, by="chance")

        row = learning.fit(by=SYSTEM, at=noon + DAY)

        assert not row.is_live
        assert learnt.in_use() == learnt.BY_HAND

    def test_takes_the_place_of_what_was_learnt_before(self, noon, few_rounds):
        shown_lists(noon, by="soon")
        before = learning.fit(by=SYSTEM, at=noon + DAY)
        Shown.objects.all().delete()
        ShownList.objects.all().delete()
        shown_lists(noon, by="near", seed=2)

        after = learning.fit(by=SYSTEM, at=noon + 2 * DAY)

        assert after.is_live
        before.refresh_from_db()
        assert not before.is_live

    def test_only_one_is_in_use(self, noon):
        facts = {"at": noon, "weights": {}, "figures": {}, "is_live": True}
        Learnt.objects.create(**facts)

        with pytest.raises(IntegrityError), transaction.atomic():
            Learnt.objects.create(**facts)

    def test_can_be_put_back(self, noon):
        Learnt.objects.create(at=noon, weights={"near": 9.0}, figures={}, is_live=True)
        assert learnt.in_use().weights.near == 9.0

        assert learning.put_back(by=SYSTEM, at=noon)

        assert learnt.in_use() == learnt.BY_HAND
        assert not learning.put_back(by=SYSTEM, at=noon)

    def test_by_command_says_what_it_found(self, noon, few_rounds, capsys, tmp_path, monkeypatch):
        shown_lists(noon, by="soon")
        monkeypatch.setattr("django.utils.timezone.now", lambda: noon + DAY)

        call_command("learn_weights", json=tmp_path / "f.json")

        said = capsys.readouterr().out
        assert "Learnt from 210 lists of 40 people; judged on 90 later ones." in said
        assert "In use from now on." in said
        assert (tmp_path / "f.json").exists()

    def test_by_command_says_how_many_are_missing(self, db):
        with pytest.raises(CommandError, match="0 lists from which something was chosen"):
            call_command("learn_weights")


class TestWhatIsInUse:
    def test_puts_the_list_in_order(self, noon):
        thing("Dig for arts", activities=[Activity.GARDEN], causes=[Cause.ARTS])
        thing("Cook", activities=[Activity.COOK])
        said = likes(noon, causes=frozenset({Cause.ARTS}), activities=frozenset({Activity.COOK}))
        assert titles(suggesting.find(said, at=noon)) == ["Dig for arts", "Cook"]

        Learnt.objects.create(at=noon, weights={"cause": 0.0}, figures={}, is_live=True)

        assert titles(suggesting.find(said, at=noon)) == ["Cook", "Dig for arts"]
        assert len(suggesting.order(said, at=noon).ids) == 2

    def test_takes_a_second_look_for_those_with_a_history(self, noon):
        known, other = thing("Known"), thing("Other")
        who = agree(person(at=noon), noon)
        came(who, known, noon - DAY)
        said = cook(noon, who=who)
        assert titles(suggesting.find(said, at=noon)) == ["Known", "Other"]
        Learnt.objects.create(
            at=noon, weights={}, figures={}, is_live=True, trees=learnt.as_bytes(against(FEATURES.index("series")))
        )

        assert titles(suggesting.find(said, at=noon)) == ["Other", "Known"]
        assert suggesting.order(said, at=noon).ids == [other.pk, known.pk]
        assert titles(suggesting.find(cook(noon), at=noon)) == [
            "Known",
            "Other",
        ]  # for those without one, it takes none

    def test_is_what_was_set_by_hand_for_features_that_came_later(self):
        assert learnt.weights_of({"near": 9, "long gone": 4}).array.tolist() == [
            9.0 if name == "near" else value for name, value in zip(FEATURES, DEFAULT.array.tolist(), strict=True)
        ]

    @pytest.mark.parametrize("kept", [b"", b"no trees", b"PK\x03\x04 half a file"])
    def test_has_no_trees_where_they_cannot_be_read(self, kept):
        assert learnt.trees_of(kept) is None


def against(feature):
    """Return one tree that puts first what has none of a feature."""
    leaf = np.array([[0, 1, 2]])
    return Trees(
        feature=np.array([[feature, 0, 0]], dtype=np.int32),
        threshold=np.array([[0.5, np.inf, np.inf]]),
        left=np.where(leaf == 0, 1, leaf).astype(np.int32),
        right=np.where(leaf == 0, 2, leaf).astype(np.int32),
        value=np.array([[0.0, 1.0, -1.0]]),
        depth=1,
    )


def test_web_processes_bring_neither_what_learns_nor_what_gives_out_places():
    code = "import django; django.setup(); import hub.urls, sys; print(sorted(set(sys.argv[1].split()) & set(sys.modules)))"
    heavy = "matching.engine.learning matching.engine.assigning sklearn"

    done = subprocess.run([sys.executable, "-c", code, heavy], capture_output=True, text=True, check=True)

    assert done.stdout.strip().splitlines()[-1] == "[]"
