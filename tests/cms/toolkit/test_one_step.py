"""One step as its page shows it: what is true and how sure that is, what to tick, and the way on. No database."""

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail import blocks

from cms.toolkit import blocks as ours
from cms.toolkit.presenters import one_step
from cms.toolkit.presenters.street import Row, Street, Way
from hub.figures import reading
from hub.figures.models import Figure

ON = date(2026, 11, 23)
ONE, TWO = UUID(int=1), UUID(int=2)


def figure(key="fee", value="£40", *, checked=date(2026, 4, 1), review=date(2027, 4, 1), source="Council", url=""):
    return Figure(
        key=key, value=value, source=source, url=url, as_at=date(2026, 4, 1), checked_on=checked, review_by=review
    )


def fact(text="Registering is free.", *, custom=False, source="Food Standards Agency", as_at=None, review=None):
    return {"text": text, "is_custom": custom, "source": source, "as_at": as_at, "review_by": review}


def page(number=1, *, facts=(), actions=(), **words):
    return SimpleNamespace(
        pk=100 + number,
        **({"why": "", "cost": "", "skip": ""} | words),
        facts=[SimpleNamespace(value=one) for one in facts],
        actions=[SimpleNamespace(id=str(pk), value=said) for pk, said in actions],
    )


def row(number, state="todo"):
    return Row(100 + number, number, f"Step {number}", f"/s{number}/", state, "")


def way(every, inside=None):
    return Way(Street(()), "1. Try your idea", "", tuple(inside or every), (), None, tuple(every), 0, 0, False)


def shown(step, every=(), *, ticks=frozenset(), figures=None):
    return one_step.step(step, way(every or (row(1),)), ticks, figures=figures or {}, on=ON)


def truth(block, **figures):
    (found,) = shown(page(facts=[block]), figures=figures)["facts"]
    return found


class TestFactWithItsOwnSource:
    @pytest.mark.parametrize(
        ("as_at", "review", "certainty", "source"),
        [
            (date(2026, 5, 1), None, "sure", "Agency. Checked 1 May 2026."),
            (date(2026, 5, 1), date(2026, 11, 24), "sure", "Agency. Checked 1 May 2026."),
            (date(2026, 5, 1), date(2026, 11, 23), "sure", "Agency. Checked 1 May 2026."),
            (
                date(2026, 5, 1),
                date(2026, 11, 22),
                "stale",
                "Agency. Last checked 1 May 2026: ask before you rely on it.",
            ),
            (date(2024, 2, 29), None, "sure", "Agency. Checked 29 February 2024."),
            (None, None, "stale", "Agency. Nobody here has checked it yet: ask before you rely on it."),
            (None, date(2027, 1, 1), "stale", "Agency. Nobody here has checked it yet: ask before you rely on it."),
        ],
    )
    def test_is_sure_until_the_day_after_it_is_due(self, as_at, review, certainty, source):
        found = truth(fact(source="Agency", as_at=as_at, review=review))

        assert (found.certainty, [one.words for one in found.sources]) == (certainty, [source])


class TestFactOfGroupsHere:
    @pytest.mark.parametrize(
        ("as_at", "source"),
        [
            (None, "From groups here, not a rule. Ask before you rely on it."),
            (date(2026, 5, 1), "From groups here, not a rule. Last checked 1 May 2026."),
        ],
    )
    def test_is_never_called_a_rule(self, as_at, source):
        found = truth(fact("Most meet twice.", custom=True, as_at=as_at))

        assert (found.certainty, found.sources) == ("custom", (one_step.Source(source),))

    def test_is_no_rule_even_with_a_figure_in_it(self):
        assert truth(fact("It costs {fee}.", custom=True), fee=figure()).certainty == "custom"


class TestFactWithFigures:
    def test_takes_value_and_source_from_them(self):
        found = truth(fact("It costs {fee}."), fee=figure(url="https://council.example"))

        assert found.words == "It costs £40."
        assert found.certainty == "sure"
        assert found.sources == (
            one_step.Source("Council. Checked 1 April 2026. Next check April 2027.", "https://council.example"),
        )

    @pytest.mark.parametrize(
        ("review", "certainty"), [(date(2026, 11, 22), "stale"), (ON, "sure"), (date(2026, 11, 24), "sure")]
    )
    def test_is_stale_from_the_day_after_the_review(self, review, certainty):
        assert truth(fact("{fee}"), fee=figure(review=review)).certainty == certainty

    def test_is_as_unsure_as_its_worst_figure(self):
        found = truth(fact("{fee} and {rent}"), fee=figure(), rent=figure("rent", "£9", checked=None, source="Hall"))

        assert found.words == "£40 and £9"
        assert found.certainty == "stale"
        assert [one.words for one in found.sources] == [
            "Council. Checked 1 April 2026. Next check April 2027.",
            "Hall, as far as we know. Nobody here has checked it yet: ask before you rely on it.",
        ]

    def test_names_one_source_once(self):
        found = truth(fact("{fee} and {rent}"), fee=figure(), rent=figure("rent", "£9"))

        assert len(found.sources) == 1

    def test_leaves_an_unknown_name_as_typed_and_needs_its_own_source(self):
        found = truth(fact("It costs {fee}.", source="Agency", as_at=date(2026, 5, 1)))

        assert (found.words, found.certainty) == ("It costs {fee}.", "sure")


class TestActions:
    def test_are_ticked_by_their_own_mark_and_filled(self):
        step = page(actions=[(ONE, "Pay {fee}."), (TWO, "Write <b>names</b> down.")])

        found = shown(step, ticks=frozenset({TWO}), figures={"fee": figure()})["actions"]

        assert found == [
            one_step.Action(str(ONE), "Pay £40.", False),
            one_step.Action(str(TWO), "Write <b>names</b> down.", True),
        ]

    def test_may_be_none(self):
        assert shown(page())["actions"] == []

    def test_texts_around_them_are_filled_too(self):
        found = shown(page(why="Why {fee}", cost="{fee}", skip="Skip {fee}"), figures={"fee": figure()})

        assert (found["why"], found["cost"], found["skip"]) == ("Why £40", "£40", "Skip £40")


class TestWayOn:
    every = (row(1, "done"), row(2, "out"), row(3, "now"), row(4))

    @pytest.mark.parametrize(("number", "before", "after"), [(1, None, 3), (3, 1, 4), (4, 3, None), (2, 1, 3)])
    def test_passes_over_what_is_left_out_unless_one_stands_on_it(self, number, before, after):
        found = shown(page(number), self.every)

        assert (found["before"] and found["before"].number, found["after"] and found["after"].number) == (before, after)

    def test_says_which_of_how_many(self):
        assert shown(page(3), self.every)["place"] == "Step 3 of 4 in “1. Try your idea”."

    def test_names_the_house_alone_for_a_step_outside_it(self):
        found = one_step.step(page(2), way(self.every, [self.every[0]]), frozenset(), figures={}, on=ON)

        assert found["place"] == "1. Try your idea"

    def test_of_a_step_that_is_not_on_it_begins_at_the_beginning(self):
        found = shown(page(9), self.every)

        assert (found["row"], found["before"], found["after"].number) == (None, None, 3)


@pytest.fixture
def figures(monkeypatch):
    """The figures that are known, without a database."""
    monkeypatch.setattr(
        reading, "unknown_in", lambda *texts: [k for text in texts for k in reading.named_in(text) if k != "fee"]
    )


@pytest.mark.usefixtures("figures")
class TestWhatEditorsType:
    def test_an_action_may_name_a_figure(self):
        assert ours.Action().clean("Pay {fee} to the council") == "Pay {fee} to the council"

    @pytest.mark.parametrize(("letters", "fits"), [(139, True), (140, True), (141, False)])
    def test_an_action_has_room_for_a_sentence(self, letters, fits):
        try:
            ours.Action().clean("x" * letters)
        except ValidationError:
            assert not fits
        else:
            assert fits

    def test_an_action_that_names_nothing_known_is_refused_with_the_name(self):
        with pytest.raises(ValidationError, match=r"There is no figure \{rent\}"):
            ours.Action().clean("Pay {rent}")

    def fact(self, **facts):
        block = ours.Fact()
        return block.clean(block.to_python({"text": "Free.", "source": "", "is_custom": False} | facts))

    @pytest.mark.parametrize("facts", [{"source": "Agency"}, {"is_custom": True}, {"text": "It costs {fee}."}])
    def test_a_fact_stands_on_a_source_a_custom_or_a_figure(self, facts):
        assert self.fact(**facts)["text"]

    def test_a_fact_on_nothing_is_refused_at_its_source(self):
        with pytest.raises(blocks.StructBlockValidationError) as refused:
            self.fact()

        assert list(refused.value.block_errors) == ["source"]

    def test_a_fact_with_an_unknown_figure_is_refused_at_its_text(self):
        with pytest.raises(blocks.StructBlockValidationError) as refused:
            self.fact(text="It costs {rent}.", source="Agency")

        assert list(refused.value.block_errors) == ["text"]

    def test_a_fact_was_checked_on_a_day_that_has_come(self):
        today = timezone.localdate()
        assert self.fact(source="Agency", as_at=today.isoformat())["as_at"] == today

        with pytest.raises(blocks.StructBlockValidationError) as refused:
            self.fact(source="Agency", as_at=(today + timedelta(days=1)).isoformat())

        assert "This day is still to come." in str(refused.value.block_errors["as_at"])

    @pytest.mark.parametrize(
        ("url", "fits"),
        [
            ("/privacy/", True),
            ("https://www.food.gov.uk/", True),
            ("http://www.food.gov.uk/", False),
            ("javascript:alert(1)", False),
            ("https://a b", False),
            ("www.food.gov.uk", False),
            ("", False),
        ],
    )
    def test_a_link_leads_within_the_site_or_safely_out(self, url, fits):
        block = ours.Use()
        try:
            block.clean(block.to_python({"name": "Form", "url": url, "note": ""}))
        except ValidationError:
            assert not fits
        else:
            assert fits


class TestNames:
    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.from_regex(r"\A[a-z][a-z0-9-]{0,8}\Z"), max_size=5))
    def test_are_read_as_they_were_written(self, keys):
        assert reading.named_in(" ".join(f"{{{key}}}" for key in keys)) == list(dict.fromkeys(keys))

    @settings(max_examples=40, deadline=None)
    @given(st.text(max_size=40).filter(lambda text: "{" not in text))
    def test_a_text_without_any_stays_as_it_is(self, text):
        assert reading.fill(text, {"fee": figure()}) == text

    @pytest.mark.parametrize("typed", ["{Fee}", "{ fee }", "{fee", "fee}", "{}", "{1fee}", "{fee_a}", "{{fee}"])
    def test_are_small_letters_in_whole_brackets(self, typed):
        named = reading.named_in(typed)

        assert named == (["fee"] if "{fee}" in typed else [])

    def test_are_filled_in_one_go_so_that_a_value_is_never_read_again(self):
        assert reading.fill("{fee}", {"fee": figure(value="{rent}"), "rent": figure("rent", "£9")}) == "{rent}"
