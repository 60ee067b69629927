"""Every exception to a rule that a test holds, with its reason: one list, printed by `.ci/run`."""

from typing import Final

SKIPPED_ROUTES: Final[dict[str, str]] = {}
"""Route names (or prefixes ending in *) left out of a walk over all routes → why."""

NOT_PAGES: Final[dict[str, str]] = {
    "landing": "leads on",
    "private_link": "leads on",
    "close_links": "a button",
    "may_ask": "a button",
    "agree": "a button",
    "together": "a button",
    "not_for_me": "a button",
    "frontline:not_for_them": "a button",
    "sign_up_take": "a button",
    "frontline:begin": "a button",
    "frontline:capture_of": "a button",
    "frontline:open": "a button",
    "frontline:owed_done": "a button",
    "manage:accept": "a button",
    "manage:offer": "a button",
    "manage:came": "a button",
    "manage:move": "a button",
    "set_language": "a button",
    "colours": "a button",
    "demo:stop": "a button",
    "demo:be": "a button",
    "toolkit_mine": "leads on",
    "toolkit_code": "a button; what it draws is toolkit_keep",
    "toolkit_tick": "a button",
    "toolkit_take_along": "a button",
    "picture": "a picture",
    "wagtaildocs_serve": "a document",
    "frontline:slip_document": "a PDF; tests/pages/test_paper.py reads it",
    "manage:letters": "a PDF; tests/pages/test_paper.py reads it",
    "texts_heard": "for machines",
    "api:opportunities": "for machines",
    "api:opportunity": "for machines",
    "api:organisations": "for machines",
    "api:organisation": "for machines",
    "api:openapi": "for machines",
    "api:missing": "for machines",
    "feed": "for machines",
    "opportunities:map": "a part of opportunities:list, which is looked at with it",
    "opportunities:map_counts": "for machines",
    "insight_tables": "a file",
    "sitemap": "for machines",
    "robots": "for machines",
    "healthz": "for machines",
    "readyz": "for machines",
}
"""Routes that draw no page of their own, so axe and screenshots have nothing to look at → why."""

PASSWORDS: Final[dict[str, str]] = {
    "password": "never written back into a page",
    "password1": "never written back into a page",
}
"""Fields whose typed text is not shown again after a mistake → why."""

AXE: Final[dict[str, str]] = {}
"""Rules of axe that may be broken, by page kind → why."""


def lines() -> list[str]:
    """Return the exceptions as lines of text."""
    found = [f"route {name}: {why}" for name, why in SKIPPED_ROUTES.items()]
    found += [f"no page {name}: {why}" for name, why in NOT_PAGES.items()]
    found += [f"not shown again {name}: {why}" for name, why in PASSWORDS.items()]
    return found + [f"axe {name}: {why}" for name, why in AXE.items()]


if __name__ == "__main__":
    print("\n".join(lines()) or "none")
