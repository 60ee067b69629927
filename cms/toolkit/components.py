"""The toolkit's parts, for the gallery."""

from typing import Final

from cms.toolkit.presenters.street import Street

ALL: Final = (Street,)
