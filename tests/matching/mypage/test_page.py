"""A person's own page: what is missing near them is counted, once a day."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from hub.taxonomy.codes import Cause
from matching.preferences.services import saving
from opportunities.models import Opportunity, UnmetWish
from tests.factories import UserFactory, resident

pytestmark = pytest.mark.django_db


def test_nothing_that_suits_is_counted_once_a_day_however_often_they_look(client):
    cache.clear()
    Opportunity.objects.all().delete()
    user = UserFactory()
    saving.save(user.person, saving.Said(causes=frozenset({Cause.ARTS})), by=resident(user), at=timezone.now())
    client.force_login(user)

    words = [client.get(reverse("me")).content.decode() for _look in range(3)]

    assert "We have counted that it is missing." in words[0]
    wish = UnmetWish.objects.get()
    assert (wish.source, wish.causes, wish.count) == ("own_page", {Cause.ARTS}, 1)
