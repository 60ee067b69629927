"""A choice that narrows some of the figures says which, on the screen, on paper and in the file."""

import csv
from dataclasses import dataclass
from datetime import date
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse

from cms.insight.presenters import page, tables
from cms.insight.presenters.scope import Scope
from cms.insight.selectors.period import Period
from hub.places import area
from hub.taxonomy.codes import Slot
from opportunities.search.services import unmet
from tests.cms.insight.test_figures import owed
from tests.cms.insight.test_presenters import figures
from tests.factories import DAY, NOON
from tests.paper import printed

FOUND = figures(counts=(20, 15, 10, 10, 10), windows={2: 20}, gap="weekday_evenings", share=80)
DAYS = Period(date(2026, 11, 2), date(2026, 11, 29))
WARD = area.wards()[0]


class TestTheNamesOfWhatIsNarrowed:
    def test_stand_before_the_sentences_about_it(self):
        sentences = page.page(FOUND, Scope("Roehampton", "Library")).sentences

        assert sentences == (
            "Library: 1 in 2 people we asked have been to something.",
            "Roehampton: Weekday evenings are the biggest gap.",
            "8 in 10 replies came in time.",
        )

    def test_stand_nowhere_when_nothing_is_chosen(self):
        assert not [words for words in page.page(FOUND).sentences if ": " in words]
        assert (Scope().notes, Scope().chosen) == ((), ())

    def test_stand_before_the_tables_of_the_file(self):
        rows = csv.reader(StringIO(tables.as_csv(FOUND, DAYS, Scope("Roehampton", "Library"))))

        assert list(dict.fromkeys(row[0] for row in rows))[1:] == [
            "Library: From being asked to coming back",
            "Roehampton: Wishes with no match",
            "Answers that came in time",
        ]


@dataclass
class Seen:
    """The page of figures as it stands on the screen and on paper."""

    panels: dict[str, str]
    words: str
    paper: str


@pytest.mark.django_db
class TestThePage:
    @pytest.fixture
    def seen(self, stage):
        cache.clear()
        client = stage.client("max")
        day = stage.at - 10 * DAY
        owed(10, hours=24, took=20, ago=(NOON - day).days)
        for _time in range(9):
            unmet.note(day=day.date(), ward=WARD[0], slots=[Slot(2)], causes=[], source="list")

        def look(**choice):
            answer = client.get(reverse("insight"), {"days": "year", **choice})
            found = BeautifulSoup(answer.content, "html.parser")
            panels = {one.h2.get_text(strip=True): one.get_text(" ", strip=True) for one in found.select(".panel")}
            words = " ".join(found.main.get_text(" ").split())
            return Seen(panels, words, printed(answer))

        yield look
        cache.clear()

    def test_says_what_our_service_is_about_and_what_it_is_not(self, seen):
        found = seen(who="ours")

        said = (
            "Only “From being asked to coming back” and how many have been to something are for Library alone. "
            "All other figures are for every service."
        )
        assert said in found.words
        assert said in found.paper
        assert [name for name, words in found.panels.items() if "Library" in words] == [
            "From being asked to coming back"
        ]

    def test_says_what_a_ward_is_about(self, seen):
        found = seen(ward=WARD[0])

        assert f"the biggest gap are for {WARD[1]} alone. All other figures are for all wards." in found.words
        assert f"{WARD[1]}:" in found.words

    def test_names_both_on_paper(self, seen):
        paper = seen(who="ours", ward=WARD[0]).paper

        assert f"Where: {WARD[1]}" in paper
        assert "Asked by: Library" in paper

    def test_has_its_table_on_paper_and_no_word_of_colours(self, seen):
        found = seen()

        assert "The stronger the colour" in found.words
        assert "The stronger the colour" not in found.paper
        assert "Show the table" not in found.paper
        assert "Answers due" in found.paper

    def test_gives_the_file_a_name_that_tells_it_from_everybodys(self, stage):
        client = stage.client("max")

        ours = client.get(reverse("insight_tables"), {"who": "ours", "ward": WARD[0]})
        everybody = client.get(reverse("insight_tables"))

        assert f"insight-ours-{WARD[0]}-" in ours["Content-Disposition"]
        assert WARD[0] not in everybody["Content-Disposition"]
        assert "Library: From being asked to coming back" in ours.content.decode()
        assert "Library" not in everybody.content.decode()
