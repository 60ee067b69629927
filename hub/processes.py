"""Worker processes that share the work of a long command."""

import django


def ready() -> None:
    """Start Django in a newly spawned process; must be the first call there."""
    django.setup()
