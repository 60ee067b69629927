"""URLs of the demo: the tour, its outbox as a whole or by channel, and the STOP reply."""

from django.urls import path

from cms.demo import views

app_name = "demo"

urlpatterns = [
    path("", views.Tour.as_view(), name="tour"),
    path("be/", views.Be.as_view(), name="be"),
    path("outbox/", views.Outbox.as_view(), name="outbox"),
    path("outbox/stop/", views.ReplyStop.as_view(), name="stop"),
    path("outbox/<slug:channel>/", views.Outbox.as_view(), name="channel"),
]
