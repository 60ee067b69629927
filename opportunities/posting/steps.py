"""What the steps of posting have in common: the values that a service saves, and fields for sets of codes."""

from copy import copy
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import construct_instance

from hub.core import fields
from hub.design.forms import Ticks
from hub.design.versions import Versioned
from hub.taxonomy.forms import CodesChoiceField
from opportunities.models import Opportunity


def codes_of(label: Any, codes: Any, help_text: Any = "") -> CodesChoiceField:
    """Return a field of ticks for any number of codes."""
    return CodesChoiceField(
        label=label, help_text=help_text, choices=codes.choices, coerce=codes, widget=Ticks, required=False
    )


class Step(Versioned, forms.ModelForm[Opportunity]):
    """A step: its fields, and `changes`, the values that the service saves."""

    class Meta:
        formfield_callback = fields.for_column

    @property
    def changes(self) -> dict[str, Any]:
        """The cleaned fields of this step."""
        return {name: self.cleaned_data[name] for name in self._meta.fields or () if name in self.cleaned_data}

    folded: ClassVar[tuple[str, ...]] = ()
    """Fields that most people leave alone: in a collapsed part, which is open only when one is in use."""

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        """The fields that are always open."""
        return [self[name] for name in self.fields if name not in self.folded]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """The fields in the collapsed part."""
        return [self[name] for name in self.folded]

    @property
    def is_unfolded(self) -> bool:
        """Whether any field of the collapsed part has a value or an error."""
        return any(field.errors or field.value() for field in self.folded_fields)

    def _post_clean(self) -> None:
        """Run the checks of the columns, on a copy: the service changes the instance."""
        would_be = construct_instance(self, copy(self.instance), self._meta.fields, self._meta.exclude)
        try:
            would_be.clean_fields(exclude=self._get_validation_exclusions())  # type: ignore[attr-defined]
        except ValidationError as errors:
            self._update_errors(errors)  # type: ignore[attr-defined]
