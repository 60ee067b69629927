"""As whom somebody acts: chosen for a session, one of their own memberships, and never more than their service allows."""

import pytest
from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory
from django.urls import reverse

from hub.access.actors import NOBODY, Actor, Kind
from hub.access.roles import Role
from hub.audit.models import Entry
from organisations import acting, context, middleware, navigation
from organisations.models import Membership, Organisation, Tier
from tests.factories import DAY, NOON, MembershipFactory, OrganisationFactory, UserFactory, actor

LIBRARY = {"name": "Library", "slug": "library", "kind": "service", "tier": Tier.T1}


def membership(role, organisation=None, pk=1):
    """A membership that is in no database."""
    return Membership(pk=pk, role=role, organisation=organisation)


def asked_by(*memberships, acts_as=None):
    """A request of somebody with these memberships, who acts as one of them."""
    request = RequestFactory().get("/")
    request.memberships = list(memberships)
    request.session = SessionBase()
    current = acts_as or (memberships[0] if memberships else None)
    request.actor = Actor(
        kind=Kind.USER,
        user_id=1,
        membership_id=current.pk if current else None,
        organisation_id=current.organisation_id if current else None,
        role=Role(current.role) if current else None,
    )
    return request


class TestRole:
    """What a membership gives now, worked out by hand."""

    @pytest.mark.parametrize(
        ("role", "kind", "tier", "paused", "expected"),
        [
            ("worker", "service", Tier.T1, False, Role.WORKER),
            ("worker", "service", Tier.T0, False, None),
            ("worker", "service", Tier.T1, True, None),
            ("adviser", "service", Tier.T3, False, Role.ADVISER),
            ("adviser", "service", Tier.T0, False, None),
            ("adviser", "service", Tier.T3, True, None),
            ("manager", "service", Tier.T1, False, Role.MANAGER),
            ("manager", "service", Tier.T0, False, Role.OWNER),
            ("manager", "service", Tier.T3, True, Role.OWNER),
            ("owner", "group", Tier.T0, False, Role.OWNER),
            ("owner", "group", Tier.T2, True, Role.OWNER),
            ("organiser", "group", Tier.T0, True, Role.ORGANISER),
            ("organiser", "service", Tier.T0, False, Role.ORGANISER),
        ],
    )
    def test_of_a_member(self, role, kind, tier, paused, expected):
        organisation = Organisation(kind=kind, tier=tier, suspended_at=NOON if paused else None)

        assert middleware.role_of(membership(role, organisation)) is expected

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR])
    def test_of_the_whole_hub_depends_on_no_organisation(self, role):
        assert middleware.role_of(membership(role)) is role


class TestWhere:
    """Whether the organisation in the address is the one acted for."""

    larder, choir = Organisation(pk=1, slug="larder"), Organisation(pk=2, slug="choir")

    def test_is_here_for_the_one_acted_for(self):
        assert middleware.acting_for(asked_by(membership("owner", self.larder)), "larder") == "here"

    def test_is_elsewhere_for_another_of_theirs(self):
        mine = membership("owner", self.larder), membership("organiser", self.choir, pk=2)

        assert middleware.acting_for(asked_by(*mine), "choir") == "elsewhere"

    @pytest.mark.parametrize("slug", ["choir", "", "LARDER", "larder-2"])
    def test_is_a_strangers_for_any_other(self, slug):
        assert middleware.acting_for(asked_by(membership("owner", self.larder)), slug) == "stranger"

    def test_is_here_under_either_of_two_roles_in_one_organisation(self):
        roles = membership("organiser", self.larder, pk=1), membership("owner", self.larder, pk=2)

        assert middleware.acting_for(asked_by(*roles, acts_as=roles[1]), "larder") == "here"

    def test_is_a_strangers_for_somebody_of_the_whole_hub(self):
        assert middleware.acting_for(asked_by(membership("administrator")), "larder") == "stranger"

    def test_is_a_strangers_without_any_membership(self):
        assert middleware.acting_for(asked_by(), "larder") == "stranger"


class TestWords:
    @pytest.mark.parametrize(
        ("role", "name", "words"),
        [
            ("organiser", "Earlsfield Larder", "Earlsfield Larder, organiser"),
            ("worker", "Library", "Library, front-line worker"),
            ("owner", "Tom & Jerry’s <Club>", "Tom & Jerry’s <Club>, owner"),
            ("administrator", None, "Hub administrator"),
            ("editor", None, "Editor"),
        ],
    )
    def test_name_organisation_and_role(self, role, name, words):
        organisation = Organisation(name=name) if name else None

        assert acting.label(membership(role, organisation)) == words

    def test_are_in_the_header_with_a_way_to_change_where_there_is_another(self):
        one, two = membership("owner", Organisation(pk=1, name="Larder", slug="larder")), membership("editor", pk=2)

        shown = context.acting(asked_by(one, two))["acting"]
        alone = context.acting(asked_by(one))["acting"]

        assert (shown.label, shown.others, alone.others) == ("Larder, owner", True, False)
        assert shown.switch_url == reverse("acting")

    def test_are_not_in_the_header_of_a_resident(self):
        shown = context.acting(asked_by())

        assert (shown["acting"], shown["staff_nav"], shown["acting_slug"]) == (None, (), "")


class TestLinks:
    library = Organisation(**LIBRARY)

    @pytest.mark.parametrize(
        ("role", "words"),
        [
            (Role.OWNER, ["Overview", "Our page", "Members"]),
            (Role.ORGANISER, ["Overview", "Our page"]),
            (Role.WORKER, ["Overview"]),
            (Role.MANAGER, ["Overview", "Our page", "Members"]),
            (Role.ADVISER, ["Overview", "Check groups"]),
            (None, ["Overview"]),
        ],
    )
    def test_of_a_member_are_those_they_may_open(self, role, words):
        links = navigation.staff_links(Actor(kind=Kind.USER, role=role), self.library)

        assert [str(link.label) for link in links] == words

    @pytest.mark.parametrize(("role", "words"), [(Role.EDITOR, []), (Role.ADMINISTRATOR, ["Check groups"])])
    def test_of_the_whole_hub_lead_into_no_organisation(self, role, words):
        links = navigation.staff_links(Actor(kind=Kind.USER, role=role), None)

        assert [str(link.label) for link in links] == words


@pytest.fixture
def two(client, db):
    """Somebody who runs the Larder and the Choir, signed in."""
    user = UserFactory()
    choir = MembershipFactory(user=user, role="organiser", organisation__name="Choir", organisation__slug="choir")
    larder = MembershipFactory(user=user, role="owner", organisation__name="Larder", organisation__slug="larder")
    client.force_login(user)
    return choir, larder


@pytest.mark.django_db
class TestChoosing:
    def test_begins_with_the_first_by_name(self, client, two):
        page = client.get(reverse("acting"))

        assert [(choice.label, choice.is_current) for choice in page.context["choices"]] == [
            ("Choir, organiser", True),
            ("Larder, owner", False),
        ]

    def test_begins_with_the_whole_hub_before_any_organisation(self, client, two):
        editor = MembershipFactory(user=two[0].user, role="editor", organisation=None)

        first = client.get(reverse("acting")).context["choices"][0]

        assert (first.pk, first.label, first.is_current) == (editor.pk, "Editor", True)

    def test_puts_the_wanted_one_first(self, client, two):
        page = client.get(reverse("acting"), {"to": "larder"})

        assert [choice.label for choice in page.context["choices"]] == ["Larder, owner", "Choir, organiser"]
        assert "belongs to another of your groups" in page.content.decode()

    def test_lasts_for_the_session(self, client, two):
        client.post(reverse("acting"), {"membership": two[1].pk})

        assert client.get(reverse("acting")).context["acting"].label == "Larder, owner"
        assert Entry.objects.filter(event="acting.changed").count() == 1

    def test_gives_the_session_a_new_key(self, client, two):
        before = client.session.session_key

        client.post(reverse("acting"), {"membership": two[1].pk})

        assert client.session.session_key != before

    @pytest.mark.parametrize("wanted", ["", "0", "many", "-1"])
    def test_of_nothing_changes_nothing_and_says_so(self, client, two, wanted):
        answer = client.post(reverse("acting"), {"membership": wanted}, follow=True)

        assert "Choose one of these." in answer.content.decode()
        assert answer.context["acting"].label == "Choir, organiser"
        assert not Entry.objects.filter(event="acting.changed").exists()

    def test_of_somebody_elses_membership_is_refused(self, client, two):
        other = MembershipFactory(role="owner")

        client.post(reverse("acting"), {"membership": other.pk})

        assert client.get(reverse("acting")).context["acting"].label == "Choir, organiser"

    @pytest.mark.parametrize(
        ("wanted", "leads_to"),
        [
            ("/manage/larder/", "/manage/larder/"),
            ("/organisations/?page=2", "/organisations/?page=2"),
            ("https://evil.example/", "/landing/"),
            ("//evil.example/", "/landing/"),
            ("javascript:alert(1)", "/landing/"),
            ("", "/landing/"),
        ],
    )
    def test_goes_on_to_pages_of_this_site_alone(self, client, two, wanted, leads_to):
        answer = client.post(reverse("acting"), {"membership": two[1].pk, "next": wanted})

        assert answer.headers["Location"] == leads_to

    def test_ends_when_the_membership_does(self, client, two):
        client.post(reverse("acting"), {"membership": two[1].pk})
        two[1].delete()

        assert client.get(reverse("acting")).context["acting"].label == "Choir, organiser"

    def test_leads_there_from_a_page_of_the_other_group(self, client, two):
        page = reverse("manage:about", args=["larder"])

        answer = client.get(page)

        assert answer.headers["Location"] == f"{reverse('acting')}?to=larder&next=%2Fmanage%2Flarder%2Fabout%2F"

    def test_is_for_those_signed_in(self, client):
        assert client.get(reverse("acting")).headers["Location"].startswith("/accounts/login/")

    def test_without_any_group_shows_how_to_add_one(self, client):
        client.force_login(UserFactory())

        assert "You act for yourself" in client.get(reverse("acting")).content.decode()


@pytest.mark.django_db
class TestLanding:
    def test_is_the_overview_of_the_group_acted_for(self, client, two):
        assert client.get(reverse("landing")).headers["Location"] == reverse("manage:home", args=["choir"])

    def test_of_nobody_is_no_overview(self):
        OrganisationFactory()

        assert navigation.landing(NOBODY) is None

    def test_of_one_who_acts_for_what_is_gone_is_no_overview(self):
        member = MembershipFactory()
        gone = actor(member)
        Organisation.objects.filter(pk=member.organisation_id).delete()

        assert navigation.landing(gone) is None


@pytest.mark.django_db
def test_memberships_are_listed_with_the_hub_first_then_by_name():
    user = UserFactory()
    for name in ("Zebra", "apple", "Mango"):
        MembershipFactory(user=user, organisation__name=name, since=NOON - DAY)
    MembershipFactory(user=user, role="administrator", organisation=None)
    MembershipFactory(organisation__name="Not theirs")

    listed = [row.organisation.name if row.organisation else "the hub" for row in Membership.objects.of(user.pk)]

    assert listed[0] == "the hub"
    assert sorted(listed[1:]) == ["Mango", "Zebra", "apple"]
