"""Two tabs, or two people, with the same form open: the later one never undoes the earlier one unseen."""

from importlib import import_module

import pytest
from django.forms import ModelForm
from django.urls import reverse

from hub.design.versions import Versioned
from matching.preferences.services import saving
from tests import stage as stages
from tests.html_forms import fields_of

pytestmark = pytest.mark.django_db

OURS = ("hub.", "organisations.", "opportunities.", "matching.")


class Tab:
    """One open form."""

    def __init__(self, stage, who, url, *, having):
        self.client, self.url, self.having = stage.client(who), url, having
        self.read(self.client.get(url))

    def read(self, page):
        self.html = page.content.decode()
        self.fields = fields_of(self.html, having=self.having)

    def save(self, **typed):
        """Type into the form and save it; what comes back is the form, if it was not taken."""
        sent = self.fields | {name: value if isinstance(value, list) else [value] for name, value in typed.items()}
        answer = self.client.post(self.url, sent)
        if answer.status_code == 200:
            self.read(answer)
        return answer.status_code == 302


@pytest.fixture
def two(stage):
    url = reverse("manage:step", args=[stage.larder.slug, stage.opportunity.pk, "what"])
    return [Tab(stage, "col", url, having="title") for _tab in range(2)]


def test_what_only_the_other_changed_stays(stage, two):
    assert two[0].save(summary="Nobody goes hungry.", causes=["green"])
    assert two[1].save(title="Pack the bags")

    stage.opportunity.refresh_from_db()
    assert (stage.opportunity.title, stage.opportunity.summary) == ("Pack the bags", "Nobody goes hungry.")
    assert stage.opportunity.causes == {"green"}


@pytest.mark.parametrize(
    ("step", "having", "first", "second", "words"),
    [
        ("good-to-know", "access_note", {"access": ["quiet"]}, {"access_no": ["quiet"]}, "as there and as not there"),
        ("who", "max_age", {"min_age": "30"}, {"max_age": "20"}, "below the youngest age, 30"),
    ],
)
def test_what_cannot_be_true_with_what_the_other_changed_is_said(stage, step, having, first, second, words):
    type(stage.opportunity).objects.filter(pk=stage.opportunity.pk).update(access=[], access_no=[])
    url = reverse("manage:step", args=[stage.larder.slug, stage.opportunity.pk, step])
    one, two = (Tab(stage, "col", url, having=having) for _tab in range(2))

    assert one.save(**first)
    assert not two.save(**second)

    assert words in two.html
    for name, typed in (first | second).items():
        assert two.fields[name] == (typed if isinstance(typed, list) else [typed])


def test_where_both_changed_the_second_sees_both_texts_and_nothing_is_saved(stage, two):
    two[0].save(title="Pack & carry")
    assert not two[1].save(title="Sort and stack")

    stage.opportunity.refresh_from_db()
    assert stage.opportunity.title == "Pack & carry"
    assert two[1].fields["title"] == ["Sort and stack"]
    assert "“Pack &amp; carry”" in two[1].html


def test_saving_again_keeps_mine(stage, two):
    two[0].save(title="Pack and carry", summary="Nobody goes hungry.")
    two[1].save(title="Sort and stack")
    assert two[1].save()

    stage.opportunity.refresh_from_db()
    assert (stage.opportunity.title, stage.opportunity.summary) == ("Sort and stack", "Nobody goes hungry.")


def test_the_other_text_can_be_taken(stage, two):
    two[0].save(title="Pack and carry")
    two[1].save(title="Sort and stack", what_you_do="We pack.")
    assert 'name="take-theirs"' in two[1].html
    assert two[1].save(**{"take-theirs": "1"})

    stage.opportunity.refresh_from_db()
    assert (stage.opportunity.title, stage.opportunity.what_you_do) == ("Pack and carry", "We pack.")


def test_a_third_change_is_seen_too(stage, two):
    two[0].save(title="One")
    two[1].save(title="Two")
    two[0].read(two[0].client.get(two[0].url))
    two[0].save(title="Three")
    assert not two[1].save()
    assert "“Three”" in two[1].html


def test_both_changing_to_the_same_is_no_quarrel(two):
    assert two[0].save(title="Pack the bags")
    assert two[1].save(title="Pack the bags")


CASES = {
    "organisation": ("col", "manage:about", "about", "We share food.", "We cook."),
    "places": ("col", "manage:session", "places", "9", "12"),
    "preference": ("ama", "preferences", "anything", "Not Fridays.", "Not Mondays."),
    "a resident's, by a worker": ("bev", "frontline:preference", "anything", "Not Fridays.", "Not Mondays."),
    "workspace": ("col", "toolkit_about", "name", "Larder One", "Larder Two"),
}


@pytest.mark.parametrize(("who", "page", "field", "one", "other"), CASES.values(), ids=CASES)
def test_every_form_that_edits(stage, who, page, field, one, other):
    tabs = [Tab(stage, who, stage.urls.get(page) or reverse(page), having=field) for _tab in range(2)]
    assert tabs[0].save(**{field: one + "" if one.isdigit() else one + "!"})
    assert not tabs[1].save(**{field: other})
    assert one in tabs[1].html
    assert 'name="take-theirs"' in tabs[1].html
    assert tabs[1].save()


def test_a_resident_and_a_worker_at_once(stage):
    joan, bev = stage.people["joan"], Tab(stage, "bev", stage.urls["frontline:preference"], having="words")
    saving.save(joan, saving.Said(words="I like gardening.", anything="By the door."), by=stages.SYSTEM, at=stage.at)
    assert bev.save(words="I like baking.") is False
    assert "“I like gardening.”" in bev.html


def _below(kind):
    for one in kind.__subclasses__():
        yield one
        yield from _below(one)


def test_a_form_of_a_saved_row_cannot_forget_it():
    import_module("hub.urls")
    ours = [form for form in _below(ModelForm) if form.__module__.startswith(OURS)]
    assert len(ours) >= 7
    assert [form.__qualname__ for form in ours if not issubclass(form, Versioned)] == []
