"""A planned page goes on show and comes down by the clock; a story past its agreement is nowhere, clock or not."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command, get_commands
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import HomePage, Story, StoryIndex
from cms.searching import texts
from cms.services import scheduled
from hub.core import registry
from tests import written

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def story():
    """A story on show, that the front page quotes."""
    written.pages()
    index = StoryIndex.objects.get()
    story = Story(
        title="Rosa and the bikes",
        teaser="I came for a pump.",
        who="Rosa, Tooting",
        agreed_on=timezone.localdate() - DAY,
        agreed_how="slip",
        shown_until=timezone.localdate() + DAY,
    )
    index.add_child(instance=story)
    story.save_revision().publish()
    home = HomePage.objects.get()
    home.body.append(("story", {"story": story}))
    home.save_revision().publish()
    return story


def seen(client, story):
    """Return where a visitor meets the story."""
    places = {
        "itself": story.url,
        "list": story.get_parent().url,
        "front page": "/",
        "sitemap": "/sitemap.xml",
        "search": f"{reverse('search')}?q=bikes+pump",
    }
    signs = ("I came for a pump", story.slug)
    answers = {name: client.get(address) for name, address in places.items()}
    return {
        name
        for name, answer in answers.items()
        if answer.status_code == 200 and any(sign in _body(answer) for sign in signs)
    }


def _body(answer):
    return answer.content.decode()


def test_a_story_past_its_agreement_is_nowhere_before_any_clock_struck(client, story):
    assert seen(client, story) >= {"itself", "list", "front page", "sitemap"}
    assert story.pk in _gathered()

    Page.objects.filter(pk=story.pk).update(expire_at=timezone.now() - timedelta(seconds=1))

    assert seen(client, story) == set()
    assert story.pk not in _gathered()


def _gathered():
    return {text.thing.pk for text in texts.texts(at=timezone.now()) if text.thing.kind == "story"}


def test_a_story_is_not_agreed_to_for_decades(story):
    story.shown_until = timezone.localdate() + 800 * DAY

    with pytest.raises(ValidationError) as refused:
        story.full_clean()

    assert list(refused.value.message_dict) == ["shown_until"]


def test_the_clock_takes_a_page_down_at_its_end_and_says_so(story):
    ends = story.expire_at

    assert scheduled.run(at=ends - timedelta(minutes=1)) == "0 pages taken down, 0 put on show."
    assert Story.objects.get().live
    assert scheduled.run(at=ends) == "1 pages taken down, 0 put on show."
    assert not Story.objects.get().live
    assert Story.objects.get().expired
    assert scheduled.run(at=ends + DAY) == "0 pages taken down, 0 put on show."


def test_the_clock_puts_a_planned_page_on_show_at_its_time(story, monkeypatch):
    soon = timezone.now() + 2 * DAY
    story.unpublish()
    story.go_live_at, story.expire_at, story.shown_until = soon, None, timezone.localdate() + 9 * DAY
    story.save_revision().publish()

    scheduled.run(at=soon - timedelta(minutes=1))
    assert not Story.objects.get().live
    monkeypatch.setattr("django.utils.timezone.now", lambda: soon)
    scheduled.run(at=soon)
    assert Story.objects.get().live


RUNS_AS = {"clearsessions": "housekeeping", "publish_scheduled": "pages"}
"""By hand: commands that libraries expect to be run from time to time → our clock work that does it."""
NEEDS_NO_CLOCK = {
    "account_unsetmultipleprimaryemails": "mends data of an old version",
    "api_tokens": "tokens of an interface that is not open",
    "convert_mariadb_uuids": "another database",
    "create_log_entries_from_revisions": "once, for a log that began late",
    "fixtree": "mends a tree",
    "import_redirects": "by hand",
    "move_pages": "by hand",
    "publish_scheduled_pages": "the old name of publish_scheduled",
    "purge_embeds": "no page embeds anything",
    "purge_revisions": "editors want the history of a page",
    "rebuild_references_index": "kept with each save",
    "set_url_paths": "mends a tree",
    "show_references_index": "only prints",
    "update_index": "search has an index of its own",
    "wagtail_update_index": "search has an index of its own",
    "wagtail_update_image_renditions": "by hand, when filters change",
    "enable_fuzzystrmatch": "once",
    "enable_trigram": "once",
    "enable_unaccent": "once",
}


def test_whatever_libraries_expect_to_be_run_stands_in_the_timetable():
    theirs = ("wagtail", "allauth", "django.contrib.sessions")
    found = {name for name, app in get_commands().items() if str(app).startswith(theirs)}

    assert found - set(RUNS_AS) - set(NEEDS_NO_CLOCK) == set()
    assert set(RUNS_AS.values()) <= {work.name for work in registry.clock_work()}


def test_expired_sessions_go_and_live_ones_stay(client):
    from django.contrib.sessions.models import Session

    from hub import housekeeping
    from tests.factories import UserFactory

    client.force_login(UserFactory())
    at = timezone.now()
    housekeeping.run(at=at)
    assert Session.objects.count() == 1

    housekeeping.run(at=at + timedelta(days=15))
    assert not Session.objects.exists()


def test_travelling_is_refused_in_a_real_place(settings):
    from django.core.management import CommandError

    settings.MAY_TRAVEL = False
    with pytest.raises(CommandError, match="demo place"):
        call_command("run_due", at="2027-03-28T10:00+00:00")
