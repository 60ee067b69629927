"""Trigrams: comparing names in spite of misspellings, the same on every database."""

from hub.words import folding

LENGTH = 3


def of(text: str) -> frozenset[str]:
    """Return the trigrams of each word of a text, with a space before its first letter and after its last."""
    return frozenset(
        padded[place : place + LENGTH]
        for word in folding.fold(text).split()
        for padded in [f" {word} "]
        for place in range(max(1, len(padded) - LENGTH + 1))
    )


def likeness(asked: frozenset[str], shared: int, had: int) -> float:
    """Return the similarity of two texts, 0 to 1: shared trigrams ÷ those of the shorter one, reduced a little for the rest."""
    fewer, more = sorted((len(asked), had))
    return (shared / fewer) * (0.8 + 0.2 * fewer / more) if fewer else 0.0
