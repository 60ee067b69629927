"""An editor opens a page of each kind and saves it untouched: every word and every choice of it stays."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.models import Page

from tests.journeys.test_pages import edit, editor, pages

__all__ = ["editor", "pages"]
pytestmark = pytest.mark.django_db(transaction=True)

SET_BY_SAVING = {
    "latest_revision",
    "latest_revision_created_at",
    "has_unpublished_changes",
    "draft_title",
    "live_revision",
    "last_published_at",
    "first_published_at",
    "translation_key",
}
"""What Wagtail itself writes with each save."""


def content(page):
    """Return what a page holds, without the marks that the editor's text boxes put into paragraphs."""
    kept = page.specific.serializable_data()
    return {name: _plain(value) for name, value in kept.items() if name not in SET_BY_SAVING}


def _plain(value):
    """Return a value as it reads: a body without regard to the order of its keys, text without the marks."""
    if isinstance(value, str) and value.startswith("[{"):
        value = json.dumps(json.loads(value), sort_keys=True)
    return re.sub(r' data-block-key=\\?"\w+\\?"', "", value) if isinstance(value, str) else value


def each_kind():
    """Return one page of each kind that editors write, the longest of its kind."""
    kinds = {}
    for page in Page.objects.filter(depth__gt=1).specific():
        kinds.setdefault(type(page).__name__, []).append(page)
    return {name: max(found, key=lambda page: len(str(content(page)))) for name, found in kinds.items()}


def test_a_page_of_each_kind_is_saved_untouched(editor):
    eve = editor("eve")
    changed = {}
    kinds = each_kind()
    for name, page in kinds.items():
        before = content(page)
        edit(eve, page)
        form = eve.page.locator("form[data-edit-form]")
        with eve.page.expect_navigation():
            form.evaluate("form => form.requestSubmit()")
        after = content(page.specific_class.objects.get(pk=page.pk).get_latest_revision_as_object())
        changed |= {
            f"{name}.{field}": (before[field], after[field]) for field in before if before[field] != after[field]
        }

    assert {"HomePage", "StoryIndex", "PlainPage", "Toolkit", "Stage", "Step"} <= set(kinds)
    assert changed == {}
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in eve.page.url
