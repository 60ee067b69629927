"""Old addresses: which may be redirected, where to, and that none ever stands before a page of the Hub or leads away."""

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseNotFound, HttpResponseRedirect
from django.test import RequestFactory
from wagtail.contrib.redirects.middleware import RedirectMiddleware
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms import admin_addresses, redirects
from cms.models import PlainPage
from tests import written

BACK = {"redirect_link": ["This leads back to the old address. Choose another."]}


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://hub.example"


class TestServedByTheHub:
    @pytest.mark.parametrize(
        "path",
        [
            "/",
            "/opportunities/",
            "/opportunities",
            "/opportunities/12-tea/",
            "/organisations/larder/",
            "/me/",
            "/manage/larder/",
            "/admin/",
            "/admin",
            "/t/ABCD/",
            "/api/v1/opportunities",
            "/robots.txt",
            "/sitemap.xml",
            "/media/images/a.webp",
            "/documents/1/a.pdf",
        ],
    )
    def test_are_its_own_addresses_with_or_without_a_slash(self, path):
        assert redirects.is_served_by_the_hub(path)

    @pytest.mark.parametrize("path", ["/about/", "/about", "/old-page/", "/a/b/c/", "/old page.html", "/opportunity/"])
    def test_are_not_those_of_editors_pages_or_of_nothing(self, path):
        assert not redirects.is_served_by_the_hub(path)


class TestLeadsWithin:
    @pytest.mark.parametrize(
        "address",
        [
            "/opportunities/",
            "/opportunities/?near=SW18",
            "/about/#who",
            "https://hub.example/about/",
            "https://hub.example/",
            "/",
        ],
    )
    def test_to_pages_here(self, address):
        assert redirects.leads_within(address)

    @pytest.mark.parametrize(
        "address",
        [
            "https://evil.example/",
            "https://hub.example.evil.example/",
            "http://hub.example/about/",
            "//evil.example/",
            "/\\evil.example/",
            "https://hub.example//evil.example/",
            "javascript:alert(1)",
            "about/",
            "",
            "/admin/",
            "/admin/pages/",
            "/t/ABCD/",
            "/media/images/a.webp",
            "/documents/1/a.pdf",
            "/no page here.html",
        ],
    )
    def test_and_nowhere_else(self, address):
        assert not redirects.leads_within(address)


class TestAnswer:
    """What the middleware makes of what Wagtail found."""

    @pytest.fixture
    def answer(self, monkeypatch):
        def send(path, to, *, response=None):
            found = HttpResponseRedirect(to) if to else None
            monkeypatch.setattr(
                RedirectMiddleware, "process_response", lambda _self, _request, response: found or response
            )
            middleware = redirects.Redirects(lambda _request: HttpResponse())
            return middleware.process_response(RequestFactory().get(path), response or HttpResponseNotFound())

        return send

    def test_leads_from_an_old_page_to_one_here(self, answer):
        assert answer("/old-page/", "/about/").headers["Location"] == "/about/"

    @pytest.mark.parametrize(
        ("path", "to"),
        [
            ("/old-page/", "https://evil.example/"),
            ("/old-page/", "//evil.example/"),
            ("/old-page/", "/admin/"),
            ("/old-page/", None),
            ("/opportunities/999-tea/", "/about/"),
            ("/me/", "/about/"),
            ("/old-page/", "/old-page/"),
            ("/old-page/", "https://hub.example/old-page/?again=1#there"),
            ("/old page/", "/old%20page/"),
        ],
    )
    def test_is_not_there_otherwise(self, answer, path, to):
        assert answer(path, to).status_code == 404

    @pytest.mark.parametrize("status", [200, 302, 403, 410, 500])
    def test_of_a_page_that_is_there_is_left_alone(self, answer, status):
        assert answer("/old-page/", "/about/", response=HttpResponse(status=status)).status_code == status


@pytest.mark.django_db
class TestForm:
    @pytest.fixture(autouse=True)
    def _pages(self):
        written.pages()

    @pytest.mark.parametrize("typed", ["/old-page/", "/nowhere-at-all/", "/about/not-here/"])
    def test_refuses_where_there_is_no_page_which_an_old_address_is_itself(self, typed):
        with pytest.raises(ValidationError, match="leads to no page here"):
            self.cleaned("redirect_link", typed)

    def errors(self, *, page=None, instance=None, **typed):
        sent = {"old_path": "/old-page/", "redirect_page": page and page.pk, "is_permanent": "on", **typed}
        return dict(redirects.ByPath(sent, instance=instance).errors)

    def test_says_that_it_has_to_lead_somewhere(self):
        said = ["Say where it leads: choose a page, or write an address here."]

        assert self.errors() == {"redirect_link": said}

    def test_says_that_it_leads_to_one_place(self):
        said = ["Choose a page or type an address: one of the two."]

        assert self.errors(page=PlainPage.objects.first(), redirect_link="/opportunities/") == {"redirect_link": said}

    def test_leads_to_a_page_that_is_on_show_alone(self):
        page = PlainPage.objects.first()
        assert self.errors(page=page) == {}
        page.unpublish()

        assert self.errors(page=page) == {"redirect_page": ["This page is not on show. Choose another."]}

    @pytest.mark.parametrize("old", ["/about/", "about", "/about/?from=1"])
    @pytest.mark.parametrize("link", ["/about/", "/about/?from=1", "/about/#there", "https://hub.example/about/"])
    def test_never_leads_to_itself_though_a_page_is_there_just_now(self, old, link):
        assert self.errors(old_path=old, redirect_link=link) == BACK

    def test_never_leads_to_itself_by_the_name_of_its_page(self):
        about = PlainPage.objects.get(slug="about")

        assert self.errors(old_path="/about/", page=about) == {"redirect_page": BACK["redirect_link"]}

    def test_never_leads_to_itself_through_others(self):
        Redirect.add_redirect("/for-groups/", PlainPage.objects.get(slug="for-staff"))
        Redirect.add_redirect("/for-staff/", "https://hub.example/about/?from=staff")

        assert self.errors(old_path="/about/", redirect_link="/for-groups/") == BACK
        assert self.errors(old_path="/old-page/", redirect_link="/for-groups/") == {}

    def test_a_circle_of_others_is_walked_once(self):
        Redirect.add_redirect("/for-groups/", "/for-staff/")
        Redirect.add_redirect("/for-staff/", "/for-groups/")

        assert self.errors(redirect_link="/for-groups/") == {}

    @pytest.mark.parametrize("has_site", [True, False])
    def test_says_beside_the_field_that_an_address_is_taken(self, has_site):
        site = Site.objects.get() if has_site else None
        row = Redirect.add_redirect("/old-page/", "/about/", site=site)
        said = {"old_path": ["There is a redirect from this address already. Change that one."]}

        assert self.errors(redirect_link="/about/") == said
        assert self.errors(redirect_link="/about/", site=Site.objects.get().pk) == said
        assert self.errors(redirect_link="/for-staff/", instance=row) == {}

    def cleaned(self, name, typed):
        form = redirects.ByPath()
        form.cleaned_data = {name: typed}
        return getattr(form, f"clean_{name}")()

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("", ""),
            ("/opportunities/", "https://hub.example/opportunities/"),
            (" /about/\u200b", "https://hub.example/about/"),
            ("https://hub.example/about/", "https://hub.example/about/"),
        ],
    )
    def test_keeps_a_whole_address_of_ours(self, typed, kept):
        assert self.cleaned("redirect_link", typed) == kept

    @pytest.mark.parametrize("typed", ["https://evil.example/", "//evil.example", "/admin/", "opportunities"])
    def test_refuses_where_nobody_should_be_led(self, typed):
        with pytest.raises(ValidationError, match="leads to no page here"):
            self.cleaned("redirect_link", typed)

    @pytest.mark.parametrize("typed", ["/old-page/", "old-page", "/old-page/?a=1", "https://hub.example/old-page/"])
    def test_takes_an_old_address(self, typed):
        assert self.cleaned("old_path", typed) == typed

    @pytest.mark.parametrize("typed", ["/me/", "me", "/opportunities", "https://hub.example/admin/", "/"])
    def test_refuses_an_address_that_the_hub_serves(self, typed):
        with pytest.raises(ValidationError, match="a page of its own"):
            self.cleaned("old_path", typed)


class TestOffice:
    @pytest.mark.parametrize(
        ("address", "leads"),
        [
            ("/admin/", True),
            ("/admin/pages/", True),
            ("/admin/redirects/", True),
            ("/admin/users/", False),
            ("/admin/groups/", False),
            ("/admin/sites/", False),
            ("/admin/collections/", False),
            ("/admin/workflows/list/", False),
            ("/opportunities/", True),
            ("https://docs.example/", True),
        ],
    )
    def test_has_links_to_what_is_open_alone(self, address, leads):
        assert admin_addresses.leads_somewhere(address) is leads

    def test_is_closed_where_nothing_was_resolved(self):
        assert admin_addresses.is_open(None) is False
