"""An answer by text, as a provider passes it on."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import NOBODY
from hub.people import reading
from hub.people.models import Channel, ContactRoute
from hub.people.services import persons

pytestmark = pytest.mark.django_db
NUMBER = "+447700900150"


class Provider:
    """A provider that signs with a word."""

    def send(self, to, words, reference):
        pass

    def heard(self, request):
        if request.headers.get("X-Word") != "ours":
            raise PermissionDenied
        return request.POST["from"], request.POST["text"]


@pytest.fixture
def joan():
    route = reading.Route(Channel.TEXT, NUMBER)
    return persons.add(first_name="Joan", route=route, language="en-gb", by=NOBODY, at=timezone.now())


def usable(person):
    return ContactRoute.objects.usable().filter(person=person).exists()


def post(client, word="ours", text="Stop."):
    return client.post(reverse("texts_heard"), {"from": NUMBER, "text": text}, headers={"X-Word": word})


@pytest.mark.parametrize(
    "text", ["Stop.", " STOP ", "stop\u200b", "\u202aStop!\u202c", "“STOP”", "\uff33\uff34\uff2f\uff30", "stop\ufe0f"]
)
def test_stop_by_text_is_obeyed(client, settings, joan, text):
    settings.TEXT_CHANNEL = f"{__name__}.Provider"

    assert post(client, text=text).status_code == 204
    assert not usable(joan)


def test_other_words_are_let_go(client, settings, joan):
    settings.TEXT_CHANNEL = f"{__name__}.Provider"

    assert post(client, text="Thanks!").status_code == 204
    assert usable(joan)


def test_nobody_else_can_stop_a_number(client, settings, joan):
    settings.TEXT_CHANNEL = f"{__name__}.Provider"

    assert post(client, word="theirs").status_code == 403
    assert usable(joan)


def test_there_is_nothing_here_without_a_provider_that_passes_answers_on(client, joan):
    assert post(client).status_code == 404
    assert usable(joan)
