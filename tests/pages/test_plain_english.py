"""Residents' pages and the toolkit are in plain English: Flesch-Kincaid grade 6 on average, and none above 8."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.toolkit.models import Stage, Step, Toolkit
from tests import stage as stages
from tests.architecture import plain_english
from tests.pages.test_pages import OPEN

MOST_ON_AVERAGE, MOST = 6.0, 8.0
RESIDENTS = ("nobody", "ama")
NOT_FOR_READING = {"healthz", "design:gallery", "api:docs"}
"""For machines, for designers, for programmers."""

COUNTED_BY_HAND = {
    1: "a time home there whole stopped ones asked please street you’re help moved trees",
    2: "people money garden table open being neighbour really doing every reply ideas quiet city",
    3: "area together volunteer idea family already deliver September library possible",
    4: "community organiser operation usually especially",
    5: "organisation opportunity university",
    6: "responsibility",
}


@pytest.mark.parametrize(
    ("count", "word"),
    [(count, word) for count, words in COUNTED_BY_HAND.items() for word in words.split()],
)
def test_syllables_are_counted_as_a_person_would(count, word):
    assert plain_english.syllables(word) == count


def test_the_formula_gives_what_it_gives_by_hand():
    """Ten words, two sentences, eleven syllables: 0.39 × 5 + 11.8 × 1.1 − 15.59 = −0.66."""
    assert plain_english.grade("We meet on a Monday. You can bring your tea.") == pytest.approx(-0.66, abs=0.005)


def test_long_words_and_long_sentences_are_hard_to_read():
    hard = (
        "Notwithstanding the aforementioned organisational considerations, participating individuals are "
        "responsible for demonstrating appropriate accreditation prior to commencing voluntary activities."
    )

    assert plain_english.grade(hard) > 16


def test_only_the_running_text_of_the_main_part_counts():
    page = (
        "<header><p>One two three four five.</p></header><main><p>We meet here each day.</p><nav>A B C D E</nav></main>"
    )

    assert plain_english.words_of(page).split() == ["We", "meet", "here", "each", "day."]


def _addresses(stage):
    """Return every page that residents see, then every page of the toolkit and those editors wrote, each with who looks."""
    for name, who in OPEN.items():
        if who in RESIDENTS and name not in NOT_FOR_READING:
            yield who, stage.urls.get(name) or reverse(name)
    for kind in (Toolkit, Stage, Step):
        for page in kind.objects.live().order_by("path"):
            yield "nobody", page.url
    for page in Page.objects.live().filter(depth__gte=2).exclude(content_type__app_label="toolkit"):
        yield "nobody", page.url


@pytest.mark.django_db
def test_pages_are_easy_to_read():
    stage = stages.build()
    clients = {who: Client() if who == "nobody" else stage.client(who) for who in RESIDENTS}
    grades = {}
    for who, address in _addresses(stage):
        answer = clients[who].get(address)
        assert answer.status_code == 200, address
        grades[address] = plain_english.grade(plain_english.words_of(answer.content.decode()))
    hardest = sorted(grades.items(), key=lambda pair: -pair[1])[:5]
    print(f"\n{len(grades)} pages, mean grade {plain_english.mean(grades.values()):.1f}, hardest {hardest}")

    assert len(grades) > 80
    assert plain_english.mean(grades.values()) <= MOST_ON_AVERAGE
    assert hardest[0][1] <= MOST, hardest
