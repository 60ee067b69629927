"""Every component: it has examples, each can be drawn, and no script or style is written into it."""

import pytest

from hub.design import components

EXAMPLES = [(kind, number) for kind in components.ALL for number in range(len(kind.examples()))]


class TestExamples:
    @pytest.mark.parametrize("kind", components.ALL)
    def test_are_there(self, kind):
        assert kind.examples()
        assert kind.__doc__

    @pytest.mark.parametrize(("kind", "number"), EXAMPLES)
    def test_can_be_drawn(self, kind, number):
        html = kind.examples()[number].render_html()

        assert html.strip()
        assert " style=" not in html


class TestEscaping:
    def test_what_people_wrote_is_never_markup(self):
        hostile = "<script>alert(1)</script>"
        parts = (
            components.Tag(hostile),
            components.OpportunityCard(title=hostile, url="/", organisation=hostile, reasons=(hostile,), snag=hostile),
            components.PersonCard(name=hostile, words=hostile, needs=hostile),
            components.SummaryList((components.SummaryRow(hostile, hostile),)),
        )

        assert not any("<script>" in part.render_html() for part in parts)
