"""The words of the first pages and of the toolkit: every file is read, and a slip in one is named."""

import pytest

from cms.content import loader
from cms.content.shapes import PageText
from cms.starting import pages
from cms.toolkit.content import loader as toolkit
from cms.toolkit.content.shapes import StepText
from hub.core import content
from hub.figures.models import Figure


class TestPages:
    def test_every_file_is_a_page(self):
        files = {file.stem for file in loader.HERE.glob("*.yaml")}

        assert files == {"home", "stories", "toolkit", *loader.PLAIN}
        assert all(loader.page(slug).title for slug in files - {"home"})

    def test_blocks_are_as_wagtail_takes_them(self):
        body = dict(block.value() for block in loader.page("about").body)

        assert body["words"].startswith("<ul><li>The group gets your name")
        assert body["open_things"] == {"title": "Next up", "cause": ""}
        assert body["questions"]["questions"][0]["answer"].startswith("<p>No. ")
        assert body["ring_us"] is None

    @pytest.mark.parametrize("said", ["{}", "{heading: One, ring_us: true}"])
    def test_a_block_that_does_not_say_one_thing_is_named(self, tmp_path, said):
        path = tmp_path / "page.yaml"
        path.write_text(f"title: A page\nlead: Words\nbody:\n  - heading: One\n  - {said}\n")

        with pytest.raises(content.BadContent, match=r"line 5, body → 1: A block says one of words, heading"):
            content.read(path, PageText, given={"slug": "page"})


class TestToolkit:
    def test_stages_and_steps_are_numbered_without_a_gap(self):
        steps = [step for stage in toolkit.stages() for step in stage.steps]

        assert [stage.number for stage in toolkit.stages()] == [1, 2, 3, 4, 5]
        assert [step.number for step in steps] == list(range(1, len(steps) + 1))
        assert len({step.slug for step in steps}) == len(steps)

    def test_every_file_is_read(self):
        steps = sum(len(stage.steps) for stage in toolkit.stages())

        assert len(list(toolkit.HERE.rglob("*.yaml"))) == 1 + len(toolkit.stages()) + steps

    def test_a_figure_that_is_not_written_down_is_named(self, tmp_path):
        path = tmp_path / "01-try.yaml"
        path.write_text("title: Try\nwhy: It costs {lotery-fee}.\nactions: [Try it]\n")

        with pytest.raises(content.BadContent, match=r"line 2, why: “lotery-fee” is not known. Is it “lottery-fee”\?"):
            content.read(path, StepText, names={"figures": toolkit.figures()}, given={"number": "1", "slug": "try"})


@pytest.mark.django_db
def test_figures_are_there_again_where_the_pages_stayed():
    """The demo place is cleared of rows and keeps its pages, which name figures."""
    pages.begin()
    known = Figure.objects.count()
    Figure.objects.all().delete()

    assert pages.begin() == 0
    assert Figure.objects.count() == known > 0
