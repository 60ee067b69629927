"""What I agreed to: each sentence in full, as it stood before me."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hub.access.actors import OWN_PAGES
from hub.consent import wordings
from hub.consent.models import Consent, GivenBy, How, Purpose, Wording
from hub.consent.services import consents
from hub.people.models import Channel, Field
from hub.people.services import links
from tests.factories import DAY, NOON, OrganisationFactory, UserFactory, person, resident
from tests.hub.consent.own_page import IN_FULL, PAGE, address, agree, browser_of, over, seen

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def larder():
    return OrganisationFactory(name="Earlsfield Larder")


@pytest.fixture
def ama():
    return UserFactory(email="ama@example.test")


@pytest.fixture
def mine(ama):
    return browser_of(ama)


class TestThePage:
    def test_is_about_every_sentence_there_is(self):
        assert {code for code, _purpose in IN_FULL} == set(wordings.CURRENT)
        assert {purpose for _code, purpose in IN_FULL} == set(Purpose)

    @pytest.mark.parametrize(("code", "purpose"), IN_FULL)
    def test_shows_the_whole_sentence_with_the_name_of_whom(self, mine, ama, larder, code, purpose):
        agree(ama, code, purpose, organisation=larder if purpose == Purpose.PASS_ON else None)

        assert f"“{IN_FULL[code, purpose]}”" in seen(mine)
        assert "{organisation}" not in seen(mine)

    def test_says_with_whom_what_for_which_fields_since_when_and_until_when(self, mine, ama, larder):
        fields = (Field.SURNAME, Field.FIRST_NAME)
        agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder, fields=fields, until=NOON + 30 * DAY)

        words = seen(mine)

        assert "Earlsfield Larder Pass my details on: first name, surname." in words
        assert "Since Monday 23 November, given online by you." in words
        assert "Until 23 December 2026." in words

    def test_says_when_a_worker_wrote_it_down_on_their_word(self, mine, ama):
        agree(ama, given_by=GivenBy.WORKER, how=How.PHONE)

        assert "given on the phone by a worker, on your word." in seen(mine)

    def test_says_that_one_without_an_end_holds_until_it_is_taken_back(self, mine, ama):
        agree(ama)

        assert "Until you take it back." in seen(mine)

    def test_has_the_newest_first(self, mine, ama, larder):
        agree(ama, at=NOON - DAY)
        agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder)

        words = seen(mine)

        assert words.index("Earlsfield Larder") < words.index("keep my name")

    def test_has_one_card_for_all_that_is_taken_back_together(self, mine, ama, larder):
        agree(ama, at=NOON - 2 * DAY)
        for days in (1, 0):
            agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder, at=NOON - days * DAY)
        newest = agree(ama, "referral", Purpose.PASS_ON, organisation=larder)

        page = mine.get(PAGE).content.decode()
        words = seen(mine)

        assert page.count('<article class="panel agreement">') == 2
        assert f'href="{address(newest)}"' in page
        assert "Since Monday 23 November, given online by you. Until you take it back. Given 3 times." in words
        assert words.count("Given ") == 1

    def test_has_a_card_for_each_group(self, mine, ama, larder):
        for organisation in (larder, OrganisationFactory(name="Balham Bakers")):
            agree(ama, "sign_up", Purpose.PASS_ON, organisation=organisation)

        words = seen(mine)

        assert "Earlsfield Larder Pass" in words
        assert "Balham Bakers Pass" in words
        assert "Given " not in words

    def test_says_so_when_nothing_holds(self, mine):
        assert "Nothing holds just now." in seen(mine)

    def test_shows_nothing_of_anybody_else(self, mine, larder):
        agree(UserFactory(), "sign_up", Purpose.PASS_ON, organisation=larder)

        assert "Nothing holds just now." in seen(mine)
        assert "Earlsfield Larder" not in seen(mine)

    def test_puts_what_has_run_out_among_what_is_over(self, mine, ama, clock):
        agree(ama, until=NOON + DAY)
        assert over(mine) == ""

        clock.move_to(NOON + DAY)

        assert "The Hub : keep my details" in over(mine)
        assert "Nothing holds just now." in seen(mine)

    def test_opens_by_private_link_and_leads_a_stranger_to_the_door(self, larder):
        joan = person("Joan", "+447700900151", Channel.TEXT)
        consents.give(joan, Purpose.KEEP_RECORD, wording="keep_record", by=resident(UserFactory()), at=NOON)
        token = links.make(joan, OWN_PAGES, at=NOON, until=NOON + DAY)
        client = Client()

        assert client.get(PAGE).url.startswith(reverse("account_login"))
        client.get(reverse("private_link", args=[token]))
        assert "keep my name" in seen(client)

    def test_asks_the_database_no_more_for_ten_than_for_one(self, mine, ama):
        def queries():
            with CaptureQueriesContext(
                connection,
            ) as found:
                mine.get(PAGE)
            return len(found)

        agree(ama, "sign_up", Purpose.PASS_ON, organisation=OrganisationFactory())
        one = queries()
        for _more in range(9):
            agree(ama, "sign_up", Purpose.PASS_ON, organisation=OrganisationFactory())

        assert queries() == one


class TestTheVersion:
    def test_that_was_agreed_to_stays_on_the_page_when_the_sentence_changes(self, mine, ama, monkeypatch):
        agree(ama, at=NOON - DAY)
        monkeypatch.setitem(wordings.CURRENT, "keep_record", (2, "Yes, keep everything for ever."))
        other = UserFactory()
        agree(other)

        assert IN_FULL["keep_record", Purpose.KEEP_RECORD] in seen(mine)
        assert "for ever" not in seen(mine)
        assert "Yes, keep everything for ever." in seen(browser_of(other))
        assert [one.wording.version for one in Consent.objects.order_by("pk")] == [1, 2]

    def test_stays_on_the_page_of_taking_it_back_too(self, mine, ama, monkeypatch):
        consent = agree(ama)
        monkeypatch.setitem(wordings.CURRENT, "keep_record", (2, "Yes, keep everything for ever."))

        assert IN_FULL["keep_record", Purpose.KEEP_RECORD] in seen(mine, address(consent))

    def test_is_kept_once_however_many_agree_to_it(self, ama):
        agree(ama)
        agree(UserFactory())

        assert Wording.objects.filter(code="keep_record").count() == 1

    def test_can_be_neither_changed_nor_thrown_away(self, ama):
        wording = agree(ama).wording
        wording.text = "Yes, keep everything for ever."

        with pytest.raises(RuntimeError):
            wording.save()
        with pytest.raises(RuntimeError):
            wording.delete()
        assert Wording.objects.get().text == IN_FULL["keep_record", Purpose.KEEP_RECORD]

    def test_stands_in_the_language_in_which_they_agreed_whatever_they_read_now(self, mine, ama):
        agree(ama)
        ama.person.language = "cy"
        ama.person.save(update_fields=["language"])
        mine.cookies["django_language"] = "cy"

        assert IN_FULL["keep_record", Purpose.KEEP_RECORD] in seen(mine)

    def test_keeps_the_name_of_the_group_out_of_the_row(self, ama, larder):
        consent = agree(ama, "sign_up", Purpose.PASS_ON, organisation=larder)

        assert "{organisation}" in consent.wording.text
        assert consent.recipient == larder
