"""The toolkit's five stages, in order."""

from typing import Final

from cms.toolkit.starting import group, idea, registered, safe, sustainable

STAGES: Final = (idea.STAGE, group.STAGE, safe.STAGE, registered.STAGE, sustainable.STAGE)
