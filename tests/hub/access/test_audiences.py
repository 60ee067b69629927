"""Who may open a page: each audience beside each role, and what whoever is turned away meets. No database."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils.http import urlencode

from hub.access import audiences
from hub.access.actors import NOBODY, OWN_PAGES, SYSTEM, Actor, Grant, Kind
from hub.access.audiences import turned_away
from hub.access.roles import HUB_WIDE, SECOND_FACTOR, Role
from organisations.models import Membership, Organisation

LARDER = Organisation(pk=1, slug="larder", kind="group", tier=1)
AMA = UUID(int=7)


def actor(role=None, *, steps=2, grants=()):
    """Somebody signed in with a role, in the Larder unless it is one of the whole hub."""
    inside = role is not None and role not in HUB_WIDE
    return Actor(
        kind=Kind.USER,
        user_id=1,
        person_id=AMA,
        membership_id=5 if role else None,
        organisation_id=1 if inside else None,
        role=role,
        grants=frozenset(grants),
        second_factor=steps == 2,
    )


def holder(purpose, subject=""):
    """Somebody without an account who opened a private link."""
    return Actor(kind=Kind.LINK, grants=frozenset({Grant(purpose, AMA, subject)}))


def asked(who, path="/manage/larder/", *, htmx=False, referer=""):
    request = RequestFactory().get(path, headers={"referer": referer} if referer else {})
    request.actor, request.htmx = who, htmx
    request.memberships = [Membership(pk=5, organisation=LARDER, role=who.role)] if who.organisation_id else []
    return request


def admitted(audience, who, slug=None):
    """Whether somebody may open a page now."""
    try:
        return turned_away(audience, asked(who), slug) is None
    except Http404:
        return False


EVERY_ROLE = {None, *Role}
TABLE = {
    "EVERYONE": EVERY_ROLE,
    "SIGNED_IN": EVERY_ROLE,
    "OWN": EVERY_ROLE,
    "LINK_ONLY": set(),
    "MEMBERS": {"owner", "organiser", "worker", "manager", "adviser"},
    "ORGANISERS": {"owner", "organiser", "manager"},
    "OWNERS": {"owner", "manager"},
    "SERVICE_STAFF": {"worker", "manager"},
    "MANAGERS": {"manager", "administrator"},
    "VERIFIERS": {"adviser", "administrator"},
    "EDITORS": {"editor", "administrator"},
    "ADMINISTRATORS": {"administrator"},
}
"""By hand: the roles that each audience admits, with two steps and for the organisation in the address."""


class TestRoles:
    @pytest.mark.parametrize("name", list(TABLE))
    @pytest.mark.parametrize("role", [None, *Role])
    def test_open_what_is_theirs_and_nothing_else(self, name, role, settings):
        settings.SECOND_FACTOR = True

        assert admitted(getattr(audiences, name), actor(role), "larder") is (role in TABLE[name])

    @pytest.mark.parametrize("name", [name for name in TABLE if name != "EVERYONE"])
    def test_of_nobody_open_only_what_is_for_everyone(self, name):
        assert not admitted(getattr(audiences, name), NOBODY, "larder")
        assert admitted(audiences.EVERYONE, NOBODY)

    @pytest.mark.parametrize("demo", [True, False])
    @pytest.mark.parametrize("who", [NOBODY, actor(), actor(Role.ADMINISTRATOR)])
    def test_of_a_demo_are_for_all_or_for_none(self, settings, demo, who):
        settings.DEMO = demo

        assert admitted(audiences.DEMO_ONLY, who) is demo

    def test_of_the_system_open_no_page_of_a_role(self):
        assert not any(admitted(getattr(audiences, name), SYSTEM, "larder") for name in TABLE if name != "EVERYONE")


class TestOrganisationInTheAddress:
    def test_is_a_404_for_who_does_not_belong_to_it(self):
        with pytest.raises(Http404):
            turned_away(audiences.ORGANISERS, asked(actor(Role.OWNER)), "choir")

    def test_leads_to_the_choice_for_who_belongs_to_both(self):
        request = asked(actor(Role.OWNER), "/manage/choir/about/?a=1")
        request.memberships.append(Membership(pk=6, organisation=Organisation(pk=2, slug="choir"), role=Role.OWNER))

        answer = turned_away(audiences.ORGANISERS, request, "choir")

        query = urlencode({"to": "choir", "next": "/manage/choir/about/"})
        assert answer.headers["Location"] == f"{reverse('acting')}?{query}"

    def test_means_nothing_where_the_audience_is_of_none(self):
        assert admitted(audiences.VERIFIERS, actor(Role.ADMINISTRATOR), "choir")


class TestSecondStep:
    @pytest.fixture(autouse=True)
    def _needed(self, settings):
        settings.SECOND_FACTOR = True

    @pytest.mark.parametrize("role", list(Role))
    def test_is_needed_for_pages_of_a_role_that_has_to_have_it(self, role):
        who = actor(role, steps=1)
        audience = replace(audiences.SIGNED_IN, of_role=True)

        answer = turned_away(audience, asked(who, "/manage/larder/people/?page=2"), None)

        if role in SECOND_FACTOR:
            assert answer.headers["Location"] == f"{reverse('second_factor')}?next=%2Fmanage%2Flarder%2Fpeople%2F"
        else:
            assert answer is None

    @pytest.mark.parametrize("role", [Role.OWNER, Role.ORGANISER])
    def test_is_needed_by_whoever_lists_people(self, role):
        assert admitted(audiences.ORGANISERS, actor(role, steps=1), "larder")
        assert not admitted(audiences.ORGANISERS.listing_people(), actor(role, steps=1), "larder")
        assert admitted(audiences.ORGANISERS.listing_people(), actor(role), "larder")

    @pytest.mark.parametrize("name", ["EVERYONE", "SIGNED_IN", "OWN"])
    @pytest.mark.parametrize("role", [Role.WORKER, Role.ADMINISTRATOR])
    def test_is_not_needed_for_ones_own_things(self, name, role):
        assert admitted(getattr(audiences, name), actor(role, steps=1))

    def test_is_not_needed_in_a_demo(self, settings):
        settings.SECOND_FACTOR = False

        assert admitted(audiences.ORGANISERS.listing_people(), actor(Role.OWNER, steps=1), "larder")

    def test_is_not_needed_by_a_link(self):
        audience = audiences.LINK_ONLY.or_link("answer").listing_people()

        assert admitted(audience, holder("answer"))
        assert admitted(audience, actor(Role.OWNER, steps=1, grants=[Grant("answer", AMA)]))

    def test_is_asked_of_nobody_who_may_not_open_the_page_anyway(self):
        with pytest.raises(Http404):
            turned_away(audiences.ADMINISTRATORS, asked(actor(Role.WORKER, steps=1)), None)


class TestLinks:
    @pytest.mark.parametrize(("purpose", "opens"), [(OWN_PAGES, True), ("sign_up", False), ("", False), ("ME", False)])
    def test_open_what_they_are_for(self, purpose, opens):
        assert admitted(audiences.OWN, holder(purpose)) is opens

    def test_open_a_page_beside_an_account_without_its_role(self):
        audience = audiences.ORGANISERS.or_link("answer")

        assert admitted(audience, actor(grants=[Grant("answer", AMA)]), "choir")
        assert not admitted(audience, actor(grants=[Grant("sign_up", AMA)]), "choir")

    def test_that_are_missing_lead_to_where_one_gets_another(self):
        answer = turned_away(audiences.LINK_ONLY.or_link("answer"), asked(NOBODY), None)

        assert answer.headers["Location"] == reverse("link_needed")

    def test_that_are_missing_are_a_404_for_somebody_signed_in(self):
        with pytest.raises(Http404):
            turned_away(audiences.LINK_ONLY.or_link("answer"), asked(actor()), None)

    def test_of_one_audience_leave_the_other_as_it_was(self):
        audiences.SIGNED_IN.or_link("answer")

        assert audiences.SIGNED_IN.purposes == frozenset()


class TestVisitor:
    def test_signs_in_and_comes_back_with_the_query(self):
        answer = turned_away(audiences.SIGNED_IN, asked(NOBODY, "/me/?tab=2&q=a%26b"), None)

        assert answer.headers["Location"] == "/accounts/login/?next=/me/%3Ftab%3D2%26q%3Da%2526b"

    def test_within_a_page_gets_no_page_but_a_refusal(self):
        answer = turned_away(audiences.SIGNED_IN, asked(NOBODY, htmx=True), None)

        assert (answer.status_code, answer.content) == (401, b"")

    @pytest.mark.parametrize(
        ("referer", "back"),
        [
            ("http://testserver/me/sign-ups/", "/me/sign-ups/"),
            ("http://testserver/me/?q=1", "/me/"),
            ("https://evil.example/me/", "/landing/"),
            ("http://testserver.evil.example/me/", "/landing/"),
            ("", "/landing/"),
        ],
    )
    def test_who_pressed_a_button_comes_back_to_the_page_with_it(self, referer, back):
        path = reverse("may_ask")
        request = asked(NOBODY, path, referer=referer)
        request.resolver_match = resolve(path)

        answer = turned_away(audiences.SIGNED_IN, request, None)

        assert answer.headers["Location"] == f"/accounts/login/?next={back}"


class TestFunctionView:
    def test_says_its_audience_and_keeps_others_out(self):
        view = audiences.open_to(audiences.ADMINISTRATORS)(lambda _request: HttpResponse("in"))

        assert audiences.of(view) is audiences.ADMINISTRATORS
        assert view(asked(actor(Role.ADMINISTRATOR))).content == b"in"
        assert view(asked(NOBODY)).status_code == 302
        with pytest.raises(Http404):
            view(asked(actor(Role.EDITOR)))

    def test_of_an_organisation_looks_at_the_address(self):
        view = audiences.open_to(audiences.OWNERS)(lambda _request, slug: HttpResponse(slug))

        assert view(asked(actor(Role.OWNER)), slug="larder").content == b"larder"
        with pytest.raises(Http404):
            view(asked(actor(Role.OWNER)), slug="choir")

    def test_that_names_none_has_none(self):
        assert audiences.of(lambda _request: HttpResponse()) is None


class TestActor:
    @pytest.mark.parametrize(
        ("who", "own"),
        [(NOBODY, None), (actor(), AMA), (holder(OWN_PAGES), AMA), (holder("sign_up"), None), (SYSTEM, None)],
    )
    def test_opens_own_pages_by_account_or_by_the_link_to_all_of_them(self, who, own):
        assert who.own_id == own
        if own is None:
            with pytest.raises(LookupError):
                _ = who.owner_id

    @pytest.mark.parametrize("who", [NOBODY, actor(), actor(Role.ADMINISTRATOR), SYSTEM])
    def test_acts_for_no_organisation_without_one(self, who):
        with pytest.raises(LookupError):
            _ = who.acting_for

    def test_of_another_account_sees_not_the_linked_persons_pages(self):
        other = Grant(OWN_PAGES, UUID(int=9))

        assert actor(grants=[other]).own_id == AMA
