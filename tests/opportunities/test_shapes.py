"""Things of every kind say what their kind has to say: in the form, before they are shown, on the card and on the page."""

from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from hub.taxonomy.codes import Kind
from opportunities import shapes
from opportunities.models import Opportunity
from opportunities.posting import forms
from opportunities.posting.services import posting
from opportunities.presenters import adverts, cards
from tests.factories import OpportunityFactory, SessionFactory

pytestmark = pytest.mark.django_db

NEEDED = [
    (Kind.CO_DESIGN, {"what_can_change": "Where the crossing goes.", "hear_back_by": date(2027, 3, 3)}),
    (Kind.STANDBY_EMERGENCY, {"called_when": "When the river rises.", "notice_hours": 2}),
    (Kind.TRUSTEE_OR_COMMITTEE, {"term_months": 24}),
]
EVERY_QUESTION = {"what_can_change", "hear_back_by", "called_when", "notice_hours", "term_months"}


def shown(kind, **facts):
    """Return something of a kind that is on show, as a card needs it."""
    opportunity = OpportunityFactory(kind=kind, **facts)
    SessionFactory(opportunity=opportunity)
    return Opportunity.objects.for_cards(at=timezone.now()).get(pk=opportunity.pk)


def says(opportunity):
    """Return the things of its kind that a page says, by their heading."""
    return {line.title: line.words for line in shapes.lines(opportunity)}


def page(opportunity):
    return Client().get(opportunity.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("kind", "facts"), NEEDED)
def test_each_question_of_a_kind_must_be_answered_before_it_is_shown(kind, facts):
    complete = Opportunity(kind=kind, **facts)
    assert not shapes.lacks(complete)

    for name in facts:
        blank = "" if isinstance(facts[name], str) else None
        assert shapes.lacks(Opportunity(kind=kind, **{**facts, name: blank})), name


@pytest.mark.parametrize(("kind", "facts"), NEEDED)
def test_the_gap_leads_to_the_step_that_asks(kind, facts):
    opportunity = OpportunityFactory(kind=kind, state="draft", published_at=None)

    missing = [gap for gap in posting.gaps(opportunity, at=timezone.now()) if gap.step == "what"]

    assert str(shapes.of(kind).missing) in [gap.words for gap in missing]


def test_a_role_needs_none_of_it():
    assert not shapes.lacks(Opportunity(kind=Kind.REGULAR_ROLE))


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        (Kind.REGULAR_ROLE, set()),
        (Kind.JOIN_IN, set()),
        (Kind.CO_DESIGN, {"what_can_change", "hear_back_by"}),
        (Kind.PANEL_OR_DECISION, {"what_can_change", "hear_back_by"}),
        (Kind.STANDBY_EMERGENCY, {"called_when", "notice_hours"}),
        (Kind.TRUSTEE_OR_COMMITTEE, {"term_months"}),
    ],
)
def test_the_form_asks_what_its_kind_needs_and_no_more(kind, asked):
    form = forms.What(instance=OpportunityFactory(kind=kind, state="draft", published_at=None))

    assert set(form.fields) & EVERY_QUESTION == asked


def test_a_lunch_club_is_asked_what_it_is_like_and_a_role_what_people_do():
    club, role = (forms.What(instance=OpportunityFactory(kind=kind)) for kind in (Kind.JOIN_IN, Kind.ONE_OFF))

    assert str(club.fields["what_you_do"].label) == "What is it like to be there?"
    assert str(role.fields["what_you_do"].label) == "What people will do"


def test_a_co_design_page_says_what_can_change_and_when_one_hears_back():
    opportunity = shown(Kind.CO_DESIGN, what_can_change="Where the crossing goes.", hear_back_by=date(2027, 3, 3))

    assert says(opportunity) == {
        "What can change": "Where the crossing goes.",
        "When you hear back": "You’ll hear what came of it by 3 March 2027.",
    }
    assert "Where the crossing goes." in page(opportunity)


def test_a_standby_page_says_when_one_is_rung_and_that_a_no_is_fine():
    opportunity = shown(Kind.STANDBY_EMERGENCY, called_when="When the river rises.", notice_hours=1)

    assert says(opportunity) == {
        "When we’d ring you": "When the river rises.",
        "How soon you’d come": "Within an hour of our call, if you can.",
    }
    assert "you can say no each time" in page(opportunity)


@pytest.mark.parametrize(("months", "words"), [(1, "1 month"), (12, "One year"), (18, "18 months"), (36, "3 years")])
def test_a_seat_says_how_long_it_lasts(months, words):
    opportunity = shown(Kind.TRUSTEE_OR_COMMITTEE, term_months=months)

    assert says(opportunity) == {"How long it lasts": f"{words}. You can stand down sooner."}


def test_what_was_filled_in_for_another_kind_is_not_said():
    opportunity = shown(Kind.REGULAR_ROLE, term_months=12, notice_hours=3)

    assert says(opportunity) == {}
    assert shapes.fact(opportunity) == ""


@pytest.mark.parametrize(
    ("kind", "facts", "line", "fact"),
    [
        (Kind.REGULAR_ROLE, {}, "", None),
        (Kind.JOIN_IN, {}, "Come along", None),
        (Kind.CO_DESIGN, NEEDED[0][1], "Have a say", "You hear back by 3 March 2027"),
        (Kind.STANDBY_EMERGENCY, NEEDED[1][1], "Only when needed", "Within 2 hours"),
        (Kind.TRUSTEE_OR_COMMITTEE, NEEDED[2][1], "A seat on a committee", "For 2 years"),
    ],
)
def test_a_card_says_its_kind_and_one_fact_of_it(kind, facts, line, fact):
    card = cards.card(shown(kind, **facts), near=None)

    assert card.kind == line
    assert [item.text for item in card.facts if item.strong] == ([fact] if fact else [])


def test_a_standby_list_has_no_day_but_a_call():
    opportunity = OpportunityFactory(kind=Kind.STANDBY_EMERGENCY, called_when="When it floods.", notice_hours=2)
    SessionFactory(opportunity=opportunity, starts_at=None, ends_at=None, next_at=None)
    row = Opportunity.objects.for_cards(at=timezone.now()).get()

    card = cards.card(row, near=None)

    assert (card.when_day, card.when_hours, card.when_often) == ("Only when needed", "Within 2 hours", "")
    assert adverts.advert(row, row.upcoming, near=None).headline.when == "Only when needed"


def test_every_kind_has_a_shape_with_all_its_words():
    for kind in Kind:
        shape = shapes.of(kind)
        assert all(str(words) for words in (shape.doing, shape.question, shape.help_text, shape.jump))
        assert bool(shape.said) == bool(shape.sign)


def test_the_button_asks_in_the_words_of_its_kind():
    opportunity = shown(Kind.STANDBY_EMERGENCY, called_when="When the river rises.", notice_hours=1)

    advert = adverts.advert(opportunity, opportunity.upcoming, near=None)

    assert (advert.jump, advert.doing) == ("Go on the list", "What you’d do if it came to it")
