"""The form by which editors upload pictures."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import ImageFile
from wagtail.images.forms import BaseImageForm
from wagtail.models import ReferenceIndex

from cms.services import editors

_LOCK: Final = Lock()


class PictureForm(BaseImageForm):  # type: ignore[misc]
    """Wagtail's form. Its field reads a picture to the end, and lets out the error of one that breaks off.

    A picture that another editor read in a page stays as it was read: its file, and its words while a page shows it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self._settled(kwargs.get("user")) & set(self.fields):
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Add a new picture instead: another editor reads it with its page.")
        if "file" not in self.fields:  # the form that names pictures after many were uploaded
            return
        read = self.fields["file"].to_python

        def read_whole(data: Any) -> Any:
            try:
                with strictly():
                    return read(data)
            except (OSError, SyntaxError) as error:
                raise ValidationError(
                    _("This picture breaks off or is damaged. Save it again, or choose another.")
                ) from error

        self.fields["file"].to_python = read_whole

    def _settled(self, user: Any) -> set[str]:
        """Return the fields that this editor may not change alone."""
        if not self.instance.pk or (user and editors.may_publish_alone(user)):
            return set()
        is_shown = ReferenceIndex.get_references_to(self.instance).exists()
        return {"file", "alt", "rights", "rights_words"} if is_shown else {"file"}


@contextmanager
def strictly() -> Iterator[None]:
    """Have Pillow refuse pictures that break off: WeasyPrint lets the whole process draw them."""
    with _LOCK:
        before = ImageFile.LOAD_TRUNCATED_IMAGES
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            yield
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = before
