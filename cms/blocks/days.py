"""A day within a block."""

from django.utils.functional import cached_property
from wagtail import blocks

from hub.core import fields


class Day(blocks.DateBlock):
    """A day as people type it anywhere here: Wagtail's own calendar makes today of what it can't read, without a word."""

    canonical_module_path = "wagtail.blocks.DateBlock"  # it is stored as one, so migrations know no code of ours

    @cached_property
    def field(self) -> fields.DateField:
        """The form field."""
        return fields.DateField(**self.field_options)
