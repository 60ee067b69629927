"""How much the first pages weigh as they travel: packed, with every file they ask for."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse

from tests import stage as stages
from tests.factories import DAY, OpportunityFactory, SessionFactory

pytestmark = pytest.mark.django_db

MOST = 150_000
PACKED = (".css", ".js", ".svg", ".html")
LINKED = re.compile(r"""(?:href|src)=["']?(/static/[^"'>\s?#]+)""")
NAMED = re.compile(r"""url\(["']?([^"')]+?)["']?\)""")


def sent(name, content):
    """Return how many bytes of a file travel."""
    return len(gzip.compress(content, 6)) if name.endswith(PACKED) else len(content)


def static_file(address):
    """Return the file on disk behind an address under /static/."""
    found = finders.find(address.removeprefix("/static/"))
    assert found, address
    return found


def files_of(html):
    """Return {address: content} of what a page links to, and of what its style sheets name in turn."""
    found = {}
    wanted = LINKED.findall(html)
    while wanted:
        address = wanted.pop()
        if address in found:
            continue
        with open(static_file(address), "rb") as file:
            found[address] = file.read()
        if address.endswith(".css"):
            folder = address.rpartition("/")[0]
            wanted += [f"{folder}/{named}" for named in NAMED.findall(found[address].decode()) if ":" not in named]
    return found


def weigh(html):
    return {"the page": sent(".html", html.encode())} | {
        address: sent(address, content) for address, content in files_of(html).items()
    }


@pytest.mark.parametrize("name", ["home", "opportunities:list"])
def test_a_first_page_is_light(name):
    stage = stages.build()
    for number in range(12):
        another = OpportunityFactory(organisation=stage.larder, title=f"Thing {number}", published_at=stage.at)
        SessionFactory(opportunity=another, starts_at=stage.at + (3 + number) * DAY)

    html = stage.client("nobody").get(reverse(name)).content.decode()

    weights = weigh(html)
    assert any(address.endswith(".css") for address in weights)
    assert any(address.endswith(".woff2") for address in weights)
    assert any(address.endswith(".js") for address in weights)
    assert sum(weights.values()) <= MOST, weights


def test_weighing_counts_what_a_style_sheet_names():
    html = '<link rel="stylesheet" href="/static/design/tokens.css">'

    assert any(address.endswith(".woff2") for address in files_of(html))
