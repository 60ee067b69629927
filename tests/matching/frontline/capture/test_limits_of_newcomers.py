"""What the capture page promises about asking somebody again is stored, for somebody new too; where it cannot be, nothing is promised."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.design import times
from hub.people.models import Person
from matching.frontline.asks.services import gate
from matching.frontline.models import Ask, AskLimit, Capture, Contact

pytestmark = pytest.mark.django_db

NEW = {
    "unsorted": "nothing",
    "no_effect": "on",
    "first_name": "Zadie",
    "keep": "on",
    "kind": "phone",
    "route": "07700 900160",
}


@pytest.fixture
def bev(stage):
    return stage.client("bev")


@pytest.fixture
def joans(bev, stage):
    """The address of a capture of Joan, whom the service knows."""
    bev.post(reverse("frontline:capture_of", args=[stage.people["joan"].pk]), {"way": "counter"})
    return reverse("frontline:capture", args=[Capture.objects.get(person=stage.people["joan"]).pk])


def page(answer):
    return answer.content.decode()


def stop(bev, stage, **typed):
    """Press "Something worrying?" in the capture of somebody new, then "Stop the ask"."""
    card = bev.post(stage.urls["frontline:capture"], typed | {"do": "stop"}, follow=True)
    return page(card), page(bev.post(stage.urls["frontline:crisis_in"], follow=True))


class TestAnAnswer:
    @pytest.mark.parametrize("do", ["keep", "slip", "else"])
    @pytest.mark.parametrize(("answer", "days"), [("no", 28), ("not_now", 90)])
    def test_of_somebody_new_who_agreed_to_be_kept_holds_for_everybody(self, bev, stage, do, answer, days):
        bev.post(stage.urls["frontline:capture"], NEW | {"do": do, "answer": answer, "because": "Talked."})

        limit = AskLimit.objects.get(person__first_name="Zadie")
        assert limit.not_before is not None
        assert abs(limit.not_before - timezone.now() - timedelta(days=days)) < timedelta(minutes=5)

    @pytest.mark.parametrize("do", ["keep", "slip", "else"])
    def test_do_not_ask_of_somebody_new_shuts_the_gate(self, bev, stage, do):
        bev.post(stage.urls["frontline:capture"], NEW | {"do": do, "answer": "do_not_ask", "because": "Talked."})

        zadie = Person.objects.get(first_name="Zadie")
        verdict = gate.verdict(zadie, nothing_unsorted=True, owed=[], at=timezone.now())
        assert verdict.kind == gate.Kind.NOT_NOW
        assert Ask.objects.get(person=zadie).answer == "do_not_ask"

    def test_is_not_lost_when_something_else_is_written_down_of_somebody_known(self, bev, stage, joans):
        joan = stage.people["joan"]
        sent = {"do": "else", "because": "Told her of the lift.", "answer": "do_not_ask", "no_effect": "on"}

        bev.post(joans, sent)

        assert AskLimit.objects.get(person=joan).never_since is not None
        assert "Told her of the lift." in [contact.because for contact in Contact.objects.filter(person=joan)]

    def test_of_somebody_who_is_not_kept_promises_nothing(self, bev, stage):
        sent = NEW | {"do": "slip", "answer": "not_now", "keep": ""}

        answer = bev.post(stage.urls["frontline:capture"], sent, follow=True)

        assert not Person.objects.filter(first_name="Zadie").exists()
        assert "Nothing was kept of them" in page(answer)


class TestSomethingWorrying:
    def test_about_somebody_new_who_agreed_to_be_kept_stops_asks(self, bev, stage):
        until = times.date(timezone.now() + timedelta(days=90))

        card, home = stop(bev, stage, **NEW, words="I like gardening")

        zadie = Person.objects.get(first_name="Zadie")
        limit = AskLimit.objects.get(person=zadie)
        assert limit.flagged_until is not None
        assert limit.flagged_until > timezone.now() + timedelta(days=89)
        assert f"nobody asks them to take part before {until}" in card
        assert "their name and number stay" in card
        assert f"Nobody asks them before {until}" in home
        assert not hasattr(zadie, "preference")

    @pytest.mark.parametrize("missing", ["keep", "first_name", "route"])
    def test_about_somebody_new_who_is_not_on_record_promises_nothing(self, bev, stage, missing):
        card, home = stop(bev, stage, **(NEW | {missing: ""}))

        assert not Person.objects.filter(routes__value="+447700900160").exists()
        assert "cannot stop others from asking" in card
        assert "nobody asks" not in card.casefold()
        assert "nothing of it was kept" in home

    def test_about_somebody_known_names_the_day(self, bev, stage, joans):
        pk = Capture.objects.get(person=stage.people["joan"]).pk

        card = page(bev.get(reverse("frontline:crisis_in", args=[pk])))

        assert f"before {times.date(timezone.now() + timedelta(days=90))}" in card
        assert "their name and number stay" not in card


def test_not_now_on_ones_own_page_names_the_day_of_the_setting(stage, settings):
    settings.ASK_DAYS_AFTER_NOT_NOW = 30

    shown = page(stage.client("ama").get(stage.urls["ask_no"]))

    assert f"Nobody asks you before {times.date(timezone.now() + timedelta(days=30))}." in shown
