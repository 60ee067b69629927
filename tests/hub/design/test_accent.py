"""The operator's accent: whatever colour is given, words on it and in it can be read."""

import pytest

from hub.design import accent

GIVEN = (
    "#0f5b5e",
    "#ffff00",
    "#ff0000",
    "#000000",
    "#ffffff",
    "#00ff00",
    "#0000ff",
    "#ff00ff",
    "#8a1c4a",
    "#f58220",
    "#808080",
)
LIGHT_PAGE = {
    "ink": "#15242a",
    "page": "#f4f4f0",
    "surface": "#ffffff",
    "on-deep": "#f4f7f6",
    "on-deep-soft": "#c2dada",
}
DARK_PAGE = {"ink": "#ecefec", "page": "#10181c", "surface": "#19242a", "on-deep": "#eef3f2", "on-deep-soft": "#b9cecd"}
PAIRS = (
    ("accent", "page"),
    ("accent", "surface"),
    ("accent", "accent-tint"),
    ("accent-strong", "accent-tint"),
    ("accent-strong", "accent-tint2"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("ink", "accent-tint"),
    ("ink", "accent-tint2"),
    ("on-deep", "accent-deep"),
    ("on-deep-soft", "accent-deep"),
    ("on-deep-soft", "wall"),
    ("on-deep-soft", "wall2"),
)


class TestShades:
    @pytest.mark.parametrize("colour", GIVEN)
    @pytest.mark.parametrize("pair", PAIRS)
    def test_keep_every_pair_of_words_and_ground_readable(self, colour, pair):
        light, dark = accent.shades(colour)

        for shades, page in ((light, LIGHT_PAGE), (dark, DARK_PAGE)):
            tokens = {**page, **shades}
            assert accent.contrast(tokens[pair[0]], tokens[pair[1]]) >= 4.5

    def test_keep_the_hue(self):
        light, _dark = accent.shades("#8a1c4a")

        assert accent.to_oklch(light["accent"])[2] == pytest.approx(accent.to_oklch("#8a1c4a")[2], abs=0.05)

    def test_give_grey_for_grey(self):
        light, dark = accent.shades("#808080")

        for shade in (light["accent"], dark["accent"]):
            assert accent.to_oklch(shade)[1] == pytest.approx(0, abs=0.002)


class TestToOklch:
    def test_goes_there_and_back(self):
        linear = accent.to_linear(*accent.to_oklch("#8a1c4a"))

        assert linear == pytest.approx([accent._linear(value / 255) for value in (0x8A, 0x1C, 0x4A)], abs=1e-4)

    def test_white_is_as_light_as_can_be(self):
        lightness, chroma, _hue = accent.to_oklch("#ffffff")

        assert (lightness, chroma) == pytest.approx((1, 0), abs=1e-4)


class TestContrast:
    def test_of_black_and_white_is_21(self):
        assert accent.contrast("#000000", "#ffffff") == pytest.approx(21)


class TestCss:
    def test_sets_light_and_dark(self):
        sheet = accent.css("#8a1c4a")

        assert sheet.count("--accent-deep:") == 3
        assert "prefers-color-scheme:dark" in sheet

    @pytest.mark.parametrize("colour", ["", "red", "#fff", "#8a1c4a;}</style>"])
    def test_is_empty_for_what_is_no_colour(self, colour):
        assert accent.css(colour) == ""
