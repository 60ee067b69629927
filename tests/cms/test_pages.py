"""The front page, pictures, documents and pages of editors: what is served to anybody, and what never is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, Site

from cms import navigation, on_show
from cms.models import HomePage, PlainPage
from cms.templatetags.written import ours, pages_naming
from hub.access.actors import NOBODY, Actor, Kind
from hub.access.roles import Role
from tests.factories import DAY, HOUR, NOON, MembershipFactory, SessionFactory


@pytest.fixture
def stored():
    """A picture as it is shown, its original, and a document, in storage."""
    names = ("images/larder.width-800.webp", "original_images/larder.jpg", "documents/plan.pdf", "images/odd.what")
    for name in names:
        default_storage.save(name, ContentFile(b"RIFF"))
    yield names
    for name in names:
        default_storage.delete(name)


@pytest.mark.django_db
class TestPicture:
    @pytest.mark.parametrize(
        ("name", "kind"),
        [("images/larder.width-800.webp", "image/webp"), ("images/odd.what", "application/octet-stream")],
    )
    def test_is_served_to_anybody_for_a_day(self, client, stored, name, kind):
        answer = client.get(reverse("picture", args=[name]))

        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
        assert answer["Cache-Control"] == "public, max-age=86400"
        assert b"".join(answer.streaming_content) == b"RIFF"

    @pytest.mark.parametrize(
        "name",
        [
            "original_images/larder.jpg",
            "documents/plan.pdf",
            "images/../original_images/larder.jpg",
            "images/none.webp",
            "images/",
            "images",
            "IMAGES/larder.width-800.webp",
            "larder.jpg",
        ],
    )
    def test_is_no_other_file(self, client, stored, name):
        assert client.get(f"/media/{name}").status_code == 404

    def test_is_only_read(self, client, stored):
        assert client.post(reverse("picture", args=[stored[0]])).status_code == 405


@pytest.mark.django_db
class TestFrontPage:
    def test_is_that_of_the_editors(self, client):
        HomePage.objects.update(title="Our own street")

        assert "Our own street" in client.get("/").content.decode()

    @pytest.mark.parametrize("without", ["site", "page", "live"])
    def test_shows_what_is_on_before_there_is_one(self, client, without):
        SessionFactory(
            opportunity__title="Prune the apple trees",
            opportunity__published_at=timezone.now() - DAY,
            starts_at=timezone.now() + DAY,
        )
        if without == "site":
            Site.objects.all().delete()
        elif without == "page":
            Site.objects.update(root_page=Page.objects.get(depth=1))
        else:
            HomePage.objects.update(live=False)

        answer = client.get("/")

        assert answer.status_code == 200
        assert "Prune the apple trees" in answer.content.decode()

    @pytest.mark.parametrize("address", ["/", "/privacy/", "/accessibility/", "/worried/"])
    def test_and_the_fixed_pages_are_only_read(self, client, address):
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 405

    @pytest.mark.parametrize("address", ["/nothing-here/", "/about/nothing/", "/documents/1/none.pdf"])
    def test_has_nothing_beside_what_is_there(self, client, address):
        assert client.get(address).status_code == 404


class TestOnShow:
    """A page ends to the second, whichever way one asks."""

    @pytest.mark.parametrize(
        ("live", "ends", "shown"),
        [
            (True, None, True),
            (True, NOON + HOUR, True),
            (True, NOON, False),
            (True, NOON - HOUR, False),
            (False, None, False),
            (False, NOON + HOUR, False),
        ],
    )
    @pytest.mark.django_db
    def test_until_its_end(self, live, ends, shown):
        Page.objects.filter(depth=3, slug="about").update(live=live, expire_at=ends)
        page = Page.objects.get(depth=3, slug="about")

        assert on_show.is_on_show(page, at=NOON) is shown
        assert on_show.on_show(Page.objects.filter(pk=page.pk), at=NOON).exists() is shown


@pytest.mark.django_db
class TestLinks:
    def request(self, **facts):
        request = RequestFactory().get("/")
        request.actor = Actor(**facts) if facts else NOBODY
        return request

    def labels(self, links):
        return [str(link.label) for link in links]

    def test_of_the_header_are_the_toolkit_and_the_search(self):
        assert self.labels(navigation.header_links(self.request())) == ["Start a group", "Search"]

    def test_of_the_header_leave_the_toolkit_out_until_it_is_published(self):
        Page.objects.filter(slug="toolkit").update(live=False)

        assert self.labels(navigation.header_links(self.request())) == ["Search"]

    def test_of_the_footer_follow_the_pages_that_are_there(self):
        whole = self.labels(navigation.footer(self.request()))
        Page.objects.filter(slug="about").update(live=False)
        less = self.labels(navigation.footer(self.request()))

        about = PlainPage.objects.get(slug="about").title
        assert whole[:2] == ["Search", "Groups"]
        assert about in whole
        assert less == [label for label in whole if label != about]

    def test_leave_out_a_page_that_is_past_its_end(self):
        Page.objects.filter(slug="about").update(expire_at=timezone.now() - HOUR)

        assert PlainPage.objects.get(slug="about").title not in self.labels(navigation.footer(self.request()))

    def test_are_read_once_for_a_page(self, django_assert_num_queries):
        request = self.request()
        navigation.header_links(request)

        with django_assert_num_queries(0):
            navigation.header_links(request)

    @pytest.mark.parametrize(
        ("role", "labels", "begins"),
        [
            (Role.ADMINISTRATOR, ["Insight", "Edit pages"], "/admin/"),
            (Role.EDITOR, ["Edit pages"], "/admin/"),
            (Role.MANAGER, ["Insight"], None),
            (Role.WORKER, [], None),
            (Role.OWNER, [], None),
            (None, [], None),
        ],
    )
    def test_of_staff_are_those_they_may_open(self, role, labels, begins):
        who = Actor(kind=Kind.USER, role=role)

        assert self.labels(navigation.staff_links(who, None)) == labels
        assert navigation.landing(who) == begins

    def test_of_staff_are_none_for_visitors(self):
        assert navigation.staff_links(NOBODY, None) == []


class TestWords:
    def test_of_editors_are_shown_as_they_are_in_english(self):
        assert ours("Nobody goes <b>without</b>") == "Nobody goes <b>without</b>"

    def test_of_editors_are_marked_as_english_in_welsh(self):
        with translation.override("cy"):
            assert ours("Bread & <b>jam</b>") == '<span lang="en-gb">Bread &amp; &lt;b&gt;jam&lt;/b&gt;</span>'

    def test_that_are_still_ours_are_translated(self):
        with translation.override("cy"):
            assert "<span" not in ours("Search")
            assert ours("Search") != "Search"

    @pytest.mark.parametrize("language", ["en-gb", "cy"])
    def test_that_are_none_stay_none(self, language):
        with translation.override(language):
            assert ours("") == ""

    @pytest.mark.django_db
    def test_are_found_by_the_figure_they_name_and_not_by_none(self):
        page = PlainPage.objects.get(slug="about")
        page.lead = "It is {bread-price} here."
        page.save()

        assert [found.pk for found in pages_naming("bread-price")] == [page.pk]
        assert pages_naming("bread") == []
        assert pages_naming("") == []


@pytest.mark.django_db
def test_editors_land_where_their_work_is_and_others_not(client):
    editor = MembershipFactory(role="editor", organisation=None)
    client.force_login(editor.user)

    assert client.get(reverse("landing")).headers["Location"] == "/admin/"
