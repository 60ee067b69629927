"""The operator's accent colour: its hue is kept, and each shade is computed so that text stays readable.

Computed in OKLCH, a space in which equal steps look equal. Only the hue of the given colour is kept, and as much of its
chroma as each shade allows; the lightness is fixed. The colours lamp, ok, wait and stop never change. Source of the
matrices: Björn Ottosson, "A perceptual color space for image processing", 2020.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Shade:
    """One shade of the accent: its lightness (0 to 1) and its maximum chroma."""

    lightness: float
    chroma: float


LIGHT: Final[Mapping[str, Shade]] = {
    "accent": Shade(0.44, 0.15),
    "accent-strong": Shade(0.36, 0.13),
    "accent-tint": Shade(0.96, 0.012),
    "accent-tint2": Shade(0.925, 0.022),
    "accent-line": Shade(0.81, 0.05),
    "accent-deep": Shade(0.305, 0.08),
    "wall": Shade(0.372, 0.09),
    "wall2": Shade(0.412, 0.09),
}
DARK: Final[Mapping[str, Shade]] = {
    "accent": Shade(0.81, 0.10),
    "accent-strong": Shade(0.88, 0.08),
    "accent-tint": Shade(0.31, 0.035),
    "accent-tint2": Shade(0.36, 0.04),
    "accent-line": Shade(0.47, 0.06),
    "accent-deep": Shade(0.235, 0.045),
    "wall": Shade(0.315, 0.06),
    "wall2": Shade(0.355, 0.06),
}
"""Dark shades. `on-accent`, the text on the accent, is computed separately."""

ON_ACCENT_DARK: Final = Shade(0.22, 0.04)


def css(colour: str) -> str:
    """Return a style sheet that sets the accent, or "" when no valid colour is given."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return ""
    light, dark = shades(colour)
    bright = "".join(f"--{name}:{value};" for name, value in light.items())
    dim = "".join(f"--{name}:{value};" for name, value in dark.items())
    return (
        f":root{{{bright}}}"
        f"@media (prefers-color-scheme:dark){{:root:not([data-scheme=light]){{{dim}}}}}"
        f":root[data-scheme=dark]{{{dim}}}"
    )


@lru_cache(maxsize=16)
def shades(colour: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the shades of a colour (#rrggbb) for light and for dark pages, as hex by name of token."""
    given, chroma, hue = to_oklch(colour)
    light = {name: _fit(shade, chroma, hue) for name, shade in LIGHT.items()}
    if given < LIGHT["accent"].lightness:  # a colour darker than ours keeps its lightness
        light["accent"] = _fit(Shade(max(given, 0.25), 0.15), chroma, hue)
        light["accent-strong"] = _fit(Shade(max(min(given, 0.36) - 0.06, 0.2), 0.13), chroma, hue)
    dark = {name: _fit(shade, chroma, hue) for name, shade in DARK.items()}
    return {**light, "on-accent": "#ffffff"}, {**dark, "on-accent": _fit(ON_ACCENT_DARK, chroma, hue)}


def to_oklch(colour: str) -> Triple:
    """Return lightness (0 to 1), chroma and hue (radians) of a colour (#rrggbb)."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def to_linear(lightness: float, chroma: float, hue: float) -> Triple:
    """Return linear red, green and blue of an OKLCH colour; outside 0 to 1 when no screen can show it."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _fit(shade: Shade, chroma: float, hue: float) -> str:
    """Return a shade as hex, reducing chroma until a screen can show it at that lightness."""
    strength = min(chroma, shade.chroma)
    while True:
        found = to_linear(shade.lightness, strength, hue)
        if strength == 0 or all(-0.001 <= channel <= 1.001 for channel in found):
            break
        strength = max(0.0, strength - 0.004)
    return "#" + "".join(f"{round(255 * _encoded(min(max(channel, 0), 1))):02x}" for channel in found)
