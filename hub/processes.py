"""Processes of our own that share the work of a long command."""

import django


def ready() -> None:
    """Start Django in a process that was started afresh; to be the first thing that it does."""
    django.setup()
