"""A set of codes in one column: small, portable between databases, and filtered with a bit mask.

Bit n stands for the nth member of a list of codes, so a list only ever grows at its end; `tests/hub/taxonomy` holds
the positions. At most 62 codes fit.
"""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.db import models

from hub.taxonomy.forms import CodesChoiceField

Code = str | int
LARGEST: Final = 62


def mask(codes: type[models.Choices], chosen: Iterable[Any]) -> int:
    """Return the bit mask of these codes. Raises ValueError for a code that is not in the list."""
    places = {member.value: place for place, member in enumerate(codes)}
    bits = 0
    for code in chosen:
        bits |= 1 << places[codes(code).value]
    return bits


def unmask(codes: type[models.Choices], bits: int) -> frozenset[Any]:
    """Return the codes whose bits are set; bits beyond the list are ignored."""
    return frozenset(member for place, member in enumerate(codes) if bits >> place & 1)


class CodesField(models.Field[Iterable[Any], frozenset[Any]]):
    """A set of codes out of one list. Filter with `__has_all`, `__has_any` and `__has_none`."""

    def __init__(self, codes: type[models.Choices] | None = None, **options: Any) -> None:
        self.codes = codes
        options.setdefault("default", 0 if codes is None else frozenset)
        options.setdefault("blank", True)
        super().__init__(**options)

    def get_internal_type(self) -> str:
        """Return the column type."""
        return "BigIntegerField"

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Present a plain big integer to migrations, which must not depend on today's lists."""
        name, _path, _args, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.BigIntegerField", [], {**options, "default": 0}

    def from_db_value(self, value: int | None, _expression: Any, _connection: Any) -> frozenset[Any] | None:
        """Convert the stored mask to a set of codes."""
        return None if value is None else self.to_python(value)

    def to_python(self, value: Any) -> frozenset[Any]:
        """Convert a mask or an iterable of codes to a set."""
        assert self.codes is not None
        if isinstance(value, str) and value.isdigit():
            value = int(value)  # a serialised revision has it as text
        if isinstance(value, int):
            return unmask(self.codes, value)
        return frozenset(self.codes(code) for code in value or ())

    def get_prep_value(self, value: Any) -> int | None:
        """Convert codes to the stored mask."""
        assert self.codes is not None
        if value is None or isinstance(value, int):
            return value
        return mask(self.codes, value)

    def value_to_string(self, obj: models.Model) -> str:
        """Serialise as the mask."""
        return str(self.get_prep_value(self.value_from_object(obj)))

    def formfield(self, **options: Any) -> forms.Field:
        """Return a field with tick boxes."""
        assert self.codes is not None
        return CodesChoiceField(
            **{
                "choices": self.codes.choices,
                "coerce": self.codes,
                "required": False,
                "label": self.verbose_name,
                "help_text": self.help_text,
                **options,
            }
        )


class _Mask(models.Lookup[Any]):
    """A comparison of the stored mask with the mask of the codes asked for."""

    test = ""

    def get_prep_lookup(self) -> int:
        return CodesField.get_prep_value(self.lhs.output_field, self.rhs) or 0

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        asked = int(self.rhs)
        repeated = [asked, asked] if self.test.count("%s") == 2 else [asked]
        return self.test.replace("LEFT", left), (*left_params, *repeated)


@CodesField.register_lookup
class HasAll(_Mask):
    """Every code asked for is in the set."""

    lookup_name = "has_all"
    test = "((LEFT & %s) = %s)"


@CodesField.register_lookup
class HasAny(_Mask):
    """At least one of the codes asked for is in the set."""

    lookup_name = "has_any"
    test = "((LEFT & %s) <> 0)"


@CodesField.register_lookup
class HasNone(_Mask):
    """None of the codes asked for is in the set."""

    lookup_name = "has_none"
    test = "((LEFT & %s) = 0)"
