"""Not for me: one press leaves a suggestion out, for good; another has it suggested again, and a refusal to be asked stays."""

import pytest
from django.urls import reverse

from hub.access.actors import NOBODY
from hub.audit.models import Entry
from matching.preferences.models import Because, Exclusion, Why
from matching.preferences.services import leaving_out
from matching.suggestions.selectors import suggesting
from tests.factories import UserFactory
from tests.matching.suggestions.things import cook, thing

pytestmark = pytest.mark.django_db
ME = reverse("me")


@pytest.fixture
def user():
    return UserFactory()


@pytest.fixture
def said(user, noon):
    return cook(noon, who=user.person)


@pytest.fixture
def mine(client, user):
    client.force_login(user)
    return client


def shown(said, at):
    return [row.opportunity.title for row in suggesting.find(said, at=at).rows]


class TestOnePress:
    def test_leaves_it_out_for_good_and_says_so(self, said, mine, noon):
        gone, kept = thing("Stir the soup"), thing("Bake")

        page = mine.post(reverse("not_for_me", args=[gone.pk]), follow=True).content.decode()

        assert shown(said, noon) == [kept.title]
        assert "We don’t suggest that to you again." in page
        assert Entry.objects.about(said.person_id).filter(event="preference.left_out").count() == 1

    def test_another_has_it_suggested_again(self, said, mine, noon):
        row = thing("Stir the soup")
        mine.post(reverse("not_for_me", args=[row.pk]))

        mine.post(reverse("not_for_me", args=[row.pk]), {"do": "back"})

        assert shown(said, noon) == [row.title]

    def test_a_third_says_why(self, mine, said):
        row = thing("Stir the soup")
        mine.post(reverse("not_for_me", args=[row.pk]))

        page = mine.post(reverse("not_for_me", args=[row.pk]), {"why": "far"}, follow=True).content.decode()

        assert Exclusion.objects.get().why == Why.FAR
        assert "It’s too far" in page

    def test_on_what_nobody_may_see_is_no_page(self, mine):
        assert mine.post(reverse("not_for_me", args=[987654])).status_code == 404


def test_who_does_not_want_to_be_asked_stays_unasked(said, mine, noon):
    row = thing("Stir the soup")
    Exclusion.objects.create(person=said.person, opportunity=row, because=Because.DO_NOT_ASK, at=noon)

    mine.post(reverse("not_for_me", args=[row.pk]), {"do": "back"})

    assert shown(said, noon) == []


def test_a_worker_puts_back_what_a_worker_was_told_alone(said, noon):
    row = thing("Stir the soup")
    leaving_out.leave_out(said.person, row, because=Because.NOT_FOR_ME, by=NOBODY, at=noon)

    told = frozenset({Because.TOLD_WORKER})
    assert not leaving_out.put_back(said.person, row.pk, said_by=told, by=NOBODY, at=noon)
    assert shown(said, noon) == []
