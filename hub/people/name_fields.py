"""The form field of a person's name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from hub.core.fields import LineField
from hub.people import names


class NameField(LineField):
    """Takes a name however it is typed; cleans to its parts, `names.Name`, which are empty where it may be empty and is."""

    purpose = "name"

    def __init__(self, *, max_length: int = 100, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)

    def clean(self, value: Any) -> names.Name:
        """Return the parts. Raises ValidationError for a title alone, a number beside it, and a part that is too long."""
        typed = super().clean(value)
        if names.holds_more(typed):
            raise ValidationError(_("Give the name alone here, like Sam Okoro. A number or email has its own box."))
        name = names.read(typed)
        if names.is_title(name.first_name):
            raise ValidationError(_("This is a title. Give a name with it, like %(title)s Smith.") % {"title": name})
        if max(len(name.first_name), len(name.surname)) > names.LONGEST:
            raise ValidationError(
                _("There is room for %(room)d letters in a first name, and in a surname. Please make it shorter.")
                % {"room": names.LONGEST},
                code="max_length",
            )
        return name
