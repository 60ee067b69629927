"""Within a code that holds many things, only what somebody named speaks to them."""

import pytest

from hub.taxonomy.codes import Access, Activity, Cause, HowFar, Kind
from hub.words import folding
from matching.suggestions.selectors import suggesting
from tests.factories import OrganisationFactory
from tests.matching.suggestions.things import likes, thing, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def sports(noon):
    thing("Swim in the lido", activities=[], causes=[Cause.SPORT])
    thing("Stroll by the river", activities=[], causes=[Cause.SPORT])


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("I like gentle walks", ["Stroll by the river"]),  # a stroll is a walk
        ("Swimming", ["Swim in the lido"]),
        ("I love sport", ["Swim in the lido", "Stroll by the river"]),
        ("Tennis", []),
        ("Sport, above all walking", ["Stroll by the river", "Swim in the lido"]),  # what was named comes first
    ],
)
def test_sport_is_not_all_alike(noon, sports, words, found):
    assert titles(suggesting.find(likes(noon, words=words), at=noon)) == found


def test_a_tick_means_all_of_it(noon, sports):
    assert len(suggesting.find(likes(noon, causes=frozenset({Cause.SPORT})), at=noon).rows) == 2


def test_the_quote_is_the_one_closest_to_the_thing(noon):
    thing("Mend bicycles", activities=[Activity.FIX])
    thing("Sew on buttons", activities=[Activity.FIX])

    found = suggesting.find(likes(noon, words="I mend bikes. I can sew too."), at=noon)

    quotes = {row.opportunity.title: row.why[0] for row in found.rows}
    assert quotes == {"Mend bicycles": "You said “mend bikes”", "Sew on buttons": "You said “sew”"}


def test_what_has_no_code_is_found_by_its_words_and_gives_no_reason(noon):
    thing("Sort and hand out food", activities=[])
    thing(
        "Dig a pond", activities=[], summary="Spades are there.", what_you_do="Dig.", words=folding.index("Dig a pond")
    )

    found = suggesting.find(likes(noon, words="I like sorting food"), at=noon)

    assert titles(found) == ["Sort and hand out food"]
    assert found.rows[0].why == ()


def test_the_name_of_a_landlord_does_not_make_a_kitchen_a_garden(noon):
    landlord = OrganisationFactory(name="Lino Court Housing")
    thing("Choose who fits our kitchens", activities=[], organisation=landlord)
    thing("Print with lino", activities=[])

    assert titles(suggesting.find(likes(noon, words="I like lino"), at=noon)) == ["Print with lino"]


def test_words_that_nobody_understood_bring_nothing_by_chance(noon):
    thing("Have your first swim with help", activities=[])

    assert titles(suggesting.find(likes(noon, words="I could juggle fire at a circus"), at=noon)) == []


def test_only_a_time_and_a_place_leave_all_that_is_on(noon):
    thing("Sort food", activities=[])

    assert titles(suggesting.find(likes(noon, words="Tuesday evenings"), at=noon)) == ["Sort food"]


def test_company_is_something_to_join_in_or_a_talk(noon):
    thing("Supper", activities=[], kind=Kind.JOIN_IN)
    thing("Chat", activities=[Activity.TALK])
    thing("Count the tins", activities=[Activity.SORT])

    found = titles(suggesting.find(likes(noon, words="I'd like some company"), at=noon))

    assert sorted(found) == ["Chat", "Supper"]


def test_what_may_lack_something_needed_comes_last(noon):
    thing("Cook upstairs", access_note="Ring, and we carry you.")
    thing("Cook on the ground floor", access=[Access.STEP_FREE])

    found = suggesting.find(likes(noon, words="Cooking. I use a wheelchair."), at=noon)

    assert titles(found) == ["Cook on the ground floor", "Cook upstairs"]


def test_from_home_nobody_needs_a_ramp(noon):
    thing("Ring somebody", activities=[Activity.TALK], at_home=True)

    assert titles(suggesting.find(likes(noon, words="I like talking. I use a wheelchair."), at=noon)) == [
        "Ring somebody"
    ]


def test_no_reason_says_that_something_is_near_beside_that_it_is_far(noon):
    thing("Cook")
    said = likes(noon, words="Cooking", how_far=HowFar.MILE)
    said.lat, said.lon = 51.4500, -0.1700  # close to a mile from the hall

    row = suggesting.find(said, at=noon).rows[0]

    assert "away" in row.snag
    assert row.why == ("You said “Cooking”",)


def test_that_they_named_no_limit_is_no_reason(noon):
    thing("Cook")
    said = likes(noon, words="Cooking")
    said.lat, said.lon = 51.60, -0.30

    assert suggesting.find(said, at=noon).rows[0].why == ("You said “Cooking”",)


def test_a_word_for_the_whole_code_is_not_enough(noon):
    thing("Mend bicycles", activities=[Activity.FIX])
    thing("Mend lamps", activities=[Activity.FIX])

    assert titles(suggesting.find(likes(noon, words="I can mend bikes"), at=noon)) == ["Mend bicycles"]


def test_a_tick_finds_what_says_so_though_it_has_no_code(noon):
    thing("Dig the community garden", activities=[], words=folding.index("Dig the community garden"))
    thing("Count tins", activities=[], words=folding.index("Count tins"))

    found = suggesting.find(likes(noon, activities=frozenset({Activity.GARDEN})), at=noon)

    assert titles(found) == ["Dig the community garden"]
    assert found.rows[0].why == ()


def test_what_was_put_right_is_not_looked_for_by_its_words_either(noon):
    thing("Cook")
    wrong = likes(noon, words="Cooking. Tennis.", misheard=("activity:cook", "skill:cooking", "cause:food_money"))

    assert titles(suggesting.find(wrong, at=noon)) == []


def test_whoever_takes_anything_gets_what_they_named_first(noon):
    thing("Dig", activities=[Activity.GARDEN], words=folding.index("Dig"))
    thing("Cook")

    found = suggesting.find(likes(noon, words="Cooking, but anything will do"), at=noon)

    assert titles(found) == ["Cook", "Dig"]
