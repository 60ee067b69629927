import pytest

from hub.taxonomy import codes, fields
from opportunities.models import Opportunity
from tests.factories import OpportunityFactory

POSITIONS = {
    codes.Cause: "children older food_money health disability green arts sport learning welcome homes safety say anything",
    codes.Activity: "talk cook garden drive fix teach organise money tech write interpret coach greet sort research speak start",
    codes.Skill: (
        "none communication digital personal practical emergency leading cooking sewing gardening languages diy bookkeeping music"
    ),
    codes.Access: (
        "step_free toilet seating quiet parking bus hearing_loop remote assistance_dogs helper tech_needed tech_provided "
        "children friend no_experience"
    ),
    codes.Costs: "free fares meal calls care kit receipts charge not_paid",
    codes.Language: "en cy bfi pl ro pa ur pt es ar bn gu it fr ta tr so fa prs ps ti am uk ru zh yue vi sq tw yo",
}


@pytest.mark.parametrize(("codes", "positions"), POSITIONS.items())
def test_a_list_of_codes_only_grows_at_its_end(codes, positions):
    assert [member.value for member in codes][: len(positions.split())] == positions.split()
    assert len(codes) <= fields.LARGEST


@pytest.mark.django_db
class TestCodesField:
    def test_keeps_a_set(self):
        row = OpportunityFactory(causes=["older", "green"])

        assert Opportunity.objects.get(pk=row.pk).causes == {codes.Cause.OLDER, codes.Cause.GREEN}

    @pytest.mark.parametrize(
        ("lookup", "asked", "found"),
        [
            ("has_all", ["older", "green"], True),
            ("has_all", ["older", "arts"], False),
            ("has_any", ["older", "arts"], True),
            ("has_any", ["arts"], False),
            ("has_none", ["arts"], True),
            ("has_none", ["arts", "green"], False),
            ("has_any", [], False),
            ("has_all", [], True),
        ],
    )
    def test_is_filtered_by_its_codes(self, lookup, asked, found):
        OpportunityFactory(causes=["older", "green"])

        assert Opportunity.objects.filter(**{f"causes__{lookup}": asked}).exists() is found

    def test_refuses_a_code_that_is_not_in_the_list(self):
        with pytest.raises(ValueError, match="nonsense"):
            OpportunityFactory(causes=["nonsense"])
