"""The place of the bench: made by the thousand, with causes, activities, places, windows and words as varied as in a real one.

`python -m tests.bench.filling place` makes it and writes what the bench needs to know (addresses, cookies) to BENCH_PLACE;
`python -m tests.bench.filling change` changes one opportunity. The database is that of DATABASE_URL, which must be empty.
"""

import json
import os
import random
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.base")
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 - only now is there a Django
from django.conf import settings  # noqa: E402
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402
from django.middleware.csrf import _get_new_csrf_string  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402
from rich.progress import Progress  # noqa: E402

from cms.demo.crowd import living  # noqa: E402
from cms.starting import pages  # noqa: E402
from cms.toolkit.models import Step  # noqa: E402
from hub.access.actors import Actor  # noqa: E402
from hub.access.actors import Kind as Kind_  # noqa: E402
from hub.access.roles import Role  # noqa: E402
from hub.accounts.models import User  # noqa: E402
from hub.core.encryption import fingerprint  # noqa: E402
from hub.management.commands.serve import prepare  # noqa: E402
from hub.people.models import Channel, ContactRoute, Person  # noqa: E402
from hub.places.area import sectors  # noqa: E402
from hub.places.models import Venue  # noqa: E402
from hub.taxonomy.codes import (  # noqa: E402
    Access,
    Activity,
    Cause,
    Checks,
    Commitment,
    Costs,
    Ease,
    HowFar,
    Kind,
    Language,
    Skill,
    Slot,
    Travel,
)
from hub.taxonomy.slots import covered  # noqa: E402
from matching.frontline.models import Capture, Way  # noqa: E402
from matching.preferences.models import Preference  # noqa: E402
from opportunities.models import Opportunity, Session, SignUp, State, Status  # noqa: E402
from opportunities.posting.services import posting  # noqa: E402
from organisations.models import Membership, Organisation, Tier  # noqa: E402
from tests.bench import whole  # noqa: E402
from tests.bench.asking import ROUNDS, WARM, WORDS  # noqa: E402

SMALLER = int(os.environ.get("BENCH_SMALLER", "1"))
"""A smaller place, to see that the bench itself works."""
OPPORTUNITIES = 10_000 // SMALLER
PEOPLE = 50_000 // SMALLER
TOWN = 30_000 // SMALLER
"""So many of them talked with a service or said yes in the last twelve weeks."""
ORGANISATIONS = 400
VENUES = 600
SIGNED_IN = WARM + ROUNDS
BATCH = 1_000
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

DOING = (
    "Sort",
    "Cook",
    "Mend",
    "Read",
    "Walk",
    "Plant",
    "Drive",
    "Teach",
    "Welcome",
    "Paint",
    "Sing",
    "Count",
    "Ring",
    "Carry",
)
THINGS = "food bikes books trees lunch letters chairs phones songs beds hedges stories forms coats maps seeds bread films".split()
WHOM = ("neighbours", "children", "older people", "newcomers", "families", "young carers", "the street", "the library")
DETAILS = (
    "You check dates and stack shelves.",
    "You keep somebody company over a cup of tea.",
    "You dig, weed and water, at your own pace.",
    "You show people how to use a phone or a computer.",
    "You listen to a child read aloud.",
    "You serve a hot meal and wash up together.",
    "You put up posters and greet people at the door.",
    "You mend toasters, lamps and clothes.",
    "You write the minutes and keep the list.",
    "You drive a van with somebody beside you.",
)

Track = Callable[[Iterable[Any], str, int], Iterable[Any]]


def some(chance: random.Random, codes: Any, most: int, least: int = 0) -> frozenset[Any]:
    """Return a few codes of a list."""
    return frozenset(chance.sample(list(codes), chance.randint(least, most)))


def venues(chance: random.Random) -> list[Venue]:
    """Make venues all over the area, each some hundred metres off the middle of a postcode sector."""
    here = list(sectors())
    made = []
    for number in range(VENUES):
        sector = chance.choice(here)
        made.append(
            Venue(
                name=f"Hall {number}",
                address=f"{number} High Street",
                postcode=f"{sector.sector}AA",
                lat=sector.lat + chance.gauss(0, 0.004),
                lon=sector.lon + chance.gauss(0, 0.006),
                sector=sector.sector,
                ward_code=sector.ward_code,
                ward_name="Wandle",
                council_code="E09000032",
                council_name="Wandsworth",
            )
        )
    return Venue.objects.bulk_create(made, batch_size=BATCH)


def organisations(chance: random.Random) -> list[Organisation]:
    """Make organisations, all of them checked, most of them safe to work with."""
    return Organisation.objects.bulk_create(
        [
            Organisation(
                name=f"{chance.choice(THINGS).capitalize()} for {chance.choice(WHOM)} {number}",
                slug=f"group-{number}",
                kind="group",
                tier=Tier.T3,
                safe_to_work_with=chance.random() < 0.8,
                reply_hours=chance.choice((24, 48, 72)),
                created_at=timezone.now(),
            )
            for number in range(ORGANISATIONS)
        ],
        batch_size=BATCH,
    )


def opportunity(chance: random.Random, number: int, group: Organisation, venue: Venue) -> Opportunity:
    """Return one open opportunity, not saved yet."""
    at = timezone.now()
    remote = chance.random() < 0.08
    checks = chance.choice(list(Checks)) if chance.random() < 0.15 else Checks.NONE
    if checks in (Checks.ENHANCED, Checks.ENHANCED_BARRED) and not group.safe_to_work_with:
        checks = Checks.BASIC
    kinds = [kind for kind in Kind if kind != Kind.CO_DESIGN]
    made = Opportunity(
        organisation=group,
        venue=None if remote else venue,
        remote=remote,
        kind=chance.choice(kinds),
        title=f"{chance.choice(DOING)} {chance.choice(THINGS)} with {chance.choice(WHOM)} {number}",
        summary=f"{chance.choice(WHOM).capitalize()} get {chance.choice(THINGS)} and {chance.choice(THINGS)}.",
        what_you_do=" ".join(chance.sample(DETAILS, 3)),
        causes=some(chance, Cause, 3, 1),
        activities=some(chance, Activity, 3, 1),
        skills=some(chance, Skill, 2),
        access=some(chance, Access, 8, 2),
        access_note="Ring the side door." if chance.random() < 0.3 else "",
        costs=some(chance, Costs, 2, 1),
        languages=some(chance, Language, 2),
        commitment=chance.choice(Commitment.values),
        min_age=chance.choice((None, None, 16, 18)),
        checks=checks,
        checks_weeks=chance.choice((2, 4, 6)) if checks else None,
        answering=chance.choice(("at_once", "organiser")),
        contact_name="Precious",
        state=State.PUBLISHED,
        published_at=at - timedelta(days=chance.random() * 90),
        created_at=at,
        changed_at=at,
    )
    made.words = posting.found_by(made)
    return made


def dates(chance: random.Random, thing: Opportunity) -> list[Session]:
    """Return the dates of one opportunity: one or a few with places, some with room for all, some full, some at any time."""
    if chance.random() < 0.1:
        return [Session(opportunity=thing, slots=some(chance, Slot, 6, 1), places=None)]
    first = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    first += timedelta(days=chance.randrange(28), hours=chance.randrange(12))
    places = chance.choice((None, 4, 8, 12))
    found = []
    for week in range(chance.randint(1, 4)):
        start = first + timedelta(days=7 * week)
        end = start + timedelta(hours=2)
        taken = 0 if places is None else chance.choice((0, 1, 2, places))
        slots = covered(start, end)
        found.append(
            Session(
                opportunity=thing, starts_at=start, ends_at=end, next_at=start, slots=slots, places=places, taken=taken
            )
        )
    return found


def person(chance: random.Random, user: User | None) -> Person:
    """Return one resident, not saved yet."""
    name = chance.choice(
        "Ama Tunde Joyce Leo Farida Pat Denise Yusuf Gordon Fatou Rashid Shanice Kofi Leyla Clive".split()
    )
    return Person(user=user, first_name=name, surname=f"Of{chance.randrange(9_999)}", created_at=timezone.now())


def route(number: int, who: Person) -> ContactRoute:
    """Return the way to reach a resident: an email address that reaches nobody."""
    value = f"resident{number}@example.test"
    found = fingerprint(Channel.EMAIL, value)
    return ContactRoute(
        person=who, kind=Channel.EMAIL, value=value, lookup=found, preferred=True, created_at=timezone.now()
    )


def preference(chance: random.Random, who: Person, here: list[Any]) -> Preference:
    """Return what a resident would like: most said something, nobody everything."""
    at, sector = timezone.now(), chance.choice(here)
    return Preference(
        person=who,
        words=" ".join(chance.sample(WORDS, chance.randint(0, 2))),
        causes=some(chance, Cause, 2),
        activities=some(chance, Activity, 3),
        skills=some(chance, Skill, 2),
        slots=some(chance, Slot, 8) if chance.random() < 0.6 else frozenset(),
        often=chance.choice(["", "", *Commitment.values]),
        how_far=chance.choice(["", HowFar.MILE, HowFar.HALF_HOUR, HowFar.ANYWHERE]),
        travel=some(chance, Travel, 2),
        ease=some(chance, Ease, 1),
        place_name=sector.sector,
        sector=sector.sector,
        lat=round(sector.lat, 3),
        lon=round(sector.lon, 3),
        made_at=at,
        changed_at=at,
    )


def batches(count: int) -> Iterable[range]:
    """Return numbers up to a count, a batch at a time."""
    return (range(start, min(start + BATCH, count)) for start in range(0, count, BATCH))


def fill_opportunities(chance: random.Random, track: Track) -> None:
    """Make what there is to take part in."""
    halls, groups = venues(chance), organisations(chance)
    for numbers in track(batches(OPPORTUNITIES), "opportunities", OPPORTUNITIES // BATCH):
        things = [opportunity(chance, number, chance.choice(groups), chance.choice(halls)) for number in numbers]
        Opportunity.objects.bulk_create(things)
        Session.objects.bulk_create([date for thing in things for date in dates(chance, thing)], batch_size=BATCH)


def fill_people(chance: random.Random, track: Track) -> None:
    """Make residents with a way to reach them and what they would like; the first few have an account."""
    users = User.objects.bulk_create([User(email=f"resident{n}@example.test", password="!") for n in range(SIGNED_IN)])
    here = list(sectors())
    for numbers in track(batches(PEOPLE - TOWN), "residents", (PEOPLE - TOWN) // BATCH):
        people = [person(chance, users[number] if number < SIGNED_IN else None) for number in numbers]
        Person.objects.bulk_create(people)
        ContactRoute.objects.bulk_create([route(number, who) for number, who in zip(numbers, people, strict=True)])
        Preference.objects.bulk_create([preference(chance, who, here) for who in people])


def fill_town(chance: random.Random, track: Track) -> None:
    """Make a service at whose counter people are asked, and the rest of the residents with all they did in twelve weeks."""
    service, keeper = staff("desk", Role.OWNER)
    group = Organisation.objects.order_by("pk").first()
    organiser = User.objects.create_user("organiser@example.test")
    Membership.objects.create(user=organiser, organisation=group, role=Role.ORGANISER, since=timezone.now())
    Authenticator.objects.create(user=organiser, type=Authenticator.Type.TOTP, data={"secret": "x"})
    by = Actor(
        kind=Kind_.USER,
        user_id=keeper.pk,
        person_id=keeper.person.pk,
        membership_id=Membership.objects.get(user=keeper).pk,
        organisation_id=service.pk,
        role=Role.OWNER,
    )
    past(chance)
    sessions = list(Session.objects.select_related("opportunity__organisation").order_by("pk"))
    crowd = living.Crowd.of(sessions, [(by, 1)], at=timezone.now(), chance=chance)
    done = iter(track(range(TOWN), "what they did", TOWN))
    living.fill(crowd, TOWN, each=lambda _number: next(done, None))
    list(done)
    pages.begin()


def past(chance: random.Random) -> None:
    """Give a part of what is on dates of the last twelve weeks too, with room for whoever came."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    made = []
    for thing in Opportunity.objects.order_by("pk")[: OPPORTUNITIES // 4]:
        for week in range(1, 12, 2):
            start = now - timedelta(weeks=week, days=chance.randrange(7), hours=chance.randrange(10))
            end = start + timedelta(hours=2)
            made.append(
                Session(
                    opportunity=thing, starts_at=start, ends_at=end, next_at=start, slots=covered(start, end), places=30
                )
            )
    Session.objects.bulk_create(made, batch_size=BATCH)


def staff(name: str, role: Role) -> tuple[Organisation, User]:
    """Make a service with one member who has a second factor."""
    at = timezone.now()
    service = Organisation.objects.create(
        name=name.capitalize(), slug=name, kind="service", tier=Tier.T3, created_at=at
    )
    user = User.objects.create_user(f"{name}@example.test")
    Membership.objects.create(user=user, organisation=service, role=role, since=at)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return service, user


def fill_sign_ups(chance: random.Random) -> None:
    """Let each resident with an account have said yes to two dates."""
    dated = list(Session.objects.filter(places=None, starts_at__isnull=False)[: 2 * SIGNED_IN])
    people = Person.objects.filter(user__isnull=False).order_by("created_at", "pk")[:SIGNED_IN]
    SignUp.objects.bulk_create(
        SignUp(
            person=who,
            session=session,
            status=Status.HELD,
            route_lookup=f"{place}-{which}",
            folded_name=who.first_name.lower(),
            asked_at=timezone.now(),
        )
        for place, who in enumerate(people)
        for which, session in enumerate(chance.sample(dated, 2))
    )


def worker() -> tuple[User, list[Capture]]:
    """Make a worker with a second factor who has two captures open: of somebody new, and of somebody known."""
    at = timezone.now()
    service = Organisation.objects.create(name="Housing", slug="housing", kind="service", tier=Tier.T3, created_at=at)
    user = User.objects.create_user("worker@example.test")
    Membership.objects.create(user=user, organisation=service, role=Role.WORKER, since=at)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    known = Person.objects.filter(user=None).order_by("pk").first()
    return user, [
        Capture.objects.create(
            worker=user, organisation=service, person=who, place=place, way=Way.PHONE, started_at=at, changed_at=at
        )
        for place, who in ((1, None), (2, known))
    ]


def cookie(user: User) -> str:
    """Sign a user in, and return the cookie of their session."""
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def place() -> dict[str, Any]:
    """Make the whole place, and return what the bench needs to know of it."""
    prepare()
    chance = random.Random(18)
    with Progress() as progress:
        track: Track = lambda rows, what, total: progress.track(rows, total=total, description=what)  # noqa: E731
        fill_opportunities(chance, track)
        fill_people(chance, track)
        fill_town(chance, track)
    fill_sign_ups(chance)
    user, captures = worker()
    manager = User.objects.get(email="desk@example.test")
    Membership.objects.filter(user=manager).update(role=Role.MANAGER)
    open_to_all = Session.objects.filter(places=None, starts_at__gt=timezone.now()).select_related("opportunity")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    token = _get_new_csrf_string()
    return {
        "opportunities": Opportunity.objects.open(at=timezone.now()).count(),
        "people": Person.objects.filter(user__memberships=None).count(),
        "worker": f"{cookie(user)}; {settings.CSRF_COOKIE_NAME}={token}",
        "token": token,
        "capture": reverse("frontline:capture", args=[captures[0].pk]),
        "capture_of_known": reverse("frontline:capture", args=[captures[1].pk]),
        "manager": cookie(manager),
        "organiser": cookie(User.objects.get(email="organiser@example.test")),
        "inbox": reverse("manage:inbox", args=[Organisation.objects.order_by("pk").first().slug]),
        "ids": list(Opportunity.objects.open(at=timezone.now()).order_by("?").values_list("pk", flat=True)[:400]),
        "steps": [step.url for step in Step.objects.live()],
        "joins": [
            {
                "url": reverse("opportunities:join", args=[one.opportunity_id, "x"]),
                "session": one.pk,
                "adult": one.opportunity.min_age,
            }
            for one in open_to_all.order_by("pk")[:200]
        ],
        "residents": [cookie(one) for one in User.objects.filter(memberships=None).order_by("pk")],
    }


def change() -> None:
    """Change one opportunity, as an organiser who mends a word does."""
    Opportunity.objects.filter(pk=Opportunity.objects.order_by("?").values("pk")[:1]).update(changed_at=timezone.now())


def counts() -> dict[str, int]:
    """Return how many queries each page asks, by its name; the process is warm."""
    told = json.loads(Path(os.environ["BENCH_PLACE"]).read_text())
    chance, found = random.Random(3), {}
    for _time in range(2):
        for name, (path, who) in whole.addresses(chance, told).items():
            client = Client(SERVER_NAME="localhost", headers={"cookie": who} if who else {})
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            found[name] = len(asked)
    return found


if __name__ == "__main__":
    if sys.argv[1:] == ["change"]:
        change()
    elif sys.argv[1:] == ["counts"]:
        print(json.dumps(counts()))
    else:
        Path(os.environ["BENCH_PLACE"]).write_text(json.dumps(place()))
