"""The worker's first page: a slip of the finger on "Done" is taken back there."""

import pytest
from django.urls import reverse

from matching.frontline.models import Owed

pytestmark = pytest.mark.django_db


def test_what_was_done_by_mistake_is_owed_again(stage):
    bev, address = stage.client("bev"), stage.urls["frontline:owed_done"]
    assert "It is not done" not in bev.get(reverse("frontline:home")).content.decode()

    assert "It is not done" in bev.post(address, follow=True).content.decode()
    said = bev.post(address, {"undo": "1"}, follow=True).content.decode()

    assert "You owe this again." in said
    assert "It is not done" not in said
    assert Owed.objects.filter(done_at=None).count() == 1
