"""What people wrote stands between our quotation marks: their own marks in it are single ones, in every notice."""

import re

import pytest

from tests.template_names import OURS, ROOT

NOTICES = sorted(path for app in OURS for path in (ROOT / app).rglob("templates/notices/*.txt"))
IN_MARKS = re.compile(r"“\{\{ ([\w.]+)( ?\|[^}]*)? \}\}”")
SENTENCE = re.compile(r"\{% blocktranslate([^%]*)%\}(.*?)\{% endblocktranslate %\}", re.DOTALL)


@pytest.mark.parametrize("path", NOTICES, ids=lambda path: path.stem)
def test_a_quote_keeps_its_own_marks_apart_from_ours(path):
    words = path.read_text()
    sentences = SENTENCE.findall(words)
    bare = [name for name, how in IN_MARKS.findall(SENTENCE.sub("", words)) if "quotable" not in how]
    loose = [
        name
        for given, sentence in sentences
        for name, _how in IN_MARKS.findall(sentence)
        if not re.search(rf"\b{name}=[\w.]+\|quotable", given)
    ]

    assert bare + loose == []
