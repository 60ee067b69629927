"""The whole demo place: every state there is, and nothing that could not be anywhere else."""

from collections import Counter

import pytest
from allauth.account.models import EmailAddress
from django.db.models import Count, Q
from django.test import Client
from django.utils import timezone

from cms import made_up
from cms.demo import accounts
from cms.demo.content import loader
from cms.models import Story
from cms.toolkit.models import StepDone, Workspace
from hub.access import actors
from hub.access.roles import Role
from hub.accounts.models import User
from hub.audit.models import Entry
from hub.consent.models import Consent, Purpose
from hub.desk.models import Task, TaskKind
from hub.messaging.models import Item, ItemState, Message, MessageState
from hub.people.models import Channel, Person, Reach
from hub.places import area
from hub.places.models import Venue
from hub.taxonomy.codes import Activity, Cause, Kind, Slot
from matching.frontline.models import Answer, Ask, Capture, Contact, Owed, Referral
from matching.frontline.models import Status as Standing
from matching.mypage.presenters import page
from opportunities.models import (
    LIVE,
    TAKES_A_PLACE,
    Attendance,
    Ended,
    Opportunity,
    Repeat,
    Session,
    SignUp,
    Source,
    State,
    Status,
)
from opportunities.posting.services import posting
from opportunities.signups import selectors
from opportunities.signups.presenters import inbox
from organisations.models import Membership, Organisation, Tier
from tests.cms.demo.whole import conftest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("place")]


def larder() -> Organisation:
    return Organisation.objects.get(name="Earlsfield Community Larder")


class TestWhatIsThere:
    def test_is_sixty_organisations_three_hundred_open_things_and_the_whole_crowd(self, place):
        assert Organisation.objects.count() == 60
        assert Opportunity.objects.open(at=place).count() == 300
        assert Person.objects.filter(user__memberships=None).count() == conftest.RESIDENTS

    def test_has_every_kind_cause_and_activity(self, place):
        shown = list(Opportunity.objects.open(at=place))

        assert {one.kind for one in shown} == set(Kind.values)
        assert set().union(*(one.causes for one in shown)) == set(Cause)
        assert set().union(*(one.activities for one in shown)) >= set(Activity) - {Activity.INTERPRET, Activity.CARE}

    def test_lights_most_windows_of_the_week_and_every_day(self, place):
        lit = Opportunity.objects.open(at=place).lit_week(at=place).counts

        assert sum(1 for count in lit.values() if count) >= 17
        assert {slot // 3 for slot, count in lit.items() if count} == set(range(7))

    def test_has_drafts_paused_and_closed_ones_beside(self):
        states = Counter(Opportunity.objects.values_list("state", flat=True))

        assert states[State.DRAFT] == 3
        assert states[State.PAUSED] == 2
        assert states[State.CLOSED] == 2

    def test_every_open_one_lacks_nothing(self, place):
        lacking = {one.title: posting.gaps(one, at=place) for one in Opportunity.objects.open(at=place)}

        assert [title for title, gaps in lacking.items() if gaps] == []

    def test_every_venue_is_in_the_hubs_area(self):
        inside = {sector.sector for sector in area.sectors()}

        assert {venue.sector for venue in Venue.objects.all()} <= inside

    def test_has_organisations_of_every_kind_and_tier(self):
        assert set(Organisation.objects.values_list("tier", flat=True)) == set(Tier.values)
        assert Organisation.objects.filter(is_desk=True).count() == 1
        assert {one.kind for one in Organisation.objects.all()} == {"group", "social_enterprise", "service"}

    def test_one_group_waits_to_be_checked_with_a_draft(self):
        waiting = Organisation.objects.get(tier=Tier.T0)

        assert waiting.opportunities.get().state == State.DRAFT

    def test_has_courses_and_all_ways_of_repeating(self):
        assert Session.objects.exclude(rule="").count() >= 2
        rules = " ".join(Repeat.objects.values_list("rule", flat=True))
        assert "INTERVAL=2" in rules
        assert "MONTHLY" in rules


class TestTheTour:
    def test_every_thing_to_try_opens_for_the_one_who_tries_it(self, place, settings):
        settings.DEMO, settings.SECOND_FACTOR = True, False

        for stop in loader.stops():
            client = Client()
            client.force_login(User.objects.get(email=stop.email))
            for one in stop.tries:
                assert client.get(one.address, follow=True).status_code == 200, (stop.email, one.address)


class TestThePages:
    def test_two_groups_are_on_their_way_through_the_toolkit(self, place):
        ways = {way.organisation.name: way for way in Workspace.objects.select_related("organisation")}

        assert len(ways) == 2
        assert ways["Earlsfield Community Larder"].steps.count() == 26
        assert ways["Nine Elms Newcomers"].steps.count() == 6
        assert not StepDone.objects.filter(at__gt=place).exists()

    def test_tells_stories_that_their_people_agreed_to(self, place):
        stories = Story.objects.live()

        assert stories.count() == 4
        assert all(story.agreed_on < place.date() < story.shown_until and story.expire_at for story in stories)


class TestSignUps:
    def test_are_in_every_state(self):
        assert set(SignUp.objects.values_list("status", flat=True)) == set(Status.values)
        ended = set(SignUp.objects.exclude(ended="").values_list("ended", flat=True))
        assert ended == {Ended.BY_PERSON, Ended.LAPSED, Ended.SESSION_OFF}

    def test_take_as_many_places_as_each_session_says(self):
        counted = Session.objects.annotate(really=Count("sign_ups", filter=Q(sign_ups__status__in=TAKES_A_PLACE)))

        assert [(s.pk, s.taken, s.really) for s in counted if s.taken != s.really] == []

    def test_each_has_the_persons_agreement(self):
        for sign_up in SignUp.objects.select_related("session__opportunity"):
            organisation = sign_up.session.opportunity.organisation_id
            assert Consent.objects.filter(
                person=sign_up.person_id, purpose=Purpose.PASS_ON, recipient=organisation
            ).exists()

    def test_each_is_in_the_log(self):
        logged = set(Entry.objects.filter(event="sign_up.made").values_list("subject_id", flat=True))

        assert logged >= {str(pk) for pk in SignUp.objects.values_list("pk", flat=True)}

    def test_nothing_lies_in_the_future(self, place):
        assert not SignUp.objects.filter(asked_at__gt=place).exists()
        assert not SignUp.objects.filter(answered_at__gt=place).exists()
        assert not Message.objects.filter(sent_at__gt=place).exists()
        assert not Attendance.objects.filter(noted_at__gt=place).exists()

    def test_no_live_offer_has_run_out(self, place):
        assert not SignUp.objects.offers_run_out(at=place).exists()

    def test_some_people_wait_too_long_for_an_answer_and_most_do_not(self, place):
        asked = SignUp.objects.to_answer()

        assert asked.filter(answer_by__lt=place).count() == 1 + len(loader.happened().asking_late)
        assert asked.count() >= 12

    def test_full_dates_have_people_waiting(self):
        full = Session.objects.with_waiting().filter(waiting_count__gt=0)

        assert full.count() == 1 + len(loader.happened().full)
        assert all(session.is_full for session in full)


class TestAsks:
    def test_have_every_answer_and_one_waits_for_the_resident(self):
        assert set(Ask.objects.values_list("answer", flat=True)) == {"", *Answer.values}
        waiting = Ask.objects.open().get()
        assert waiting.person.user.email == "resident@demo.test"
        assert waiting.no_effect_said

    def test_led_to_referrals_in_every_state_but_a_draft(self):
        assert set(Referral.objects.values_list("status", flat=True)) == set(Standing.values) - {Standing.DRAFT}

    def test_each_referral_rests_on_an_agreement_and_ended_ones_show_nothing(self, place):
        for referral in Referral.objects.all():
            agreed = Consent.objects.filter(
                person=referral.person_id, purpose=Purpose.PASS_ON, recipient=referral.organisation_id
            )
            seen = Reach.objects.live(at=place).filter(subject=str(referral.pk))
            over = referral.status in (Standing.DECLINED, Standing.WITHDRAWN, Standing.EXPIRED)
            assert agreed.exists()
            assert seen.exists() != over, referral.status

    def test_nothing_lies_in_the_future(self, place):
        assert not Ask.objects.filter(asked_at__gt=place).exists()
        assert not Ask.objects.filter(answered_at__gt=place).exists()
        assert not Referral.objects.filter(sent_at__gt=place).exists()
        assert not Referral.objects.filter(first_attended_at__gt=place).exists()
        assert not Contact.objects.filter(at__gt=place).exists()

    def test_a_conversation_stands_open_on_the_workers_desk(self):
        capture = Capture.objects.get()

        assert capture.worker.email == "frontline@demo.test"
        assert capture.person is None

    def test_something_is_owed_to_somebody_who_was_not_asked(self):
        owed = Owed.objects.get(done_at=None)

        assert not Ask.objects.filter(person=owed.person).exists()

    def test_the_residents_page_has_something_of_everything(self, place):
        denise = Person.objects.get(user__email="resident@demo.test")
        shown = page.gather(
            denise, by=actors.Actor(kind=actors.Kind.USER, user_id=denise.user_id, person_id=denise.pk), at=place
        )

        assert len(shown["asks"]) == 1
        assert len(shown["sign_ups"]) >= 3
        assert 3 <= len(shown["cards"]) <= 5
        assert shown["wish"].words and shown["wish"].week
        assert len(shown["agreed"]) >= 2


class TestTheLarder:
    def test_has_three_people_to_answer_one_late_one_today_one_tomorrow(self, place):
        found = [(one.person.first_name, one) for one in SignUp.objects.of(larder().pk).to_answer()]

        assert [name for name, _one in found] == ["Joyce", "Tunde", "Ana and Leo"]
        assert [inbox.status_tag(one, at=place).tone for _name, one in found] == ["stop", "wait", "accent"]

    def test_kept_its_promise_for_46_of_the_last_48(self):
        assert selectors.kept_promises(SignUp.objects.of(larder().pk)) == (46, 48)

    def test_has_a_full_tuesday_with_two_waiting(self, place):
        tuesdays = Session.objects.upcoming(at=place).filter(opportunity__title="Sort and hand out food")
        first, second, third = tuesdays.in_order()[:3]

        assert [(s.taken, s.places) for s in (first, second, third)] == [(8, 8), (5, 8), (3, 8)]
        names = [one.person.first_name for one in SignUp.objects.waiting().filter(session=first)]
        assert names == ["Farida", "Pete"]


class TestAccounts:
    @pytest.mark.parametrize("account", accounts.ALL, ids=lambda account: account.email)
    def test_signs_in_and_belongs_where_it_should(self, account):
        user = User.objects.get(email=account.email)

        assert user.check_password(accounts.PASSWORD)
        assert EmailAddress.objects.get(user=user).verified
        assert user.person.first_name == account.first_name
        names = {group.key: group.name for group in (*loader.groups(), *loader.groups_around())} | {None: None}
        belongs = set(Membership.objects.filter(user=user).values_list("organisation__name", "role"))
        assert belongs == {(names[key], role.value) for key, role in account.belongs}

    def test_only_the_eight_have_the_printed_password(self):
        others = User.objects.exclude(email__in=[account.email for account in accounts.ALL])

        assert not any(user.has_usable_password() for user in others)

    def test_editor_and_administrator_may_edit_pages(self):
        for email in ("editor@demo.test", "admin@demo.test"):
            assert User.objects.get(email=email).has_perm("wagtailadmin.access_admin")

    def test_the_resident_has_sign_ups_of_all_sorts(self):
        mine = Counter(SignUp.objects.filter(person__user__email="resident@demo.test").values_list("status", flat=True))

        assert mine[Status.HELD] == 2
        assert mine[Status.ATTENDED] >= 2
        assert mine[Status.WAITING] == mine[Status.REQUESTED] == mine[Status.DECLINED] == 1

    def test_the_organiser_answers_for_two_groups_and_the_larder_comes_first(self):
        mine = Membership.objects.of(User.objects.get(email="organiser@demo.test").pk)

        assert [one.organisation.name for one in mine] == [
            "Earlsfield Community Larder",
            "Southfields Telephone Friends",
        ]
        assert {one.role for one in mine} == {Role.ORGANISER}


class TestMessages:
    def test_went_out_by_every_channel(self):
        went = set(
            Message.objects.filter(state__in=(MessageState.SENT, MessageState.HANDED_ON)).values_list(
                "channel", flat=True
            )
        )

        assert went == set(Channel.values)

    def test_none_was_given_up(self):
        assert not Item.objects.filter(state=ItemState.DEAD).exists()
        assert not Item.objects.exclude(trouble="").exists()
        assert not Message.objects.filter(state=MessageState.FAILED).exists()

    def test_the_desk_has_kept_up_with_its_calls_and_letters(self):
        assert Task.objects.filter(kind=TaskKind.CALL, closed_at__isnull=False).exists()
        assert Task.objects.open(TaskKind.CALL).count() < 12
        assert Task.objects.filter(kind=TaskKind.LETTER, closed_at__isnull=False).exists()


class TestDeterminism:
    def test_the_place_remembers_when_it_was_loaded(self, place):
        assert made_up.loaded_at() == place

    def test_content_names_no_key_twice(self):
        keys = [post.key for post in loader.all_posts()]

        assert len(keys) == len(set(keys))
        residents = (*loader.regulars(), *loader.newcomers())
        assert len(residents) == 100
        assert len({one.value for one in residents if one.channel != "letter"}) == len(
            [one for one in residents if one.channel != "letter"]
        )

    def test_numbers_and_addresses_reach_nobody(self):
        for one in (*loader.regulars(), *loader.newcomers()):
            if one.channel == Channel.EMAIL:
                assert one.value.endswith(".test")
            elif one.channel != Channel.LETTER:
                assert one.value.startswith(("07700 900", "01632 960"))

    def test_flexible_ones_say_when_they_could_be(self):
        flexible = Session.objects.filter(starts_at=None)

        assert flexible.exists()
        assert all(session.slots <= set(Slot) and session.slots for session in flexible)

    def test_live_sign_ups_are_for_dates_to_come(self, place):
        passed_on = [Source.ASKED, Source.REFERRED]  # what came of a referral some weeks ago
        over = SignUp.objects.filter(status__in=LIVE, session__next_at__lte=place).exclude(source__in=passed_on)

        assert [one.session.opportunity.title for one in over] == []
        assert timezone.is_aware(place)
