"""The states of a sign-up, and the allowed transitions."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """The state of a sign-up."""

    REQUESTED = "requested", _("Waiting for their answer")
    OFFERED = "offered", _("A place is offered")
    HELD = "held", _("They’re expecting you")
    ATTENDED = "attended", _("Came")
    MISSED = "missed", _("Did not come")
    WAITING = "waiting", _("On the waiting list")
    DECLINED = "declined", _("Not this time")
    CANCELLED = "cancelled", _("Called off")


UNSETTLED: Final = (Status.REQUESTED, Status.OFFERED, Status.WAITING)
"""The live states in which nobody is expected yet."""


TAKES_A_PLACE: Final = (Status.REQUESTED, Status.OFFERED, Status.HELD, Status.ATTENDED, Status.MISSED)
"""The states that count in `Session.taken`."""


EXPECTED: Final = (Status.HELD, Status.ATTENDED, Status.MISSED)
"""The states of the people on a sign-in sheet."""


LIVE: Final = (Status.REQUESTED, Status.OFFERED, Status.HELD, Status.WAITING)
"""The states in which something is still to come. One person has at most one live sign-up for a session."""


MOVES: Final[dict[Status, frozenset[Status]]] = {
    Status.REQUESTED: frozenset({Status.HELD, Status.OFFERED, Status.DECLINED, Status.CANCELLED}),
    Status.OFFERED: frozenset({Status.HELD, Status.REQUESTED, Status.OFFERED, Status.DECLINED, Status.CANCELLED}),
    Status.WAITING: frozenset({Status.OFFERED, Status.DECLINED, Status.CANCELLED}),
    Status.HELD: frozenset({Status.OFFERED, Status.ATTENDED, Status.MISSED, Status.CANCELLED}),
    Status.ATTENDED: frozenset({Status.MISSED}),
    Status.MISSED: frozenset({Status.ATTENDED}),
    Status.DECLINED: frozenset(),
    Status.CANCELLED: frozenset(),
}
"""The allowed transitions. Drawn in docs/model.md."""
