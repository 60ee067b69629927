"""The text provider of the demo place: its outbox page shows each text, and nothing leaves the machine."""


class ShownTexts:
    """Takes every text. The page of all messages reads the stored message, so there is nothing to do."""

    def send(self, to: str, words: str, reference: str) -> None:
        """Take one text."""
