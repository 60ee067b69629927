"""Nothing is recorded as sent unless a provider took it: what becomes of texts and emails while none is set."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cms.toolkit.forms import SendMe
from hub.access.actors import NOBODY
from hub.desk.models import Task
from hub.messaging import checks, notifications, outbox, texted_codes, trying
from hub.messaging.models import Item, Message, MessageState
from hub.messaging.notifications import StoppedTexts
from hub.people.models import Channel
from matching.frontline.capture.forms import Writing
from matching.frontline.people.forms import AddSomebody
from matching.preferences.forms import FirstTime, Own
from opportunities.signups.forms.signing_up import SayYes
from opportunities.signups.presenters import own
from opportunities.signups.services import signing_up
from tests.factories import OrganisationFactory, SessionFactory, resident, yes

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NUMBER = "+447700900123"


@pytest.fixture
def no_texts(settings):
    settings.TEXT_CHANNEL = ""


@pytest.fixture
def no_emails(settings):
    settings.EMAIL_GOES_OUT = False


def sign_up(channel, value):
    session = SessionFactory(starts_at=datetime(2026, 12, 1, 18, tzinfo=UTC))
    return signing_up.say_yes(session, yes("Ama", value, channel), by=NOBODY, at=NOON)


@pytest.mark.usefixtures("no_texts")
class TestTextsWithoutAProvider:
    def test_somebody_who_chose_texts_is_rung_on_the_same_number(self):
        desk = OrganisationFactory(desk=True)
        sign_up(Channel.TEXT, NUMBER)

        outbox.run(at=NOON)

        call = Task.objects.get()
        assert (call.message.channel, call.message.sent_to) == (Channel.PHONE, NUMBER)
        assert call.message.state == MessageState.HANDED_ON
        assert "You said yes" in call.message.words
        assert call.organisation == desk
        assert not Message.objects.filter(state=MessageState.SENT).exists()

    def test_the_call_can_be_made_and_closed_on_the_desks_page(self, stage):
        sign_up(Channel.TEXT, NUMBER)
        outbox.run(at=NOON)
        url = reverse("manage:calls", args=[stage.service.slug])

        shown = stage.client("bev").get(url).content.decode()

        assert "07700 900123" in shown.replace("\u00a0", " ")

    def test_a_code_to_sign_in_is_never_a_call(self):
        person = sign_up(Channel.TEXT, NUMBER).person
        Message.objects.all().delete()

        texted_codes.send(NUMBER, at=NOON)
        outbox.run(at=NOON)

        assert Message.objects.get(person=person).state == MessageState.NO_ROUTE
        assert not Task.objects.filter(message__notice="sign_in_code").exists()

    def test_who_said_stop_is_not_rung_about_it(self):
        person = sign_up(Channel.TEXT, NUMBER).person

        notifications.notify(person, StoppedTexts(str(person.routes.get().pk)), at=NOON)
        outbox.run(at=NOON)

        assert not Task.objects.filter(message__notice="stopped_texts").exists()

    def test_no_form_offers_texts(self, stage):
        forms = (
            FirstTime(),
            Own(person=stage.people["joan"]),
            AddSomebody(),
            Writing(),
            SendMe(),
            SayYes(opportunity=stage.opportunity, sessions=[stage.session]),
        )

        for form in forms:
            assert [value for value, _label in form.fields["kind"].choices] == ["phone", "email", "letter"]

    def test_who_chose_texts_finds_the_same_number_as_a_call(self, stage):
        joan = stage.people["joan"]
        ama = stage.users["ama"]
        ama.person.routes.filter(preferred=True).update(kind=Channel.TEXT, value=NUMBER)

        assert Own(person=joan).initial["kind"] == "phone"
        assert own.known(resident(ama))["kind"] == "phone"

    def test_the_page_that_texts_a_code_is_not_offered(self, client):
        assert reverse("code_text") not in client.get(reverse("code")).content.decode()
        assert client.get(reverse("code_text")).url == reverse("code")

    def test_a_slip_is_not_offered_as_a_text(self, stage):
        shown = stage.client("bev").get(stage.urls["frontline:slip"]).content.decode()

        assert "Send as a text" not in shown

    def test_a_test_text_says_what_to_set(self):
        with pytest.raises(trying.NotSent, match="TEXT_PROVIDER"):
            trying.text(NUMBER)


def test_all_forms_offer_texts_once_a_provider_is_set(client):
    assert [value for value, _label in Writing().fields["kind"].choices] == ["text", "phone", "email", "letter"]
    assert reverse("code_text") in client.get(reverse("code")).content.decode()


class TestEmailsWithoutAServer:
    @pytest.fixture
    def item(self, no_emails):
        """An email that was tried once, without a mail server."""
        message = sign_up(Channel.EMAIL, "ama@example.test").person.messages.get()
        outbox.run(at=NOON)
        return Item.objects.get(ref=message.pk)

    def test_wait_and_are_not_sent(self, item, mailoutbox):
        assert (Message.objects.get(pk=item.ref).state, item.trouble) == (MessageState.QUEUED, "NoMailServer")
        assert mailoutbox == []

    def test_go_out_once_a_server_is_set(self, item, settings, mailoutbox):
        settings.EMAIL_GOES_OUT = True

        outbox.run(at=item.not_before)

        assert Message.objects.get(pk=item.ref).state == MessageState.SENT
        assert [mail.to for mail in mailoutbox] == [["ama@example.test"]]

    def test_a_test_email_says_what_to_set(self, no_emails):
        with pytest.raises(trying.NotSent, match="EMAIL_URL"):
            trying.email("ada@example.test")


class TestSystemChecks:
    def test_name_what_is_missing(self, no_texts, no_emails):
        assert [found.id for found in checks.messages_go_out()] == ["messaging.W001", "messaging.I001"]

    def test_say_nothing_where_both_are_set(self):
        assert checks.messages_go_out() == []

    def test_refuse_a_provider_that_is_not_there(self, settings):
        settings.TEXT_CHANNEL = "nowhere.Provider"

        assert [found.id for found in checks.messages_go_out()] == ["messaging.E001"]
