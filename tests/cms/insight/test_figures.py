"""The figures are what the rows say: counted by hand in a small town, hidden where few, the same in page and file."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.urls import reverse

from cms.insight.presenters import page, tables
from cms.insight.presenters.scope import Scope
from cms.insight.selectors import asked, missing, period, replies
from cms.models import SearchedInVain
from hub.places import area
from hub.places.models import WardFact
from hub.taxonomy.codes import Cause, Slot
from matching.frontline.models import Answer, Ask
from opportunities.models import Attendance, SignUp, Source
from opportunities.models.status import Status
from opportunities.search.services import unmet
from tests import stage as stages
from tests.factories import DAY, HOUR, NOON, OrganisationFactory, SessionFactory, person

pytestmark = pytest.mark.django_db

DAYS = period.of("quarter", at=NOON)


@pytest.fixture
def service():
    return OrganisationFactory(service=True)


class Town:
    """People who were asked, and how far each came."""

    def __init__(self, service):
        self.service, self.session, self.number = service, SessionFactory(), 0

    def ask(self, answer="", *, at=NOON - 20 * DAY, kept=True, signs_up=False, visits=0, service=None):
        self.number += 1
        who = person(f"Number {self.number}", f"n{self.number}@example.test") if kept else None
        Ask.objects.create(
            person=who,
            organisation=service or self.service,
            raised_by="person",
            way="counter",
            asked_at=at,
            answer=answer,
            answered_at=at if answer else None,
        )
        if not signs_up:
            return
        sign_up = SignUp.objects.create(
            person=who,
            session=self.session,
            status=Status.HELD,
            source=Source.ASKED,
            route_lookup=str(self.number),
            folded_name=str(self.number),
            asked_at=at + HOUR,
        )
        for visit in range(visits):
            when = at + (visit + 1) * DAY
            Attendance.objects.create(sign_up=sign_up, date=when.date(), came=True, noted_at=when)


@pytest.fixture
def town(service):
    return Town(service)


class TestAsking:
    def test_counts_each_stage_as_a_part_of_the_one_before(self, town):
        for _number in range(10):
            town.ask(Answer.NO)
        for _number in range(10):
            town.ask(Answer.YES_KEEP)
        for _number in range(10):
            town.ask(Answer.YES_KEEP, signs_up=True)
        for _number in range(10):
            town.ask(Answer.YES_REFER, signs_up=True, visits=1)
        for _number in range(5):
            town.ask(Answer.YES_REFER, signs_up=True, visits=2)

        stages_ = asked.funnel(DAYS)

        assert [(stage.key, stage.count, stage.share) for stage in stages_] == [
            ("asked", 45, None),
            ("yes", 35, 78),
            ("on", 25, 71),
            ("came", 15, 60),
            ("back", 5, 33),
        ]
        assert asked.one_in(stages_) == 3

    def test_counts_a_person_once_and_a_nobody_each_time(self, town):
        town.ask(Answer.NO, kept=False)
        town.ask(Answer.NO, kept=False)
        town.ask(Answer.YES_KEEP)
        again = Ask.objects.get(person__isnull=False)
        again.pk = None
        again.id = "00000000-0000-4000-8000-000000000001"
        again.save(force_insert=True)

        counts = asked.count(DAYS)

        assert (counts["asked"], counts["yes"]) == (3, 1)

    def test_leaves_out_what_was_asked_before_and_after(self, town):
        for at in (DAYS.begins - HOUR, DAYS.begins, DAYS.ends - HOUR, DAYS.ends):
            town.ask(at=at)

        assert asked.count(DAYS)["asked"] == 2

    def test_counts_what_one_service_asked_alone(self, town, service):
        other = OrganisationFactory(service=True)
        for _number in range(6):
            town.ask()
        for _number in range(7):
            town.ask(service=other)

        assert asked.count(DAYS, organisation_id=service.pk)["asked"] == 6
        assert asked.count(DAYS)["asked"] == 13

    def test_a_visit_that_asking_did_not_lead_to_does_not_count(self, town):
        town.ask(Answer.YES_KEEP, signs_up=True, visits=1)
        SignUp.objects.update(source=Source.BROWSING)

        assert asked.count(DAYS)["on"] == 0

    def test_few_are_not_told_nor_is_a_small_difference(self, town):
        for _number in range(17):
            town.ask(Answer.YES_KEEP)
        for _number in range(3):
            town.ask(Answer.YES_KEEP, signs_up=True, visits=1)
        for _number in range(2):
            town.ask(Answer.NO)

        words = {stage.key: stage.words for stage in asked.funnel(DAYS)}

        assert [stage.share for stage in asked.funnel(DAYS)] == [None, 100, None, None, None]
        assert words == {"asked": "20", "yes": "20", "on": "<5", "came": "<5", "back": "<5"}


WARDS = area.wards()


def wish(count, *, ward=0, slots=(), causes=(), ago=3):
    for _time in range(count):
        unmet.note(
            day=NOON.date() - timedelta(days=ago),
            ward=WARDS[ward][0] if ward is not None else "",
            slots=slots,
            causes=causes,
            source="list",
        )


EVENINGS = [Slot(day * 3 + 2) for day in range(5)]


class TestMissing:
    def test_counts_wishes_by_window(self):
        wish(6, slots=[Slot(2), Slot(5)])
        wish(2, slots=[Slot(5)])
        wish(3, slots=[Slot(7)])

        windows = missing.found(DAYS).windows

        assert (windows[2], windows[5], windows[7], windows[8]) == (5, 10, None, None)

    def test_names_the_biggest_gap_and_where(self):
        wish(6, ward=0, slots=EVENINGS)
        wish(9, ward=1, slots=EVENINGS)

        found = missing.found(DAYS)

        assert (found.gap, found.worst_ward) == ("weekday_evenings", WARDS[1][1])

    def test_names_no_gap_where_few_wished(self):
        wish(4, slots=EVENINGS)

        found = missing.found(DAYS)

        assert (found.gap, found.worst_ward) == ("", "")

    def test_the_gap_of_one_ward_is_not_widest_in_another(self):
        wish(6, ward=0, slots=EVENINGS)
        wish(9, ward=1, slots=EVENINGS)

        found = missing.found(DAYS, ward=WARDS[0][0])

        assert (found.gap, found.worst_ward) == ("weekday_evenings", "")

    def test_lists_wards_with_what_is_missed_most(self):
        wish(9, ward=0, slots=EVENINGS)
        wish(6, ward=1, causes=[Cause.GREEN])

        wards = missing.found(DAYS).wards

        assert [(ward.name, ward.count, ward.missed) for ward in wards] == [
            (WARDS[0][1], 10, "Weekday evenings"),
            (WARDS[1][1], 5, "Green spaces and nature"),
        ]

    def test_hides_a_small_ward(self):
        wish(20, ward=0)
        wish(8, ward=1)
        wish(2, ward=2)

        assert [ward.count for ward in missing.found(DAYS).wards] == [20, 10]

    def test_counts_one_ward_alone_in_fives_too(self):
        wish(30, ward=0, slots=[Slot(2)])
        wish(3, ward=1, slots=[Slot(2)])

        assert missing.found(DAYS).windows[2] == 35
        assert missing.found(DAYS, ward=WARDS[0][0]).windows[2] == 30
        assert missing.found(DAYS, ward=WARDS[1][0]).windows[2] is None

    def test_says_how_many_that_is_for_each_thousand_people_where_it_is_known(self):
        WardFact.objects.create(code=WARDS[0][0], name="Northside", population=6_000)
        wish(9, ward=0, slots=EVENINGS)

        found = page.figures(DAYS, ward="", organisation_id=None, at=NOON)

        assert page.page(found).wards.rows[0].label == "Northside"
        assert page.page(found).wards.rows[0].beside == "Weekday evenings. 1.7 for each 1,000 people"

    def test_leaves_out_older_wishes(self):
        wish(9, ago=200)

        assert missing.found(DAYS).wards == ()

    def test_shows_words_that_many_searched_for(self):
        SearchedInVain.objects.create(digest="a", words="yurts", days=4, last_day=NOON.date())
        SearchedInVain.objects.create(digest="b", days=2, last_day=NOON.date())

        assert missing.found(DAYS).searched == (("yurts", 4),)


def owed(count, *, hours, took=None, ago=10):
    """People who were to be answered within some hours, and how many hours it took."""
    session = SessionFactory()
    for number in range(count):
        at = NOON - ago * DAY
        key = f"{session.pk} {number} {hours} {took} {ago}"
        SignUp.objects.create(
            person=person(f"N {key}", f"{abs(hash(key))}@example.test"),
            session=session,
            status=Status.HELD if took else Status.REQUESTED,
            route_lookup=key,
            folded_name=key,
            asked_at=at,
            answer_by=at + hours * HOUR,
            answered_at=at + took * HOUR if took else None,
        )


class TestReplies:
    def test_counts_answers_that_came_in_time(self):
        owed(9, hours=24, took=20)
        owed(3, hours=24, took=30)
        owed(3, hours=24)

        found = replies.kept(DAYS, at=NOON)

        assert found.share == 67
        assert (found.months[-1].first, found.months[-1].due, found.months[-1].share) == (date(2026, 11, 1), 15, 67)
        assert dict(found.within) == {1: 67, 2: 67, 3: 67}

    def test_what_may_still_come_in_time_is_not_counted(self):
        owed(10, hours=24, took=20)
        owed(10, hours=24 * 14)

        assert replies.kept(DAYS, at=NOON).share == 100

    def test_a_few_are_no_share(self):
        owed(7, hours=24, took=20)

        assert replies.kept(DAYS, at=NOON).share is None

    def test_months_are_the_last_six(self):
        months = [month.first for month in replies.kept(DAYS, at=NOON).months]

        assert (months[0], months[-1], len(months)) == (date(2026, 6, 1), date(2026, 11, 1), 6)


class TestPage:
    @pytest.fixture(autouse=True)
    def forgets(self):
        cache.clear()
        yield
        cache.clear()

    def test_an_empty_hub_says_so(self):
        drawn = page.page(page.figures(DAYS, ward="", organisation_id=None, at=NOON))

        assert len(drawn.sentences) == 3
        assert all("Too few" in words for words in drawn.sentences)
        assert (drawn.wards, drawn.searched, drawn.drop) == (None, None, "")
        assert (drawn.funnel, drawn.heat, drawn.line) == (None, None, None)

    def test_a_few_are_no_share_and_no_loss(self, town):
        for _number in range(7):
            town.ask(Answer.YES_KEEP, signs_up=True, visits=2)

        drawn = page.page(page.figures(DAYS, ward="", organisation_id=None, at=NOON))

        assert drawn.sentences[0] == "Too few people have been asked yet to say where it leads."
        assert [(row.words, row.beside) for row in drawn.funnel.rows] == [("5", "–")] * 5
        assert drawn.drop == ""

    def test_two_in_three_are_not_nearly_everybody(self, town):
        for _number in range(10):
            town.ask(Answer.YES_REFER, signs_up=True, visits=1)
        for _number in range(5):
            town.ask(Answer.NO)

        drawn = page.page(page.figures(DAYS, ward="", organisation_id=None, at=NOON))

        assert drawn.sentences[0] == "7 in 10 people we asked have been to something."

    def test_nearly_all_replies_are_not_all(self):
        owed(24, hours=24, took=20)
        owed(1, hours=24, took=30)

        drawn = page.page(page.figures(DAYS, ward="", organisation_id=None, at=NOON))

        assert drawn.sentences[2] == "All or nearly all replies came in time."

    def test_hardly_any_replies_are_not_none(self):
        owed(1, hours=24, took=20)
        owed(24, hours=24, took=30)

        drawn = page.page(page.figures(DAYS, ward="", organisation_id=None, at=NOON))

        assert drawn.sentences[2] == "Few replies or none came in time."

    def test_says_three_sentences(self, town):
        for _number in range(16):
            town.ask(Answer.NO)
        for _number in range(9):
            town.ask(Answer.YES_REFER, signs_up=True, visits=1)
        wish(9, ward=1, slots=EVENINGS)
        owed(18, hours=24, took=20)
        owed(5, hours=24, took=30)

        drawn = page.page(page.figures(DAYS, ward="", organisation_id=None, at=NOON))

        assert drawn.sentences == (
            "1 in 2 people we asked have been to something.",
            f"Weekday evenings are the biggest gap, most of all in {WARDS[1][1]}.",
            "8 in 10 replies came in time.",
        )

    def test_the_file_holds_the_same_hidden_numbers(self, town):
        for _number in range(3):
            town.ask(Answer.YES_KEEP)
        SearchedInVain.objects.create(digest="a", words="=cmd", days=4, last_day=NOON.date())

        rows = list(
            csv.reader(StringIO(tables.as_csv(page.figures(DAYS, ward="", organisation_id=None, at=NOON), DAYS)))
        )

        assert ["From being asked to coming back", "Were asked", "<5", ""] in rows
        assert ["Searched for, and not found", "'=cmd", "4", ""] in rows

    def test_draws_for_managers_with_what_was_chosen(self):
        stage = stages.build()
        client = stage.client("max")

        answer = client.get(reverse("insight"), {"days": "month", "ward": WARDS[0][0], "who": "ours"})
        odd = client.get(reverse("insight"), {"days": "century", "ward": "Narnia", "who": "everyone"})

        assert (answer.status_code, odd.status_code) == (200, 200)
        assert answer.context["scope"] == Scope(WARDS[0][1], "Library")
        assert odd.context["scope"] == Scope()
        assert odd.context["days"].first == period.of("quarter", at=stage.at).first

    def test_asks_a_bounded_number_of_queries(self, django_assert_max_num_queries):
        client = stages.build().client("max")
        client.get(reverse("insight"), {"days": "month"})
        cache.clear()

        with django_assert_max_num_queries(40):
            client.get(reverse("insight"))
