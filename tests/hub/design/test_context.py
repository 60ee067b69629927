"""What every page says about its place."""

from hub.design import context, navigation


class TestPlace:
    def test_names_place_and_number(self, rf, settings):
        settings.HUB_NAME, settings.HUB_PHONE = "the Hub", "07700 900100"

        hub = context.place(rf.get("/"))["hub"]

        assert (hub.name, hub.phone, hub.phone_href) == ("the Hub", "07700\u00a0900100", "tel:07700900100")

    def test_offers_each_language_in_its_own_name(self, rf):
        languages = context.place(rf.get("/"))["hub"].languages

        assert [(language.code, language.name, language.current) for language in languages] == [
            ("en-gb", "English", True),
            ("cy", "Cymraeg", False),
        ]

    def test_links_only_to_pages_that_are_there(self, rf, client, db):
        links = context.place(rf.get("/"))["footer_links"]

        assert len(links) == 8
        assert all(client.get(link.url).status_code == 200 for link in links)

    def test_leaves_out_a_page_that_is_not_there(self, rf, settings, monkeypatch):
        settings.ROOT_URLCONF = "hub.design.urls"
        monkeypatch.setattr(navigation, "footer", lambda request: [])

        assert tuple(context.place(rf.get("/"))["footer_links"]) == ()

    def test_knows_the_chosen_colours(self, rf):
        request = rf.get("/")
        request.COOKIES["colours"] = "light"

        assert context.place(request)["hub"].scheme == "light"

    def test_has_no_accent_of_its_own_unless_one_is_set(self, rf, settings):
        settings.HUB_ACCENT = ""

        assert context.place(rf.get("/"))["hub"].accent_css == ""
