"""The inbox of an organiser: everybody in one tab, the earliest promise first, for those who answer alone."""

import pytest
from django.urls import reverse

from hub.access.actors import NOBODY
from hub.access.roles import Role
from opportunities.models import Session, SignUp
from opportunities.signups.services import answering, signing_up
from tests.factories import DAY, HOUR, MembershipFactory, actor, yes
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db


def says_yes(session, at, name="Ama", **more):
    return signing_up.say_yes(session, yes(name, f"{name}@example.test".lower()), by=NOBODY, at=at, **more)


def page(name, *args):
    return reverse(f"manage:{name}", args=["larder", *args])


def status(sign_up):
    return SignUp.objects.get(pk=sign_up.pk).status


def names(answer):
    return [person.name for person in answer.context["people"]]


class TestInbox:
    def test_that_is_empty_says_so_in_each_tab(self, client, col):
        found = [client.get(page(tab)).content.decode() for tab in ("inbox", "answered", "waiting")]

        assert "Nobody is waiting for an answer" in found[0]
        assert "You have answered nobody yet" in found[1]
        assert "Nobody is on a waiting list" in found[2]

    def test_has_each_person_in_one_tab_with_their_count(self, client, col, session, at):
        asks, held = says_yes(session, at), says_yes(session, at, "Tunde")
        answering.accept(held, by=actor(col), at=at)
        waits = says_yes(session, at, "Joyce", waiting=True)

        answer = client.get(page("inbox"))

        assert [(tab.label, tab.count, tab.current) for tab in answer.context["tabs"].items] == [
            ("To answer", 1, True),
            ("Answered", 1, False),
            ("Waiting", 1, False),
        ]
        assert {asks.status, status(held), waits.status} == {"requested", "held", "waiting"}
        assert names(answer) == ["Ama"]
        assert names(client.get(page("answered"))) == ["Tunde"]
        assert [block.title.split()[0] for block in client.get(page("waiting")).context["waiting"]] == ["Waiting"]

    def test_begins_with_the_earliest_promise(self, client, col, session, at):
        Session.objects.update(places=None)
        for number, name in enumerate(("Ama", "Tunde", "Joyce")):
            says_yes(session, at - number * DAY, name)

        assert names(client.get(page("inbox"))) == ["Joyce", "Tunde", "Ama"]

    def test_leaves_out_whom_a_date_that_is_over_left_unanswered(self, client, col, session, at):
        says_yes(session, at)
        Session.objects.update(starts_at=at - DAY, ends_at=at - DAY + HOUR, next_at=at - DAY)

        assert names(client.get(page("inbox"))) == []

    def test_shows_twenty_at_once_and_every_one_once(self, client, col, session, at):
        Session.objects.update(places=None)
        for number in range(21):
            says_yes(session, at, f"P{number}")

        first, second = client.get(page("inbox")), client.get(page("inbox"), {"page": "2"})

        assert (len(names(first)), len(names(second))) == (20, 1)
        assert len({*names(first), *names(second)}) == 21
        assert first.context["heading"] == "21 people to answer"

    @pytest.mark.parametrize("number", ["0", "99", "many"])
    def test_shows_a_page_for_any_number(self, client, col, number):
        assert client.get(page("inbox"), {"page": number}).status_code == 200

    def test_counts_kept_promises_from_the_fifth_answer_on(self, client, col, session, at):
        Session.objects.update(places=None)
        kept = [says_yes(session, at - DAY, f"P{number}") for number in range(5)]
        for number, sign_up in enumerate(kept):
            SignUp.objects.filter(pk=sign_up.pk).update(answer_by=at - (HOUR if number == 0 else -HOUR))
            if number == 4:
                assert client.get(page("inbox")).context["promise"] == "You’ve promised a reply in 2 days."
            answering.accept(sign_up, by=actor(col), at=at)

        assert client.get(page("inbox")).context["promise"].endswith("You kept that for 4 of your last 5.")

    @pytest.mark.parametrize("who", ["nobody", "another group", "worker", "without a second step"])
    def test_is_for_those_who_answer_alone(self, client, session, who):
        roles = {"another group": MembershipFactory(role=Role.OWNER)}
        if who == "worker":
            session.opportunity.organisation.kind = "service"
            session.opportunity.organisation.save()
            roles[who] = MembershipFactory(role=Role.WORKER, organisation=session.opportunity.organisation)
        if who == "without a second step":
            roles[who] = MembershipFactory(role=Role.OWNER, organisation=session.opportunity.organisation)
        if who in roles:
            client.force_login(roles[who].user)
            if who != "without a second step":
                second_factor_for(roles[who].user)

        answer = client.get(page("inbox"))

        assert answer.status_code == (302 if who in ("nobody", "without a second step") else 404)
