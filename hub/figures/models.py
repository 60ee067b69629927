"""Figures that change by law or year. Pages refer to them by key, so that changing one changes every page."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FigureQuerySet(models.QuerySet["Figure"]):
    """The figures."""

    def overdue(self, *, on: date) -> Self:
        """Return those that should have been checked again by a day, longest overdue first."""
        return self.filter(review_by__lt=on).order_by("review_by", "key")


class Figure(models.Model):
    """One figure: the text for a sentence, what it is, its source, and when to check it again."""

    key = models.SlugField(
        _("name in pages"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("Small letters, digits and dashes, like lottery-fee."))],
        help_text=_("Write it in curly brackets where the figure should stand: {lottery-fee}."),
    )
    value = models.CharField(_("what it is now"), max_length=60, help_text=_("As it stands in a sentence: £40."))
    about = models.CharField(_("what it is about"), max_length=140)
    source = models.CharField(_("who says so"), max_length=80)
    url = models.URLField(_("where they say it"), blank=True)
    as_at = models.DateField(_("true since"))
    review_by = models.DateField(_("look at it again by"))
    checked_on = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("The day somebody here read it at its source. Blank: nobody has, and pages say so."),
    )

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [
            models.CheckConstraint(condition=~Q(value=""), name="figure_has_a_value"),
            models.CheckConstraint(
                condition=Q(checked_on=None) | Q(checked_on__gte=F("as_at")), name="figure_checked_when_it_was_true"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.about}: {self.value}"

    def clean(self) -> None:
        """Check the days against each other. Raises ValidationError beside the field to look at."""
        if self.checked_on and self.checked_on > timezone.localdate():
            raise ValidationError(
                {"checked_on": _("This day is still to come. Give the day on which somebody read it.")}
            )
        if self.checked_on and self.as_at and self.checked_on < self.as_at:
            words = _("It was true only after this day. Read it again at its source, or look at “true since”.")
            raise ValidationError({"checked_on": words})

    def is_stale(self, *, on: date) -> bool:
        """Whether to ask before relying on it: never checked, or due to be checked again."""
        return self.checked_on is None or self.review_by < on
