"""Filling the demo place, again without loss, and anew."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from cms import made_up
from cms.demo import accounts, clearing, context, loading
from hub.access.actors import NOBODY
from hub.audit.models import Entry
from hub.messaging.models import ClockRun
from hub.people.models import Person
from hub.places.models import Venue
from opportunities.models import SignUp
from opportunities.signups.services import signing_up
from organisations.models import Organisation
from tests.factories import OpportunityFactory, SessionFactory, UserFactory, yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def loads(monkeypatch):
    """Stand in for the loading, which has tests of its own; the times it was asked."""
    asked = []

    def load(*, at, progress=None):
        asked.append(at)
        ClockRun.objects.update_or_create(name=made_up.CLOCK, defaults={"last_at": at})
        progress(1, 1)

    monkeypatch.setattr(loading, "load", load)
    return asked


class TestDemo:
    def test_refuses_outside_demo_mode(self, settings, loads):
        settings.DEMO = False

        with pytest.raises(CommandError, match="HUB_DEMO"):
            call_command("demo")
        assert loads == []

    @pytest.mark.parametrize("fresh", [False, True])
    def test_neither_joins_nor_deletes_people_it_did_not_make(self, settings, loads, fresh):
        settings.DEMO = True
        UserFactory()

        with pytest.raises(CommandError, match="never mixed with real people"):
            call_command("demo", fresh=fresh)
        assert loads == []
        assert Person.objects.count() == 1

    def test_loads_once_and_loses_nothing_the_second_time(self, settings, loads, capsys):
        settings.DEMO = True

        call_command("demo")
        OpportunityFactory()
        call_command("demo")

        assert len(loads) == 1
        assert Organisation.objects.count() == 1
        assert "Nothing was changed" in capsys.readouterr().out

    def test_says_who_can_sign_in(self, settings, loads, capsys):
        settings.DEMO = True

        call_command("demo")

        said = capsys.readouterr().out
        assert all(account.email in said for account in accounts.ALL)

    def test_fresh_builds_it_anew(self, settings, loads):
        settings.DEMO = True
        call_command("demo")
        OpportunityFactory()

        call_command("demo", fresh=True)

        assert len(loads) == 2
        assert not Organisation.objects.exists()


class TestClear:
    def test_empties_our_rooms_but_never_the_log(self, noon):
        UserFactory()
        signing_up.say_yes(SessionFactory(), yes(), by=NOBODY, at=noon)
        logged = Entry.objects.count()

        gone = clearing.clear()

        assert gone > 5
        assert not any(model.objects.exists() for model in (SignUp, Person, Organisation, Venue))
        assert Entry.objects.count() == logged


class TestContext:
    def test_says_nothing_outside_demo_mode(self, rf, settings):
        settings.DEMO = False

        assert context.demo(rf.get("/")) == {"demo": None}

    @pytest.mark.parametrize(("days", "old"), [(13, False), (15, True)])
    def test_knows_when_the_place_has_grown_old(self, rf, settings, days, old):
        settings.DEMO = True
        ClockRun.objects.create(name=made_up.CLOCK, last_at=timezone.now() - timedelta(days=days))

        assert bool(context.demo(rf.get("/"))["demo"]["is_old"]) is old
