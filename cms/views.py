"""Pages that must always be there: how we use what you tell us, making the site easy to use, something that worries you."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hub import retention
from hub.access import audiences


@require_safe
@audiences.open_to(audiences.EVERYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept, for how long, and how to take it back; the table of how long is the one that runs each night."""
    return render(request, "cms/privacy.html", {"rules": retention.RULES})


@require_safe
@audiences.open_to(audiences.EVERYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how the site is made easy to use, and what falls short."""
    return render(request, "cms/accessibility.html")


@require_safe
@audiences.open_to(audiences.EVERYONE)
def worried(request: HttpRequest) -> HttpResponse:
    """Say whom to ring when somebody may be in danger, or something is wrong with a group."""
    return render(request, "cms/worried.html")
