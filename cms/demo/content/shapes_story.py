"""The schema of what happened in the demo content: sign-ups, conversations, stories, the tour, the rest of the town."""

from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator

from cms.demo.content.dates import Slots
from hub.core.content import Entry
from hub.core.content_fields import KEYED, Marked, Rich, Split, key_of, one_of
from hub.taxonomy import codes
from matching.frontline.models import Answer, Status, Way

POSTS: Final = key_of("posts")


@dataclass(frozen=True)
class Happened(Entry):
    """Sign-ups and how they ended: keys of posts, the words of each sign-up, and the kind words of a no."""

    came: tuple[Annotated[str, POSTS], ...]
    missed: tuple[Annotated[str, POSTS], ...]
    coming: tuple[Annotated[str, POSTS], ...]
    full: tuple[Annotated[str, POSTS], ...]
    """All places of the next date are taken, and two people wait."""
    asking: tuple[Annotated[str, POSTS], ...]
    asking_late: dict[Annotated[str, POSTS], int]
    """Not answered in time, by so many hours."""
    offered: tuple[Annotated[str, POSTS], ...]
    """Another date was offered a few hours ago."""
    lapsed: tuple[Annotated[str, POSTS], ...]
    """Another date was offered, and the offer expired."""
    changed_their_mind: tuple[Annotated[str, POSTS], ...]
    called_off: Annotated[str, POSTS]
    """Its last date was called off, with two people signed up."""
    declined: dict[Annotated[str, POSTS], str]
    larder_no: str


@dataclass(frozen=True)
class Talk(Entry):
    """One conversation: with whom, how many days ago, the preference, the answer, the opportunity, and what followed.

    `then` is the last state of the referral, where one was made.
    """

    who: Annotated[str, key_of("residents")]
    days: int
    near: str
    words: str = ""
    slots: Slots = ()
    answer: Annotated[str, one_of(["", *Answer.values])] = ""
    about: Annotated[str, key_of("posts")] = ""
    then: Annotated[str, one_of(Status.values)] = ""
    activities: Annotated[tuple[codes.Activity, ...], BeforeValidator(str.split)] = ()
    how_far: codes.HowFar = codes.HowFar.ANYWHERE
    travel: Annotated[tuple[codes.Travel, ...], BeforeValidator(str.split)] = (codes.Travel.WALK, codes.Travel.BUS)
    ease: Annotated[tuple[codes.Ease, ...], BeforeValidator(str.split)] = ()
    owed: str = ""
    way: Annotated[str, one_of(Way.values)] = "counter"


@dataclass(frozen=True)
class Asked(Entry):
    """The conversations of the housing office in the past weeks, and its worker's message to Denise."""

    talks: tuple[Talk, ...]
    asks_denise: str


@dataclass(frozen=True)
class StoryText(Entry):
    """One person's story."""

    key: str
    title: str
    who: str
    teaser: str
    body: Rich


@dataclass(frozen=True)
class SaidAndDone(Entry):
    """What was said, by how many, how many months ago; and what was done, its state, and how many months ago or ahead.

    One line of the ledger on the front page.
    """

    said: str
    who: str
    months_ago: int
    did: str
    state: Literal["ok", "wait", "stop"]
    state_months_ago: int


@dataclass(frozen=True)
class Stories(Entry):
    """The stories of the demo content, and the ledger on its front page."""

    on_the_front_page: Annotated[str, key_of("stories")]
    stories: Annotated[dict[str, StoryText], KEYED]
    you_said: tuple[SaidAndDone, ...]


@dataclass(frozen=True)
class Try(Entry):
    """One thing to try: the page to start from, and what to do there."""

    words: Marked
    address: str


@dataclass(frozen=True)
class Stop(Entry):
    """A stop of the tour: which account, how long it takes, why, and what to try."""

    email: Annotated[str, key_of("accounts")]
    minutes: int
    why: Marked
    tries: tuple[Try, ...]
    icon: str


@dataclass(frozen=True)
class Tour(Entry):
    """The ten-minute tour: the accounts one can use, in this order."""

    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Times(Entry):
    """How often somebody searches for these times, relative to the others."""

    evenings: int
    weekend: int
    mornings: int
    afternoons: int
    any: int


@dataclass(frozen=True)
class Wanting(Entry):
    """A part of the town: how much is missed there, when, and for which causes."""

    much: int
    times: Times
    cause: codes.Cause | None = None


@dataclass(frozen=True)
class Crowd(Entry):
    """The rest of the town: names, what people write and would like, and searches without results."""

    first_names: Split
    last_names: Split
    says: tuple[str, ...]
    """What people write when they sign up. Half write nothing."""
    likes: tuple[str, ...]
    searched: dict[str, int]
    """Searches without results, and on how many days."""
    elsewhere: Wanting
    wanting: dict[str, Wanting]
    """Parts of the town where more is missed than `elsewhere`, by ward."""
