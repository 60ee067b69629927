"""A move of state obeys the table beside the model."""

import pytest

from hub.core import moves
from matching.frontline.models import MOVES as REFERRALS
from opportunities.models import MOVES, SignUp, Status
from tests.factories import SessionFactory, person

TABLE = {"new": {"open", "gone"}, "open": {"gone"}, "gone": set()}


class TestSources:
    def test_are_the_states_that_the_table_lets_go_there(self):
        assert moves.sources(TABLE, "gone") == ["new", "open"]

    def test_can_be_fewer(self):
        assert moves.sources(TABLE, "gone", only=["open"]) == ["open"]

    def test_cannot_be_one_that_the_table_forbids(self):
        with pytest.raises(ValueError, match="new may not follow open"):
            moves.sources(TABLE, "new", only=["open"])


@pytest.mark.django_db
class TestMove:
    @pytest.mark.parametrize("state", list(Status))
    @pytest.mark.parametrize("to", [Status.HELD, Status.DECLINED, Status.ATTENDED])
    def test_happens_only_from_a_state_that_the_table_names(self, state, to, noon):
        sign_up = SignUp.objects.create(
            person=person(),
            session=SessionFactory(),
            status=state,
            ended="by_person" if state == Status.CANCELLED else "",
            offer_until=noon,
            waiting_since=noon,
            asked_at=noon,
        )

        moved = SignUp.objects.filter(pk=sign_up.pk).move(to)

        assert moved == (to in MOVES[state])
        sign_up.refresh_from_db()
        assert sign_up.status == (to if moved else state)


@pytest.mark.parametrize("table", [MOVES, REFERRALS])
def test_every_state_is_in_its_table(table):
    assert set(table) == set(type(next(iter(table))))
