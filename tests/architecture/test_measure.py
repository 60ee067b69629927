"""The measures, on small made-up sources."""

import ast
from pathlib import Path
from textwrap import dedent

import pytest

from tests.architecture import measure
from tests.architecture.circles import circles


def tree(source):
    return ast.parse(dedent(source))


def app(tmp_path, **files):
    """Write an app of {dotted path under it: source}, and measure it."""
    for name, source in files.items():
        path = tmp_path / f"{name.replace('__', '/')}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(source))
    return measure.measured("shop", tmp_path)


class TestQuantile:
    @pytest.mark.parametrize(
        ("values", "share", "found"), [([], 0.5, 0), ([7], 0.9, 7), ([1, 2, 3, 4], 0.5, 2), (range(1, 11), 0.9, 9)]
    )
    def test_is_the_smallest_that_a_share_keeps_within(self, values, share, found):
        assert measure.quantile(values, share) == found


class TestFunctions:
    def test_run_from_def_to_their_end_wherever_they_stand(self):
        source = """
            class Shop:
                @property
                def name(self):
                    return ""

            def sell():
                def ask():
                    pass

                return ask
        """

        found = {one.where.split()[-1]: one.lines for one in measure.functions(tree(source), "shop.py")}

        assert found == {"name": 2, "sell": 5, "ask": 2}


class TestPublic:
    def test_is_what_has_no_underscore_before_it_or_what_it_stands_in(self):
        source = """
            class Shop:
                class Meta: ...
                def open(self): ...
                def _close(self): ...
                def __str__(self): ...

            class _Till:
                def ring(self): ...

            def sell():
                def ask(): ...
        """

        found = list(measure.public(tree(source), Path("shop.py")))

        assert [getattr(node, "name", "module") for node in found] == ["module", "Shop", "open", "sell"]

    @pytest.mark.parametrize(("path", "count"), [("a/_b.py", 0), ("a/__init__.py", 1), ("_a/__init__.py", 0)])
    def test_goes_by_the_name_of_the_module(self, path, count):
        assert len(list(measure.public(tree("x = 1"), Path(path)))) == count

    def test_leaves_empty_packages_out(self):
        assert list(measure.public(tree(""), Path("a/__init__.py"))) == []


class TestMeasured:
    def test_counts_an_app_and_its_tests_without_migrations(self, tmp_path):
        found = app(
            tmp_path,
            shop__a='"""Module."""\n\n\ndef sell():\n    """Sell."""\n    return 1  # type: ignore[no-any]\n',
            shop__migrations__0001_initial="x = 1\n" * 50,
            tests__shop__test_a="x = 1\n" * 3,
            tests__test_all="x = 1\n" * 9,
        )

        assert (found.code, found.tests, found.ignores) == (6, 3, 1)
        assert (found.public, found.documented, found.ratio) == (2, 2, 0.5)
        assert measure.total([found], tmp_path).tests == 12


class TestMissed:
    def test_is_nothing_for_what_is_short_and_documented(self, tmp_path):
        found = app(tmp_path, shop__a='"""A module."""\n', tests__shop__test_a="x = 1\n")

        assert measure.missed(found) == []

    def test_names_each_goal(self, tmp_path):
        long = "def sell():\n" + "    x = 1  # type: ignore\n" * 450
        found = app(tmp_path, shop__a=f"import shop.b\n{long}", shop__b="import shop.a\n")

        assert len(measure.missed(found)) == 9

    def test_fails_only_if_strict(self, monkeypatch, capsys):
        monkeypatch.setattr(measure, "missed", lambda figures: ["something"])
        monkeypatch.setattr(measure, "APPS", ("organisations",))

        assert (measure.main(strict=False), measure.main(strict=True)) == (0, 1)
        assert "Missed: something" in capsys.readouterr().out


class TestCircles:
    def of(self, **files):
        return circles({Path(f"{name.replace('__', '/', 1)}.py"): tree(source) for name, source in files.items()})

    def test_are_modules_that_lead_to_each_other(self):
        assert self.of(a__b="from a import c", a__c="import a.d", a__d="from .b import x", a__e="from a import b") == [
            ["a.b", "a.c", "a.d"]
        ]

    @pytest.mark.parametrize(
        "source",
        [
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from a import b",
            "def late():\n    from a import b",
            "import ab.b",
        ],
    )
    def test_are_none_for_what_is_not_loaded_with_a_module(self, source):
        assert self.of(a__b="from a import c", a__c=source) == []

    def test_lead_through_a_package_only_where_its_names_are_taken(self):
        package = {Path("a/__init__.py"): tree("from a.b import x"), Path("a/b.py"): tree("from a.c import y")}

        assert circles(package | {Path("a/c.py"): tree("")}) == []
        assert circles(package | {Path("a/c.py"): tree("from a import x")}) == [["a", "a.b", "a.c"]]
