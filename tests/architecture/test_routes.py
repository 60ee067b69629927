"""Every route of ours × every audience answers as `routes.txt` says, by GET and by POST."""

from pathlib import Path

import pytest
from django.template.backends.django import Template
from django.urls import reverse

from hub.access import audiences
from tests import stage as stages
from tests.architecture import exceptions, routes

pytestmark = pytest.mark.django_db

EMPTY = '<!doctype html><html lang="en"><head><title>Empty</title></head><body><p id="end">.</p></body></html>'
TABLE = Path(__file__).with_name("routes.txt")


def table():
    """Return {(method, route): [answers]} in the order of the cast."""
    found, method = {}, ""
    for line in TABLE.read_text().splitlines():
        words = line.split()
        if not words or words[0].startswith("#"):
            continue
        if words[0] in ("GET", "POST"):
            method = words[0]
            assert tuple(words[1:]) == stages.AUDIENCES
        else:
            found[method, words[0]] = words[1:]
    return found


def said(answer):
    """Say an answer as the table does."""
    if answer.status_code == 302:
        return "in" if answer.headers["Location"].startswith("/accounts/login/") else "to"
    return {200: "ok", 404: "no", 405: "--"}.get(answer.status_code, str(answer.status_code))


def named():
    return sorted({name for name, _address, _view in routes.walk()} - set(exceptions.SKIPPED_ROUTES))


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_route_has_a_line(method):
    assert {name for kind, name in table() if kind == method} == set(named())


def test_every_view_names_its_audience():
    without = [name for name, _address, view in routes.walk() if audiences.of(view) is None]

    assert without == []


@pytest.fixture
def undrawn(monkeypatch):
    """Draw no page: whether it opens is asked here, and what it shows elsewhere."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: EMPTY)


@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize("who", stages.AUDIENCES)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_answers_as_the_table_says(stage, who, method):
    place, lines = stages.AUDIENCES.index(who), table()
    wrong = []
    for name in named():
        address = stage.urls.get(name) or reverse(name)
        client = stage.client(who)
        answer = client.get(address) if method == "GET" else client.post(address)
        expected = lines[method, name][place]
        if said(answer) != expected:
            wrong.append(f"{name}: {said(answer)} instead of {expected}")
    assert wrong == []


@pytest.mark.parametrize("who", stages.AUDIENCES)
def test_only_editors_and_administrators_open_the_page_editor(stage, who):

    answer = stage.client(who).get("/admin/")

    assert said(answer) == ("in" if who == "nobody" else "ok" if who in ("eve", "adi") else "no")


def test_a_member_of_another_group_of_ones_own_is_asked_to_change(stage):
    from tests.factories import MembershipFactory

    MembershipFactory(user=stage.users["col"], organisation=stage.other)
    address = reverse("manage:inbox", args=[stage.larder.slug])

    answer = stage.client("col").get(address, follow=False)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/acting/?to=earlsfield-larder")


@pytest.mark.parametrize("who", ["bev", "max", "ada", "adi", "eve"])
def test_staff_without_a_second_step_see_nothing_of_their_role(stage, who):
    stage.users[who].authenticator_set.all().delete()
    names = {"bev": "manage:calls", "max": "manage:calls", "ada": "to_verify", "adi": "to_verify"}
    address = names.get(who, "wagtailadmin_home")

    answer = stage.client(who).get(stage.urls.get(address) or reverse(address))

    assert answer.headers["Location"].startswith("/second-step/")


def test_an_organiser_without_a_second_step_sees_no_list_of_people_but_answers_one_by_link(stage):
    from hub.people.services import links
    from opportunities import private_links

    col = stage.users["col"]
    col.authenticator_set.all().delete()
    token = private_links.answer_token(col.person, stage.sign_ups["requested"], at=stage.at)
    browser = stage.client("nobody")

    listed = stage.client("col").get(stage.urls["manage:inbox"])
    browser.get(reverse("private_link", args=[token]))
    one = browser.get(stage.urls["answer"])

    assert listed.headers["Location"].startswith("/second-step/")
    assert b"Tunde" in one.content
    assert links.find(token, at=stage.at)
