"""Test settings: fast passwords, mail in memory and a separate cache."""

import os

os.environ["HUB_IGNORE_PLACE"] = "1"
# Each worker has one core: threads of numeric libraries would only wait for one another.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("SECRET_KEY", "test-only-" + "0123456789" * 5)
os.environ.setdefault("FIELD_KEYS", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=")
os.environ.setdefault("LOOKUP_KEY", "test-only-lookup-key")

from hub.settings.base import *  # noqa: F403
from hub.settings.environment import VAR

if "cms.demo" not in INSTALLED_APPS:  # noqa: F405 - tests turn demo mode on and off, so its app is always there
    INSTALLED_APPS += ["cms.demo"]  # noqa: F405
    TEMPLATES[0]["OPTIONS"]["context_processors"] += ["cms.demo.context.demo"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
EMAIL_GOES_OUT = True
MAY_TRAVEL = True
TEXT_CHANNEL = "cms.demo.texts.ShownTexts"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if not REDIS_URL:  # noqa: F405
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
else:  # each test process has its own Redis database, since clearing the cache clears the whole database
    server, _slash, number = REDIS_URL.rpartition("/")  # noqa: F405
    own = int(number) + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": f"{server}/{own}"}}
WHITENOISE_AUTOREFRESH = True
# A test reads its own writes at once.
MATCH_INDEX_SECONDS = 0
MATCH_INDEX_DIR = None
MATCH_LISTS_DIR = None
# The browser tests use plain HTTP; tests/hub/settings starts the real settings in separate processes.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "sessionid", "csrftoken"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, since browser tests write from several threads; its content need not survive a power cut.
    VAR.mkdir(parents=True, exist_ok=True)
    # Named by the process, so that two runs at once do not share it.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / f"test-{os.getpid()}.sqlite3")}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] += ";PRAGMA synchronous=OFF"  # noqa: F405
