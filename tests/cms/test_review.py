"""What one editor writes another reads before it is on show, and nobody approves words of their own."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import StoryIndex
from cms.services import editors
from cms.toolkit.models import Step
from hub.access.actors import SYSTEM
from hub.access.roles import Role
from hub.accounts.models import User
from organisations.services import members
from tests import html_forms, written
from tests.factories import UserFactory
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def step():
    written.pages()
    return Step.objects.get(number=2)


def editor(role=Role.EDITOR):
    user = UserFactory()
    members.add(user, None, role, by=SYSTEM, at=timezone.now())
    editors.follow(str(user.pk), at=timezone.now())
    return User.objects.get(pk=user.pk)


def change(step, words, by):
    latest = step.get_latest_revision_as_object()
    latest.why = words
    latest.save_revision(user=by)
    return Step.objects.get(pk=step.pk)


def send(step, by):
    step.get_workflow().start(step, by)
    return Step.objects.get(pk=step.pk)


def acts(step, user):
    return {name for name, _words, _more in step.current_workflow_task.specific.get_actions(step, user)}


def approve(step, user):
    step.current_workflow_task.specific.on_action(step.current_workflow_task_state, user, "approve")


def shown(step):
    return Step.objects.get(pk=step.pk).why


def test_the_one_who_sent_it_may_not_approve_it(step):
    eve = editor()
    sent = send(change(step, "Eve's words.", eve), eve)

    assert acts(sent, eve) == set()
    with pytest.raises(PermissionDenied):
        approve(sent, eve)
    assert shown(step) != "Eve's words."


def test_another_editor_who_may_not_publish_alone_approves_it(step):
    eve, ed = editor(), editor()
    sent = send(change(step, "Eve's words.", eve), eve)
    assert not step.permissions_for_user(ed).can_publish()

    approve(sent, ed)

    assert shown(step) == "Eve's words."


def test_whoever_changes_it_on_the_way_may_no_longer_approve_it(step):
    eve, ed, una = editor(), editor(), editor()
    sent = send(change(step, "Eve's words.", eve), eve)
    changed = change(sent, "Ed's words.", ed)

    with pytest.raises(PermissionDenied):
        approve(changed, ed)
    assert shown(step) != "Ed's words."

    approve(changed, una)
    assert shown(step) == "Ed's words."


def test_saving_it_untouched_keeps_nobody_from_approving_it(step):
    eve, ed = editor(), editor()
    sent = send(change(step, "Eve's words.", eve), eve)
    sent.get_latest_revision_as_object().save_revision(user=ed)

    approve(Step.objects.get(pk=step.pk), ed)

    assert shown(step) == "Eve's words."


def test_somebody_who_is_no_editor_any_more_approves_nothing(step):
    eve, ed = editor(), editor()
    sent = send(change(step, "Eve's words.", eve), eve)
    ed.memberships.all().delete()
    editors.follow(str(ed.pk), at=timezone.now())

    assert acts(sent, User.objects.get(pk=ed.pk)) == set()


def test_an_administrator_may_put_a_page_on_show_alone(step):
    assert step.permissions_for_user(editor(Role.ADMINISTRATOR)).can_publish()


def browser_of(user):
    client = Client()
    client.force_login(user)
    second_factor_for(user)
    return client


def to_review(user):
    """Return the titles of what an editor's first page lists as waiting for them."""
    page = BeautifulSoup(browser_of(user).get(reverse("wagtailadmin_home")).content, "html.parser")
    panel = page.find(id="awaiting-review-content")
    return [link.get_text(strip=True) for link in panel.select(".title-wrapper a")] if panel else []


def test_what_waits_is_listed_to_others_and_not_to_its_author(step):
    eve, ed = editor(), editor()
    sent = send(change(step, "Eve's words.", eve), eve)

    assert to_review(eve) == []
    assert to_review(ed) == [sent.title]


def test_whoever_may_approve_sees_the_button_first(step):
    eve, ed = editor(), editor()
    sent = send(change(step, "Eve's words.", eve), eve)

    first = {}
    for user in (eve, ed):
        address = reverse("wagtailadmin_pages:edit", args=[sent.pk])
        page = BeautifulSoup(browser_of(user).get(address).content, "html.parser")
        buttons = page.select("footer nav button, footer nav a")
        first[user] = next(button for button in buttons if "toggle" not in str(button.attrs)).get_text(" ", strip=True)

    assert first[ed].startswith("Approve and Publish")
    assert first[eve].startswith("Save draft")


def press_approve(browser, page):
    state = Step.objects.get(pk=page.pk).current_workflow_task_state
    browser.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""})


def test_what_changed_after_it_was_read_is_not_approved_from_the_list(step):
    eve, ed = editor(), editor()
    sent = send(change(step, "Eve's words.", eve), eve)
    browser = browser_of(ed)
    browser.get(reverse("wagtailadmin_pages:view_draft", args=[sent.pk]))
    change(sent, "Ring 09!", eve)

    press_approve(browser, sent)
    assert shown(step) != "Ring 09!"
    browser.get(reverse("wagtailadmin_pages:edit", args=[sent.pk]))
    press_approve(browser, sent)
    assert shown(step) == "Ring 09!"


@pytest.mark.usefixtures("step")
def test_what_changed_while_it_is_open_is_not_approved_on_its_page():
    eve, ed = editor(), editor()
    stories = StoryIndex.objects.get()

    def write(lead):
        latest = StoryIndex.objects.get().get_latest_revision_as_object()
        latest.lead = lead
        latest.save_revision(user=eve)

    write("Eve's words.")
    stories.get_workflow().start(StoryIndex.objects.get(), eve)
    address, browser = reverse("wagtailadmin_pages:edit", args=[stories.pk]), browser_of(ed)
    form = html_forms.fields_of(browser.get(address).content.decode(), having="lead")
    assert form["lead"] == ["Eve's words."]
    write("Ring 09!")

    answer = browser.post(address, {**form, "action-workflow-action": "true", "workflow-action-name": "approve"})

    assert answer.status_code in (200, 302)
    assert StoryIndex.objects.get().lead not in ("Ring 09!", "Eve's words.")


def test_nobody_approves_what_they_never_opened(step):
    eve, ed = editor(), editor()
    sent = send(change(step, "Eve's words.", eve), eve)

    press_approve(browser_of(ed), sent)

    assert shown(step) != "Eve's words."


@pytest.mark.usefixtures("step")
def test_no_menu_of_the_editors_pages_opens_empty():
    ed = browser_of(editor())

    for name in ("wagtailadmin_home", "wagtailadmin_explore_root", "wagtailredirects:index", "wagtailimages:index"):
        page = BeautifulSoup(ed.get(reverse(name)).content, "html.parser")
        for menu in page.select('[data-controller~="w-dropdown"]'):
            assert menu.select('[data-w-dropdown-target="content"] :is(a, button, input)'), str(menu)[:300]
