"""The options of the capture page: the few of each list that are asked about at a counter."""

from typing import Final

from hub.taxonomy.codes import Activity, Ease, HowFar

COMMON: Final = (
    Activity.TALK,
    Activity.COOK,
    Activity.GARDEN,
    Activity.FIX,
    Activity.SORT,
    Activity.GREET,
    Activity.TEACH,
    Activity.TECH,
    Activity.DRIVE,
    Activity.ORGANISE,
    Activity.WRITE,
    Activity.SPEAK,
)
"""The dozen most asked for; the others are parsed from the words."""


EASIER: Final = (
    Ease.STEP_FREE,
    Ease.SEATING,
    Ease.COSTS,
    Ease.FRIEND,
    Ease.LANGUAGE,
    Ease.CHILDREN,
    Ease.QUIET,
    Ease.NO_CHECK,
)


FAR: Final = (HowFar.STREET, HowFar.MILE, HowFar.HALF_HOUR, HowFar.ANYWHERE, HowFar.HOME)
