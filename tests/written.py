"""The pages that every hub begins with, also after a test that empties the tables."""

from wagtail.models import Collection, Locale, Page

from cms.starting import pages as starting


def pages() -> None:
    """Make the first pages, if they are not there."""
    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="en-gb")
        Page.add_root(title="Root", slug="root")
    if not Collection.objects.exists():
        Collection.add_root(name="Root")
    starting.begin()
