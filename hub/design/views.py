"""The gallery, which renders every component from its examples, and the choice of colours."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from hub.access import audiences
from hub.design import colours, gallery


@require_GET
@audiences.open_to(audiences.EVERYONE)
def show_gallery(request: HttpRequest) -> HttpResponse:
    """Show every colour, size, field and component."""
    return render(request, "design/gallery.html", gallery.everything())


@require_POST
@audiences.open_to(audiences.EVERYONE)
def choose_colours(request: HttpRequest) -> HttpResponse:
    """Store the chosen colours, and go back to the page."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = redirect(back)
    colours.keep(response, request.POST.get("colours", ""), secure=request.is_secure())
    return response
