"""A person's own page of what they said yes to."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY
from hub.people.models import Channel
from opportunities.dates.services import scheduling
from opportunities.models import Ended, Session, SignUp, State
from opportunities.notices import CalledOff
from opportunities.signups.services import signing_up
from tests.factories import DAY, HOUR, OpportunityFactory, SessionFactory, UserFactory, resident, yes

pytestmark = pytest.mark.django_db


@pytest.fixture
def ama():
    return UserFactory(email="ama@example.test")


def said_yes(ama, session):
    asked = session.starts_at - DAY if session.starts_at else timezone.now()
    return signing_up.say_yes(session, yes("Ama"), by=resident(ama), at=asked)


def page(ama):
    browser = Client()
    browser.force_login(ama)
    return browser.get(reverse("sign_ups"))


def titles(rows):
    return [row.title for row in rows]


class TestMine:
    def test_puts_a_date_that_passed_under_over(self, ama):
        opportunity = OpportunityFactory(at_once=True, title="Cook", published_at=timezone.now() - 9 * DAY)
        said_yes(ama, SessionFactory(opportunity=opportunity, starts_at=timezone.now() - 2 * DAY))

        answer = page(ama)

        assert titles(answer.context["coming"]) == []
        assert titles(answer.context["over"]) == ["Cook"]
        assert "expecting you" not in answer.content.decode()

    def test_shows_what_is_to_come_before_what_is_over(self, ama):
        past = OpportunityFactory(at_once=True, title="Cook", published_at=timezone.now() - 9 * DAY)
        said_yes(ama, SessionFactory(opportunity=past, starts_at=timezone.now() - 2 * DAY))
        ahead = OpportunityFactory(at_once=True, title="Paint")
        said_yes(ama, SessionFactory(opportunity=ahead, starts_at=timezone.now() + 2 * DAY))

        person = resident(ama)

        found = SignUp.objects.of_person(person, at=timezone.now())
        assert [one.session.opportunity.title for one in found] == ["Paint", "Cook"]

    def test_keeps_a_date_that_goes_on_now_to_come(self, ama):
        opportunity = OpportunityFactory(at_once=True, title="Cook")
        said_yes(ama, SessionFactory(opportunity=opportunity, starts_at=timezone.now() - HOUR))

        assert titles(page(ama).context["coming"]) == ["Cook"]

    def test_keeps_whenever_it_suits_until_it_is_closed(self, ama):
        opportunity = OpportunityFactory(at_once=True, title="Ring someone")
        said_yes(ama, SessionFactory(opportunity=opportunity, flexible=True))
        before = titles(page(ama).context["coming"])

        type(opportunity).objects.filter(pk=opportunity.pk).update(state=State.CLOSED)

        assert before == ["Ring someone"]
        assert titles(page(ama).context["over"]) == ["Ring someone"]

    def test_shows_nobody_elses(self, ama):
        signing_up.say_yes(SessionFactory(starts_at=timezone.now() + DAY), yes("Leo"), by=NOBODY, at=timezone.now())

        assert titles(page(ama).context["coming"]) == []


class TestAfterAChangeOfMind:
    def called_off(self, ama, starts):
        sign_up = said_yes(ama, SessionFactory(opportunity=OpportunityFactory(at_once=True), starts_at=starts))
        signing_up.call_off(sign_up, because=Ended.BY_PERSON, by=resident(ama), at=sign_up.session.starts_at - HOUR)
        browser = Client()
        browser.force_login(ama)
        urls = (sign_up.get_absolute_url(), reverse("sign_up_call_off", args=[sign_up.pk]))
        return [browser.get(url).content.decode() for url in urls]

    def test_there_is_a_way_back_and_nothing_is_called_over_that_is_not(self, ama):
        own, second_tab = self.called_off(ama, timezone.now() + 3 * DAY)

        assert "They do not expect you any more." in own
        assert "somebody else" not in own
        assert "Say yes again after all" in own
        assert "You have told them already" in second_tab
        assert "This is over already" not in second_tab

    def test_there_is_none_once_the_date_is_over(self, ama):
        own, second_tab = self.called_off(ama, timezone.now() - 3 * DAY)

        assert "Say yes again" not in own + second_tab
        assert "This is over already" in second_tab


class TestAnOfferThatRanOut:
    """The page says what is so, and leads back to the advert."""

    @pytest.fixture
    def sign_up(self, ama):
        opportunity = OpportunityFactory(title="Cook")
        found = said_yes(ama, SessionFactory(opportunity=opportunity, starts_at=timezone.now() + 2 * DAY, places=2))
        SignUp.objects.filter(pk=found.pk).update(status="cancelled", ended=Ended.LAPSED)
        return found

    def shown(self, ama, sign_up):
        browser = Client()
        browser.force_login(ama)
        return browser.get(reverse("sign_up", args=[sign_up.pk])).content.decode()

    def test_may_be_asked_for_again_where_the_place_is_free(self, ama, sign_up):
        page = self.shown(ama, sign_up)

        assert "there is still a place. You can say yes again." in page
        assert f'<a href="{sign_up.session.opportunity.get_absolute_url()}">Say yes again after all</a>' in page

    def test_may_be_waited_for_where_every_place_is_taken(self, ama, sign_up):
        Session.objects.update(taken=2)

        page = self.shown(ama, sign_up)

        assert "every place is taken now." in page
        assert ">Wait for a place</a>" in page

    @pytest.mark.parametrize(("taken", "said"), [(0, "There is still a place: "), (2, "What else there is: ")])
    def test_is_said_so_in_the_message(self, sign_up, taken, said):
        Session.objects.update(taken=taken)

        words = CalledOff(str(sign_up.pk)).content(sign_up.person, Channel.EMAIL, at=timezone.now()).words

        assert said in words
        assert "next person" not in words

    def test_is_over_before_the_clock_says_so(self, ama, sign_up):
        late = timezone.now() - HOUR
        SignUp.objects.update(status="offered", ended="", offer_until=late)

        page = self.shown(ama, sign_up)

        assert "The time to take this place is over" in page
        assert "I’ll take it" not in page
        assert "Yes, ask for it" not in page


def test_a_date_that_was_called_off_leads_to_the_others(ama):
    opportunity = OpportunityFactory(title="Cook")
    sign_up = said_yes(ama, SessionFactory(opportunity=opportunity, starts_at=timezone.now() + 2 * DAY))
    scheduling.call_off(sign_up.session, by=NOBODY, at=timezone.now())
    browser = Client()
    browser.force_login(ama)

    page = browser.get(reverse("sign_up", args=[sign_up.pk])).content.decode()

    assert f'<a href="{opportunity.get_absolute_url()}">Look for another date</a>' in page
