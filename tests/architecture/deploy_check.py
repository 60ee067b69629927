"""Run Django's deployment checks on the production settings; any warning fails."""

import os
import subprocess
import sys

REAL = {
    "DJANGO_SETTINGS_MODULE": "hub.settings.production",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "FIELD_KEYS": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "LOOKUP_KEY": "look-up-key",
    "ALLOWED_HOSTS": "hub.example.org",
    "SITE_URL": "https://hub.example.org",
    "DATABASE_URL": "postgres://hub@127.0.0.1/hub",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp://mail.example.org:25",
    "HUB_AREA": "E09000032",
    "HUB_PLACE": "Wandsworth",
    "HUB_PHONE": "020 7946 0123",
    "HUB_DUTY_PHONE": "020 7946 0999",
    "HUB_SAFEGUARDING_LEAD": "Rita",
}


def main() -> int:
    """Return the exit code of the check."""
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env={**os.environ, **REAL, "HUB_DEMO": ""}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
