"""What somebody can't do or bear is heard as that alone: who is spared the digging still likes gardens."""

import pytest

from matching.preferences import understanding

SAID = {
    "I love gardening but my knees have gone, so nothing with kneeling or digging.": {"digging"},
    "Gardening, no heavy lifting": {"lifting"},
    "I can't kneel": {"digging"},
    "nothing involving standing please": {"standing"},
    "I can't be on my feet": {"standing"},
    "I get anxious in crowds": {"crowds"},
    "nowhere noisy": {"noise"},
    "I can't cope with the heat": {"heat"},
    "I'm allergic to dogs": {"animals"},
}


@pytest.mark.parametrize("text", SAID)
def test_is_heard(text):
    heard = {one.code for one in understanding.hear(text) if one.sure and one.code.startswith("avoid:")}

    assert heard == {f"avoid:{what}" for what in SAID[text]}


@pytest.mark.parametrize("text", [text for text in SAID if "ardening" in text])
def test_takes_nothing_from_what_they_like(text):
    heard = {(one.code, one.wished) for one in understanding.hear(text) if one.sure}

    assert ("activity:garden", True) in heard
    assert ("activity:garden", False) not in heard
