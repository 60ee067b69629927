"""The progress of two groups in the toolkit, and the stories: the parts of the demo content that are pages."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cms.demo.content import loader
from cms.demo.content.shapes_story import SaidAndDone
from cms.demo.founding import Town
from cms.models import HomePage, Story, StoryIndex
from cms.starting import pages
from cms.toolkit.applying import About
from cms.toolkit.models import Step
from cms.toolkit.models.workspace import Mark
from cms.toolkit.services import workspaces

WALKS: Final = (
    ("larder", 88, 26, (About.VOLUNTEERS, About.MONEY, About.FOOD, About.HALL, About.CHARITY, About.GRANTS)),
    ("newcomers", 4, 6, (About.EVENTS, About.VOLUNTEERS)),
)
"""Whose group, how many days ago it began, how many steps are done, and what it is."""


def all_of_it(town: Town) -> None:
    """Add the progress, and publish the stories."""
    pages.begin()
    for key, ago, done, about in WALKS:
        _walk(town, key, ago=ago, done=done, about=about)
    _write_stories(town)
    _front_page(town)


def _walk(town: Town, key: str, *, ago: int, done: int, about: tuple[About, ...]) -> None:
    by, name = town.organisers[key], town.organisations[key].name
    begun = town.day(ago, "19:30")
    workspace = workspaces.begin(name=name, about=about, language="en-gb", by=by, at=begun)
    steps = [step for step in Step.objects.live().order_by("number") if _is_for(step, about)]
    for number, step in enumerate(steps[: done + 1]):
        at = _when(town.at, begun, number, done)
        actions = [UUID(str(block.id)) for block in step.actions]
        if number == done:
            workspaces.tick(workspace, step, actions[:2], by=by, at=at)
        elif number % 9 == 7:
            workspaces.mark(workspace, step, Mark.LEFT_OUT, by=by, at=at)
        else:
            workspaces.tick(workspace, step, actions, by=by, at=at)


def _is_for(step: Step, about: tuple[About, ...]) -> bool:
    return not step.applies or bool(set(step.applies) & set(about))


def _when(now: datetime, begun: datetime, number: int, done: int) -> datetime:
    """Spread the steps over the time since the start, the last one an hour ago."""
    whole = now - begun - timedelta(hours=1)
    return begun + whole * (number / max(done, 1))


def _write_stories(town: Town) -> None:
    index = StoryIndex.objects.live().first()
    if index is None:
        return
    for number, words in enumerate(loader.stories().stories.values()):
        if Story.objects.filter(slug=words.key).exists():
            continue
        story = Story(
            title=words.title,
            slug=words.key,
            who=words.who,
            teaser=words.teaser,
            body=[("words", words.body)],
            agreed_on=town.today - timedelta(days=20 + number),
            agreed_how="Signed slip, kept by the volunteer centre.",
            shown_until=town.today + timedelta(days=345),
        )
        story.clean()
        index.add_child(instance=story)


def _front_page(town: Town) -> None:
    """Put one story and the ledger on the front page, as its editors would."""
    home = HomePage.objects.live().first()
    story = Story.objects.filter(slug=loader.stories().on_the_front_page).first()
    if home is None or story is None or any(block.block_type == "story" for block in home.body):
        return
    home.body.append(("story", {"story": story}))
    rows = [_said(town, row) for row in loader.stories().you_said]
    home.body.append(("you_said", {"title": "You said, we did", "rows": rows}))
    home.save_revision().publish()


def _said(town: Town, row: SaidAndDone) -> dict[str, str]:
    words = {"ok": "Done, {month}", "wait": "Not yet. We’ll say more in {month}", "stop": "No, {month}"}[row.state]
    return {
        "said": row.said,
        "who": f"{row.who}, {_month(town, row.months_ago)}",
        "did": row.did,
        "state": row.state,
        "when": words.format(month=_month(town, row.state_months_ago)),
    }


def _month(town: Town, ago: int) -> str:
    return f"{town.today - timedelta(days=30 * ago):%B}"
