"""Settings of a real installation. Nothing is generated: the hub refuses to start and names every missing variable."""

from hub.settings.environment import WillNotStart, env, read_place, require

read_place()
require(
    (
        "SECRET_KEY",
        "FIELD_KEYS",
        "LOOKUP_KEY",
        "ALLOWED_HOSTS",
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "SITE_URL",
        "HUB_AREA",
        "HUB_PLACE",
        "HUB_PHONE",
        "HUB_DUTY_PHONE",
    )
)
if env.str("HUB_DEMO", "").lower() in ("1", "true", "yes", "on"):
    raise WillNotStart(
        "The Hub will not start: HUB_DEMO is on with the production settings. The demo's passwords are public. Unset HUB_DEMO."
    )

from hub.design import phones  # noqa: E402
from hub.settings.base import *  # noqa: E402, F403

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "tests.bench"]  # noqa: F405 - nothing is measured in a real place

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    raise WillNotStart(
        "The Hub will not start: DATABASE_URL must name a PostgreSQL database, like postgres://user:word@host/hub."
    )
if len(SECRET_KEY) < 50:  # noqa: F405
    raise WillNotStart("The Hub will not start: SECRET_KEY must be at least 50 characters, made by chance.")

if not (phones.rings(HUB_PHONE) and phones.rings(HUB_DUTY_PHONE)):  # noqa: F405
    raise WillNotStart("The Hub will not start: HUB_PHONE and HUB_DUTY_PHONE must be numbers that ring somebody.")

SECURE_SSL_REDIRECT = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 1)
if env.bool("BEHIND_PROXY", True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
