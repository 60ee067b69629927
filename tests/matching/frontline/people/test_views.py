"""A worker at a counter: finds or adds somebody, opens their page for a conversation, and goes on from there."""

from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from hub.access.roles import Role
from hub.audit.models import Entry
from hub.consent.models import Consent
from hub.people import reading, retention
from hub.people.models import Channel, Person
from hub.people.services import persons
from hub.taxonomy.codes import Activity
from matching.frontline.asks.services import asks, limits
from matching.frontline.models import Ask, Capture, Contact, Outcome, Referral, Way
from matching.frontline.people.services import contacts
from matching.preferences.models import Preference
from organisations.models import Organisation
from tests.factories import DAY, MembershipFactory, OrganisationFactory, actor, person
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db

FIND, ADD = reverse("frontline:find"), reverse("frontline:add")


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def joan(at):
    return person("Joan", "joan@example.test", at=at - DAY)


@pytest.fixture
def bev(client):
    """A worker, signed in with a second step."""
    member = MembershipFactory(role=Role.WORKER, organisation__service=True)
    second_factor_for(member.user)
    client.force_login(member.user)
    return actor(member)


def page(name, who):
    return reverse(f"frontline:{name}", args=[who.pk])


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


class TestOpening:
    @pytest.mark.parametrize("way", list(Way))
    def test_needs_a_conversation_and_leads_to_their_page(self, client, bev, joan, way):
        answer = client.post(page("open", joan), {"way": way})

        assert answer.headers["Location"] == page("person", joan)
        assert Contact.objects.get().way == way
        assert client.get(page("person", joan)).status_code == 200

    @pytest.mark.parametrize("way", ["", "telepathy"])
    def test_without_one_opens_nothing(self, client, bev, joan, way):
        answer = client.post(page("open", joan), {"way": way})

        assert answer.headers["Location"] == FIND
        assert said(answer) == ["Say how you are talking with them, then open their page."]
        assert not Contact.objects.exists()

    def test_of_nobody_is_not_there(self, client, bev, joan, at):
        retention.erase([joan.pk], at=at)

        assert client.post(page("open", joan), {"way": "phone"}).status_code == 404
        assert client.post(reverse("frontline:open", args=[uuid4()]), {"way": "phone"}).status_code == 404

    def test_is_not_done_by_a_link(self, client, bev, joan):
        assert client.get(page("open", joan)).status_code == 405


class TestPersonPage:
    @pytest.mark.parametrize("name", ["person", "preference", "ask", "pass_on"])
    def test_is_closed_before_a_conversation_and_for_other_services(self, client, bev, joan, name, at):
        other = MembershipFactory(role=Role.WORKER, organisation__service=True)
        contacts.begin(joan, Way.PHONE, by=actor(other), at=at)

        assert client.get(page(name, joan)).status_code == 404

    def test_closes_again_after_some_days(self, client, bev, joan, at, settings):
        contacts.begin(joan, Way.PHONE, by=bev, at=at - (settings.CONTACT_DAYS + 1) * DAY)

        assert client.get(page("person", joan)).status_code == 404

    @pytest.mark.parametrize("role", [Role.ADVISER, Role.OWNER])
    def test_is_for_workers_and_managers(self, client, bev, joan, at, role):
        contacts.begin(joan, Way.PHONE, by=bev, at=at)
        member = MembershipFactory(role=role, organisation=Organisation.objects.get(pk=bev.organisation_id))
        second_factor_for(member.user)
        client.force_login(member.user)

        assert client.get(page("person", joan)).status_code == 404

    def test_may_be_asked_again_when_they_say_so(self, client, bev, joan, at):
        contacts.begin(joan, Way.PHONE, by=bev, at=at)
        asks.never_again(joan, by=bev, at=at)
        assert client.get(page("person", joan)).context["never"] is True

        first = client.post(page("person", joan), {"do": "ask_again"})
        second = client.post(page("person", joan), {"do": "ask_again"})

        assert said(first) == ["Written down: they may be asked again."]
        assert len(said(second)) == 1
        assert not limits.of(joan, at=at).never

    def test_does_nothing_by_any_other_button(self, client, bev, joan, at):
        contacts.begin(joan, Way.PHONE, by=bev, at=at)
        asks.never_again(joan, by=bev, at=at)

        client.post(page("person", joan), {"do": "erase"})

        assert limits.of(joan, at=at).never


class TestANumberThatNoLongerWorks:
    @pytest.fixture(autouse=True)
    def wrong(self, bev, joan, at):
        contacts.begin(joan, Way.COUNTER, by=bev, at=at)
        joan.routes.update(refused_at=at)

    def test_is_said_on_their_page_to_who_talks_with_them(self, client, joan):
        said = client.get(page("person", joan)).content.decode()

        assert "joan@example.test no longer works. Ask them for another number or address." in said

    def test_is_on_the_first_page_until_there_is_another(self, client, joan, at):
        assert "We can’t reach them" in client.get(reverse("frontline:home")).content.decode()

        persons.add_route(joan, reading.Route(Channel.PHONE, "+441632960202"), at=at)

        assert "We can’t reach them" not in client.get(reverse("frontline:home")).content.decode()

    def test_is_no_business_of_another_service(self, client, joan):
        other = MembershipFactory(role=Role.WORKER, organisation__service=True)
        second_factor_for(other.user)
        client.force_login(other.user)

        assert "We can’t reach them" not in client.get(reverse("frontline:home")).content.decode()


class TestAdding:
    facts = {"name": "joan baptiste", "kind": "phone", "route": "01632 960202", "way": "counter", "keep": "on"}

    def test_keeps_name_route_agreement_and_the_talk(self, client, bev):
        answer = client.post(ADD, self.facts)

        made = Person.objects.get(first_name="Joan")
        assert (made.surname, made.routes.get().value) == ("Baptiste", "+441632960202")
        assert Consent.objects.filter(person=made, given_by="worker").exists()
        assert answer.headers["Location"] == page("person", made)
        assert client.get(page("person", made)).status_code == 200

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"keep": ""}, "keep"),
            ({"name": ""}, "name"),
            ({"name": "Mrs"}, "name"),
            ({"route": "none"}, "route"),
            ({"way": ""}, "way"),
        ],
    )
    def test_without_something_of_it_keeps_nothing(self, client, bev, wrong, field):
        before = Person.objects.count()

        answer = client.post(ADD, self.facts | wrong)

        assert list(answer.context["form"].errors) == [field]
        assert Person.objects.count() == before
        assert not Contact.objects.exists()

    @pytest.mark.parametrize("again", [{}, {"name": "Joann"}, {"route": "+44 1632 960202"}, {"name": "Joan Baptist"}])
    def test_of_somebody_known_there_asks_first_whether_it_is_them(self, client, bev, again):
        client.post(ADD, self.facts)
        before = Person.objects.count()

        answer = client.post(ADD, self.facts | again)

        assert [one.name for one in answer.context["found"]] == ["Joan B"]
        assert Person.objects.count() == before
        assert Entry.objects.filter(event="person.found").count() == 1

    @pytest.mark.parametrize(
        "other",
        [{"name": "Marcus Baptiste"}, {"name": "Joan Okoro"}, {"route": "01632 960203"}, {"somebody_else": "1"}],
    )
    def test_of_somebody_else_keeps_them_beside(self, client, bev, other):
        client.post(ADD, self.facts)
        before = Person.objects.count()

        client.post(ADD, self.facts | other)

        assert Person.objects.count() == before + 1

    def test_offers_nothing_of_the_workers_own(self, client, bev):
        form = client.get(ADD).context["form"]

        assert form.fields["name"].widget.attrs["autocomplete"] == "off"
        assert form.fields["route"].widget.attrs["autocomplete"] == "off"


class TestFinding:
    def test_is_in_no_address_and_finds_by_the_whole_number(self, client, bev, joan):
        answer = client.post(FIND, {"text": "JOAN@example.test"})

        assert answer.status_code == 200
        assert "Joan" in answer.content.decode()
        assert "joan" not in answer.wsgi_request.get_full_path()

    @pytest.mark.parametrize("text", ["", "   ", "x" * 101])
    def test_of_nothing_or_too_much_looks_for_nobody(self, client, bev, joan, text):
        answer = client.post(FIND, {"text": text})

        assert list(answer.context["form"].errors) == ["text"]
        assert "found" not in answer.context

    def test_needs_a_second_step(self, client):
        client.force_login(MembershipFactory(role=Role.WORKER, organisation__service=True).user)

        assert client.get(FIND).headers["Location"].startswith(reverse("second_factor"))


class TestCapture:
    @pytest.mark.parametrize(("way", "kept"), [("phone", Way.PHONE), ("", Way.COUNTER), ("telepathy", Way.COUNTER)])
    def test_is_opened_for_them(self, client, bev, joan, at, way, kept):
        contacts.begin(joan, Way.PHONE, by=bev, at=at)

        client.post(page("capture_of", joan), {"way": way})

        capture = Capture.objects.get()
        assert (capture.person, capture.way, capture.worker_id) == (joan, kept, bev.user_id)

    def test_is_refused_beside_two_others(self, client, bev, joan, at):
        contacts.begin(joan, Way.PHONE, by=bev, at=at)
        for _time in range(2):
            client.post(page("capture_of", joan), {"way": "phone"})

        answer = client.post(page("capture_of", joan), {"way": "phone"})

        assert said(answer)[-1] == "You have two open already. Finish or clear one first."
        assert Capture.objects.count() == 2


class TestTheirWishes:
    def test_are_kept_by_the_worker_for_them(self, client, bev, joan, at):
        contacts.begin(joan, Way.PHONE, by=bev, at=at)
        form = client.get(page("preference", joan)).context["form"]

        answer = client.post(
            page("preference", joan),
            {"words": "Bit of company.", "activities": ["garden"], "seen": form["seen"].value()},
        )

        kept = Preference.objects.get(person=joan)
        assert (kept.words, kept.activities) == ("Bit of company.", {Activity.GARDEN})
        assert said(answer) == ["Kept. Read it back to them."]


class TestAskByMessage:
    def test_of_nothing_that_suits_sends_nothing(self, client, bev, joan, at):
        contacts.begin(joan, Way.PHONE, nothing_unsorted=True, by=bev, at=at)

        answer = client.post(page("ask", joan), {"opportunity": "999", "words": "Come along."})

        assert list(answer.context["form"].errors) == ["opportunity"]
        assert not Ask.objects.exists()


class TestPassingOn:
    @pytest.fixture
    def ready(self, bev, joan, at):
        contacts.begin(joan, Way.PHONE, outcome=Outcome.KEPT, nothing_unsorted=True, by=bev, at=at)

    def test_offers_checked_groups_by_name_and_not_ones_own(self, client, ready, joan):
        for name, facts in (("Zoo", {}), ("Allotment", {}), ("New", {"unchecked": True})):
            OrganisationFactory(name=name, **facts)

        choices = client.get(page("pass_on", joan)).context["form"].fields["organisation"].choices

        assert [str(words) for _pk, words in choices] == ["Choose", "Allotment", "Zoo"]

    def test_sends_it_with_their_wish(self, client, ready, joan):
        group = OrganisationFactory(name="Allotment")

        answer = client.post(page("pass_on", joan), {"organisation": group.pk, "wish": "To dig.", "agree": "on"})

        sent = Referral.objects.get()
        assert (sent.status, sent.organisation, sent.wish) == ("sent", group, "To dig.")
        assert said(answer) == ["Passed on to Allotment."]

    @pytest.mark.parametrize("wrong", [{"agree": ""}, {"organisation": ""}, {"organisation": "0"}])
    def test_without_agreement_or_group_sends_nothing(self, client, ready, joan, wrong):
        group = OrganisationFactory()

        client.post(page("pass_on", joan), {"organisation": group.pk, "wish": "", "agree": "on"} | wrong)

        assert not Referral.objects.exists()

    def test_twice_says_that_it_is_done(self, client, ready, joan):
        facts = {"organisation": OrganisationFactory().pk, "wish": "", "agree": "on"}
        client.post(page("pass_on", joan), facts)

        answer = client.post(page("pass_on", joan), facts)

        assert "They have been passed on for this already" in str(answer.context["form"].non_field_errors())
        assert Referral.objects.count() == 1
