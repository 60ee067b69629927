"""URLs of the front line, under /frontline/."""

from django.urls import path

from matching.frontline import views
from matching.frontline.capture import views as capture
from matching.frontline.people import views as people
from matching.frontline.people import views_why_not
from matching.frontline.referrals import views as referrals

app_name = "frontline"

urlpatterns = [
    path("", views.Home.as_view(), name="home"),
    path("crisis/", views.Crisis.as_view(), name="crisis"),
    path("owed/<uuid:pk>/done/", views.Done.as_view(), name="owed_done"),
    path("people/", people.Find.as_view(), name="find"),
    path("people/new/", people.Add.as_view(), name="add"),
    path("people/<uuid:pk>/", people.OnePerson.as_view(), name="person"),
    path("people/<uuid:pk>/open/", people.Open.as_view(), name="open"),
    path("people/<uuid:pk>/preferences/", people.EditPreference.as_view(), name="preference"),
    path("people/<uuid:pk>/capture/", people.BeginCapture.as_view(), name="capture_of"),
    path("people/<uuid:pk>/ask/", people.AskByMessage.as_view(), name="ask"),
    path("people/<uuid:pk>/not-for-them/<int:thing>/", people.NotForThem.as_view(), name="not_for_them"),
    path("people/<uuid:pk>/why-not/", views_why_not.WhyNot.as_view(), name="why_not"),
    path("people/<uuid:pk>/pass-on/", people.PassOn.as_view(), name="pass_on"),
    path("capture/", capture.Begin.as_view(), name="begin"),
    path("capture/<uuid:pk>/", capture.Page.as_view(), name="capture"),
    path("capture/<uuid:pk>/crisis/", views.Crisis.as_view(), name="crisis_in"),
    path("slips/<uuid:pk>/", referrals.Slip.as_view(), name="slip"),
    path("slips/<uuid:pk>/slip.pdf", referrals.SlipDocument.as_view(), name="slip_document"),
    path("referrals/", referrals.Made.as_view(), name="referrals"),
    path("referrals/<uuid:pk>/", referrals.One.as_view(), name="referral"),
]
