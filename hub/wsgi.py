"""Entry point for WSGI servers."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.base")

application = get_wsgi_application()

from hub.places import area, locate  # noqa: E402 - models can be imported only now

area.insist_known()
# Load the place files at start, so that the first visitor does not wait for them.
locate.warm()
