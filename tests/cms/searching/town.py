"""The places that the tables of queries are asked of, made of the demo content: things named as in the tables."""

from pathlib import Path
from typing import NamedTuple

from cms.demo.content import loader
from cms.toolkit.models import Step
from opportunities.models import Opportunity
from tests import written
from tests.factories import OpportunityFactory, OrganisationFactory, SessionFactory

HERE = Path(__file__).parent


class Row(NamedTuple):
    """A line of a table: its kind, what is typed, and what must be found."""

    kind: str
    typed: str
    wanted: str


class Beside(NamedTuple):
    """An advert that the demo content lacks."""

    key: str
    of: str
    title: str
    summary: str
    what_you_do: str
    causes: str


BESIDE = (
    Beside("ae", "health", "Sit with people who wait in A&E", "Four hours are shorter with a friend.",
           "Fetch water, find a plug, hold a coat. Nurses do the rest.", "health"),
    Beside("cpp", "library", "Learn C++ with other beginners", "Small programs, large biscuits.",
           "Bring a laptop. One page of the book a week, then we try it.", "learning"),
    Beside("memory", "lunch", "Sing old songs at the memory café", "For people with dementia, and for who looks after them.",
           "Hand out song sheets, pour tea, sing along.", "health older"),
    Beside("fit", "landlord", "Choose the firm that fits our kitchens", "One of five who choose.",
           "See what each firm did before. Then score them with us.", "homes say"),
)  # fmt: skip


def rows(name: str) -> list[Row]:
    """Return the lines of a table."""
    lines = (line for line in (HERE / name).read_text().splitlines() if line.strip() and not line.startswith("#"))
    return [Row(line[:11].strip(), line[11:42].strip(), line[42:].strip()) for line in lines]


def whole() -> dict[tuple[str, int], str]:
    """Make the whole demo place and what is beside it; return the name of each thing by its kind and key."""
    written.pages()
    made = {group.key: _group(group.name, group.about) for group in (*loader.groups(), *loader.groups_around())}
    made["landlord"] = _group("Garden Court Housing", "Homes, repairs and rents in nine streets.")
    named = {("organisation", organisation.pk): f"G {key}" for key, organisation in made.items()}
    for post in (*loader.all_posts(), *BESIDE):
        named["opportunity", opportunity(post, of=made[post.of]).pk] = f"O {post.key}"
    return named | steps()


def steps() -> dict[tuple[str, int], str]:
    """Return the names of the toolkit's steps."""
    return {("step", step.pk): f"S {step.number}" for step in Step.objects.all()}


def opportunity(post, *, of) -> Opportunity:
    """Make an opportunity with a date to come."""
    made = OpportunityFactory(
        organisation=of,
        title=post.title,
        summary=post.summary,
        what_you_do=post.what_you_do,
        causes=frozenset(post.causes.split()),
    )
    SessionFactory(opportunity=made)
    return made


def _group(name: str, about: str):
    return OrganisationFactory(name=name, about=about)
