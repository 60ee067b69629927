"""Pictures: each needs a description for those who cannot see it, and an owner."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition


class Rights(models.TextChoices):
    """Why we may show a picture."""

    OURS = "ours", _("We took it, and everybody in it agreed")
    GIVEN = "given", _("We were given leave to use it")
    LICENCE = "licence", _("Its licence allows it")


class Picture(AbstractImage):
    """A picture, its description, and why we may show it."""

    alt = models.CharField(
        _("what it shows, in words"),
        max_length=200,
        help_text=_("Read out to people who can’t see it. “Two people stacking tins”, not “photo”."),
    )
    rights = models.CharField(_("why we may show it"), max_length=10, choices=Rights)
    rights_words = models.CharField(
        _("whose it is"), max_length=140, help_text=_("Who took it, and the licence if there is one.")
    )

    admin_form_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "file",
        "alt",
        "rights",
        "rights_words",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(alt="") & ~Q(rights="") & ~Q(rights_words=""), name="picture_said_and_owned"
            )
        ]

    @property
    def default_alt_text(self) -> Any:
        """The description used as alternative text."""
        return self.alt


class Rendition(AbstractRendition):
    """A picture at one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]
