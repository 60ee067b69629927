"""The pages of an idea in the toolkit: what it is, how to come back to it, and the group that takes its steps along."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.toolkit.applying import About
from cms.toolkit.models import Step
from cms.toolkit.models.workspace import Mark
from cms.toolkit.services import workspaces
from hub.access.roles import Role
from hub.messaging.models import Message
from hub.people.models import Person
from tests.factories import MembershipFactory, UserFactory, actor, resident

pytestmark = pytest.mark.django_db

BEGIN, ABOUT, KEEP, CODE, WHOLE = (reverse(f"toolkit_{name}") for name in ("begin", "about", "keep", "code", "whole"))
STREET = "/toolkit/"


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


class TestPagesOfAnIdea:
    @pytest.mark.parametrize("address", [ABOUT, KEEP, WHOLE])
    def test_lead_somebody_who_has_not_begun_to_the_beginning(self, client, address):
        assert client.get(address).headers["Location"] == BEGIN

    def test_the_whole_path_on_paper_has_no_word_of_the_screen(self, client, begun):
        page = client.get(WHOLE).content.decode()

        assert page.count(">Next</p>") == 1
        assert '<p class="soft small no-print">Next</p>' in page

    def test_changing_what_it_is_changes_what_applies(self, client, begun):
        form = client.get(ABOUT).context["form"]

        answer = client.post(ABOUT, {"seen": form["seen"].value(), "name": "Supper club", "about": ["food", "money"]})

        begun.refresh_from_db()
        assert (begun.name, begun.about) == ("Supper club", {About.FOOD, About.MONEY})
        assert answer.headers["Location"] == STREET

    def test_all_steps_on_paper_are_those_that_apply(self, client, begun):
        first = Step.objects.get(number=1)
        workspaces.mark(begun, first, Mark.LEFT_OUT, by=actor(MembershipFactory()), at=timezone.now())

        rows = [row for row, _actions in client.get(WHOLE).context["parts"]]

        assert first.pk not in [row.pk for row in rows]
        assert len(rows) == Step.objects.live().filter(applies=frozenset()).count() - 1

    def test_a_code_is_shown_once_and_opens_it_elsewhere(self, client, begun):
        shown = client.post(CODE).context["code"]

        assert shown not in client.get(KEEP).content.decode()
        other = Client()
        other.post(reverse("code"), {"code": shown.lower().replace("-", " ")})
        assert other.get(ABOUT).context["form"]["name"].value() == "A lunch club"

    def test_a_link_is_sent_with_the_agreement_alone(self, client, begun):
        reached = {"name": "Ama Boateng", "kind": "email", "route": "ama@example.test"}

        assert list(client.post(KEEP, reached).context["form"].errors) == ["keep"]
        assert not Message.objects.exists()

        client.post(KEEP, reached | {"keep": "on"})
        person = Person.objects.get()
        assert (person.first_name, person.surname) == ("Ama", "Boateng")
        assert Message.objects.get().notice == "own_steps"

    @pytest.mark.limits
    def test_links_to_one_address_are_few_an_hour(self, client, begun, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "hub_route": "1/h/key"}
        reached = {"name": "Ama", "kind": "email", "route": "ama@example.test", "keep": "on"}

        answers = [client.post(KEEP, reached).status_code for _ in range(2)]

        assert answers == [302, 200]
        assert Message.objects.count() == 1

    @pytest.mark.parametrize("address", [KEEP, CODE])
    def test_a_group_needs_neither_link_nor_code(self, client, col, address):
        client.post(BEGIN, {"name": "Larder"})
        reached = {"name": "Ama", "kind": "email", "route": "ama@example.test", "keep": "on"}

        assert client.post(address, reached).headers["Location"] == STREET
        assert not Message.objects.exists()

    def test_coming_back_by_a_link_leads_to_the_street(self, client):
        assert client.get(reverse("toolkit_mine")).headers["Location"] == STREET


class TestTakingAlong:
    address = reverse("toolkit_take_along", args=["larder"])

    def test_gives_the_idea_to_the_group(self, client, begun, col):
        workspace = workspaces.begin(name="Mine", about=(), language="en-gb", by=resident(col.user), at=timezone.now())

        answer = client.post(self.address)

        workspace.refresh_from_db()
        assert workspace.organisation == col.organisation
        assert said(answer) == ["Your steps are the group’s now. Everybody in it can tick."]

    def test_twice_has_nothing_more_to_give(self, client, col):
        workspaces.begin(name="Mine", about=(), language="en-gb", by=resident(col.user), at=timezone.now())
        client.post(self.address)

        assert client.post(self.address).status_code == 404

    def test_is_refused_where_the_group_has_its_own(self, client, col):
        idea = workspaces.begin(name="Mine", about=(), language="en-gb", by=resident(col.user), at=timezone.now())
        workspaces.begin(name="Larder", about=(), language="en-gb", by=actor(col), at=timezone.now())

        answer = client.post(self.address)

        idea.refresh_from_db()
        assert said(answer) == ["This group has steps of its own already. Yours stay where they are."]
        assert idea.person == col.user.person

    @pytest.mark.parametrize("who", ["nobody", "stranger"])
    def test_is_not_for_others(self, client, begun, who):
        MembershipFactory(role=Role.OWNER, organisation__slug="larder")
        if who == "stranger":
            client.force_login(UserFactory())

        assert client.post(self.address).status_code == (302 if who == "nobody" else 404)
        begun.refresh_from_db()
        assert begun.organisation is None
