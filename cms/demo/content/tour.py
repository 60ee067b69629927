"""The ten-minute tour: six people, what each sees, and what to try as them. Times are minutes."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Try:
    """One thing to try: where it begins, and what to do there."""

    words: Promise
    address: str


@dataclass(frozen=True)
class Stop:
    """One person to be: which account, how long it takes, why it is worth it, and what to try."""

    email: str
    minutes: int
    why: Promise
    tries: tuple[Try, ...]
    icon: str


STOPS: Final = (
    Stop(
        "resident@demo.test",
        2,
        _("She has retired, and the evenings are long. Somebody asked her, and now Tuesdays are taken."),
        (
            Try(_("Answer the ask that waits for her."), "/me/"),
            Try(_("Change what she would like, and see what suits her now."), "/me/preferences/"),
            Try(_("See who may see what of her, and take one thing back."), "/me/consents/"),
        ),
        "user",
    ),
    Stop(
        "organiser@demo.test",
        2,
        _("She keeps a food larder going. People say yes at midnight, and she answers before the bus."),
        (
            Try(_("Answer the person who has waited longest."), "/manage/earlsfield-community-larder/people/"),
            Try(
                _("Ask for people: six short steps, with a preview."),
                "/manage/earlsfield-community-larder/opportunities/new/",
            ),
            Try(_("See how far her group has come in the toolkit."), "/toolkit/"),
        ),
        "storefront",
    ),
    Stop(
        "frontline@demo.test",
        2,
        _(
            "She answers the phone at a housing office. While Joyce talks about the lift, she notes what Joyce would like."
        ),
        (
            Try(_("Carry on the talk that is open, and watch the matches change."), "/frontline/"),
            Try(_("Look at who was passed on, and who needs a next step."), "/frontline/referrals/"),
        ),
        "phone",
    ),
    Stop(
        "manager@demo.test",
        1,
        _("He wants to know whether asking works, and what people look for in vain."),
        (
            Try(_("See where people are lost, and which evenings are missing."), "/insight/"),
            Try(_("Take the tables along."), "/insight/tables.csv"),
        ),
        "lightbulb",
    ),
    Stop(
        "adviser@demo.test",
        1,
        _("She rings new groups and sees that they are who they say, before anything goes on show."),
        (Try(_("Check the group that waits, and say how far you trust it."), "/manage/verification/"),),
        "shield-check",
    ),
    Stop(
        "editor@demo.test",
        2,
        _("He writes the pages. What he writes, somebody else reads before it goes on show."),
        (
            Try(_("Change a page, look at the preview, and send it for review."), "/admin/"),
            Try(_("Change a figure once, and see it change everywhere."), "/admin/snippets/figures/figure/"),
        ),
        "note-pencil",
    ),
)
"""In this order."""
