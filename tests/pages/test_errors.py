"""No route answers with an empty page or an error of the server, whatever is asked of it."""

import re

import pytest
from django.urls import get_resolver, reverse

pytestmark = pytest.mark.django_db

MADE_UP = ("999999", "xyz", "00000000-0000-0000-0000-000000000000")
NOT_THESE = ("accounts/logout", "admin/logout", "t/close", "demo/")
OFFICE = "admin/"
"""The editors' pages: to everybody but staff all of them are one closed door."""
ASKED = "id=xyz&page_type=x.y&content_type=x.y&p=zz&collection_id=xyz&near=%00&within=x&day=99&page=x&rows=x.y"


def routes(patterns, before=""):
    for one in patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from routes(one.url_patterns, path)
        else:
            yield path


def address(path, value):
    """Return an address with this in place of each part that varies."""
    plain = re.sub(r"\(\?P<[^>]*>[^()]*(\([^()]*\))?[^()]*\)", value, path)
    return "/" + re.sub(r"<[^>]*>", value, plain).replace("^", "").replace("$", "").replace("\\Z", "").replace("\\", "")


def fitting(path):
    """Return a made-up value that gets as far as the view."""
    return MADE_UP[2] if "<uuid:" in path else MADE_UP[0] if "<int:" in path else MADE_UP[1]


@pytest.fixture(scope="module")
def paths():
    every = sorted(set(routes(get_resolver().url_patterns)))
    return [path for path in every if not path.startswith(NOT_THESE)]


@pytest.mark.parametrize("who", ["nobody", "ama", "col", "bev", "adi"])
def test_every_address_answers_with_a_page(stage, who, paths):
    client = stage.client(who)
    client.raise_request_exception = False
    wrong = []
    for path in paths:
        if path.startswith(OFFICE) and who not in ("nobody", "adi"):
            continue
        # Whoever has least and whoever has most try every value; those between, the one that gets furthest.
        every = "<" in path and who in ("nobody", "adi")
        for value in MADE_UP if every else (fitting(path),):
            answer = client.get(f"{address(path, value)}?{ASKED}", headers={"accept": "text/html"})
            empty = answer.status_code >= 400 and not getattr(answer, "content", b"-")
            if answer.status_code >= 500 or empty:
                wrong.append((address(path, value), answer.status_code))
    assert wrong == []


class TestAButtonsAddress:
    def test_opened_by_hand_says_what_it_is(self, stage):
        answer = stage.client("bev").get(reverse("frontline:begin"))
        assert answer.status_code == 405
        assert "This page opens from a button" in answer.content.decode()
        assert "POST" in answer.headers["Allow"]

    @pytest.mark.parametrize("headers", [{"accept": "application/json"}, {"hx-request": "true", "accept": "*/*"}])
    def test_a_script_gets_the_bare_answer(self, stage, headers):
        answer = stage.client("bev").get(reverse("frontline:begin"), headers=headers)
        assert (answer.status_code, answer.content) == (405, b"")

    def test_pressed_while_signed_out_leads_back_to_the_page_with_the_button(self, stage, client):
        inbox = stage.urls["manage:inbox"]
        answer = client.post(stage.urls["manage:accept"], headers={"referer": f"http://testserver{inbox}?tab=waiting"})
        assert answer.headers["Location"].endswith(f"?next={inbox}")

    @pytest.mark.parametrize("headers", [{}, {"referer": "http://elsewhere.example/x"}])
    def test_from_nowhere_leads_to_ones_first_page(self, stage, client, headers):
        answer = client.post(stage.urls["manage:accept"], headers=headers)
        assert answer.headers["Location"].endswith(f"?next={reverse('landing')}")


@pytest.mark.parametrize(
    "path",
    [
        "choose-page/chosen-multiple/",
        "documents/chooser/chosen-multiple/",
        "images/chooser/chosen-multiple/",
        "api/main/pages/find/",
    ],
)
def test_choosing_by_a_made_up_id_finds_nothing(stage, path):
    client = stage.client("eve")
    assert client.get(f"/admin/{path}?id=xyz").status_code == 404
