"""What the pages of docs/ say of the code is so: moves, tables, constraints and limits."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from hub.core import registry
from hub.messaging import outbox
from matching.frontline.models import MOVES as REFERRAL_MOVES
from opportunities.models import MOVES as SIGN_UP_MOVES
from opportunities.models.opportunity import STATE_MOVES

DOCS = Path(__file__).resolve().parents[2] / "docs"
MODEL = (DOCS / "model.md").read_text()
OURS = ("hub", "organisations", "opportunities", "matching", "cms")
TABLES = {"opportunity": STATE_MOVES, "sign-up": SIGN_UP_MOVES, "referral": REFERRAL_MOVES}


def our_models():
    return [model for model in apps.get_models() if model.__module__.partition(".")[0] in OURS]


def drawn(name):
    """Return the moves that a diagram draws, as pairs of states."""
    part = re.search(rf"^### {name}: states and moves$(.*?)^###? ", MODEL, re.I | re.M | re.S)
    return {(one, other) for one, other in re.findall(r"^    (\w+) --> (\w+)", part[1], re.M)}


@pytest.mark.parametrize("name", TABLES)
def test_a_diagram_draws_the_moves_of_its_table(name):
    assert drawn(name) == {(str(one), str(to)) for one, onward in TABLES[name].items() for to in onward}


def test_each_constraint_that_is_named_is_one():
    known = {constraint.name for model in our_models() for constraint in model._meta.constraints}
    prefixes = tuple({name.partition("_")[0] + "_" for name in known})

    named = {word for word in re.findall(r"`([a-z_]+)`", MODEL) if word.startswith(prefixes) and word.count("_") > 1}
    columns = {field.name for model in our_models() for field in model._meta.get_fields()}

    assert sorted(named - known - columns) == []


def test_each_table_of_ours_is_named():
    missing = [model.__name__ for model in our_models() if not re.search(rf"\b{model.__name__}\b", MODEL)]

    assert missing == []


def test_the_number_of_tries_and_of_rules_is_that_of_the_code():
    assert f"given up after {outbox.MOST_ATTEMPTS} tries" in MODEL
    assert f"after {outbox.MOST_ATTEMPTS} tries" in (DOCS / "architecture.md").read_text()
    assert {12: "There are twelve rules"}[len(registry.retention_rules())] in MODEL


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("ASK_DAYS", "`ASK_DAYS` ({})"),
        ("ASK_DAYS_AFTER_NO", "`ASK_DAYS_AFTER_NO` ({})"),
        ("ASK_DAYS_AFTER_NOT_NOW", "`ASK_DAYS_AFTER_NOT_NOW` ({})"),
        ("ASK_DAYS_AFTER_WORRY", "`ASK_DAYS_AFTER_WORRY` ({})"),
        ("REFERRAL_DAYS", "`REFERRAL_DAYS` ({})"),
        ("CONTACT_DAYS", "`CONTACT_DAYS` ({})"),
    ],
)
def test_a_limit_is_that_of_the_settings(setting, words):
    assert words.format(getattr(settings, setting)) in MODEL


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.name)
def test_each_module_that_a_page_names_is_there(page):
    named = set(re.findall(r"`((?:hub|organisations|opportunities|matching|cms|tests)/[\w/]+\.py)`", page.read_text()))

    assert [name for name in sorted(named) if not (DOCS.parent / name).exists()] == []
