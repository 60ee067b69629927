"""Free text is marked with its own language where that is not the page's."""

from django.template import Context, Template
from django.utils import translation

from hub.design import spoken


def drawn(text):
    return Template("{{ text }}").render(Context({"text": text}))


def test_english_on_a_welsh_page_is_marked_and_welsh_is_not():
    with translation.override("cy"):
        assert drawn(spoken.by("Tea & chat", "en-gb")) == '<span lang="en-gb">Tea &amp; chat</span>'
        assert drawn(spoken.by("Te a sgwrs", "cy")) == "Te a sgwrs"


def test_english_on_an_english_page_is_not_marked():
    with translation.override("en-gb"):
        assert drawn(spoken.by("Tea", "en-gb")) == "Tea"
        assert drawn(spoken.by("Te", "cy")) == '<span lang="cy">Te</span>'


def test_a_sentence_of_ours_marks_only_what_is_in_it():
    with translation.override("cy"):
        said = spoken.filled(
            "Hoffech chi “%(title)s”, gyda %(group)s?", {"title": spoken.by("Tea", "en-gb"), "group": "<b>"}
        )

    assert drawn(said) == 'Hoffech chi “<span lang="en-gb">Tea</span>”, gyda &lt;b&gt;?'
    assert said == "Hoffech chi “Tea”, gyda <b>?"


def test_texts_side_by_side_keep_each_its_language():
    with translation.override("cy"):
        said = spoken.joined(("Heb risiau.", "", spoken.by("Ring the bell.", "en-gb")))

    assert drawn(said) == 'Heb risiau. <span lang="en-gb">Ring the bell.</span>'
    assert said == "Heb risiau. Ring the bell."


def test_as_a_plain_string_it_is_only_the_text():
    with translation.override("cy"):
        assert str(spoken.by("Tea", "en-gb")) == "Tea"
