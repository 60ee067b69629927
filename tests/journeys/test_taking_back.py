"""Taking it back, through the screens: by text, and on one’s own page."""

import re

import pytest

from hub.audit.models import Entry
from hub.messaging.models import Message
from hub.people.models import Reach
from matching.frontline.models import Referral, Status
from tests.journeys.asking import GARDEN, at_work, pass_on, show
from tests.journeys.conftest import PHONE, clock, clock_at_noon_tomorrow

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def organiser(visit, col, larder):
    """An organiser signed in, with one thing in the garden on show."""
    organiser = visit()
    organiser.sign_in("col@example.test")
    organiser.page.wait_for_url("**/manage/earlsfield-larder/")
    show(organiser, GARDEN[:1])
    return organiser


def passed_on(visit, worker, organiser):
    """Have a worker pass Femi on, by the screens."""
    bev = at_work(visit, worker, "bev", "Roehampton Housing")
    page = bev.page
    page.get_by_role("button", name="At the counter").click()
    pass_on(page, "Femi", "Text message", "07700 900101")
    page.get_by_text("Passed on to Earlsfield Larder.").wait_for()
    clock_at_noon_tomorrow()
    return bev


def gone(organiser, bev):
    """See from the other side that the group no longer sees Femi, and that everybody was told."""
    referral = Referral.objects.get()
    assert referral.status == Status.WITHDRAWN
    assert not Reach.objects.live().filter(person=referral.person, why="referral").exists()
    organiser.page.goto("/manage/earlsfield-larder/people/")
    assert "Femi" not in organiser.page.content()
    organiser.page.goto(f"/manage/earlsfield-larder/referrals/{referral.pk}/")
    assert "Femi" not in organiser.page.content() and "Anything" not in organiser.page.content()
    clock_at_noon_tomorrow()
    assert "please delete it" in Message.objects.get(notice="referral_recalled").words
    bev.page.goto("/frontline/")
    bev.page.get_by_text("Taken back").wait_for()
    events = set(Entry.objects.about(referral.person_id).values_list("event", flat=True))
    assert {"consent.withdrawn", "referral.withdrawn"} <= events
    return referral


def test_stop_by_text_recalls_what_was_passed_on(visit, worker, organiser):
    bev = passed_on(visit, worker, organiser)
    femi = visit(**PHONE)
    femi.page.goto("/demo/outbox/text/")
    femi.page.get_by_role("button", name=re.compile("STOP")).first.click()
    femi.page.get_by_text("They answered STOP.").wait_for()

    referral = gone(organiser, bev)
    last = Message.objects.filter(person=referral.person, channel="text").order_by("created_at").last()
    assert last.notice == "stopped_texts"


def test_taking_an_agreement_back_on_ones_own_page_recalls_what_was_passed_on(visit, worker, organiser):
    bev = passed_on(visit, worker, organiser)
    words = Message.objects.get(person=Referral.objects.get().person, notice="passed_on").words
    femi = visit(**PHONE)
    femi.page.goto(re.search(r"/t/\S+", words)[0])
    femi.page.goto("/me/consents/")
    femi.page.get_by_role("link", name=re.compile("^Take this back ?: Earlsfield Larder")).click()
    femi.page.get_by_role("button", name="Yes, take it back").click()
    femi.page.get_by_role("heading", name="What I agreed to").wait_for()

    referral = gone(organiser, bev)
    assert Message.objects.filter(person=referral.person, notice="taken_back").exists()
    femi.page.goto("/me/record/")
    femi.page.get_by_text("Roehampton Housing, Front-line worker").first.wait_for()
    clock()
