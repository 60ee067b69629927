"""The posts of the demo content's organisations, with all past and future dates."""

from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any, Final

from cms.demo import moments
from cms.demo.content.dates import Anytime, Dates
from cms.demo.content.shapes import Post
from cms.demo.founding import Progress, Town
from opportunities.dates.services import scheduling
from opportunities.models import Answering, Joining, Opportunity, State
from opportunities.posting.services import posting


def put_up(town: Town, posts: tuple[Post, ...], track: Progress) -> None:
    """Post these, each on its own day, and create the repeating dates up to eight weeks from now."""
    for number, post in enumerate(sorted(posts, key=lambda post: -post.shown_days), start=1):
        town.posts[post.key] = _post(town, post)
        track(number, len(posts))
    for weeks in (8, 4, 0):
        scheduling.extend_all(at=town.at - timedelta(weeks=weeks))


def _post(town: Town, post: Post) -> Opportunity:
    at = town.day(post.shown_days, "10:00")
    by = town.organisers[post.of]
    opportunity = posting.draft(town.organisations[post.of], kind=post.kind, title=post.title, by=by, at=at)
    opportunity = posting.change(opportunity, _facts(town, post), by=by, at=at)
    for when in post.when:
        _schedule(town, opportunity, when, post, at=at)
    if post.state != State.DRAFT:
        posting.publish(opportunity, by=by, at=at + timedelta(minutes=20))
    return opportunity


def _facts(town: Town, post: Post) -> dict[str, Any]:
    """Return the columns of an advert: those with the same name in a post, and those made of something else."""
    name, says = post.meet
    back = town.today + timedelta(days=post.hear_back_days) if post.hear_back_days else None
    course = any(isinstance(when, Dates) and when.runs for when in post.when)
    organisation = town.organisations[post.of]
    return {
        **{name: getattr(post, name) for name in _SAME},
        **{name: frozenset(getattr(post, name).split()) for name in _CODES},
        "contact_name": name,
        "contact_words": says,
        "contact_phone": post.phone,
        "contact_email": post.email,
        "venue": town.venue(post.place) if post.place else None if post.remote else organisation.venue,
        "answering": Answering.AT_ONCE if post.at_once else Answering.ORGANISER,
        "joining": Joining.SERIES if course else Joining.EACH_DATE,
        "hear_back_by": back,
    }


_CODES: Final = ("causes", "activities", "skills", "access", "access_no", "takes", "costs", "languages")
_OWN: Final = frozenset({*_CODES, "title", "kind", "state"})
_SAME: Final = sorted(
    {one.name for one in fields(Post)} & {one.name for one in Opportunity._meta.concrete_fields} - _OWN
)
"""Columns that a post and an advert call by the same name."""


def _schedule(town: Town, opportunity: Opportunity, when: Dates | Anytime, post: Post, *, at: datetime) -> None:
    by = town.organisers[post.of]
    if isinstance(when, Anytime):
        scheduling.add_flexible(opportunity, windows=list(when.windows), places=when.places, by=by, at=at)
        return
    first = moments.first_day(when, today=town.today, shown=at.date())
    scheduling.add(
        opportunity,
        starts_at=moments.on(first, when.begins),
        ends_at=moments.on(first, when.ends),
        places=when.places,
        often=when.often,
        last_day=moments.last_day(when, first),
        by=by,
        at=at,
    )
