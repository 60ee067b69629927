"""The tables of what people type, on whichever database the tests run: how many find what they should, and which are missed."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.demo.content import loader
from hub.words import searching
from organisations.models import Organisation
from tests import written
from tests.cms.searching import town
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

FIRST = ("larder", "phone", "lunch", "mend", "plate", "river", "council", "housing", "library", "health", "juniors")
LEAST, LEAST_MORE = 58, 36  # of 60 and of 40: 94 of 100


def found_all(wanted, names):
    """Whether each thing is among those found, or one of those joined by "or"."""
    return all(any(one in names for one in part.split(" or ")) for part in wanted.split(", "))


def first_five(typed, named):
    """The names of the first five things found, with "H" where help comes first and "P" where it leads to a place."""
    answer = Client().get(reverse("search"), {"q": typed})
    if answer.status_code == 302:
        return ["P"]
    things = searching.find(typed, at=timezone.now()).things[:5]
    marks = ["H"] * bool(answer.context["help"]) + ["P"] * bool(answer.context.get("place"))
    return [*marks, *(named.get((thing.kind, thing.pk), thing.kind) for thing in things)]


def missed(rows, named, find):
    """A line for each that is missed, printed beside the figure."""
    lines = []
    for kind, typed, wanted in rows:
        names = find(typed, named)
        if not found_all(wanted, names):
            lines.append(f"{kind} {typed!r}: wanted {wanted}, found {names}")
    print(f"\n{len(rows) - len(lines)} of {len(rows)} right; missed:", *lines, sep="\n  ")
    return lines


@pytest.fixture
def named():
    """The sixty things, the groups that post them and the toolkit's steps, each named as in the table."""
    written.pages()
    known = {group.key: group for group in loader.groups() if group.key in FIRST}
    made = {key: OrganisationFactory(name=group.name, about=group.about) for key, group in known.items()}
    names = {("organisation", organisation.pk): f"G {key}" for key, organisation in made.items()}
    for post in loader.posts("food", "company", "making", "say"):
        names["opportunity", town.opportunity(post, of=made[post.of]).pk] = f"O {post.key}"
    assert Organisation.objects.count() == len(FIRST)
    return names | town.steps()


def test_the_tables_are_whole():
    counted = [
        {kind: kinds.count(kind) for kind in set(kinds)}
        for kinds in ([row.kind for row in town.rows(name)] for name in ("queries.txt", "queries_more.txt"))
    ]

    assert counted == [
        {"slip": 20, "ending": 15, "synonym": 15, "plain": 10},
        {"word": 10, "short": 5, "said": 14, "name": 5, "place": 2, "help": 4},
    ]


def test_what_people_type_is_found_among_the_first_five(named, settings):
    settings.MATCH_INDEX_SECONDS = 60
    searching.forget()

    assert len(lines := missed(town.rows("queries.txt"), named, first_five)) <= 60 - LEAST, lines


def test_what_people_say_is_found_in_the_whole_place(settings):
    settings.MATCH_INDEX_SECONDS = 60
    searching.forget()
    named = town.whole()

    lines = missed(town.rows("queries_more.txt"), named, first_five)

    assert len(lines) <= 40 - LEAST_MORE, lines
