"""The form about what somebody would like: everything may be blank, and what was typed stays."""

from datetime import time

import pytest
from django.http import QueryDict

from hub.access.actors import SYSTEM
from hub.people import reading
from hub.people.models import Channel
from hub.taxonomy.codes import Activity, Cause, Ease, Language, Skill, Slot, Travel
from matching.frontline.capture.forms import Writing
from matching.preferences import understanding
from matching.preferences.forms import FirstTime, Own, Wishes
from matching.preferences.services import saving
from tests.factories import person

REACHED = "kind=text&route=07700 900151"


def wishes(query=""):
    return Wishes(QueryDict(query))


def own(query):
    return Own(QueryDict(query), person=None)


def newcomer(query):
    return FirstTime(QueryDict(query))


@pytest.mark.django_db
class TestWishes:
    def test_may_be_left_blank_altogether(self):
        form = wishes()

        assert form.is_valid()
        assert form.said == saving.Said(speaks=frozenset())

    def test_gives_codes_for_what_was_ticked(self):
        form = wishes(
            "words=Tea&causes=arts&causes=green&activities=fix&skills=diy&speaks=pl&slots=0&slots=17&often=hours_once"
            "&how_far=mile&travel=bus&ease=quiet&anything=Shy&place=SW18 2PU"
        )

        assert form.is_valid(), form.errors
        said = form.said
        assert (said.words, said.anything, said.often, said.how_far) == ("Tea", "Shy", "hours_once", "mile")
        assert said.causes == {Cause.ARTS, Cause.GREEN}
        assert (said.activities, said.skills, said.speaks) == ({Activity.FIX}, {Skill.DIY}, {Language.PL})
        assert said.slots == {Slot.MON_MORNING, Slot.SAT_EVENING}
        assert (said.travel, said.ease) == ({Travel.BUS}, {Ease.QUIET})
        assert said.place.sector == "SW18 2"

    @pytest.mark.parametrize("name", ["causes", "activities", "skills", "slots", "travel", "ease", "speaks", "often"])
    def test_refuses_codes_there_are_not(self, name):
        form = wishes(f"{name}=99")

        assert not form.is_valid()
        assert set(form.errors) == {name}

    def test_takes_places_outside_the_area(self):
        form = wishes("place=Edinburgh")

        assert form.is_valid()
        assert not form.said.place.inside

    def test_says_what_to_do_about_a_place_nobody_knows(self):
        form = wishes("place=Xyzzyville")

        assert not form.is_valid()
        assert form["place"].value() == "Xyzzyville"

    def test_takes_a_thousand_signs_and_no_more(self):
        assert wishes("words=" + "a" * 1000).is_valid()
        assert not wishes("words=" + "a" * 1001).is_valid()


A_GUESS = "No cooking, gardening"


class TestMisheard:
    def test_offers_what_was_heard_to_put_right(self):
        form = wishes("words=Cooking. Not mornings.")

        assert [key for key, _label in form.fields["misheard"].choices] == ["activity:cook", "not:part:0"]

    def test_is_kept(self):
        form = wishes("words=Cooking. Not mornings.&misheard=not:part:0")

        assert form.is_valid()
        assert form.said.misheard == ("not:part:0",)

    def test_of_words_that_have_changed_since_is_dropped_and_no_fault(self):
        form = wishes("words=Cooking&misheard=activity:garden&misheard=activity:cook")

        assert form.is_valid(), form.errors
        assert form.said.misheard == ("activity:cook",)

    @pytest.mark.parametrize(
        ("pressed", "kept"),
        [
            ("wrong=activity:cook", ("not:part:0", "activity:cook")),
            ("wrong=day:1 part:0", ("not:part:0",)),
            ("again=not:part:0", ()),
            ("wrong=activity:garden", ("not:part:0",)),
            ("wrong=", ("not:part:0",)),
        ],
    )
    def test_a_button_puts_one_thing_right_or_takes_that_back(self, pressed, kept):
        form = wishes(f"words=Cooking. Not mornings.&misheard=not:part:0&{pressed}")

        assert form.is_valid(), form.errors
        assert form.said.misheard == kept

    def test_a_guess_is_confirmed(self):
        (guess,) = [one for one in understanding.hear(A_GUESS) if not one.sure]
        form = wishes(f"words={A_GUESS}&right={guess.key}")

        assert form.is_valid(), form.errors
        assert form.said.misheard == (f"yes:{guess.key}",)


class TestReaching:
    @pytest.fixture(autouse=True)
    def _no_route_yet(self, monkeypatch):
        monkeypatch.setattr("hub.people.services.persons.preferred_route", lambda _person: None)

    def test_may_be_left_as_it_is_by_somebody_known(self):
        form = own("")

        assert form.is_valid()
        assert form.reached is None

    def test_wants_to_know_what_a_number_is_for(self):
        form = own("route=07700+900123")

        assert form.errors == {"kind": ["Choose one way for us to reach you"]}

    def test_wants_one_way_of_somebody_new(self):
        form = newcomer("name=Ama&keep=on")

        assert not form.is_valid()
        assert form.errors["kind"] == ["Choose one way for us to reach you"]
        assert form.errors["route"] == ["Give the number, email or address we should use."]

    def test_reads_the_route_as_its_channel_needs_it(self):
        form = own(REACHED)

        assert form.is_valid(), form.errors
        assert form.reached.route == reading.Route(Channel.TEXT, "+447700900151")
        assert form.reached.may_leave_message

    @pytest.mark.parametrize(
        "query",
        [
            "kind=text&route=12",
            "kind=email&route=ama",
            "kind=letter&route=4 Garratt Lane",
            "kind=text&route=020 7946 0000",
        ],
    )
    def test_says_next_to_the_route_what_is_wrong_with_it(self, query):
        form = own(query)

        assert not form.is_valid()
        assert set(form.errors) == {"route"}

    @pytest.mark.parametrize(
        ("typed", "meant"), [("14:00", time(14)), ("2pm", time(14)), ("2:30pm", time(14, 30)), ("09:15", time(9, 15))]
    )
    def test_takes_times_as_people_write_them(self, typed, meant):
        form = own(f"{REACHED}&safe_from={typed}&safe_until=18:00")

        assert form.is_valid(), form.errors
        assert form.reached.safe_from == meant

    def test_says_next_to_a_time_what_is_wrong_with_it(self):
        form = own(f"{REACHED}&safe_from=teatime&safe_until=18:00")

        assert not form.is_valid()
        assert form.errors["safe_from"] == ["This is not a time. It should look like 6pm, 6.30pm or 18:00."]

    @pytest.mark.parametrize(("given", "blank"), [("safe_from", "safe_until"), ("safe_until", "safe_from")])
    def test_wants_both_safe_times_or_neither(self, given, blank):
        form = own(f"{REACHED}&{given}=14:00")

        assert not form.is_valid()
        assert form.errors == {blank: ["Give both times, or leave both blank."]}

    def test_no_message_is_no_message(self):
        form = own(f"{REACHED}&no_message=on")

        assert form.is_valid()
        assert not form.reached.may_leave_message


class TestFirstTime:
    def test_wants_a_name_and_a_yes(self):
        form = newcomer(REACHED)

        assert not form.is_valid()
        assert form.errors["name"] == ["Tell us your name. A first name is fine."]
        assert form.errors["keep"] == ["Tick to agree, so that we may keep this. Or just look round."]

    @pytest.mark.parametrize(
        ("name", "first", "surname"),
        [
            ("Joan", "Joan", ""),
            ("  Joan   Baptiste ", "Joan", "Baptiste"),
            ("Ana María López Ruiz", "Ana", "María López Ruiz"),
        ],
    )
    def test_takes_names_apart(self, name, first, surname):
        form = newcomer(f"{REACHED}&keep=on&name={name}")

        assert form.is_valid(), form.errors
        assert (form.newcomer.first_name, form.newcomer.surname) == (first, surname)
        assert not form.newcomer.may_contact

    def test_shows_the_very_words_that_are_agreed_to(self):
        assert str(FirstTime().fields["keep"].label).startswith("Yes, keep my name, how to reach me and what I’d like")


@pytest.mark.django_db
class TestBeginning:
    def test_with_what_is_kept(self, noon):
        who = person(route="ama@example.test")
        said = saving.Said(
            words="Cooking", causes=frozenset({Cause.ARTS}), slots=frozenset({Slot.TUE_EVENING}), how_far="mile"
        )
        kept = saving.save(who, said, by=SYSTEM, at=noon)
        reached = saving.Reached(reading.Route(Channel.TEXT, "+447700900151"), time(14), time(18))
        saving.reach_by(who, reached, by=SYSTEM, at=noon)

        form = Own(person=who, preference=kept)

        shown = {
            name: form[name].value() for name in ("words", "causes", "slots", "how_far", "kind", "route", "safe_from")
        }
        assert shown == {
            "words": "Cooking",
            "causes": [Cause.ARTS],
            "slots": [Slot.TUE_EVENING],
            "how_far": "mile",
            "kind": "text",
            "route": "07700 900151",
            "safe_from": "14:00",
        }
        assert [one.key for one in understanding.hear(form["words"].value())] == ["activity:cook"]

    def test_saved_unchanged_changes_nothing(self, noon):
        who = person(route="ama@example.test")
        said = saving.Said(words="Cooking", activities=frozenset({Activity.FIX}), speaks=frozenset({Language.PL}))
        kept = saving.save(who, said, by=SYSTEM, at=noon)
        kept.person.refresh_from_db()
        shown = Own(person=who, preference=kept)
        sent = QueryDict(mutable=True)
        for name in shown.fields:
            value = shown[name].value()
            sent.setlist(name, value if isinstance(value, list) else [value] if value not in (None, False) else [])

        form = Own(sent, person=who, preference=kept)

        assert form.is_valid(), form.errors
        assert form.said == said


def test_a_workers_capture_asks_the_same_questions():
    asked = set(Wishes.base_fields)

    assert set(Own.base_fields) >= asked
    assert set(FirstTime.base_fields) >= asked
    assert issubclass(Writing, Wishes)
