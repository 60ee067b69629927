"""The form of a figure: its name in pages stays while a page uses it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.models.figured import pages_naming
from hub.figures.models import Figure


class FigureForm(WagtailAdminModelForm):  # type: ignore[misc]
    """The form of the table of figures."""

    def clean_key(self) -> Any:
        """Refuse another name where pages would show it in its brackets."""
        key = self.cleaned_data["key"]
        before = Figure.objects.filter(pk=self.instance.pk).values_list("key", flat=True).first()
        pages = pages_naming(before) if before and before != key else []
        if pages:
            names = ", ".join(page.title for page in pages)
            raise ValidationError(_("These pages use the name {%(key)s}: %(names)s.") % {"key": before, "names": names})
        return key
