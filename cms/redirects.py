"""Redirects of old addresses: a page of this site may be named by its path, as people copy it."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.views import CreateView, EditView

from hub.core import cleaning, fields


class ByPath(RedirectForm):  # type: ignore[misc]
    """Wagtail's form, which also takes "/about/" where it asks for a whole address."""

    old_path = fields.LineField(label=_("Old address"), help_text=_("For example, /old-page/."), max_length=255)
    redirect_link = fields.LineField(
        label=_("Or any address"),
        help_text=_("For example, /about/ or https://example.org/about/."),
        required=False,
        max_length=200,
    )

    def clean_redirect_link(self) -> str:
        """Return a whole address; the model refuses what is none."""
        typed = cleaning.code(self.cleaned_data["redirect_link"])
        return settings.SITE_URL.rstrip("/") + typed if typed.startswith("/") else typed


class Add(CreateView):  # type: ignore[misc]
    """Add a redirect."""

    form_class = ByPath


class Edit(EditView):  # type: ignore[misc]
    """Change a redirect."""

    form_class = ByPath
