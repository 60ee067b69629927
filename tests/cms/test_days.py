"""What editors type for a day is read as anywhere else here, or refused beside its field; never changed without a word."""

from datetime import date

import pytest
from wagtail import blocks
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import get_page_models
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.blocks.days import Day
from cms.models import Story
from cms.toolkit.blocks import Fact
from hub.core import fields

NO_DATE = "This is not a date."


def blocks_in(block):
    """Return a block and all within it."""
    inner = [*getattr(block, "child_blocks", {}).values(), *filter(None, [getattr(block, "child_block", None)])]
    return [block, *(deep for one in inner for deep in blocks_in(one))]


@pytest.mark.parametrize("kind", [kind for kind in get_page_models() if kind.__module__.startswith("cms.")])
def test_no_page_has_a_calendar_that_changes_what_is_typed(kind):
    form = kind.get_edit_handler().get_form_class()
    streams = [field.block for field in form.base_fields.values() if hasattr(field, "block")]
    days = [one for stream in streams for one in blocks_in(stream) if isinstance(one, blocks.DateBlock)]

    assert not [name for name, field in form.base_fields.items() if isinstance(field.widget, AdminDateInput)]
    assert all(isinstance(one, Day) for one in days)


@pytest.mark.django_db
class TestOfAStory:
    def form(self, **typed):
        sent = nested_form_data({"body": streamfield([]), **typed})
        return Story.get_edit_handler().get_form_class()(sent, instance=Story())

    def test_is_read(self):
        form = self.form(agreed_on="1 Oct 2026", shown_until="01/10/2027")
        form.is_valid()

        assert (form.cleaned_data["agreed_on"], form.cleaned_data["shown_until"]) == (
            date(2026, 10, 1),
            date(2027, 10, 1),
        )

    def test_is_refused_as_it_was_typed(self):
        form = self.form(shown_until="next year")

        assert NO_DATE in form.errors["shown_until"][0]
        assert 'value="next year"' in str(form["shown_until"])


class TestOfAFact:
    def sent(self, typed):
        block = Fact()
        said = {"f-text": "Free.", "f-source": "Agency", "f-as_at": "", "f-review_by": typed}
        return block, block.value_from_datadict(said, {}, "f")

    @pytest.mark.parametrize("typed", ["1 Oct 2027", "01/10/2027", "2027-10-01", " 1st October 2027 "])
    def test_is_read(self, typed):
        block, value = self.sent(typed)

        assert block.clean(value)["review_by"] == date(2027, 10, 1)

    def test_may_be_left_out(self):
        block, value = self.sent("")

        assert block.clean(value)["review_by"] is None

    def test_is_refused_as_it_was_typed(self):
        block, value = self.sent("next year")

        with pytest.raises(blocks.StructBlockValidationError) as refused:
            block.clean(value)

        assert NO_DATE in str(refused.value.block_errors["review_by"])
        assert block.get_form_state(value)["review_by"] == "next year"

    def test_is_stored_as_one_of_wagtails(self):
        assert Day(required=False).deconstruct() == ("wagtail.blocks.DateBlock", (), {"required": False})
        assert isinstance(Day().field, fields.DateField)
