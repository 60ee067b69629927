"""Working through the toolkit: what is ticked stays, what applies follows what a group says, and an idea becomes a group."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.toolkit.applying import About
from cms.toolkit.models import Step, StepDone, Tick, Workspace
from cms.toolkit.models.pages import stages, steps
from cms.toolkit.models.workspace import LINK, Mark
from cms.toolkit.presenters import street
from cms.toolkit.services import workspaces
from hub.access.actors import NOBODY, Actor, Grant, Kind
from hub.access.roles import Role
from hub.people.services import links
from tests import written
from tests.factories import MembershipFactory, OrganisationFactory, actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages():
    written.pages()


@pytest.fixture
def at():
    return timezone.now()


def idea(at, *, about=(), by=NOBODY):
    return workspaces.begin(name="A lunch club in Furzedown", about=about, language="en-gb", by=by, at=at)


def first_step():
    return Step.objects.get(number=1)


def actions(step):
    return [UUID(str(block.id)) for block in step.actions]


def way(workspace):
    return street.way(stages(), steps(), workspace, at=None)


class TestTicking:
    def test_what_is_ticked_is_kept_with_who_and_when(self, at):
        membership = MembershipFactory(role=Role.OWNER)
        by = actor(membership)
        workspace = workspaces.begin(name="Larder", about=(), language="en-gb", by=by, at=at)
        step = first_step()

        whole = workspaces.tick(workspace, step, actions(step)[:2], by=by, at=at)

        assert not whole
        assert set(Tick.objects.values_list("action", "by", "at")) == {
            (action, membership.user_id, at) for action in actions(step)[:2]
        }

    def test_the_last_tick_makes_the_step_done(self, at):
        workspace, step = idea(at), first_step()

        assert workspaces.tick(workspace, step, actions(step), by=NOBODY, at=at)

        assert StepDone.objects.get().mark == Mark.DONE
        assert way(workspace).ahead.number == 2

    def test_a_tick_taken_away_opens_the_step_again(self, at):
        workspace, step = idea(at), first_step()
        workspaces.tick(workspace, step, actions(step), by=NOBODY, at=at)

        workspaces.tick(workspace, step, actions(step)[1:], shown=actions(step), by=NOBODY, at=at)

        assert not StepDone.objects.exists()
        assert way(workspace).ahead.number == 1

    def test_what_another_tab_ticked_meanwhile_stays(self, at):
        workspace, step = idea(at), first_step()
        one, two, *_others = actions(step)
        workspaces.tick(workspace, step, [one], by=NOBODY, at=at)

        workspaces.tick(workspace, step, [two], by=NOBODY, at=at)
        assert set(Tick.objects.values_list("action", flat=True)) == {one, two}

        workspaces.tick(workspace, step, [], shown=[one], by=NOBODY, at=at)
        assert set(Tick.objects.values_list("action", flat=True)) == {two}

    def test_a_second_save_keeps_the_first_day_of_a_tick(self, at):
        workspace, step = idea(at), first_step()
        workspaces.tick(workspace, step, actions(step)[:1], by=NOBODY, at=at)

        workspaces.tick(
            workspace, step, actions(step)[:2], shown=actions(step)[:1], by=NOBODY, at=at + timedelta(days=1)
        )

        assert Tick.objects.get(action=actions(step)[0]).at == at

    def test_actions_of_another_step_are_passed_over(self, at):
        workspace, step = idea(at), first_step()

        workspaces.tick(workspace, step, actions(Step.objects.get(number=2)), by=NOBODY, at=at)

        assert not Tick.objects.exists()

    def test_a_step_marked_done_stays_done_when_nothing_was_changed_in_its_ticks(self, at):
        workspace, step = idea(at), first_step()
        workspaces.mark(workspace, step, Mark.DONE, by=NOBODY, at=at)

        workspaces.tick(workspace, step, [], by=NOBODY, at=at)

        assert StepDone.objects.get().mark == Mark.DONE


class TestWhatApplies:
    def test_a_group_that_says_nothing_sees_only_what_is_for_everybody(self, at):
        shown = {row.number for row in way(idea(at)).every if row.state != "out"}

        assert shown == {step.number for step in steps() if not step.applies}

    def test_food_brings_the_food_step(self, at):
        workspace = idea(at)
        food = Step.objects.get(slug="register-food")
        assert next(row for row in way(workspace).every if row.pk == food.pk).state == "out"

        workspaces.describe(workspace, name="Larder", about=[About.FOOD], by=NOBODY, at=at)
        workspace.refresh_from_db()

        assert next(row for row in way(workspace).every if row.pk == food.pk).state == "todo"

    def test_carry_on_passes_over_what_was_left_out(self, at):
        workspace = idea(at)
        workspaces.mark(workspace, first_step(), Mark.LEFT_OUT, by=NOBODY, at=at)

        assert way(workspace).ahead.number == 2
        assert way(workspace).total == len([step for step in steps() if not step.applies]) - 1

    def test_a_house_has_a_window_for_each_step_that_applies(self, at):
        workspace, step = idea(at), first_step()
        workspaces.tick(workspace, step, actions(step), by=NOBODY, at=at)

        house = way(workspace).street.houses[0]

        assert house.windows == (True, False, False, False, False)
        assert house.note == "1 of 5 done, you’re here"

    def test_a_visitor_sees_the_whole_street_unlit(self):
        found = way(None)

        assert found.total == 43
        assert not any(lit for house in found.street.houses for lit in house.windows)


class TestComingBack:
    def test_the_code_opens_the_idea_and_no_other(self, at):
        mine, other = idea(at), idea(at)
        link = links.find(workspaces.token(mine, at=at), at=at)
        holder = Actor(kind=Kind.LINK, grants=frozenset({Grant(link.purpose, link.person_id, link.subject)}))

        assert list(Workspace.objects.visible_to(holder)) == [mine]
        assert Workspace.objects.at_hand(holder) == mine
        assert other not in Workspace.objects.visible_to(holder)

    def test_nobody_sees_nothing(self, at):
        idea(at)

        assert not Workspace.objects.visible_to(NOBODY).exists()
        assert Workspace.objects.at_hand(NOBODY) is None

    def test_members_see_their_groups_and_no_other(self, at):
        mine, other = MembershipFactory(role=Role.OWNER), MembershipFactory(role=Role.OWNER)
        workspace = workspaces.begin(name="Larder", about=(), language="en-gb", by=actor(mine), at=at)

        assert Workspace.objects.at_hand(actor(mine)) == workspace
        assert not Workspace.objects.visible_to(actor(other)).exists()

    def test_a_group_has_one(self, at):
        by = actor(MembershipFactory(role=Role.OWNER))

        first = workspaces.begin(name="Larder", about=(), language="en-gb", by=by, at=at)
        second = workspaces.begin(name="Larder again", about=(), language="en-gb", by=by, at=at)

        assert first == second


class TestBecomingAGroup:
    def test_the_progress_goes_along_and_the_old_code_is_spent(self, at):
        workspace, step = idea(at), first_step()
        workspaces.tick(workspace, step, actions(step), by=NOBODY, at=at)
        code = workspaces.token(workspace, at=at)
        membership = MembershipFactory(role=Role.OWNER)

        workspaces.hand_over(workspace, membership.organisation, by=actor(membership), at=at)

        workspace.refresh_from_db()
        assert workspace.organisation == membership.organisation
        assert workspace.person is None
        assert way(workspace).done == 1
        with pytest.raises(links.NotOpen):
            links.find(code, at=at)

    def test_not_to_a_group_one_does_not_act_for(self, at):
        stranger = actor(MembershipFactory(role=Role.OWNER))

        with pytest.raises(workspaces.CannotHandOver):
            workspaces.hand_over(idea(at), OrganisationFactory(), by=stranger, at=at)

    def test_not_to_a_group_that_has_steps_already(self, at):
        membership = MembershipFactory(role=Role.OWNER)
        workspaces.begin(name="Larder", about=(), language="en-gb", by=actor(membership), at=at)

        with pytest.raises(workspaces.CannotHandOver):
            workspaces.hand_over(idea(at), membership.organisation, by=actor(membership), at=at)

    def test_not_twice(self, at):
        workspace = idea(at)
        first, second = MembershipFactory(role=Role.OWNER), MembershipFactory(role=Role.OWNER)
        workspaces.hand_over(workspace, first.organisation, by=actor(first), at=at)

        with pytest.raises(workspaces.CannotHandOver):
            workspaces.hand_over(workspace, second.organisation, by=actor(second), at=at)


class TestConstraints:
    def test_a_workspace_is_a_persons_or_a_groups(self, at):
        workspace = idea(at)

        with pytest.raises(IntegrityError), transaction.atomic():
            Workspace.objects.filter(pk=workspace.pk).update(person=None)
        with pytest.raises(IntegrityError), transaction.atomic():
            Workspace.objects.filter(pk=workspace.pk).update(organisation=OrganisationFactory())

    def test_an_action_is_ticked_once(self, at):
        workspace, step = idea(at), first_step()
        workspaces.tick(workspace, step, actions(step)[:1], by=NOBODY, at=at)

        with pytest.raises(IntegrityError), transaction.atomic():
            Tick.objects.create(workspace=workspace, step=step, action=actions(step)[0], at=at)

    def test_a_link_is_of_the_toolkits_own_purpose(self, at):
        assert links.find(workspaces.token(idea(at), at=at), at=at).purpose == LINK
