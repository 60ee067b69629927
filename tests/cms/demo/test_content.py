"""The demo place's files: every one is read, and a slip in one is named where it is."""

import pytest

from cms.demo.content import loader
from cms.demo.content.dates import Anytime, Dates, when
from cms.demo.content.shapes import Part
from hub.core import content
from hub.taxonomy.codes import Slot
from opportunities.recurrence import Often


class TestFiles:
    def test_every_file_is_read(self):
        story = {"groups", "happened", "asked", *loader.STORY}

        assert {file.stem for file in (loader.HERE / "story").iterdir()} == story
        assert {file.name for file in loader.HERE.glob("*.yaml")} == {"crowd.yaml", "stories.yaml", "tour.yaml"}
        assert {file.name for file in loader.HERE.glob("*.csv")} == {"newcomers.csv", "regulars.csv"}
        assert {file.suffix for file in (loader.HERE / "around").iterdir()} == {".yaml"}

    @pytest.mark.parametrize("file", sorted((loader.HERE / "around").glob("*.yaml")), ids=lambda file: file.stem)
    def test_each_neighbourhood_has_three_groups_with_something_on_show(self, file):
        part = content.read(file, Part)

        assert len(part.groups) == 3
        assert {post.of for post in part.posts.values()} == set(part.groups)

    def test_is_as_large_as_it_was(self):
        assert (len(loader.groups()), len(loader.groups_around())) == (12, 48)
        assert (len(loader.posts()), len(loader.all_posts())) == (67, 307)
        assert (len(loader.stops()), len(loader.stories().stories), len(loader.asked().talks)) == (6, 4, 13)

    def test_every_venue_and_person_that_a_file_names_is_used(self):
        for file in sorted((loader.HERE / "around").glob("*.yaml")):
            part = content.read(file, Part)
            places = {entry.place for entry in (*part.groups.values(), *part.posts.values())}

            assert set(part.people.items()) <= {post.meet for post in part.posts.values()}, file
            assert set(part.places.values()) <= places, file


class TestSlips:
    @pytest.fixture
    def told(self, tmp_path):
        """Read a post with one field changed; what the writer is told."""
        written = {
            "of": "larder",
            "kind": "one_off",
            "title": "Sort",
            "summary": "Now.",
            "what_you_do": "Sort it.",
            "when": "[weekly Mon 07:15-08:15]",
            "causes": "older",
            "activities": "sort",
        }

        def read(**slip):
            path = tmp_path / "food.yaml"
            lines = [f"    {name}: {value}" for name, value in {**written, **slip}.items()]
            path.write_text("people:\n  Rosa: Come in.\nposts:\n  sort:\n" + "\n".join(lines) + "\n")
            with pytest.raises(content.BadContent) as trouble:
                content.read(path, Part, names={"groups": {"larder": {}}})
            return str(trouble.value)

        return read

    @pytest.mark.parametrize(
        ("slip", "words"),
        [
            ({"of": "lader"}, "posts → sort → of: “lader” is not known. Is it “larder”?"),
            ({"kind": "once_off"}, "posts → sort → kind: “once_off” is not known. Is it “one_off”?"),
            ({"causes": "older fod_money"}, "posts → sort → causes: “fod_money” is not known. Is it “food_money”?"),
            ({"meet": "Rose"}, "posts → sort → meet: “Rose” is not known. Is it “Rosa”?"),
            ({"place": "hall"}, "posts → sort → place: “hall” is not known."),
            ({"when": "[weekly Mon 7-8]"}, "posts → sort → when → 0: “weekly Mon 7-8” cannot be read."),
            ({"min_age": "sixteen"}, "posts → sort → min_age: Input should be a valid integer"),
        ],
    )
    def test_are_named_with_entry_and_field(self, told, slip, words):
        assert words in told(**slip)

    def test_one_key_in_two_files(self, monkeypatch):
        monkeypatch.setattr(loader, "STORY", (*loader.STORY, "food"))
        loader.all_posts.cache_clear()

        with pytest.raises(content.BadContent, match="cms/demo/content: in more than one file: sort, van"):
            loader.all_posts()


class TestWhen:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("once Sat 10:00-13:00", Dates(5, "10:00", "13:00")),
            ("once Thu 18:00-20:00, 18 places, week 1", Dates(3, "18:00", "20:00", Often.ONCE, 18, 1)),
            ("once Fri 17:00-21:00, 1 place, week -3", Dates(4, "17:00", "21:00", Often.ONCE, 1, -3)),
            ("once in 2 days 09:00-12:00, 12 places", Dates(8, "09:00", "12:00", Often.ONCE, 12)),
            ("monthly Tue 10:00-12:00", Dates(1, "10:00", "12:00", Often.MONTHLY)),
            ("course Sat 14:00-16:30, 6 times, 8 places", Dates(5, "14:00", "16:30", Often.WEEKLY, 8, 0, 6)),
            ("any time Mon-morning Tue-evening, 4 places", Anytime((Slot.MON_MORNING, Slot.TUE_EVENING), 4)),
        ],
    )
    def test_is_read_from_a_line(self, text, meant):
        assert when(text) == meant

    @pytest.mark.parametrize(
        "text",
        [
            "daily Sat 10:00-13:00",
            "once Sam 10:00-13:00",
            "once Sat 10:00-13:00, 4 chairs",
            "course Sat 14:00-16:30",
            "weekly Sat 14:00-16:30, 6 times",
            "weekly Sat 14:00-25:30",
            "any time Mon-noon",
            "any time Mon-morning, week 2",
            "",
        ],
    )
    def test_is_refused_where_it_cannot_be_read(self, text):
        with pytest.raises(ValueError, match="Write it like|Windows are written"):
            when(text)
