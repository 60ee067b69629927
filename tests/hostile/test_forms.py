"""Ten families of hostile input × every field of every form that the public, organisers and advisers meet.

An answer is never a server error. If it is not taken, there is a message, and what was typed still stands in its box.
"""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from opportunities.models import Session
from tests import written
from tests.architecture import exceptions

pytestmark = pytest.mark.django_db

FAMILIES = {
    "empty": "",
    "far too long": "x" * 20_000,
    "control characters": "a\x01\x02\x1b[31mb\x7f",
    "nul": "a\x00b",
    "markup": "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>",
    "right to left": "\u202eمرحبا بالعالم\u202c",
    "emoji": "👩🏽‍🌾🧅💥",
    "bad dates": "2026-02-30",
    "huge numbers": "9" * 400,
    "repeated": ["one", "two", "three"],
}

GOOD = {
    "opportunities:join": {"name": "Ama", "kind": "email", "route": "a@example.test", "words": "Hello", "agree": "on"},
    "code": {"code": "ABCD-EFGH-JKMN-PQRS"},
    "link_needed": {"route": "a@example.test"},
    "organisations:join": {"name": "Balham Choir", "kind": "group", "about": "We sing.", "ring_on": "07700 900123"},
    "manage:about": {
        "name": "Earlsfield Larder",
        "about": "Food.",
        "email": "",
        "phone": "",
        "website": "",
        "reply_hours": "24",
    },
    "manage:members": {"email": "new@example.test", "role": "worker"},
    "manage:member": {"role": "worker"},
    "manage:new": {"title": "Paint the shed", "kind": "one_off"},
    "manage:people_near": {"words": "Come and help."},
    "manage:decline": {"words": "Next time."},
    "manage:session": {"places": "9"},
    "manage:another": {"session": "1"},
    "step:what": {"title": "T", "summary": "S", "what_you_do": "W", "causes": "older", "activities": "talk"},
    "step:when": {
        "commitment": "hours_once",
        "joining": "each_date",
        "flexible": "",
        "windows": "3",
        "flexible_places": "",
    },
    "step:date": {
        "add-date": "1",
        "date-date": "2027-01-05",
        "date-begins": "18:00",
        "date-ends": "20:00",
        "date-often": "once",
        "date-last_day": "",
        "date-places": "8",
    },
    "step:where": {
        "remote": "",
        "place_name": "Hall",
        "address": "Street",
        "postcode": "SW18 3NP",
        "getting_there": "Bus",
    },
    "step:who": {"min_age": "", "checks": "none", "checks_weeks": "", "skills": "none", "languages": "en"},
    "step:good-to-know": {"access": "quiet", "access_note": "", "costs": "free", "costs_note": ""},
    "step:reply": {
        "answering": "organiser",
        "contact_name": "Precious",
        "contact_words": "Come.",
        "contact_phone": "",
        "contact_email": "",
    },
    "verification": {"what": "tier", "tier-tier": "1", "tier-reason": "Seen."},
    "verification:pause": {"what": "suspend", "suspend-reason": "Money is missing."},
    "preferences": {
        "words": "Gardening.",
        "anything": "",
        "place": "SW18 3NP",
        "often": "hours_monthly",
        "how_far": "mile",
        "slots": "3",
        "kind": "text",
        "route": "07700 900123",
        "safe_from": "",
        "safe_until": "",
        "name": "Ama",
    },
    "preferences:own": {"words": "Gardening.", "anything": "", "place": "", "kind": "text", "route": "07700 900123"},
    "code:slip": {"code": "ABCD-EFGH", "fact": "0123"},
    "code_text": {"number": "07700 900123"},
    "ask_yes": {"session": "1"},
    "ask_no": {"answer": "maybe"},
    "frontline:add": {"name": "Joan", "kind": "text", "route": "07700 900123", "safe_from": "", "way": "phone"},
    "frontline:preference": {"words": "Gardening.", "place": "", "kind": "text", "route": "07700 900123"},
    "frontline:ask": {"opportunity": "1", "words": "I thought of you."},
    "frontline:pass_on": {"organisation": "1", "wish": "Company."},
    "manage:referral": {"do": "decline", "reason": "full", "words": "Next time."},
    "toolkit_begin": {"name": "Lunch in Furzedown", "about": "food"},
    "toolkit_about": {"name": "Lunch in Furzedown", "about": "food"},
    "account_login": {"login": "a@example.test", "password": "wrong"},
    "account_signup": {"name": "Ama", "email": "b@example.test", "password1": "a-long-enough-word"},
    "account_reset_password": {"email": "a@example.test"},
    "account_request_login_code": {"email": "a@example.test"},
}
WHO = {
    "verification": "ada",
    "verification:pause": "ada",
    "organisations:join": "ama",
    "manage:members": "max",
    "manage:member": "max",
    "preferences:own": "ama",
    "ask_yes": "ama",
    "ask_no": "ama",
    "toolkit_about": "col",
}
ROOMS = {"manage": "col", "step": "col", "frontline": "bev"}


class Boxes(HTMLParser):
    """What stands in each text box and text area of a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.held, self.area = {}, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "input" and attrs.get("type") not in ("checkbox", "radio", "hidden", "submit", "password"):
            self.held[attrs.get("name")] = attrs.get("value", "")
        if tag == "textarea":
            self.area = attrs.get("name")
            self.held[self.area] = ""

    def handle_endtag(self, tag):
        if tag == "textarea":
            self.area = None

    def handle_data(self, data):
        if self.area:
            self.held[self.area] += data


def boxes(answer):
    parser = Boxes()
    parser.feed(answer.content.decode())
    return parser.held


def address_of(stage, name):
    if name.startswith("step:"):
        step = "when" if name == "step:date" else name.removeprefix("step:")
        return reverse("manage:step", args=[stage.larder.slug, stage.opportunity.pk, step])
    name = name.removesuffix(":pause").removesuffix(":own").removesuffix(":slip")
    return stage.urls.get(name) or reverse(name)


def without_space(text):
    return "".join(text.split())


@pytest.mark.parametrize("name", GOOD)
def test_a_form_answers_kindly(stage, name, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    client = stage.client(WHO.get(name, ROOMS.get(name.partition(":")[0], "nobody")))
    good = GOOD[name] | ({"session": str(stage.session.pk)} if name == "opportunities:join" else {})
    address = address_of(stage, name)
    Session.objects.update(places=None)  # hundreds of yeses must not run out of places

    for number, (family, typed) in enumerate(FAMILIES.items()):
        # Half of the kinds of text for each field, and each kind in half of the fields.
        for field in list(good)[number % 2 :: 2] if len(good) > 1 else good:
            answer = client.post(address, {**good, field: typed})

            assert answer.status_code in (200, 302, 404), (family, field, answer.status_code)
            last = typed[-1] if isinstance(typed, list) else typed
            if answer.status_code == 200 and last and field not in exceptions.PASSWORDS:
                assert b"error" in answer.content, (family, field)
                kept = boxes(answer).get(field, last)
                assert without_space(kept)[:1000] == without_space(last)[:1000], (family, field)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_a_worker_types_while_somebody_talks_stays_typed(stage, family):
    client = stage.client("bev")
    typed = FAMILIES[family]
    last = typed[-1] if isinstance(typed, list) else typed

    for field in ("first_name", "place", "words", "route", "owed_what", "owed_owner", "owed_due", "because"):
        matched = client.post(stage.urls["frontline:capture"], {"do": "match", field: typed})
        refused = client.post(stage.urls["frontline:capture"], {"do": "pass_on", field: typed})

        assert (matched.status_code, refused.status_code) == (200, 200), field
        assert b"error" in refused.content, field
        for answer in (matched, refused):
            assert without_space(boxes(answer).get(field, last))[:1000] == without_space(last)[:1000], field


@pytest.mark.parametrize("family", FAMILIES)
def test_looking_for_somebody_answers_kindly(stage, family):
    answer = stage.client("bev").post(
        stage.urls.get("frontline:find") or reverse("frontline:find"), {"text": FAMILIES[family]}
    )

    words = answer.content.decode()
    assert answer.status_code == 200
    assert "Nobody like that" in words or 'class="error"' in words
    assert "<script>alert" not in words


def test_keeping_ones_place_in_the_toolkit_answers_kindly():
    written.pages()
    client = Client()
    client.post(reverse("toolkit_begin"), {"name": "Lunch in Furzedown"})
    good = {"name": "Ida", "kind": "email", "route": "ida@example.test", "keep": "on"}

    for family, typed in FAMILIES.items():
        last = typed[-1] if isinstance(typed, list) else typed
        for field in good:
            answer = client.post(reverse("toolkit_keep"), {**good, field: typed})

            assert answer.status_code in (200, 302), (family, field)
            if answer.status_code == 200 and last:
                assert b"error" in answer.content, (family, field)
                kept = boxes(answer).get(field, last)
                assert without_space(kept)[:1000] == without_space(last)[:1000], (family, field)


@pytest.mark.parametrize("field", ["q", "kind", "page"])
def test_the_search_answers_kindly(client, field):
    written.pages()

    for family, typed in FAMILIES.items():
        answer = client.get(reverse("search"), {"q": "garden", field: typed})

        assert answer.status_code == 200, family
        assert b"<script>alert" not in answer.content, family


@pytest.mark.parametrize("field", ["days", "ward", "who"])
def test_the_figures_answer_kindly(stage, field):
    client = stage.client("max")

    for family, typed in FAMILIES.items():
        for name in ("insight", "insight_tables"):
            assert client.get(reverse(name), {field: typed}).status_code == 200, (name, family)


def test_a_test_message_answers_kindly(stage):
    client = stage.client("adi")

    for family, typed in FAMILIES.items():
        answer = client.post(reverse("hub_status"), {"test": "text", "number": typed}, follow=True)

        assert answer.status_code == 200, family
        assert b"<script>alert" not in answer.content, family


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(
    "field", ["near", "within", "words", "day", "part", "access", "cause", "kind", "sort", "page", "nonsense"]
)
def test_the_list_answers_kindly(client, family, field):
    answer = client.get(reverse("opportunities:list"), {field: FAMILIES[family]})

    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


@pytest.mark.parametrize(
    "address", ["/opportunities/99999999999999999999-x/", "/me/sign-ups/not-a-uuid/", "/t/💥/", "/%00/"]
)
def test_an_address_that_cannot_be_is_not_found(client, address):
    assert client.get(address).status_code in (302, 404)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("XX9 9ZZ", "XX9 9ZZ"),
        ("X1", "X1"),
        ("M1 1AE", "outside Wandsworth"),
        ("Nowhere-on-Sea", "Nowhere-on-Sea"),
    ],
)
def test_a_place_that_is_not_found_gets_an_answer_of_its_own_and_stays_typed(client, typed, words):
    answer = client.get(reverse("opportunities:list"), {"near": typed})

    assert words in answer.content.decode()
    assert boxes(answer)["near"] == typed
