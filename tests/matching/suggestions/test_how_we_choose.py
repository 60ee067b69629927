"""The page that says how we choose, and agreeing to be learnt from."""

import pytest
from django.urls import reverse

from hub.consent import wordings
from hub.consent.models import Purpose
from matching.suggestions import learnt
from matching.suggestions.models import Learnt
from tests.factories import UserFactory
from tests.matching.suggestions.things import cook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_hand():
    """Begin and end with the weights that were set by hand."""
    learnt._kept.clear()
    yield
    learnt._kept.clear()


class TestThePageThatSaysHow:
    def test_says_that_people_set_the_numbers_until_something_was_learnt(self, client):
        page = client.get(reverse("how_we_choose")).content.decode()

        assert "People set them by hand" in page
        assert page.index("It is about what you care for.") < page.index("It is new.")  # 3 and 0.3

    def test_says_what_was_learnt_and_how_it_did(self, client, noon):
        figures = {"lists": 1210, "people": 44, "tested": 90, "first": noon.isoformat(), "last": noon.isoformat()}
        figures |= {"before": 0.41, "after": 0.5234, "gap": 0.11, "low": 0.02, "high": 0.2, "with_trees": True}
        Learnt.objects.create(at=noon, weights={"fresh": 0.0}, figures=figures, is_live=True)

        page = client.get(reverse("how_we_choose")).content.decode()

        assert "from 1,210 lists that 44 people were shown" in page
        assert "It got 0.523; what we had before got 0.410." in page
        assert "It is new." not in page


class TestAgreeing:
    def test_is_offered_on_their_own_page_and_taken_there(self, client, noon):
        user = UserFactory()
        cook(noon, who=user.person)
        client.force_login(user)
        assert wordings.text(wordings.LEARN) in client.get(reverse("me")).content.decode()

        for _twice in range(2):
            client.post(reverse("agree"), {"to": wordings.LEARN})

        held = user.person.consents.get()
        assert (held.purpose, held.wording.code) == (Purpose.LEARN_FROM_CHOICES, wordings.LEARN)
        assert (
            f"“{wordings.text(wordings.LEARN)}”</blockquote><button" not in client.get(reverse("me")).content.decode()
        )

    @pytest.mark.parametrize("to", ["", "referral", "keep_record", "x" * 5000])
    def test_to_anything_else_is_not(self, client, to):
        user = UserFactory()
        client.force_login(user)

        answer = client.post(reverse("agree"), {"to": to}, follow=True)

        assert "Choose what you agree to." in answer.content.decode()
        assert not user.person.consents.exists()
