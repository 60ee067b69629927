"""What somebody tells a worker is not for them: left out for good, and put back in one press."""

import pytest
from django.urls import reverse

from matching.preferences.models import Because, Exclusion

pytestmark = pytest.mark.django_db


@pytest.fixture
def bev(client, stage):
    client.force_login(stage.users["bev"])
    return client


def test_is_left_out_and_put_back(bev, stage):
    address = stage.urls["frontline:not_for_them"]

    left_out = bev.post(address, follow=True).content.decode()
    assert Exclusion.objects.get().because == Because.TOLD_WORKER
    put_back = bev.post(address, {"do": "back"}, follow=True).content.decode()

    assert "We don’t suggest that to them again." in left_out
    assert "Suggest it again" in left_out
    assert "It may be suggested to them again." in put_back
    assert not Exclusion.objects.exists()


def test_what_somebody_left_out_themselves_is_theirs_alone(bev, stage):
    person = stage.urls["frontline:ask"].split("/")[3]
    Exclusion.objects.create(person_id=person, opportunity=stage.opportunity, because=Because.NOT_FOR_ME, at=stage.at)

    page = bev.get(reverse("frontline:ask", args=[person])).content.decode()
    bev.post(stage.urls["frontline:not_for_them"], {"do": "back"})

    assert "Suggest it again" not in page
    assert Exclusion.objects.get().because == Because.NOT_FOR_ME
