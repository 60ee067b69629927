"""A choice says which figures it narrows: on the page, on paper and in the file."""

import pytest
from django.urls import reverse

from hub.places import area
from tests.paper import printed

pytestmark = pytest.mark.django_db
OURS = "are of people our service asked. All other figures are of every service."
ONE_WARD = "Only “When people are free and nothing’s on” is for {} alone. All other figures are for all wards."


@pytest.fixture
def ward():
    return area.wards()[3]


@pytest.mark.parametrize("page", ["screen", "paper"])
def test_the_page_says_which_figures_are_narrowed(stage, ward, page):
    browser = stage.client("max")

    def read(**chosen):
        answer = browser.get(reverse("insight"), chosen)
        return answer.content.decode() if page == "screen" else printed(answer).replace("\u00a0", " ")

    assert OURS not in read()
    assert OURS in read(who="ours")
    assert ONE_WARD.format(ward[1]) in read(ward=ward[0])


def test_the_paper_says_nothing_of_colours_that_printers_leave_out(stage):
    assert "colour" not in printed(stage.client("max").get(reverse("insight")))


def test_the_file_is_told_apart_from_that_of_everybody(stage, ward):
    browser = stage.client("max")
    everybody, narrow = (
        browser.get(reverse("insight_tables"), chosen) for chosen in ({}, {"who": "ours", "ward": ward[0]})
    )

    assert f"insight-ours-{ward[0]}-" in narrow["Content-Disposition"]
    assert ward[0] not in everybody["Content-Disposition"]
    text = narrow.content.decode()
    assert OURS in text
    assert ONE_WARD.format(ward[1]) in text
    assert "Note" not in everybody.content.decode()
