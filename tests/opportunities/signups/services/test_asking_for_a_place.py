"""A place that comes free is offered to who waits. Where an answer or a check stands before a first yes, it stands here too."""

import pytest
from django.utils import timezone

from hub.access.actors import NOBODY
from hub.design import times
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people.models import Field, Reach
from matching.frontline.presenters import slips
from opportunities.models import Ended, SignUp, Status
from opportunities.presenters import wording
from opportunities.signups.forms.signing_up import SayYes
from opportunities.signups.presenters import own
from opportunities.signups.services import answering, ending, signing_up
from tests.factories import DAY, HOUR, MembershipFactory, OpportunityFactory, SessionFactory, actor, yes

pytestmark = pytest.mark.django_db

FARIDA = "farida@example.test"


def told(route, notice):
    return "\n".join(m.words for m in Message.objects.filter(notice=notice) if m.sent_to == route)


def fresh(sign_up):
    return SignUp.objects.for_inbox().get(pk=sign_up.pk)


def free_place(noon, **opportunity):
    """Farida waits for a full date; its place comes free."""
    session = SessionFactory(
        places=1, starts_at=noon + 7 * DAY, **{f"opportunity__{k}": v for k, v in opportunity.items()}
    )
    ama = signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=noon)
    farida = signing_up.say_yes(session, yes("Farida", FARIDA), waiting=True, by=NOBODY, at=noon)
    signing_up.call_off(ama, because=Ended.BY_PERSON, by=NOBODY, at=noon)
    return fresh(farida)


BEFORE_A_FIRST_YES = {
    "an answer": {"answering": "organiser"},
    "a check": {"answering": "at_once", "checks": "enhanced", "checks_weeks": 6},
    "both": {"answering": "organiser", "checks": "enhanced", "checks_weeks": 6},
}


@pytest.mark.parametrize("before", BEFORE_A_FIRST_YES.values(), ids=BEFORE_A_FIRST_YES)
class TestWhereSomethingStandsBefore:
    @pytest.fixture
    def farida(self, noon, before):
        safe = {"organisation__safe_to_work_with": True, "organisation__tier": 3}
        return free_place(noon, **before, **safe)

    def test_taking_the_offer_asks_for_the_place(self, farida, noon):
        signing_up.accept_offer(farida, by=NOBODY, at=noon + HOUR)

        assert farida.status == Status.REQUESTED
        assert farida.answer_by == noon + 49 * HOUR
        assert farida.session.taken == 1

    def test_nobody_is_told_that_the_group_says_yes(self, farida, noon):
        outbox.run(at=noon)
        signing_up.accept_offer(farida, by=NOBODY, at=noon + HOUR)
        outbox.run(at=noon + HOUR)

        assert not told(FARIDA, "accepted")
        assert "has a place for you" not in told(FARIDA, "place_offered")
        assert "They answer you before you come." in told(FARIDA, "place_offered")
        assert "will answer you by" in told(FARIDA, "signed_up")

    def test_the_group_is_asked(self, farida, noon):
        MembershipFactory(organisation=farida.session.opportunity.organisation, user__email="col@example.test")

        signing_up.accept_offer(farida, by=NOBODY, at=noon + HOUR)
        outbox.run(at=noon + HOUR)

        assert told("col@example.test", "somebody_said_yes")
        assert not told("col@example.test", "offer_taken")
        assert list(SignUp.objects.to_answer()) == [farida]

    def test_surname_and_route_stay_closed_until_it_answers(self, farida, noon):
        signing_up.accept_offer(farida, by=NOBODY, at=noon + HOUR)

        assert Reach.objects.get(subject=str(farida.pk)).fields == {Field.FIRST_NAME, Field.WORDS, Field.NEEDS}

    def test_its_page_says_so_and_names_nobody_to_ask_for(self, farida, noon):
        row = own.sign_up_row(farida, at=noon)

        assert row.take_words == "Yes, ask for it"
        assert "then answers you" in row.note
        assert "Ask for" not in [fact.label for fact in own.facts(farida).rows]

    def test_the_answer_then_holds_it(self, farida, noon):
        signing_up.accept_offer(farida, by=NOBODY, at=noon + HOUR)
        answering.accept(farida, by=actor(MembershipFactory()), at=noon + 2 * HOUR)

        assert fresh(farida).status == Status.HELD

    def test_an_answer_that_never_comes_ends_with_the_date(self, farida, noon):
        signing_up.accept_offer(farida, by=NOBODY, at=noon + HOUR)
        ending.end_passed(at=noon + 8 * DAY)

        assert fresh(farida).ended == Ended.PASSED


class TestWhereNothingDoes:
    def test_the_place_is_theirs(self, noon):
        farida = free_place(noon, answering="at_once")
        signing_up.accept_offer(farida, by=NOBODY, at=noon + HOUR)
        assert farida.status == Status.HELD

    def test_so_it_is_when_the_group_chose_them_out_of_turn(self, noon):
        session = SessionFactory(places=2, opportunity__answering="organiser")
        farida = signing_up.say_yes(session, yes("Farida", FARIDA), waiting=True, by=NOBODY, at=noon)
        answering.offer_place(farida, by=actor(MembershipFactory()), at=noon)
        signing_up.accept_offer(fresh(farida), by=NOBODY, at=noon + HOUR)
        assert fresh(farida).status == Status.HELD

    def test_and_when_it_offered_another_date(self, noon):
        session = SessionFactory(places=1, opportunity__answering="organiser")
        other = SessionFactory(opportunity=session.opportunity, starts_at=noon + 9 * DAY, places=1)
        farida = signing_up.say_yes(session, yes("Farida", FARIDA), by=NOBODY, at=noon)
        answering.offer_another(farida, other, by=actor(MembershipFactory()), at=noon)
        signing_up.accept_offer(fresh(farida), by=NOBODY, at=noon + HOUR)
        assert fresh(farida).status == Status.HELD


class TestACheck:
    @pytest.fixture
    def farida(self, noon):
        session = SessionFactory(
            places=2,
            opportunity__checks="enhanced",
            opportunity__checks_weeks=6,
            opportunity__answering="organiser",
            opportunity__organisation__safe_to_work_with=True,
            opportunity__organisation__tier=3,
        )
        return signing_up.say_yes(session, yes("Farida", FARIDA), by=NOBODY, at=noon)

    def test_is_never_passed_by_a_place_at_once(self):
        assert not OpportunityFactory(answering="at_once", checks="basic").answers_at_once

    def test_stands_in_the_yes_of_the_group(self, farida, noon):
        answering.accept(farida, by=actor(MembershipFactory()), at=noon)
        outbox.run(at=noon)

        said = told(FARIDA, "accepted")
        assert "A safety check comes first. It takes about 6 weeks. They tell you when you can start." in said
        assert "expecting you" not in said

    def test_and_on_the_page_of_the_sign_up(self, farida, noon):
        answering.accept(farida, by=actor(MembershipFactory()), at=noon)
        assert own.sign_up_row(fresh(farida), at=noon).note == wording.check_first(farida.session.opportunity)

    def test_of_one_week_is_one_week(self):
        assert "about 1 week." in wording.check_first(OpportunityFactory(checks="basic", checks_weeks=1))


class TestDatesBeforeTheCheck:
    @pytest.fixture
    def dates(self):
        opportunity = OpportunityFactory(checks="basic", checks_weeks=6)
        now = timezone.now()
        return [SessionFactory(opportunity=opportunity, starts_at=now + weeks * 7 * DAY) for weeks in (1, 5, 7, 9)]

    def form(self, dates):
        opportunity = dates[0].opportunity
        return SayYes(opportunity=opportunity, sessions=dates)

    def test_are_named_as_what_they_are(self, dates):
        words = [str(label) for _value, label in self.form(dates).fields["session"].choices]
        assert [text.endswith("Only if you have had the check by then") for text in words] == [True, True, False, False]

    def test_are_not_the_one_that_is_chosen_already(self, dates):
        assert self.form(dates).initial["session"] == str(dates[2].pk)

    def test_where_all_are_too_soon_the_first_is(self, dates):
        assert self.form(dates[:2]).initial["session"] == str(dates[0].pk)

    def test_are_not_written_on_the_slip(self, dates):
        opportunity = dates[0].opportunity
        opportunity.upcoming = dates
        slip = slips.slip("Joan", [opportunity], [], at=timezone.now())
        assert slip.items[0].day == times.day(dates[2].starts_at)


class TestAge:
    def form(self, age, said):
        opportunity = OpportunityFactory(min_age=age)
        return SayYes({"adult": said}, opportunity=opportunity, sessions=[SessionFactory(opportunity=opportunity)])

    @pytest.mark.parametrize("age", [18, 21, 50])
    def test_asks_about_the_age_of_the_advert(self, age):
        assert self.form(age, "yes").fields["adult"].label == f"Are you {age} or over?"

    @pytest.mark.parametrize(
        ("age", "answers"),
        [
            (16, ["18 or over", "16 to 17", "Under 16"]),
            (17, ["18 or over", "17", "Under 17"]),
            (14, ["18 or over", "14 to 17", "Under 14"]),
        ],
    )
    def test_asks_about_the_age_of_an_advert_that_is_for_younger_people_too(self, age, answers):
        field = self.form(age, "yes").fields["adult"]
        assert field.label == "How old are you?"
        assert [words for _value, words in field.choices] == answers

    def test_no_to_21_says_what_it_is_for(self):
        assert self.form(21, "no").errors["adult"][0].startswith("This is for people of 21 and over.")

    def test_under_18_says_to_ring_where_the_advert_would_take_them(self):
        assert self.form(16, "minor").errors["adult"][0].startswith("Please ring us first, on 0")
        assert self.form(18, "no").errors["adult"][0].startswith("Please ring us first, on 0")

    def test_under_16_says_what_it_is_for(self):
        assert self.form(16, "no").errors["adult"][0].startswith("This is for people of 16 and over.")

    def test_asks_about_the_oldest_age_where_there_is_no_youngest(self):
        opportunity = OpportunityFactory(max_age=25)
        form = SayYes({"adult": "no"}, opportunity=opportunity, sessions=[SessionFactory(opportunity=opportunity)])

        assert form.fields["adult"].label == "Are you 25 or younger?"
        assert form.errors["adult"][0].startswith("This is for people up to 25.")

    @pytest.mark.parametrize(
        ("least", "most", "answers"),
        [
            (16, 25, ["Over 25", "18 to 25", "16 to 17", "Under 16"]),
            (21, 30, ["Over 30", "21 to 30", "Under 21"]),
            (12, 16, ["Over 16", "12 to 16", "Under 12"]),
            (18, 18, ["Over 18", "18", "Under 18"]),
        ],
    )
    def test_asks_about_both_ages_of_an_advert(self, least, most, answers):
        form = self.between(least, most, "")

        assert form.fields["adult"].label == "How old are you?"
        assert [words for _value, words in form.fields["adult"].choices] == answers

    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("over", "This is for people up to 25."),
            ("minor", "Please ring us first, on 0"),
            ("no", "This is for people of 16 and over."),
        ],
    )
    def test_no_other_age_is_taken(self, said, words):
        assert self.between(16, 25, said).errors["adult"][0].startswith(words)

    def test_an_age_between_is_taken(self):
        assert "adult" not in self.between(16, 25, "yes").errors

    def between(self, least, most, said):
        opportunity = OpportunityFactory(min_age=least, max_age=most)
        return SayYes({"adult": said}, opportunity=opportunity, sessions=[SessionFactory(opportunity=opportunity)])

    def test_an_adult_is_taken(self):
        assert "adult" not in self.form(16, "yes").errors
