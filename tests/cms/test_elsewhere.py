"""A new place for a Welsh town, by `new_place` alone: walked page by page, and no word of another place is left."""

import io
import re
from collections import deque

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as ours
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cms.management.commands.new_place import ASKED
from hub.accounts.models import User
from hub.places import area, examples
from hub.places.locate import Located, locate
from tests import written
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db

ELSEWHERE = re.compile(
    r"Wandsworth|Tooting|Balham|Putney|Battersea|Earlsfield|Southfields|Roehampton|London|Tower Hamlets"
    r"|\bSW1?\d\b|\bE0900\d+|07700[\s\u00a0]?900|020[\s\u00a0]7946|Garratt|\bEH\d"
)
"""Words, postcodes and numbers of the demo place, of tests and of examples."""
MOST = 400


@pytest.fixture
def ceredigion(monkeypatch, settings, tmp_path):
    """A hub of a Welsh county, whose settings are those that its operator typed and no others."""
    for name in ASKED:
        setattr(settings, name, "")
    monkeypatch.setattr("cms.management.commands.new_place.prepare", written.pages)
    answers = {
        "area": "W06000008",
        "place": "Ceredigion",
        "phone": "01970 633717",
        "hours": "Weekdays, 9 to 5",
        "duty_phone": "01545 574000",
        "safeguarding_lead": "Mair Evans",
        "site_url": "https://hwb.example.org",
        "name": "Hwb",
        "administrator": "mair@example.org",
    }
    said = io.StringIO()
    call_command("new_place", noinput=True, into=tmp_path / "place.env", stdout=said, stderr=said, **answers)
    cache.clear()
    yield said.getvalue()
    cache.clear()


def walk(client, *starts):
    """Return the text of every page that links lead to from some addresses, by address."""
    found, waiting, seen = {}, deque(starts), set(starts)
    while waiting and len(found) < MOST:
        address = waiting.popleft()
        answer = client.get(address)
        if answer.status_code != 200 or not answer["Content-Type"].startswith(("text/html", "application/json")):
            continue
        html = answer.content.decode()
        found[address] = html
        for link in BeautifulSoup(html, "html.parser").select("a[href^='/']"):
            to = link["href"].partition("#")[0]
            # One way of filtering and one page of a list are like the others.
            kind = re.sub(r"\?.*", "?", to)
            if to and kind not in seen and not to.startswith(("/static/", "/media/", "/accounts/logout")):
                seen |= {kind, to}
                waiting.append(to)
    return found


def strange_words(pages):
    return {address: sorted(set(ELSEWHERE.findall(html))) for address, html in pages.items() if ELSEWHERE.search(html)}


def test_what_it_asks_and_answers_names_no_other_place(ceredigion):
    assert not ELSEWHERE.search(ceredigion)
    assert (ours.HUB_PLACE, area.name()) == ("Ceredigion", "Ceredigion")


def test_a_visitor_walks_it_and_meets_no_other_place(ceredigion):
    pages = walk(Client(), "/", "/api/v1/openapi.json", reverse("design:gallery"), "/opportunities/?near=SY23+2AA")

    # Numbers kept for drama ring nobody: the gallery shows what a number looks like.
    pages[reverse("design:gallery")] = pages[reverse("design:gallery")].replace("07700", "")
    assert strange_words(pages) == {}
    assert len(pages) > 60
    assert "things to do in Ceredigion" in pages["/"]
    assert "01970 633717".replace(" ", "\u00a0") in pages["/"]


def test_its_administrator_walks_it_and_meets_no_other_place(ceredigion):
    mair = User.objects.get(email="mair@example.org")
    second_factor_for(mair)
    client = Client()
    client.force_login(mair)

    pages = walk(client, "/admin/", "/insight/", "/frontline/", "/me/")

    assert strange_words(pages) == {}
    assert len(pages) > 60


@pytest.mark.parametrize("listed", [["W06000008"], ["CF10", "CF11"], ["E09000032"], ["S12000036"], ["LL57"], ["IV51"]])
def test_examples_are_of_the_area_and_can_be_typed(listed):
    here = area.of(listed)
    example = examples.of(here)

    assert isinstance(locate(example.postcode, area=here), Located)
    assert isinstance(locate(example.place, area=here), Located)


def test_without_a_name_it_goes_by_its_council(settings):
    settings.HUB_PLACE = ""
    settings.HUB_AREA = ["CF10", "CF11"]

    assert area.name() == "Cardiff"
