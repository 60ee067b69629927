import pytest
from django.core.exceptions import ValidationError

from hub.people import reading
from hub.people.models import Channel


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("07700 900123", "+447700900123"),
        ("07700900123", "+447700900123"),
        ("+44 7700 900123", "+447700900123"),
        ("(07700) 900-123", "+447700900123"),
        ("01632 960202", "+441632960202"),
        ("07700/900123", "+447700900123"),
        ("07700\u2011900\u2011123", "+447700900123"),
        ("07700\u2013900\u2013123", "+447700900123"),
        ("07700\u00a0900123\u200b", "+447700900123"),
        ("\u202a07700 900123\u202c\u202e", "+447700900123"),
        ("07700 900123\ufe0f", "+447700900123"),
        ("\uff10\uff17\uff17\uff10\uff10\uff19\uff10\uff10\uff11\uff12\uff13", "+447700900123"),
        ("+44 (0)7700 900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("tel:07700900123", "+447700900123"),
        ("O77OO 9OO123", "+447700900123"),
    ],
)
def test_phone_takes_numbers_as_people_write_them(typed, read):
    assert reading.phone(typed) == read


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("07700 9001", "too short"),
        ("07700 900123 456", "too long"),
        ("ring me", "not a phone number"),
        ("07700 900123 after 6pm", "Write only the number here: 07700 900123."),
        ("Joan 020 7946 0000", "Write only the number here: 020 7946 0000."),
        ("020 7946 0123 ext 5", "Write only the number here: 020 7946 0123."),
        ("", "not a phone number"),
        ("07700 90012x", "not a phone number"),
        ("-----", "not a phone number"),
    ],
)
def test_phone_says_what_is_wrong(typed, words):
    with pytest.raises(ValidationError, match=words):
        reading.phone(typed)


def test_mobile_refuses_a_landline_and_says_what_to_do():
    with pytest.raises(ValidationError, match="Or choose a phone call"):
        reading.mobile("01632 960202")


@pytest.mark.parametrize("typed", ["", "ama", "ama@", "@example.test", "a b@example.test"])
def test_email_refuses_what_is_no_address(typed):
    with pytest.raises(ValidationError, match="not complete"):
        reading.email(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "ama@example.org",
        " Ama@Example.org ",
        "ama@example.org\u200b",
        "\u202aama@example.org\u202c",
        "ama\uff20example.org",
        "ama@example.org,",
        "mailto:ama@example.org",
        "Ama Boateng <ama@example.org>",
    ],
)
def test_email_is_one_address_however_it_is_pasted(typed):
    assert reading.email(typed) == "ama@example.org"
    assert reading.is_email(typed)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("12 Ash Lane, London, SW18 2PU, UK", ["12 Ash Lane", "London", "SW18 2PU"]),
        ("12 ash lane, london, sw182pu, uk", ["12 ash lane", "london", "SW18 2PU"]),
        ("12 Ash Lane London SW18 2PU", ["12 Ash Lane London", "SW18 2PU"]),
        ("12 Ash Lane London SW18 2PU UK", ["12 Ash Lane London", "SW18 2PU"]),
        ("12 Ash Lane, London EC1V OBW", ["12 Ash Lane", "London", "EC1V 0BW"]),
        ("12 Ash Lane, London, ecIv 0bw", ["12 Ash Lane", "London", "EC1V 0BW"]),
        (
            "Flat 2\r\n12 Ash Lane\r\nLondon\r\nSW18 2PU\r\nUnited Kingdom",
            ["Flat 2", "12 Ash Lane", "London", "SW18 2PU"],
        ),
        ("1 High St, Cardiff, CF10 1AA, Wales", ["1 High St", "Cardiff", "CF10 1AA"]),
        ("12 Ash Lane,\u200b London, SW18\u00a02PU.", ["12 Ash Lane", "London", "SW18 2PU"]),
    ],
)
def test_letter_reads_addresses_as_people_write_them(typed, lines):
    assert reading.letter(typed).split("\n") == lines


def test_an_address_is_shown_on_one_line_as_it_was_typed():
    typed = "12 Danebury Ave, London, SW15 4HQ"

    assert reading.shown(reading.route("letter", typed)) == typed


def test_letter_keeps_an_address_line_by_line():
    assert reading.letter("4 Garratt Lane, London , SW18 4AA") == "4 Garratt Lane\nLondon\nSW18 4AA"


@pytest.mark.parametrize(
    "typed", ["4 Garratt Lane", "4 Garratt Lane, London", "4 Garratt Lane, SW18", "SW18 4AA", "London SW18 4AA", "UK"]
)
def test_letter_asks_for_the_postcode(typed):
    with pytest.raises(ValidationError, match="postcode at the end"):
        reading.letter(typed)


def test_shown_writes_a_number_as_people_do():
    assert reading.shown(reading.Route(Channel.TEXT, "+447700900123")) == "07700 900123"
