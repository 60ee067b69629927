"""Texts that mean much the same are alike though they share no word; without the library, nothing is read so."""

import socket

import numpy as np
import pytest

from hub.words import likeness


def alike(one, other):
    """Return the cosine of two texts."""
    first, second = likeness.vectors([one, other]).astype(float)
    return first @ second / likeness.LENGTH**2


@pytest.mark.parametrize(
    ("said", "means", "and_not"),
    [
        ("fixing bikes", "Cycle workshop", "Lunch club for older neighbours"),
        ("reading with kids", "Hear children read at school", "Clear the pond"),
        ("computers and phones", "Help people use a laptop or a tablet", "Football training"),
        ("digging and planting", "Gardeners wanted for the allotment", "Treasurer for a small charity"),
    ],
)
def test_what_means_the_same_is_more_alike(said, means, and_not):
    assert alike(said, means) > alike(said, and_not) + 0.1


def test_a_vector_has_its_length_and_its_numbers_are_whole():
    found = likeness.vectors(["Gardening in the park", ""])

    assert found.dtype == np.int8
    assert found.shape == (2, likeness.WIDTH)
    assert np.linalg.norm(found[0].astype(float)) == pytest.approx(likeness.LENGTH, rel=0.05)
    assert not found[1].any()


def test_nothing_is_read_where_it_is_switched_off(settings):
    settings.WORD_VECTORS = False

    assert likeness.vectors(["Gardening"]).shape == (1, 0)


def test_nothing_is_read_without_the_library(monkeypatch):
    monkeypatch.setattr(likeness, "find_spec", lambda name: None)

    assert likeness.vectors(["Gardening"]).shape == (1, 0)


def test_nothing_is_asked_of_the_network(monkeypatch):
    def refuse(*_args, **_more):
        raise AssertionError("the network was asked")

    likeness._model.cache_clear()
    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert likeness.vectors(["Gardening"]).any()
