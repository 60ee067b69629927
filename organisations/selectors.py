"""Questions of lower apps about organisations."""

from hub.access.roles import Role
from organisations.models.membership import Membership
from organisations.models.organisation import Organisation


def desk_id() -> int | None:
    """Return the service that makes the hub's calls and posts its letters, if one was named."""
    return Organisation.objects.filter(is_desk=True).values_list("pk", flat=True).first()


def desk_is_staffed() -> bool:
    """Whether a service was named that makes the calls, and somebody in it may open their list."""
    staff = Membership.objects.filter(role__in=(Role.WORKER, Role.MANAGER), user__is_active=True)
    return staff.filter(organisation__is_desk=True).exists()


def names_of(ids: set[int]) -> dict[int, str]:
    """Return the names of organisations, for those who read their own record."""
    return dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
