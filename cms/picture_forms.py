"""The form by which editors upload pictures."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm


class PictureForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's form. Its field reads a picture to the end, and lets out the error of one that breaks off."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" not in self.fields:  # the form that names pictures after many were uploaded
            return
        read = self.fields["file"].to_python

        def read_whole(data: Any) -> Any:
            try:
                return read(data)
            except (OSError, SyntaxError) as error:
                raise ValidationError(
                    _("This picture breaks off or is damaged. Save it again, or choose another.")
                ) from error

        self.fields["file"].to_python = read_whole
