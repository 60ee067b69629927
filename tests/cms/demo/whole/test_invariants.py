"""Over every row of the demo place: what the services would never write stands nowhere, whoever wrote it."""

from collections import Counter

import pytest
from django.db.models import Count, F, Q

from hub.audit.models import Entry
from hub.consent.models import Consent, Purpose
from hub.people.models import ContactRoute, NameGram, Person, Reach
from matching.frontline.models import Answer, Ask, AskLimit, Contact, Referral
from matching.frontline.models import Status as Standing
from opportunities.models import LIVE, TAKES_A_PLACE, Attendance, Session, SignUp, Status, UnmetWish
from tests.cms.demo.whole import conftest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]

RESIDENTS = Person.objects.filter(user__memberships=None, erased_at=None)


def test_there_are_fifteen_hundred_residents_with_a_name_and_a_way_to_reach_them():
    assert RESIDENTS.count() == conftest.RESIDENTS
    assert not RESIDENTS.filter(first_name="").exists()
    with_one = ContactRoute.objects.filter(preferred=True).values("person")
    assert not RESIDENTS.exclude(pk__in=with_one).exists()
    assert not RESIDENTS.exclude(pk__in=NameGram.objects.values("person")).exists()


class TestPlaces:
    def test_no_date_has_more_people_than_places(self):
        assert not Session.objects.filter(places__isnull=False, taken__gt=F("places")).exists()

    def test_each_date_counts_who_really_has_a_place(self):
        counted = Session.objects.annotate(really=Count("sign_ups", filter=Q(sign_ups__status__in=TAKES_A_PLACE)))

        assert [(s.pk, s.taken, s.really) for s in counted if s.taken != s.really] == []

    def test_nobody_said_yes_before_it_was_on_show_or_after_it_began(self, place):
        early = SignUp.objects.filter(asked_at__lt=F("session__opportunity__published_at"))
        late = SignUp.objects.filter(
            session__starts_at__isnull=False, session__rule="", asked_at__gte=F("session__starts_at")
        )

        assert not early.exists()
        assert not late.exists()
        assert not SignUp.objects.filter(asked_at__gt=place).exists()

    def test_what_is_over_is_settled_and_what_is_to_come_is_open(self, place):
        over = SignUp.objects.filter(session__ends_at__lt=place, session__rule="")
        coming = SignUp.objects.filter(session__starts_at__gt=place)

        settled = {Status.ATTENDED, Status.MISSED, Status.CANCELLED, Status.DECLINED}
        # An organiser may forget to note who came; few do.
        assert over.exclude(status__in=settled).count() <= 3
        assert not coming.filter(status__in=(Status.ATTENDED, Status.MISSED)).exists()

    def test_nobody_has_two_live_places_on_one_date(self):
        twice = (
            SignUp.objects.filter(status__in=LIVE).values("person", "session").annotate(n=Count("pk")).filter(n__gt=1)
        )

        assert not twice.exists()

    def test_who_came_is_noted_once_after_it_began_and_matches_their_place(self, place):
        wrong = Attendance.objects.filter(sign_up__session__rule="").exclude(
            Q(came=True, sign_up__status=Status.ATTENDED) | Q(came=False, sign_up__status=Status.MISSED)
        )

        assert not wrong.exists()
        assert not Attendance.objects.filter(noted_at__lt=F("sign_up__session__starts_at")).exists()
        assert not Attendance.objects.filter(noted_at__gt=place).exists()
        one_date = SignUp.objects.filter(status__in=(Status.ATTENDED, Status.MISSED))
        assert not one_date.exclude(pk__in=Attendance.objects.values("sign_up")).exists()

    def test_an_answer_that_somebody_waits_for_has_a_day(self):
        assert not SignUp.objects.filter(status=Status.REQUESTED, answer_by=None).exists()


class TestAgreements:
    def test_every_place_rests_on_an_agreement_given_by_then(self):
        agreed = {}
        for person, to, at in Consent.objects.filter(purpose=Purpose.PASS_ON).values_list("person", "recipient", "at"):
            agreed.setdefault((person, to), []).append(at)
        rows = SignUp.objects.values_list("person", "session__opportunity__organisation", "asked_at")

        assert [row for row in rows if not any(at <= row[2] for at in agreed.get(row[:2], []))] == []

    def test_every_referral_rests_on_an_agreement_given_by_then(self):
        for referral in Referral.objects.filter(sent_at__isnull=False):
            assert Consent.objects.filter(
                person=referral.person_id,
                purpose=Purpose.PASS_ON,
                recipient=referral.organisation_id,
                at__lte=referral.sent_at,
            ).exists()

    def test_whoever_talked_with_a_service_and_is_kept_agreed_to_that(self):
        kept = Consent.objects.filter(purpose=Purpose.KEEP_RECORD).values("person")
        without = Contact.objects.filter(person__user=None).exclude(person__in=kept)

        assert not without.exists()

    def test_a_referral_that_ended_shows_the_organisation_nothing(self, place):
        live = set(Reach.objects.live(at=place).filter(why="referral").values_list("subject", flat=True))
        ended = {str(pk) for pk in Referral.objects.filter(ended_at__isnull=False).values_list("pk", flat=True)}

        assert live & ended == set()

    def test_no_organisation_sees_somebody_for_a_place_that_was_called_off_or_declined(self):
        over = SignUp.objects.filter(status__in=(Status.CANCELLED, Status.DECLINED)).values_list("pk", flat=True)
        open_ = set(Reach.objects.filter(why="sign_up", ended_at=None).values_list("subject", flat=True))

        assert open_ & {str(pk) for pk in over} == set()


class TestAsks:
    def test_say_that_it_changes_nothing_and_have_an_answer_but_one(self):
        assert not Ask.objects.filter(raised_by="worker", no_effect_said=False).exists()
        assert Ask.objects.filter(answer="").count() == 1

    def test_whoever_said_never_is_never_asked_again(self):
        for asking in AskLimit.objects.filter(never_since__isnull=False):
            assert not Ask.objects.filter(person=asking.person_id, asked_at__gt=asking.never_since).exists()
        said = Ask.objects.filter(answer=Answer.DO_NOT_ASK).values("person")
        assert AskLimit.objects.filter(person__in=said, never_since=None).count() == 0

    def test_a_referral_that_led_to_a_place_is_of_the_same_person_and_date(self):
        rows = Referral.objects.filter(sign_up__isnull=False).select_related("sign_up")

        assert all(row.sign_up.person_id == row.person_id for row in rows)
        assert all(row.sign_up.session_id == row.session_id for row in rows)

    def test_a_first_visit_was_noted_where_there_is_a_date(self):
        came = Referral.objects.filter(status=Standing.FIRST_ATTENDED, sign_up__session__rule="", sign_up__isnull=False)
        dated = came.filter(sign_up__session__starts_at__isnull=False)

        assert dated.count() > 20
        assert Counter(dated.filter(worker__isnull=False).values_list("sign_up__status", flat=True))[Status.MISSED] == 0

    def test_nothing_lies_in_the_future(self, place):
        for model, field in (
            (Ask, "asked_at"),
            (Contact, "at"),
            (Referral, "made_at"),
            (Referral, "answered_at"),
            (Entry, "at"),
        ):
            assert not model.objects.filter(**{f"{field}__gt": place}).exists(), (model, field)
        assert not UnmetWish.objects.filter(day__gt=place.date()).exists()


class TestTheLog:
    @pytest.mark.parametrize(
        ("event", "rows"),
        [
            ("sign_up.made", SignUp.objects.all()),
            ("ask.made", Ask.objects.filter(person__isnull=False)),
            ("referral.drafted", Referral.objects.all()),
            ("contact.made", Contact.objects.all()),
        ],
    )
    def test_each_deed_is_in_it(self, event, rows):
        logged = set(Entry.objects.filter(event=event).values_list("subject_id", flat=True))

        assert {str(pk) for pk in rows.values_list("pk", flat=True)} - logged == set()

    def test_each_visit_that_was_noted_is_in_it(self):
        noted = set(Entry.objects.filter(event="sign_up.attendance").values_list("subject_id", flat=True))

        assert {str(pk) for pk in Attendance.objects.values_list("sign_up", flat=True)} - noted == set()

    def test_holds_nobodys_name_or_words(self):
        for details in (
            Entry.objects.filter(person_id__isnull=False).exclude(details={}).values_list("details", flat=True)[:4000]
        ):
            assert all(isinstance(value, int | bool) or value is None or len(value) < 120 for value in details.values())
            assert not any("@" in str(value) for value in details.values())
