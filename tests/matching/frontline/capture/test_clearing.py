"""Clearing a capture asks first, and says what will happen."""

import pytest

from matching.frontline.models import Capture

pytestmark = pytest.mark.django_db


@pytest.fixture
def bev(stage):
    return stage.client("bev")


def press(bev, stage, do):
    return bev.post(stage.urls["frontline:capture"], {"words": "Tea and chat", "first_name": "Pat", "do": do})


def test_it_asks_and_keeps_what_was_typed(bev, stage):
    answer = press(bev, stage, "clear")
    assert "Clear all of it?" in answer.content.decode()
    assert answer.context["form"]["words"].value() == "Tea and chat"
    assert Capture.objects.count() == 1


def test_yes_clears(bev, stage):
    answer = press(bev, stage, "clear_all")
    assert answer.status_code == 302
    assert not Capture.objects.exists()


def test_no_goes_on(bev, stage):
    press(bev, stage, "clear")
    assert "Clear all of it?" not in press(bev, stage, "match").content.decode()
    assert Capture.objects.count() == 1
