"""Links of the header and the footer that rooms above put there, or editors have set. Filled at start-up."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest

from hub.design.components import NavLink

Links = Callable[[HttpRequest], Sequence[NavLink]]

_more: list[Links] = []
_instead: list[Links] = []
_below: list[Links] = []


def adds(links: Links) -> None:
    """Register links to stand in the header after "What I'd like"."""
    if links not in _more:
        _more.append(links)


def instead(links: Links) -> None:
    """Register who knows what editors want visitors' header to hold; when it is empty, the header stays as it is."""
    _instead[:] = [links]


def below(links: Links) -> None:
    """Register links of the footer, before those that always stand there."""
    if links not in _below:
        _below.append(links)


def more(request: HttpRequest) -> list[NavLink]:
    """Return what rooms put into the header."""
    return [link for links in _more for link in links(request)]


def set_by_editors(request: HttpRequest) -> list[NavLink]:
    """Return visitors' header as editors want it; empty when they have not said."""
    return [link for links in _instead for link in links(request)]


def footer(request: HttpRequest) -> list[NavLink]:
    """Return what stands in the footer before the links that always do."""
    return [link for links in _below for link in links(request)]
