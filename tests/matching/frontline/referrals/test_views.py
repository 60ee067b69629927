"""Referrals on both sides of the counter: the worker's page, and the group's four answers, signed in or by a link."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.roles import Role
from hub.taxonomy.codes import Ease
from matching.frontline.models import Reason, Referral, Status, Way
from matching.frontline.people.services import contacts
from matching.frontline.referrals import private_links
from matching.frontline.referrals.services import referrals
from opportunities.models import Session, SignUp
from opportunities.models import Status as Place
from tests.factories import DAY, MembershipFactory, OpportunityFactory, SessionFactory, actor, person
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def session(at):
    opportunity = OpportunityFactory(organisation__slug="larder", organisation__name="Larder", title="Cook supper")
    return SessionFactory(opportunity=opportunity, starts_at=at + 7 * DAY, places=2)


@pytest.fixture
def worker():
    return MembershipFactory(role=Role.WORKER, organisation__service=True)


@pytest.fixture
def organiser(session):
    return MembershipFactory(role=Role.ORGANISER, organisation=session.opportunity.organisation)


def browser(member):
    second_factor_for(member.user)
    client = Client()
    client.force_login(member.user)
    return client


@pytest.fixture
def bev(worker):
    return browser(worker)


@pytest.fixture
def col(organiser):
    return browser(organiser)


@pytest.fixture
def sent(session, worker, organiser, at):
    """Joan, passed on for the supper, with her agreement."""
    joan = person("Joan", "joan@example.test", surname="Baptiste", at=at)
    contacts.begin(joan, Way.COUNTER, nothing_unsorted=True, by=actor(worker), at=at)
    return referrals.pass_on(
        joan,
        session.opportunity.organisation,
        opportunity=session.opportunity,
        wish="Bit of company.",
        needs=frozenset({Ease.SEATING}),
        how="counter",
        by=actor(worker),
        at=at,
    )


def page(referral):
    return reverse("manage:referral", args=["larder", referral.pk])


def own(referral):
    return reverse("frontline:referral", args=[referral.pk])


def status(referral):
    return Referral.objects.get(pk=referral.pk).status


def said(answer):
    return [str(message) for message in get_messages(answer.wsgi_request)]


class TestGroup:
    def test_sees_what_was_agreed_and_no_surname_before_its_yes(self, col, sent):
        shown = col.get(page(sent)).content.decode()

        assert "Joan" in shown
        assert "Bit of company." in shown
        assert "Baptiste" not in shown
        assert "joan@example.test" not in shown

    def test_says_yes_with_a_date_and_sees_how_to_reach_them(self, col, sent, session):
        answer = col.post(page(sent), {"do": "accept", "session": session.pk})

        taken = SignUp.objects.get()
        assert (status(sent), taken.session, taken.status) == (Status.ACCEPTED, session, Place.HELD)
        assert said(answer) == ["They’re coming. We’ve told them. The worker who passed them on hears it, too."]
        assert "joan@example.test" in col.get(page(sent)).content.decode()

    def test_puts_them_on_the_list_of_a_date_that_is_full(self, col, sent, session):
        Session.objects.update(places=1, taken=1)

        answer = col.post(page(sent), {"do": "accept", "session": session.pk})

        assert SignUp.objects.get().status == Place.WAITING
        assert said(answer) == ["They’re on your list. We’ve told them. The worker who passed them on hears it, too."]

    @pytest.mark.parametrize("chosen", ["", "0", "another thing"])
    def test_says_yes_to_a_date_that_is_offered_alone(self, col, sent, chosen):
        choice = SessionFactory().pk if chosen == "another thing" else chosen

        answer = col.post(page(sent), {"do": "accept", "session": choice})

        assert list(answer.context["form"].errors) == ["session"]
        assert status(sent) == Status.SENT

    def test_says_that_it_was_seen_once(self, col, sent):
        first, second = (col.post(page(sent), {"do": "seen"}) for _time in range(2))

        assert status(sent) == Status.ACKNOWLEDGED
        assert said(first) == ["The worker can see that you’ve seen it."]
        assert said(second)[-1] != said(first)[0]

    @pytest.mark.parametrize("reason", list(Reason))
    def test_says_no_with_a_reason_and_a_word(self, col, sent, reason):
        col.post(page(sent), {"do": "decline", "reason": reason, "words": "Ask us in spring."})

        kept = Referral.objects.get()
        assert (kept.status, kept.reason, kept.reply_words) == (Status.DECLINED, reason, "Ask us in spring.")

    @pytest.mark.parametrize(
        "typed", [{}, {"reason": ""}, {"reason": "because"}, {"reason": "full", "words": "x" * 601}]
    )
    def test_says_no_only_with_both_in_order(self, col, sent, typed):
        answer = col.post(page(sent), {"do": "decline", **typed})

        assert answer.context["decline_form"].errors
        assert status(sent) == Status.SENT

    def test_sees_nothing_more_of_them_after_its_no(self, col, sent):
        col.post(page(sent), {"do": "decline", "reason": "full"})

        shown = col.get(page(sent)).content.decode()
        assert "Joan" not in shown
        assert "Bit of company." not in shown

    @pytest.mark.parametrize("do", ["", "erase", "withdraw", "next", "came"])
    def test_does_nothing_by_any_other_button(self, col, sent, do):
        assert col.post(page(sent), {"do": do}).status_code == 302
        assert status(sent) == Status.SENT

    def test_answers_once(self, col, sent, session):
        col.post(page(sent), {"do": "decline", "reason": "full"})

        answer = col.post(page(sent), {"do": "decline", "reason": "far"})

        assert said(answer)[-1] == "Somebody was quicker. Look at it again."
        assert Referral.objects.get().reason == Reason.FULL

    def test_is_the_one_it_was_sent_to(self, sent):
        other = browser(MembershipFactory(role=Role.OWNER, organisation__slug="choir"))

        assert other.get(page(sent)).status_code == 404
        assert other.post(reverse("manage:referral", args=["choir", sent.pk]), {"do": "seen"}).status_code == 404
        assert status(sent) == Status.SENT

    def test_does_not_see_a_draft(self, col, session, worker, at):
        joan = person("Joan", "joan@example.test", at=at)
        draft = referrals.draft(joan, session.opportunity.organisation, by=actor(worker), at=at)

        assert col.get(page(draft)).status_code == 404


class TestWorker:
    def test_sees_what_became_of_it(self, bev, col, sent, session):
        before = bev.get(own(sent)).context
        col.post(page(sent), {"do": "accept", "session": session.pk})
        after = bev.get(own(sent)).context

        assert (before["row"].tag.words, after["row"].tag.words) == ("Waiting for their answer", "They said yes")
        assert (before["can_withdraw"], after["can_withdraw"]) == (True, True)

    def test_takes_it_back_once(self, bev, sent):
        first, second = (bev.post(own(sent), {"do": "withdraw"}) for _time in range(2))

        assert status(sent) == Status.WITHDRAWN
        assert said(first) == ["Taken back. They no longer see them, and we tell them so."]
        assert "Taken back" not in said(second)[-1]

    def test_takes_the_next_step_after_a_no(self, bev, col, sent):
        col.post(page(sent), {"do": "decline", "reason": "full"})
        assert bev.get(own(sent)).context["next_step_open"] is True

        answer = bev.post(own(sent), {"do": "next"})

        assert answer.headers["Location"] == reverse("frontline:home")
        assert bev.get(own(sent)).context["next_step_open"] is False

    @pytest.mark.parametrize("do", ["", "accept", "erase"])
    def test_does_nothing_by_any_other_button(self, bev, sent, do):
        assert bev.post(own(sent), {"do": do}).status_code == 302
        assert status(sent) == Status.SENT

    def test_of_another_service_sees_none_of_it(self, sent):
        other = browser(MembershipFactory(role=Role.WORKER, organisation__service=True))

        assert other.get(own(sent)).status_code == 404
        assert other.post(own(sent), {"do": "withdraw"}).status_code == 404
        assert other.get(reverse("frontline:referrals")).context["rows"] == []

    def test_has_them_in_a_list_newest_first(self, bev, sent, worker, at):
        tunde = person("Tunde", "tunde@example.test", at=at)
        contacts.begin(tunde, Way.COUNTER, by=actor(worker), at=at)
        referrals.draft(tunde, sent.organisation, by=actor(worker), at=at + DAY)

        assert [row.name.split()[0] for row in bev.get(reverse("frontline:referrals")).context["rows"]] == [
            "Tunde",
            "Joan",
        ]


class TestByLink:
    @pytest.fixture
    def link(self, client, organiser, sent, at):
        """A browser that opened the link in the organiser's message."""
        client.get(reverse("private_link", args=[private_links.token(organiser.user.person, sent, at=at)]))
        return client

    address = staticmethod(lambda sent: reverse("answer_referral", args=[sent.pk]))

    def test_answers_without_an_account(self, link, sent, session):
        assert link.get(self.address(sent)).status_code == 200

        answer = link.post(self.address(sent), {"do": "accept", "session": session.pk})

        assert answer.headers["Location"] == self.address(sent)
        assert status(sent) == Status.ACCEPTED

    def test_ends_at_who_comes_and_how_to_reach_them(self, link, sent, session):
        page = link.post(self.address(sent), {"do": "accept", "session": session.pk}, follow=True).content.decode()

        assert "You’re expecting them" in page
        assert "joan@example.test" in page

    def test_ends_at_the_no_without_their_details(self, link, sent):
        given = {"do": "decline", "reason": Reason.FULL, "words": "Next time."}

        page = link.post(self.address(sent), given, follow=True).content.decode()

        assert "Details closed" in page
        assert "joan@example.test" not in page

    def test_opens_no_other(self, link, sent, worker, at):
        tunde = person("Tunde", "tunde@example.test", at=at)
        contacts.begin(tunde, Way.COUNTER, nothing_unsorted=True, by=actor(worker), at=at)
        other = referrals.pass_on(
            tunde, sent.organisation, wish="", needs=frozenset(), how="counter", by=actor(worker), at=at
        )

        assert link.get(self.address(other)).status_code == 404
        assert link.get(page(sent)).status_code == 302

    def test_opens_nothing_once_they_left_the_group(self, link, organiser, sent):
        organiser.delete()

        assert link.get(self.address(sent)).status_code == 404

    def test_is_needed(self, client, sent):
        assert client.get(self.address(sent)).headers["Location"] == reverse("link_needed")
