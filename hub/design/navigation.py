"""Links of the header and the footer: what the apps' contracts bring, and what editors have set instead."""

from django.http import HttpRequest

from hub.core import registry
from hub.core.contract import HeaderLink
from hub.design.components import NavLink


def drawn(request: HttpRequest, links: list[HeaderLink]) -> list[NavLink]:
    """Return links in their order, the one that leads here marked."""
    return [_drawn(request, link) for link in sorted(links, key=lambda link: link.order)]


def _drawn(request: HttpRequest, link: HeaderLink) -> NavLink:
    here = request.path == link.url if link.exact else request.path.startswith(link.url)
    return NavLink(label=link.label, url=link.url, current=here)


def header(request: HttpRequest) -> list[NavLink]:
    """Return the links of the header that the apps bring for everybody."""
    brought = registry.answers(lambda contract: contract.header_links)
    return drawn(request, [link for links in brought for link in links(request)])


def set_by_editors(request: HttpRequest) -> list[NavLink]:
    """Return visitors' header as editors want it; empty when they have not said."""
    links = registry.answer(lambda contract: contract.visitors_header)
    return list(links(request)) if links else []


def footer(request: HttpRequest) -> list[NavLink]:
    """Return what stands in the footer before the links that always do."""
    brought = registry.answers(lambda contract: contract.footer_links)
    return [link for links in brought for link in links(request)]
