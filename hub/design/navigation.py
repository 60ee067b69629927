"""Links of the header and the footer: those from the apps' contracts, or those set by editors."""

from django.http import HttpRequest

from hub.core import registry
from hub.core.contract import HeaderLink
from hub.design.components import NavLink


def drawn(request: HttpRequest, links: list[HeaderLink]) -> list[NavLink]:
    """Return links sorted, with the current one marked."""
    return [_drawn(request, link) for link in sorted(links, key=lambda link: link.order)]


def _drawn(request: HttpRequest, link: HeaderLink) -> NavLink:
    here = request.path == link.url if link.exact else request.path.startswith(link.url)
    return NavLink(label=link.label, url=link.url, current=here)


def header(request: HttpRequest) -> list[NavLink]:
    """Return the header links from the apps that everybody sees."""
    brought = registry.answers(lambda contract: contract.header_links)
    return drawn(request, [link for links in brought for link in links(request)])


def set_by_editors(request: HttpRequest) -> list[NavLink]:
    """Return visitors' header as set by editors; empty when they set none."""
    links = registry.answer(lambda contract: contract.visitors_header)
    return list(links(request)) if links else []


def footer(request: HttpRequest) -> list[NavLink]:
    """Return the footer's links that come before the fixed ones."""
    brought = registry.answers(lambda contract: contract.footer_links)
    return [link for links in brought for link in links(request)]
