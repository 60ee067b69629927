"""Pages that people edit, through the screens: written, previewed, sent, approved by somebody else; figures that change everywhere."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.toolkit.models import Step, Toolkit
from hub.access.actors import SYSTEM
from hub.access.roles import Role
from hub.figures import reading
from hub.figures.models import Figure
from organisations.services import members
from tests import written
from tests.factories import UserFactory
from tests.journeys.conftest import clock

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Write the name on a card and keep it by the door."


@pytest.fixture
def pages(site):
    written.pages()


@pytest.fixture
def editor(pages, visit):
    """Sign in somebody who edits pages: call it with their name."""

    def _editor(name, role=Role.EDITOR):
        user = UserFactory(email=f"{name}@example.test")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        members.add(user, None, role, by=SYSTEM, at=timezone.now())
        clock()
        visitor = visit()
        visitor.sign_in(user.email)
        visitor.page.wait_for_url(lambda url: "login" not in url)
        return visitor

    return _editor


def edit(visitor, page):
    visitor.page.goto(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def in_menu(page, name):
    """Choose one of the acts beside the save button of Wagtail's editor."""
    page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    page.get_by_role("button", name=re.compile(name)).click()


def test_a_step_is_changed_previewed_sent_and_approved_by_somebody_else(editor, visit):
    step = Step.objects.get(number=2)
    was, url = step.why, step.url
    eve, ed = editor("eve"), editor("ed")
    reader = visit()

    edit(eve, step)
    eve.page.get_by_role("textbox", name="Why").fill(WORDS)
    eve.page.get_by_role("button", name=re.compile("preview", re.IGNORECASE)).first.click()
    frame = eve.page.frame_locator("iframe[title*='review']").first
    frame.get_by_text(WORDS).wait_for()
    in_menu(eve.page, "^Submit to")
    eve.page.get_by_text(re.compile("submitted for moderation|has been submitted")).wait_for()
    reader.page.goto(url)
    assert was[:30] in reader.page.content() and WORDS not in reader.page.content()

    edit(eve, step)
    assert eve.page.get_by_role("button", name=re.compile("^Approve")).count() == 0

    edit(ed, step)
    assert ed.page.get_by_role("textbox", name="Why").input_value() == WORDS
    ed.page.get_by_role("button", name=re.compile("^Approve and Publish")).first.click()
    ed.page.wait_for_url(lambda url: "edit" not in url)
    reader.page.goto(url)
    assert WORDS in reader.page.content()


def test_a_figure_changed_once_changes_on_every_page(editor, visit):
    figure = _most_named()
    steps = [step for step in Step.objects.live() if figure.key in _names(step)]
    assert len(steps) >= 2
    adi, reader = editor("adi", Role.ADMINISTRATOR), visit()

    adi.page.goto(reverse(figure.snippet_viewset.get_url_name("edit"), args=[figure.pk]))
    adi.page.get_by_label(re.compile("what it is now", re.IGNORECASE)).fill("seventeen pence")
    adi.page.get_by_role("button", name="Save").click()
    adi.page.get_by_text(re.compile("updated")).first.wait_for()

    for step in steps:
        reader.page.goto(step.url)
        assert "seventeen pence" in reader.page.content(), step.title


def _names(step):
    facts = (block.value["text"] for block in step.facts)
    return {name for text in (step.why, step.cost, step.skip, *facts) for name in reading.named_in(text)}


def _most_named():
    counts = {}
    for step in Step.objects.live():
        for name in _names(step):
            counts[name] = counts.get(name, 0) + 1
    return Figure.objects.get(key=max(counts, key=lambda name: (counts[name], name)))


def test_nothing_in_the_editors_pages_is_fetched_from_elsewhere(editor):
    """Every kind of page there opens, with its panels and its preview; `visit` fails for another host or a script that breaks."""
    adi = editor("adi", Role.ADMINISTRATOR)
    page = adi.page
    kinds = {}
    for one in Page.objects.live().filter(depth__gte=2).select_related("content_type"):
        kinds.setdefault(one.content_type.model, one)

    page.goto("/admin/")
    for found in kinds.values():
        edit(adi, found)
        page.get_by_role("button", name=re.compile("preview", re.IGNORECASE)).first.click()
        page.frame_locator("iframe[title*='review']").first.locator("main").wait_for(state="attached")
        adi.page.goto(reverse("wagtailadmin_explore", args=[found.pk]))
        page.get_by_role("heading").first.wait_for()
    for name in (
        "wagtailimages:index",
        "wagtailimages:add",
        "wagtaildocs:index",
        "wagtailredirects:index",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_account",
        Figure.snippet_viewset.get_url_name("list"),
        Figure.snippet_viewset.get_url_name("add"),
    ):
        page.goto(reverse(name))
        page.get_by_role("heading").first.wait_for()
    page.goto("/admin/settings/cms/menus/")
    page.get_by_role("heading").first.wait_for()


def test_text_that_is_pasted_too_long_is_refused_in_words_and_never_cut(editor):
    toolkit, eve = Toolkit.objects.get(), editor("eve")
    before = toolkit.lead
    edit(eve, toolkit)
    field = eve.page.locator("[name=lead]")

    field.click()
    eve.page.evaluate("document.activeElement.select(); document.execCommand('insertText', false, 'x'.repeat(300))")
    assert len(field.input_value()) == 300
    eve.page.get_by_role("button", name="Save draft").click()

    eve.page.get_by_text("at most 240 characters (it has 300)").first.wait_for()
    assert len(field.input_value()) == 300
    toolkit.refresh_from_db()
    assert toolkit.lead == before
