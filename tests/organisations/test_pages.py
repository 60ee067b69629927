"""The pages of organisations: who is listed and in which order, adding a group, and changing one's own page."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from hub.audit.models import Entry
from organisations.models import Membership, Organisation, Tier
from tests.factories import NOON, MembershipFactory, OrganisationFactory, UserFactory, VenueFactory
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db

LIST, JOIN = reverse("organisations:list"), reverse("organisations:join")
GROUP = {"name": "Balham Bakers", "kind": "group", "about": "We bake.", "ring_on": "01632 960202"}


def names(answer):
    return [organisation.name for organisation in answer.context["object_list"]]


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


class TestList:
    def test_says_so_while_it_is_empty(self, client):
        assert "No group is here yet" in client.get(LIST).content.decode()

    def test_is_by_name_whichever_came_first(self, client):
        for name in ("Choir", "Allotment", "Bakers"):
            OrganisationFactory(name=name)

        assert names(client.get(LIST)) == ["Allotment", "Bakers", "Choir"]

    def test_leaves_out_what_nobody_checked_and_what_is_paused(self, client):
        OrganisationFactory(name="Seen")
        OrganisationFactory(name="New", unchecked=True)
        OrganisationFactory(name="Paused", suspended_at=NOON)

        assert names(client.get(LIST)) == ["Seen"]

    def test_leaves_them_out_for_their_own_members_and_advisers_too(self, client):
        MembershipFactory(organisation__name="New", organisation__unchecked=True)
        adviser = MembershipFactory(role="adviser", organisation__service=True, organisation__name="Library")
        client.force_login(adviser.user)

        assert names(client.get(LIST)) == ["Library"]

    @pytest.mark.parametrize(("groups", "pages"), [(23, 1), (24, 1), (25, 2), (48, 2), (49, 3)])
    def test_has_24_on_a_page(self, client, groups, pages):
        Organisation.objects.bulk_create(
            Organisation(name=f"G{n:02}", slug=f"g{n}", kind="group", tier=1, created_at=NOON) for n in range(groups)
        )

        answer = client.get(LIST)

        assert answer.context["pagination"].pages == pages
        assert len(names(answer)) == min(24, groups)

    def test_shows_each_once_over_all_its_pages_also_with_equal_names(self, client):
        Organisation.objects.bulk_create(
            Organisation(name="Larder", slug=f"g{n}", kind="group", tier=1, created_at=NOON) for n in range(50)
        )

        seen = [one.pk for page in (1, 2, 3) for one in client.get(LIST, {"page": page}).context["object_list"]]

        assert len(seen) == len(set(seen)) == 50

    @pytest.mark.parametrize("page", ["0", "2", "-1", "many", "99999999999999999999"])
    def test_shows_the_nearest_page_for_one_that_is_not_there(self, client, page):
        OrganisationFactory()

        assert client.get(LIST, {"page": page}).status_code == 200

    def test_takes_no_more_queries_for_more_groups(self, client, django_assert_max_num_queries):
        client.get(LIST)
        for _ in range(20):
            OrganisationFactory(venue=VenueFactory())

        with django_assert_max_num_queries(6):
            answer = client.get(LIST)

        assert answer.content.decode().count("Wandle") == 20

    def test_shows_odd_names_as_they_are_written(self, client):
        OrganisationFactory(name="<b>Tom & Jerry’s</b> \u041a\u0443\u0445\u043d\u044f", about="1 < 2 & “so on”")

        page = client.get(LIST).content.decode()

        assert "&lt;b&gt;Tom &amp; Jerry’s&lt;/b&gt; \u041a\u0443\u0445\u043d\u044f" in page
        assert "1 &lt; 2 &amp; “so on”" in page


class TestPage:
    @pytest.mark.parametrize("hidden", [{"unchecked": True}, {"suspended_at": NOON}])
    def test_of_one_that_is_hidden_is_for_its_members_and_those_who_check(self, client, hidden):
        member = MembershipFactory(organisation=OrganisationFactory(slug="hidden", **hidden))
        adviser = MembershipFactory(role="adviser", organisation__service=True)
        page = reverse("organisations:page", args=["hidden"])

        seen = {"nobody": client.get(page).status_code}
        for who, user in (("member", member.user), ("adviser", adviser.user), ("other", UserFactory())):
            client.force_login(user)
            seen[who] = client.get(page).status_code

        assert seen == {"nobody": 404, "member": 200, "adviser": 200, "other": 404}

    def test_never_shows_the_number_an_adviser_rings(self, client):
        OrganisationFactory(slug="larder", ring_on="+441632960303", phone="01632 960202")

        page = client.get(reverse("organisations:page", args=["larder"])).content.decode()

        assert "01632 960202" in page
        assert "960303" not in page


class TestJoining:
    def test_is_for_those_signed_in(self, client):
        assert client.post(JOIN, GROUP).headers["Location"].startswith("/accounts/login/")
        assert not Organisation.objects.exists()

    def test_makes_a_group_and_acts_for_it(self, client):
        user = UserFactory()
        elsewhere = MembershipFactory(user=user, organisation__name="Allotment")
        client.force_login(user)

        answer = client.post(JOIN, GROUP)

        made = Organisation.objects.exclude(pk=elsewhere.organisation_id).get()
        assert (made.name, made.slug, made.ring_on, made.tier) == ("Balham Bakers", "balham-bakers", "+441632960202", 0)
        assert answer.headers["Location"] == reverse("manage:home", args=["balham-bakers"])
        assert client.get(reverse("acting")).context["acting"].label == "Balham Bakers, owner"

    def test_keeps_what_was_typed_when_something_is_wrong(self, client):
        client.force_login(UserFactory())

        page = client.post(JOIN, GROUP | {"ring_on": "none"}).content.decode()

        assert 'value="Balham Bakers"' in page
        assert "This is not a phone number" in page
        assert not Organisation.objects.exists()

    def test_cannot_make_a_checked_group(self, client):
        client.force_login(UserFactory())

        client.post(JOIN, GROUP | {"tier": "3", "safe_to_work_with": "on", "is_desk": "on", "slug": "join"})

        made = Organisation.objects.get()
        assert (made.tier, made.safe_to_work_with, made.is_desk, made.slug) == (Tier.T0, False, False, "balham-bakers")

    @pytest.mark.limits
    def test_is_for_a_few_an_hour(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "hub_join": "2/h/ip"}
        client.force_login(UserFactory())

        answers = [client.post(JOIN, GROUP | {"name": f"Group {n}"}).status_code for n in range(3)]

        assert answers == [302, 302, 429]
        assert Organisation.objects.count() == 2


class TestOwnPage:
    @pytest.fixture
    def larder(self, client):
        member = MembershipFactory(
            role="owner", organisation__name="Larder", organisation__slug="larder", organisation__reply_hours=48
        )
        client.force_login(member.user)
        return member.organisation

    address = reverse("manage:about", args=["larder"])

    def fields(self, client, **typed):
        form = client.get(self.address).context["form"]
        kept = {name: form[name].value() or "" for name in form.fields}
        return kept | typed

    def test_saved_untouched_changes_nothing(self, client, larder):
        before = Organisation.objects.values().get()

        answer = client.post(self.address, self.fields(client))

        assert answer.status_code == 302
        assert Organisation.objects.values().get() == before

    def test_is_changed_in_its_own_words(self, client, larder):
        answer = client.post(self.address, self.fields(client, name="Pantry", phone="07700900123", reply_hours="24"))

        larder.refresh_from_db()
        assert (larder.name, larder.phone, larder.reply_hours, larder.slug) == ("Pantry", "07700 900123", 24, "larder")
        assert said(answer) == ["Saved. This is how people see you now."]
        assert Entry.objects.filter(event="organisation.changed").count() == 1

    def test_under_another_name_it_is_still_the_one_they_act_for(self, client, larder):
        MembershipFactory(user=larder.memberships.get().user, role="owner", organisation__name="Meals")

        answer = client.post(self.address, self.fields(client, name="West Larder"), follow=True)

        assert answer.redirect_chain == [(self.address, 302)]
        assert answer.status_code == 200

    def test_shows_the_header_of_what_is_saved_beside_a_wrong_name(self, client, larder):
        answer = client.post(self.address, self.fields(client, name=""))

        assert answer.context["acting"].label == "Larder, owner"
        assert "This field is required" in answer.content.decode()

    @pytest.mark.parametrize("role", ["owner", "organiser", "manager"])
    def test_is_for_those_who_post(self, client, role):
        member = MembershipFactory(role=role, organisation=OrganisationFactory(slug="larder", service=True))
        second_factor_for(member.user)
        client.force_login(member.user)

        assert client.get(self.address).status_code == 200

    def test_is_for_a_manager_with_a_second_step_alone(self, client):
        service = OrganisationFactory(slug="larder", service=True)
        client.force_login(MembershipFactory(role="manager", organisation=service).user)

        assert client.get(self.address).headers["Location"].startswith(reverse("second_factor"))

    @pytest.mark.parametrize("role", ["worker", "adviser"])
    def test_is_not_for_others_of_the_service(self, client, role):
        service = OrganisationFactory(slug="larder", service=True)
        client.force_login(MembershipFactory(role=role, organisation=service).user)

        assert client.get(self.address).status_code == 404

    def test_is_not_for_members_of_another(self, client, larder):
        client.force_login(MembershipFactory(role="owner").user)

        assert client.post(self.address, {"name": "Mine now", "reply_hours": "24"}).status_code == 404
        larder.refresh_from_db()
        assert larder.name == "Larder"


class TestLeaving:
    """An owner gives up their own place."""

    @pytest.fixture
    def two(self, client):
        first = MembershipFactory(role="owner", organisation__slug="larder")
        second = MembershipFactory(role="owner", organisation=first.organisation)
        return first, second

    def open_as(self, client, membership):
        second_factor_for(membership.user)
        client.force_login(membership.user)
        return reverse("manage:member", args=["larder", membership.pk])

    def test_leads_home_and_not_to_a_list_they_may_not_see(self, client, two):
        answer = client.post(self.open_as(client, two[0]), {"remove": "1"})

        assert answer.headers["Location"] == reverse("landing")
        assert list(Membership.objects.all()) == [two[1]]

    def test_their_ownership_alone_leads_home_too(self, client, two):
        answer = client.post(self.open_as(client, two[0]), {"role": "organiser"})

        assert answer.headers["Location"] == reverse("landing")
        assert client.get(reverse("manage:members", args=["larder"])).status_code == 404

    def test_as_the_last_is_refused_with_the_reason_beside_the_role(self, client, two):
        two[1].delete()

        answer = client.post(self.open_as(client, two[0]), {"role": "organiser"})

        assert "Somebody has to run this place" in str(answer.context["form"].errors["role"])
        assert Membership.objects.get().role == "owner"
