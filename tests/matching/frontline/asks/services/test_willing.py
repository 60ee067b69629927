"""People near who agreed to be asked: counted, asked through the hub, and never named before their own yes."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from cms.insight.selectors import asked, period
from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.consent import wordings
from hub.consent.models import Purpose, Wording
from hub.consent.services import consents
from hub.messaging import outbox
from hub.taxonomy.codes import Access, Activity, Ease, HowFar, Slot
from matching.frontline.asks import views as willing_page
from matching.frontline.asks.services import willing
from matching.frontline.models import Ask, AskLimit, AskRound, Contact, Owed, Way
from matching.preferences.models import Because, Exclusion, Preference
from matching.suggestions.models import Recommendation
from opportunities.models import Opportunity, State
from tests.factories import DAY, MembershipFactory, VenueFactory, actor, person
from tests.matching.suggestions.things import likes, thing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def col():
    """An organiser of a group with a hall in Earlsfield."""
    return MembershipFactory(role=Role.ORGANISER)


@pytest.fixture
def supper(col):
    group = col.organisation
    hall = VenueFactory(lat=51.4431, lon=-0.1887)
    return thing("Supper", organisation=group, venue=hall, access=[Access.SEATING])


def near(at, number, *, agreed=True, proven=True, **said):
    who = person(f"Near{number}", f"near{number}@example.test", at=at)
    who.routes.update(verified_at=at if proven else None)
    said = {"activities": frozenset({Activity.COOK}), "how_far": HowFar.ANYWHERE} | said
    kept = likes(at, who=who, **said)
    Preference.objects.filter(pk=kept.pk).update(lat=51.4451, lon=-0.1907)
    if agreed:
        consents.give(who, Purpose.CONTACT_ME, wording=wordings.CONTACT_ME, by=NOBODY, at=at)
    return who


def counted(opportunity, at):
    return len(willing.look(opportunity, at=at).people)


class TestTheCount:
    def test_is_of_people_near_whom_it_suits_and_who_agreed(self, noon, supper):
        near(noon, 1)
        near(noon, 2)
        near(noon, 3, agreed=False)
        near(noon, 4, activities=frozenset({Activity.GARDEN}))
        far = near(noon, 5)
        Preference.objects.filter(person=far).update(lat=53.4, lon=-2.2)

        assert counted(supper, noon) == 2

    @pytest.mark.parametrize(
        "because",
        [
            lambda who, at: AskLimit.objects.create(person=who, never_since=at),
            lambda who, at: AskLimit.objects.create(person=who, not_before=at + DAY),
            lambda who, at: AskLimit.objects.create(person=who, flagged_until=at + DAY),
            lambda who, at: Owed.objects.create(
                person=who, organisation=MembershipFactory().organisation, what="Ring", owner="Bev", due=at, noted_at=at
            ),
            lambda who, at: Contact.objects.create(
                person=who,
                organisation=MembershipFactory().organisation,
                way=Way.COUNTER,
                nothing_unsorted=False,
                at=at,
            ),
            lambda who, at: consents.withdraw(who, Purpose.CONTACT_ME, by=NOBODY, at=at),
            lambda who, at: Exclusion.objects.create(
                person=who, opportunity=Opportunity.objects.get(title="Supper"), because=Because.NOT_THEM, at=at
            ),
        ],
        ids=["never", "asked lately", "worrying", "owed", "unsorted", "taken back", "ruled out"],
    )
    def test_leaves_out_whom_nobody_should_ask(self, noon, supper, because):
        who = near(noon, 1)
        assert counted(supper, noon) == 1

        because(who, noon)

        assert counted(supper, noon) == 0

    def test_tells_what_keeps_others_off_filter_by_filter(self, noon, supper):
        near(noon, 1, slots=frozenset({Slot.MON_MORNING}))
        near(noon, 2, ease=frozenset({Ease.STEP_FREE}))
        near(noon, 3, ease=frozenset({Ease.STEP_FREE}), slots=frozenset({Slot.MON_MORNING}))
        near(noon, 4, activities=frozenset({Activity.GARDEN}), slots=frozenset({Slot.MON_MORNING}))

        looked = willing.look(supper, at=noon)

        assert (looked.people, looked.count) == ((), 0)
        assert looked.kept_off == {"time": 2, "access": 2}


class TestAsking:
    def test_goes_to_each_by_the_way_they_like_and_names_nobody_to_the_group(self, noon, supper, col):
        who = near(noon, 1)

        assert willing.ask(supper, words="We are short of cooks.", by=actor(col), at=noon) == 1
        outbox.run(at=noon)

        (letter,) = mail.outbox
        assert letter.to == ["near1@example.test"]
        assert "We are short of cooks." in letter.body
        assert supper.organisation.name in letter.subject
        ask = Ask.objects.get()
        assert (ask.person, ask.worker, ask.way, ask.organisation) == (who, None, "hub", supper.organisation)

    def test_claims_the_days_in_which_nobody_else_asks(self, noon, supper, col):
        who = near(noon, 1)

        willing.ask(supper, words="", by=actor(col), at=noon)

        assert AskLimit.objects.get(person=who).not_before == noon + 28 * DAY

    def test_is_once_a_week_for_one_thing(self, noon, supper, col):
        near(noon, 1)
        willing.ask(supper, words="", by=actor(col), at=noon)
        near(noon, 2)

        with pytest.raises(willing.CannotAskThem, match="not long ago"):
            willing.ask(supper, words="", by=actor(col), at=noon + 6 * DAY)

        assert Ask.objects.count() == 1

    def test_asks_no_more_than_so_many_at_once_those_whom_it_suits_best(self, noon, supper, col, monkeypatch):
        monkeypatch.setattr(willing, "AT_ONCE", 2)
        for number in range(3):
            near(noon, number)
        best = near(noon, 9, activities=frozenset({Activity.COOK}), slots=frozenset({Slot.TUE_EVENING}))

        assert willing.ask(supper, words="", by=actor(col), at=noon) == 2

        assert Ask.objects.filter(person=best).exists()

    @pytest.mark.parametrize("state", [State.PAUSED, State.CLOSED, State.DRAFT])
    def test_is_not_about_what_is_not_on_show(self, noon, supper, col, state):
        near(noon, 1)
        Opportunity.objects.filter(pk=supper.pk).update(state=state)

        with pytest.raises(willing.CannotAskThem, match="on show"):
            willing.ask(supper, words="", by=actor(col), at=noon)

    def test_of_nobody_is_a_time_of_asking_too(self, noon, supper, col):
        assert willing.ask(supper, words="", by=actor(col), at=noon) == 0
        assert willing.asked_before(supper) == noon
        with pytest.raises(willing.CannotAskThem, match="not long ago"):
            willing.ask(supper, words="", by=actor(col), at=noon + DAY)

    def test_is_seen_by_nobody_of_the_organisation_whatever_their_role(self, noon, supper, col):
        near(noon, 1)
        willing.ask(supper, words="", by=actor(col), at=noon)

        for role in (Role.WORKER, Role.MANAGER, Role.ORGANISER):
            other = MembershipFactory(role=role, organisation=supper.organisation)
            assert not Ask.objects.visible_to(actor(other)).exists()

    def test_ends_with_the_agreement_before_it_has_gone_out(self, noon, supper, col):
        who = near(noon, 1)
        willing.ask(supper, words="", by=actor(col), at=noon)

        consents.withdraw(who, Purpose.CONTACT_ME, by=NOBODY, at=noon)
        outbox.run(at=noon)

        assert mail.outbox == []
        assert Ask.objects.get().person is None

    def test_is_not_made_to_who_agreed_before_the_words_said_so(self, noon, supper):
        near(noon, 1)
        Wording.objects.filter(code=wordings.CONTACT_ME).update(version=1)

        assert counted(supper, noon) == 0

    def test_is_not_made_in_the_week_after_news(self, noon, supper):
        who = near(noon, 1)
        Recommendation.objects.create(person=who, opportunity=thing("Other"), place=1, at=noon, told_at=noon)

        assert [counted(supper, noon + days * DAY) for days in (0, 6, 7)] == [0, 0, 1]

    def test_is_no_part_of_what_the_own_service_reads_of_answers(self, noon, supper, col):
        near(noon, 1)
        willing.ask(supper, words="", by=actor(col), at=noon)
        days = period.of("quarter", at=noon + 7 * DAY)

        assert asked.count(days, organisation_id=supper.organisation_id)["asked"] == 0
        assert asked.count(days)["asked"] == 1

    def test_can_never_tell_a_worker(self, noon, supper, col):
        near(noon, 1)
        willing.ask(supper, words="", by=actor(col), at=noon)

        with pytest.raises(IntegrityError), transaction.atomic():
            Ask.objects.update(worker=col.user)


class TestThePage:
    def enter(self, client, col):
        client.force_login(col.user)
        session = client.session
        session["acting"] = col.pk
        session.save()

    def test_hides_small_numbers_and_asks(self, client, supper, col):
        at = timezone.now()
        supper.sessions.update(next_at=at + 8 * DAY, starts_at=at + 8 * DAY, ends_at=at + 9 * DAY)
        for number in range(3):
            near(at, number)
        self.enter(client, col)
        address = reverse("manage:people_near", args=[supper.organisation.slug, supper.pk])

        page = client.get(address).content.decode()
        assert "Fewer than 5 people" in page
        assert "Near1" not in page
        assert willing_page._people(13) == "About 10 people"

        done = client.post(address, {"words": "Do come."}, follow=True).content.decode()

        assert Ask.objects.count() == 3
        assert "We are asking them." in done
        assert "You asked on" in done
        assert "Near1" not in done
        assert "Ask them for us" not in done

    def page(self, client, opportunity):
        return client.get(reverse("manage:people_near", args=[opportunity.organisation.slug, opportunity.pk]))

    @pytest.fixture
    def shown(self, supper):
        """The supper, on show in the days to come of the real clock that pages go by."""
        at = timezone.now()
        supper.sessions.update(next_at=at + 8 * DAY, starts_at=at + 8 * DAY, ends_at=at + 9 * DAY)
        return supper

    def test_of_nobody_reads_as_of_four_before_asking_and_after(self, client, shown, col):
        self.enter(client, col)
        address = reverse("manage:people_near", args=[shown.organisation.slug, shown.pk])

        def read(number):
            cache.clear()
            AskRound.objects.all().delete()
            Ask.objects.all().delete()
            AskLimit.objects.all().delete()
            for who in range(number):
                near(timezone.now(), who)
            before = self.page(client, shown).content.decode()
            after = client.post(address, {"words": ""}, follow=True).content.decode()
            return [re.sub(r"(nonce|csrf\w*|value|content)=\"[^\"]*\"", "", page) for page in (before, after)]

        assert read(0) == read(4)

    def test_made_up_residents_move_no_number(self, client, shown, col):
        for number in range(6):
            near(timezone.now(), number, proven=False, ease=frozenset({Ease.STEP_FREE}))
        near(timezone.now(), 9, ease=frozenset({Ease.STEP_FREE}))
        self.enter(client, col)

        page = self.page(client, shown).content.decode()

        assert "Fewer than 5 people" in page
        assert "need something that it lacks or doesn’t mention" not in page

    @pytest.mark.parametrize(("who", "told"), [(19, False), (20, True)])
    def test_needs_are_told_of_many_alone(self, client, shown, col, who, told):
        """Of an organiser's own made-up residents and one neighbour who needs no steps, nothing is to be read."""
        for number in range(30):
            near(timezone.now(), number, ease=frozenset({Ease.STEP_FREE} if number < who else ()))
        self.enter(client, col)

        page = self.page(client, shown).content.decode()

        assert ("need something that it lacks or doesn’t mention" in page) == told

    @pytest.mark.limits
    def test_an_organisation_that_looks_again_and_again_is_told_to_wait(self, client, shown, col, settings):
        settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"hub_people_near": "2/d/key"}
        near(timezone.now(), 1)
        self.enter(client, col)
        pages = []
        for _turn in range(3):
            pages.append(self.page(client, shown).content.decode())
            cache.delete(f"people-near:{shown.pk}")

        assert ["Fewer than 5 people" in page for page in pages] == [True, True, False]
        assert "Look at this one again tomorrow" in pages[-1]

    def test_keeps_what_was_typed_when_it_is_too_long(self, client, supper, col):
        at = timezone.now()
        supper.sessions.update(next_at=at + 8 * DAY, starts_at=at + 8 * DAY, ends_at=at + 9 * DAY)
        near(at, 1)
        self.enter(client, col)
        address = reverse("manage:people_near", args=[supper.organisation.slug, supper.pk])

        page = client.post(address, {"words": "a" * 201}).content.decode()

        assert "Keep it to 200 letters." in page
        assert "a" * 201 in page
        assert not Ask.objects.exists()
