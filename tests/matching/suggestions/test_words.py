"""What somebody says in their own words finds what is said in others, and what they leave out does not."""

import pytest

from hub.words import likeness
from matching.suggestions import wanting
from matching.suggestions.selectors import suggesting
from tests.factories import OpportunityFactory, SessionFactory
from tests.matching.suggestions.things import likes, titles

pytestmark = pytest.mark.django_db


def thing(title, summary):
    return SessionFactory(
        opportunity=OpportunityFactory(title=title, summary=summary, what_you_do="", causes=[], activities=[])
    ).opportunity


@pytest.fixture
def things(noon):
    thing("Tea and a chat", "Sit with older neighbours over a cup of tea.")
    thing("Cycle workshop", "Old cycles are made to run again.")
    thing("Pond day", "Clear weeds out of the pond.")


def test_what_reads_alike_is_found_and_is_no_reason(noon, things):
    found = suggesting.find(likes(noon, words="Mountain bikes"), at=noon)

    assert titles(found)[0] == "Cycle workshop"
    assert found.rows[0].why == ()


def test_nor_is_it_one_to_a_worker(noon, things):
    found = suggesting.find(likes(noon, words="Mountain bikes"), by_worker=True, at=noon)

    assert found.rows[0].why == ()


def test_what_is_left_out_is_not_looked_for(noon, things):
    vector = wanting.vector("Not mountain bikes. Weeding ponds")

    assert vector == tuple(likeness.vectors(["Weeding ponds"])[0].tolist())


def test_words_that_only_leave_out_are_no_vector(noon):
    assert wanting.vector("No shops, never evenings") == ()


def test_without_the_library_words_still_count(noon, things, settings):
    settings.WORD_VECTORS = False

    assert titles(suggesting.find(likes(noon, words="Something with a pond"), at=noon))[0] == "Pond day"
