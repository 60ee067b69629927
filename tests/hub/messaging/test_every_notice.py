"""Whatever a title or a name is made of, a message says it as it was typed, and a page that shows the message escapes it once."""

import html
import re

import pytest
from django.template import loader
from django.urls import reverse
from django.utils import translation
from django.utils.translation import trans_real

from hub.core import cleaning, registry
from hub.messaging import texts
from hub.messaging.models import Message
from hub.people.models import Channel, Person
from opportunities.models import Opportunity
from organisations.models import Organisation
from tests.catalogue import WELSH, Lacking
from tests.hub.messaging import every_notice
from tests.hub.messaging.every_notice import CASES

pytestmark = pytest.mark.django_db

TITLE = """Tea & <b>chat</b> "at" O'Neil's"""
GROUP = """Fox & Hound's "Den" <x>"""
NAME = """D'Arcy & "Jo" <y>"""
ESCAPED = re.compile(r"&(?:amp|lt|gt|quot|apos|#x?[0-9a-f]+);", re.IGNORECASE)


@pytest.fixture
def odd(stage):
    """The small world, with a title and names full of signs that mean something in HTML."""
    Opportunity.objects.update(title=TITLE)
    Organisation.objects.update(name=GROUP)
    Person.objects.exclude(first_name="").update(first_name=NAME)
    return stage


def test_what_a_notice_replaces_is_another_notice():
    notices = [notice for contract in registry.contracts() for notice in contract.notices]
    codes = {notice.code for notice in notices}

    assert set().union(*(notice.replaces for notice in notices)) <= codes
    assert not [notice.code for notice in notices if notice.code in notice.replaces]


def test_there_is_a_case_of_each_notice():
    named = {code for contract in registry.contracts() for code in (notice.code for notice in contract.notices)}
    assert {every_notice.code(name) for name in CASES} == named, (
        "CASES in every_notice.py has one for each way it can go"
    )


@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.TEXT])
@pytest.mark.parametrize("name", CASES)
def test_a_message_says_titles_and_names_as_they_were_typed(odd, name, channel):
    told = every_notice.content(odd, name, channel)

    assert not ESCAPED.search(told.heading + told.words)


@pytest.mark.parametrize("name", CASES)
def test_whoever_chose_welsh_is_told_in_welsh(stage, monkeypatch, name):
    lacking = Lacking()
    monkeypatch.setattr(trans_real.translation("cy"), "_fallback", lacking)
    Person.objects.update(language="cy")
    ref, person = CASES[name](stage)
    person.refresh_from_db()
    notice = registry.notice(every_notice.code(name))(str(ref))

    for channel in (Channel.EMAIL, Channel.TEXT):
        notice.content(person, channel, at=stage.at)

    assert {words for words in lacking.asked if words} == set(), WELSH


def test_a_title_and_a_name_arrive_whole(odd):
    told = every_notice.content(odd, "signed_up, held", Channel.EMAIL)

    assert told.heading == f"You have a place: {TITLE}"
    assert told.words.startswith(f"Hello {NAME},\n\nYou have a place at “{cleaning.quotable(TITLE)}” with {GROUP}.")


@pytest.mark.parametrize("template", ["account/messages/email_confirmed.txt", "account/email/login_code_subject.txt"])
def test_all_plain_text_is_found_by_the_engine_that_does_not_escape(template):
    found = loader.get_template(template)

    assert found.backend.name == "text"
    assert "&" not in found.render({"email": "o'neil@example.test"})


def test_a_page_cannot_include_plain_text():
    from django.template import TemplateDoesNotExist, engines

    page = engines["django"].from_string("{% include 'notices/slip.heading.txt' %}")

    with pytest.raises(TemplateDoesNotExist):
        page.render({})


def test_the_desk_sees_a_message_escaped_once(odd):
    Message.objects.filter(channel__in=(Channel.PHONE, Channel.LETTER)).update(heading=TITLE, words=f"{TITLE}, {GROUP}")

    page = odd.client("max").get(odd.urls["manage:calls"]).content.decode()

    assert f"<b>{html.escape(TITLE)}</b>" in page
    assert f'<h3 class="letter-heading">{html.escape(TITLE)}</h3>' in page
    assert f"{html.escape(TITLE)}, {html.escape(GROUP)}</p>" in page
    assert "&amp;amp;" not in page
    assert "<b>chat</b>" not in page


def test_the_demo_outbox_shows_a_message_escaped_once(odd, settings):
    settings.DEMO = True
    Message.objects.exclude(words="").update(heading=TITLE, words=f"{TITLE}, {GROUP}")

    shown = odd.client("nobody").get(reverse("demo:outbox")).content.decode()

    assert f"{html.escape(TITLE)}, {html.escape(GROUP)}" in shown
    assert "&amp;amp;" not in shown
    assert "<b>chat</b>" not in shown


AT_MOST = 2
"""In how many parts a text is sent, at most, where title and group have no more than thirty letters."""


class TestTexts:
    @pytest.mark.parametrize("name", CASES)
    def test_in_plain_english_keep_to_the_cheap_alphabet(self, stage, name):
        words = every_notice.content(stage, name, Channel.TEXT).words

        assert sorted({sign for sign in words if not texts.is_gsm_7(sign)}) == []

    @pytest.mark.parametrize("name", CASES)
    def test_are_short(self, stage, settings, name):
        settings.SITE_URL = "https://hub.wandsworth.example.org"
        Opportunity.objects.update(title="Lay tables and chat over lunch")
        words = every_notice.content(stage, name, Channel.TEXT).words

        shorter = f"notices/{every_notice.code(name)}.text.txt says it shorter"
        assert texts.parts(words) <= AT_MOST, f"{len(words)} characters, {shorter}: {words}"

    def test_keep_the_letters_of_a_name(self, stage):
        Person.objects.exclude(first_name="").update(first_name="Siôn Ŵyn")

        with translation.override("en-gb"):
            words = every_notice.content(stage, "sign_in_code", Channel.TEXT).words

        assert "Siôn Ŵyn" in words


@pytest.mark.parametrize("name", CASES)
def test_no_address_is_read_out_or_printed(stage, name):
    for channel in (Channel.PHONE, Channel.LETTER):
        assert "://" not in every_notice.content(stage, name, channel).words


@pytest.mark.parametrize("channel", [Channel.PHONE, Channel.LETTER])
@pytest.mark.parametrize("name", ["passed_on", "own_pages", "own_steps"])
def test_a_call_and_a_letter_say_where_to_type_the_code(stage, name, channel):
    told = every_notice.content(stage, name, channel)

    assert "link" not in told.words
    assert re.search(r"type the code [\w-]+ at [^ ]+/code/\.", told.words)
