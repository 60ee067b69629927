"""Signing in to one's own pages by a texted code, without email. Known and unknown numbers get the same answer."""

from datetime import datetime
from typing import Any

from hub.core import encryption, transactions
from hub.messaging import notifications
from hub.messaging.notices import Notice
from hub.people.models import Channel, ContactRoute, Person
from hub.people.services import links


class SignInCode(Notice):
    """The text with six digits, for one person with this number."""

    code = "sign_in_code"
    at_once = True
    only_by_text = True

    def route(self, person: Person) -> ContactRoute | None:
        """The number that was typed, unless it is stopped."""
        return ContactRoute.objects.usable().filter(pk=self.ref).first()

    def context(self, person: Person, *, at: datetime) -> dict[str, Any] | None:
        """Create the code at the time of sending, so that it is stored nowhere else."""
        route = self.route(person)
        return {"code": links.make_text_code(person, route.lookup, at=at)} if route else None


def fingerprint(number: str) -> str:
    """Return the value that represents a number in a session."""
    return encryption.fingerprint(Channel.TEXT, number)


@transactions.atomic
def send(number: str, *, at: datetime) -> None:
    """Send a code to each person with this number, up to a limit; to nobody when there is none."""
    routes = ContactRoute.objects.usable().filter(kind=Channel.TEXT, lookup=fingerprint(number), person__erased_at=None)
    for route in routes.select_related("person").order_by("pk")[: links.MOST_AT_A_NUMBER]:
        notifications.notify(route.person, SignInCode(str(route.pk)), at=at)
