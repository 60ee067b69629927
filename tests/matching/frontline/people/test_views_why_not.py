"""Why something is not on the list: each filter in words, from the filters themselves."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY
from hub.access.roles import Role
from hub.taxonomy.codes import Access, Activity, Ease, HowFar, Slot, Takes
from matching.engine import FILTERS
from matching.frontline.models import Way
from matching.frontline.people.services import contacts
from matching.preferences.models import Because, Exclusion, Preference
from matching.preferences.services import saving
from matching.suggestions import saying
from matching.suggestions.selectors import suggesting
from matching.suggestions.selectors.suggesting import HELP_FIRST
from opportunities.models import Opportunity, State
from tests.factories import DAY, MembershipFactory, OrganisationFactory, VenueFactory, actor, person
from tests.matching.suggestions.things import likes, thing
from tests.stage import second_factor_for

pytestmark = pytest.mark.django_db

TUESDAY, MONDAY = frozenset({Slot.TUE_EVENING}), frozenset({Slot.MON_MORNING})


def why_not(opportunity, preference, at):
    return suggesting.why_not(preference, opportunity.pk, at=at)


class TestTheAnswer:
    def test_is_the_place_of_what_is_on_the_list(self, noon):
        first, second = thing("Cook"), thing("Dig", activities=[Activity.GARDEN])
        said = likes(noon, activities=frozenset({Activity.COOK}))

        assert [why_not(one, said, noon).place for one in (first, second)] == [1, 2]
        assert why_not(second, said, noon).total == 2

    @pytest.mark.parametrize(
        ("said", "facts", "failing"),
        [
            ({"slots": MONDAY}, {}, ("time",)),
            ({"slots": TUESDAY}, {}, ()),
            ({"ease": frozenset({Ease.QUIET})}, {}, ()),
            ({"ease": frozenset({Ease.QUIET})}, {"access_no": [Access.QUIET]}, ("access",)),
            ({"ease": frozenset({Ease.NO_NOISE})}, {"takes": [Takes.NOISE]}, ("takes",)),
            ({"how_far": HowFar.HOME}, {}, ("reach",)),
            ({}, {"places": 1, "taken": 1}, ("places",)),
            ({"slots": MONDAY, "how_far": HowFar.HOME}, {"places": 1, "taken": 1}, ("places", "reach", "time")),
        ],
    )
    def test_names_every_filter_that_it_does_not_pass(self, noon, said, facts, failing):
        opportunity = thing("Cook", venue=VenueFactory(), **facts)
        preference = likes(noon, **said)

        answer = why_not(opportunity, preference, noon)

        assert answer.failing == failing
        assert (answer.place is None) == bool(failing)

    def test_names_what_they_ruled_out(self, noon):
        opportunity, preference = thing("Cook"), likes(noon)
        facts = {"person": preference.person, "opportunity": opportunity, "because": Because.DO_NOT_ASK}
        Exclusion.objects.create(**facts, at=noon)

        assert why_not(opportunity, preference, noon).failing == ("exclusions",)

    def test_says_that_it_is_not_open_at_all(self, noon):
        opportunity, preference = thing("Cook"), likes(noon)
        Opportunity.objects.filter(pk=opportunity.pk).update(state=State.CLOSED)

        answer = why_not(opportunity, preference, noon)

        assert not answer.is_open
        assert answer.place is None

    def test_has_words_for_every_filter(self):
        assert set(saying.NOT_FOR_THEM) == {*FILTERS, HELP_FIRST}


class TestThePage:
    @pytest.fixture
    def bev(self, client):
        bev = MembershipFactory(role=Role.WORKER, organisation=OrganisationFactory(service=True))
        second_factor_for(bev.user)
        client.force_login(bev.user)
        return bev

    def joan(self, bev, **said):
        at = timezone.now()
        joan = person("Joan", "joan@example.test", at=at)
        contacts.begin(joan, Way.COUNTER, by=actor(bev), at=at)
        saving.save(joan, saving.Said(**said), by=NOBODY, at=at)
        return reverse("frontline:why_not", args=[joan.pk])

    def now(self, title, **more):
        opportunity, at = thing(title, **more), timezone.now()
        opportunity.sessions.update(next_at=at + 8 * DAY, starts_at=at + 8 * DAY, ends_at=at + 9 * DAY)
        return opportunity

    @pytest.mark.parametrize("typed", ["“Supper club”", '"Supper club"\u200b', "‘supper club’"])
    def test_finds_a_title_that_is_copied_with_its_quotation_marks(self, client, bev, typed):
        self.now("Supper club")

        page = client.get(self.joan(bev), {"title": typed}).content.decode()

        assert "Nothing of that name" not in page
        assert "Supper club" in page

    def test_says_what_keeps_it_off_and_what_would_help(self, client, bev):
        self.now("Supper club")
        address = self.joan(bev, slots=MONDAY)

        page = client.get(address, {"title": "supper"}).content.decode()

        assert "Supper club" in page
        assert "It is not on when they are free." in page
        assert "Ask which other times would do." in page

    @pytest.mark.parametrize("title", ["supper\u200b", " Supper\u00a0club ", "\u202aclub\u202c"])
    def test_finds_it_by_a_pasted_name(self, client, bev, title):
        self.now("Supper club")

        assert "Supper club" in client.get(self.joan(bev), {"title": title}).content.decode()

    def test_says_that_a_name_is_too_long(self, client, bev):
        page = client.get(self.joan(bev), {"title": "x" * 121}).content.decode()

        assert "There is room for 120 letters and spaces. You have 121." in page

    def test_says_where_it_stands(self, client, bev):
        self.now("Supper club")

        page = client.get(self.joan(bev), {"title": "club"}).content.decode()

        assert "By what they said it suits them, at place 1 of 1." in page

    def test_never_tells_what_somebody_ruled_out_by_name(self, client, bev):
        opportunity = self.now("Supper club")
        address = self.joan(bev)
        joan = Preference.objects.get().person
        Exclusion.objects.create(person=joan, opportunity=opportunity, because=Because.DO_NOT_ASK, at=timezone.now())

        assert "By what they said it suits them" in client.get(address, {"title": "club"}).content.decode()

    def test_says_when_it_is_over(self, client, bev):
        opportunity = self.now("Supper club")
        Opportunity.objects.filter(pk=opportunity.pk).update(state=State.CLOSED)

        page = client.get(self.joan(bev), {"title": "club"}).content.decode()

        assert "It is over, closed or not on show just now." in page

    @pytest.mark.parametrize("title", ["nothing of the sort", "%", "x" * 5000, "\0", "' or 1=1"])
    def test_says_when_there_is_nothing_of_that_name(self, client, bev, title):
        self.now("Supper club")

        answer = client.get(self.joan(bev), {"title": title})

        assert answer.status_code == 200
        assert "Supper club" not in answer.content.decode()

    def test_never_shows_what_was_never_on_show(self, client, bev):
        opportunity = self.now("Secret supper")
        Opportunity.objects.filter(pk=opportunity.pk).update(state=State.DRAFT, published_at=None)

        assert "Secret supper" not in client.get(self.joan(bev), {"title": "secret"}).content.decode()
