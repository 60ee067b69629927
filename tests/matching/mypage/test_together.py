"""Company: two who both wish for it are each asked alone, hear a name only after both said yes, and a no is told to nobody."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY, SYSTEM
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.messaging import outbox
from hub.people import retention as people
from matching.frontline.models import AskLimit
from matching.mypage.services import companions
from matching.preferences.models import Exclusion
from matching.suggestions.models import CompanionAnswer, CompanionMatch
from matching.suggestions.services import everyone as nightly
from opportunities.models import Opportunity, SignUp, State, Status
from tests.factories import DAY, UserFactory, person
from tests.matching.suggestions.things import cook, thing

pytestmark = pytest.mark.django_db

NIGHT = timedelta(hours=15)


@pytest.fixture(autouse=True)
def lists(tmp_path, settings):
    settings.MATCH_LISTS_DIR = tmp_path


def wisher(name, at, agreed=True):
    who = person(name, f"{name.lower()}@example.test", at=at)
    cook(at, who=who)
    if agreed:
        consents.give(who, Purpose.BRING_COMPANY, wording=wordings.COMPANY, by=NOBODY, at=at)
    return who


def pairs(at):
    nightly.go_on(at=at + NIGHT)
    companions.pair(at=at + DAY)
    return [{row.one.first_name, row.other.first_name} for row in CompanionMatch.objects.all()]


class TestWhoIsPutTogether:
    def test_are_two_who_wish_for_it_and_would_like_the_same(self, noon):
        thing("Supper")
        for name in ("Ama", "Bo"):
            wisher(name, noon)
        wisher("Cy", noon, agreed=False)

        assert pairs(noon) == [{"Ama", "Bo"}]
        assert CompanionMatch.objects.get().opportunity.title == "Supper"

    def test_are_nobody_twice(self, noon):
        thing("Supper")
        thing("Lunch")
        for name in ("Ama", "Bo", "Cy", "Di", "Ed"):
            wisher(name, noon)

        found = pairs(noon)

        assert len(found) == 2
        assert not found[0] & found[1]

    @pytest.mark.parametrize(
        "change",
        [
            lambda ama, supper, at: supper.sessions.update(places=1),
            lambda ama, supper, at: Opportunity.objects.update(state=State.CLOSED),
            lambda ama, supper, at: AskLimit.objects.create(person=ama, never_since=at),
            lambda ama, supper, at: Exclusion.objects.create(person=ama, opportunity=supper, because="not_them", at=at),
            lambda ama, supper, at: ama.preference.delete(),
            lambda ama, supper, at: AskLimit.objects.create(person=ama, flagged_until=at + 9 * DAY),
            lambda ama, supper, at: consents.withdraw(ama, Purpose.BRING_COMPANY, by=NOBODY, at=at),
            lambda ama, supper, at: SignUp.objects.create(
                person=ama,
                session=supper.sessions.get(),
                status=Status.HELD,
                route_lookup="",
                folded_name="",
                asked_at=at,
            ),
        ],
        ids=["one place", "closed", "never", "ruled out", "not kept", "worrying", "taken back", "goes already"],
    )
    def test_are_not_those_for_whom_it_is_nothing(self, noon, change):
        supper = thing("Supper")
        ama = wisher("Ama", noon)
        wisher("Bo", noon)
        nightly.go_on(at=noon + NIGHT)
        change(ama, supper, noon + NIGHT)

        assert companions.pair(at=noon + DAY) == 0

    def test_are_left_in_peace_for_four_weeks(self, noon):
        thing("Supper").sessions.update(next_at=noon + 60 * DAY)
        thing("Lunch").sessions.update(next_at=noon + 60 * DAY)
        for name in ("Ama", "Bo"):
            wisher(name, noon)
        nightly.go_on(at=noon + NIGHT)

        assert [companions.pair(at=noon + DAY * days) for days in (1, 2, 28, 30)] == [1, 0, 0, 1]
        assert CompanionMatch.objects.values("opportunity").distinct().count() == 2

    def test_are_always_two(self, noon):
        ama = wisher("Ama", noon)

        with pytest.raises(IntegrityError), transaction.atomic():
            CompanionMatch.objects.create(opportunity=thing("Supper"), one=ama, other=ama, at=noon)


@pytest.fixture
def two(noon):
    thing("Supper")
    both = [wisher(name, noon) for name in ("Ama", "Bo")]
    assert pairs(noon) == [{"Ama", "Bo"}]
    outbox.run(at=noon + DAY)
    return both


def say(who, said, at):
    companions.say(CompanionMatch.objects.get(), who, said, by=SYSTEM, at=at)
    outbox.run(at=at)


class TestWhatIsSaid:
    def test_asks_each_alone_without_a_name(self, two):
        letters = {letter.to[0]: letter.subject + letter.body for letter in mail.outbox}
        assert set(letters) == {"ama@example.test", "bo@example.test"}
        assert "Supper" in letters["ama@example.test"]
        assert "Bo" not in letters["ama@example.test"]

    def test_names_each_to_the_other_once_both_said_yes(self, noon, two):
        mail.outbox.clear()
        say(two[0], CompanionAnswer.YES, noon + 2 * DAY)
        assert mail.outbox == []

        say(two[1], CompanionAnswer.YES, noon + 3 * DAY)

        letters = {letter.to[0]: letter.body for letter in mail.outbox}
        assert "Bo would like to go to “Supper” with you" in letters["ama@example.test"]
        assert "Ama would like to go to “Supper” with you" in letters["bo@example.test"]

    def test_tells_nobody_of_a_no(self, noon, two):
        mail.outbox.clear()
        say(two[0], CompanionAnswer.NO, noon + 2 * DAY)
        say(two[1], CompanionAnswer.YES, noon + 3 * DAY)

        assert mail.outbox == []
        waiting, found = companions.own(two[1].pk, at=noon + 3 * DAY)
        assert (len(waiting), len(found)) == (1, 0)

    def test_names_nobody_who_took_it_back(self, noon, two):
        mail.outbox.clear()
        say(two[0], CompanionAnswer.YES, noon + 2 * DAY)

        consents.withdraw(two[0], Purpose.BRING_COMPANY, by=NOBODY, at=noon + 2 * DAY)

        assert not CompanionMatch.objects.exists()

    def test_names_nobody_whose_agreement_ran_out(self, noon, two):
        say(two[0], CompanionAnswer.YES, noon + 2 * DAY)
        two[0].consents.update(until=noon + 2 * DAY)
        mail.outbox.clear()

        say(two[1], CompanionAnswer.YES, noon + 3 * DAY)

        assert mail.outbox == []
        assert companions.own(two[1].pk, at=noon + 3 * DAY) == ([], [])

    def test_is_said_once_and_in_two_weeks(self, noon, two):
        say(two[0], CompanionAnswer.YES, noon + 2 * DAY)

        with pytest.raises(companions.AlreadySaid):
            say(two[0], CompanionAnswer.NO, noon + 3 * DAY)
        with pytest.raises(companions.AlreadySaid):
            say(two[1], CompanionAnswer.YES, noon + 16 * DAY)

    def test_goes_with_the_person(self, noon, two):
        people.erase([two[0].pk], at=noon + 2 * DAY)

        assert not CompanionMatch.objects.exists()


class TestOnTheirPage:
    @pytest.fixture
    def row(self, client):
        at = timezone.now()
        supper = thing("Supper")
        supper.sessions.update(next_at=at + 8 * DAY, starts_at=at + 8 * DAY, ends_at=at + 9 * DAY)
        user, bo = UserFactory(), person("Bo", "bo@example.test", at=at)
        for who in (user.person, bo):
            consents.give(who, Purpose.BRING_COMPANY, wording=wordings.COMPANY, by=NOBODY, at=at)
        client.force_login(user)
        one, other = sorted((user.person, bo), key=lambda who: who.pk)
        return CompanionMatch.objects.create(opportunity=supper, one=one, other=other, at=at), bo

    def test_is_asked_answered_and_found(self, client, row):
        row, bo = row
        page = client.get(reverse("me")).content.decode()
        assert "Would you go to “Supper” with somebody?" in page
        assert ">Bo" not in page

        client.post(reverse("together", args=[row.pk]), {"said": "yes"})
        assert "We tell you once both of you have." in client.get(reverse("me")).content.decode()

        say(bo, CompanionAnswer.YES, timezone.now())
        assert "You and Bo: “Supper”" in client.get(reverse("me")).content.decode()

    def test_is_not_shown_once_it_has_closed(self, client, row):
        Opportunity.objects.update(state=State.CLOSED)

        assert "Supper" not in client.get(reverse("me")).content.decode()

    @pytest.mark.parametrize("said", ["", "maybe", "x" * 5000])
    def test_wants_a_yes_or_a_no(self, client, row, said):
        answer = client.post(reverse("together", args=[row[0].pk]), {"said": said}, follow=True)

        assert "Say yes or no." in answer.content.decode()
        row[0].refresh_from_db()
        assert (row[0].one_said, row[0].other_said) == ("", "")
