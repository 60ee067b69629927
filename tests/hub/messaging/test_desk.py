"""The desk: calls that are made, tried again or given up, and letters that are posted."""

from datetime import time

import pytest
from django.urls import reverse

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.audit.models import Entry
from hub.desk import tasks
from hub.desk.models import Outcome, Task, TaskKind
from hub.messaging import desk, notifications, outbox
from hub.messaging.models import Letter, Message
from hub.people import reading
from hub.people.models import Channel, ContactRoute, Field, Reach
from hub.people.services import persons, reach
from opportunities import notices
from opportunities.models import SignUp
from opportunities.signups.services import signing_up
from tests.factories import HOUR, MembershipFactory, OrganisationFactory, SessionFactory, actor, yes
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def service():
    return OrganisationFactory(name="Library", desk=True)


@pytest.fixture
def bev(service):
    """A worker of the service that is the desk."""
    return actor(MembershipFactory(organisation=service, role=Role.WORKER))


def told_by(kind, route, at, name="Joyce"):
    signing_up.say_yes(SessionFactory(), yes(name, route, kind), by=NOBODY, at=at)
    outbox.run(at=at)


@pytest.fixture
def call(service, noon):
    told_by(Channel.PHONE, "+441632960202", noon)
    return Task.objects.get()


def to_make(service):
    return list(desk.to_make(service.pk))


def tried(call, outcome, *, by, at):
    """Note how a call went, and return it as it stands then."""
    desk.close_call(call, outcome, by=by, at=at)
    call.refresh_from_db()
    return call


class TestSafety:
    def test_of_a_number_stands_with_its_call_and_no_message_is_offered(self, call, service):
        ContactRoute.objects.update(may_leave_message=False, safe_from=time(9), safe_until=time(12))

        (shown,) = desk.calls(to_make(service))

        assert shown.safe == "Leave no message. Only from 09:00 to 12:00."
        assert Outcome.LEFT_MESSAGE not in shown.outcomes
        assert Outcome.SPOKE in shown.outcomes

    def test_is_not_spoken_of_where_a_message_may_be_left(self, call, service):
        (shown,) = desk.calls(to_make(service))

        assert shown.safe == ""
        assert Outcome.LEFT_MESSAGE in shown.outcomes

    def test_is_on_the_page_of_calls(self, call, service, client):
        ContactRoute.objects.update(may_leave_message=False)
        user = MembershipFactory(organisation=service, role=Role.WORKER).user
        second_factor_for(user)
        client.force_login(user)

        page = client.get(reverse("manage:calls", args=[service.slug])).content.decode()

        assert "Leave no message." in page
        assert 'value="left_message"' not in page

    def test_goes_with_the_number_wherever_it_is_shown(self, noon):
        told_by(Channel.PHONE, "+441632960202", noon)
        sign_up = SignUp.objects.get()
        ContactRoute.objects.update(may_leave_message=False)
        SignUp.objects.update(status="requested")
        group = sign_up.session.opportunity.organisation
        to = actor(MembershipFactory(organisation=group, role=Role.ORGANISER))
        Reach.objects.update(fields=frozenset(Field))
        subjects = {sign_up.person_id: str(sign_up.pk)}

        seen = reach.shown([sign_up.person], to=to, subjects=subjects, why="inbox", at=noon)

        assert seen[sign_up.person_id].route == "01632 960202. Leave no message."


def test_a_call_says_that_something_newer_was_said_since(call, service, noon):
    notifications.notify(call.message.person, notices.PlaceChanged(call.message.ref), at=noon + HOUR)
    outbox.run(at=noon + HOUR)

    assert [shown.newer for shown in desk.calls(to_make(service))] == ["listed", None]


def test_a_call_says_that_something_newer_waits_for_the_morning(call, service, noon, page):
    night = noon.replace(hour=22)
    notifications.notify(call.message.person, notices.PlaceChanged(call.message.ref), at=night)
    outbox.run(at=night)

    assert [shown.newer for shown in desk.calls(to_make(service))] == ["to_come"]
    assert "Something newer about this waits for its time of day." in page()
    assert "Look below" not in page()


def test_a_call_says_that_something_newer_was_said_another_way(call, service, noon):
    joyce = call.message.person
    persons.add_route(joyce, reading.Route(Channel.EMAIL, "joyce@example.test"), at=noon, preferred=True)
    notifications.notify(joyce, notices.PlaceChanged(call.message.ref), at=noon + HOUR)
    outbox.run(at=noon + HOUR)

    assert [shown.newer for shown in desk.calls(to_make(service))] == ["said"]


def test_what_nobody_was_told_is_nothing_newer(call, service, noon):
    notifications.notify(call.message.person, notices.Accepted(call.message.ref), at=noon + HOUR)
    outbox.run(at=noon + HOUR)

    assert Message.objects.get(notice="accepted").state == "not_needed"
    assert [shown.newer for shown in desk.calls(to_make(service))] == [None]


class TestCalls:
    def test_wait_at_the_desk_with_their_number_and_words(self, call, service):
        assert to_make(service) == [call]
        assert call.message.sent_to == "+441632960202"
        assert call.message.words

    @pytest.mark.parametrize("outcome", [Outcome.SPOKE, Outcome.LEFT_MESSAGE, Outcome.WRONG_NUMBER])
    def test_are_done_when_somebody_was_reached_or_cannot_be(self, call, outcome, service, bev, noon):
        tried(call, outcome, by=bev, at=noon + HOUR)

        assert (call.outcome, call.tries, call.closed_at) == (outcome, 1, noon + HOUR)
        assert to_make(service) == []

    def test_come_back_in_three_hours_when_nobody_answers(self, call, service, bev, noon):
        tried(call, Outcome.NO_ANSWER, by=bev, at=noon + HOUR)

        assert (call.tries, call.closed_at, call.due_at) == (1, None, noon + 4 * HOUR)
        assert to_make(service) == [call]

    def test_are_tried_three_times_and_no_more(self, call, service, bev, noon):
        for turn in range(1, tasks.MOST_TRIES + 1):
            tried(call, Outcome.NO_ANSWER, by=bev, at=noon + 3 * turn * HOUR)
            assert call.tries == turn
            assert (call.closed_at is None) == (turn < tasks.MOST_TRIES)

        assert to_make(service) == []
        assert call.outcome == Outcome.NO_ANSWER

    def test_may_be_answered_at_the_second_try(self, call, bev, noon):
        tried(call, Outcome.NO_ANSWER, by=bev, at=noon)
        tried(call, Outcome.SPOKE, by=bev, at=noon + 3 * HOUR)

        assert (call.outcome, call.tries, call.closed_at) == (Outcome.SPOKE, 2, noon + 3 * HOUR)

    @pytest.mark.parametrize("outcome", ["", "perhaps", "SPOKE", "posted"])
    def test_take_no_outcome_that_is_not_on_the_list(self, call, outcome, bev, noon):
        with pytest.raises(tasks.NoSuchOutcome):
            desk.close_call(call, outcome, by=bev, at=noon)

        call.refresh_from_db()
        assert (call.tries, call.outcome) == (0, "")
        assert not Entry.objects.filter(event="call.made").exists()

    def test_that_are_done_stay_as_they_were_noted_first(self, call, bev, noon):
        tried(call, Outcome.SPOKE, by=bev, at=noon)

        with pytest.raises(tasks.AlreadyDone, match="written down already: Spoke to them"):
            desk.close_call(call, Outcome.LEFT_MESSAGE, by=bev, at=noon + HOUR)

        call.refresh_from_db()
        assert (call.outcome, call.tries, call.closed_at) == (Outcome.SPOKE, 1, noon)
        assert Entry.objects.filter(event="call.made").count() == 1

    def test_stand_in_the_log_with_who_rang_whom(self, call, bev, noon):
        desk.close_call(call, Outcome.SPOKE, by=bev, at=noon)

        entry = Entry.objects.get(event="call.made")
        assert (entry.user_id, entry.person_id) == (bev.user_id, call.message.person_id)
        assert entry.details == {"outcome": "spoke"}


@pytest.fixture
def page(service, client, noon):
    """Press something on the page of calls and letters; return what it says then."""
    user = MembershipFactory(organisation=service, role=Role.WORKER).user
    second_factor_for(user)
    client.force_login(user)

    def press(**sent):
        address = reverse("manage:calls", args=[service.slug])
        answer = client.post(address, sent, follow=True) if sent else client.get(address)
        return answer.content.decode()

    return press


class TestAnOldTab:
    def test_is_told_that_the_call_was_written_down_before(self, call, page, bev, noon):
        desk.close_call(call, Outcome.SPOKE, by=bev, at=noon)

        said = page(call=call.pk, outcome=Outcome.LEFT_MESSAGE)

        assert "This was written down already: Spoke to them. What you pressed just now changed nothing." in said
        assert "Written down: Joyce" not in said

    def test_is_told_that_letters_are_no_longer_on_the_list(self, call, page):
        assert "This is no longer on the list. What you pressed" in page(posted="1", letter="99")

    def test_is_told_that_an_address_is_no_longer_on_the_list(self, call, service, page, noon):
        route = ContactRoute.objects.get(person=call.message.person)
        task = tasks.open_once(TaskKind.ROUTE, route, organisation_id=service.pk, due_at=noon, at=noon)
        tasks.tried(task, Outcome.FOUND, at=noon)

        assert "This is no longer on the list. What you pressed" in page(route=task.pk, outcome=Outcome.NONE_LEFT)


class TestPuttingBack:
    """What was pressed by mistake comes back on the list."""

    def test_a_call(self, call, service, page):
        assert "Put back on the list" not in page()
        assert "Put back on the list" in page(call=call.pk, outcome=Outcome.SPOKE)

        assert "Back on the list: Joyce" in page(back=call.pk)

        call.refresh_from_db()
        assert (call.outcome, call.tries, call.closed_at) == ("", 0, None)
        assert to_make(service) == [call]
        assert Entry.objects.get(event="message.put_back").person_id == call.message.person_id

    def test_a_letter(self, service, page, noon):
        told_by(Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", noon, name="Farida")
        letter = Task.objects.get()
        page(posted="1", letter=letter.pk)

        assert "Back on the list: Farida" in page(back=letter.pk)
        assert list(desk.to_post(service.pk)) == [letter]

    def test_is_for_an_hour_and_for_the_desk_that_did_it(self, call, service, bev, noon):
        desk.close_call(call, Outcome.SPOKE, by=bev, at=noon)

        assert list(desk.lately_done(service.pk, at=noon + HOUR / 2)) == [call]
        assert not desk.lately_done(service.pk, at=noon + HOUR).exists()
        assert not desk.lately_done(OrganisationFactory(service=True).pk, at=noon + HOUR / 2).exists()

    def test_leaves_what_a_newer_message_replaced(self, call, service, noon):
        answered(call, "held", notices.Accepted, noon)

        assert not desk.lately_done(service.pk, at=noon).exists()

    def test_of_what_is_on_the_list_already_says_so(self, call, page, bev, noon):
        assert "This is on the list already, or it was more than an hour ago." in page(back=call.pk)
        assert not desk.put_back(call, by=bev, at=noon)
        assert not Entry.objects.filter(event="message.put_back").exists()


class TestAWrongNumber:
    """Nobody is rung again at a number that is not theirs."""

    @pytest.fixture
    def wrong(self, call, page):
        """Joyce's number, where somebody else answered."""
        said = page(call=call.pk, outcome=Outcome.WRONG_NUMBER)
        assert "Written down: Joyce. We use this number no more." in said
        return number()

    def test_is_used_no_more_and_stands_among_those_that_do_not_work(self, call, wrong, service, page, noon):
        assert not wrong.is_usable
        assert [dead.address for dead in desk.dead_ends(service.pk)] == ["01632 960202"]
        assert "We have no other way to reach them" in page()
        assert Entry.objects.get(event="route.wrong_number").person_id == call.message.person_id

        notifications.notify(call.message.person, notices.PlaceChanged(call.message.ref), at=noon)
        outbox.run(at=noon)

        assert to_make(service) == []

    def test_takes_every_call_to_it_and_no_other_off_the_list(self, call, service, bev, noon):
        told_by(Channel.PHONE, "+441632960202", noon, name="Leo")
        notifications.notify(call.message.person, notices.PlaceChanged(call.message.ref), at=noon)
        outbox.run(at=noon)

        desk.close_call(call, Outcome.WRONG_NUMBER, by=bev, at=noon)

        assert [task.message.person.first_name for task in to_make(service)] == ["Leo"]

    def test_is_no_number_for_texts_either(self, call, service, bev, noon):
        joyce = call.message.person
        persons.add_route(joyce, reading.Route(Channel.TEXT, "+441632960202"), at=noon)

        desk.close_call(call, Outcome.WRONG_NUMBER, by=bev, at=noon)

        assert not joyce.routes.usable().exists()

    def test_lets_what_was_to_be_said_go_another_way(self, call, service, bev, noon):
        joyce = call.message.person
        persons.add_route(joyce, reading.Route(Channel.EMAIL, "joyce@example.test"), at=noon)

        desk.close_call(call, Outcome.WRONG_NUMBER, by=bev, at=noon)
        outbox.run(at=noon)

        again = joyce.messages.get(channel=Channel.EMAIL)
        assert (again.notice, again.sent_to) == (call.message.notice, "joyce@example.test")

    def test_that_was_pressed_by_mistake_is_used_again(self, call, service, bev, page, noon):
        notifications.notify(call.message.person, notices.PlaceChanged(call.message.ref), at=noon)
        outbox.run(at=noon)
        page(call=call.pk, outcome=Outcome.WRONG_NUMBER)

        page(back=call.pk)

        assert number().is_usable
        assert desk.dead_ends(service.pk) == []
        assert not Task.objects.filter(kind=TaskKind.ROUTE).exists()
        assert len(to_make(service)) == 2

    def test_that_was_known_before_stays_unused_after_a_mistake(self, call, page, noon):
        ContactRoute.objects.update(refused_at=noon)
        page(call=call.pk, outcome=Outcome.WRONG_NUMBER)

        page(back=call.pk)

        assert not number().is_usable


def number():
    """The route of whoever gave a number to ring."""
    return ContactRoute.objects.get(kind=Channel.PHONE)


def ids(letters):
    return list(letters.values_list("pk", flat=True))


class TestLetters:
    @pytest.fixture
    def letters(self, service, noon):
        for name in ("Farida", "Joyce"):
            told_by(Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", noon, name=name)
        return Task.objects.filter(kind=TaskKind.LETTER)

    def test_are_all_posted_at_once(self, letters, service, bev, noon):
        assert desk.posted(service.pk, ids(letters), by=bev, at=noon + HOUR) == 2

        assert {(letter.outcome, letter.closed_at) for letter in letters} == {(Outcome.POSTED, noon + HOUR)}
        assert not desk.to_post(service.pk).exists()
        assert Entry.objects.filter(event="letter.posted", user_id=bev.user_id).count() == 2

    def test_are_posted_once(self, letters, service, bev, noon):
        desk.posted(service.pk, ids(letters), by=bev, at=noon)

        assert desk.posted(service.pk, ids(letters), by=bev, at=noon + HOUR) == 0
        assert {letter.closed_at for letter in letters} == {noon}

    def test_of_another_desk_stay(self, letters, bev, noon):
        other = OrganisationFactory(service=True)
        Task.objects.filter(pk=letters[0].pk).update(organisation=other)

        assert desk.posted(other.pk, ids(letters), by=bev, at=noon) == 1
        assert letters.filter(closed_at=None).count() == 1

    def test_that_came_after_the_page_was_drawn_are_not_noted_as_posted(self, letters, service, bev, noon):
        shown = ids(letters)
        told_by(Channel.LETTER, "9 Garratt Lane\nLondon\nSW18 4AA", noon, name="Leo")

        assert desk.posted(service.pk, shown, by=bev, at=noon + HOUR) == 2
        assert desk.to_post(service.pk).count() == 1


class TestTakeOver:
    def test_puts_what_is_on_nobodys_list_on_the_new_desks(self, noon):
        told_by(Channel.PHONE, "+441632960202", noon)
        told_by(Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", noon, name="Farida")
        late = OrganisationFactory(desk=True)

        assert tasks.take_over(late.pk) == 2
        assert (len(to_make(late)), desk.to_post(late.pk).count()) == (1, 1)


def test_looking_is_logged_once_for_each_person(call, service, bev, noon):
    told_by(Channel.LETTER, "4 Garratt Lane\nLondon\nSW18 4AA", noon, name="Farida")

    desk.looked([*to_make(service), *desk.to_post(service.pk)], by=bev, at=noon)

    seen = Entry.objects.filter(event="person.seen", user_id=bev.user_id)
    assert {entry.person_id for entry in seen} == {call.message.person_id, Letter.objects.get().message.person_id}
    assert {entry.details["why"] for entry in seen} == {"desk"}


class TestWhatANewerMessageMakesUntrue:
    """ "They will answer you by three" goes to nobody whom they have answered."""

    @pytest.mark.parametrize(("kind", "route"), [(Channel.PHONE, "+441632960202"), (Channel.LETTER, "4 Garratt Lane")])
    def test_is_left_undone_when_the_answer_comes_first(self, service, noon, kind, route):
        told_by(kind, route, noon)
        first = Task.objects.get()

        answered(first, "held", notices.Accepted, noon + HOUR)

        first.refresh_from_db()
        assert (first.outcome, first.closed_at, first.tries) == (Outcome.REPLACED, noon + HOUR, 0)
        assert [task.message.notice for task in Task.objects.filter(closed_at=None)] == ["accepted"]

    def test_stays_as_it_was_noted_where_it_was_made_before(self, call, service, bev, noon):
        tried(call, Outcome.SPOKE, by=bev, at=noon)

        answered(call, "held", notices.Accepted, noon + HOUR)

        call.refresh_from_db()
        assert (call.outcome, call.closed_at) == (Outcome.SPOKE, noon)

    def test_is_left_undone_too_when_the_answer_goes_another_way(self, call, service, noon):
        persons.add_route(
            call.message.person, reading.Route(Channel.EMAIL, "joyce@example.test"), at=noon, preferred=True
        )

        answered(call, "held", notices.Accepted, noon + HOUR)

        call.refresh_from_db()
        assert call.outcome == Outcome.REPLACED
        assert to_make(service) == []

    def test_of_somebody_else_stays(self, call, service, noon):
        told_by(Channel.PHONE, "+441632960203", noon, name="Farida")

        answered(call, "held", notices.Accepted, noon + HOUR)

        assert sorted(Task.objects.filter(closed_at=None).values_list("message__notice", "message__person")) == [
            ("accepted", call.message.person_id),
            ("signed_up", Task.objects.get(message__person__first_name="Farida").message.person_id),
        ]

    def test_and_what_is_still_true_stays(self, call, service, noon):
        answered(call, "requested", notices.PlaceChanged, noon + HOUR)

        assert [task.message.notice for task in to_make(service)] == ["signed_up", "place_changed"]

    def test_is_no_outcome_that_staff_can_give(self, call, bev, noon):
        with pytest.raises(tasks.NoSuchOutcome):
            desk.close_call(call, Outcome.REPLACED, by=bev, at=noon)


def answered(task, status, notice, at):
    """Let the sign-up of a message be answered, and the notice of that go out."""
    SignUp.objects.filter(pk=task.message.ref).update(status=status)
    notifications.notify(task.message.person, notice(task.message.ref), at=at)
    outbox.run(at=at)
