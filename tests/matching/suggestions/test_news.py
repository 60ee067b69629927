"""News: who is told of something new that fits, and how often."""

from datetime import timedelta

import pytest
from django.core import mail

from hub.access.actors import NOBODY
from hub.consent import wordings
from hub.consent.models import Purpose
from hub.consent.services import consents
from hub.messaging import outbox
from hub.messaging.models import Message
from hub.people import retention as people
from hub.taxonomy.codes import Activity
from matching.frontline.models import Ask
from matching.suggestions.models import Recommendation, Shown, Where
from matching.suggestions.selectors import suggesting
from matching.suggestions.services import everyone as nightly
from matching.suggestions.services import news, shown_lists
from opportunities.models import Opportunity, SignUp, State
from tests.factories import DAY, HOUR, OrganisationFactory, person
from tests.matching.suggestions.things import cook, thing

pytestmark = pytest.mark.django_db

NIGHT = timedelta(hours=15)
"""From noon to three in the morning."""


@pytest.fixture
def lists(tmp_path, settings):
    settings.MATCH_LISTS_DIR = tmp_path / "lists"
    settings.MATCH_LISTS_DIR.mkdir()
    return settings.MATCH_LISTS_DIR


def wants_news(who, at):
    consents.give(who, Purpose.CONTACT_ME, wording=wordings.CONTACT_ME, by=NOBODY, at=at)
    return who


class TestNews:
    def test_is_what_is_new_for_those_who_want_it(self, noon, lists):
        old, new = thing("Old"), thing("New")
        said = cook(noon, who=wants_news(person(at=noon), noon))
        cook(noon, who=person("Bo", "bo@example.test", at=noon))
        seen = suggesting.Found(tuple(suggesting.these(said, [old.pk], at=noon)), 1)
        shown_lists.note_shown(said, seen, where=Where.OWN_PAGE, by=NOBODY, at=noon)

        nightly.go_on(at=noon + NIGHT)

        assert [(fit.person, fit.opportunity) for fit in Recommendation.objects.all()] == [(said.person, new)]

    def test_goes_out_with_the_reason_and_the_way_to_it(self, noon, lists):
        thing("Cook on Tuesdays")
        cook(noon, who=wants_news(person(at=noon), noon))
        nightly.go_on(at=noon + NIGHT)

        assert news.send(at=noon + DAY) == 1
        outbox.run(at=noon + DAY)

        (letter,) = mail.outbox
        assert letter.subject == "New for you: Cook on Tuesdays"
        assert "You said cook or serve food" in letter.body
        assert "/opportunities/" in letter.body
        assert "once a week" in letter.body
        row = Shown.objects.get()
        assert (row.shown_list.where, row.opportunity.title) == (Where.NEWS, "Cook on Tuesdays")

    def test_comes_at_most_once_a_week(self, noon, lists):
        cook(noon, who=wants_news(person(at=noon), noon))
        told = []
        for day in range(16):
            thing(f"Cook {day}").sessions.update(next_at=noon + 60 * DAY)
            nightly.go_on(at=noon + NIGHT + day * DAY)
            told.append(news.send(at=noon + (day + 1) * DAY))

        assert [day for day, count in enumerate(told) if count] == [0, 7, 14]

    def test_never_names_what_has_closed_meanwhile(self, noon, lists):
        first, second = thing("Stays"), thing("Goes")
        cook(noon, who=wants_news(person(at=noon), noon))
        nightly.go_on(at=noon + NIGHT)
        Opportunity.objects.filter(pk=second.pk).update(state=State.CLOSED)

        news.send(at=noon + DAY)
        outbox.run(at=noon + DAY)

        assert "Stays" in mail.outbox[0].body
        assert "Goes" not in mail.outbox[0].body
        assert list(Recommendation.objects.values_list("opportunity", flat=True)) == [first.pk]

    def test_says_nothing_when_all_of_it_has_gone_before_it_went_out(self, noon, lists):
        thing("Cook")
        cook(noon, who=wants_news(person(at=noon), noon))
        nightly.go_on(at=noon + NIGHT)
        news.send(at=noon + DAY)
        Opportunity.objects.update(state=State.CLOSED)

        outbox.run(at=noon + DAY)

        assert mail.outbox == []
        assert Message.objects.count() == 1

    def test_is_nothing_that_nothing_speaks_for(self, noon, lists):
        thing("Dig", activities=[Activity.GARDEN])
        cook(noon, who=wants_news(person(at=noon), noon))
        nightly.go_on(at=noon + NIGHT)

        assert news.send(at=noon + DAY) == 0
        assert not Recommendation.objects.exists()

    def test_is_not_what_somebody_said_yes_to_or_saw_meanwhile(self, noon, lists):
        first, second = thing("Goes already"), thing("Saw it")
        said = cook(noon, who=wants_news(person(at=noon), noon))
        nightly.go_on(at=noon + NIGHT)
        facts = {"route_lookup": "", "folded_name": "", "asked_at": noon + NIGHT}
        SignUp.objects.create(person=said.person, session=first.sessions.get(), status="held", **facts)
        seen = suggesting.Found(tuple(suggesting.these(said, [second.pk], at=noon)), 1)
        shown_lists.note_shown(said, seen, where=Where.OWN_PAGE, by=NOBODY, at=noon + NIGHT + HOUR)

        assert news.send(at=noon + DAY) == 0

    def test_waits_a_week_after_a_group_asked_through_the_hub(self, noon, lists):
        thing("Cook")
        who = wants_news(person(at=noon), noon)
        cook(noon, who=who)
        nightly.go_on(at=noon + NIGHT)
        group = OrganisationFactory()
        facts = {"raised_by": "worker", "way": "hub", "no_effect_said": True, "asked_at": noon}
        Ask.objects.create(person=who, organisation=group, **facts)

        assert [news.send(at=noon + days * DAY) for days in (1, 6, 7)] == [0, 0, 1]

    def test_goes_with_the_agreement_and_with_the_person(self, noon, lists):
        thing("Cook")
        both = [wants_news(person(f"P{n}", f"p{n}@example.test", at=noon), noon) for n in range(2)]
        for who in both:
            cook(noon, who=who)
        nightly.go_on(at=noon + NIGHT)
        assert Recommendation.objects.count() == 2

        consents.withdraw(both[0], Purpose.CONTACT_ME, by=NOBODY, at=noon + DAY)
        people.erase([both[1].pk], at=noon + DAY)

        assert not Recommendation.objects.exists()
        assert news.send(at=noon + DAY) == 0
