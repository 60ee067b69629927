"""Adding a group: its address, its first owner, who hears of it; and changing how it presents itself."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub import urls
from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.messaging.models import Item, Message
from organisations.models import Membership, Organisation, Tier
from organisations.services import joining, members
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, actor, resident


def slugs_taken(monkeypatch, *slugs):
    """Let these addresses be taken, without a database."""

    class Rows:
        def filter(self, slug__startswith):
            self.base = slug__startswith
            return self

        def values_list(self, *_names, flat):
            return [slug for slug in slugs if slug.startswith(self.base)]

    monkeypatch.setattr(joining.Organisation, "objects", Rows())


class TestAddress:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Balham Bakers", "balham-bakers"),
            ("Caf\u00e9 Olé", "cafe-ole"),
            ("  Tooting—Bec  ", "tootingbec"),
            ("St. John’s & All Saints", "st-johns-all-saints"),
            ("100% Fun!", "100-fun"),
            ("\u041a\u0443\u0445\u043d\u044f", "group"),
            ("!!!", "group"),
            ("", "group"),
            ("-", "group"),
        ],
    )
    def test_is_made_of_the_name(self, monkeypatch, name, slug):
        slugs_taken(monkeypatch)

        assert joining.free_slug(name) == slug

    @pytest.mark.parametrize(
        ("taken", "slug"),
        [
            ((), "larder"),
            (("larder",), "larder-2"),
            (("larder-2",), "larder"),
            (("larder", "larder-2", "larder-3"), "larder-4"),
            (("larder", "larder-3"), "larder-2"),
            (("larders", "larder-of-tooting"), "larder"),
        ],
    )
    def test_is_the_first_that_is_free(self, monkeypatch, taken, slug):
        slugs_taken(monkeypatch, *taken)

        assert joining.free_slug("Larder") == slug

    @pytest.mark.parametrize("word", ["Join", "Verification", "STANDING", "new"])
    def test_is_never_one_of_the_hubs_own_pages(self, monkeypatch, word):
        slugs_taken(monkeypatch)

        assert joining.free_slug(word) == f"{word.lower()}-2"

    def test_is_never_that_of_a_page_beside_it(self):
        beside = [str(page.pattern) for page in urls.organisation_urls[0]]
        beside += [
            str(page.pattern).removeprefix("manage/") for page in urls.urlpatterns if "manage/" in str(page.pattern)
        ]
        words = {address.split("/")[0] for address in beside if address and not address.startswith("<")}

        assert {"join", "verification", "standing"} <= words
        assert words <= joining.RESERVED

    @settings(max_examples=60, deadline=None)
    @given(name=st.text(max_size=120), taken=st.integers(0, 12))
    def test_is_always_free_and_fits(self, name, taken):
        with pytest.MonkeyPatch.context() as patch:
            slugs_taken(patch)
            base = joining.free_slug(name)
            others = [base, *(f"{base}-{number}" for number in range(2, 2 + taken))]
            slugs_taken(patch, *others)
            slug = joining.free_slug(name)

        assert slug not in others
        assert slug not in joining.RESERVED
        assert re.fullmatch(r"[-\w]+", slug)
        assert len(slug) <= Organisation._meta.get_field("slug").max_length


@pytest.mark.django_db
class TestJoin:
    def join(self, at, **more):
        user = UserFactory()
        facts = {"name": "New Group", "kind": "group", "ring_on": "+441632960202"} | more
        return user, joining.join(user, **facts, by=resident(user), at=at)

    def test_begins_unchecked_unsafe_and_hidden(self, noon):
        _user, made = self.join(noon)

        assert (made.tier, made.safe_to_work_with, made.is_desk, made.is_public) == (Tier.T0, False, False, False)
        assert not Organisation.objects.visible_to(NOBODY).exists()

    @pytest.mark.parametrize("kind", ["group", "social_enterprise", "service"])
    def test_makes_an_owner_in_each_kind_and_nothing_more(self, noon, kind):
        user, made = self.join(noon, kind=kind)

        (only,) = Membership.objects.all()
        assert (only.user, only.organisation, only.role, only.since) == (user, made, Role.OWNER, noon)
        assert members.offered(made) == (Role.OWNER, Role.ORGANISER)

    def test_twice_makes_two_with_an_address_each(self, noon):
        _one, first = self.join(noon)
        _two, second = self.join(noon)

        assert (first.slug, second.slug) == ("new-group", "new-group-2")

    def test_is_in_the_log_without_the_number(self, noon):
        _user, made = self.join(noon)

        entry = Entry.objects.get(event="organisation.joined")
        assert entry.at == noon
        assert entry.subject_id == str(made.pk)
        assert "960202" not in str(entry.details)

    def test_tells_every_adviser_once(self, noon):
        service = OrganisationFactory(service=True)
        advisers = [MembershipFactory(role="adviser", organisation=service) for _ in range(2)]
        MembershipFactory(role="worker", organisation=service)
        MembershipFactory(role="administrator", organisation=None)

        self.join(noon)

        told = Message.objects.filter(notice="group_waiting")
        assert {message.person_id for message in told} == {adviser.user.person.pk for adviser in advisers}
        assert told.count() == 2

    def test_tells_nobody_where_nobody_checks(self, noon):
        self.join(noon)

        assert not Message.objects.exists()

    def test_leaves_nothing_when_it_fails(self, noon, monkeypatch):
        monkeypatch.setattr(members, "that_verify", lambda: 1 / 0)

        with pytest.raises(ZeroDivisionError):
            self.join(noon)

        assert not Organisation.objects.exists()
        assert not Membership.objects.exists()
        assert not Item.objects.exists()


@pytest.mark.django_db
class TestChange:
    def test_keeps_address_standing_and_everything_unsaid(self, noon):
        member = MembershipFactory(
            organisation__slug="larder", organisation__safe=True, organisation__phone="01632 960202"
        )

        changed = joining.change(member.organisation, {"name": "Pantry"}, by=actor(member), at=noon)

        assert (changed.name, changed.slug) == ("Pantry", "larder")
        assert (changed.tier, changed.safe_to_work_with, changed.phone) == (Tier.T3, True, "01632 960202")

    def test_is_in_the_log_by_the_fields_and_not_their_words(self, noon):
        member = MembershipFactory()

        joining.change(member.organisation, {"phone": "01632 960202", "about": "Bread."}, by=actor(member), at=noon)

        assert Entry.objects.get(event="organisation.changed").details == {"fields": "about, phone"}

    def test_changes_no_other(self, noon):
        member, other = MembershipFactory(), OrganisationFactory(about="As it was.")

        joining.change(member.organisation, {"about": "Bread."}, by=actor(member), at=noon)

        other.refresh_from_db()
        assert other.about == "As it was."
        assert member.organisation.about == "Bread."


@pytest.mark.django_db
class TestWhoChecks:
    def test_are_advisers_of_checked_services_before_administrators(self):
        adviser = MembershipFactory(role="adviser", organisation__service=True)
        MembershipFactory(role="administrator", organisation=None)

        assert members.that_verify() == [adviser.user.person]

    @pytest.mark.parametrize("state", [{"tier": Tier.T0}, {"suspended_at": "2026-11-01T00:00Z"}])
    def test_are_administrators_while_the_only_service_does_not_count(self, state):
        MembershipFactory(
            role="adviser", organisation__service=True, **{f"organisation__{k}": v for k, v in state.items()}
        )
        administrator = MembershipFactory(role="administrator", organisation=None)

        assert members.that_verify() == [administrator.user.person]

    def test_are_nobody_in_an_empty_hub(self):
        assert members.that_verify() == []


@pytest.mark.django_db
def test_those_who_are_told_of_sign_ups_are_those_who_answer():
    organisation = OrganisationFactory(service=True)
    rows = [MembershipFactory(role=role, organisation=organisation) for role in ("owner", "organiser", "manager")]
    MembershipFactory(role="worker", organisation=organisation)
    MembershipFactory(role="adviser", organisation=organisation)
    MembershipFactory(role="owner")

    assert members.to_notify(organisation) == [row.user.person for row in rows]
