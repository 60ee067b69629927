from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection

from hub.access.actors import NOBODY
from hub.desk.models import Task
from hub.messaging import notifications, outbox
from hub.messaging.models import Item, ItemState, Letter, Message, MessageState
from hub.people.models import Channel, ContactRoute
from opportunities import notices, terms
from opportunities.contract import CONTRACT
from opportunities.models import SignUp
from opportunities.signups.services import answering, signing_up
from organisations.models import Organisation
from tests.factories import HOUR, OrganisationFactory, SessionFactory, yes

pytestmark = pytest.mark.django_db

ROUTES = {
    Channel.EMAIL: "ama@example.test",
    Channel.TEXT: "+447700900123",
    Channel.PHONE: "+441632960202",
    Channel.LETTER: "4 Garratt Lane\nLondon\nSW18 4AA",
}


def sign_up_by(kind, at):
    return signing_up.say_yes(SessionFactory(), yes("Ama", ROUTES[kind], kind), by=NOBODY, at=at)


class TestDeliver:
    def test_sends_an_email_with_the_same_message_id_each_time(self, noon):
        sign_up_by(Channel.EMAIL, noon)

        outbox.run(at=noon)

        message = Message.objects.get()
        assert message.state == MessageState.SENT
        assert mail.outbox[0].to == ["ama@example.test"]
        assert mail.outbox[0].extra_headers["Message-ID"] == f"<{message.pk}@localhost>"

    def test_twice_sends_once(self, noon):
        sign_up_by(Channel.EMAIL, noon)
        outbox.run(at=noon)

        notifications.deliver(str(Message.objects.get().pk), at=noon)

        assert len(mail.outbox) == 1

    def test_makes_a_phone_call_a_task_of_the_desk(self, noon):
        desk = OrganisationFactory(desk=True)
        sign_up_by(Channel.PHONE, noon)

        outbox.run(at=noon)

        call = Task.objects.get()
        assert call.organisation == desk
        assert "ring us and say it" in call.message.words

    def test_makes_a_letter_a_row_of_the_days_batch(self, noon):
        sign_up_by(Channel.LETTER, noon)

        outbox.run(at=noon)

        assert Letter.objects.get().batch == noon.date()

    def test_holds_a_text_back_until_morning(self, noon):
        sign_up = sign_up_by(Channel.TEXT, noon)
        outbox.run(at=noon)
        evening = datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
        answering.accept(sign_up, by=NOBODY, at=evening)

        outbox.run(at=evening)
        kept_back = Message.objects.get(notice="accepted").state
        outbox.run(at=datetime(2026, 11, 24, 8, 0, tzinfo=UTC))

        assert kept_back == MessageState.QUEUED
        assert Message.objects.get(notice="accepted").state == MessageState.SENT

    def test_answers_a_sign_up_at_once_even_at_night(self, noon):
        night = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
        sign_up_by(Channel.TEXT, night)

        outbox.run(at=night)

        assert Message.objects.get().state == MessageState.SENT

    def test_waits_for_the_times_somebody_called_safe(self, noon):
        sign_up = sign_up_by(Channel.TEXT, noon)
        ContactRoute.objects.filter(person=sign_up.person).update(safe_from=time(14, 0), safe_until=time(16, 0))

        outbox.run(at=noon)
        before = Message.objects.get().state
        outbox.run(at=noon + 2 * HOUR)

        assert before == MessageState.QUEUED
        assert Message.objects.get().state == MessageState.SENT

    def test_says_so_when_no_route_is_left(self, noon):
        sign_up = sign_up_by(Channel.TEXT, noon)
        notifications.stop(Channel.TEXT, ROUTES[Channel.TEXT], at=noon)

        outbox.run(at=noon)

        assert Message.objects.get(person=sign_up.person).state == MessageState.NO_ROUTE


class TestHeard:
    @pytest.mark.parametrize("words", ["STOP", "stop.", " Stop ", "STOPIO"])
    def test_a_stop_word_stops_texts_to_that_number(self, noon, words):
        sign_up = sign_up_by(Channel.TEXT, noon)

        assert notifications.heard(ROUTES[Channel.TEXT], words, at=noon)
        assert not sign_up.person.routes.usable().exists()

    def test_any_other_word_stops_nothing(self, noon):
        sign_up = sign_up_by(Channel.TEXT, noon)

        assert not notifications.heard(ROUTES[Channel.TEXT], "please stop by", at=noon)
        assert sign_up.person.routes.usable().exists()


class TestOutbox:
    def test_gives_up_after_three_days_keeps_the_row_and_says_so(self, noon, monkeypatch):
        def fail(message):
            raise OSError("no mail today")

        monkeypatch.setattr("hub.messaging.channels._email", fail)
        sign_up_by(Channel.EMAIL, noon)

        at = noon
        for _try in range(outbox.MOST_ATTEMPTS):
            assert Message.objects.get().state == MessageState.QUEUED
            outbox.run(at=at)
            at = max(at, Item.objects.get().not_before)

        item = Item.objects.get()
        assert (item.state, item.attempts, item.trouble) == (ItemState.DEAD, outbox.MOST_ATTEMPTS, "OSError")
        assert timedelta(days=3) < at - noon < timedelta(days=4)
        assert Message.objects.get().state == MessageState.FAILED

    def test_takes_up_what_was_given_up_when_an_administrator_asks(self, noon, monkeypatch):
        sign_up_by(Channel.EMAIL, noon)
        Item.objects.update(state=ItemState.DEAD, attempts=20)
        notifications.given_up(str(Message.objects.get().pk), at=noon)

        outbox.try_again(by=NOBODY, at=noon + HOUR)
        outbox.run(at=noon + HOUR)

        assert Message.objects.get().state == MessageState.SENT
        assert len(mail.outbox) == 1

    def test_sends_with_no_transaction_open(self, noon, monkeypatch):
        open_ones = []
        monkeypatch.setattr(
            "hub.messaging.channels._email", lambda message: open_ones.append(len(connection.savepoint_ids))
        )
        sign_up_by(Channel.EMAIL, noon)

        outbox.run(at=noon)

        assert open_ones == [0]

    def test_drops_what_is_no_longer_true(self, noon, monkeypatch):
        sign_up_by(Channel.EMAIL, noon)
        monkeypatch.setattr("opportunities.notices.AboutSignUp.context", lambda *_given, **_more: None)

        outbox.run(at=noon)

        assert Message.objects.get().state == MessageState.NOT_NEEDED
        assert mail.outbox == []

    def test_trouble_with_one_does_not_stop_the_next(self, noon):
        outbox.add("unknown kind", "1", key="1", at=noon)
        sign_up_by(Channel.EMAIL, noon)

        outbox.run(at=noon)

        assert len(mail.outbox) == 1

    def test_the_same_key_is_one_thing(self, noon):
        outbox.add("message", "1", key="once", at=noon)
        outbox.add("message", "1", key="once", at=noon)

        assert Item.objects.count() == 1

    def test_a_leased_item_is_taken_up_again_when_its_worker_died(self, noon):
        sign_up_by(Channel.EMAIL, noon)
        Item.objects.update(lease_until=noon + outbox.LEASE)

        outbox.run(at=noon)
        while_leased = len(mail.outbox)
        outbox.run(at=noon + outbox.LEASE)

        assert (while_leased, len(mail.outbox)) == (0, 1)


def test_every_notice_has_its_words_in_every_channel(noon):
    sign_up = sign_up_by(Channel.EMAIL, noon)
    codes = [kind for kind in vars(notices).values() if isinstance(kind, type) and getattr(kind, "code", "")]

    for notice in codes:
        state = notice.true_while[0]
        SignUp.objects.update(
            status=state,
            offer_until=noon + HOUR if state == "offered" else None,
            ended="by_person" if state == "cancelled" else "",
            terms_before=terms.of(sign_up.session.opportunity) | {"max_age": 99},
        )
        on_hold = noon if notice.code == "on_hold" else None
        Organisation.objects.filter(pk=sign_up.session.opportunity.organisation_id).update(suspended_at=on_hold)
        for channel in Channel:
            content = notice(str(sign_up.pk)).content(sign_up.person, channel, at=noon)
            assert content is not None
            assert content.heading
            assert "{" not in content.words
    assert len(codes) == len(CONTRACT.notices)
