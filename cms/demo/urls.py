"""The pages of the demo place: its outbox, whole or one channel of it, and the answer STOP."""

from django.urls import path

from cms.demo import views

app_name = "demo"

urlpatterns = [
    path("outbox/", views.Outbox.as_view(), name="outbox"),
    path("outbox/stop/", views.ReplyStop.as_view(), name="stop"),
    path("outbox/<slug:channel>/", views.Outbox.as_view(), name="channel"),
]
