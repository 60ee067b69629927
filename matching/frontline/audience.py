"""The audience of the front line's pages: workers and managers of services."""

from typing import Final

from hub.access.audiences import Audience
from matching.frontline.models import FRONT_LINE as ROLES

FRONT_LINE: Final = Audience("front line", lambda actor: actor.is_signed_in and actor.role in ROLES)
