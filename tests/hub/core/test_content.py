"""Content files: what they are read into, and what a writer is told when one is not as its schema says."""

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

import pytest
from pydantic import TypeAdapter

from hub.core import content
from hub.core.content_fields import KEYED, Marked, Rich, Split, key_of, marked, named, one_of, rich, some_of

COLOURS = ("red", "green", "blue")


@dataclass(frozen=True)
class Field(content.Entry):
    name: Marked
    acres: int = 1


@dataclass(frozen=True)
class Cow(content.Entry):
    key: str
    says: Marked
    legs: int = 4
    born: date | None = None
    colour: Annotated[str, one_of(COLOURS)] = "red"
    likes: Annotated[str, some_of(COLOURS)] = ""
    grazes: Annotated[Field | None, named("fields")] = None
    mother: Annotated[str, key_of("cows")] = ""


@dataclass(frozen=True)
class Farm(content.Entry):
    fields: dict[str, Field] = field(default_factory=dict)
    cows: Annotated[dict[str, Cow], KEYED] = field(default_factory=dict)
    words: Split = ()
    about: Rich = ""


@pytest.fixture
def farm(tmp_path):
    """Write a file, and read it."""

    def read(text, shape=Farm, **more):
        path = tmp_path / "farm.yaml"
        path.write_text(text, encoding="utf-8")
        return content.read(path, shape, **more)

    return read


@pytest.fixture
def refusal(farm, tmp_path):
    """Read a file that is not as it should be; what the writer is told, without the folder."""

    def read(text, **more):
        with pytest.raises(content.BadContent) as trouble:
            farm(text, **more)
        return str(trouble.value).replace(f"{tmp_path}/", "")

    return read


class TestRead:
    def test_gives_entries_their_keys_and_their_types(self, farm):
        read = farm("cows:\n  bess:\n    says: moo\n    legs: 4\n    born: 2026-11-23\n")

        assert read.cows == {"bess": Cow(key="bess", says="moo", born=date(2026, 11, 23))}

    @pytest.mark.parametrize("said", ["no", "16", "1.50", "2026-11-23", "12:30", "~", "null", "yes"])
    def test_keeps_words_as_they_are_written(self, farm, said):
        assert farm(f"cows:\n  bess:\n    says: {said}\n").cows["bess"].says == said

    def test_takes_an_entry_by_its_name_or_written_out(self, farm):
        read = farm(
            "fields:\n  long: {name: Long Acre}\n"
            "cows:\n  bess: {says: moo, grazes: long}\n  dot: {says: moo, grazes: {name: The Lea}}\n"
        )

        assert [cow.grazes.name for cow in read.cows.values()] == ["Long Acre", "The Lea"]

    def test_knows_what_other_files_name(self, farm):
        read = farm("cows:\n  bess: {says: moo, grazes: far}\n", names={"fields": {"far": Field("Far Field", 9)}})

        assert read.cows["bess"].grazes == Field("Far Field", 9)

    def test_takes_fields_that_are_given(self, farm):
        assert farm("says: moo", Cow, given={"key": "bess"}).key == "bess"

    def test_an_empty_file_says_nothing(self, farm):
        assert farm("# nothing yet\n") == Farm()

    def test_splits_words(self, farm):
        assert farm("words: >-\n  one two\n  three\n").words == ("one", "two", "three")


class TestATroubleIsNamed:
    def test_missing_field(self, refusal):
        told = refusal("cows:\n  bess:\n    says: moo\n  dot:\n    legs: 4\n")

        assert told == "farm.yaml, line 4, cows → dot → says: is missing."

    def test_unknown_field(self, refusal):
        told = refusal("cows:\n  bess:\n    says: moo\n    lags: 4\n")

        assert told == "farm.yaml, line 4, cows → bess → lags: is not a field of this entry. Is it misspelt?"

    def test_ill_typed_value(self, refusal):
        told = refusal("cows:\n  bess:\n    says: moo\n    legs: four\n    born: yesterday\n")

        legs, born = told.splitlines()
        assert legs.startswith("farm.yaml, line 4, cows → bess → legs: Input should be a valid integer")
        assert born.startswith("farm.yaml, line 5, cows → bess → born: Input should be a valid date")

    def test_duplicate_key(self, refusal):
        told = refusal("cows:\n  bess: {says: moo}\n  dot: {says: moo}\n  bess: {says: mow}\n")

        assert told == "farm.yaml, line 4: “bess” is there twice."

    def test_unknown_code(self, refusal):
        told = refusal("cows:\n  bess:\n    says: moo\n    colour: gren\n    likes: red bleu\n")

        assert told.splitlines() == [
            "farm.yaml, line 4, cows → bess → colour: “gren” is not known. Is it “green”?",
            "farm.yaml, line 5, cows → bess → likes: “bleu” is not known. Is it “blue”?",
        ]

    def test_unknown_entry(self, refusal):
        told = refusal("fields:\n  long: {name: Long Acre}\ncows:\n  bess:\n    says: moo\n    grazes: lang\n")

        assert told == "farm.yaml, line 6, cows → bess → grazes: “lang” is not known. Is it “long”?"

    def test_unknown_key(self, refusal):
        told = refusal("cows:\n  bess:\n    says: moo\n    mother: xanthippe\n")

        assert told == "farm.yaml, line 4, cows → bess → mother: “xanthippe” is not known."

    def test_what_is_no_yaml(self, refusal):
        assert refusal("cows: {bess: [}\n").startswith("farm.yaml: this is not YAML:")

    def test_a_list_where_entries_should_be(self, refusal):
        assert refusal("- bess\n- dot\n") == "farm.yaml: the file must say “name: value”, line by line."

    def test_an_entry_that_is_only_a_word(self, refusal):
        assert refusal("cows:\n  bess: moo\n").startswith("farm.yaml, line 2, cows → bess: Input should be")

    def test_a_tag_makes_no_object(self, farm):
        read = farm("cows:\n  bess: {says: !!python/name:os.getcwd moo}\n")

        assert read.cows["bess"].says == "moo"


class TestRows:
    @pytest.fixture
    def table(self, tmp_path):
        def read(text):
            path = tmp_path / "cows.csv"
            path.write_text(text, encoding="utf-8")
            return content.rows(path, Cow)

        return read

    def test_are_read_by_the_names_in_the_first_line(self, table):
        read = table('key,says,legs\nbess,"moo, moo",4\ndot,no,3\n')

        assert read == (Cow("bess", "moo, moo"), Cow("dot", "no", 3))

    def test_a_trouble_is_named_with_its_line_and_column(self, table):
        with pytest.raises(content.BadContent) as trouble:
            table("key,says,legs\nbess,moo,4\ndot,mow,three\nmay,moo,4,5\n")

        three, more = str(trouble.value).splitlines()
        assert "cows.csv, line 3, legs: Input should be a valid integer" in three
        assert "cows.csv, line 4, cells beyond the last column: is not a field" in more


class TestRich:
    def test_makes_paragraphs_and_lists(self):
        assert rich("One\nline.\n\nTwo:\n- a\n- b\n") == "<p>One line.</p><p>Two:</p><ul><li>a</li><li>b</li></ul>"

    def test_keeps_signs_as_signs(self):
        assert rich("<b> & more") == "<p>&lt;b&gt; &amp; more</p>"


class TestMarked:
    def test_finds_every_sentence_to_translate_however_deep(self):
        cow = Cow("bess", "moo", grazes=Field("Long Acre"))

        assert list(marked((cow, cow))) == ["moo", "Long Acre"] * 2

    def test_of_what_was_read(self):
        read = TypeAdapter(Cow).validate_python({"key": "bess", "says": "moo", "legs": "4"})

        assert list(marked(read)) == ["moo"]
