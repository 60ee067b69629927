"""The administrators' checklist for a new installation, on the first page of `/admin/`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.ui.components import Component

from cms.services import sampling
from cms.services.editors import EDITORS
from hub.accounts.models import User
from hub.design import context, phones
from hub.figures.models import Figure
from hub.messaging.models import ClockRun
from hub.people import ways
from hub.places.models import WardFact
from hub.taxonomy.slots import LOCAL
from organisations import selectors
from organisations.models import Organisation, Tier

AWAKE: Final = timedelta(minutes=10)


@dataclass(frozen=True)
class Thing:
    """One item: whether it is done, what, how, and where."""

    done: bool
    words: str
    how: str = ""
    url: str = ""


def things(*, at: datetime) -> list[Thing]:
    """Return all items, open ones first."""
    found = [*_place(), *_sending(at), *_people(), *_pages(), *_figures(at)]
    return sorted(found, key=lambda thing: thing.done)


def _place() -> Iterator[Thing]:
    new_place = _("Run manage.py new_place.")
    rings = phones.rings(settings.HUB_PHONE) and bool(settings.HUB_HOURS.strip())
    yield Thing(rings, _("A number that people may ring, with its hours"), new_place)
    duty, lead = bool(context.duty_phone()), bool(settings.HUB_SAFEGUARDING_LEAD)
    worried = reverse("worried")
    yield Thing(duty, _("A number of the duty team, for something worrying"), new_place, worried)
    yield Thing(lead, _("Whom people ask for with a worry: your safeguarding lead"), new_place, worried)
    yield Thing(settings.SITE_URL.startswith("https://"), _("The address of the site"), new_place)
    people = WardFact.objects.filter(population__isnull=False).exists()
    yield Thing(people, _("Wards with how many people live there"), _("Run manage.py new_place --wards FILE."))


def _sending(at: datetime) -> Iterator[Thing]:
    yield Thing(
        ways.emails_go_out(),
        _("Email that goes out"),
        _("Set EMAIL_URL, then send yourself a test."),
        reverse("hub_status"),
    )
    yield Thing(
        ways.texts_go_out(),
        _("Texts that go out"),
        _("Set TEXT_PROVIDER, then send yourself a test."),
        reverse("hub_status"),
    )
    struck = ClockRun.objects.filter(last_at__gt=at - AWAKE).exists()
    yield Thing(
        struck, _("A clock that strikes"), _("Run manage.py serve, or beat beside the workers."), reverse("hub_status")
    )


def _people() -> Iterator[Thing]:
    two = User.objects.filter(groups__name=EDITORS).count() >= 2
    yield Thing(two, _("Two people who edit pages, so that each reads what the other wrote"))
    yield Thing(
        selectors.desk_is_staffed(),
        _("A service that makes the calls and posts the letters"),
        _("Name it when you check it, and give it a worker or a manager."),
        reverse("to_verify"),
    )
    checked = Organisation.objects.filter(tier__gte=Tier.T1).exists()
    yield Thing(checked, _("A first group that was checked"), "", reverse("to_verify"))


def _pages() -> Iterator[Thing]:
    there = sampling.pages()
    for page in there:
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        words = _("Your own words on “%(page)s”") % {"page": page.title}
        yield Thing(not page.is_sample, words, _("It still holds the words every hub begins with."), edit)
    if not there:
        yield Thing(False, _("The first pages"), _("Run manage.py begin_pages."))


def _figures(at: datetime) -> Iterator[Thing]:
    if not Figure.objects.exists():
        return
    due = Figure.objects.overdue(on=at.astimezone(LOCAL).date()).count()
    words = ngettext("%(n)d figure is due to be looked at again", "%(n)d figures are due to be looked at again", due)
    said = words % {"n": due} if due else _("All figures looked at")
    yield Thing(not due, said, "", reverse("wagtailsnippets_figures_figure:list"))


class Checklist(Component):
    """The list as a panel of Wagtail's first page."""

    order = 50
    template_name = "cms/admin/checklist.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Add the open items, and how many are done."""
        found = things(at=timezone.now())
        return {"things": found, "done": sum(thing.done for thing in found), "of": len(found)}
