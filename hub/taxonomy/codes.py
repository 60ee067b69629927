"""The shared lists: what things are for, what one does there, accessibility. Matching uses codes; labels are translated.

Order matters: `fields.CodesField` stores a set as bits by position. Add at the end, never in between. Causes map to the
Volunteering and Social Action Ontology (ODI for DCMS, Open Government Licence v3), see `ontology`.
"""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    """What something is for."""

    CHILDREN = "children", _("Children and young people")
    OLDER = "older", _("Older neighbours")
    FOOD_MONEY = "food_money", _("Food and money worries")
    HEALTH = "health", _("Health and wellbeing")
    DISABILITY = "disability", _("Disability and access")
    GREEN = "green", _("Green spaces and nature")
    ARTS = "arts", _("Arts, history, culture")
    SPORT = "sport", _("Sport and being active")
    LEARNING = "learning", _("Learning and reading")
    WELCOME = "welcome", _("Welcoming new people")
    HOMES = "homes", _("Homes and streets")
    SAFETY = "safety", _("Safety and emergencies")
    SAY = "say", _("Having a say in local decisions")
    ANYTHING = "anything", _("Anything near me")
    ANIMALS = "animals", _("Animals")


class Activity(models.TextChoices):
    """What one does there, as verbs."""

    TALK = "talk", _("Talk and keep company")
    COOK = "cook", _("Cook or serve food")
    GARDEN = "garden", _("Garden and be outdoors")
    DRIVE = "drive", _("Drive or deliver")
    FIX = "fix", _("Fix and make")
    TEACH = "teach", _("Teach or mentor")
    ORGANISE = "organise", _("Organise and keep lists")
    MONEY = "money", _("Look after money or books")
    TECH = "tech", _("Help with phones and computers")
    WRITE = "write", _("Write, design, take photos")
    INTERPRET = "interpret", _("Interpret")
    COACH = "coach", _("Coach or lead")
    GREET = "greet", _("Greet and steward")
    SORT = "sort", _("Collect and sort")
    RESEARCH = "research", _("Find things out")
    SPEAK = "speak", _("Speak up and decide")
    START = "start", _("Start something")
    SHOP = "shop", _("Work in a shop")
    CLEAN = "clean", _("Clean and wash up")
    CARE = "care", _("Hair, nails and personal care")


class Skill(models.TextChoices):
    """What one is good at; none of them is ever asked for without need."""

    NONE = "none", _("No special skills, just willing")
    COMMUNICATION = "communication", _("Talking and listening")
    DIGITAL = "digital", _("Computers and phones")
    PERSONAL = "personal", _("Getting on with people")
    PRACTICAL = "practical", _("Practical jobs")
    EMERGENCY = "emergency", _("Safety and first aid")
    LEADING = "leading", _("Working in a team, leading")
    COOKING = "cooking", _("Cooking")
    SEWING = "sewing", _("Sewing")
    GARDENING = "gardening", _("Gardening")
    LANGUAGES = "languages", _("Languages")
    DIY = "diy", _("Repairs and DIY")
    BOOKKEEPING = "bookkeeping", _("Bookkeeping")
    MUSIC = "music", _("Music")


class Kind(models.TextChoices):
    """The eighteen kinds of things to take part in."""

    REGULAR_ROLE = "regular_role", _("Help out regularly")
    ONE_OFF = "one_off", _("Help out once")
    MICRO_TASK = "micro_task", _("Half an hour or less")
    REMOTE_OR_PHONE = "remote_or_phone", _("From home or by phone")
    SKILLS_PROJECT = "skills_project", _("Lend a skill")
    TRUSTEE_OR_COMMITTEE = "trustee_or_committee", _("Join a committee")
    JOIN_IN = "join_in", _("Come along and join in")
    GOOD_NEIGHBOUR = "good_neighbour", _("Be a good neighbour")
    CO_DESIGN = "co_design", _("Work out a change together")
    CO_COMMISSION = "co_commission", _("Help choose who runs a service")
    PANEL_OR_DECISION = "panel_or_decision", _("Have a say on a panel")
    LIVED_EXPERIENCE = "lived_experience", _("Share what you have lived through")
    COMMUNITY_REPORTING = "community_reporting", _("Tell us what you see")
    PLEDGE = "pledge", _("Make one small change")
    START_A_GROUP = "start_a_group", _("Start something with others")
    STANDBY_EMERGENCY = "standby_emergency", _("Be ready to help in an emergency")
    EMERGENCY_SHIFT = "emergency_shift", _("Help in an emergency now")
    TEAM_DAY = "team_day", _("Come as a team from work")


class Commitment(models.TextChoices):
    """How much time it takes."""

    UNDER_HALF_HOUR = "under_half_hour", _("Under 30 minutes")
    HOURS_ONCE = "hours_once", _("1 or 2 hours, once")
    DAY_ONCE = "day_once", _("Half a day or a day, once")
    HOURS_WEEKLY = "hours_weekly", _("1 or 2 hours a week")
    HOURS_MONTHLY = "hours_monthly", _("A few hours a month")
    SHORT_PROJECT = "short_project", _("A few weeks, then it ends")
    ONGOING = "ongoing", _("For as long as you like")


class Access(models.TextChoices):
    """Facts about getting in, staying and taking part."""

    STEP_FREE = "step_free", _("Step-free")
    TOILET = "toilet", _("Accessible toilet")
    SEATING = "seating", _("You can do it sitting down")
    QUIET = "quiet", _("A quiet place")
    PARKING = "parking", _("Parking")
    BUS = "bus", _("On a bus route")
    HEARING_LOOP = "hearing_loop", _("Hearing loop")
    REMOTE = "remote", _("From your own home")
    ASSISTANCE_DOGS = "assistance_dogs", _("Assistance dogs welcome")
    HELPER = "helper", _("Bring a helper")
    TECH_NEEDED = "tech_needed", _("You need a phone or computer")
    TECH_PROVIDED = "tech_provided", _("We lend you a phone or computer")
    CHILDREN = "children", _("Bring the children")
    FRIEND = "friend", _("Bring a friend")
    NO_EXPERIENCE = "no_experience", _("You’ll be shown what to do")
    LARGE_PRINT = "large_print", _("Large print")
    SMALL_GROUP = "small_group", _("A small group")
    PACE = "pace", _("At your own pace")


CAN_LACK: Final = tuple(
    code for code in Access if code not in (Access.REMOTE, Access.TECH_NEEDED, Access.NO_EXPERIENCE, Access.FRIEND)
)
"""Facts that an organiser can say are not there; of the others "no" says nothing that somebody would need to know."""


class Takes(models.TextChoices):
    """What a thing takes of somebody, that not everybody can do or bear."""

    LIFTING = "lifting", _("Lifting or carrying")
    DIGGING = "digging", _("Digging, kneeling or bending")
    STANDING = "standing", _("Standing for long")
    CROWDS = "crowds", _("A lot of people at once")
    NOISE = "noise", _("Loud noise")
    HEAT = "heat", _("Working in the heat")
    ANIMALS = "animals", _("Animals are there")


class Costs(models.TextChoices):
    """What taking part costs, or does not."""

    FREE = "free", _("Free to come")
    FARES = "fares", _("Bus fares paid")
    MEAL = "meal", _("Food is free")
    CALLS = "calls", _("Phone calls paid for")
    CARE = "care", _("Childcare paid for")
    KIT = "kit", _("Kit and tools provided")
    RECEIPTS = "receipts", _("Other costs paid back")
    CHARGE = "charge", _("There is a small charge")
    NOT_PAID = "not_paid", _("Costs are not paid")


PAYS: Final = (Costs.FARES, Costs.MEAL, Costs.CALLS, Costs.CARE, Costs.RECEIPTS)
"""What a group pays or gives, as against a charge or nothing."""


AT_ODDS: Final = (
    (Costs.FREE, Costs.CHARGE),
    *((Costs.NOT_PAID, paid) for paid in (Costs.FARES, Costs.CALLS, Costs.CARE, Costs.RECEIPTS)),
)
"""Pairs of which at most one can be true."""


class Checks(models.TextChoices):
    """Which safety check comes first (England and Wales)."""

    NONE = "none", _("None needed")
    BASIC = "basic", _("A basic safety check")
    STANDARD = "standard", _("A standard safety check")
    ENHANCED = "enhanced", _("An enhanced safety check")
    ENHANCED_BARRED = "enhanced_barred", _("An enhanced safety check with the barred list")


class Language(models.TextChoices):
    """Languages spoken there, or by a person (ISO 639 codes), most spoken in England and Wales first."""

    EN = "en", _("English")
    CY = "cy", _("Welsh")
    BSL = "bfi", _("British Sign Language")
    PL = "pl", _("Polish")
    RO = "ro", _("Romanian")
    PA = "pa", _("Panjabi")
    UR = "ur", _("Urdu")
    PT = "pt", _("Portuguese")
    ES = "es", _("Spanish")
    AR = "ar", _("Arabic")
    BN = "bn", _("Bengali")
    GU = "gu", _("Gujarati")
    IT = "it", _("Italian")
    FR = "fr", _("French")
    TA = "ta", _("Tamil")
    TR = "tr", _("Turkish")
    SO = "so", _("Somali")
    FA = "fa", _("Farsi")
    PRS = "prs", _("Dari")
    PS = "ps", _("Pashto")
    TI = "ti", _("Tigrinya")
    AM = "am", _("Amharic")
    UK = "uk", _("Ukrainian")
    RU = "ru", _("Russian")
    ZH = "zh", _("Mandarin")
    YUE = "yue", _("Cantonese")
    VI = "vi", _("Vietnamese")
    SQ = "sq", _("Albanian")
    TW = "tw", _("Twi")
    YO = "yo", _("Yoruba")


class HowFar(models.TextChoices):
    """How far somebody would go from home."""

    STREET = "street", _("My street or estate")
    MILE = "mile", _("About a mile")
    QUARTER_HOUR = "quarter_hour", _("15 minutes from my door")
    HALF_HOUR = "half_hour", _("30 minutes from my door")
    ANYWHERE = "anywhere", _("Anywhere round here")
    HOME = "home", _("From home only")


class Travel(models.TextChoices):
    """How somebody gets about."""

    WALK = "walk", _("Walking")
    BUS = "bus", _("Bus or train")
    BICYCLE = "bicycle", _("Bicycle")
    CAR = "car", _("Car")
    WHEELS = "wheels", _("Wheelchair or scooter")
    LIFT = "lift", _("Someone brings me")


class Ease(models.TextChoices):
    """What somebody needs to take part, never why."""

    STEP_FREE = "step_free", _("Step-free, no stairs")
    SEATING = "seating", _("Sitting down most of the time")
    QUIET = "quiet", _("A quiet place")
    COSTS = "costs", _("Fares or costs paid")
    CHILDREN = "children", _("Bring the children")
    FRIEND = "friend", _("Come with a friend the first time")
    LANGUAGE = "language", _("Someone who speaks my language")
    LARGE_PRINT = "large_print", _("Large print")
    NO_CHECK = "no_check", _("Not needing a safety check")
    TOILET = "toilet", _("An accessible toilet")
    HEARING_LOOP = "hearing_loop", _("A hearing loop")
    PARKING = "parking", _("Parking")
    ASSISTANCE_DOGS = "assistance_dogs", _("My assistance dog")
    HELPER = "helper", _("Bring a helper")
    SHOWN = "shown", _("Being shown what to do")
    SMALL_GROUP = "small_group", _("A small group")
    PACE = "pace", _("Going at my own pace")
    NO_LIFTING = "no_lifting", _("No lifting or carrying")
    NO_DIGGING = "no_digging", _("No digging, kneeling or bending")
    NO_STANDING = "no_standing", _("Not standing for long")
    NO_CROWDS = "no_crowds", _("No crowds")
    NO_NOISE = "no_noise", _("No loud noise")
    NO_HEAT = "no_heat", _("Not working in the heat")
    NO_ANIMALS = "no_animals", _("No animals")


class Slot(models.IntegerChoices):
    """The 21 windows of a week: day × 3 + part; Monday first; morning 6–12, afternoon 12–18, evening 18–24 local time."""

    MON_MORNING = 0, _("Monday morning")
    MON_AFTERNOON = 1, _("Monday afternoon")
    MON_EVENING = 2, _("Monday evening")
    TUE_MORNING = 3, _("Tuesday morning")
    TUE_AFTERNOON = 4, _("Tuesday afternoon")
    TUE_EVENING = 5, _("Tuesday evening")
    WED_MORNING = 6, _("Wednesday morning")
    WED_AFTERNOON = 7, _("Wednesday afternoon")
    WED_EVENING = 8, _("Wednesday evening")
    THU_MORNING = 9, _("Thursday morning")
    THU_AFTERNOON = 10, _("Thursday afternoon")
    THU_EVENING = 11, _("Thursday evening")
    FRI_MORNING = 12, _("Friday morning")
    FRI_AFTERNOON = 13, _("Friday afternoon")
    FRI_EVENING = 14, _("Friday evening")
    SAT_MORNING = 15, _("Saturday morning")
    SAT_AFTERNOON = 16, _("Saturday afternoon")
    SAT_EVENING = 17, _("Saturday evening")
    SUN_MORNING = 18, _("Sunday morning")
    SUN_AFTERNOON = 19, _("Sunday afternoon")
    SUN_EVENING = 20, _("Sunday evening")
