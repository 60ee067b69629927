"""What the engine may know: its own columns and a few libraries for numbers, and never what should decide nothing.

The lists are written by hand. Whoever adds a column, a field of `Wants` or an import adds it here as well, and says why.
"""

import ast
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from matching.engine import Wants
from matching.engine.columns import GIVEN

ROOT = Path(__file__).resolve().parent.parent.parent
ENGINE = sorted((ROOT / "matching" / "engine").glob("**/*.py"))
BUILDERS = [
    ROOT / "matching" / "preferences" / "meaning.py",
    *sorted((ROOT / "matching" / "preferences" / "understanding").glob("*.py")),
    ROOT / "matching" / "suggestions" / "wanting.py",
    ROOT / "matching" / "suggestions" / "columns.py",
    ROOT / "matching" / "suggestions" / "closeness.py",
]
"""Whatever makes `Wants` and the index of what is kept of people and things."""

NUMBERS = {"numpy", "scipy", "sklearn", "numba"}

KNOWN_OF_A_PERSON = {
    "lat",
    "lon",
    "reach_km",
    "scale_km",
    "causes",
    "activities",
    "skills",
    "speaks",
    "slots",
    "avoid_causes",
    "avoid_activities",
    "avoid_slots",
    "access",
    "likes_access",
    "avoid_takes",
    "pays",
    "charges",
    "needs_language",
    "costs_matter",
    "no_checks",
    "age",
    "commitment",
    "excluded_ids",
    "excluded_organisations",
    "terms",
    "vector",
    # What they took part in before: which organisations and series, and in which windows of the week; never with whom
    "own_organisations",
    "own_shares",
    "own_series",
    "usual",
}
KNOWN_OF_A_THING = {
    "ids",
    "organisations",
    "series",
    "lat",
    "lon",
    "remote",
    "causes",
    "activities",
    "skills",
    "access",
    "access_no",
    "takes",
    "costs",
    "languages",
    "slots",
    "days_to_start",
    "days_to_last",
    "places_left",
    "min_age",
    "max_age",
    "checks",
    "checks_weeks",
    "commitment",
    "tiny",
    "join_in",
    "age_days",
    # How many said yes, how its organisation answers, how often it was shown: counts, of nobody in particular
    "popular",
    "filling",
    "next",
    "replies",
    "price",
    "open",
    "term_starts",
    "term_ids",
    "vectors",
}

DENIED = {
    # What should decide nothing
    "sex",
    "gender",
    "pronouns",
    "ethnicity",
    "ethnic",
    "race",
    "nationality",
    "faith",
    "religion",
    "belief",
    "orientation",
    "marital",
    "benefit",
    "benefits",
    "income",
    "tenure",
    "deprivation",
    "imd",
    "decile",
    "diagnosis",
    "disabled",
    "age_band",
    "born",
    "birth",
    "birthday",
    "immigration",
    "conviction",
    "convictions",
    # Who somebody is, and where exactly
    "first_name",
    "surname",
    "names",
    "grams",
    "email",
    "phone",
    "route",
    "routes",
    "postcode",
    "ward",
    "ward_code",
    "ward_name",
    "place_name",
    "user",
    "user_id",
    "language",
    # What happened between them and services
    "case",
    "cases",
    "contact",
    "contacts",
    "captures",
    "asks",
    "referrals",
    "owed",
    "worker",
    "worry",
    "sign_ups",
    "attendances",
    "consents",
    "reaches",
    "shown_lists",
    "entries",
    "anything",
}
"""Names of fields, relations and modules that are not read where `Wants` and the index are made."""

ROOMS_DENIED = (
    "matching.frontline",
    "matching.mypage",
    "hub.audit",
    "hub.consent",
    "hub.accounts",
    "hub.messaging",
    "cms",
)
WORDS_ALLOWED = {
    "django.utils",
    "django.utils.functional",
    "django.utils.translation",
    "hub.core",
    "hub.taxonomy.codes",
    "hub.taxonomy.slots",
    "hub.words.spelling",  # which words are spelt right
    "symspellpy",
}
"""What may be read where words are understood: nothing of anybody."""
IMPORTS_ALLOWED = {
    "meaning.py": {
        "hub.taxonomy.codes",
        "hub.taxonomy.slots",
        "matching.preferences",
        "matching.preferences.models",
        "matching.preferences.understanding",
    },
    "wanting.py": {
        "hub.people.models",
        "hub.taxonomy.codes",
        "hub.taxonomy.fields",
        "hub.words",
        "matching.engine",
        "matching.preferences",
        "matching.preferences.models",
        "matching.suggestions.columns",
    },
    "closeness.py": {
        "django.utils",
        "hub.taxonomy.codes",
        "hub.taxonomy.fields",
        "hub.words",
        "matching.engine",
        "matching.preferences",
        "matching.preferences.models",
        "matching.preferences.understanding",
        "matching.suggestions.columns",
        "yaml",
    },
    "columns.py": {
        "django.conf",
        "django.db.models",
        "django.db.models.functions",
        "hub.taxonomy.codes",
        "hub.taxonomy.fields",
        "hub.words",
        "matching.engine",
        "matching.engine.columns",
        "matching.suggestions.models",
        "numpy",
        "opportunities.models",
    },
}


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(tree: ast.AST) -> set[str]:
    """Return the modules that are imported anywhere in a file, be it within a function or of type checking only."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add("." * node.level + (node.module or ""))
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            found.add(ast.unparse(node))
    return found


def read_in(tree: ast.AST) -> set[str]:
    """Return every name that is read of something: attributes, keyword arguments, and words of texts that name fields."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.keyword) and node.arg:
            found |= set(node.arg.split("__"))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            found |= set(node.value.split("__"))
    return found


class TestTheEngine:
    @pytest.mark.parametrize("path", ENGINE, ids=lambda path: path.name)
    def test_imports_nothing_but_what_reckons(self, path):
        for name in imports_of(tree_of(path)):
            top = name.partition(".")[0]
            assert top in sys.stdlib_module_names | NUMBERS or name.startswith("matching.engine"), name

    def test_is_all_there(self):
        assert {path.name for path in ENGINE} >= {"index.py", "masks.py", "features.py", "ranking.py", "explaining.py"}

    def test_knows_of_a_person_only_this(self):
        assert {field.name for field in fields(Wants)} == KNOWN_OF_A_PERSON

    def test_knows_of_a_thing_only_this(self):
        assert set(GIVEN) == KNOWN_OF_A_THING


@pytest.mark.parametrize("path", BUILDERS, ids=lambda path: path.name)
class TestWhatTellsTheEngine:
    def test_imports_only_this(self, path):
        ours = {name for name in imports_of(tree_of(path)) if name.partition(".")[0] not in sys.stdlib_module_names}

        if path.parent.name == "understanding":
            assert all(name in WORDS_ALLOWED or name.startswith("matching.preferences.understanding") for name in ours)
        else:
            assert ours <= IMPORTS_ALLOWED[path.name]

    def test_imports_no_room_that_knows_more(self, path):
        found = imports_of(tree_of(path))

        assert [name for name in found if name.startswith(ROOMS_DENIED)] == []

    def test_reads_nothing_that_should_decide_nothing(self, path):
        assert read_in(tree_of(path)) & DENIED == set()


class TestTheWalk:
    """The walk itself sees what it should."""

    @pytest.mark.parametrize(
        "line",
        [
            "person.ethnicity",
            "Person.objects.filter(sex='f')",
            "rows.values_list('person__faith')",
            "row['benefits']",
            "getattr(person, 'deprivation')",
            "Q(person__contacts__outcome='x')",
        ],
    )
    def test_sees_a_field_however_it_is_read(self, line):
        assert read_in(ast.parse(line)) & DENIED

    @pytest.mark.parametrize(
        "line",
        [
            "import hub.audit.record",
            "from matching.frontline.models import Ask",
            "def f():\n    from hub.consent import models",
            "import_module('hub.accounts')",
        ],
    )
    def test_sees_an_import_wherever_it_stands(self, line):
        assert any(room in name for name in imports_of(ast.parse(line)) for room in ROOMS_DENIED)
