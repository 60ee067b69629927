"""A link within the site leads to something: a page of the Hub, or one of the editors' that is on show."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.leading import Way
from cms.models import PlainPage
from cms.toolkit.blocks import Use
from tests import written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _pages():
    written.pages()


def refused(block, **typed):
    """Return what is said beside each field of a block."""
    try:
        block.clean(block.to_python(typed))
    except StructBlockValidationError as wrong:
        return {name: error.messages[0] for name, error in wrong.block_errors.items()}
    return {}


def link(address):
    return refused(Way(), label="Go", page=None, address=address, words="")


def to_use(address):
    return refused(Use(), name="Form", url=address, note="")


@pytest.mark.parametrize(
    "address",
    ["/", "/about/", "/about", "/about/#who", "/opportunities/?near=SW18", "/organisations/join/", "https://gov.uk/x"],
)
def test_that_leads_somewhere_is_taken(address):
    assert (link(address), to_use(address)) == ({}, {})


@pytest.mark.parametrize("address", ["/nowhere-at-all/", "/about/not-here/", "/nowhere.html"])
def test_that_leads_nowhere_is_refused_beside_its_field(address):
    said = "There is no page at this address. Open it first, and copy it from there."

    assert (link(address), to_use(address)) == ({"address": said}, {"url": said})


def test_to_a_page_that_was_taken_down_is_refused():
    PlainPage.objects.get(slug="about").unpublish()

    assert link("/about/")
