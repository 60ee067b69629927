"""URLs of referrals in an organisation's own pages, under /manage/<slug>/."""

from django.urls import path

from matching.frontline.asks import views as asks
from matching.frontline.referrals import views as referrals

urlpatterns = [
    path("opportunities/<int:pk>/people/", asks.PeopleNear.as_view(), name="people_near"),
    path("referrals/", referrals.Received.as_view(), name="referrals"),
    path("referrals/<uuid:referral>/", referrals.OneSent.as_view(), name="referral"),
]
