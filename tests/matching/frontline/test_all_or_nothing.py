"""What a worker or a resident does with one press is one transaction: where its last part fails, none of it is kept."""

import pytest

from hub.consent.models import How
from hub.messaging.models import Message
from hub.people.models import Person
from matching.frontline.asks.services import asks
from matching.frontline.capture.services import captures
from matching.frontline.models import Answer, Ask, AskLimit, Capture, Contact, RaisedBy, Referral, Way
from matching.frontline.referrals.services import referrals
from matching.preferences.models import Preference
from matching.preferences.services import saving
from matching.suggestions.models import ShownList
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import shown_lists
from opportunities.models import SignUp, UnmetWish
from opportunities.signups.services import signing_up
from tests.factories import NOON, OrganisationFactory, SessionFactory
from tests.matching.frontline.asks import scene as scenes

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return scenes.build()


class Trouble(Exception):
    """The last part fails."""


def trouble(*_given, **_more):
    raise Trouble


@pytest.fixture
def nothing_found():
    return suggesting.Found((), 0)


def about(scene, **more):
    return asks.Asked(RaisedBy.WORKER, asks.MESSAGE, no_effect_said=True, opportunity=scene.opportunity, **more)


class TestAskingByMessage:
    def test_keeps_no_ask_when_what_was_shown_cannot_be_written_down(self, scene, nothing_found, monkeypatch):
        saving.save(scene.joan, saving.Said(words="Company."), by=scene.bev, at=NOON)
        monkeypatch.setattr(shown_lists, "note_shown", trouble)

        with pytest.raises(Trouble):
            asks.ask_of_found(scene.joan, about(scene), nothing_found, nothing_unsorted=True, by=scene.bev, at=NOON)

        assert not Ask.objects.exists()
        assert not Message.objects.filter(person=scene.joan).exists()
        assert not AskLimit.objects.filter(person=scene.joan, not_before__isnull=False).exists()

    def test_writes_down_what_it_was_chosen_from(self, scene, monkeypatch):
        saving.save(scene.joan, saving.Said(words="Company."), by=scene.bev, at=NOON)
        found = suggesting.find(Preference.objects.get(person=scene.joan), by_worker=True, at=NOON)

        asks.ask_of_found(scene.joan, about(scene), found, nothing_unsorted=True, by=scene.bev, at=NOON)

        assert Ask.objects.count() == 1
        assert ShownList.objects.filter(person=scene.joan).count() == bool(found.rows)


class TestStoppingACapture:
    def test_flags_nobody_when_the_draft_cannot_be_thrown_away(self, scene, monkeypatch):
        capture = captures.begin(Way.PHONE, person=scene.joan, by=scene.bev, at=NOON)
        monkeypatch.setattr(captures, "clear", trouble)

        with pytest.raises(Trouble):
            captures.stop(capture, by=scene.bev, at=NOON)

        assert Capture.objects.filter(pk=capture.pk).exists()
        assert not AskLimit.objects.filter(person=scene.joan, flagged_until__isnull=False).exists()
        assert not Contact.objects.filter(person=scene.joan).exists()


class TestFinishingACapture:
    def test_keeps_the_draft_when_the_wish_cannot_be_counted(self, scene, nothing_found, monkeypatch):
        capture = captures.begin(Way.PHONE, person=scene.joan, by=scene.bev, at=NOON)
        end = captures.Finish(said=saving.Said(words="Chess."), wish=Preference(), found=nothing_found)
        monkeypatch.setattr(captures.unmet, "note", trouble)

        with pytest.raises(Trouble):
            captures.finish(capture, end, by=scene.bev, at=NOON)

        assert Capture.objects.filter(person=scene.joan).exists()
        assert not Contact.objects.filter(person=scene.joan).exists()

    def test_counts_a_wish_that_nothing_was_found_for(self, scene, nothing_found):
        capture = captures.begin(Way.PHONE, person=scene.joan, by=scene.bev, at=NOON)
        end = captures.Finish(said=saving.Said(words="Chess."), wish=Preference(), found=nothing_found)

        captures.finish(capture, end, by=scene.bev, at=NOON)

        assert UnmetWish.objects.get().source == "capture"


class TestSayingYesToAnAsk:
    @pytest.fixture
    def ask(self, scene):
        return scene.ask(about=scene.opportunity)

    def test_leaves_the_ask_open_when_no_place_can_be_taken(self, scene, ask, monkeypatch):
        session = SessionFactory(opportunity=scene.opportunity)
        monkeypatch.setattr(signing_up, "take_yes", trouble)

        with pytest.raises(Trouble):
            asks.say_yes(ask, session, by=scene.own, at=NOON)

        assert Ask.objects.get().answer == ""

    def test_is_refused_without_a_way_to_be_reached(self, scene, ask):
        Person.objects.get(pk=scene.joan.pk).routes.all().delete()

        with pytest.raises(asks.NoRoute):
            asks.say_yes(ask, SessionFactory(opportunity=scene.opportunity), by=scene.own, at=NOON)

        assert Ask.objects.get().answer == ""
        assert not SignUp.objects.exists()

    def test_takes_the_place_and_answers_in_one(self, scene, ask):
        sign_up = asks.say_yes(ask, SessionFactory(opportunity=scene.opportunity), by=scene.own, at=NOON)

        assert sign_up.person_id == scene.joan.pk
        assert Ask.objects.get().answer == Answer.YES_REFER


class TestPassingOnInGeneral:
    def test_is_refused_where_the_gate_says_not_now(self, scene):
        asks.never_again(scene.joan, by=scene.own, at=NOON)
        group = OrganisationFactory()

        with pytest.raises(referrals.CannotMove):
            referrals.pass_on_when_ready(
                scene.joan, group, wish="", needs=frozenset(), how=How.PHONE, by=scene.bev, at=NOON
            )

        assert not Referral.objects.exists()
