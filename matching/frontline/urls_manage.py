"""Referrals in an organisation's own pages, under /manage/<slug>/."""

from django.urls import path

from matching.frontline.views import referrals

urlpatterns = [
    path("referrals/", referrals.Received.as_view(), name="referrals"),
    path("referrals/<uuid:referral>/", referrals.OneSent.as_view(), name="referral"),
]
