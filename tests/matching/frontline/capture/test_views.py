"""The capture page: what is ticked and what is pressed must agree, and what it does not ask about stays as it was."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import SYSTEM
from hub.consent.models import Consent, Purpose
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people import reading
from hub.people.models import Channel, Person
from hub.taxonomy.codes import Activity, Cause, Ease, Skill, Slot
from matching.frontline.asks.services import asks
from matching.frontline.models import Ask, Capture, Contact, Referral
from matching.preferences.models import Preference
from matching.preferences.services import saving
from opportunities.models import Opportunity, Session, State
from opportunities.models import Status as Place
from organisations.models import Membership
from tests.factories import DAY, SessionFactory, actor, person

pytestmark = pytest.mark.django_db

SAID = {
    "unsorted": "nothing",
    "no_effect": "on",
    "first_name": "Pat",
    "keep": "on",
    "kind": "text",
    "route": "07700 900160",
}


@pytest.fixture
def bev(stage):
    return stage.client("bev")


def send(bev, stage, do, **fields):
    """Press a button of the capture of somebody not known yet."""
    return bev.post(stage.urls["frontline:capture"], SAID | {"do": do} | fields, follow=True)


def choice(stage):
    return {f"choice_{stage.opportunity.pk}": "yes", "agree": str(stage.larder.pk)}


def known(bev, stage):
    """Open a capture of Joan, whom the service knows; return its address."""
    bev.post(reverse("frontline:capture_of", args=[stage.people["joan"].pk]), {"way": "counter"})
    return reverse("frontline:capture", args=[Capture.objects.get(person=stage.people["joan"]).pk])


class TestTheEnd:
    def test_passes_on_and_keeps_what_was_agreed(self, bev, stage):
        send(bev, stage, "pass_on", may_contact="on", **choice(stage))

        person = Referral.objects.get(person__first_name="Pat").person
        purposes = Consent.objects.filter(person=person).values_list("purpose", flat=True)
        assert set(purposes) == {Purpose.KEEP_RECORD, Purpose.CONTACT_ME, Purpose.PASS_ON}

    def test_without_the_word_that_it_changes_nothing_says_so_at_its_field(self, bev, stage):
        answer = send(bev, stage, "pass_on", no_effect="", **choice(stage))

        assert answer.context["form"].errors["no_effect"]
        assert not Referral.objects.filter(person__first_name="Pat").exists()

    def test_a_slip_is_an_ask_too_and_needs_the_same_word(self, bev, stage):
        answer = send(bev, stage, "slip", no_effect="", **{f"choice_{stage.opportunity.pk}": "maybe"})

        assert answer.context["form"].errors["no_effect"]

    def test_a_gate_that_is_not_open_says_so_beside_its_question(self, bev, stage):
        answer = send(bev, stage, "pass_on", unsorted="something", **choice(stage))

        assert answer.context["form"].errors["unsorted"]
        assert not Referral.objects.filter(person__first_name="Pat").exists()

    @pytest.mark.parametrize(
        ("do", "ticked"), [("pass_on", "not_now"), ("pass_on", "no"), ("keep", "yes_refer"), ("slip", "yes_refer")]
    )
    def test_what_is_ticked_and_pressed_must_agree(self, bev, stage, do, ticked):
        answer = send(bev, stage, do, answer=ticked, **choice(stage))

        assert answer.context["form"].errors["answer"]
        assert not Ask.objects.filter(person__first_name="Pat").exists()
        assert not Referral.objects.filter(person__first_name="Pat").exists()

    @pytest.mark.parametrize("field", ["owed_what", "owed_owner", "owed_due"])
    def test_wants_all_of_what_is_owed_or_none_of_it(self, bev, stage, field):
        typed = {"owed_what": "Lift", "owed_owner": "Dev", "owed_due": "2026-12-12"}[field]
        answer = send(bev, stage, "keep", **{field: typed})

        assert len({"owed_what", "owed_owner", "owed_due"} & set(answer.context["form"].errors)) == 2

    def test_names_what_was_not_passed_on(self, bev, stage):
        home = stage.larder.opportunities.get(title="Ring someone")
        home.organisation = stage.other
        home.save()

        answer = send(bev, stage, "pass_on", **choice(stage), **{f"choice_{home.pk}": "yes"})

        assert "Not passed on, since they did not agree: Ring someone." in answer.content.decode()

    def test_of_somebody_not_kept_says_that_nothing_was_kept(self, bev, stage):
        answer = send(bev, stage, "else", keep="", because="Asked about bins.")

        assert "Nothing was kept of them" in answer.content.decode()
        assert not Contact.objects.filter(person__first_name="Pat").exists()

    def test_what_somebody_wants_to_think_about_stands_on_the_slip(self, bev, stage):
        answer = send(bev, stage, "slip", **{f"choice_{stage.opportunity.pk}": "maybe"})

        assert "We haven’t passed this on." in answer.content.decode()


class TestSomebodyKnown:
    def test_keeps_what_the_page_does_not_ask_about(self, bev, stage):
        joan, at = stage.people["joan"], timezone.now()
        before = saving.Said(
            words="Choirs.",
            causes=frozenset({Cause.ARTS}),
            skills=frozenset({next(iter(Skill))}),
            activities=frozenset({Activity.INTERPRET, Activity.TALK}),
            ease=frozenset({Ease.LARGE_PRINT}),
            often="hours_monthly",
            anything="Ring the bell twice.",
        )
        saving.save(joan, before, by=actor(Membership.objects.get(user=stage.users["bev"])), at=at)

        bev.post(
            known(bev, stage),
            {"do": "keep", "unsorted": "nothing", "first_name": "Joan", "words": "Bingo.", "activities": "cook"},
        )

        kept = Preference.objects.get(person=joan)
        assert kept.words == "Bingo."
        assert kept.activities == {Activity.COOK, Activity.INTERPRET}
        assert (kept.causes, kept.skills, kept.ease) == (before.causes, before.skills, before.ease)
        assert (kept.often, kept.anything) == ("hours_monthly", "Ring the bell twice.")

    def test_is_not_offered_what_they_were_passed_on_for(self, bev, stage):
        answer = bev.get(known(bev, stage))

        assert stage.opportunity.title not in [match.title for match in answer.context["board"].matches]


def test_a_place_on_the_list_is_told_as_that(bev, stage):
    Session.objects.filter(opportunity=stage.opportunity).update(places=1, taken=1)
    col = stage.client("col")
    session = stage.session

    answer = col.post(stage.urls["manage:referral"], {"do": "accept", "session": str(session.pk)}, follow=True)

    referral = Referral.objects.get(pk=stage.referral.pk)
    assert referral.sign_up.status == Place.WAITING
    assert "They’re on your list." in answer.content.decode()
    outbox.run(at=timezone.localtime().replace(hour=12, minute=0) + DAY)  # after quiet hours
    told = Message.objects.get(person=referral.person, notice="welcomed")
    assert "on the list" in told.words and "says yes" not in told.words
    worker = Message.objects.get(person=referral.worker.person, notice="referral_moved")
    assert "put them on its list" in worker.words
    assert "On their waiting list." in bev.get(reverse("frontline:home")).content.decode()


def test_a_link_to_all_of_ones_pages_opens_each_yes(client, stage):
    joan = stage.people["joan"]
    col = stage.client("col")
    col.post(stage.urls["manage:referral"], {"do": "accept", "session": str(stage.session.pk)})
    token = saving.own_token(joan, at=timezone.now())
    client.get(reverse("private_link", args=[token]))
    sign_up = Referral.objects.get(pk=stage.referral.pk).sign_up

    assert client.get(reverse("sign_ups")).status_code == 200
    assert client.get(sign_up.get_absolute_url()).status_code == 200
    client.post(reverse("sign_up_call_off", args=[sign_up.pk]))
    sign_up.refresh_from_db()
    assert sign_up.status == Place.CANCELLED


def test_where_nothing_was_said_nothing_is_said_to_fit(bev, stage):
    answer = send(bev, stage, "")

    assert answer.context["board"].matches
    assert " to talk about" in answer.context["board"].heading
    assert "It fits." not in answer.content.decode()


def test_where_nothing_fits_it_shows_what_would_and_what_is_otherwise_about_it(bev, stage):
    Opportunity.objects.exclude(pk=stage.opportunity.pk).update(state=State.CLOSED)
    Session.objects.filter(opportunity=stage.opportunity).update(slots=frozenset({Slot.TUE_EVENING}))

    answer = send(bev, stage, "", slots=[str(Slot.SUN_MORNING.value)])

    board = answer.context["board"]
    assert board.heading == "Nothing fits just yet. This would, but for one thing"
    (match,) = board.matches
    assert match.title == stage.opportunity.title
    assert (match.strip_head, match.strip) == ("But:", "It is not on when they are free.")
    assert "It fits." not in answer.content.decode()


@pytest.mark.parametrize(("place", "is_said"), [("Newport", True), ("near the market", True), ("SW18", False)])
def test_matches_that_ignore_the_place_say_so_beside_them(bev, stage, place, is_said):
    sent = {"words": "Cooking", "place": place, "do": "match"}
    page = bev.post(stage.urls["frontline:capture"], sent).content.decode()
    beside = bev.post(stage.urls["frontline:capture"], sent, headers={"HX-Request": "true"}).content.decode()

    said = "These do not look at where they live."
    assert [said in page, said in beside] == [is_said, is_said]


def test_a_check_stands_in_the_yes_to_a_referral(stage):
    Opportunity.objects.filter(pk=stage.opportunity.pk).update(checks="basic", checks_weeks=6)
    Session.objects.filter(pk=stage.session.pk).update(places=None)

    stage.client("col").post(stage.urls["manage:referral"], {"do": "accept", "session": str(stage.session.pk)})

    referral = Referral.objects.get(pk=stage.referral.pk)
    outbox.run(at=timezone.localtime().replace(hour=12, minute=0) + DAY)  # after quiet hours
    told = Message.objects.get(person=referral.person, notice="welcomed")
    assert "A safety check comes first. It takes about 6 weeks." in told.words
    assert "come along" not in told.words


@pytest.mark.parametrize(
    ("fields", "is_open"),
    [
        ({}, False),
        ({"answer": "yes_keep"}, True),
        ({"answer": "no"}, False),
        ({"keep": "on"}, True),
        ({"choice_1": "yes"}, True),
        ({"choice_1": "maybe"}, False),
    ],
)
def test_how_to_reach_somebody_is_folded_away_until_a_yes_needs_it(bev, stage, fields, is_open):
    answer = bev.post(stage.urls["frontline:capture"], {"do": "match"} | fields)

    assert answer.context["folds"]["reach"].is_open is is_open


def test_what_is_missing_in_a_fold_opens_it(bev, stage):
    answer = send(bev, stage, "keep", route="")

    assert answer.context["form"].errors["route"]
    assert answer.context["folds"]["reach"].is_open


class TestAnotherLanguage:
    POLISH = "Lubię gotować i chciałabym pomagać ludziom w kuchni, ale nie wieczorem."

    def test_finding_somebody_who_speaks_it_becomes_a_task_with_a_name_and_a_day(self, bev, stage):
        answer = bev.post(stage.urls["frontline:capture"], {"words": self.POLISH, "do": "speaker"})

        form = answer.context["form"]
        assert form["owed_what"].value() == "Find somebody who speaks Polish"
        assert form["owed_owner"].value() == "Bev"
        assert form["owed_due"].value()
        assert "Check first." in answer.content.decode()  # nobody is asked before somebody understands them

    def test_a_task_that_stands_there_stays(self, bev, stage):
        answer = bev.post(
            stage.urls["frontline:capture"], {"words": self.POLISH, "owed_what": "Mend the lift", "do": "speaker"}
        )

        assert answer.context["form"]["owed_what"].value() == "Mend the lift"


class TestSomebodyWhoSaidNever:
    """They said so elsewhere; a blank capture meets it before anything is kept."""

    @pytest.fixture(autouse=True)
    def refused(self, stage):
        pat = person("Pat", reading.phone("07700 900160"), Channel.TEXT)
        asks.never_again(pat, by=SYSTEM, at=timezone.now())

    @pytest.mark.parametrize("number", ["07700 900160", "+44 7700 900160", "0044-7700-900160"])
    @pytest.mark.parametrize("kind", ["text", "phone"])
    def test_is_not_now_as_it_is_typed_and_nothing_of_it_is_kept(self, bev, stage, number, kind):
        before = Person.objects.count()
        typed = {"route": number, "kind": kind}

        shown = bev.post(stage.urls["frontline:capture"], SAID | typed | {"do": "match"})
        answer = send(bev, stage, "pass_on", **typed, **choice(stage))

        assert "They said not to ask them again." in shown.content.decode()
        assert not Referral.objects.filter(person__first_name="Pat").exists()
        assert Person.objects.count() == before
        assert answer.context["form"].errors or answer.context["found"]  # "is it one of these?" comes first

    def test_is_not_passed_on_as_somebody_else_by_the_same_name(self, bev, stage):
        before = Person.objects.count()

        answer = send(bev, stage, "pass_on", somebody_else="1", did="pass_on", **choice(stage))

        assert answer.context["form"].errors
        assert Person.objects.count() == before

    def test_is_no_bar_to_somebody_else_at_that_number(self, bev, stage):
        shown = bev.post(stage.urls["frontline:capture"], SAID | {"first_name": "Robin", "do": "match"})
        send(bev, stage, "pass_on", first_name="Robin", **choice(stage))

        assert "Somebody at this number or address asked not to be asked." in shown.content.decode()
        assert Referral.objects.filter(person__first_name="Robin").exists()


def test_who_is_not_kept_and_says_never_is_met_as_that_next_time(bev, stage):
    before = Person.objects.count()
    send(bev, stage, "slip", keep="", answer="do_not_ask", **{f"choice_{stage.opportunity.pk}": "maybe"})

    assert Person.objects.count() == before
    again = bev.post(reverse("frontline:begin"), {"way": "counter"}, follow=True)
    shown = bev.post(again.request["PATH_INFO"], SAID | {"do": "match"})  # by the same name and number
    assert "They said not to ask them again." in shown.content.decode()


class TestSomebodyKnownAlready:
    """Met at the end, before anybody is kept twice."""

    @pytest.fixture(autouse=True)
    def pat(self):
        return person("Pat", reading.phone("07700 900160"), Channel.TEXT, surname="Okoro")

    def test_is_asked_about_and_nothing_is_kept_yet(self, bev, stage):
        before = Person.objects.count()

        answer = send(bev, stage, "keep", route="+44 7700 900160", kind="phone")

        assert [one.name for one in answer.context["found"]] == ["Pat O"]
        assert Person.objects.count() == before
        assert "07700" not in answer.content.decode().partition('id="found"')[2].partition("</div>")[0]

    def test_who_it_is_has_it_kept_in_the_record_they_have(self, bev, stage, pat):
        before = Person.objects.count()
        send(bev, stage, "keep", them=str(pat.pk))
        send(bev, stage, "keep")

        assert Person.objects.count() == before
        assert Contact.objects.filter(person=pat, outcome="kept").exists()

    def test_somebody_else_is_kept_beside_them(self, bev, stage, pat):
        before = Person.objects.filter(first_name="Pat").count()
        send(bev, stage, "keep", somebody_else="1", did="keep")

        assert Person.objects.filter(first_name="Pat").count() == before + 1

    def test_nobody_is_reached_by_the_number_of_their_record_alone(self, bev, stage):
        joan = stage.people["joan"]

        send(bev, stage, "keep", them=str(joan.pk))

        assert not Capture.objects.filter(person=joan).exists()


def test_a_worker_may_ask_for_more_than_the_first_three(bev, stage):
    for number in range(7):
        SessionFactory(
            opportunity__title=f"Dig bed {number}",
            opportunity__activities=[Activity.GARDEN],
            starts_at=timezone.now() + DAY,
        )
    said = {"words": "I love gardening.", "place": "SW18 3NP"}

    first = bev.post(stage.urls["frontline:capture"], said)
    more = bev.post(stage.urls["frontline:capture"], said | {"more": "1"})

    assert (len(first.context["board"].matches), first.context["board"].has_more) == (3, True)
    assert (len(more.context["board"].matches), more.context["board"].has_more) == (6, False)
    assert 'name="more" value="1" autocomplete' in more.content.decode()  # stays with what is typed next
