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


def test_letter_keeps_an_address_line_by_line():
    assert reading.letter("4 Garratt Lane, London , SW18 4AA") == "4 Garratt Lane\nLondon\nSW18 4AA"


@pytest.mark.parametrize("typed", ["4 Garratt Lane", "4 Garratt Lane, London"])
def test_letter_asks_for_the_postcode(typed):
    with pytest.raises(ValidationError, match="postcode at the end"):
        reading.letter(typed)


def test_shown_writes_a_number_as_people_do():
    assert reading.shown(reading.Route(Channel.TEXT, "+447700900123")) == "07700 900123"
