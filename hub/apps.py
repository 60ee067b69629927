from django.apps import AppConfig


class Hub(AppConfig):
    """The app that composes all others. It has commands, but no models."""

    name = "hub"
    label = "hub"
