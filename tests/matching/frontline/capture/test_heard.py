"""What was heard stands beside the words, and is renewed as they are typed."""

import pytest

from tests import stage as stages

pytestmark = pytest.mark.django_db

WORDS = "She used to be a plumber, no evenings, bad hip. No cooking, gardening"


@pytest.fixture
def stage():
    return stages.build()


def heard(stage, words):
    answer = stage.client("bev").post(
        stage.urls["frontline:capture"], {"words": words, "do": "match"}, headers={"HX-Request": "true"}
    )
    return answer.context["board"].heard, answer.content.decode()


def test_wishes_refusals_and_guesses_are_told_apart(stage):
    board, text = heard(stage, WORDS)

    assert [chip.label for chip in board.liked][:2] == ["fix and make", "repairs and DIY"]
    assert {chip.label for chip in board.not_wanted} == {"evenings", "cook or serve food"}
    assert [chip.label for chip in board.guesses] == ["garden and be outdoors"]
    assert "does “gardening” mean garden and be outdoors?" in text
    assert 'id="heard" hx-swap-oob="true"' in text


def test_nothing_heard_says_nothing(stage):
    board, text = heard(stage, "Hmm")

    assert not board
    assert "We heard:" not in text
