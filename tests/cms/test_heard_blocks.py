"""What people said, on the front page: never of so few that a neighbour knows who it was."""

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.blocks.heard import Said


def clean(who):
    block = Said()
    row = {"said": "Nothing after six.", "who": who, "did": "Asked.", "state": "ok", "when": "Done, October"}
    return block.clean(block.to_python(row))


@pytest.mark.parametrize(
    "who", ["1 person, September", "4 residents, May", "Two neighbours, June", "dau berson, Mai", "In May: 3 residents"]
)
def test_a_count_below_five_is_refused_with_what_to_write(who):
    with pytest.raises(StructBlockValidationError) as refused:
        clean(who)

    assert "A few people" in str(refused.value.block_errors["who"])


@pytest.mark.parametrize(
    "who", ["18 people, August", "5 people, 1 May", "A few people, May", "24 people, 2026", "1,204 people"]
)
def test_other_words_are_kept(who):
    assert clean(who)["who"] == who
