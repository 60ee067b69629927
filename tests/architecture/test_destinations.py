"""No lower app names a page of a higher one by its URL name, in Python or in a template: it asks `hub.core.destinations`."""

import re
from pathlib import Path

from django.urls import get_resolver

ROOT = Path(__file__).resolve().parents[2]
APPS = ("hub", "organisations", "opportunities", "matching", "cms")
LAYERS = (
    "cms",
    "matching.mypage",
    "matching.frontline",
    "matching.suggestions",
    "matching.preferences",
    "opportunities",
    "organisations",
    "hub.messaging",
    "hub.consent",
    "hub.people",
    "hub.accounts",
    "hub.design",
    "hub.access",
)
"""From the highest to the lowest; what composes (`hub.urls`, `hub.errors`) is in none."""
NAMES = re.compile(r'(?:reverse(?:_lazy)?|redirect|resolve_url)\(\s*"([\w:]+)"|\{% url "([\w:]+)"')


def owners(patterns, namespace=""):
    """Yield each URL name with the module of its view."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from owners(pattern.url_patterns, inner)
        elif pattern.name:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield namespace + pattern.name, view.__module__


def layer(module):
    return next((place for place, name in enumerate(LAYERS) if f"{module}.".startswith(f"{name}.")), None)


def upward(owner):
    """Yield each place where a lower app names a page of a higher one."""
    for path in (path for app in APPS for kind in ("*.py", "*.html") for path in (ROOT / app).rglob(kind)):
        here = path.relative_to(ROOT)
        own = layer(".".join(here.with_suffix("").parts))
        for found in NAMES.finditer(path.read_text()):
            name = found[1] or found[2]
            other = layer(owner[name]) if name in owner else None
            if own is not None and other is not None and own > other:
                yield f"{here}: {name}"


def test_no_lower_app_names_a_page_of_a_higher_one():
    owner = dict(owners(get_resolver().url_patterns))

    assert owner["me"] == "matching.mypage.views"
    assert list(upward(owner)) == []
