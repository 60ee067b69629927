"""Every page that is meant for paper prints what it is for, and nothing that can only be pressed."""

from html import unescape

import pytest
from django.urls import reverse

from hub.access.actors import NOBODY
from hub.audit.models import Entry
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.design import pdf
from hub.desk.models import Task, TaskKind
from hub.messaging import channels
from hub.messaging.models import Letter, Message
from hub.taxonomy.codes import Slot
from opportunities.models import Opportunity, Session
from tests.paper import opened, printed, sheets

pytestmark = pytest.mark.django_db

PAGES = {
    "slip": (
        ("frontline:slip", "bev", ""),
        (
            "The Hub, Wandsworth For Joan",
            "Sort and hand out food",
            "6pm to 8pm",
            "Earlsfield Hall, Magdalen Road",
            "Your code:",
        ),
        ("Send as a text", "Large print", "Help for staff", "PDF", "Their slip"),
    ),
    "slip, 80 mm": (("frontline:slip", "bev", "?size=small"), ("For Joan", "Sort and hand out food"), ("Large print",)),
    "slip, large": (("frontline:slip", "bev", "?size=large"), ("For Joan", "Sort and hand out food"), ("80 mm",)),
    "slip during a call": (
        ("frontline:capture", "bev", ""),
        ("For Pat", "Changed your mind? Ring 07700 900100."),
        ("Match again", "Something worrying?", "Prints on one sheet", "csrf"),
    ),
    "letters": (
        ("manage:calls", "max", ""),
        ("Farida 4 Garratt Lane London SW18 4AA", "Hello Farida,", "Your code is"),
        ("Calls to make", "Joyce", "All printed and posted", "Letters to post"),
    ),
    "sign-in sheet": (
        ("manage:session", "col", ""),
        ("Sign-in sheet", "Sort and hand out food", "Earlsfield Larder", "Joyce Okoro"),
        ("01632", "Did not come", "Call this date off", "Save"),
    ),
    "whole path": (
        ("toolkit_whole", "col", ""),
        ("Earlsfield Larder", "0 of the 20 steps", "☐ Ask ten people what bothers them about it"),
        ("Print this page", "Sign out", "Signed in for"),
    ),
    "copy of a record": (
        ("record_copy", "ama", ""),
        ("Everything we hold on you", "ama@example.test", "Who may see what of you"),
        ("Keep it as a file",),
    ),
    "figures": (
        ("insight", "max", ""),
        ("What people asked for, and got", "too few people were asked"),
        ("Asked by:",),
    ),
    "figures of a service": (("insight", "max", "?who=ours"), ("Asked by: Library", "are for Library alone."), ()),
    "advert": (
        ("opportunities:page", "nobody", ""),
        ("Sort and hand out food", "What you’ll do", "Earlsfield Hall, Magdalen Road"),
        ("Send what you typed", "Send it in a text"),
    ),
    "my page": (
        ("me", "ama", ""),
        ("Sort and hand out food", "What I agreed to"),
        ("Take this back", "See all", "ask me about this again", "All of it, in full"),
    ),
    "one's own sign-up": (
        ("sign_up", "ama", ""),
        ("Sort and hand out food", "Earlsfield Hall, Magdalen Road"),
        ("Change my mind", "Send what you typed"),
    ),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_prints_what_it_is_for(stage, kind):
    (name, who, query), there, gone = PAGES[kind]

    paper = printed(stage.client(who).get((stage.urls.get(name) or reverse(name)) + query)).replace("\u00a0", " ")

    assert [words for words in there if words not in paper] == []
    assert [words for words in gone if words in paper] == []


@pytest.mark.parametrize(("name", "who"), [("frontline:capture", "bev"), ("opportunities:page", "nobody")])
def test_the_title_is_one_line_on_the_page_and_in_its_pdf(stage, name, who):
    page = stage.client(who).get(stage.urls[name]).content.decode()

    title = page.partition("<title>")[2].partition("</title>")[0]
    assert title
    assert title == " ".join(title.split())
    assert opened(pdf.of(page)).metadata.title == unescape(title)


def test_letters_of_the_demo_place_print_without_the_outbox_around_them(stage, settings):
    settings.DEMO = True

    paper = printed(stage.client("nobody").get(reverse("demo:outbox")))

    assert "Farida 4 Garratt Lane London SW18 4AA" in paper
    assert "Hello Farida," in paper
    assert "The demo outbox" not in paper
    assert "Waiting to be printed" not in paper


def test_the_slip_of_somebody_not_kept_prints_too_and_sends_nobody_to_a_page(stage):
    said = {"do": "slip", "unsorted": "nothing", "no_effect": "on", "first_name": "Pat"}
    said |= {f"choice_{stage.opportunity.pk}": "maybe"}

    paper = printed(stage.client("bev").post(stage.urls["frontline:capture"], said)).replace("\u00a0", " ")

    assert "For Pat" in paper
    assert "Sort and hand out food" in paper
    assert "To go ahead, ring 07700 900100." in paper
    assert "page" not in paper
    assert "code" not in paper


def test_a_code_to_write_down_can_be_printed_with_where_to_type_it(stage):
    browser = stage.client("nobody")
    browser.post(reverse("toolkit_begin"), {"name": "Soup and chat", "about": ["food"]})

    paper = printed(browser.post(reverse("toolkit_code")))

    assert "Soup and chat" in paper
    assert "testserver/code/" in paper
    assert "Or have the link sent" not in paper


class TestDocuments:
    def test_a_slip_on_a_roll_says_what_the_page_says_and_ends_where_it_ends(self, stage):
        browser = stage.client("bev")
        page = printed(browser.get(stage.urls["frontline:slip"]))

        answer = browser.get(stage.urls["frontline:slip_document"])

        assert sheets(answer.content) == [page]
        wide, high = (float(side) / 72 * 25.4 for side in opened(answer.content).pages[0].mediabox[2:])
        assert round(wide) == 80
        assert 100 < high < 297

    def test_a_slip_in_large_print_is_on_a4_in_sixteen_points(self, stage):
        answer = stage.client("bev").get(stage.urls["frontline:slip_document"] + "?size=large")

        page = opened(answer.content).pages[0]
        assert [round(float(side) / 72 * 25.4) for side in page.mediabox[2:]] == [210, 297]
        assert smallest(page) == 16

    def test_letters_are_in_sixteen_points_a_page_each(self, stage):
        first = Letter.objects.get()
        message = Message.objects.get(pk=first.message_id)
        owner = message.task.organisation_id
        message.pk = message.task = None
        message.words = "A second letter."
        message.save()
        channels.hand_on(message, owner_id=owner, at=message.created_at)

        answer = stage.client("max").get(stage.urls["manage:letters"])

        letters = sheets(answer.content)
        assert len(letters) == 2
        assert "Hello Farida," in letters[0]
        assert "A second letter." in letters[1]
        assert {smallest(page) for page in opened(answer.content).pages} == {16}

    def test_with_no_letters_there_is_no_document_and_no_link(self, stage):
        Task.objects.filter(kind=TaskKind.LETTER).delete()
        browser = stage.client("max")

        assert browser.get(stage.urls["manage:letters"]).status_code == 404
        assert stage.urls["manage:letters"] not in browser.get(stage.urls["manage:calls"]).content.decode()

    @pytest.mark.parametrize(("name", "who"), [("frontline:slip_document", "bev"), ("manage:letters", "max")])
    def test_are_shown_and_kept_nowhere(self, stage, name, who):
        answer = stage.client(who).get(stage.urls[name])

        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline; filename=")
        assert "no-store" in answer["Cache-Control"]

    def test_that_people_are_seen_in_letters_is_logged(self, stage):
        before = Entry.objects.count()

        stage.client("max").get(stage.urls["manage:letters"])

        assert Entry.objects.count() > before


def smallest(page) -> int:
    """Return the size of the smallest letters on a sheet, in points."""
    sizes = []

    def visit(text, page_scale, place, _font, size):
        if text.strip():
            sizes.append(round(abs(size * place[3] * page_scale[3])))

    page.extract_text(visitor_text=visit)
    return min(sizes)


class TestSlip:
    def test_has_the_first_date_when_they_are_free(self, stage):
        joan = stage.people["joan"]
        assert joan.preference.slots == frozenset({Slot.TUE_EVENING})
        first, later = stage.opportunity.sessions.order_by("starts_at")
        Session.objects.filter(pk=first.pk).update(slots=frozenset({Slot.MON_EVENING}), places=20)
        Session.objects.filter(pk=later.pk).update(slots=frozenset({Slot.TUE_EVENING}))

        paper = printed(stage.client("bev").get(stage.urls["frontline:slip"]))

        assert f"{later.starts_at.day} " in paper
        assert "You named other times." not in paper

    def test_has_the_way_there_and_a_number_to_ring(self, stage):
        venue = stage.opportunity.venue
        venue.getting_there = "Bus 44 stops outside. Ring the side bell."
        venue.save()
        Opportunity.objects.filter(pk=stage.opportunity.pk).update(contact_phone="020 7946 0000")

        paper = printed(stage.client("bev").get(stage.urls["frontline:slip"])).replace("\u00a0", " ")

        assert "Getting there Bus 44 stops outside. Ring the side bell." in paper
        assert "Ask for Precious, 020 7946 0000" in paper

    def test_has_all_that_was_read_out_and_agreed_to(self, stage):
        paper = printed(stage.client("bev").get(stage.urls["frontline:slip"]))

        assert (
            "“Yes, tell Earlsfield Larder my first name, what I said and what makes it easier for me. When they say yes, my "
            "surname and how to reach me as well. Nobody else. I can take this back any time.”"
        ) in paper

    def test_has_none_of_what_was_taken_back_since(self, stage):
        consents.withdraw(stage.people["joan"], Purpose.PASS_ON, recipient_id=stage.larder.pk, by=NOBODY, at=stage.at)

        paper = printed(stage.client("bev").get(stage.urls["frontline:slip"]))

        assert "Yes, tell Earlsfield Larder" not in paper
        assert "Yes, keep my name" in paper
