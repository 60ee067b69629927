"""When a message arrives by each way, and which way is in time for a date."""

from datetime import UTC, datetime, time, timedelta

import pytest

from hub.access.actors import NOBODY
from hub.desk.models import Task, TaskKind
from hub.messaging import arriving, outbox
from hub.people import reading
from hub.people.models import Channel, ContactRoute
from hub.people.services import persons
from opportunities.models import Ended
from opportunities.signups.services import signing_up
from tests.factories import DAY, SessionFactory, yes

FRIDAY = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
NIGHT = FRIDAY.replace(hour=22)
HOME = "4 Garratt Lane\nLondon\nSW18 4AA"


@pytest.mark.parametrize(
    ("route", "at", "arrival"),
    [
        (ContactRoute(kind=Channel.LETTER), FRIDAY, FRIDAY + timedelta(days=5)),
        (ContactRoute(kind=Channel.EMAIL), NIGHT, NIGHT),
        (ContactRoute(kind=Channel.PHONE), FRIDAY, FRIDAY),
        (ContactRoute(kind=Channel.PHONE), NIGHT, NIGHT + timedelta(hours=10)),
        (
            ContactRoute(kind=Channel.EMAIL, safe_from=time(15), safe_until=time(16)),
            FRIDAY,
            FRIDAY + timedelta(hours=3),
        ),
    ],
)
def test_each_way_takes_its_time(route, at, arrival):
    assert arriving.arrives(route, at=at) == arrival


@pytest.mark.django_db
class TestInTime:
    @pytest.fixture
    def farida(self):
        session = SessionFactory(starts_at=FRIDAY + 30 * DAY)
        made = signing_up.say_yes(session, yes("Farida", HOME, Channel.LETTER), by=NOBODY, at=FRIDAY)
        persons.add_route(made.person, reading.Route(Channel.PHONE, "+441632960202"), at=FRIDAY)
        return made

    @pytest.mark.parametrize(
        ("by", "kind"),
        [
            (None, Channel.LETTER),
            (FRIDAY + 6 * DAY, Channel.LETTER),
            (FRIDAY + 5 * DAY, Channel.PHONE),
            (FRIDAY + timedelta(minutes=1), Channel.PHONE),
            (FRIDAY - DAY, Channel.LETTER),
        ],
    )
    def test_the_way_they_asked_for_is_left_only_where_another_is_in_time(self, farida, by, kind):
        asked_for = persons.preferred_route(farida.person)

        assert arriving.in_time(asked_for, farida.person, by=by, at=FRIDAY).kind == kind

    def test_a_stopped_number_is_no_way(self, farida):
        ContactRoute.objects.filter(kind=Channel.PHONE).update(stopped_at=FRIDAY)
        asked_for = persons.preferred_route(farida.person)

        assert arriving.in_time(asked_for, farida.person, by=FRIDAY + DAY, at=FRIDAY) == asked_for

    def test_whoever_called_it_off_themselves_hears_the_way_they_asked_for(self, farida):
        late = FRIDAY + 29 * DAY
        outbox.run(at=FRIDAY)
        Task.objects.all().delete()

        signing_up.call_off(farida, because=Ended.BY_PERSON, by=NOBODY, at=late)
        outbox.run(at=late)

        assert {task.kind for task in Task.objects.filter(message__person=farida.person)} == {TaskKind.LETTER}
