"""The folded parts of "What I'd like": what is ticked in them shows, and an error opens them."""

import pytest

from matching.preferences.forms import FirstTime
from matching.preferences.presenters import folds

pytestmark = pytest.mark.django_db


def fold(name, **typed):
    return folds.of(FirstTime(data=typed))[name]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("likes", {}, ""),
        ("likes", {"activities": ["cook"]}, "Cook or serve food"),
        (
            "likes",
            {"causes": ["green"], "activities": ["cook", "fix"]},
            "Green spaces and nature, Cook or serve food, Fix and make",
        ),
        (
            "likes",
            {"causes": ["green", "arts"], "activities": ["cook", "fix", "teach"]},
            "Green spaces and nature, Arts, history, culture, Cook or serve food and 2 more",
        ),
        ("far", {"how_far": "mile"}, "About a mile"),
        ("ease", {"anything": "Mornings are slow"}, "Mornings are slow"),
        ("safe", {"safe_from": "2pm", "no_message": "on"}, "2pm, Don’t leave a message with anybody, or on a machine"),
    ],
)
def test_says_what_is_in_it(name, typed, said):
    assert fold(name, **typed).said == said


def test_is_closed_unless_something_in_it_is_wrong():
    assert not fold("safe", safe_from="14:00", safe_until="16:00").is_open
    assert fold("safe", safe_from="teatime").is_open
    assert fold("likes", activities=["none of ours"]).is_open


def test_every_field_of_the_wishes_is_on_the_page_once(client):
    page = client.get("/me/preferences/").content.decode()
    for name in (
        "words",
        "causes",
        "activities",
        "skills",
        "speaks",
        "slots",
        "often",
        "how_far",
        "travel",
        "place",
        "ease",
        "anything",
    ):
        assert f'name="{name}"' in page, name
