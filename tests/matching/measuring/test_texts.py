"""How well words find things is computed as it is said to be."""

import json

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from tests.bench.matching import texts

ROWS = [
    ("Cycle workshop", "Old cycles are made to run again", "Environment"),
    ("Pond day", "Clear weeds out of the pond", "Environment"),
    ("Hear children read", "At a primary school each week", "Education"),
    ("Maths club", "Pupils and their sums", "Education"),
    ("Tea and a chat", "With older neighbours", ""),
    ("Tea and a chat", "With older neighbours, on Mondays", "Health"),
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "opportunities.csv"
    lines = ["title,summary,category_desc", *[f'"{a}","{b}","{c}"' for a, b, c in ROWS]]
    path.write_text("\n".join(lines) + "\n")
    return path


def test_a_title_finds_its_own():
    scores = np.array([[0.9, 0.1, 0.5], [0.9, 0.9, 0.1], [0.2, 0.1, 0.1]])

    # first; level with one other, so between first and second; level with one other behind one
    assert texts.known_item(scores, [0, 1, 2]) == pytest.approx((1 + 1 / 1.5 + 1 / 2.5) / 3)


def test_the_first_ten_count_those_with_a_cause_and_ties_by_their_share():
    of = np.array(["a"] * 4 + ["b"] * 8 + [""] * 3)
    scores = np.array([[5.0] * 4 + [1.0] * 8 + [9.0] * 3, [1.0] * 15])

    assert texts.precision(scores, ["a", "a"], of) == pytest.approx((4 / 10 + 4 / 12) / 2)


def test_a_cause_is_right_when_the_first_speak_for_it_most():
    of = np.array(["a", "a", "b"])
    scores = np.array([[0.3, 0.3, 0.5], [0.1, 0.1, 0.5], [0.0, 0.0, 0.0]])

    assert texts.right(scores, ["a", "a", "a"], of) == pytest.approx(1 / 3)


def test_titles_that_stand_twice_are_no_question(file):
    report = texts.evaluate(texts.Texts.read(file), [("Education", "homework with kids")])

    assert (report.opportunities, report.titles, report.statements) == (6, 4, 1)
    assert report.methods["tfidf"]["known_item_mrr"] == 1.0


def test_vectors_are_left_out_where_they_are_not_read(file, settings):
    settings.WORD_VECTORS = False

    assert set(texts.evaluate(texts.Texts.read(file), [("Education", "homework")]).methods) == {"tfidf"}


def test_there_are_more_than_a_hundred_statements_of_six_causes():
    found = texts.read_statements()

    assert len(found) > 100
    assert len({cause for cause, _words in found}) == 6
    assert len({words for _cause, words in found}) == len(found)


def test_the_command_prints_a_table_and_writes_the_figures(file, tmp_path, capsys):
    call_command("evaluate_text", opportunities=file, json=tmp_path / "figures.json")

    assert "joined against TF-IDF alone" in capsys.readouterr().out
    assert set(json.loads((tmp_path / "figures.json").read_text())["methods"]) == {"tfidf", "vectors", "joined"}


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "cannot be read"), ("title,summary,category_desc\n", "has no rows"), ("title\nA\n", "lacks summary")],
)
def test_the_command_says_what_is_wrong_with_a_file(tmp_path, content, says):
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_text(content)

    with pytest.raises(CommandError, match=says):
        call_command("evaluate_text", opportunities=path)
