"""Typed text → where it is, or one of three failures (E10): tables written by hand."""

import pytest
from django.utils import translation

from hub.places import area, locate
from hub.places.models import Postcode

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en-gb"):
        yield


INSIDE = [
    # typed, name shown, precision, sector, ward, roughly where
    ("SW18 2PU", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("sw182pu", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("sw18 2p", "SW18 2", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("sw18 2", "SW18 2", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("sw18", "SW18", "district", "SW18 9", "Wandsworth Town", (51.451, -0.192)),
    ("SW18 7ZZ", "SW18", "district", "SW18 9", "Wandsworth Town", (51.451, -0.192)),
    ("Tooting", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("  TOOTING\t", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("Tooting, London", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("clapham junction", "Clapham Junction", "place", "SW11 1", "Lavender", (51.464, -0.170)),
    ("northcote", "Northcote", "ward", "SW11 6", "Northcote", (51.456, -0.162)),
    ("st marys ward", "St. Mary’s", "ward", "SW11 3", "St. Mary’s", (51.470, -0.178)),
    ("12 Ash Lane, London SW18 2PU", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("12 Ash Lane, London, SW18 2PU, UK", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("12 Ash Lane London SW18 2PU UK", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("12 ash lane, london, sw18 2pu, uk", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("12 Ash Lane, London, SWl8 2PU, England", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("SW18 2PU, London", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("\u202aSW18\u00a02PU\u200b\ufe0f", "SW18 2PU", "sector", "SW18 2", "Wandsworth Town", (51.455, -0.184)),
    ("SW18, London", "SW18", "district", "SW18 9", "Wandsworth Town", (51.451, -0.192)),
    ("Tooting\u200b", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("Tooting, UK", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("off Garratt Lane, Tooting", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("Garratt Lane Tooting", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("3 Newcastle Street, Tooting, London", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("near Tooting tube station", "Tooting", "place", "SW17 9", "Tooting Broadway", (51.425, -0.164)),
    ("Clapham Junction station", "Clapham Junction", "place", "SW11 1", "Lavender", (51.464, -0.170)),
]

OUTSIDE = [
    ("LS1 4AP", "LS1 4AP is in Leeds.", "Leeds"),
    ("EC1", "EC1 is in Islington.", "Islington"),
    ("Larne", "Larne is in Northern Ireland.", ""),
    ("Derry", "Derry is in Northern Ireland.", ""),
    ("Leeds", "Leeds is outside the area we cover.", "Leeds"),
    ("Newport, Wales", "Newport is outside the area we cover.", "Newport"),
    ("Newport, Isle of Wight", "Newport is in Isle of Wight.", "Isle of Wight"),
    ("Edinburgh", "Edinburgh is outside the area we cover.", "City of Edinburgh"),
    ("Caerdydd", "Cardiff is outside the area we cover.", "Cardiff"),
    ("Saint Albans", "St Albans is outside the area we cover.", "St. Albans"),
    ("12 Ash Lane, London, EC1V OBW, UK", "EC1V 0BW is in Islington.", "Islington"),
    ("Leeds station", "Leeds is outside the area we cover.", "Leeds"),
    ("Newport Wales", "Newport is outside the area we cover.", "Newport"),
    ("High Street, Newport, Isle of Wight", "Newport is in Isle of Wight.", "Isle of Wight"),
    ("Southend", "Southend-on-Sea is outside the area we cover.", "Southend-on-Sea"),
    ("Bradford", "Bradford is outside the area we cover.", "Bradford"),
]


class TestLocateInside:
    @pytest.mark.parametrize(("typed", "name", "precision", "sector", "ward", "point"), INSIDE)
    def test_answers(self, typed, name, precision, sector, ward, point):
        found = locate.locate(typed)

        assert (found.name, found.precision, found.sector, found.ward_name) == (name, precision, sector, ward)
        assert found.point == pytest.approx(point, abs=0.002)
        assert (found.council_code, found.council_name, found.inside) == ("E09000032", "Wandsworth", True)

    def test_answers_by_the_unit_once_units_are_loaded(self):
        Postcode.objects.create(
            code="SW182PU", lat=51.4573, lon=-0.1909, council_code="E09000032", ward_code="E05014028"
        )

        found = locate.locate("sw18 2pu")

        assert (found.precision, found.point, found.sector) == ("unit", (51.4573, -0.1909), "SW18 2")
        assert (found.ward_name, found.council_name) == ("Wandsworth Town", "Wandsworth")

    def test_counts_a_district_that_is_partly_inside(self):
        found = locate.locate("SW19")

        assert found.council_name == "Wandsworth"

    def test_prefers_a_place_in_the_area_to_a_larger_one_far_away(self):
        assert locate.locate("Richmond", area=area.of(["DL10"])).council_name == "North Yorkshire"
        assert locate.locate("Richmond", area=area.of(["TW9", "TW10"])).council_name == "Richmond upon Thames"

    def test_does_not_ask_the_database_for_a_name(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            locate.locate("Tooting")


class TestLocateAPartOfTheCity:
    @pytest.mark.parametrize("typed", ["London", "london, UK", "near London"])
    def test_the_city_around_the_area_is_not_outside_it_but_too_large(self, typed):
        with pytest.raises(locate.Unknown, match="too large to look from. Type a postcode"):
            locate.find(typed)

    def test_the_city_is_outside_for_a_hub_far_away(self):
        assert locate.find("London", area=area.of(["LS1"])).inside is False

    @pytest.mark.parametrize(
        "typed", ["Alton estate", "near the Alton estate, London", "Alton Market", "12 Ash Lane, London"]
    )
    def test_what_is_small_and_unknown_is_not_a_town_of_its_name_far_away(self, typed):
        with pytest.raises(locate.Unknown, match="We do not know a place called"):
            locate.find(typed)

    @pytest.mark.parametrize("typed", ["Tooting market", "Tooting estate, London", "Roehampton village"])
    def test_a_small_thing_with_the_name_of_a_part_of_the_area_is_there(self, typed):
        assert locate.find(typed).inside

    def test_a_town_beside_its_estate_is_still_found(self):
        assert locate.find("Manor estate, Leeds").council_name == "Leeds"


class TestLocateOutside:
    @pytest.mark.parametrize(("typed", "said", "council"), OUTSIDE)
    def test_says_where_it_is_and_carries_the_position(self, typed, said, council):
        with pytest.raises(
            locate.OutsideArea, match="You can still look from there|you can still look from there"
        ) as failure:
            locate.locate(typed)

        assert str(failure.value).startswith(said)
        assert failure.value.located.council_name == council
        assert not failure.value.located.inside

    def test_claims_no_sector_for_northern_ireland(self):
        found = locate.find("Larne")

        assert (found.sector, found.ward_code, found.nation) == ("", "", "Northern Ireland")
        assert found.point == pytest.approx((54.85, -5.817), abs=0.01)


class TestLocateBadShape:
    @pytest.mark.parametrize("typed", ["X1", "SW1 999", "12345"])
    def test_shows_what_was_typed_and_what_a_postcode_looks_like(self, typed):
        with pytest.raises(locate.BadShape, match="Postcodes look like SW1A 1AA") as failure:
            locate.locate(typed)

        assert typed in str(failure.value)
        assert "name of a place or ward" in str(failure.value)

    @pytest.mark.parametrize("typed", ["", "   ", "\0", "\u202e"])
    def test_asks_for_something_when_nothing_was_typed(self, typed):
        with pytest.raises(locate.BadShape, match="Type a postcode"):
            locate.locate(typed)


class TestLocateSeveral:
    @pytest.mark.parametrize("typed", ["Newcastle", "newcastle, UK", "near Newcastle station"])
    def test_asks_which_place_of_that_name(self, typed):
        with pytest.raises(locate.Several) as failure:
            locate.locate(typed)

        assert str(failure.value).endswith(
            "Which one is it: “Newcastle upon Tyne”, “Newcastle under Lyme” or “Newcastle, Northern Ireland”?"
        )

    @pytest.mark.parametrize("typed", ["Newcastle", "Newport", "Whitchurch"])
    def test_finds_each_place_that_it_offers(self, typed):
        with pytest.raises(locate.Several) as failure:
            locate.locate(typed)

        found = {locate.find(name).point for name in failure.value.suggestions}
        assert len(found) == len(failure.value.suggestions) >= 3

    @pytest.mark.parametrize("typed", ["Newport, Wales", "Newport, Isle of Wight", "Newport Wales", "Tooting, London"])
    def test_names_the_one_that_was_meant_so_that_its_name_finds_it_again(self, typed):
        found = locate.find(typed)

        assert locate.find(found.name) == found

    def test_asks_nothing_where_one_is_in_the_area(self):
        assert locate.locate("Newcastle", area=area.of(["E08000021"])).name == "Newcastle upon Tyne"
        assert locate.locate("Newport", area=area.of(["PO30"])).council_name == "Isle of Wight"


class TestLocateUnknown:
    @pytest.mark.parametrize("typed", ["near the market", "the old church", "near the High Street"])
    def test_does_not_take_an_everyday_word_for_a_place(self, typed):
        with pytest.raises(locate.Unknown):
            locate.locate(typed)

    def test_says_so_of_a_postcode_of_the_right_shape(self):
        with pytest.raises(locate.Unknown, match="We do not know the postcode “XX9 9ZZ”") as failure:
            locate.locate("xx99zz")

        assert "name of a place or ward" in str(failure.value)

    def test_says_that_northern_ireland_works_by_name(self):
        with pytest.raises(locate.Unknown, match="Northern Ireland by name"):
            locate.locate("BT40 1AA")

    def test_suggests_names_that_are_like_it(self):
        with pytest.raises(locate.Unknown, match="Did you mean .*Tooting") as failure:
            locate.locate("Tootng")

        assert "Tooting" in failure.value.suggestions
        assert failure.value.typed == "Tootng"

    @pytest.mark.parametrize(
        "typed", ["asdfghjkl", "🏠", "%s %(name)s", "<b>x</b>", "a" * 5000, "10 Downing Street", "' or 1=1 --"]
    )
    def test_takes_any_text_without_falling_over(self, typed):
        with pytest.raises(locate.CannotLocate) as failure:
            locate.locate(typed)

        assert len(str(failure.value)) < 400

    @pytest.mark.parametrize(
        "typed",
        ["near the market", "by the park", "near me", "at home", "market", "Hill", "round the corner", "my house"],
    )
    def test_asks_for_a_place_where_words_could_be_said_anywhere(self, typed):
        with pytest.raises(locate.Unknown, match="could be anywhere") as failure:
            locate.locate(typed)

        assert failure.value.suggestions == ()

    @pytest.mark.parametrize("typed", ["near Tooting market", "Battersea Park", "Tooting Common"])
    def test_still_finds_a_place_named_beside_such_words(self, typed):
        assert locate.locate(typed).inside

    def test_suggests_names_in_the_area_first(self):
        with pytest.raises(locate.Unknown) as failure:
            locate.locate("Rohampton")

        assert failure.value.suggestions[0] == "Roehampton"
