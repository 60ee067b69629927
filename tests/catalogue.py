"""What the Welsh catalogue lacks: stands behind it, and notes each sentence it is asked for."""

from bs4 import BeautifulSoup

WELSH = "Residents read these: `make messages`, write their Welsh into hub/locale/cy/LC_MESSAGES/django.po, `make messages`."
"""What to do about sentences that are lacking."""


class Lacking:
    """The catalogue's last resort: gives each sentence back in English."""

    def __init__(self) -> None:
        self.asked: set[str] = set()

    def gettext(self, message: str) -> str:
        """Return a sentence as it stands in the code."""
        self.asked.add(message)
        return message

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Return a sentence with a number as it stands in the code."""
        self.asked.add(one)
        return one if number == 1 else many

    def seen_in(self, page: str) -> list[str]:
        """Return the sentences that a page shows as if they were in its own language."""
        soup = BeautifulSoup(page, "html.parser")
        for part in soup.select("body [lang^=en]"):
            part.decompose()
        page = str(soup)
        return sorted(message for message in self.asked if message.split("%")[0].strip() and message[:9] in page)
