"""A figure or setting in curly brackets is filled in wherever a page shows it, and what stands for nothing is refused."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms.models import HomePage, PlainPage, Story, StoryIndex
from cms.models.figured import pages_naming
from cms.toolkit.models import Step
from hub.figures.models import Figure
from tests import stage as stages
from tests import written

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def bread():
    written.pages()
    day = timezone.localdate()
    return Figure.objects.create(
        key="bread", value="£2 & a smile", about="bread", source="baker", as_at=day, review_by=day
    )


@pytest.fixture
def story():
    """A story that names a figure in its teaser and its text, with the front page quoting it."""
    story = Story(
        title="Rosa and the bikes",
        teaser="I paid {bread} and stayed.",
        who="Rosa",
        body=[("words", "<p>It is {bread} in {place}, and {nothing-known}.</p>")],
        agreed_on=timezone.localdate(),
        agreed_how="slip",
        shown_until=timezone.localdate() + timedelta(days=9),
    )
    StoryIndex.objects.get().add_child(instance=story)
    home = HomePage.objects.get()
    home.body.append(("story", {"story": story}))
    home.save()
    return story


def read(client, page):
    return client.get(page.url).content.decode()


def test_on_a_story_its_list_and_the_front_page(client, story, settings):
    settings.HUB_PLACE = "Llandaff"
    for page in (story, story.get_parent(), HomePage.objects.get()):
        words = read(client, page)
        assert "I paid £2 &amp; a smile and stayed." in words
        assert "{bread}" not in words
        assert "{place}" not in words
    assert "in Llandaff, and {nothing-known}." in read(client, story)


def test_on_a_plain_page_and_in_its_title(client, bread):
    page = PlainPage(title="Bread is {bread}", lead="Ring {phone}.", body=[("words", "<p>Eat.</p>")])
    HomePage.objects.get().add_child(instance=page)

    words = read(client, page)

    assert "<h1>Bread is £2 &amp; a smile</h1>" in words
    assert "{phone}" not in words


def test_changes_with_the_setting_at_once(client, settings):
    for name in ("Llandaff", "Splott"):
        settings.HUB_PLACE = name
        assert f"things to do in {name}" in read(client, HomePage.objects.get())


@pytest.mark.parametrize("field", ["lead", "body"])
def test_a_name_that_stands_for_nothing_is_refused_beside_its_field(field):
    page = PlainPage.objects.first()
    said = dict.fromkeys(("lead", "body"), "{bread}") | {field: "{bred}"}
    body = streamfield([("words", rich_text(f"<p>It costs {said['body']}.</p>"))])
    data = nested_form_data({"title": page.title, "slug": page.slug, "lead": said["lead"], "body": body})

    form = page.get_edit_handler().get_form_class()(data, instance=page)

    assert "There is no figure {bred}" in str(form.errors.get(field))
    assert list(form.errors) == [field]


def test_texts_with_a_day_beside_them_are_read_too(bread):
    step = Step.objects.first()
    fact = {"text": "It costs {bread}.", "is_custom": True, "source": "", "as_at": bread.as_at, "review_by": None}
    step.facts = [("fact", fact)]
    step.save()

    assert pages_naming("bread") == [step]


def test_where_a_figure_is_used_is_known(story):
    assert pages_naming("bread") == [story.specific]
    assert Page.objects.get(slug="toolkit").specific not in pages_naming("bread")


class TestTheTableOfFigures:
    @pytest.fixture
    def admin(self):
        stage = stages.build()
        return stage.client("adi")

    def form(self, bread, **said):
        fields = ("key", "value", "about", "source", "url", "as_at", "review_by")
        return {name: getattr(bread, name) for name in fields} | {"checked_on": ""} | said

    def test_lists_where_it_is_used(self, admin, bread, story):
        page = admin.get(reverse("wagtailsnippets_figures_figure:edit", args=[bread.pk])).content.decode()

        assert "Used on" in page
        assert f"/admin/pages/{story.pk}/edit/" in page

    def test_keeps_a_name_that_pages_use(self, admin, bread, story):
        address = reverse("wagtailsnippets_figures_figure:edit", args=[bread.pk])

        page = admin.post(address, self.form(bread, key="loaf")).content.decode()

        assert "These pages use the name {bread}: Rosa and the bikes." in page
        assert Figure.objects.filter(key="bread").exists()

    def test_changes_one_that_none_uses_and_its_value_always(self, admin, bread, story):
        address = reverse("wagtailsnippets_figures_figure:edit", args=[bread.pk])
        admin.post(address, self.form(bread, value="£3"))
        assert Figure.objects.get(key="bread").value == "£3"
        story.delete()
        HomePage.objects.update(body="[]")

        admin.post(address, self.form(bread, key="loaf"))

        assert Figure.objects.filter(key="loaf").exists()

    @pytest.mark.parametrize(
        ("typed", "kept"), [("1 Oct 2027", "2027-10-01"), ("01/10/2027", "2027-10-01"), ("2027-10-01", "2027-10-01")]
    )
    def test_reads_a_day_however_it_is_typed(self, admin, bread, typed, kept):
        address = reverse("wagtailsnippets_figures_figure:edit", args=[bread.pk])

        admin.post(address, self.form(bread, review_by=typed))

        assert str(Figure.objects.get(key="bread").review_by) == kept

    def test_never_makes_today_of_what_it_cannot_read(self, admin, bread):
        address = reverse("wagtailsnippets_figures_figure:edit", args=[bread.pk])

        page = admin.post(address, self.form(bread, review_by="some time")).content.decode()

        assert 'value="some time"' in page
        assert "date-time-chooser" not in page

    @pytest.mark.parametrize(
        ("days", "words"), [(3, "This day is still to come."), (-3, "It was true only after this day.")]
    )
    def test_says_beside_the_field_why_it_was_not_checked_that_day(self, admin, bread, days, words):
        address = reverse("wagtailsnippets_figures_figure:edit", args=[bread.pk])

        answer = admin.post(address, self.form(bread, checked_on=str(bread.as_at + timedelta(days=days))))

        assert words in str(answer.context["form"].errors["checked_on"])
        assert "Constraint" not in answer.content.decode()
