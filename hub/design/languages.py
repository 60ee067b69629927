"""A change of language that keeps what is half typed, also without scripts: the button sends the page's own form along."""

from typing import Any, ClassVar, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.generic import FormView

FIELD: Final = "page_language"
"""The name of the button where it sends a form along; the code of the language is its value."""


def chosen(request: HttpRequest) -> str:
    """Return the language that was pressed beside a form; "" where another button was."""
    code = request.POST.get(FIELD, "")
    return code if code in dict(settings.LANGUAGES) else ""


def remember(response: HttpResponse, code: str) -> HttpResponse:
    """Let this browser see pages in a language from now on."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )
    return response


class KeepsTyped:
    """Mixin of a FormView: a change of language shows its form again as it was typed, and saves nothing."""

    typed_in: ClassVar[str]
    """The id of the form in the page."""
    request: HttpRequest

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form in the language that was pressed; otherwise take it."""
        code = chosen(request)
        view = cast("FormView[Any]", self)
        if not code:
            return super().post(request, *args, **kwargs)  # type: ignore[misc, no-any-return]
        translation.activate(code)
        return remember(view.form_invalid(view.get_form()), code)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the form for the buttons."""
        return super().get_context_data(keeps_typed=self.typed_in, **kwargs)  # type: ignore[misc, no-any-return]
