"""The pages of the demo place: the tour, its outbox, whole or one channel of it, and the answer STOP."""

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
