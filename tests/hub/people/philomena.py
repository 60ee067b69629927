"""Philomena, who has a row in every table that leads to a person, and by hand what gives each row away."""

from uuid import UUID

from cms.toolkit.models import Step
from cms.toolkit.models.workspace import Mark
from cms.toolkit.services import workspaces
from hub.access.roles import Role
from hub.consent.models import How
from hub.messaging.models import Message
from hub.people import reading
from hub.people.models import Channel
from hub.people.services import persons
from hub.taxonomy.codes import Ease
from matching.frontline.asks.services import asks, gate
from matching.frontline.models import AskLimit, RaisedBy, Reason, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals.services import referrals
from matching.preferences.models import Exclusion
from matching.preferences.services import saving
from matching.suggestions.models import CompanionMatch, Recommendation, Shown, ShownList
from opportunities.attendance.services import attendance
from opportunities.signups.services import answering, signing_up
from organisations.models import Invitation
from tests import written
from tests.factories import (
    DAY,
    HOUR,
    NOON,
    MembershipFactory,
    OpportunityFactory,
    OrganisationFactory,
    SessionFactory,
    UserFactory,
    actor,
    person,
    resident,
    yes,
)

SIGNS = {
    "people.person": "Philomena Quartermaine",
    "people.contactroute": "07700 900177",
    "people.reach": "they were in contact",
    "accounts.user": "phil@example.test",
    "audit.entry": "What you’d like was written down.",
    "consent.consent": "Yes, give my name and how to reach me to Earlsfield Larder, so they can answer me.",
    "messaging.message": "Bring your own mug.",
    "opportunities.signup": "I finish work at five.",
    "opportunities.attendance": "2026-12-01",
    "preferences.preference": "I used to sing in a choir.",
    "preferences.exclusion": "Paint the railings",
    "suggestions.shownlist": "on their own page",
    "suggestions.shown": "Mend old radios",
    "suggestions.recommendation": "Sort the seeds",
    "suggestions.companionmatch": "Row a boat",
    "frontline.contact": "Came about a bus pass.",
    "frontline.owed": "Bring back the walking frame",
    "frontline.ask": "You would be good at this.",
    "frontline.asklimit": "31 January",
    "frontline.referral": "Somewhere with a kettle.",
    "organisations.membership": "Quartermaine Quilters",
    "organisations.invitation": "Balham Bakers",
    "toolkit.workspace": "A choir for people who can’t sing",
    "toolkit.tick": "Ticked something in",
    "toolkit.stepdone": "not for us",
}
"""By hand: what gives a row of each table away in the copy. Anywhere in it will do."""

NOT_IN_IT = {
    "people.namegram": "pieces of the name, which is there",
    "people.privatelink": "hashes that say nothing",
    "desk.task": "the message it says aloud, or prints, is there",
    "frontline.refusal": "it names nobody: two fingerprints, kept where there is no record",
    "messaging.letter": "the message it prints is there",
    "frontline.capture": "no record until they agree, and gone tonight",
    "opportunities.opportunity": "what an organisation shows everybody",
    "organisations.organisation": "what an organisation shows everybody",
    "organisations.verification": "a decision about an organisation",
    "cms.homepage": "what everybody reads",
    "cms.storyindex": "what everybody reads",
    "cms.plainpage": "what everybody reads",
    "cms.searchedinvain": "words that many searched for, and nobody's name",
    "cms.story": "what everybody reads; it leads to nobody's record",
    "cms.picture": "what everybody sees",
    "cms.rendition": "what everybody sees",
    "toolkit.toolkit": "what everybody reads",
    "toolkit.stage": "what everybody reads",
    "toolkit.step": "what everybody reads",
}
"""By hand: tables that lead to a person and have no part of their own in the copy, and why."""


def known_everywhere():
    """Philomena, with an account and a row in every table that leads to her."""
    user = UserFactory(email=SIGNS["accounts.user"])
    phil = user.person
    first, _space, surname = SIGNS["people.person"].partition(" ")
    persons.rename(phil, first_name=first, surname=surname)
    persons.add_route(phil, reading.Route(Channel.TEXT, "+447700900177"), at=NOON, preferred=True)
    larder = OrganisationFactory(name="Earlsfield Larder")
    bev = actor(MembershipFactory(organisation=OrganisationFactory(service=True), role=Role.WORKER))
    organiser = actor(MembershipFactory(organisation=larder))
    _said_yes(user, larder, organiser)
    _met(phil, larder, bev, organiser)
    Message.objects.create(person=phil, notice="n", ref="r", words=SIGNS["messaging.message"], created_at=NOON)
    shown = ShownList.objects.create(person=phil, where="own_page", at=NOON)
    radios = OpportunityFactory(title=SIGNS["suggestions.shown"])
    Shown.objects.create(shown_list=shown, opportunity=radios, place=1, score=1.0)
    seeds = OpportunityFactory(title=SIGNS["suggestions.recommendation"])
    Recommendation.objects.create(person=phil, opportunity=seeds, place=1, at=NOON)
    boat, bo = OpportunityFactory(title=SIGNS["suggestions.companionmatch"]), person("Bo", "bo@example.test")
    one, other = sorted((phil, bo), key=lambda one: one.pk)
    CompanionMatch.objects.create(opportunity=boat, one=one, other=other, at=NOON)
    railings = OpportunityFactory(title=SIGNS["preferences.exclusion"])
    Exclusion.objects.create(person=phil, opportunity=railings, because="do_not_ask", at=NOON)
    MembershipFactory(user=user, organisation=OrganisationFactory(name=SIGNS["organisations.membership"]))
    Invitation.objects.create(
        organisation=OrganisationFactory(name=SIGNS["organisations.invitation"]),
        email=user.email,
        role=Role.ORGANISER,
        invited_by_id=organiser.user_id,
        at=NOON,
        until=NOON + DAY,
    )
    _had_an_idea(user)
    return user


def _had_an_idea(user):
    written.pages()
    step, other = Step.objects.order_by("number")[:2]
    by, name = resident(user), SIGNS["toolkit.workspace"]
    workspace = workspaces.begin(name=name, about=(), language="en-gb", by=by, at=NOON)
    workspaces.tick(workspace, step, [UUID(str(step.actions[0].id))], by=by, at=NOON)
    workspaces.mark(workspace, other, Mark.LEFT_OUT, by=by, at=NOON)


def _said_yes(user, larder, organiser):
    session = SessionFactory(opportunity__organisation=larder)
    said = yes(user.person.first_name, user.email, words=SIGNS["opportunities.signup"])
    sign_up = signing_up.say_yes(session, said, by=resident(user), at=NOON)
    answering.accept(sign_up, by=organiser, at=NOON)
    attendance.note_attendance(sign_up, came=True, by=organiser, at=session.starts_at + HOUR)


def _met(phil, larder, bev, organiser):
    saving.save(phil, saving.Said(words=SIGNS["preferences.preference"]), by=bev, at=NOON)
    contacts.begin(phil, Way.COUNTER, outcome="else", because=SIGNS["frontline.contact"], by=bev, at=NOON)
    contacts.owe(phil, what=SIGNS["frontline.owed"], owner="Dev", due=NOON.date(), by=bev, at=NOON)
    asked = asks.Asked(RaisedBy.PERSON, "phone", no_effect_said=True, words=SIGNS["frontline.ask"])
    verdict = gate.verdict(phil, nothing_unsorted=True, owed=[], at=NOON)
    asks.make(phil, asked, verdict=verdict, answer="no", by=bev, at=NOON)
    AskLimit.objects.filter(person=phil).update(not_before=NOON.replace(year=2027, month=1, day=31))
    wish, needs = SIGNS["frontline.referral"], frozenset({Ease.SEATING})
    passed = referrals.pass_on(phil, larder, wish=wish, needs=needs, how=How.PHONE, by=bev, at=NOON)
    referrals.decline(passed, reason=Reason.FULL, words="Next year.", by=organiser, at=NOON)
