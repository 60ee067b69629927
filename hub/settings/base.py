"""Default settings: SQLite, no broker, files under var/. Everything else is set by environment variables."""

import socket
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import django_stubs_ext
from csp.constants import NONCE, NONE, SELF, STRICT_DYNAMIC

from hub.settings import apps
from hub.settings.environment import ROOT, VAR, demo_may_keep_to, env, keys, read_place, refuse_demo_with

django_stubs_ext.monkeypatch()

DEMO: Final = env.str("HUB_DEMO", "").lower() in ("1", "true", "yes", "on")
if DEMO:
    refuse_demo_with(("ALLOWED_HOSTS", "EMAIL_URL", "TEXT_PROVIDER"))
    demo_may_keep_to(("DATABASE_URL", "REDIS_URL", "SITE_URL"))
else:
    read_place()

SECRET_KEY, FIELD_KEYS, LOOKUP_KEY = keys()

DEBUG = False
PORT = env.int("PORT", 8000)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", []) or ["localhost", "127.0.0.1"]
SITE_URL = env.str("SITE_URL", f"http://localhost:{PORT}")

# The area this hub serves: postcode districts ("SW18") or council codes ("E09000032", the London Borough of Wandsworth).
HUB_AREA = env.list("HUB_AREA", []) or ["E09000032"]
HUB_NAME = env.str("HUB_NAME", "the Hub")
HUB_PLACE = env.str("HUB_PLACE", "").strip()
# A blank line of a settings file counts as not set. The number of a new hub rings nobody; checks and pages know it.
HUB_PHONE = env.str("HUB_PHONE", "").strip() or "07700 900100"
HUB_DUTY_PHONE = env.str("HUB_DUTY_PHONE", "").strip() or HUB_PHONE
# Whom people ask for with a worry: a name or a role.
HUB_SAFEGUARDING_LEAD = env.str("HUB_SAFEGUARDING_LEAD", "").strip()
HUB_HOURS = env.str("HUB_HOURS", "Monday to Friday, 9am to 5pm")
HUB_ACCENT = env.str("HUB_ACCENT", "")
HUB_GEOCODERS: list[str] = env.list("HUB_GEOCODERS", [])
# An operator's own map tiles: the address of tiles ({z}, {x}, {y}) or of a .pmtiles file, and the credit.
HUB_MAP_TILES = env.str("HUB_MAP_TILES", "")
HUB_MAP_CREDIT = env.str("HUB_MAP_CREDIT", "")
OFFER_HOURS = env.int("OFFER_HOURS", 24)
# How long nobody makes a general ask to a person: after an ask, after a no, after "not now", and after something worrying.
ASK_DAYS = env.int("ASK_DAYS", 28)
ASK_DAYS_AFTER_NO = env.int("ASK_DAYS_AFTER_NO", 21)
ASK_DAYS_AFTER_NOT_NOW = env.int("ASK_DAYS_AFTER_NOT_NOW", 90)
ASK_DAYS_AFTER_WORRY = env.int("ASK_DAYS_AFTER_WORRY", 90)
REFERRAL_DAYS = env.int("REFERRAL_DAYS", 14)
# How long a worker's service still sees the person after a conversation.
CONTACT_DAYS = env.int("CONTACT_DAYS", 90)
LIMITS = env.bool("HUB_LIMITS", True)
# How many requests per minute one address may make to the open API.
API_LIMIT = env.int("API_LIMIT", 60)
# How many seconds pass before this process checks again whether its index of open opportunities is current.
MATCH_INDEX_SECONDS = env.int("MATCH_INDEX_SECONDS", 5)
# Whether texts are also compared as vectors, where the library for it is installed.
WORD_VECTORS = env.bool("WORD_VECTORS", True)
# The path of this machine's index file, which all its processes map; and the name of its index lease.
MATCH_INDEX_DIR: Path | None = VAR / "matching"
# The folder of the nightly lists for everybody; shared by all workers, if several machines make them.
MATCH_LISTS_DIR: Path | None = Path(env.str("MATCH_LISTS_DIR", str(VAR / "lists")))
MATCH_NODE = env.str("MATCH_NODE", socket.gethostname())

INSTALLED_APPS = [*apps.INSTALLED, *(["cms.demo"] if DEMO else [])]
CONTRACTS = apps.CONTRACTS
if find_spec("tests") and find_spec("tests.bench"):  # a checkout: the commands that measure
    INSTALLED_APPS.append("tests.bench")

MIDDLEWARE = [
    "hub.health.Probes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hub.logs.RequestLog",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "organisations.middleware.ActorMiddleware",
    "hub.errors.PlainPages",
    "cms.middleware.AdminDoor",
    "cms.redirects.Redirects",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
FORM_RENDERER = "hub.design.forms.Renderer"

_IN_TEMPLATES: dict[str, list[str]] = {
    "builtins": [
        "django.templatetags.i18n",
        "django.templatetags.static",
        "laces.templatetags.laces",
        "django_cotton.templatetags.cotton",
        "hub.design.templatetags.design",
    ],
    "context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
        "csp.context_processors.nonce",
        "hub.design.context.place",
        "organisations.context.acting",
        *(["cms.demo.context.demo"] if DEMO else []),
    ],
}
_FOUND_IN = ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"]
_PAGES = ["django_cotton.cotton_loader.Loader", *_FOUND_IN]
# Plain text (`*.txt`) is never escaped, all else always is: a template's name alone decides which engine finds it.
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"loaders": [("hub.design.template_loader.Pages", _PAGES)], **_IN_TEMPLATES},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "text",
        "OPTIONS": {
            "autoescape": False,
            "loaders": [("hub.design.template_loader.PlainText", _FOUND_IN)],
            **_IN_TEMPLATES,
        },
    },
]

DATABASES: dict[str, dict[str, Any]] = {
    "default": env.dj_db_url(
        "DATABASE_URL", f"sqlite:///{VAR / 'hub.sqlite3'}", conn_max_age=60, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE takes the write lock when a transaction begins: two writers queue instead of failing midway.
    _options = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;PRAGMA foreign_keys=ON",
    }
else:
    _options = {"options": "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"}
DATABASES["default"]["OPTIONS"] = DATABASES["default"].get("OPTIONS", {}) | _options

REDIS_URL = env.str("REDIS_URL", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {
            "BACKEND": "hub.core.caches.ForgivingRedis",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        }
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "hub_cache"}
    )
}
CELERY_BROKER_URL = REDIS_URL or None

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
LOCALE_PATHS = [ROOT / "hub" / "locale"]
TIME_ZONE = "Europe/London"
USE_I18N = USE_TZ = True
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MAX_AGE = 3600

if env.str("EMAIL_URL", ""):
    _email = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND = _email["EMAIL_BACKEND"]
    EMAIL_HOST, EMAIL_PORT = _email["EMAIL_HOST"], _email["EMAIL_PORT"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _email["EMAIL_HOST_USER"], _email["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS, EMAIL_USE_SSL = _email["EMAIL_USE_TLS"], _email["EMAIL_USE_SSL"]
else:
    EMAIL_BACKEND = "hub.messaging.file_mail.PrivateFiles"
    EMAIL_FILE_PATH = str(VAR / "mail")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"{HUB_NAME} <hello@hub.test>")
# Whether emails reach a mail server; the demo place shows them on its own page.
EMAIL_GOES_OUT = DEMO or "smtp" in EMAIL_BACKEND
TEXT_CHANNEL = "cms.demo.texts.ShownTexts" if DEMO else env.str("TEXT_PROVIDER", "")

# -- Signing in ---------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "landing"
ACCOUNT_ADAPTER = "hub.people.signing_in.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_FORMS = {
    "login": "hub.people.signing_in_forms.Login",
    "signup": "hub.people.signing_in_forms.SignUp",
    "add_email": "hub.people.signing_in_forms.AddEmail",
    "change_password": "hub.people.signing_in_forms.ChangePassword",
    "set_password": "hub.people.signing_in_forms.SetPassword",
    "reset_password": "hub.people.signing_in_forms.ResetPassword",
    "reset_password_from_key": "hub.people.signing_in_forms.ResetPasswordFromKey",
    "reauthenticate": "hub.people.signing_in_forms.Reauthenticate",
    "request_login_code": "hub.people.signing_in_forms.RequestLoginCode",
    "confirm_login_code": "hub.people.signing_in_forms.ConfirmLoginCode",
    "confirm_email_verification_code": "hub.people.signing_in_forms.ConfirmEmailCode",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.split(":", 1)[0]
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
MFA_ADAPTER = "hub.people.signing_in.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "hub.people.signing_in_forms.Authenticate",
    "reauthenticate": "hub.people.signing_in_forms.ReauthenticateByCode",
    "activate_totp": "hub.people.signing_in_forms.ActivateApp",
    "add_webauthn": "hub.people.signing_in_forms.AddPasskey",
    "edit_webauthn": "hub.people.signing_in_forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TRUST_ENABLED = False
MFA_TOTP_ISSUER = HUB_NAME
USERSESSIONS_TRACK_ACTIVITY = False
# Rate limits of our own, beside allauth's: how often one address may do each. HUB_LIMITS=off lifts all (load tests only).
ACCOUNT_RATE_LIMITS: bool | dict[str, str] = LIMITS and {
    "hub_sign_up": "30/h/ip",
    "hub_look": "300/h/ip",
    "hub_route": "6/h/key",
    "hub_code": "10/10m/ip",
    "hub_code_tries": "6/h/key",  # by number and address: whoever guesses elsewhere shuts nobody out
    "hub_code_tries_anywhere": "30/h/key",
    "hub_code_texts": "4/h/key",  # the same for texts asked for
    "hub_code_texts_anywhere": "12/h/key",
    "hub_new_link": "5/h/ip",
    "hub_join": "5/h/ip",
    "hub_toolkit": "20/h/ip",
    "hub_people_near": "20/d/key",  # by organisation
    "hub_search": "60/m/ip",
    "hub_api": f"{API_LIMIT}/m/ip",
}
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
SECOND_FACTOR = not DEMO
MAY_TRAVEL = DEMO
"""Whether `run_due --at` may act as of another time."""

# -- Headers and cookies ------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Browsers send these over HTTPS only (and to localhost); the demo runs over plain HTTP.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"
if not DEMO:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL.rstrip("/")]
if env.bool("BEHIND_PROXY", False):
    # Only behind a proxy that removes this header from outside requests; README and compose.yaml say so too.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_SAVE_EVERY_REQUEST = False
# After how many minutes in which nothing was done staff with a second step are signed out.
HUB_IDLE_MINUTES = env.int("HUB_IDLE_MINUTES", 30)
CSRF_FAILURE_VIEW = "hub.errors.csrf"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
DATA_UPLOAD_MAX_NUMBER_FILES = 10
PERMISSIONS_POLICY: dict[str, list[str]] = {
    "geolocation": [],
    "camera": [],
    "microphone": [],
    "payment": [],
    "usb": [],
    "interest-cohort": [],
}
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "EXCLUDE_URL_PREFIXES": ["/admin/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [NONCE, STRICT_DYNAMIC],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    },
}

# -- Wagtail: public pages only. No resident's details are ever kept there. ------------------------------------------
WAGTAIL_SITE_NAME = HUB_NAME
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "/accounts/login/"
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.services.approved.show"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.picture_forms.PictureForm"
# All Wagtail pages are public; restricted content is never a page.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx"]
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

LOGGING_CONFIG = "hub.logs.configure"
LOGGING: dict[str, Any] = {"version": 1}  # Django calls the function above only if this list is not empty
