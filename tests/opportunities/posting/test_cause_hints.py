"""Whoever posts something is told what it is probably for, and decides."""

import pytest

from hub.taxonomy.codes import Cause
from opportunities.posting import cause_hints
from tests.factories import MembershipFactory, OpportunityFactory
from tests.opportunities.posting.adverts import ADVERTS

TEXTS = [
    ("Lunch club. Cook and serve a hot lunch for lonely older neighbours.", Cause.OLDER),
    ("Pond day. Clear weeds, plant trees and look after wildlife in the park.", Cause.GREEN),
    ("Hear children read. Help pupils with their homework after school.", Cause.CHILDREN),
    ("Welcome a family. Meet refugees and asylum seekers who have just come.", Cause.WELCOME),
    ("Flood wardens. Be ready for an emergency, and learn first aid.", Cause.SAFETY),
    ("Choir night. Singing, music and a little dancing.", Cause.ARTS),
]


def causes_of(title, text):
    return cause_hints.causes(f"{title}. {text}")


@pytest.mark.parametrize(("text", "cause"), TEXTS)
def test_the_likeliest_is_first(text, cause):
    assert cause_hints.causes(text)[0] == cause


def test_four_of_five_hints_are_what_a_person_would_say():
    hints = [(title, cause, set(fits.split())) for title, text, fits in ADVERTS for cause in causes_of(title, text)]
    wrong = [(title, cause) for title, cause, fits in hints if cause not in fits]

    assert len(wrong) <= len(hints) / 5, wrong


def test_two_of_three_adverts_that_are_for_something_get_a_right_hint():
    fitting = [(title, text, set(fits.split())) for title, text, fits in ADVERTS if fits]
    silent = [title for title, text, fits in fitting if not fits.intersection(causes_of(title, text))]

    assert len(silent) <= len(fitting) / 3, silent


@pytest.mark.parametrize(
    "text",
    [
        "Events that cater to everybody. Welcome to New Road, near Park Avenue.",
        "Our office team has a fun, welcoming staff and a budget for cakes",
        "A strategic plan for an organisation of some size",
    ],
)
def test_words_that_only_look_like_a_cause_give_none(text):
    assert cause_hints.causes(text) == ()


@pytest.mark.parametrize("text", ["", "Come along", "12:30"])
def test_nothing_is_said_of_what_says_nothing(text):
    assert cause_hints.causes(text) == ()


def test_every_cause_but_anything_has_words_that_speak_for_it():
    assert set(cause_hints.SIGNS) == set(Cause) - {Cause.ANYTHING}


@pytest.mark.django_db
class TestTheStep:
    @pytest.fixture
    def organiser(self, client):
        membership = MembershipFactory(role="organiser")
        client.force_login(membership.user)
        return membership

    def page(self, organiser, **more):
        thing = OpportunityFactory(organisation=organiser.organisation, **more)
        return f"/manage/{organiser.organisation.slug}/opportunities/{thing.pk}/what/"

    def test_names_what_was_not_ticked(self, client, organiser):
        told = {"title": "Pond day", "summary": "Clear weeds, plant trees and look after wildlife in the park."}

        unticked = client.get(self.page(organiser, causes=[], **told)).content.decode()
        ticked = client.get(self.page(organiser, causes=[Cause.GREEN], **told)).content.decode()

        assert "It reads like something for" in unticked
        assert str(Cause.GREEN.label) in unticked.split("likely-title")[2].split("</ul>")[0]
        assert (
            "likely-title" not in ticked
            or str(Cause.GREEN.label) not in ticked.split("likely-title")[2].split("</ul>")[0]
        )

    def test_goes_along_while_somebody_types(self, client, organiser):
        page = self.page(organiser, causes=[], title="Draft", summary="", what_you_do="")

        found = client.post(
            page, {"title": "Choir night", "summary": "Singing and music"}, headers={"HX-Request": "true"}
        )

        assert "Arts, history, culture" in found.content.decode()

    def test_is_not_asked_on_other_steps(self, client, organiser):
        page = self.page(organiser, causes=[], title="Pond day", summary="Plant trees in the park.")

        assert "likely-title" not in client.get(page.replace("/what/", "/when/")).content.decode()
