"""An editor alone can lead nobody astray: whatever one account does in Wagtail, no visitor is sent or told anything
that a second person has not read. What Wagtail offers is walked through here, one kind after the other."""

import io
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.models import Collection, GroupCollectionPermission, Page, Site

from cms import redirects
from cms.models import Menus, Picture, PlainPage
from cms.starting import pages as starting
from hub.figures.models import Figure

pytestmark = pytest.mark.django_db

ASTRAY = "https://elsewhere.example/sign-in/"


@pytest.fixture
def eve(stage):
    return stage.client("eve")


@pytest.fixture
def about(stage):
    return PlainPage.objects.get(slug="about")


def picture(name="tea.png"):
    file = io.BytesIO()
    Image.new("RGB", (20, 20)).save(file, format="PNG")
    return ImageFile(io.BytesIO(file.getvalue()), name=name)


def add(browser, **said):
    return browser.post(reverse("wagtailredirects:add"), {"old_path": "/old", **said})


class TestARedirect:
    def test_leads_from_an_old_address_to_a_page_here(self, eve, settings):
        settings.SITE_URL = "https://hub.example"

        assert add(eve, redirect_link="/about/").status_code == 302
        assert Redirect.objects.get(old_path="/old").redirect_link == "https://hub.example/about/"
        assert Client().get("/old/").headers["Location"] == "https://hub.example/about/"

    def test_leads_nowhere_else(self, eve, settings):
        settings.SITE_URL = "https://hub.example"

        for link in (
            ASTRAY,
            "//elsewhere.example/",
            "/\\elsewhere.example/",
            "about us",
            "https://hub.example.elsewhere.example/about/",
            "https://hub.example@elsewhere.example/",
            "javascript:alert(1)",
            "/documents/1/form.pdf",
            "/media/images/poster.webp",
            "/t/abcdefgh/",
            "/admin/",
        ):
            assert add(eve, redirect_link=link).status_code == 200, link
            assert not redirects.leads_within(link), link
        assert not Redirect.objects.exists()

    def test_stands_before_no_address_of_the_hub(self, eve):
        for path in (
            "/code",
            "/code/",
            "/accounts/login",
            "/me/record",
            "/manage/no/",
            "/privacy",
            "/code/?x=1",
            "code",
        ):
            assert "a page of its own" in add(eve, old_path=path, redirect_link="/about/").content.decode(), path
        assert not Redirect.objects.exists()

    def test_made_before_this_rule_does_nothing(self, about):
        Redirect.objects.create(old_path="/old", redirect_link=ASTRAY)
        assert Client().get("/old/").status_code == 404
        for path in ("/code", "/me/record/copy", "/manage/none", "/organisations/none"):
            made = Redirect.objects.create(old_path=path, redirect_link=ASTRAY)
            for asked in (path, f"{path}/", f"{path}?x=1"):
                assert ASTRAY not in Client().get(asked).headers.get("Location", "")
            Redirect.objects.filter(pk=made.pk).update(redirect_link="", redirect_page=about)
            assert "/about/" not in Client().get(path).headers.get("Location", "")

    def test_is_changed_by_the_same_rules(self, eve, about):
        made = Redirect.objects.create(old_path="/old", redirect_page=about)

        eve.post(reverse("wagtailredirects:edit", args=[made.pk]), {"old_path": "/code", "redirect_link": ASTRAY})

        made.refresh_from_db()
        assert (made.old_path, made.redirect_link) == ("/old", "")

    def test_comes_in_no_file_of_many(self, eve):
        for name in ("start_import", "process_import"):
            assert eve.post(reverse(f"wagtailredirects:{name}"), {"import_file": "x"}).status_code == 404


class TestAPage:
    def words(self, page):
        return {
            "title": "Changed",
            "slug": "changed",
            "lead": "Pay here.",
            "body-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **dict.fromkeys(("action-publish", "action-workflow-approve"), "1"),
        }

    def test_keeps_its_words_and_its_address_until_another_read_them(self, eve, about):
        eve.post(reverse("wagtailadmin_pages:edit", args=[about.pk]), self.words(about))

        about.refresh_from_db()
        assert (about.title, about.slug) != ("Changed", "changed")
        assert Client().get("/changed/").status_code == 404

    def test_is_not_taken_away_by_one(self, eve, about):
        destination = Page.objects.get(slug="for-groups")
        said = {"restriction_type": "login", "destination": destination.pk}
        for name in ("unpublish", "delete", "convert_alias", "set_privacy"):
            eve.post(reverse(f"wagtailadmin_pages:{name}", args=[about.pk]), said)
        eve.post(reverse("wagtailadmin_pages:move_confirm", args=[about.pk, destination.pk]), said)

        assert Client().get("/about/").status_code == 200

    def test_is_not_taken_away_or_shown_with_many_others(self, eve, about):
        draft = about.get_parent().add_child(instance=PlainPage(title="Pay", slug="pay", live=False))
        for action in ("publish", "unpublish", "delete", "move"):
            path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
            eve.post(f"{path}?id={about.pk}&id={draft.pk}", {"chooser": draft.pk, "include_descendants": "on"})

        assert Client().get("/about/").status_code == 200
        assert Client().get("/pay/").status_code == 404

    def test_is_copied_as_a_draft_and_never_as_a_live_twin(self, eve, about):
        for more in ({}, {"alias": "on"}, {"publish_copies": "on"}):
            said = {"new_title": "Pay", "new_slug": "pay", "new_parent_page": about.get_parent().pk, **more}
            eve.post(reverse("wagtailadmin_pages:copy", args=[about.pk]), said)

            assert Client().get("/pay/").status_code == 404

    def test_goes_on_show_at_no_time_that_nobody_approved(self, eve, about):
        at = timezone.now()
        said = {**self.words(about), "go_live_at": (at - timezone.timedelta(days=1)).isoformat()}

        eve.post(reverse("wagtailadmin_pages:edit", args=[about.pk]), said)

        assert not about.revisions.exclude(approved_go_live_at=None).exists()

    def test_stands_before_no_address_of_the_hub(self, about):
        about.get_parent().add_child(instance=PlainPage(title="Pay here", slug="code"))

        assert "Pay here" not in Client().get("/code/").content.decode()

    def test_has_no_other_door_for_programs(self, eve, about):
        for action in ("publish", "unpublish", "delete", "create_alias"):
            path = reverse("wagtailadmin_api:pages:action", args=[about.pk, action])
            assert eve.post(path, {"slug": "pay"}, content_type="application/json").status_code == 404


class TestThePartsOfPages:
    def test_a_menu_is_set_by_administrators(self, stage, eve):
        path = reverse("wagtailsettings:edit", args=["cms", "menus", Site.objects.get().pk])

        answer = eve.post(path, {"header-count": "0", "footer-count": "0"})

        assert answer.status_code == 302
        assert not Menus.objects.exists()
        assert stage.client("adi").get(path).status_code == 200

    def test_the_words_of_a_figure_are_changed_by_administrators_and_its_dates_by_editors(self, stage, eve):
        figure = Figure.objects.order_by("pk").first()
        path = reverse("wagtailsnippets_figures_figure:edit", args=[figure.pk])
        dates = {"as_at": "2026-01-01", "checked_on": "2026-02-01", "review_by": "2031-01-01"}

        eve.post(path, {"value": "ring 09", "url": ASTRAY, "about": "x", "source": "x", "key": "x", **dates})

        after = Figure.objects.get(pk=figure.pk)
        assert (after.value, after.url, after.about, after.key) == (
            figure.value,
            figure.url,
            figure.about,
            figure.key,
        )
        assert after.review_by.year == 2031
        assert 'name="value"' in stage.client("adi").get(path).content.decode()
        assert eve.get(reverse("wagtailsnippets_figures_figure:add")).status_code == 302

    def test_the_file_and_the_words_of_a_picture_on_show_stay(self, stage, eve, about):
        shown = Picture.objects.create(title="Tea", file=picture(), alt="Tea.", rights="ours", rights_words="Us")
        about.body = [("photo", {"picture": shown})]
        about.save()
        said = {"title": "Tea", "alt": "Ring 09.", "rights": "ours", "rights_words": "Us", "collection": "1"}

        for browser, words in (eve, "Tea."), (stage.client("adi"), "Ring 09."):
            path = reverse("wagtailimages:edit", args=[shown.pk])
            browser.post(path, said | {"file": picture(f"{words[:3]}.png")})
            after = Picture.objects.get(pk=shown.pk)
            assert after.alt == words
            assert (after.file.name == shown.file.name) is (browser is eve)

    def test_a_document_is_put_there_by_administrators(self, eve):
        for name in ("add", "add_multiple"):
            file = ContentFile(b"<script>", name="form.pdf")
            eve.post(reverse(f"wagtaildocs:{name}"), {"title": "x", "file": file, "files[]": file, "collection": "1"})
        eve.post(reverse("wagtaildocs_chooser:create"), {"document-chooser-upload-title": "x"})

        assert not Document.objects.exists()

    def test_no_document_is_a_page_that_runs(self, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        }
        assert {"pdf", "docx"} == set(configured.WAGTAILDOCS_EXTENSIONS)
        assert "svg" not in configured.WAGTAILIMAGES_EXTENSIONS
        document = Document.objects.create(title="x", file=ContentFile(b"<script>alert(1)</script>", name="form.pdf"))

        answer = Client().get(reverse("wagtaildocs_serve", args=[document.pk, document.filename]))

        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_nothing_is_embedded_from_elsewhere(self, eve):
        assert configured.WAGTAILEMBEDS_FINDERS == []
        assert eve.get(reverse("wagtailembeds:chooser")).status_code == 404


def test_an_upgrade_takes_from_editors_what_they_could_do_alone(about):
    group = Group.objects.get(name="Editors")
    group.permissions.add(*Permission.objects.filter(codename__in=("change_menus", "add_figure")))
    document = Permission.objects.get(codename="add_document")
    GroupCollectionPermission.objects.create(
        group=group, collection=Collection.get_first_root_node(), permission=document
    )

    import_module("cms.migrations.0004_editors_alone").take_back(apps, None)

    left = {*group.permissions.values_list("codename", flat=True)}
    files = GroupCollectionPermission.objects.filter(group=group).values_list("permission__codename", flat=True)
    assert left == {*starting.EDITORS_MAY}
    assert {*files} == {*starting.PICTURES}
