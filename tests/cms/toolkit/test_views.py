"""The toolkit as somebody walks through it: beginning an idea, and ticking step by step."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from cms.toolkit.applying import About
from cms.toolkit.models import Step, StepDone, Tick, Workspace
from cms.toolkit.models.workspace import Mark
from cms.toolkit.services import workspaces
from hub.access.roles import Role
from hub.people.models import Person
from tests.factories import MembershipFactory, UserFactory, actor, resident

pytestmark = pytest.mark.django_db

BEGIN, STREET = reverse("toolkit_begin"), "/toolkit/"


@pytest.fixture
def first():
    return Step.objects.get(number=1)


def actions(step):
    return [str(block.id) for block in step.actions]


def tick(client, step, some=(), **more):
    return client.post(reverse("toolkit_tick", args=[step.pk]), {"actions": list(some), **more})


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


class TestBeginning:
    def test_by_reading_keeps_nothing(self, client, first):
        for address in (STREET, first.url, BEGIN):
            assert client.get(address).status_code == 200

        assert not Workspace.objects.exists()
        assert not Person.objects.exists()

    def test_with_a_name_alone_is_enough(self, client):
        answer = client.post(BEGIN, {"name": "  A  lunch\u200b club "})

        made = Workspace.objects.get()
        assert answer.headers["Location"] == STREET
        assert (made.name, made.about, made.organisation) == ("A lunch club", frozenset(), None)
        assert (made.person.first_name, made.person.user) == ("", None)

    @pytest.mark.parametrize(
        ("typed", "wrong"),
        [
            ({"name": ""}, "name"),
            ({"name": " \u200b"}, "name"),
            ({"name": "x" * 101}, "name"),
            ({"name": "Club", "about": ["flying"]}, "about"),
        ],
    )
    def test_with_something_wrong_begins_nothing(self, client, typed, wrong):
        answer = client.post(BEGIN, typed)

        assert list(answer.context["form"].errors) == [wrong]
        assert not Workspace.objects.exists()

    def test_offers_the_name_of_the_group_one_acts_for(self, client, col):
        assert client.get(BEGIN).context["form"]["name"].value() == "Larder"

    def test_for_a_group_is_for_all_who_post_for_it(self, client, col):
        client.post(BEGIN, {"name": "Larder", "about": ["food"]})

        made = Workspace.objects.get()
        assert (made.organisation, made.person, made.about) == (col.organisation, None, {About.FOOD})
        other = MembershipFactory(role=Role.ORGANISER, organisation=col.organisation)
        assert Workspace.objects.at_hand(actor(other)) == made

    def test_signed_in_is_ones_own_on_every_browser(self, client):
        user = UserFactory()
        client.force_login(user)

        client.post(BEGIN, {"name": "Club"})

        assert Workspace.objects.get().person == user.person
        assert Workspace.objects.at_hand(resident(user)) == Workspace.objects.get()

    def test_takes_in_what_was_ticked_before(self, client, first):
        answer = tick(client, first, actions(first)[:2])
        assert answer.headers["Location"] == BEGIN
        assert not Tick.objects.exists()

        answer = client.post(BEGIN, {"name": "Club"})

        assert answer.headers["Location"] == first.url
        assert {str(one.action) for one in Tick.objects.all()} == set(actions(first)[:2])

    def test_takes_nothing_from_what_a_group_ticked_already(self, client, first):
        """Somebody ticks, then signs in, and their group was further on."""
        col = MembershipFactory(role=Role.OWNER)
        group = workspaces.begin(name="Larder", about=(), language="en-gb", by=actor(col), at=timezone.now())
        workspaces.tick(group, first, map(UUID, actions(first)[1:3]), by=actor(col), at=timezone.now())
        tick(client, first, actions(first)[:1])
        client.force_login(col.user)

        client.post(BEGIN, {"name": "Larder"})

        assert {str(one.action) for one in Tick.objects.filter(workspace=group)} == set(actions(first)[:3])

    @pytest.mark.limits
    def test_is_for_twenty_an_hour(self, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "hub_toolkit": "1/h/ip"}

        answers = [client.post(BEGIN, {"name": "Club"}).status_code for _ in range(2)]

        assert answers == [302, 429]
        assert Workspace.objects.count() == 1


class TestTicking:
    def test_some_leads_on_to_the_same_step_until_it_is_whole(self, client, begun, first):
        answer = tick(client, first, actions(first)[:1])

        assert answer.headers["Location"] == first.url
        assert said(answer) == [f"Kept: “{first.title}”."]

    def test_all_leads_to_the_next(self, client, begun, first):
        answer = tick(client, first, actions(first))

        assert answer.headers["Location"] == Step.objects.get(number=2).url

    @pytest.mark.parametrize("odd", ["", "1", "not-a-mark", "0" * 31, "\u2603"])
    def test_what_is_no_action_is_passed_over(self, client, begun, first, odd):
        answer = tick(client, first, [odd, actions(first)[0], str(uuid4())])

        assert answer.status_code == 302
        assert [str(one.action) for one in Tick.objects.all()] == actions(first)[:1]

    def test_one_twice_is_one(self, client, begun, first):
        tick(client, first, actions(first)[:1] * 2)

        assert Tick.objects.count() == 1

    def test_nothing_takes_back_the_ticks_that_the_page_showed(self, client, begun, first):
        tick(client, first, actions(first)[:2])
        page = client.get(first.url).content.decode()
        shown = [one for one in actions(first) if f'name="shown" value="{one}"' in page]

        tick(client, first, shown=shown)

        assert shown == actions(first)[:2]
        assert not Tick.objects.exists()

    def test_a_page_from_before_takes_no_tick_away(self, client, begun, first):
        tick(client, first, actions(first)[:1])

        tick(client, first, actions(first)[1:2])

        assert [str(one.action) for one in Tick.objects.order_by("pk")] == actions(first)[:2]

    def test_left_out_says_that_it_can_be_taken_up(self, client, begun, first):
        answer = tick(client, first, how="left_out")

        assert StepDone.objects.get().mark == Mark.LEFT_OUT
        assert said(answer) == [f"“{first.title}” is left out. You can take it up again any time."]
        assert answer.headers["Location"] == Step.objects.get(number=2).url

    def test_done_without_ticks_ticks_nothing(self, client, begun, first):
        tick(client, first, how="done")

        assert StepDone.objects.get().mark == Mark.DONE
        assert not Tick.objects.exists()

    def test_taken_back_opens_the_step_and_keeps_its_ticks(self, client, begun, first):
        tick(client, first, actions(first))

        answer = tick(client, first, how="take_back")

        assert answer.headers["Location"] == first.url
        assert not StepDone.objects.exists()
        assert Tick.objects.count() == len(actions(first))

    def test_taken_back_before_anything_was_marked_changes_nothing(self, client, begun, first):
        assert tick(client, first, how="take_back").status_code == 302
        assert not StepDone.objects.exists()

    def test_the_last_that_applies_says_so(self, client, begun):
        at = timezone.now()
        StepDone.objects.bulk_create(
            StepDone(workspace=begun, step=step, mark=Mark.DONE, at=at) for step in Step.objects.live()
        )

        answer = tick(client, Step.objects.get(number=43), how="done")

        assert said(answer) == ["Kept. That was the last step that applies to you."]
        assert answer.headers["Location"] == STREET

    def test_a_step_that_is_not_on_show_is_not_there(self, client, begun, first):
        first.unpublish()

        assert tick(client, first, actions(first)).status_code == 404
        assert client.post(reverse("toolkit_tick", args=[99_999])).status_code == 404

    def test_by_reading_is_refused(self, client, begun, first):
        assert client.get(reverse("toolkit_tick", args=[first.pk])).status_code == 405

    def test_keeps_the_first_day_of_a_mark_that_is_said_twice(self, begun, first):
        by, at = actor(MembershipFactory()), timezone.now()

        workspaces.mark(begun, first, Mark.DONE, by=by, at=at)
        workspaces.mark(begun, first, Mark.DONE, by=by, at=at + timedelta(days=1))
        assert StepDone.objects.get().at == at

        workspaces.mark(begun, first, Mark.LEFT_OUT, by=by, at=at + timedelta(days=2))
        assert (StepDone.objects.get().mark, StepDone.objects.get().at) == (Mark.LEFT_OUT, at + timedelta(days=2))
