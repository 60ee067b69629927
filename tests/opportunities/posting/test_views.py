"""The steps of posting: what an organiser typed is what is kept, and closing says first whom it will tell."""

import html
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.messaging import outbox
from hub.messaging.models import Message, MessageState
from hub.people.models import Channel
from hub.places.models import Venue
from hub.taxonomy.codes import Access, Slot
from opportunities.dates.services import scheduling
from opportunities.models import Ended, Opportunity, Session, SignUp, State
from opportunities.posting.services import posting
from opportunities.signups.services import signing_up
from tests.factories import DAY, HOUR, MembershipFactory, OpportunityFactory, SessionFactory, yes
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def opportunity():
    return OpportunityFactory()


@pytest.fixture
def col(opportunity):
    user = MembershipFactory(organisation=opportunity.organisation, role=Role.ORGANISER).user
    second_factor_for(user)
    client = Client()
    client.force_login(user)
    return client


def step(opportunity, name):
    return reverse("manage:step", args=[opportunity.organisation.slug, opportunity.pk, name])


def action(opportunity, name):
    return reverse("manage:move", args=[opportunity.organisation.slug, opportunity.pk, name])


FIRST = date(timezone.localdate().year + 1, 12, 1)
"""A first of December within two years, whenever the tests run."""
WHEN = {"commitment": "hours_once", "joining": "each_date"}
OWN_TIME = WHEN | {"flexible": "on", "windows": [str(int(Slot.WED_MORNING))]}


def whenever(opportunity, **more):
    return SessionFactory(opportunity=opportunity, flexible=True, **more)


class TestWhen:
    def test_takes_more_places_for_those_who_choose_their_time(self, opportunity, col):
        session = whenever(opportunity, places=2)

        col.post(step(opportunity, "when"), OWN_TIME | {"flexible_places": "20"})

        session.refresh_from_db()
        assert session.places == 20

    def test_gives_new_places_to_those_who_wait(self, opportunity, col, at):
        session = whenever(opportunity, places=1)
        signing_up.say_yes(session, yes("Ama"), by=NOBODY, at=at)
        pete = signing_up.say_yes(session, yes("Pete", "pete@example.test"), waiting=True, by=NOBODY, at=at)

        col.post(step(opportunity, "when"), OWN_TIME | {"flexible_places": "2"})

        pete.refresh_from_db()
        assert pete.status == "offered"

    def test_says_so_when_more_people_have_a_place_already_and_keeps_nothing(self, opportunity, col, at):
        session = whenever(opportunity, places=2)
        for name in ("ama", "pete"):
            signing_up.say_yes(session, yes(name, f"{name}@example.test"), by=NOBODY, at=at)

        answer = col.post(step(opportunity, "when"), OWN_TIME | {"flexible_places": "1", "commitment": "ongoing"})

        session.refresh_from_db()
        opportunity.refresh_from_db()
        assert b"More people than that" in answer.content
        assert (session.places, opportunity.commitment) == (2, "")

    def test_no_longer_ticked_ends_own_time(self, opportunity, col, at):
        session = whenever(opportunity)
        SessionFactory(opportunity=opportunity, starts_at=at + DAY)

        col.post(step(opportunity, "when"), WHEN)

        session.refresh_from_db()
        assert session.cancelled_at is not None

    def test_no_longer_ticked_asks_first_where_somebody_said_yes(self, opportunity, col, at):
        session = whenever(opportunity)
        SessionFactory(opportunity=opportunity, starts_at=at + DAY)
        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=at)

        answer = col.post(step(opportunity, "when"), WHEN)

        asks = reverse("manage:call_off_date", args=[opportunity.organisation.slug, session.pk])
        sign_up.refresh_from_db()
        assert answer.headers["Location"] == asks
        assert sign_up.is_live
        assert Opportunity.objects.get(pk=opportunity.pk).commitment == "hours_once"

    def test_no_longer_ticked_is_refused_where_no_date_would_be_left(self, opportunity, col):
        session = whenever(opportunity)

        answer = col.post(step(opportunity, "when"), WHEN)

        session.refresh_from_db()
        assert b"Add at least one date" in answer.content
        assert session.cancelled_at is None

    @pytest.mark.parametrize("in_use", [True, False])
    def test_folds_own_time_away_unless_it_is_in_use(self, opportunity, col, at, in_use):
        if in_use:
            whenever(opportunity)
        else:
            SessionFactory(opportunity=opportunity, starts_at=at + DAY)

        page = col.get(step(opportunity, "when")).content.decode()

        fold = page[page.index("<details") : page.index("</details>")]
        assert ('name="flexible"' in fold, 'name="windows"' in fold, 'name="flexible_places"' in fold) == (True,) * 3
        assert fold.startswith('<details class="details" open>') is in_use

    def test_opens_the_fold_for_what_is_wrong_in_it(self, opportunity, col):
        page = col.post(step(opportunity, "when"), WHEN | {"flexible": "on"}).content.decode()

        assert '<details class="details" open>' in page
        assert "Tick at least one window" in page


class TestStaleStep:
    def test_of_one_closed_meanwhile_says_so_and_leaves_it_closed(self, opportunity, col, at, monkeypatch):
        SessionFactory(opportunity=opportunity, starts_at=at + DAY)
        change = posting.change

        def closed_a_moment_before(seen, changes, **more):
            posting.close(Opportunity.objects.get(pk=seen.pk), by=NOBODY, at=at)
            return change(seen, changes, **more)

        monkeypatch.setattr(posting, "change", closed_a_moment_before)

        answer = col.post(step(opportunity, "good-to-know"), {"access": "quiet", "costs": "free"})

        assert b"changed in the meantime" in answer.content


class TestGoodToKnow:
    def test_keeps_what_is_there_and_what_is_not(self, opportunity, col, at):
        SessionFactory(opportunity=opportunity, starts_at=at + DAY)

        col.post(step(opportunity, "good-to-know"), {"access": ["quiet"], "access_no": ["toilet"], "costs": "free"})

        opportunity.refresh_from_db()
        assert (opportunity.access, opportunity.access_no) == ({Access.QUIET}, {Access.TOILET})

    @pytest.mark.parametrize(
        ("costs", "said"),
        [
            (["free", "charge"], "“Free to come” and “There is a small charge” can’t both be so. Untick one."),
            (["not_paid", "fares"], "“Costs are not paid” and “Bus fares paid” can’t both be so. Untick one."),
            (["free", "fares", "meal"], ""),
        ],
    )
    def test_refuses_costs_that_cannot_both_be_so(self, opportunity, col, at, costs, said):
        SessionFactory(opportunity=opportunity, starts_at=at + DAY)

        answer = col.post(step(opportunity, "good-to-know"), {"access": ["quiet"], "costs": costs})

        assert (answer.status_code == 302) == (said == "")
        assert said in answer.content.decode()

    def test_asks_about_what_is_ticked_as_both(self, opportunity, col, at):
        both = {"access": ["quiet", "toilet"], "access_no": ["toilet", "quiet", "parking"], "costs": "free"}

        answer = col.post(step(opportunity, "good-to-know"), both).content.decode()

        assert "You ticked this as there and as not there: Accessible toilet; A quiet place. Untick one." in answer

    def test_from_home_is_true_only_of_what_can_be_done_from_home(self, opportunity, col, at):
        SessionFactory(opportunity=opportunity, starts_at=at + DAY)
        said = {"access": ["remote"], "costs": "free"}

        answer = col.post(step(opportunity, "good-to-know"), said).content.decode()
        assert "Untick “From your own home”, or say under “Where” that it can be done from home." in answer

        type(opportunity).objects.filter(pk=opportunity.pk).update(remote=True)
        assert col.post(step(opportunity, "good-to-know"), said).status_code == 302


class TestWho:
    def test_refuses_an_oldest_age_below_the_youngest(self, opportunity, col, at):
        said = {"min_age": "18", "max_age": "16", "checks": "none", "skills": "none"}

        answer = col.post(step(opportunity, "who"), said).content.decode()

        assert "This is below the youngest age, 18. Change one of them." in answer


class TestWhere:
    SAID = {"place_name": "Earlsfield Hall", "address": "Magdalen Road", "postcode": "SW18 3NP", "getting_there": ""}

    def test_saved_again_makes_no_other_venue(self, opportunity, col, at):
        SessionFactory(opportunity=opportunity, starts_at=at + DAY)
        before = Venue.objects.count()

        for _again in range(3):
            col.post(step(opportunity, "where"), self.SAID)

        assert Venue.objects.count() == before

    def test_a_place_typed_for_something_from_home_is_not_lost_without_a_word(self, opportunity, col):
        typed = {"remote": "on", "place_name": "The hall", "address": "1 High St", "getting_there": "bus 44"}

        answer = col.post(step(opportunity, "where"), typed).content.decode()

        assert "Give the postcode of this place, or leave all about the place blank." in answer
        assert "bus 44" in answer

    def test_an_address_is_not_followed_by_its_postcode_twice(self, opportunity, col, at):
        SessionFactory(opportunity=opportunity, starts_at=at + DAY)

        col.post(step(opportunity, "where"), self.SAID | {"address": "12 Ash Lane, London SW18 3NP, UK"})

        opportunity.refresh_from_db()
        assert opportunity.venue.address == "12 Ash Lane, London"

    def test_a_name_too_long_has_one_message(self, opportunity, col):
        answer = col.post(step(opportunity, "where"), self.SAID | {"place_name": "n" * 101})

        assert len(answer.context["form"].errors["place_name"]) == 1

    @pytest.mark.parametrize("typed", ["SW18", "SW18 3", "Earlsfield", "X1", "SW18 4OX", "XX9 9ZZ"])
    def test_offers_no_way_of_saying_the_place_that_it_would_refuse(self, opportunity, col, typed):
        answer = col.post(step(opportunity, "where"), self.SAID | {"postcode": typed})

        said = str(answer.context["form"].errors["postcode"])
        assert "whole postcode" in said or "Check each letter" in said
        assert not [offer for offer in ("enough", "first part", "name of a place") if offer in said]


class TestPublishAgain:
    @pytest.fixture
    def paused_for_long(self, opportunity, at):
        long_ago = at - 100 * DAY
        Opportunity.objects.filter(pk=opportunity.pk).update(published_at=long_ago)
        start = (long_ago + DAY).replace(hour=18, minute=0, second=0, microsecond=0)
        scheduling.add(
            opportunity, starts_at=start, ends_at=start + HOUR, places=4, often="weekly", by=NOBODY, at=long_ago
        )
        posting.pause(opportunity, by=NOBODY, at=long_ago + DAY)
        return opportunity

    def test_after_more_than_eight_weeks_makes_its_dates_first(self, paused_for_long, col, at):
        assert not Session.objects.upcoming(at=at).filter(opportunity=paused_for_long).exists()

        col.post(action(paused_for_long, "publish"))

        assert Opportunity.objects.open(at=at).get().state == State.PUBLISHED
        assert Session.objects.upcoming(at=at).filter(opportunity=paused_for_long).count() == 8

    def test_is_not_said_to_lack_a_date(self, paused_for_long, at):
        assert posting.gaps(paused_for_long, at=at) == []

    def test_of_one_whose_run_is_over_still_lacks_a_date(self, opportunity, at):
        before = at - 100 * DAY
        scheduling.add(
            opportunity,
            starts_at=before + DAY,
            ends_at=None,
            places=4,
            often="weekly",
            last_day=(before + 20 * DAY).date(),
            by=NOBODY,
            at=before,
        )

        assert [gap.step for gap in posting.gaps(opportunity, at=at)] == ["when"]


class TestClose:
    def test_asks_first_and_says_how_many_will_be_told(self, opportunity, col, at):
        session = SessionFactory(opportunity=opportunity, starts_at=at + DAY)
        other = SessionFactory(opportunity=opportunity, starts_at=at + 2 * DAY)
        for day, name in ((session, "ama"), (session, "pete"), (other, "joy")):
            signing_up.say_yes(day, yes(name, f"{name}@example.test"), by=NOBODY, at=at)
        over = SessionFactory(opportunity=opportunity, starts_at=at + timedelta(minutes=1))
        came = signing_up.say_yes(over, yes("Leo", "leo@example.test"), by=NOBODY, at=at)
        SignUp.objects.filter(pk=came.pk).update(status="held")
        Session.objects.filter(pk=over.pk).update(starts_at=at - DAY, ends_at=at - DAY + HOUR, next_at=at - DAY)

        page = col.get(action(opportunity, "close")).content.decode()

        assert "We tell 3 people" in page
        assert Opportunity.objects.get(pk=opportunity.pk).state == State.PUBLISHED

    def test_tells_them_and_ends_what_was_to_come(self, opportunity, col, at):
        session = SessionFactory(opportunity=opportunity, starts_at=at + DAY)
        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=at)

        col.post(action(opportunity, "close"))

        sign_up.refresh_from_db()
        assert Opportunity.objects.get(pk=opportunity.pk).state == State.CLOSED
        assert sign_up.ended == Ended.CLOSED
        assert Message.objects.filter(person=sign_up.person).count() == 2

    @pytest.mark.parametrize("other", ["publish", "pause", "copy"])
    def test_is_the_only_move_with_a_page(self, opportunity, col, other):
        assert col.get(action(opportunity, other)).status_code == 405


def test_the_page_says_how_often_a_date_repeats(opportunity, col, at):
    scheduling.add(opportunity, starts_at=at + DAY, ends_at=None, places=None, often="weekly", by=NOBODY, at=at)

    assert "Every week" in col.get(opportunity.get_absolute_url()).content.decode()


class TestWhatIsTyped:
    """Real adverts: long, pasted out of a word processor, and sometimes with a figure that cannot be."""

    def save(self, col, opportunity, **typed):
        SessionFactory(opportunity=opportunity, starts_at=timezone.now() + DAY)
        return col.post(
            step(opportunity, "what"),
            {"title": "Sort food", "summary": "Warm.", "what_you_do": "Sort.", "causes": ["green"]} | typed,
        )

    @pytest.mark.parametrize(("field", "room"), [("title", 120), ("summary", 400), ("what_you_do", 6000)])
    def test_has_room_to_the_last_letter(self, opportunity, col, field, room):
        text = ("Weekly tea. " * 500)[:room].strip().ljust(room, "x")

        assert self.save(col, opportunity, **{field: text}).status_code == 302

        opportunity.refresh_from_db()
        assert getattr(opportunity, field) == text

    def test_the_person_people_meet_is_named_first_name_first(self, opportunity, col):
        SessionFactory(opportunity=opportunity, starts_at=timezone.now() + DAY)
        Opportunity.objects.filter(pk=opportunity.pk).update(contact_name="Boateng, Ama", contact_words="Come in.")
        before = " ".join(Client().get(opportunity.get_absolute_url()).content.decode().split())

        col.post(step(opportunity, "reply"), {"answering": "organiser", "contact_name": "Okoro, Sam"})

        opportunity.refresh_from_db()
        assert "Ama Boateng: “Come in.”" in before
        assert opportunity.contact_name == "Sam Okoro"

    @pytest.mark.parametrize(("field", "room"), [("title", 120), ("summary", 400), ("what_you_do", 6000)])
    def test_one_letter_more_is_refused_and_still_there(self, opportunity, col, field, room):
        before, text = getattr(opportunity, field), "y" * (room + 1)

        answer = self.save(col, opportunity, **{field: text}).content.decode()

        opportunity.refresh_from_db()
        assert f"There is room for {room} letters and spaces. You have {room + 1}." in answer
        assert text in answer
        assert getattr(opportunity, field) == before

    def test_out_of_a_word_processor_keeps_its_lines_and_marks(self, opportunity, col):
        pasted = "\u201cTea\u201d \u2013 it\u2019s free\u2026\r\n\r\n\u2022\tWarm\u00a0room\r\n\u2022\tCake\u200b\r\n"

        self.save(col, opportunity, what_you_do=pasted)

        opportunity.refresh_from_db()
        assert opportunity.what_you_do == "\u201cTea\u201d \u2013 it\u2019s free\u2026\n\n\u2022 Warm room\n\u2022 Cake"

    @pytest.mark.parametrize(
        ("kind", "field", "typed", "said"),
        [
            ("trustee_or_committee", "term_months", "99999", "120"),
            ("standby_emergency", "notice_hours", "9999", "168"),
            ("standby_emergency", "notice_hours", "0", "1"),
            ("co_design", "hear_back_by", "2020-01-01", "This day has passed"),
            ("co_design", "hear_back_by", "2099-01-01", "more than two years ahead"),
        ],
    )
    def test_a_figure_that_cannot_be_is_refused_beside_its_field(self, opportunity, col, kind, field, typed, said):
        Opportunity.objects.filter(pk=opportunity.pk).update(kind=kind, state=State.DRAFT)

        answer = self.save(col, opportunity, **{field: typed})

        opportunity.refresh_from_db()
        assert said in str(answer.context["form"].errors[field])
        assert getattr(opportunity, field) is None

    @pytest.mark.parametrize(("field", "typed"), [("checks_weeks", "27"), ("min_age", "4"), ("min_age", "150")])
    def test_so_is_one_about_who_may_come(self, opportunity, col, field, typed):
        answer = col.post(step(opportunity, "who"), {"checks": "none", field: typed})

        assert answer.context["form"].errors[field]


class TestOneButtonOnePage:
    DATE = {"date-date": FIRST.isoformat(), "date-begins": "18:00", "date-often": "once"}

    @pytest.mark.parametrize("press", [{}, {"stay": "1"}, {"add-date": "1"}])
    def test_a_date_that_was_typed_is_added_whichever_button_is_pressed(self, opportunity, col, press):
        col.post(step(opportunity, "when"), WHEN | self.DATE | press)

        assert [session.starts_at.year for session in opportunity.sessions.all()] == [FIRST.year]

    @pytest.mark.parametrize(
        ("typed_date", "begins", "ends"),
        [
            (f"{FIRST:%A} 1st December {FIRST.year}", "half six", "8.30pm"),
            (f"1 12 {FIRST.year}", "6.30pm", "20.30"),
            (f"1.12.{FIRST.year}\u200b", "1830", "half past eight pm"),
            (f"1.12.{FIRST.year}", "6.30pm", "half eight"),
            (f"1.12.{FIRST.year}", "half six", "8.30"),
            (f"1 Rhagfyr {FIRST.year}", "18:30", "20:30"),
        ],
    )
    def test_a_date_is_read_however_it_is_typed(self, opportunity, col, typed_date, begins, ends):
        typed = {"date-date": typed_date, "date-begins": begins, "date-ends": ends, "date-often": "once"}
        col.post(step(opportunity, "when"), WHEN | typed)

        made = opportunity.sessions.get()
        assert f"{made.starts_at:%d %m %Y %H:%M}" == f"01 12 {FIRST.year} 18:30"
        assert f"{made.ends_at:%H:%M}" == "20:30"

    def test_a_date_of_another_weekday_is_asked_about(self, opportunity, col):
        typed = f"{FIRST + DAY:%A} 1 December {FIRST.year}"

        answer = col.post(step(opportunity, "when"), WHEN | self.DATE | {"date-date": typed})

        assert f"1 December {FIRST.year} is a {FIRST:%A}" in str(answer.context["date_form"].errors["date"])
        assert typed in answer.content.decode()

    @pytest.mark.parametrize("field", ["date", "last_day"])
    def test_a_day_that_nobody_plans_for_yet_is_asked_about_beside_its_field(self, opportunity, col, field):
        far = {f"date-{field}": "1 12 2099", "date-often": "weekly"}

        answer = col.post(step(opportunity, "when"), WHEN | self.DATE | far)

        assert "more than two years ahead" in str(answer.context["date_form"].errors[field])
        assert not opportunity.sessions.exists()

    def test_so_is_what_else_the_page_says(self, opportunity, col):
        weekly = WHEN | {"joining": "series"} | self.DATE | {"date-often": "weekly", "add-date": "1"}
        answer = col.post(step(opportunity, "when"), weekly)

        opportunity.refresh_from_db()
        date = opportunity.sessions.get()
        assert answer.headers["Location"] == step(opportunity, "when")
        assert opportunity.joining == "series"
        assert date.rule != ""
        assert date.repeat_id is None

    def test_half_a_date_is_asked_about_and_nothing_is_saved(self, opportunity, col):
        answer = col.post(step(opportunity, "when"), WHEN | {"commitment": "ongoing", "date-begins": "18:00"})

        opportunity.refresh_from_db()
        assert answer.context["date_form"].errors["date"]
        assert opportunity.commitment == ""

    def test_no_date_is_fine_when_another_button_is_pressed(self, opportunity, col):
        SessionFactory(opportunity=opportunity, starts_at=timezone.now() + DAY)
        assert col.post(step(opportunity, "when"), WHEN | {"date-often": "once"}).status_code == 302

    @pytest.mark.parametrize(
        ("often", "joining", "said"),
        [
            ("weekly", "each_date", "Added: Every week from "),
            ("weekly", "series", "Added: Every week from "),
            ("once", "each_date", "The date is added."),
        ],
    )
    def test_says_what_was_added(self, opportunity, col, often, joining, said):
        date_ = self.DATE | {"date-often": often}

        page = col.post(step(opportunity, "when"), WHEN | {"joining": joining} | date_, follow=True).content.decode()

        assert said in page
        assert ("later ones come by themselves" in page) == (often == "weekly" and joining == "each_date")

    def test_a_date_that_exists_is_refused_beside_the_date(self, opportunity, col):
        col.post(step(opportunity, "when"), WHEN | self.DATE)
        answer = col.post(step(opportunity, "when"), WHEN | self.DATE)

        assert answer.context["date_form"].errors["date"] == ["There is a date at this time already."]


class TestAnotherPlace:
    ELSEWHERE = {"place_name": "The new hall", "address": "Replingham Road", "postcode": "SW18 5LS"}

    def expected(self, opportunity, at):
        """Ama comes on two dates, Pete on one; Zoe changed her mind."""
        for day, name in ((2, "Ama"), (3, "Ama"), (2, "Pete"), (2, "Zoe")):
            session = next(
                (s for s in opportunity.sessions.all() if s.starts_at == at + day * DAY), None
            ) or SessionFactory(opportunity=opportunity, starts_at=at + day * DAY, places=9)
            made = signing_up.say_yes(session, yes(name, f"{name}@example.test"), by=NOBODY, at=at)
        signing_up.call_off(made, because=Ended.BY_PERSON, by=NOBODY, at=at)

    def told(self):
        rows = Message.objects.filter(notice="place_changed")
        return sorted(rows.values_list("person__first_name", flat=True))

    def test_is_told_to_each_person_who_said_yes_for_each_of_them_once(self, opportunity, col, at):
        self.expected(opportunity, at)
        before = col.get(step(opportunity, "where")).content.decode()
        everybody = set(SignUp.objects.to_come(at=at).values_list("person", flat=True))

        page = col.post(step(opportunity, "where"), self.ELSEWHERE, follow=True).content.decode()

        assert f"{len(everybody)} people said yes to this. If the place changes, we tell them" in before
        assert f"The new place is saved. Those who said yes: {len(everybody)} told." in page
        assert set(self.told()) == {"Ama", "Pete"}
        assert len(self.told()) == len(everybody)

    def test_says_whom_a_letter_reaches_too_late(self, opportunity, col, at):
        session = SessionFactory(opportunity=opportunity, starts_at=at + 2 * DAY)
        letter = yes("Farida", "4 Garratt Lane\nLondon\nSW18 4AA", Channel.LETTER)
        signing_up.say_yes(session, letter, by=NOBODY, at=at)

        before = col.get(step(opportunity, "where")).content.decode()
        after = col.post(step(opportunity, "where"), self.ELSEWHERE, follow=True).content.decode()

        assert "The new place is saved. 1 person can’t be told in time" in after
        for page in (before, after):
            assert "1 person can’t be told in time" in page

    def test_asks_whether_what_was_said_of_the_old_building_holds(self, opportunity, col, at):
        self.expected(opportunity, at)
        Opportunity.objects.update(access=["step_free"], access_no=["parking"], access_note="Ring the “side” bell.")

        page = col.post(step(opportunity, "where"), self.ELSEWHERE, follow=True).content.decode()

        asked = "Does this still hold in the new place? There: Step-free. Not there: Parking. “Ring the ‘side’ bell.”"
        assert asked in html.unescape(page)
        assert f'href="{step(opportunity, "good-to-know")}"' in page

    def test_asks_nothing_where_nothing_was_said_of_the_building(self, opportunity, col, at):
        self.expected(opportunity, at)
        Opportunity.objects.update(access=[], access_no=[], access_note="")

        page = col.post(step(opportunity, "where"), self.ELSEWHERE, follow=True).content.decode()

        assert "Does this still hold" not in page

    def test_is_told_to_nobody_where_only_the_way_there_is_said_anew(self, opportunity, col, at):
        self.expected(opportunity, at)
        venue = opportunity.venue
        same = {"place_name": venue.name, "address": venue.address, "postcode": venue.postcode}

        page = col.post(step(opportunity, "where"), same | {"getting_there": "Bus 44"}, follow=True).content.decode()

        assert self.told() == []
        assert "Those who said yes" not in page


class TestOtherTerms:
    """Whoever said yes hears of what could keep them away, and how it was."""

    @pytest.fixture
    def ama(self, opportunity, at):
        """Somebody who said yes to a step-free thing for everybody that costs nothing."""
        Opportunity.objects.update(access=["step_free"], access_no=[], max_age=None, checks="none", costs=["free"])
        session = SessionFactory(opportunity=opportunity, starts_at=at + 9 * DAY, places=9)
        return signing_up.say_yes(session, yes("Ama", "ama@example.test"), by=NOBODY, at=at).person

    WHO = {"checks": "none", "takes": [], "skills": [], "languages": []}
    KNOW = {"access": ["step_free"], "costs": ["free"]}

    @pytest.mark.parametrize(
        ("name", "sent", "words"),
        [
            ("who", WHO | {"max_age": "25"}, "Age: Up to 25. Before: Any age."),
            ("who", WHO | {"takes": ["lifting"]}, "What it takes: New: Lifting or carrying."),
            ("who", WHO | {"checks": "basic"}, "Checks: A basic safety check. Before: None needed."),
            ("good-to-know", KNOW | {"access": []}, "Getting in: Not there any more: Step-free."),
            ("good-to-know", KNOW | {"access": [], "access_no": ["step_free"]}, "Not there any more: Step-free."),
            ("good-to-know", KNOW | {"costs": ["charge"]}, "Costs: There is a small charge. Before: Free to come."),
            ("good-to-know", KNOW | {"costs_note": "£2"}, "Costs: Free to come. £2. Before: Free to come."),
        ],
    )
    def test_are_told_as_they_are_and_as_they_were(self, opportunity, col, ama, at, name, sent, words):
        before = col.get(step(opportunity, name)).content.decode()
        assert "1 person said yes to this. If " in before

        page = col.post(step(opportunity, name), sent, follow=True).content.decode()
        outbox.run(at=timezone.now())

        assert "Saved. Those who said yes: 1 told." in page
        assert words in ama.messages.get(notice="terms_changed").words

    @pytest.mark.parametrize(
        ("name", "sent"),
        [
            ("who", WHO),
            ("good-to-know", KNOW),
            ("good-to-know", KNOW | {"access": ["step_free", "toilet"]}),
            ("good-to-know", KNOW | {"access_note": "Ring the bell."}),
        ],
    )
    def test_that_keep_nobody_away_are_told_to_nobody(self, opportunity, col, ama, name, sent):
        page = col.post(step(opportunity, name), sent, follow=True).content.decode()

        assert "Those who said yes" not in page
        assert not ama.messages.filter(notice="terms_changed").exists()

    def test_are_told_once_where_they_change_twice_before_the_word_is_out(self, opportunity, col, ama):
        col.post(step(opportunity, "who"), self.WHO | {"max_age": "25"})
        col.post(step(opportunity, "good-to-know"), self.KNOW | {"costs": ["charge"]})
        outbox.run(at=timezone.now())

        words = ama.messages.get(notice="terms_changed").words
        assert "Age: Up to 25." in words
        assert "Costs: There is a small charge." in words

    def test_are_told_where_the_last_release_did_not_keep_them_all(self, opportunity, col, ama):
        col.post(step(opportunity, "who"), self.WHO | {"max_age": "25"})
        ama.sign_ups.update(terms_before={"max_age": None})
        outbox.run(at=timezone.now())

        assert "Age: Up to 25." in ama.messages.get(notice="terms_changed").words

    def test_are_not_told_where_they_are_again_as_they_were(self, opportunity, col, ama):
        col.post(step(opportunity, "who"), self.WHO | {"max_age": "25"})
        col.post(step(opportunity, "who"), self.WHO)
        outbox.run(at=timezone.now())

        assert ama.messages.get(notice="terms_changed").state == MessageState.NOT_NEEDED
