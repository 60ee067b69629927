"""Questions of lower apps about organisations."""

from organisations.models.organisation import Organisation


def desk_id() -> int | None:
    """Return the service that makes the hub's calls and posts its letters, if one was named."""
    return Organisation.objects.filter(is_desk=True).values_list("pk", flat=True).first()


def names_of(ids: set[int]) -> dict[int, str]:
    """Return the names of organisations, for those who read their own record."""
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
