"""What somebody unknown said to look round with: kept so that "back", a reload and another language show it again.

It waits, encrypted, in the session of the browser for an hour at most, at an address that nobody can guess: whoever sits
at the same computer next finds an empty page at the usual address.
"""

import json
from typing import Final

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string

from hub.access import unsent
from hub.core.encryption import seal

KEY: Final = "looked"
PARAMETER: Final = "look"
"""The name of the key in the address."""
LENGTH: Final = 22
"""Letters of the address."""


def keep(request: HttpRequest, fields: QueryDict, *, but: tuple[str, ...] = ()) -> str:
    """Keep what was said, without the fields named in `but`, and return the key of its address; "" if it is too long."""
    said = {name: values for name, values in fields.lists() if name not in ("csrfmiddlewaretoken", *but)}
    key = get_random_string(LENGTH)
    text = json.dumps({"key": key, "at": timezone.now().isoformat(), "fields": said})
    if len(text) > unsent.MOST:
        return ""
    request.session[KEY] = seal(text)
    return key


def kept(request: HttpRequest, key: str) -> QueryDict | None:
    """Return what was said under a key in this browser within the last hour."""
    found = unsent.opened(request.session[KEY]) if key and KEY in request.session else None
    if found is None or not constant_time_compare(found["key"], key) or unsent.is_late(found, at=timezone.now()):
        return None
    said = QueryDict(mutable=True)
    for name, values in found["fields"].items():
        said.setlist(name, values)
    return said


def forget(request: HttpRequest) -> None:
    """Drop what was said."""
    request.session.pop(KEY, None)
