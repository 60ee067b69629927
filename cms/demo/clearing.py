"""Deleting the demo content before it is built again. Rows made by migrations, the audit log and the wordings stay."""

from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import models, transaction

PACKAGES: Final = ("hub", "organisations", "opportunities", "matching")
KEPT: Final = frozenset({"audit.entry", "consent.wording", "places.drawing", "places.postcode", "places.wardfact"})
"""The log and the wordings refuse to be deleted; postcodes belong to the operator, not to the demo content."""


@transaction.atomic
def clear() -> int:
    """Delete every row of our apps except `KEPT`, those that point at others first; return how many."""
    return sum(model._base_manager.all().delete()[0] for model in children_first(_ours()))


def _ours() -> list[type[models.Model]]:
    found = [model for model in apps.get_models() if model.__module__.split(".")[0] in PACKAGES]
    return [model for model in found if model._meta.label_lower not in KEPT]


def children_first(found: list[type[models.Model]]) -> list[type[models.Model]]:
    """Return models in an order in which each comes before those it points at."""
    left, ordered = list(found), []
    while left:
        free = [model for model in left if not any(model in _points_at(other) for other in left if other is not model)]
        ordered += free or left
        left = [model for model in left if model not in ordered]
    return ordered


def _points_at(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.fields if isinstance(field.related_model, type)}


def forget_mail() -> None:
    """Delete the emails that were written to files."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if folder:
        for path in Path(folder).glob("*.log"):
            path.unlink(missing_ok=True)
