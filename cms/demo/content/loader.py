"""Reads the demo place's files: those of the story, one for each neighbourhood around it, its people and its tour."""

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
"""What the twelve organisations of the story put up, a file for each topic; `beside` is what is not open."""


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
    """Return what the organisations of the story put up, about some topics or about all."""
    return tuple(post for topic in topics or STORY for post in _part(topic).posts.values())


@cache
def all_posts() -> tuple[Post, ...]:
    """Return what all organisations put up. Raises BadContent where two have one key."""
    found = (*posts(), *(post for part in _around() for post in part.posts.values()))
    _once(post.key for post in found)
    _once(group.key for group in (*groups(), *groups_around()))
    return found


def _once(keys: Iterable[str]) -> None:
    if twice := [key for key, count in Counter(keys).items() if count > 1]:
        raise content.BadContent(f"{content.shown(HERE)}: in more than one file: {', '.join(twice)}.")


@cache
def regulars() -> tuple[Resident, ...]:
    """Return the residents who have an account and say yes more than once. The first of them is Denise."""
    return content.rows(HERE / "regulars.csv", Resident)


def denise() -> Resident:
    """Return the resident whom visitors of the demo place can be."""
    return regulars()[0]


@cache
def newcomers() -> tuple[Resident, ...]:
    """Return the residents who said yes once, or not yet."""
    return content.rows(HERE / "newcomers.csv", Resident)


@cache
def happened() -> Happened:
    """Return who said yes to what, and what came of it."""
    return content.read(HERE / "story" / "happened.yaml", Happened, names={"posts": _story_posts()})


@cache
def asked() -> Asked:
    """Return whom the housing office talked with."""
    known: dict[str, dict[str, Any]] = {
        "posts": _story_posts(),
        "residents": {one.first_name: one for one in regulars()},
    }
    return content.read(HERE / "story" / "asked.yaml", Asked, names=known)


def _story_posts() -> dict[str, Post]:
    return {post.key: post for post in posts()}


@cache
def stories() -> Stories:
    """Return what people tell, and the ledger of the front page."""
    return content.read(HERE / "stories.yaml", Stories)


@cache
def stops() -> tuple[Stop, ...]:
    """Return the stops of the tour. Each person on it is one of `cms.demo.accounts`."""
    accounts_by_email = {account.email: account for account in accounts.ALL}
    return content.read(HERE / "tour.yaml", Tour, names={"accounts": accounts_by_email}).stops


@cache
def crowd() -> Crowd:
    """Return the rest of the town."""
    return content.read(HERE / "crowd.yaml", Crowd)
