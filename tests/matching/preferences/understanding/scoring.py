"""How well statements are heard, against what people would agree that they mean.

A statement has codes that are wished, refused, and never to be heard as wished; what is debatable counts neither way. Guesses count
as not heard. `ALONG` is what may be heard along with a wish: who gardens may like green spaces.
"""

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from matching.preferences import understanding
from matching.preferences.understanding import CRISIS

STATEMENTS = Path(__file__).parent / "statements"
ALONG = {
    "activity:garden": {"cause:green", "skill:gardening"},
    "activity:cook": {"cause:food_money", "skill:cooking"},
    "activity:fix": {"skill:diy", "skill:practical", "skill:sewing"},
    "activity:money": {"skill:bookkeeping"},
    "activity:tech": {"skill:digital"},
    "activity:teach": {"cause:learning", "skill:communication", "skill:music"},
    "activity:talk": {"skill:communication", "skill:personal"},
    "activity:interpret": {"skill:languages"},
    "activity:coach": {"skill:leading"},
    "activity:greet": {"skill:personal", "skill:communication"},
    "activity:clean": {"cause:homes"},
    "cause:animals": {"cause:green"},
    "cause:green": {"cause:animals"},
    "cause:safety": {"skill:emergency"},
    "cause:anything": {"skill:none"},
}
UNASKED = ("avoid:", "often:now_and_then", "often:fortnightly", "often:term_time", "often:changing_shifts")
"""Codes of ours that the statements were not labelled with."""
UNASKED_NEEDS = frozenset(f"access:{need}" for need in ("large_print", "costs", "no_check", "small_group", "pace"))


@dataclass(frozen=True)
class Statement:
    """A statement with what is meant by it, each a set of codes."""

    name: str
    text: str
    wish: frozenset[str]
    refuse: frozenset[str]
    never: frozenset[str]
    may: frozenset[str]


def statements(name):
    """Return the statements of a file."""
    with (STATEMENTS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            codes = {part: frozenset(row[part].split()) for part in ("wish", "refuse", "never", "may")}
            yield Statement(row["id"], row["text"], **codes)


def said(text):
    """Return what is heard for sure: wished, and refused."""
    sure = [one for one in understanding.hear(text) if one.sure and not one.code.startswith(UNASKED)]
    sure = [one for one in sure if one.code not in UNASKED_NEEDS]
    return {one.code for one in sure if one.wished}, {one.code for one in sure if not one.wished}


def tally(name):
    """Return what was counted over the statements of a file."""
    found = Counter()
    for one in statements(name):
        found.update(_of(one))
    return found


def _of(one):
    wished, refused = said(one.text)
    aside = one.may.union(*(ALONG.get(code, set()) for code in one.wish | one.may)) - one.never - one.refuse - one.wish
    in_need, flagged = CRISIS in one.wish, CRISIS in wished
    wished, wish = wished - {CRISIS}, one.wish - {CRISIS}
    barred = {code for code in wished if in_need and code.startswith(("cause:", "activity:"))}
    never = (wished & one.never) | barred
    turned = (wished & one.refuse) | (refused & wish)
    wrong = wished - wish - aside
    found = {
        "texts": 1,
        "hit": len(wished & wish),
        "missed": len(wish - wished),
        "wrong": len(wrong),
        "refused": len(refused & one.refuse),
        "unrefused": len(one.refuse - refused),
        "never": bool(never),
        "turned": bool(turned),
        "flagged": in_need and flagged,
        "unflagged": in_need and not flagged,
        "alarms": flagged and not in_need and CRISIS not in one.may,
    }
    stray = refused - one.refuse - one.may - one.never
    right = not (wrong or wish - wished or one.refuse - refused or stray or never or turned)
    return found | {"right": right and in_need == flagged}


def shares(found):
    """Return the shares that are goals: right, precision, recall, refusals, distress; and per text: turned, never, alarms."""
    return {
        "right": found["right"] / found["texts"],
        "precision": found["hit"] / (found["hit"] + found["wrong"]),
        "recall": found["hit"] / (found["hit"] + found["missed"]),
        "refusals": found["refused"] / (found["refused"] + found["unrefused"]),
        "distress": found["flagged"] / (found["flagged"] + found["unflagged"]),
        "turned": found["turned"] / found["texts"],
        "never": found["never"] / found["texts"],
        "alarms": found["alarms"] / found["texts"],
    }
