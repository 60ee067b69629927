"""Creating the first pages. Safe to run again: existing pages stay unchanged."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.content import loader, shapes
from cms.models import AnotherEditor, HomePage, PlainPage, StoryIndex
from cms.services.editors import EDITORS, MODERATORS
from cms.toolkit.content import loader as toolkit
from cms.toolkit.content.shapes import Fact, FigureText, StageText, StepText
from cms.toolkit.models import Stage, Step, Toolkit
from hub.core import transactions
from hub.figures.models import Figure

Progress = Callable[[int, int], None]
REVIEW: Final = "Another editor reads it"
EDITORS_MAY: Final = (
    "access_admin",
    "change_figure",
    "view_figure",
    "add_redirect",
    "change_redirect",
    "delete_redirect",
)
"""Permissions in addition to pages and pictures, by Django's names: nothing that shows new words without a second reader."""
MODERATORS_MAY: Final = (*EDITORS_MAY, "add_figure", "change_menus")
"""No figure is ever deleted: pages refer to it."""
PICTURES: Final = ("add_image", "change_image", "choose_image", "add_picture", "change_picture", "choose_picture")
"""Wagtail asks for some of these by the name of its own model."""
WITH_FILES: Final = (*PICTURES, "add_document", "change_document", "choose_document")


@transactions.atomic
def begin(*, progress: Progress | None = None) -> int:
    """Create the first pages, figures and the review, where they are missing; return how many pages were created."""
    track = progress or (lambda _done, _of: None)
    for text in toolkit.figures().values():
        _figure(text)
    if HomePage.objects.exists():
        return 0
    before: int = Page.objects.count()
    home = _home()
    _written(home)
    _toolkit(home, track)
    _review()
    return int(Page.objects.count()) - before


def _figure(text: FigureText) -> None:
    Figure.objects.get_or_create(
        key=text.key,
        defaults={
            "value": text.value,
            "about": text.about,
            "source": text.source,
            "url": text.url,
            "as_at": text.as_at,
            "review_by": text.review_by,
            "checked_on": _checked(text),
        },
    )


CHECKED: Final = date(2026, 11, 23)
"""The day on which the sample figures were read at their sources."""


def _checked(text: FigureText) -> date | None:
    """Return when a figure was last verified: on the day all were read, or before if it was due again by then; None for never."""
    if not text.is_checked:
        return None
    return text.as_at if text.review_by < CHECKED else max(text.as_at, CHECKED)


def _home() -> HomePage:
    """Put the front page in the place of Wagtail's welcome page."""
    root, words = Page.get_first_root_node(), loader.home()
    home = HomePage(
        title=words.title,
        slug="hub",
        lead=words.lead,
        body=[("ways", shapes.ways(words.ways))],
        is_sample=True,
    )
    root.add_child(instance=home)
    Site.objects.all().delete()
    Site.objects.create(
        hostname="localhost", site_name=settings.HUB_NAME, root_page=home, is_default_site=True, port=80
    )
    for old in Page.objects.child_of(root).exclude(pk=home.pk):
        old.delete()
    return home


def _written(home: HomePage) -> None:
    stories = loader.page("stories")
    home.add_child(
        instance=StoryIndex(
            title=stories.title, slug=stories.slug, lead=stories.lead, is_sample=True, show_in_menus=True
        )
    )
    for page in map(loader.page, loader.PLAIN):
        body = [block.value() for block in page.body]
        home.add_child(instance=PlainPage(title=page.title, slug=page.slug, lead=page.lead, body=body, is_sample=True))


def _toolkit(home: HomePage, progress: Progress) -> None:
    words = loader.page("toolkit")
    street = Toolkit(title=words.title, slug=words.slug, lead=words.lead)
    home.add_child(instance=street)
    done, of = 0, sum(len(stage.steps) for stage in toolkit.stages())
    for stage in toolkit.stages():
        house = street.add_child(instance=_stage(stage))
        for step in stage.steps:
            house.add_child(instance=_step(step))
            done += 1
            progress(done, of)


def _stage(text: StageText) -> Stage:
    return Stage(title=text.title, slug=text.slug, about=text.about)


def _step(text: StepText) -> Step:
    return Step(
        title=text.title,
        slug=text.slug,
        number=text.number,
        why=text.why,
        actions=[("action", action) for action in text.actions],
        facts=[("fact", _fact(fact)) for fact in text.facts],
        use=[("use", {"name": use.name, "url": use.url, "note": use.note}) for use in text.use],
        ask=[("ask", {"who": ask.who, "about": ask.about, "phone": ""}) for ask in text.ask],
        minutes=text.minutes,
        cost=text.cost,
        applies=frozenset(text.applies),
        skip=text.skip,
    )


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "text": fact.text,
        "is_custom": fact.is_custom,
        "source": fact.source,
        "as_at": fact.as_at,
        "review_by": fact.review_by,
    }


def _group(name: str, *, may: tuple[str, ...], on_pages: tuple[str, ...], with_files: tuple[str, ...]) -> Group:
    """Return a group with these permissions, and none of those that Wagtail gives it by itself."""
    group, _made = Group.objects.get_or_create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=may))
    root, files = Page.get_first_root_node(), Collection.get_first_root_node()
    GroupPagePermission.objects.filter(group=group).delete()
    for permission in Permission.objects.filter(codename__in=on_pages, content_type__app_label="wagtailcore"):
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)
    GroupCollectionPermission.objects.filter(group=group).delete()
    for permission in Permission.objects.filter(codename__in=with_files):
        GroupCollectionPermission.objects.create(group=group, collection=files, permission=permission)
    return group


def _review() -> None:
    """Require review by another editor on the whole site, and give the editors' groups their permissions."""
    editors = _group(EDITORS, may=EDITORS_MAY, on_pages=("add_page", "change_page"), with_files=PICTURES)
    publish = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")
    moderators = _group(MODERATORS, may=MODERATORS_MAY, on_pages=publish, with_files=WITH_FILES)
    task, _made = AnotherEditor.objects.get_or_create(name=REVIEW)
    task.groups.set([editors, moderators])
    workflow, _made = Workflow.objects.get_or_create(name=REVIEW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=Page.get_first_root_node(), defaults={"workflow": workflow})
