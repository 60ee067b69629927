from datetime import timedelta

import pytest

from hub.people.services import links
from tests.factories import HOUR, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(noon):
    return links.make(person(), "sign_up", subject="1", at=noon, until=noon + HOUR)


class TestFind:
    def test_opens_a_live_link_as_often_as_it_is_asked(self, token, noon):
        assert links.find(token, at=noon).pk == links.find(token, at=noon).pk

    def test_takes_a_code_as_people_type_it(self, token, noon):
        typed = " " + links.grouped(token).lower().replace("-", " - ")

        assert links.find(typed, at=noon).subject == "1"

    @pytest.mark.parametrize("typed", ["", "ABCD-EFGH-JKMN-PQRS", "💥", "a" * 5000, "\x00"])
    def test_refuses_what_it_never_made(self, token, noon, typed):
        with pytest.raises(links.NotOpen):
            links.find(typed, at=noon)

    def test_refuses_one_that_has_run_out(self, token, noon):
        with pytest.raises(links.NotOpen):
            links.find(token, at=noon + HOUR)

    def test_refuses_one_that_is_spent(self, token, noon):
        links.spend(purpose="sign_up", subject="1", at=noon)

        with pytest.raises(links.NotOpen):
            links.find(token, at=noon)


class TestGrantsIn:
    def test_lasts_half_an_hour(self, token, noon):
        session: dict = {}
        links.open_in(session, links.find(token, at=noon), at=noon)

        assert {grant.subject for grant in links.grants_in(session, at=noon + timedelta(minutes=29))} == {"1"}
        assert not links.grants_in(session, at=noon + timedelta(minutes=30))
