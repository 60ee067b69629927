"""The options of the capture page: the few of each list that are asked about at a counter, in as few words as will do."""

from typing import Final

from django.utils.translation import gettext_lazy, pgettext_lazy

from hub.taxonomy.codes import Activity, Ease, HowFar, Travel

COMMON: Final = {
    Activity.TALK: gettext_lazy("Company"),
    Activity.COOK: gettext_lazy("Cooking"),
    Activity.GARDEN: gettext_lazy("Gardening, outdoors"),
    Activity.FIX: gettext_lazy("Fixing, making"),
    Activity.SORT: gettext_lazy("Sorting"),
    Activity.GREET: gettext_lazy("Greeting"),
    Activity.TEACH: gettext_lazy("Teaching"),
    Activity.TECH: gettext_lazy("Phones, computers"),
    Activity.DRIVE: gettext_lazy("Driving"),
    Activity.ORGANISE: gettext_lazy("Organising"),
    Activity.WRITE: gettext_lazy("Writing, photos"),
    Activity.SPEAK: gettext_lazy("Having a say"),
    Activity.SHOP: gettext_lazy("Shop work"),
    Activity.CLEAN: gettext_lazy("Cleaning"),
    Activity.CARE: gettext_lazy("Personal care"),
}
"""What is most asked for; the others are parsed from the words."""

EASIER: Final = {
    Ease.STEP_FREE: gettext_lazy("No stairs"),
    Ease.SEATING: gettext_lazy("Sitting down"),
    Ease.COSTS: gettext_lazy("Fares paid"),
    Ease.FRIEND: gettext_lazy("With a friend"),
    Ease.LANGUAGE: gettext_lazy("My language"),
    Ease.CHILDREN: gettext_lazy("Children too"),
    Ease.QUIET: gettext_lazy("Quiet"),
    Ease.NO_CHECK: gettext_lazy("No safety check"),
}

GETTING_ABOUT: Final = {
    Travel.WALK: pgettext_lazy("how somebody gets about", "Walk"),
    Travel.BUS: gettext_lazy("Bus or train"),
    Travel.BICYCLE: gettext_lazy("Bike"),
    Travel.CAR: gettext_lazy("Car"),
    Travel.WHEELS: gettext_lazy("Wheelchair"),
    Travel.LIFT: gettext_lazy("Brought"),
}

FAR: Final = {
    HowFar.STREET: gettext_lazy("My street"),
    HowFar.MILE: gettext_lazy("A mile"),
    HowFar.HALF_HOUR: gettext_lazy("30 minutes"),
    HowFar.ANYWHERE: gettext_lazy("Anywhere"),
    HowFar.HOME: gettext_lazy("From home"),
}
