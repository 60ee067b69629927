"""Loads the demo content's files: those of the story, one for each neighbourhood around it, its people and its tour."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

from cms.demo import accounts
from cms.demo.content.shapes import Group, Part, Post, Resident
from cms.demo.content.shapes_story import Asked, Crowd, Happened, Stop, Stories, Tour
from hub.core import content

HERE: Final = Path(__file__).parent
STORY: Final = ("food", "company", "making", "say", "beside")
"""The posts of the story's twelve organisations, one file per topic; `beside` has those that are not open."""


@cache
def _hosts() -> Part:
    return content.read(HERE / "story" / "groups.yaml", Part)


@cache
def _part(topic: str) -> Part:
    hosts = _hosts()
    return content.read(HERE / "story" / f"{topic}.yaml", Part, names={"places": hosts.places, "groups": hosts.groups})


@cache
def _around() -> tuple[Part, ...]:
    return tuple(content.read(file, Part) for file in sorted((HERE / "around").glob("*.yaml")))


def groups() -> tuple[Group, ...]:
    """Return the twelve organisations of the story: community groups, social enterprises and public services."""
    return tuple(_hosts().groups.values())


def groups_around() -> tuple[Group, ...]:
    """Return forty-eight more organisations, neighbourhood by neighbourhood."""
    return tuple(group for part in _around() for group in part.groups.values())


def posts(*topics: str) -> tuple[Post, ...]:
    """Return the posts of the story's organisations, about some topics or about all."""
    return tuple(post for topic in topics or STORY for post in _part(topic).posts.values())


@cache
def all_posts() -> tuple[Post, ...]:
    """Return the posts of all organisations. Raises BadContent where two have one key."""
    found = (*posts(), *(post for part in _around() for post in part.posts.values()))
    _once(post.key for post in found)
    _once(group.key for group in (*groups(), *groups_around()))
    return found


def _once(keys: Iterable[str]) -> None:
    if twice := [key for key, count in Counter(keys).items() if count > 1]:
        raise content.BadContent(f"{content.shown(HERE)}: in more than one file: {', '.join(twice)}.")


@cache
def regulars() -> tuple[Resident, ...]:
    """Return the residents who have an account and sign up more than once. The first of them is Denise."""
    return content.rows(HERE / "regulars.csv", Resident)


def denise() -> Resident:
    """Return the resident whom visitors of the demo can sign in as."""
    return regulars()[0]


@cache
def newcomers() -> tuple[Resident, ...]:
    """Return the residents who signed up once, or not yet."""
    return content.rows(HERE / "newcomers.csv", Resident)


@cache
def happened() -> Happened:
    """Return the sign-ups and how they ended."""
    return content.read(HERE / "story" / "happened.yaml", Happened, names={"posts": _story_posts()})


@cache
def asked() -> Asked:
    """Return the conversations of the housing office."""
    known: dict[str, dict[str, Any]] = {
        "posts": _story_posts(),
        "residents": {one.first_name: one for one in regulars()},
    }
    return content.read(HERE / "story" / "asked.yaml", Asked, names=known)


def _story_posts() -> dict[str, Post]:
    return {post.key: post for post in posts()}


@cache
def stories() -> Stories:
    """Return the stories, and the ledger of the front page."""
    return content.read(HERE / "stories.yaml", Stories)


@cache
def stops() -> tuple[Stop, ...]:
    """Return the stops of the tour. Each person on it is one of `cms.demo.accounts`."""
    accounts_by_email = {account.email: account for account in accounts.ALL}
    return content.read(HERE / "tour.yaml", Tour, names={"accounts": accounts_by_email}).stops


@cache
def crowd() -> Crowd:
    """Return the data for the rest of the town."""
    return content.read(HERE / "crowd.yaml", Crowd)
