"""A real browser against a real server, in the demo's ways: no second step, an outbox to read."""

import os
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.text import slugify

from hub.access.actors import SYSTEM
from hub.access.roles import Role
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people.services import persons
from organisations.models import Organisation
from organisations.services import members
from tests.factories import PASSWORD, OrganisationFactory, UserFactory, VenueFactory

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    }


@pytest.fixture
def site(live_server, settings, transactional_db):
    """The server, as the demo place runs it."""
    settings.DEMO, settings.SECOND_FACTOR, settings.SITE_URL = True, False, live_server.url
    settings.ACCOUNT_RATE_LIMITS = False
    return live_server.url


@pytest.fixture
def larder(site):
    """A checked organisation."""
    return OrganisationFactory(name="Earlsfield Larder", slug="earlsfield-larder", venue=VenueFactory())


@pytest.fixture
def col(larder):
    """Its organiser, who can sign in."""
    user = UserFactory(email="col@example.test")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    members.add(user, larder, Role.ORGANISER, by=SYSTEM, at=timezone.now())
    return user


USUAL = ("404 (Not Found)", "htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")
"""Errors in the console that are none: what one may not see, and what was still being asked for when a page was left."""


class Visitor:
    """Somebody at a browser of their own."""

    def __init__(self, browser, site, **looks):
        self.site = site
        self.context = browser.new_context(base_url=site, locale="en-GB", timezone_id="Europe/London", **looks)
        self.page = self.context.new_page()
        self.trouble = []
        self.page.on("console", lambda said: self._note(said))
        self.page.on("request", lambda asked: self._only_us(asked.url, site))

    def _note(self, said):
        if said.type == "error" and not any(usual in said.text for usual in USUAL):
            self.trouble.append(said.text)

    def _only_us(self, url, site):
        if not url.startswith((site, "data:", "blob:", "about:")):
            self.trouble.append(f"asked another host: {url}")

    def sign_in(self, email):
        self.page.goto("/accounts/login/")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("main").get_by_role("button", name=re.compile("^Sign in$")).click()

    def say_yes(self, name, route, kind="Text message", *, button="Send to"):
        page = self.page
        page.get_by_label("Your name").fill(name)
        page.get_by_label(kind, exact=True).check()
        page.get_by_label("Phone number, email or address").fill(route)
        page.get_by_label(re.compile("^Yes, give my name")).check()
        page.get_by_role("button", name=re.compile(f"^{button}")).click()
        page.wait_for_load_state()

    def open_their_link(self, name):
        """Open the newest link that was sent to somebody."""
        clock_at_noon_tomorrow()
        sent = Message.objects.filter(person__first_name=name).exclude(words="").latest("created_at")
        self.page.goto(re.search(r"/t/\w+/", sent.words).group())


@pytest.fixture
def visit(browser, site):
    """Open a browser for somebody; afterwards, none of them may have had trouble."""
    opened = []

    def _visit(**looks):
        opened.append(Visitor(browser, site, **(looks or DESK)))
        return opened[-1]

    yield _visit
    for visitor in opened:
        visitor.context.close()
    assert [line for visitor in opened for line in visitor.trouble] == []


def clock(minutes=0):
    """Do what is due, as the clock beside the server would."""
    outbox.run(at=timezone.now() + timedelta(minutes=minutes))


def clock_at_noon_tomorrow():
    """Do what is due by then: quiet hours are over at whatever hour the test runs."""
    outbox.run(at=timezone.localtime().replace(hour=12, minute=0) + timedelta(days=1))


def in_days(weekday=None):
    """Return a date eight days from now or a little later, on a day of the week (0 is Monday) if one is given."""
    soon = timezone.localdate() + timedelta(days=8)
    return soon if weekday is None else soon + timedelta(days=(weekday - soon.weekday()) % 7)


def post(
    organiser,
    *,
    places,
    title="Sort and hand out food",
    line="Nobody in Earlsfield goes without supper.",
    does="Check dates, stack shelves and pack bags.",
    cause="Food and money worries",
    on=None,
    begins="18:00",
    ends="20:00",
):
    """Post something through the six steps, and put it on show."""
    page = organiser.page
    page.get_by_role("link", name="Ask for people").first.click()
    page.get_by_label("What would you call it?").fill(title)
    page.get_by_label("Help out regularly").check()
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_label("In one line").fill(line)
    page.get_by_label("What people will do").fill(does)
    page.get_by_label(cause).check()
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_label("Date", exact=True).fill((on or in_days()).isoformat())
    page.get_by_label("Begins", exact=True).fill(begins)
    page.get_by_label("Ends", exact=True).fill(ends)
    page.get_by_label("How many places?").fill(str(places))
    page.get_by_role("button", name="Add this date").click()
    page.get_by_text("The date is added.").wait_for()
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_label("Name of the place").fill("Earlsfield Hall")
    page.get_by_label("Street", exact=True).fill("Magdalen Road")
    page.get_by_label("Postcode", exact=True).fill("sw18 3np")
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_role("group", name="Getting in and taking part").get_by_label("Step-free").check()
    page.get_by_label("Bus fares paid").check()
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_label("Who will they meet?").fill("Precious")
    page.get_by_role("button", name="Keep it and go on").click()
    page.get_by_role("button", name="Put it on show").click()
    page.get_by_text("It’s on show now.").wait_for()


@pytest.fixture
def worker(site):
    """Make a front-line worker of a service, who can sign in: call it with a name and the service's."""

    def _worker(name, service, *, desk=False):
        organisation = Organisation.objects.filter(name=service).first()
        organisation = organisation or OrganisationFactory(
            name=service, slug=slugify(service), service=True, is_desk=desk
        )
        user = UserFactory(email=f"{name}@example.test")
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        persons.rename(user.person, first_name=name.capitalize(), surname="")
        members.add(user, organisation, Role.WORKER, by=SYSTEM, at=timezone.now())
        return user

    return _worker
