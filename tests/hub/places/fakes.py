"""A geocoder that knows one mill, remembers what it was asked, and can be told to break."""

from types import SimpleNamespace

asked: list[str] = []


class Mill:
    """Knows "Old Mill"; `trouble` makes it fail, `far` puts the mill in France."""

    def __init__(self, *, timeout, user_agent, trouble="", far=""):
        self.timeout, self.trouble, self.far = timeout, trouble, far

    def geocode(self, query):
        asked.append(query)
        if self.trouble:
            raise TimeoutError(self.trouble)
        if query.casefold() != "old mill":
            return None
        return (
            SimpleNamespace(latitude=48.85, longitude=2.35)
            if self.far
            else SimpleNamespace(latitude=51.4571, longitude=-0.1930)
        )
