"""What was heard stands beside the words, and is renewed as they are typed."""

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.access.actors import SYSTEM
from hub.taxonomy.codes import Slot
from matching.frontline.models import Capture
from matching.preferences.services import saving
from tests import stage as stages
from tests.html_forms import fields_of

pytestmark = pytest.mark.django_db

WORDS = "She used to be a plumber, no evenings, bad hip. No cooking, gardening"


@pytest.fixture
def stage():
    return stages.build()


def heard(stage, words):
    answer = stage.client("bev").post(
        stage.urls["frontline:capture"], {"words": words, "do": "match"}, headers={"HX-Request": "true"}
    )
    return answer.context["board"].heard, answer.content.decode()


def test_wishes_refusals_and_guesses_are_told_apart(stage):
    board, text = heard(stage, WORDS)

    assert [chip.label for chip in board.liked][:2] == ["fix and make", "repairs and DIY"]
    assert {chip.label for chip in board.not_wanted} == {"evenings", "cook or serve food"}
    assert [chip.label for chip in board.guesses] == ["garden and be outdoors"]
    assert "does “gardening” mean garden and be outdoors?" in text
    assert 'id="heard" hx-swap-oob="true"' in text


def test_nothing_heard_says_nothing(stage):
    board, text = heard(stage, "Hmm")

    assert not board
    assert "We heard:" not in text


def test_what_is_ticked_in_a_fold_stands_on_it_and_is_renewed(stage):
    sent = {"words": "", "activities": ["cook", "talk"], "do": "match"}
    answer = (
        stage.client("bev").post(stage.urls["frontline:capture"], sent, headers={"HX-Request": "true"}).content.decode()
    )

    assert '<span class="fold-said" id="said-likes" hx-swap-oob="innerHTML">Company, Cooking</span>' in answer


class TestPutRight:
    """The worker reads back what was heard and puts it right in one press, without leaving the conversation."""

    WORDS = "She likes cooking, no evenings"

    @pytest.fixture
    def press(self, stage):
        bev = stage.client("bev")

        def pressed(words=self.WORDS, **what):
            return bev.post(stage.urls["frontline:capture"], {"words": words} | what, headers={"HX-Request": "true"})

        return pressed

    def test_a_wish_is_taken_off_and_can_be_put_back(self, press):
        off = press(wrong="activity:cook")
        back = press(misheard="activity:cook", again="activity:cook")

        assert [chip.label for chip in off.context["board"].heard.liked] == []
        assert [chip.label for chip in off.context["board"].heard.put_right] == ["cook or serve food"]
        assert [chip.label for chip in back.context["board"].heard.liked] == ["cook or serve food"]

    def test_what_is_ticked_against_the_words_is_said_to_count(self, press):
        page = press(slots=[str(Slot.TUE_EVENING.value)]).content.decode()

        assert "But you ticked Tuesday evenings, so we do suggest those." in " ".join(page.split())

    def test_what_fits_follows(self, press):
        def quotes(answer):
            return [why for match in answer.context["board"].matches for why in match.reasons if "cooking" in why]

        assert not quotes(press(wrong="activity:cook"))

    def test_it_is_still_right_when_the_page_is_opened_again(self, press, stage):
        press(wrong="activity:cook")

        page = stage.client("bev").get(stage.urls["frontline:capture"])

        assert page.context["board"].heard.liked == []
        assert 'name="misheard" value="activity:cook"' in page.content.decode()

    def test_a_guess_becomes_a_wish_by_a_yes(self, press):
        sure = press("No cooking, gardening", right="activity:garden")

        assert "garden and be outdoors" in [chip.label for chip in sure.context["board"].heard.liked]

    def test_it_can_be_said_that_no_help_is_needed(self, press):
        words = "She can't afford food this week"

        assert press(words).context["board"].help
        assert not press(words, wrong="none:crisis").context["board"].help

    def test_words_changed_since_make_a_correction_void(self, press):
        assert press("She likes cooking", misheard="activity:garden").context["board"].heard.put_right == []


def test_what_was_put_right_before_stays_right_for_somebody_known(stage):
    joan = stage.people["joan"]
    saving.save(
        joan, saving.Said(words="Cooking and choirs", misheard=("activity:cook",)), by=SYSTEM, at=timezone.now()
    )
    bev = stage.client("bev")
    bev.post(reverse("frontline:capture_of", args=[joan.pk]), {"way": "counter"})
    page = reverse("frontline:capture", args=[Capture.objects.get(person=joan).pk])

    first = bev.get(page)
    fields = fields_of(first.content.decode(), having="words")
    again = bev.post(page, fields | {"do": "match"})

    assert "activity:cook" in fields["misheard"]
    assert "cook or serve food" not in [chip.label for chip in again.context["board"].heard.liked]
