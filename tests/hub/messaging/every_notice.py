"""A true case of each notice, and of each way it can go, in the small world of `tests/stage.py`."""

from datetime import timedelta

from cms.toolkit.applying import About
from cms.toolkit.services import workspaces
from hub.access.actors import NOBODY, Actor, Kind
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.core import registry
from hub.taxonomy.codes import Activity
from matching.frontline.models import Ask, Contact, Referral
from matching.preferences.services import saving
from matching.suggestions.models import CompanionMatch, Recommendation
from opportunities.models import Opportunity, SignUp
from organisations.models import Membership, Organisation, Verification


def sign_up(state, **more):
    """A sign-up in a state, as the person or an organiser is told of it."""

    def case(stage):
        row = stage.sign_ups["own"]
        kept = {"status": state, "answer_by": stage.at + timedelta(days=2), **more}
        if state == "offered":
            kept["offer_until"] = stage.at + timedelta(days=1)
        if state == "waiting":
            kept["waiting_since"] = stage.at
        SignUp.objects.filter(pk=row.pk).update(**kept)
        return row.pk, row.person

    return case


def referral(state, **more):
    """A referral in a state."""

    def case(stage):
        over = {"ended_at": stage.at} if state in ("declined", "expired", "withdrawn") else {}
        Referral.objects.filter(pk=stage.referral.pk).update(status=state, **over, **more)
        return stage.referral.pk, stage.people["joan"]

    return case


def first_visit(stage):
    return referral("first_attended", first_attended_at=stage.at)(stage)


def ask(stage):
    row = Ask.objects.get(person=stage.users["ama"].person)
    return row.pk, row.person


def answered(stage):
    pk, person = ask(stage)
    Ask.objects.filter(pk=pk).update(answer="yes_refer", answered_at=stage.at)
    return pk, person


def slip(stage):
    return Contact.objects.get(person=stage.people["joan"]).pk, stage.people["joan"]


def own_page(stage):
    return "", stage.people["joan"]


def own_route(stage):
    return stage.people["joan"].routes.get().pk, stage.people["joan"]


def something_new(stage):
    joan = stage.people["joan"]
    saving.save(joan, saving.Said(activities=frozenset({Activity.SORT})), by=NOBODY, at=stage.at)
    Opportunity.objects.filter(pk=stage.opportunity.pk).update(activities=[Activity.SORT])
    facts = {"place": 1, "at": stage.at, "told_at": stage.at}
    Recommendation.objects.update_or_create(person=joan, opportunity=stage.opportunity, defaults=facts)
    return "", joan


def company(said=""):
    def case(stage):
        row = CompanionMatch.objects.get()
        for who in (row.one, row.other):
            consents.give(who, Purpose.BRING_COMPANY, wording=wordings.COMPANY, by=NOBODY, at=stage.at)
        CompanionMatch.objects.filter(pk=row.pk).update(one_said=said, other_said=said)
        return row.pk, row.one

    return case


def idea(stage):
    by = Actor(kind=Kind.USER, person_id=stage.people["joan"].pk)
    row = workspaces.begin(name="Soup & “chat”", about=[About.FOOD], language="en-gb", by=by, at=stage.at)
    return row.pk, stage.people["joan"]


def decision(what, **decided):
    def case(stage):
        row = Verification.objects.create(
            organisation=stage.larder, what=what, reason='Rang & "met" them.', at=stage.at, **decided
        )
        return row.pk, stage.users["col"].person

    return case


def pause(suspended):
    return decision("suspended", suspended=suspended)


def decided(what, **set_to):
    """A decision that stands."""

    def case(stage):
        field = {"tier": "tier", "safe": "safe_to_work_with"}[what]
        Organisation.objects.filter(pk=stage.larder.pk).update(**{field: next(iter(set_to.values()))})
        return decision(what, **set_to)(stage)

    return case


def new_group(stage):
    group = Organisation.objects.get(slug="new-group")
    Organisation.objects.filter(pk=group.pk).update(name=stage.larder.name, ring_on="+441632960202")
    return group.pk, stage.users["ada"].person


def late(stage):
    pk, _person = sign_up("requested")(stage)
    SignUp.objects.filter(pk=pk).update(answer_by=stage.at - timedelta(hours=1))
    return pk, stage.users["col"].person


def with_a_check(case, weeks=6):
    def checked(stage):
        Opportunity.objects.filter(pk=stage.opportunity.pk).update(checks="basic", checks_weeks=weeks)
        return case(stage)

    return checked


def other_terms(stage):
    """A thing that had a ramp, no ages, no check and no charge."""
    now = {"access_no": ["step_free"], "max_age": 25, "checks": "basic", "costs": ["charge"], "costs_note": "£2 & tea"}
    now |= {"takes": ["lifting"]}
    Opportunity.objects.filter(pk=stage.opportunity.pk).update(access=[], **now)
    before = {"access": ["step_free"], "access_no": [], "min_age": None, "max_age": None, "checks": "none"}
    return sign_up("held", terms_before=before | {"takes": [], "costs": ["free"], "costs_note": ""})(stage)


def on_hold(case):
    """The same, of a group that is on hold."""

    def held_up(stage):
        Organisation.objects.filter(pk=stage.opportunity.organisation_id).update(suspended_at=stage.at)
        return case(stage)

    return held_up


def membership(stage):
    return Membership.objects.get(user=stage.users["col"]).pk, stage.users["col"].person


def no_longer(stage):
    return stage.larder.pk, stage.users["col"].person


def safe_asked(stage):
    Organisation.objects.filter(pk=stage.larder.pk).update(safe_to_work_with=False, safe_asked_at=stage.at)
    return stage.larder.pk, stage.users["ada"].person


CASES = {
    "signed_up, held": sign_up("held"),
    "signed_up, waiting": sign_up("waiting"),
    "signed_up, to be answered": sign_up("requested"),
    "accepted": sign_up("held"),
    "accepted, with a check first": with_a_check(sign_up("held")),
    "accepted, with a check of unknown length": with_a_check(sign_up("held"), weeks=None),
    "place_offered, to ask for": sign_up("offered"),
    "place_offered, after an answer": sign_up("offered", welcomed=True),
    "place_changed, held": sign_up("held"),
    "place_changed, waiting": sign_up("waiting"),
    "terms_changed, all of them": other_terms,
    "on_hold": on_hold(sign_up("held")),
    "goes_on": sign_up("held"),
    "still_waiting": late,
    "last_call": late,
    "declined": sign_up("declined", reply_words='Not now, "perhaps" in May & June.'),
    **{f"called_off, {ended}": sign_up("cancelled", ended=ended) for ended in ("by_person", "lapsed", "session_off")},
    **{f"called_off, {ended}": sign_up("cancelled", ended=ended) for ended in ("passed", "closed", "unanswered")},
    "closed": sign_up("held"),
    "somebody_said_yes, held": sign_up("held"),
    "somebody_said_yes, waiting": sign_up("waiting"),
    "somebody_said_yes, to be answered": sign_up("requested"),
    "offer_taken": sign_up("held"),
    "somebody_called_off": sign_up("cancelled", ended="by_person"),
    "asked": ask,
    "ask_answered": answered,
    "passed_on": referral("sent"),
    "welcomed": referral("accepted"),
    "welcomed, with a check first": with_a_check(referral("accepted")),
    "not_this_time, no": referral("declined", reason="other", reply_words='We have "moved" & shut.'),
    "not_this_time, no answer": referral("expired"),
    "taken_back": referral("withdrawn"),
    "referral_waiting": referral("sent"),
    "referral_recalled": referral("withdrawn"),
    "referral_moved, yes": referral("accepted"),
    "referral_moved, came": first_visit,
    "referral_moved, no": referral("declined", reason="suits"),
    "referral_moved, no answer": referral("expired"),
    "referral_moved, taken back": referral("withdrawn"),
    "slip": slip,
    "own_pages": own_page,
    "something_fits": something_new,
    "company_offered": company(),
    "company_found": company("yes"),
    "own_steps": idea,
    "organisation_suspended, paused": pause(True),
    "organisation_suspended, on again": pause(False),
    "organisation_checked, shown": decided("tier", tier=1),
    "organisation_checked, set back": decided("tier", tier=0),
    "organisation_checked, safe": decided("safe", safe=True),
    "organisation_checked, not safe": decided("safe", safe=False),
    "group_waiting": new_group,
    "safe_asked": safe_asked,
    "somebody_joined": membership,
    "role_changed": membership,
    "membership_ended": no_longer,
    "stopped_texts": own_route,
    "sign_in_code": own_route,
}
"""Each is named by the notice's code, and how it goes."""


def code(name):
    """Return the code of the notice in a case's name."""
    return name.split(",")[0]


def content(stage, name, channel):
    """Return what a person is told in a case, by a channel."""
    ref, person = CASES[name](stage)
    person.refresh_from_db()
    told = registry.notice(code(name))(str(ref)).content(person, channel, at=stage.at)
    assert told is not None, f"{name} is not true in its own case"
    return told
