"""On a Welsh page, whatever a group wrote in English stands within `lang`; no title of a page holds markup."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import models
from django.urls import reverse
from django.utils.translation import trans_real

from opportunities.models import Opportunity
from tests.catalogue import WELSH, Lacking
from tests.hostile.test_forms import GOOD, ROOMS, WHO, address_of
from tests.pages.test_pages import OPEN

pytestmark = pytest.mark.django_db

OWN = ("Zzyx in English", "Qqvw in English", "Hhjk in English", "Ffgb in English")
ATTRIBUTES = ("value", "content", "aria-label", "title", "placeholder", "alt")
IN_WORDS_OF_OTHERS = {"title", "script", "textarea", "option"}
"""Elements that hold text alone, where no part can be marked."""


def unmarked(html):
    """Return free texts that are read in the language of the page."""
    soup = BeautifulSoup(html, "html.parser")
    return [
        str(text.parent)[:160]
        for text in soup.find_all(string=re.compile("|".join(OWN)))
        if not IN_WORDS_OF_OTHERS & {parent.name for parent in text.parents}
        and next((p["lang"] for p in text.parents if p.get("lang")), "") != "en-gb"
    ]


RESIDENTS = {"nobody", "ama"}
"""What staff alone read may be in English."""
FORMS = [name for name in GOOD if WHO.get(name, ROOMS.get(name.partition(":")[0], "nobody")) in RESIDENTS]


@pytest.fixture
def lacking(monkeypatch):
    lacking = Lacking()
    monkeypatch.setattr(trans_real.translation("cy"), "_fallback", lacking)
    return lacking


@pytest.fixture
def _all_english(stage):
    title, line, does, other = OWN
    others = {column.name: other for column in Opportunity._meta.fields if _is_free_text(column)}
    Opportunity.objects.update(**others | {"title": title, "summary": line, "what_you_do": does, "access": []})


def _is_free_text(column):
    """Whether a group writes a column in its own words; one added tomorrow is filled too, so that its line is drawn."""
    text = isinstance(column, (models.CharField, models.TextField)) and column.editable and not column.choices
    return text and column.max_length >= 200 and not isinstance(column, models.EmailField)


@pytest.mark.usefixtures("_all_english")
@pytest.mark.parametrize(("name", "who"), OPEN.items())
def test_free_text_on_a_welsh_page_says_its_language_and_ours_is_in_welsh(stage, lacking, name, who):
    client = stage.client(who)
    client.cookies["language"] = "cy"

    html = client.get(stage.urls.get(name) or reverse(name)).content.decode()

    assert unmarked(html) == []
    assert "span" not in (re.search(r"<title>(.*?)</title>", html, re.DOTALL) or ["", ""])[1]
    assert who not in RESIDENTS or name == "design:gallery" or lacking.seen_in(html) == [], WELSH


@pytest.mark.parametrize("name", FORMS)
def test_what_is_wrong_with_a_form_is_said_in_welsh(stage, lacking, name):
    client = stage.client(WHO.get(name, "nobody"))
    client.cookies["language"] = "cy"
    for typed in ({}, GOOD[name] | dict.fromkeys(GOOD[name], "\u202e" + "x" * 9000)):
        answer = client.post(address_of(stage, name), typed)
        html = answer.content.decode()
        wrong = 'class="error' in html or "errorlist" in html
        assert re.search(r"<title>\s*Gwall: ", html) or not wrong
        assert lacking.seen_in(html) == [], WELSH


@pytest.mark.usefixtures("_all_english")
def test_what_suits_somebody_says_it_too(stage):
    client = stage.client("ama")
    client.cookies["language"] = "cy"

    html = client.get(reverse("opportunities:list"), {"sort": "suits", "access": "quiet"}).content.decode()

    assert unmarked(html) == []
