"""The search page: one list of everything public; what is not public never stands in it; nothing found is counted, without words."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import PlainPage, SearchedInVain
from cms.searching.services import missed
from hub.taxonomy.codes import Cause
from hub.words import searching
from opportunities.models import Opportunity, State, UnmetWish
from opportunities.models.unmet import Source
from organisations.models import Tier
from tests import written
from tests.factories import OpportunityFactory, OrganisationFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh():
    written.pages()
    searching.forget()
    yield
    searching.forget()


def something(title="Prune the apple trees", *, group="Orchard friends", **more):
    opportunity = OpportunityFactory(organisation=OrganisationFactory(name=group), title=title, **more)
    SessionFactory(opportunity=opportunity)
    return opportunity


def search(text, **more):
    return Client().get(reverse("search"), {"q": text, **more})


def titles(answer):
    return [row.title for row in answer.context.get("rows", [])]


def test_an_empty_box_only_asks():
    answer = Client().get(reverse("search"))

    assert answer.status_code == 200
    assert "found" not in answer.content.decode().split("<main")[1]


def test_things_groups_and_steps_stand_in_one_list():
    something("Keep the accounts of the orchard", group="Orchard friends")

    found = search("orchard")
    also = search("bank account")

    assert set(titles(found)) == {"Orchard friends", "Keep the accounts of the orchard"}
    assert any(row.kind == "step" for row in also.context["rows"])


def test_a_kind_is_shown_alone_and_counted():
    something(group="Orchard friends", title="Prune the orchard")

    answer = search("orchard", kind="organisation")

    assert titles(answer) == ["Orchard friends"]
    assert {tab.label: tab.count for tab in answer.context["tabs"].items} == {
        "Everything": 2,
        "To take part in": 1,
        "Groups": 1,
    }


def test_an_unknown_kind_shows_everything():
    something(title="Prune the orchard")

    assert len(titles(search("orchard", kind="secrets"))) == 2


def test_a_slip_of_the_finger_is_forgiven_and_said():
    something("Wash the windows of the greenhouse")

    answer = search("greenhuose")

    assert titles(answer) == ["Wash the windows of the greenhouse"]
    assert answer.context["unknown"] == ["greenhuose"]


@pytest.mark.parametrize("state", [State.DRAFT, State.CLOSED])
def test_what_is_not_on_show_is_not_found(state):
    hidden = something("Prune the quince hedge", group="Orchard friends")
    Opportunity.objects.filter(pk=hidden.pk).update(state=state)

    assert "Prune the quince hedge" not in titles(search("quince"))


def test_what_closed_since_the_index_was_made_is_left_out(settings):
    settings.MATCH_INDEX_SECONDS = 60
    hidden = something("Prune the quince hedge")
    assert "Prune the quince hedge" in titles(search("quince"))

    Opportunity.objects.filter(pk=hidden.pk).update(state=State.CLOSED)

    assert "Prune the quince hedge" not in titles(search("quince"))


def test_a_group_that_nobody_has_checked_is_not_found():
    OrganisationFactory(name="Quince growers", tier=Tier.T0)

    assert "Quince growers" not in titles(search("quince"))


def test_a_page_taken_down_is_not_found():
    page = PlainPage.objects.live().first()
    page.title = "Quince for all"
    page.save()
    assert titles(search("quince")) == ["Quince for all"]

    page.unpublish()
    searching.forget()

    assert "Quince for all" not in titles(search("quince"))


def test_the_name_of_a_place_leads_to_what_is_near_it():
    answer = search("Earlsfield")

    assert f"{reverse('opportunities:list')}?near=Earlsfield" in answer.content.decode()


def test_what_was_typed_is_shown_as_words():
    assert "<script>alert" not in search("<script>alert(1)</script>").content.decode()


@pytest.mark.parametrize("odd", ["\x00", "🌳", "a" * 3000, "   ", "%s {x} {{ y }}", "'; drop table"])
def test_odd_text_gets_an_answer(odd):
    assert search(odd).status_code == 200


class TestNothingFound:
    def test_is_counted_by_what_it_was_about(self):
        search("zzyzxq")

        wish = UnmetWish.objects.get(source=Source.SEARCH)
        assert (wish.count, wish.causes) == (1, frozenset())

    def test_is_counted_under_a_cause_it_names(self):
        missed.note("animals", at=timezone.now())

        assert UnmetWish.objects.get().causes == frozenset({Cause.ANIMALS})

    def test_of_one_kind_alone_is_not_said_to_be_counted(self):
        something("Prune the orchard")

        answer = search("orchard", kind="story")

        assert titles(answer) == []
        assert "We have counted" not in answer.content.decode()
        assert not UnmetWish.objects.exists()
        assert "We have counted" in search("zzyzxq").content.decode()

    def test_helps_on(self):
        something("Prune the apple trees")

        answer = search("zzyzxq")

        page = answer.content.decode()
        assert reverse("preferences") in page and reverse("opportunities:list") in page
        assert [card.title for card in answer.context["soon"]] == ["Prune the apple trees"]

    def test_words_are_kept_only_after_three_days(self):
        now = timezone.now()
        for day in range(2):
            missed.note("Yurts", at=now + timedelta(days=day))
        missed.note("yurts", at=now + timedelta(days=1))
        assert SearchedInVain.objects.get().words == ""

        missed.note("yurts", at=now + timedelta(days=2))

        kept = SearchedInVain.objects.get()
        assert (kept.words, kept.days) == ("yurts", 3)
        assert "yurts" not in kept.digest

    @pytest.mark.parametrize(
        "private", ["ring me on 07700 900123", "12 Heron House", "my mum fell and needs company now", "SW18 2PU yurts"]
    )
    def test_words_that_may_tell_of_somebody_are_never_kept(self, private):
        for day in range(4):
            missed.note(private, at=timezone.now() + timedelta(days=day))

        assert not SearchedInVain.objects.exists()

    def test_words_go_when_nobody_looks_for_them_any_more(self):
        now = timezone.now()
        missed.note("yurts", at=now - timedelta(days=200))
        missed.note("coracles", at=now)

        assert missed.drop(before=now - timedelta(days=180), at=now) == 1
        assert SearchedInVain.objects.count() == 1


def test_queries_stay_the_same_however_much_is_found(django_assert_max_num_queries, settings):
    settings.MATCH_INDEX_SECONDS = 60
    for number in range(12):
        something(f"Prune the orchard {number}", group=f"Orchard friends {number}")
    search("orchard")

    with django_assert_max_num_queries(14):
        search("orchard")


@pytest.mark.limits
def test_searching_without_end_is_held_back(settings):
    settings.ACCOUNT_RATE_LIMITS = {"hub_search": "2/m/ip"}
    cache.clear()

    assert [search("orchard").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize("kind", ["found", "nothing"])
def test_what_was_typed_in_quotation_marks_has_one_pair_of_them(kind):
    if kind == "found":
        something("Tea and chat")

    page = search('"tea" chat').content.decode()

    assert "“‘tea’ chat”" in page
    assert "““" not in page
    assert "“&quot;" not in page
