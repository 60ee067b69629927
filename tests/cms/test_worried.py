"""The pages for something worrying name only whom this hub has named, and otherwise say who to ring."""

import pytest
from django.urls import reverse

from cms import checks

pytestmark = pytest.mark.django_db

HUB, DUTY = "020 7946 0123", "020 7946 0999"


@pytest.fixture
def named(settings):
    settings.HUB_PHONE, settings.HUB_DUTY_PHONE, settings.HUB_SAFEGUARDING_LEAD = HUB, DUTY, "Rita Khan"
    return settings


def plain(answer):
    whole = answer.content.decode().replace("\u00a0", " ")
    return " ".join(whole[whole.index("<h1>") : whole.index("</main>")].split())


@pytest.fixture
def public(client):
    return lambda: plain(client.get(reverse("worried")))


@pytest.fixture
def staff(stage):
    return lambda: plain(stage.client("bev").get(reverse("frontline:crisis")))


class TestThePublicPage:
    def test_names_the_lead_the_number_and_the_duty_team(self, public, named):
        page = public()

        assert "Ask for Rita Khan." in page
        assert HUB in page
        assert DUTY in page

    def test_names_no_lead_where_none_is_named(self, public, named):
        named.HUB_SAFEGUARDING_LEAD = ""

        assert "Ask for Rita" not in public()
        assert "safeguarding lead" not in public()
        assert HUB in public()

    @pytest.mark.parametrize("duty", ["", HUB, "07700 900100"])
    def test_names_no_duty_team_where_it_has_no_number_of_its_own(self, public, named, duty):
        named.HUB_DUTY_PHONE = duty

        assert "duty team" not in public()

    @pytest.mark.parametrize("phone", ["", "07700 900100"])
    def test_says_who_to_ring_where_our_own_number_rings_nobody(self, public, named, phone):
        named.HUB_PHONE, named.HUB_DUTY_PHONE = phone, ""
        page = public()

        assert "ring your council" in page
        assert "999" in page
        assert "101" in page
        assert "Telling us" not in page
        assert "07700" not in page


class TestTheWorkersPage:
    def test_names_the_duty_team(self, staff, named):
        assert f"{DUTY}</a></b> Duty team" in staff()

    def test_never_calls_our_own_number_the_duty_team(self, staff, named):
        named.HUB_DUTY_PHONE = HUB

        assert "Duty team" not in staff()
        assert "your council’s team" in staff()
        assert "Us: tell us too, Rita Khan" in staff()


class TestTheCheck:
    def test_names_what_is_not_set(self, settings):
        settings.HUB_PHONE = settings.HUB_DUTY_PHONE = "07700 900100"

        (found,) = checks.worries_reach_somebody()

        assert "HUB_PHONE, HUB_DUTY_PHONE, HUB_SAFEGUARDING_LEAD not set" in found.msg

    def test_says_nothing_where_all_is_set(self, named):
        assert checks.worries_reach_somebody() == []

    def test_says_nothing_in_a_demo_place(self, settings):
        settings.DEMO = True

        assert checks.worries_reach_somebody() == []
