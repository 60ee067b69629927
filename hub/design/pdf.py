"""Pages as PDF: tagged, so that a screen reader can read them, and made without the network.

Importing this needs the system library Pango, which a machine that only shows pages may lack: ask `documents`.
"""

import mimetypes
from math import ceil
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import Storage
from weasyprint import CSS, HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

VARIANT: Final = "pdf/ua-1"
END: Final = "end"
"""The id of the last element of a page for a roll: the paper ends there."""
LONGEST_MM: Final = 5000
"""As long as a page of a PDF may be, nearly."""
MARGIN_MM: Final = 4
"""The margin of a roll."""
MM_OF_PIXEL: Final = 25.4 / 96


class NotOurs(Exception):
    """A document refers to something that is not one of our static files."""


class NotADocument(Exception):
    """The page lacks what a reader of a PDF is told first: its language and its title."""


class _StaticFiles(URLFetcher):  # type: ignore[misc]
    """Reads our static files from the disk, and refuses every other address."""

    def __init__(self, origin: str) -> None:
        super().__init__(fail_on_errors=True, allowed_protocols={"data"})
        self.begins = urljoin(origin, settings.STATIC_URL)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """Return a static file, or what the address itself holds. Raises NotOurs for all else."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if not url.startswith(self.begins):
            raise NotOurs(url)
        name = unquote(urlsplit(url.removeprefix(self.begins)).path)
        return URLFetcherResponse(url, _read(name), {"Content-Type": mimetypes.guess_type(name)[0] or ""})


def _read(name: str) -> bytes:
    """Return a static file, whether its name is that of the source or carries a hash."""
    found = finders.find(name)
    if isinstance(found, str):
        with open(found, "rb") as file:
            return file.read()
    storage: Storage = staticfiles_storage
    with storage.open(name) as file:
        return bytes(file.read())


def of(page: str) -> bytes:
    """Return a page as a PDF, laid out as its style sheets say for print.

    Raises NotADocument without a language or a title, and weasyprint's error for an address that is not ours.
    """
    return bytes(_parsed(page).write_pdf(pdf_variant=VARIANT))


def on_roll(page: str, *, width: int) -> bytes:
    """Return a page as a PDF on a roll of so many millimetres, cut off below the element with the id `END`."""
    parsed = _parsed(page)
    whole = parsed.render(stylesheets=[_paper(width, LONGEST_MM)])
    ends = whole.pages[0].anchors[END][1] * MM_OF_PIXEL
    return bytes(parsed.write_pdf(stylesheets=[_paper(width, ceil(ends) + MARGIN_MM)], pdf_variant=VARIANT))


def _paper(width: int, height: int) -> Any:
    return CSS(string=f"@page {{ size: {width}mm {height}mm !important; margin: {MARGIN_MM}mm !important }}")


def _parsed(page: str) -> Any:
    origin = f"{settings.SITE_URL.rstrip('/')}/"
    parsed = HTML(string=page, base_url=origin, url_fetcher=_StaticFiles(origin))
    root = parsed.etree_element
    if not root.get("lang") or not "".join(root.findtext("head/title") or "").strip():
        raise NotADocument
    return parsed
