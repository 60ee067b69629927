"""Working through the toolkit: starting, ticking, leaving out, and keeping the progress when an idea becomes a group."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from cms.toolkit import notices
from cms.toolkit.applying import About
from cms.toolkit.models import Step, StepDone, Tick, Workspace
from cms.toolkit.models.workspace import LINK, OPENS_FOR, Mark
from hub.access.actors import Actor
from hub.access.roles import POSTS
from hub.audit import record
from hub.core import transactions
from hub.messaging import notifications
from hub.people.models import ContactRoute
from hub.people.services import links, persons
from matching.preferences.services import saving
from matching.preferences.services.saving import Newcomer
from organisations.models import Organisation


class CannotHandOver(Exception):
    """This workspace cannot be handed to the group."""


@transactions.atomic
def begin(*, name: str, about: Iterable[About], language: str, by: Actor, at: datetime) -> Workspace:
    """Create a workspace: for the current group, the signed-in person, or somebody not known at all."""
    organisation_id = by.organisation_id if by.has_role(*POSTS) else None
    if organisation_id and Workspace.objects.filter(organisation=organisation_id).exists():
        return Workspace.objects.get(organisation=organisation_id)
    person_id = None
    if not organisation_id:
        person_id = by.own_id or persons.add_nameless(language=language, by=by, at=at).pk
    workspace = Workspace.objects.create(
        name=name,
        about=frozenset(about),
        organisation_id=organisation_id,
        person_id=person_id,
        created_at=at,
        changed_at=at,
    )
    record.record("toolkit.begun", by=by, at=at, on=workspace, about=person_id)
    return workspace


@transactions.atomic
def describe(workspace: Workspace, *, name: str, about: Iterable[About], by: Actor, at: datetime) -> None:
    """Change what a group says about itself; this decides which steps apply."""
    Workspace.objects.filter(pk=workspace.pk).update(name=name, about=frozenset(about), changed_at=at)
    record.record("toolkit.described", by=by, at=at, on=workspace, about=workspace.person_id)


@transactions.atomic
def tick(
    workspace: Workspace, step: Step, actions: Iterable[UUID], *, shown: Iterable[UUID] = (), by: Actor, at: datetime
) -> bool:
    """Store which actions of a step are done; return whether all are, which completes the step.

    `shown` are those that the page showed as ticked: only what was changed on it is stored, so that ticks which others
    made meanwhile stay.
    """
    there = {UUID(str(block.id)) for block in step.actions}
    chosen, before = set(actions) & there, set(shown)
    mine = Tick.objects.filter(workspace=workspace, step=step)
    known = set(mine.values_list("action", flat=True))
    wanted = (known | (chosen - before)) - (before - chosen)
    mine.exclude(action__in=wanted).delete()
    Tick.objects.bulk_create(
        Tick(workspace=workspace, step=step, action=action, by_id=by.user_id, at=at) for action in wanted - known
    )
    whole = wanted >= there
    if whole:
        mark(workspace, step, Mark.DONE, by=by, at=at)
    elif wanted != known:
        StepDone.objects.filter(workspace=workspace, step=step).delete()
    Workspace.objects.filter(pk=workspace.pk).update(changed_at=at)
    record.record("toolkit.ticked", by=by, at=at, on=workspace, about=workspace.person_id, step=step.number)
    return whole


@transactions.atomic
def mark(workspace: Workspace, step: Step, how: Mark, *, by: Actor, at: datetime) -> None:
    """Mark a step as done whatever is ticked, or as not for this group. The day of the first mark stays."""
    found, made = StepDone.objects.get_or_create(
        workspace=workspace, step=step, defaults={"mark": how, "by_id": by.user_id, "at": at}
    )
    if not made and found.mark != how:
        StepDone.objects.filter(pk=found.pk).update(mark=how, by=by.user_id, at=at)
    Workspace.objects.filter(pk=workspace.pk).update(changed_at=at)


@transactions.atomic
def unmark(workspace: Workspace, step: Step, *, at: datetime) -> None:
    """Remove the mark of a step; ticked actions stay ticked."""
    StepDone.objects.filter(workspace=workspace, step=step).delete()
    Workspace.objects.filter(pk=workspace.pk).update(changed_at=at)


@transactions.atomic
def hand_over(workspace: Workspace, organisation: Organisation, *, by: Actor, at: datetime) -> None:
    """Give an idea's workspace, with its progress, to the group.

    Raises CannotHandOver when the actor does not act for the group, or it has one already.
    """
    if by.organisation_id != organisation.pk or not by.has_role(*POSTS):
        raise CannotHandOver(_("Act for the group first, then take your steps along."))
    if Workspace.objects.filter(organisation=organisation).exists():
        raise CannotHandOver(_("This group has steps of its own already. Yours stay where they are."))
    person_id = workspace.person_id
    moved = Workspace.objects.filter(pk=workspace.pk, organisation=None).update(
        organisation=organisation, person=None, changed_at=at
    )
    if not moved:
        raise CannotHandOver(_("These steps belong to a group already."))
    links.spend(purpose=LINK, subject=str(workspace.pk), at=at)
    record.record("toolkit.handed_over", by=by, at=at, on=workspace, about=person_id)


def token(workspace: Workspace, *, at: datetime) -> str:
    """Create the code of an idea, shown once and stored as a hash. Raises LookupError for a group's: its members sign in."""
    if workspace.person is None:
        raise LookupError("A group's workspace is opened by its members.")
    return links.make(workspace.person, LINK, subject=str(workspace.pk), at=at, until=at + OPENS_FOR)


@transactions.atomic
def send_link(workspace: Workspace, newcomer: Newcomer, *, by: Actor, at: datetime) -> None:
    """Add a name and a route to the owner of an idea, and send the link there.

    Raises LookupError for a group's workspace: its members sign in.
    """
    person = workspace.person
    if person is None:
        raise LookupError("A group's workspace is opened by its members.")
    if not person.first_name:
        persons.rename(person, first_name=newcomer.first_name, surname=newcomer.surname)
    saving.reach_by(person, newcomer.reached, by=by, at=at)
    saving.agree(person, may_contact=False, given_by=newcomer.given_by, how=newcomer.how, by=by, at=at)
    notifications.notify(person, notices.OwnSteps(str(workspace.pk)), at=at)


@transactions.atomic
def send_links_again(lookups: list[str], *, at: datetime) -> None:
    """Send the links to their ideas to those who have one of these routes."""
    routes = ContactRoute.objects.usable().filter(lookup__in=lookups)
    ideas = Workspace.objects.filter(organisation=None, person__in=routes.values("person"), person__erased_at=None)
    for idea in ideas.select_related("person").order_by("-changed_at", "pk")[: links.MOST_AT_A_NUMBER]:
        if idea.person is not None:
            notifications.notify_again(idea.person, notices.OwnSteps(str(idea.pk)), at=at)
