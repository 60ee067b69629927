"""URLs of an organisation's own pages, under /manage/<slug>/. The frame is in organisations; rows are in their apps."""

from django.urls import path

from opportunities.attendance import views as attendance_views
from opportunities.dates import views
from opportunities.posting import views as posting
from opportunities.signups.views import answering, desk, overview
from organisations import views as organisations
from organisations import views_members as members

urlpatterns = [
    path("", overview.Home.as_view(), name="home"),
    path("about/", organisations.EditAbout.as_view(), name="about"),
    path("members/", members.Members.as_view(), name="members"),
    path("members/<int:pk>/", members.Member.as_view(), name="member"),
    path("people/", answering.Inbox.as_view(), name="inbox"),
    path("people/answered/", answering.Inbox.as_view(shown="answered"), name="answered"),
    path("people/waiting/", answering.Inbox.as_view(shown="waiting"), name="waiting"),
    path("people/<uuid:sign_up>/accept/", answering.Accept.as_view(), name="accept"),
    path("people/<uuid:sign_up>/not-this-time/", answering.Decline.as_view(), name="decline"),
    path("people/<uuid:sign_up>/another-date/", answering.OfferAnother.as_view(), name="another"),
    path("people/<uuid:sign_up>/offer/", answering.OfferPlace.as_view(), name="offer"),
    path("people/<uuid:sign_up>/came/", attendance_views.Came.as_view(), name="came"),
    path("opportunities/", posting.OnList.as_view(), name="opportunities"),
    path("opportunities/new/", posting.New.as_view(), name="new"),
    path("opportunities/<int:pk>/", posting.Overview.as_view(), name="opportunity"),
    path("opportunities/<int:pk>/do/<slug:move>/", posting.Move.as_view(), name="move"),
    path("opportunities/<int:pk>/<slug:step>/", posting.EditStep.as_view(), name="step"),
    path("dates/<int:session>/", views.OneDate.as_view(), name="session"),
    path("dates/<int:session>/call-off/", views.CallOffDate.as_view(), name="call_off_date"),
    path("calls/", desk.Calls.as_view(), name="calls"),
    path("calls/letters.pdf", desk.Letters.as_view(), name="letters"),
]
