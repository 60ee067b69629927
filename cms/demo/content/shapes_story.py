"""The schema of what people did and said in the demo place: sign-ups, conversations, stories, the tour, the rest of the town."""

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
    """Who said yes to what, and what came of it: keys of posts, a word for each sign-up, and the kind words of a no."""

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
    """Another date was offered, and nobody said anything."""
    changed_their_mind: tuple[Annotated[str, POSTS], ...]
    called_off: Annotated[str, POSTS]
    """Its last date was called off, with two people down for it."""
    declined: dict[Annotated[str, POSTS], str]
    larder_no: str


@dataclass(frozen=True)
class Talk(Entry):
    """One conversation: with whom, so many days ago, what they would like, what they answered, about what, and how it went on.

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
    """Whom the housing office talked with in the past weeks, and what its worker wrote to the resident one signs in as."""

    talks: tuple[Talk, ...]
    asks_denise: str


@dataclass(frozen=True)
class StoryText(Entry):
    """What one person tells."""

    key: str
    title: str
    who: str
    teaser: str
    body: Rich


@dataclass(frozen=True)
class SaidAndDone(Entry):
    """What was said, by how many, how many months ago; what came of it, where it stands, and how many months ago or ahead that was."""

    said: str
    who: str
    months_ago: int
    did: str
    state: Literal["ok", "wait", "stop"]
    state_months_ago: int


@dataclass(frozen=True)
class Stories(Entry):
    """What people of the demo place tell, and the ledger on its front page."""

    on_the_front_page: Annotated[str, key_of("stories")]
    stories: Annotated[dict[str, StoryText], KEYED]
    you_said: tuple[SaidAndDone, ...]


@dataclass(frozen=True)
class Try(Entry):
    """One thing to try: where it begins, and what to do there."""

    words: Marked
    address: str


@dataclass(frozen=True)
class Stop(Entry):
    """One person to be: which account, how long it takes, why it is worth it, and what to try."""

    email: Annotated[str, key_of("accounts")]
    minutes: int
    why: Marked
    tries: tuple[Try, ...]
    icon: str


@dataclass(frozen=True)
class Tour(Entry):
    """The ten-minute tour: the people one can be, in this order."""

    stops: tuple[Stop, ...]


@dataclass(frozen=True)
class Times(Entry):
    """How often somebody looks for something at these times, against each other."""

    evenings: int
    weekend: int
    mornings: int
    afternoons: int
    any: int


@dataclass(frozen=True)
class Wanting(Entry):
    """One part of the town: how much is missed there, when, and for what."""

    much: int
    times: Times
    cause: codes.Cause | None = None


@dataclass(frozen=True)
class Crowd(Entry):
    """The rest of the town: its names, what people say and would like, and what they looked for in vain."""

    first_names: Split
    last_names: Split
    says: tuple[str, ...]
    """What people write when they say yes. Half write nothing."""
    likes: tuple[str, ...]
    searched: dict[str, int]
    """What people searched for in vain, and on how many days."""
    elsewhere: Wanting
    wanting: dict[str, Wanting]
    """Parts of the town where something is missed more than `elsewhere`, by ward."""
