from django.apps import AppConfig
from django.conf import settings


class Hub(AppConfig):
    """The whole: it composes the rooms and has commands, but no models."""

    name = "hub"
    label = "hub"

    def ready(self) -> None:
        """Where there is a broker, let it ring for new outbox rows; the rows are the truth, the bell only saves seconds."""
        if settings.CELERY_BROKER_URL:
            from hub.celery import ring
            from hub.messaging import outbox

            outbox.ring_with(ring)
