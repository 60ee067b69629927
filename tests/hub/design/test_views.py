"""The gallery and the choice of colours, as a browser meets them."""

import re

import pytest
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from hub.design import components, iconography

pytestmark = pytest.mark.django_db


class TestGallery:
    def test_draws_every_component_and_every_icon(self, client):
        page = client.get(reverse("design:gallery"))

        body = page.content.decode()
        assert page.status_code == 200
        assert all(f"<h2>{kind.__name__}</h2>" in body for kind in components.ALL)
        assert all(f"</svg> {name}</li>" in body for name in iconography.names())

    def test_has_no_inline_style_or_handler(self, client):
        body = client.get(reverse("design:gallery")).content.decode()

        assert " style=" not in body
        assert " onclick=" not in body

    def test_says_the_number_to_ring_at_head_and_foot(self, client, settings):
        settings.HUB_PHONE = "07700 900100"

        body = client.get(reverse("design:gallery")).content.decode()

        assert body.count('href="tel:07700900100"') == 2
        assert body.count("Rather talk to someone?") == 2

    def test_takes_the_operators_accent_with_a_nonce(self, client, settings):
        settings.HUB_ACCENT = "#8a1c4a"

        page = client.get(reverse("design:gallery"))

        nonce = page.headers["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
        assert f'<style nonce="{nonce}">:root{{--accent:' in page.content.decode()

    def test_cannot_be_posted_to(self, client):
        assert client.post(reverse("design:gallery")).status_code == 405


class TestChooseColours:
    def test_keeps_dark_and_goes_back(self, client):
        answer = client.post(reverse("colours"), {"colours": "dark", "next": "/design/"})

        assert answer.headers["Location"] == "/design/"
        assert 'data-scheme="dark"' in client.get("/design/").content.decode()

    def test_forgets_when_the_phone_is_to_decide(self, client):
        client.post(reverse("colours"), {"colours": "dark", "next": "/design/"})

        client.post(reverse("colours"), {"colours": "same", "next": "/design/"})

        assert "data-scheme" not in client.get("/design/").content.decode()

    @pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", ""])
    def test_never_leads_away_from_here(self, client, elsewhere):
        answer = client.post(reverse("colours"), {"colours": "light", "next": elsewhere})

        assert answer.headers["Location"] == "/"

    def test_takes_no_unknown_scheme_from_a_cookie(self, client):
        client.cookies["colours"] = '"><script>'

        assert "data-scheme" not in client.get("/design/").content.decode()

    def test_cannot_be_changed_by_a_link(self, client):
        assert client.get(reverse("colours")).status_code == 405


class TestErrorPages:
    def test_a_missing_page_is_in_our_look(self, client):
        page = client.get("/no-such-page/")

        assert page.status_code == 404
        assert "We can’t find that page" in page.content.decode()

    @pytest.mark.parametrize("name", ["400.html", "500.html"])
    def test_our_own_errors_need_no_request(self, name, settings):
        settings.HUB_PHONE = "07700 900100"

        assert "07700\u00a0900100" in get_template(name).render()

    @pytest.mark.parametrize("name", ["403_csrf.html", "429.html"])
    def test_the_others_say_what_to_do(self, name, rf):
        assert "<h1>" in get_template(name).render({}, rf.get("/"))


def opening_tag(body):
    return " ".join(re.search(r"<html[^>]*>", body)[0].split())


class TestLanguage:
    @pytest.fixture(autouse=True)
    def _put_back(self):
        with translation.override("en-gb"):
            yield

    def test_is_switched_by_a_button_and_named_in_the_page(self, client):
        body = client.get("/design/").content.decode()
        assert opening_tag(body) == '<html lang="en-gb" dir="ltr">'
        assert 'lang="cy">Cymraeg</button>' in body

        client.post("/language/", {"language": "cy", "next": "/design/"})

        body = client.get("/design/").content.decode()
        assert opening_tag(body) == '<html lang="cy" dir="ltr">'


@pytest.mark.parametrize(("url", "times"), [("/code/", 2), ("/me/preferences/", 1), ("/stories/", 0)])
def test_without_a_script_it_is_said_beside_language_and_colours_that_typed_text_goes(client, url, times):
    """With one it is kept, in the browser."""
    page = client.get(url).content.decode()
    hints = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)

    assert sum("Send what you typed on this page first." in hint for hint in hints) == times
