"""The outbox page: what arrived, by channel, found again by name or number, and STOP."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.demo import accounts, mailbag
from hub.messaging import channels
from hub.messaging.models import Message, MessageState
from hub.people.models import Channel, ContactRoute
from tests.factories import DAY, HOUR, NOON, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_mode")]

ROUTES = {
    Channel.EMAIL: "ama@example.test",
    Channel.TEXT: "+447700900201",
    Channel.PHONE: "+441632960201",
    Channel.LETTER: "1 Heron House\nLondon\nSW18 3NP",
}


def told(channel, *, name="Ama", words="Come along: http://localhost:8000/t/ABC", at=NOON, route="", **more):
    to = route or ROUTES[channel]
    message = Message.objects.create(
        person=person(name, to, channel),
        notice="accepted",
        ref="1",
        channel=channel,
        sent_to=to,
        heading="Yes, come along",
        words=words,
        state=MessageState.SENT if channel in (Channel.EMAIL, Channel.TEXT) else MessageState.HANDED_ON,
        created_at=at,
        sent_at=at,
    )
    if message.state == MessageState.HANDED_ON:
        channels.hand_on(message, owner_id=None, at=at)
    return message


def page(client, channel="", **query):
    address = reverse("demo:channel", args=[channel]) if channel else reverse("demo:outbox")
    return client.get(address, query)


class TestOutbox:
    def test_is_not_there_outside_demo_mode(self, client, settings):
        settings.DEMO = False

        assert page(client).status_code == 404

    def test_shows_every_channel_newest_first(self, client):
        for ago, channel in enumerate(Channel):
            told(channel, name=f"Number {ago}", at=NOON - ago * HOUR)

        shown = list(page(client).context["page"])

        assert [one.channel for one in shown] == list(Channel)

    @pytest.mark.parametrize("channel", list(Channel))
    def test_shows_one_channel_alone(self, client, channel):
        for each in Channel:
            told(each)

        response = page(client, channel)

        assert [one.channel for one in response.context["page"]] == [channel]
        assert "Yes, come along" in response.content.decode() or channel == Channel.TEXT

    def test_answers_a_channel_nobody_knows_with_not_found(self, client):
        assert page(client, "pigeon").status_code == 404

    def test_makes_links_clickable_and_words_harmless(self, client):
        told(Channel.EMAIL, words="<script>alert(1)</script> http://localhost:8000/t/ABC")

        content = page(client).content.decode()

        assert '<a href="http://localhost:8000/t/ABC"' in content
        assert "<script>alert(1)" not in content

    def test_finds_a_person_by_first_name_or_by_number(self, client):
        told(Channel.TEXT)
        told(Channel.TEXT, name="Bev", route="+447700900202")

        for wanted in ("bev", "07700 900202"):
            assert [one.person.first_name for one in page(client, to=wanted).context["page"]] == ["Bev"]

    @pytest.mark.parametrize("typed", ["x" * 500, "\x00", "<b>", "٣", "🙂", "%_"])
    def test_takes_anything_in_its_box(self, client, typed):
        assert page(client, to=typed).status_code == 200

    @pytest.mark.parametrize("number", ["0", "-1", "9999999999", "two"])
    def test_takes_any_page_number(self, client, number):
        told(Channel.EMAIL)

        assert page(client, page=number).status_code == 200

    def test_says_how_many_wait_to_go(self, client):
        Message.objects.create(person=person(), notice="accepted", ref="1", created_at=NOON)

        assert "Waiting to go: 1" in page(client).content.decode()

    def test_shows_twenty_a_page(self, client):
        for number in range(21):
            told(Channel.EMAIL, route=f"person{number}@example.test")

        assert len(page(client).context["page"]) == 20
        assert len(page(client, page=2).context["page"]) == 1

    @pytest.mark.parametrize("rows", [1, 50])
    def test_asks_the_database_a_bounded_number_of_times(self, client, rows):
        for number in range(rows):
            for channel in (Channel.PHONE, Channel.LETTER):
                told(channel, at=NOON - number * DAY)
        page(client)

        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client)

        assert len(asked) <= 12


class TestSigningInMail:
    def test_shows_codes_and_leaves_out_what_the_outbox_sent(self, client, settings, tmp_path):
        settings.EMAIL_FILE_PATH = str(tmp_path)
        head = "From: hub@hub.test\nTo: ama@example.test\nDate: Mon, 23 Nov 2026 12:00:00 -0000\n"
        (tmp_path / "2.log").write_text(f"Subject: Your code\n{head}\n123456\n{'-' * 79}\n")
        (tmp_path / "1.log").write_text(
            f"Subject: From us\nAuto-Submitted: auto-generated\n{head}\nHello\n{'-' * 79}\n"
        )

        content = page(client).content.decode()

        assert "123456" in content
        assert [mail.heading for mail in mailbag.signing_in_mail()] == ["Your code"]


class TestReplyStop:
    def test_stops_texts_to_that_number(self, client):
        message = told(Channel.TEXT)

        response = client.post(reverse("demo:stop"), {"number": message.sent_to, "next": "/demo/outbox/text/"})

        assert response.url == "/demo/outbox/text/"
        assert ContactRoute.objects.get(person=message.person).stopped_at is not None

    @pytest.mark.parametrize("number", ["", "07700 900999", "nonsense", "1" * 200])
    def test_stops_nothing_for_a_number_no_text_went_to(self, client, number):
        message = told(Channel.TEXT)

        response = client.post(reverse("demo:stop"), {"number": number, "next": "https://elsewhere.test/"})

        assert response.url == reverse("demo:outbox")
        assert ContactRoute.objects.get(person=message.person).stopped_at is None


class TestTour:
    @pytest.fixture
    def people(self):
        return {account.email: UserFactory(email=account.email) for account in accounts.ALL}

    def test_offers_six_people_each_with_something_to_try(self, client, people):
        answer = client.get(reverse("demo:tour"))

        assert answer.status_code == 200
        assert len(answer.context["stops"]) == 6
        assert sum(stop["minutes"] for stop in answer.context["stops"]) == 10
        assert all(stop["tries"] for stop in answer.context["stops"])

    def test_one_click_makes_one_of_them_of_somebody_else(self, client, people):
        client.force_login(people["editor@demo.test"])

        answer = client.post(reverse("demo:be"), {"email": "frontline@demo.test", "next": "/frontline/"})

        assert answer["Location"] == "/frontline/"
        assert client.session["_auth_user_id"] == str(people["frontline@demo.test"].pk)

    def test_leads_nowhere_else(self, client, people):
        answer = client.post(reverse("demo:be"), {"email": "resident@demo.test", "next": "https://elsewhere.test/"})

        assert answer["Location"] == reverse("landing")

    def test_makes_nobody_of_anybody_else(self, client, people):
        UserFactory(email="real@example.test")

        assert client.post(reverse("demo:be"), {"email": "real@example.test"}).status_code == 404

    def test_is_not_there_outside_demo_mode(self, client, people, settings):
        settings.DEMO = False

        assert client.get(reverse("demo:tour")).status_code == 404
        assert client.post(reverse("demo:be"), {"email": "resident@demo.test"}).status_code == 404
        assert "_auth_user_id" not in client.session
