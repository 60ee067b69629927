"""The door for web servers that speak WSGI."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings.base")

application = get_wsgi_application()

from hub.places import area, locate  # noqa: E402 - models can be imported only now

area.insist_known()
# The first visitor should not be the one who waits for the place files to be read.
locate.warm()
