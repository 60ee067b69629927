from django.apps import AppConfig


class Hub(AppConfig):
    """The whole: it composes the apps and has commands, but no models."""

    name = "hub"
    label = "hub"
