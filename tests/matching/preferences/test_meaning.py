"""What a preference comes to, and what of it the engine is told. Masks are written out bit by bit, by the order of the lists."""

from math import inf, isnan

import pytest

from hub.people.models import Person
from hub.taxonomy.codes import Activity, Cause, Commitment, Ease, HowFar, Language, Skill, Slot, Travel
from hub.words import folding
from matching.preferences import meaning
from matching.preferences.models import Exclusion, Preference
from matching.suggestions import wanting
from matching.suggestions.columns import term


def preference(speaks=(), **said):
    return Preference(person=Person(speaks=frozenset(speaks)), **said)


MORNINGS = {Slot.MON_MORNING, Slot.TUE_MORNING, Slot.WED_MORNING, Slot.THU_MORNING, Slot.FRI_MORNING} | {
    Slot.SAT_MORNING,
    Slot.SUN_MORNING,
}
EVENINGS = {Slot(slot + 2) for slot in MORNINGS}
SATURDAY = {Slot.SAT_MORNING, Slot.SAT_AFTERNOON, Slot.SAT_EVENING}
SUNDAY = {Slot.SUN_MORNING, Slot.SUN_AFTERNOON, Slot.SUN_EVENING}

WINDOWS = {
    "": set(),
    "Gardening": set(),
    "Mornings": MORNINGS,
    "Tuesday mornings": {Slot.TUE_MORNING},
    "Weekends": SATURDAY | SUNDAY,
    "Saturday and Sunday mornings": {Slot.SAT_MORNING, Slot.SUN_MORNING},
    "Saturday mornings and afternoons": {Slot.SAT_MORNING, Slot.SAT_AFTERNOON},
    "Tuesday mornings and Thursday evenings": {Slot.TUE_MORNING, Slot.THU_EVENING},
    "Tuesday mornings, gardening, Thursday evenings": {Slot.TUE_MORNING, Slot.THU_EVENING},
    "Tuesday mornings and Saturdays": {Slot.TUE_MORNING} | SATURDAY,
    "Mornings, Sunday evenings": MORNINGS | {Slot.SUN_EVENING},
    "not Mondays": set(),
}

AVOIDED = {
    "": set(),
    "Mornings": set(),
    "not too early": MORNINGS,
    "no evenings": EVENINGS,
    "never on Saturdays": SATURDAY,
    "not Monday evenings": {Slot.MON_EVENING},
    "no mornings, not Saturdays": MORNINGS | SATURDAY,
}


class TestTimes:
    @pytest.mark.parametrize(("words", "slots"), WINDOWS.items(), ids=WINDOWS.keys())
    def test_spoken_of_are_the_windows_that_suit(self, words, slots):
        assert meaning.of(preference(words=words)).slots == slots

    @pytest.mark.parametrize(("words", "slots"), AVOIDED.items(), ids=AVOIDED.keys())
    def test_left_out_are_the_windows_that_do_not(self, words, slots):
        assert meaning.of(preference(words=words)).avoid_slots == slots

    def test_ticked_ones_go_before_spoken_ones(self):
        meant = meaning.of(preference(words="Tuesday mornings", slots=frozenset({Slot.FRI_EVENING})))

        assert meant.slots == {Slot.FRI_EVENING}

    def test_a_ticked_window_is_not_left_out_by_words(self):
        meant = meaning.of(preference(words="no mornings", slots=frozenset({Slot.TUE_MORNING})))

        assert meant.avoid_slots == MORNINGS - {Slot.TUE_MORNING}

    def test_what_was_put_right_is_forgotten(self):
        meant = meaning.of(preference(words="Not too early. Weekends.", misheard=["not:part:0", "day:5", "day:6"]))

        assert meant.slots == meant.avoid_slots == set()


class TestLikes:
    def test_ticks_and_words_count_together(self):
        meant = meaning.of(preference(words="Cooking", activities=frozenset({Activity.TALK}), causes={Cause.ARTS}))

        assert meant.activities == {Activity.TALK, Activity.COOK}
        assert meant.causes == {Cause.ARTS}

    def test_a_not_is_something_to_leave_out(self):
        meant = meaning.of(preference(words="Not gardening"))

        assert meant.avoid_activities == {Activity.GARDEN}
        assert meant.avoid_causes == set()
        assert meant.activities == meant.causes == set()

    def test_a_tick_says_more_than_a_not(self):
        meant = meaning.of(preference(words="Not gardening", activities=frozenset({Activity.GARDEN})))

        assert meant.avoid_activities == set()
        assert meant.activities == {Activity.GARDEN}

    def test_what_was_put_right_is_neither_liked_nor_left_out(self):
        meant = meaning.of(preference(words="Tea. Not cooking.", misheard=["activity:talk", "not:activity:cook"]))

        assert meant.activities == meant.avoid_activities == set()

    def test_a_like_put_right_leaves_the_not_alone(self):
        meant = meaning.of(preference(words="Not cooking.", misheard=["activity:cook"]))

        assert meant.avoid_activities == {Activity.COOK}


KM = [
    ("", [], None),
    (HowFar.ANYWHERE, [Travel.WALK], None),
    (HowFar.HOME, [Travel.CAR], 0.0),
    (HowFar.STREET, [Travel.CAR], 0.804672),
    (HowFar.MILE, [Travel.CAR], 1.609344),
    (HowFar.QUARTER_HOUR, [], 0.923),  # 4.8 km an hour ÷ 1.3 × ¼
    (HowFar.QUARTER_HOUR, [Travel.WHEELS], 0.923),
    (HowFar.HALF_HOUR, [Travel.WALK], 1.846),
    (HowFar.HALF_HOUR, [Travel.WALK, Travel.BUS], 4.0),  # the faster of the two
    (HowFar.HALF_HOUR, [Travel.BICYCLE], 5.5),
    (HowFar.QUARTER_HOUR, [Travel.CAR], 3.75),
    (HowFar.HALF_HOUR, [Travel.LIFT, Travel.WALK], 7.5),
]


@pytest.mark.parametrize(("far", "by", "km"), KM)
def test_how_far_is_kilometres_by_the_fastest_way(far, by, km):
    found = meaning.kilometres(far, by)

    assert found == (km if km is None else pytest.approx(km, abs=0.001))


class TestWants:
    """What the engine is told."""

    def test_of_somebody_who_said_nothing_is_nothing(self):
        wants = wanting.wants(preference())

        assert isnan(wants.lat)
        assert isnan(wants.lon)
        assert wants.reach_km == inf
        told = (wants.causes, wants.activities, wants.skills, wants.speaks, wants.slots, wants.access, wants.terms)
        assert told == (0, 0, 0, 0, 0, 0, ())
        assert (wants.avoid_causes, wants.avoid_activities, wants.avoid_slots, wants.likes_access) == (0, 0, 0, 0)
        assert (wants.commitment, wants.age) == (-1, -1)
        assert not (wants.needs_language or wants.costs_matter or wants.no_checks)

    def test_are_codes_as_bits_in_the_order_of_their_lists(self):
        wants = wanting.wants(
            preference(
                causes=frozenset({Cause.CHILDREN, Cause.FOOD_MONEY}),  # 1st and 3rd
                activities=frozenset({Activity.COOK}),  # 2nd
                skills=frozenset({Skill.COMMUNICATION, Skill.NONE}),  # 2nd; none is none
                slots=frozenset({Slot.MON_MORNING, Slot.TUE_MORNING}),  # 1st and 4th
                speaks=[Language.EN, Language.BSL],  # 3rd; English tells nobody apart
                words="Not art, not Monday mornings",
            )
        )

        assert wants.causes == 0b101
        assert wants.activities == 0b10
        assert wants.skills == 0b10
        assert wants.slots == 0b1001
        assert wants.speaks == 0b100
        assert wants.avoid_causes == 0b1000000  # arts is 7th
        assert wants.avoid_slots == 0  # it was ticked

    def test_anything_near_me_is_no_cause_to_look_for(self):
        wants = wanting.wants(preference(causes=frozenset({Cause.ANYTHING, Cause.OLDER})))

        assert wants.causes == 0b10

    @pytest.mark.parametrize(
        ("need", "bit"),
        [
            (Ease.STEP_FREE, 0),
            (Ease.TOILET, 1),
            (Ease.SEATING, 2),
            (Ease.QUIET, 3),
            (Ease.PARKING, 4),
            (Ease.HEARING_LOOP, 6),
            (Ease.ASSISTANCE_DOGS, 8),
            (Ease.HELPER, 9),
            (Ease.CHILDREN, 12),
        ],
    )
    def test_a_need_is_a_fact_that_must_be_there(self, need, bit):
        wants = wanting.wants(preference(ease=frozenset({need})))

        assert wants.access == 1 << bit
        assert wants.likes_access == 0

    @pytest.mark.parametrize(("wish", "bit"), [(Ease.FRIEND, 13), (Ease.SHOWN, 14)])
    def test_a_friend_or_being_shown_is_only_welcome(self, wish, bit):
        wants = wanting.wants(preference(ease=frozenset({wish})))

        assert wants.access == 0
        assert wants.likes_access == 1 << bit

    @pytest.mark.parametrize(
        ("ease", "name"),
        [(Ease.LANGUAGE, "needs_language"), (Ease.COSTS, "costs_matter"), (Ease.NO_CHECK, "no_checks")],
    )
    def test_three_needs_are_switches(self, ease, name):
        names = {"needs_language", "costs_matter", "no_checks"}
        wants = wanting.wants(preference(ease=frozenset({ease})))

        assert {one for one in names if getattr(wants, one)} == {name}
        assert wants.access == wants.likes_access == 0

    @pytest.mark.parametrize(("need", "bit"), [(Ease.LARGE_PRINT, 15), (Ease.SMALL_GROUP, 16), (Ease.PACE, 17)])
    def test_what_is_liked_puts_a_thing_further_up_and_shuts_nothing_out(self, need, bit):
        wants = wanting.wants(preference(ease=frozenset({need})))

        assert (wants.access, wants.likes_access, wants.avoid_takes) == (0, 1 << bit, 0)

    @pytest.mark.parametrize(
        ("need", "bit"),
        [
            (Ease.NO_LIFTING, 0),
            (Ease.NO_DIGGING, 1),
            (Ease.NO_STANDING, 2),
            (Ease.NO_CROWDS, 3),
            (Ease.NO_NOISE, 4),
            (Ease.NO_HEAT, 5),
            (Ease.NO_ANIMALS, 6),
        ],
    )
    def test_what_somebody_is_to_be_spared_shuts_out_what_takes_it(self, need, bit):
        wants = wanting.wants(preference(ease=frozenset({need})))

        assert (wants.access, wants.likes_access, wants.avoid_takes) == (0, 0, 1 << bit)

    def test_costs_paid_and_charges_are_told_apart(self):
        wants = wanting.wants(preference())

        assert wants.pays == 0b1011110  # fares, meal, calls, care, receipts
        assert wants.charges == 0b110000000  # a charge, not paid

    def test_how_often_is_its_place_in_the_list(self):
        assert wanting.wants(preference(often=Commitment.HOURS_WEEKLY)).commitment == 3

    def test_words_are_stems_as_numbers_in_rising_order(self):
        wants = wanting.wants(preference(words="Gardening, gardens and tea"))

        assert wants.terms == tuple(sorted({term("garden"), term("tea")}))
        assert folding.stems("Gardening, gardens and tea") == ["garden", "tea"]

    def test_a_stem_has_the_same_number_in_every_process(self):
        assert term("123456789") == 0x43926  # the check value of CRC-32, 0xCBF43926, of which the lowest 20 bits

    def test_where_they_start_from(self):
        wants = wanting.wants(preference(lat=51.44, lon=-0.19, how_far=HowFar.MILE))

        assert (wants.lat, wants.lon) == (51.44, -0.19)
        assert wants.reach_km == pytest.approx(1.609344)
        assert not wants.from_home_only

    def test_from_home_only_is_no_reach_at_all(self):
        wants = wanting.wants(preference(how_far=HowFar.HOME, lat=51.44, lon=-0.19))

        assert wants.from_home_only

    def test_what_they_never_want_again(self):
        shut = [Exclusion(opportunity_id=7), Exclusion(organisation_id=3)]

        wants = wanting.wants(preference(), excluded=shut)

        assert wants.excluded_ids == (7,)
        assert wants.excluded_organisations == (3,)
