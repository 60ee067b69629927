"""Noting who came."""

import pytest
from django.test import Client
from django.urls import reverse

from hub.access.actors import NOBODY
from opportunities import private_links
from opportunities.attendance.services import attendance
from opportunities.models import Attendance, SignUp, Status
from opportunities.signups.services import signing_up
from tests import stage as stages
from tests.factories import DAY, HOUR, SessionFactory, yes

pytestmark = pytest.mark.django_db


class TestNoteAttendance:
    def test_is_refused_for_somebody_who_was_not_expected(self, noon):
        sign_up = signing_up.say_yes(SessionFactory(starts_at=noon + HOUR), yes(), by=NOBODY, at=noon)

        with pytest.raises(attendance.CannotNote):
            attendance.note_attendance(sign_up, came=True, by=NOBODY, at=noon + 2 * HOUR)

        assert not Attendance.objects.exists()

    @pytest.mark.parametrize("rule", ["", "FREQ=WEEKLY;BYDAY=MO"])
    def test_is_refused_before_the_date_has_begun(self, noon, rule):
        session = SessionFactory(starts_at=noon + HOUR, rule=rule, opportunity__at_once=True)
        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

        with pytest.raises(attendance.CannotNote):
            attendance.note_attendance(sign_up, came=False, by=NOBODY, at=noon + HOUR / 2)

        assert not Attendance.objects.exists()

    def test_can_be_put_right(self, noon):
        session = SessionFactory(starts_at=noon + HOUR, opportunity__at_once=True)
        sign_up = signing_up.say_yes(session, yes(), by=NOBODY, at=noon)

        attendance.note_attendance(sign_up, came=False, by=NOBODY, at=noon + HOUR)
        attendance.note_attendance(sign_up, came=True, by=NOBODY, at=noon + DAY)

        assert sign_up.status == Status.ATTENDED
        assert Attendance.objects.get().came is True


class TestCame:
    @pytest.mark.parametrize("came", ["", "maybe", "on"])
    def test_takes_nothing_for_no_but_no(self, came):
        stage = stages.build()
        sign_up = stage.sign_ups["held"]
        type(stage.session).objects.filter(pk=stage.session.pk).update(
            starts_at=stage.at - HOUR, ends_at=stage.at + HOUR, next_at=stage.at - HOUR
        )
        address = reverse("manage:came", args=[stage.larder.slug, sign_up.pk])

        answer = stage.client("col").post(address, {"came": came}, follow=True)

        assert SignUp.objects.get(pk=sign_up.pk).status == Status.HELD
        assert "Say whether they came." in answer.content.decode()


class TestAnswerByLink:
    def test_declines_nobody_without_an_answer(self):
        stage = stages.build()
        sign_up = stage.sign_ups["requested"]
        organiser = stage.users["col"].person
        browser = Client()
        browser.get(reverse("private_link", args=[private_links.answer_token(organiser, sign_up, at=stage.at)]))

        answer = browser.post(reverse("answer", args=[sign_up.pk]), {"words": "Next time.", "answer": "perhaps"})

        assert "Choose your answer." in answer.content.decode()
        assert SignUp.objects.get(pk=sign_up.pk).status == Status.REQUESTED
