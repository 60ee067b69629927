"""Conversations, asks and referrals in the data export of a person."""

from typing import Any

from django.utils.translation import gettext as _

from hub.design import spoken, times
from hub.people.models import Field, Person
from hub.taxonomy.codes import Ease
from matching.frontline.models import Ask, AskLimit, Contact, Owed, Referral
from matching.frontline.presenters import rows as words


def rows(person: Person) -> list[dict[str, Any]]:
    """Return conversations, what is owed, asks and referrals."""
    return [*_contacts(person), *_owed(person), *_asks(person), *_asking(person), *_referrals(person)]


def _contacts(person: Person) -> list[dict[str, Any]]:
    found = Contact.objects.filter(person=person).select_related("organisation").order_by("-at", "pk")
    return [
        {
            _("Talked with"): row.organisation.name,
            _("When"): times.stamp(row.at),
            _("How"): str(row.get_way_display()),
            _("What came of it"): f"{row.get_outcome_display()} {row.because}".strip(),
        }
        for row in found
    ]


def _owed(person: Person) -> list[dict[str, Any]]:
    found = Owed.objects.filter(person=person).select_related("organisation").order_by("-noted_at", "pk")
    return [
        {
            _("Owed to you by"): row.organisation.name,
            _("What"): row.what,
            _("Who has it"): row.owner,
            _("By"): times.of(row.due),
        }
        for row in found
    ]


def _asks(person: Person) -> list[dict[str, Any]]:
    found = Ask.objects.filter(person=person).for_own_page().order_by("-asked_at", "pk")
    return [
        {
            _("Asked by"): row.organisation.name,
            _("When"): times.stamp(row.asked_at),
            _("About"): spoken.by(row.opportunity.title, row.opportunity.lang) if row.opportunity else "",
            _("In their words"): row.words,
            _("Your answer"): str(row.get_answer_display()),
        }
        for row in found
    ]


def _asking(person: Person) -> list[dict[str, Any]]:
    """Return whether and from when they may be asked."""
    return [
        {
            _("Nobody asks you before"): times.stamp(row.not_before),
            _("You asked us not to ask you"): times.stamp(row.never_since),
            _("Nobody asks you, because something worrying was heard, until"): times.stamp(row.flagged_until),
        }
        for row in AskLimit.objects.filter(person=person)
    ]


def _referrals(person: Person) -> list[dict[str, Any]]:
    found = Referral.objects.filter(person=person).for_rows().order_by("-made_at", "pk")
    return [
        {
            _("Passed on to"): words.about(row),
            _("When"): times.stamp(row.sent_at or row.made_at),
            _("What was said"): row.wish,
            _("What makes it easier"): ", ".join(str(need.label) for need in Ease if need in row.needs),
            _("Which details"): ", ".join(str(field.label) for field in Field if field in row.fields),
            _("How it stands"): str(row.get_status_display()),
            _("Their reason"): str(row.get_reason_display()),
            _("What they wrote"): row.reply_words,
        }
        for row in found
    ]
