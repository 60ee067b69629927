"""What a field says to whoever cannot see it: what browsers may fill in, which keys a phone shows, and what is wrong."""

import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.hostile.test_forms import GOOD, ROOMS, WHO, address_of
from tests.pages.test_pages import OPEN

pytestmark = pytest.mark.django_db

STEPS = ("what", "when", "where", "who", "good-to-know", "reply")
ACCOUNT = {
    "account_login": "nobody",
    "account_signup": "nobody",
    "account_reset_password": "nobody",
    "account_request_login_code": "nobody",
    "account_email": "ama",
    "account_change_password": "ama",
    "account_reauthenticate": "ama",
}
PERSONAL = re.compile(
    r"(^|[-_])(name|email|login|phone|number|ring_on|route|address|postcode|near|place|code|fact|owner|password\d?|oldpassword|website|text)$"
)
PURPOSES = {
    "name",
    "email",
    "tel",
    "url",
    "organization",
    "address-line1",
    "postal-code",
    "one-time-code",
    "current-password",
    "new-password",
    "on",
    "off",
    "nope",
}
OF_NOBODY = {"place_name": "a hall", "title": "a thing"}
"""Names that sound personal → what they are of."""
ABOUT_OTHERS = ("frontline:", "manage:members")
"""Pages on which staff type what is somebody else's."""


def pages(stage):
    for name, who in {**OPEN, **ACCOUNT}.items():
        if name not in ("design:gallery", "healthz"):
            yield name, stage.client(who).get(stage.urls.get(name) or reverse(name))
    for step in STEPS:
        address = reverse("manage:step", args=[stage.larder.slug, stage.opportunity.pk, step])
        yield f"step:{step}", stage.client("col").get(address)


def boxes(html):
    for box in BeautifulSoup(html, "html.parser").find_all("input"):
        if box.get("type", "text") in ("text", "email", "tel", "url", "number", "password"):
            yield box


def test_every_personal_box_says_what_browsers_may_fill_in(stage):
    unsaid, about_others = set(), set()
    for name, answer in pages(stage):
        for box in boxes(answer.content):
            if PERSONAL.search(box["name"]) and box["name"] not in OF_NOBODY:
                if box.get("autocomplete") not in PURPOSES:
                    unsaid.add((name, box["name"], box.get("autocomplete")))
                if name.startswith(ABOUT_OTHERS) and box.get("autocomplete") != "off":
                    about_others.add((name, box["name"]))

    assert unsaid == set()
    assert about_others == set()


def test_a_phone_shows_the_keys_that_a_box_needs(stage):
    wanted = {"tel": "tel", "one-time-code": "numeric"}
    lacking = set()
    for name, answer in pages(stage):
        for box in boxes(answer.content):
            keys = "numeric" if box["type"] == "number" else wanted.get(box.get("autocomplete"))
            if keys and box.get("inputmode") != keys and box["type"] != keys:
                lacking.add((name, box["name"]))

    assert lacking == set()


def silent_errors(html):
    """Return the errors that their controls do not tell."""
    soup = BeautifulSoup(html, "html.parser")
    for error in soup.select(".error[id]"):
        told = soup.select(f'[aria-describedby~="{error["id"]}"]')
        controls = [control for one in told for control in ([one] if one.name != "fieldset" else one.select("input"))]
        if not told or not any(control.get("aria-invalid") == "true" for control in controls):
            yield str(error)[:200]
    for group in soup.select(".wrong"):
        if not group.select_one(".error[id]"):
            yield str(group)[:200]


@pytest.mark.parametrize("name", GOOD)
def test_every_error_is_told_by_its_control(stage, name, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    client = stage.client(WHO.get(name, ROOMS.get(name.partition(":")[0], "nobody")))
    address = address_of(stage, name)

    for typed in ({}, GOOD[name] | dict.fromkeys(GOOD[name], "\u202e" + "x" * 9000)):
        answer = client.post(address, typed)

        assert list(silent_errors(answer.content)) == []


def test_every_error_of_a_capture_is_told_by_its_control(stage):
    typed = {"do": "pass_on", "first_name": "Mr", "owed_due": "never", "place": "XX9 9ZZ", "kind": "text", "route": "x"}

    answer = stage.client("bev").post(stage.urls["frontline:capture"], typed)

    assert b'class="error"' in answer.content
    assert list(silent_errors(answer.content)) == []


def test_a_place_that_is_not_found_is_told_by_its_box_after_a_filter_too(stage):
    for headers in ({}, {"HX-Request": "true"}):
        answer = stage.client("nobody").get(reverse("opportunities:list"), {"near": "XX9 9ZZ"}, headers=headers)

        box = BeautifulSoup(answer.content, "html.parser").find(id="id_near")
        assert box["aria-invalid"] == "true"
        assert "id_near_error" in box["aria-describedby"]


def test_a_filter_tells_the_count_alone(stage):
    client = stage.client("nobody")
    whole = BeautifulSoup(client.get(reverse("opportunities:list")).content, "html.parser")
    part = client.get(reverse("opportunities:list"), {"near": "SW18 2PU"}, headers={"HX-Request": "true"})

    assert [one["id"] for one in whole.select("main [aria-live], main [role=status]")] == ["found"]
    assert whole.find(id="found").text == ""
    told = BeautifulSoup(part.content, "html.parser").find(id="found")
    assert told["hx-swap-oob"] == "innerHTML"
    assert told.text.split() == "2 things near SW18 2PU".split()


def test_a_filter_tells_what_is_wrong_with_a_place(stage):
    part = stage.client("nobody").get(
        reverse("opportunities:list"), {"near": "XX9 9ZZ"}, headers={"HX-Request": "true"}
    )

    told = " ".join(BeautifulSoup(part.content, "html.parser").find(id="found").text.split())
    assert "XX9 9ZZ" in told
    assert told.endswith("2 things on in Wandsworth")
