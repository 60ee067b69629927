"""The answer to an old tab whose capture is gone: finished, cleared or stopped, or from a day that is over.

It is the same for every address without an open capture of the worker, so it tells nobody what exists. Whose record a
capture led to waits in the session of the browser in which it ended.
"""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from hub.access.actors import Actor
from matching.frontline.models import Contact

KEY: Final = "captures_ended"
MOST: Final = 4
"""How many are remembered; a worker has two open at most."""


def remember(request: HttpRequest, capture: UUID, *, person: UUID | None) -> None:
    """Remember whose record a capture led to."""
    if person is not None:
        before = [pair for pair in request.session.get(KEY, []) if pair[0] != str(capture)]
        request.session[KEY] = [*before, [str(capture), str(person)]][-MOST:]


def person_of(request: HttpRequest, capture: UUID, *, by: Actor) -> UUID | None:
    """Return whose record it was, while the worker's service may see it."""
    person = dict(request.session.get(KEY, [])).get(str(capture))
    seen = Contact.objects.visible_to(by).filter(person=person, person__erased_at=None)
    return UUID(person) if person and seen.exists() else None


def page(request: HttpRequest, capture: UUID, *, by: Actor) -> HttpResponse:
    """Say that it has ended, and where to go from here."""
    context = {"person": person_of(request, capture, by=by), "pressed": request.method == "POST"}
    return render(request, "frontline/ended.html", context, status=404)
