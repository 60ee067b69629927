"""What the journeys about asking share: a worker at work, and passing somebody on at the counter."""

import re

from tests.journeys.conftest import in_days, post

GARDEN = [
    {"title": "Dig the raised beds", "on": in_days(1), "begins": "10:00", "ends": "12:00"},
    {"title": "Plant out beans", "on": in_days(3), "begins": "09:30", "ends": "11:30"},
    {"title": "Mend the shed roof", "on": in_days(1), "begins": "09:00", "ends": "11:00"},
]


def show(organiser, things):
    """Post things to do in the garden."""
    for thing in things:
        post(organiser, places=6, line="A garden for everybody.", does="Bring gloves.", cause="Green spaces", **thing)
        organiser.page.goto("/manage/earlsfield-larder/")


def at_work(visit, worker, name, service, **looks):
    """Sign a worker of a service in."""
    worker(name, service)
    visitor = visit(**looks)
    visitor.sign_in(f"{name}@example.test")
    visitor.page.wait_for_url("**/frontline/")
    return visitor


def begin_capture(page, way="At the counter"):
    """Begin a capture of somebody with whom all is sorted, and wait for its scripts."""
    page.get_by_role("button", name=way).click()
    page.wait_for_url("**/frontline/capture/*/")
    page.get_by_label("All is sorted").check()


def pass_on(page, name, kind, route):
    """Fill in a capture of somebody new who says yes to the first thing that fits, and pass them on."""
    page.get_by_label("All is sorted").check()
    page.get_by_label("I said: it changes nothing").check()
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Postcode or estate").fill("SW18 3NP")
    page.locator(".match").first.wait_for()
    page.locator(".match").first.get_by_label("Yes please").check()
    page.get_by_label(re.compile("They said yes, out loud")).check()
    page.get_by_label("Yes, keep my name").check()
    page.get_by_label(kind, exact=True).check()
    page.get_by_label("Number, email or address").fill(route)
    page.get_by_role("button", name="Pass on and print slip").click()
