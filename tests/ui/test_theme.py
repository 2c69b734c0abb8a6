"""The theme's colours: text at 7:1 and controls at 4.5:1 on every surface, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "ui" / "static" / "theme.css").read_text("utf-8")
TEXT = [
    ("ink", "paper"), ("ink", "sheet"), ("ink", "sunk"), ("ink", "mark"), ("soft", "paper"), ("soft", "sheet"), ("soft", "mark"),
    ("accent", "paper"), ("accent", "sheet"), ("accent", "tint"), ("on-accent", "accent"), ("paper", "ink"),
]  # fmt: skip
CONTROLS = [("edge", "paper"), ("edge", "sheet"), ("accent", "sheet")]
PARTS = [
    ("support", "paper"),
    ("monitor", "paper"),
    ("accent", "support"),
]  # bars; each also has its number in words


def colours(selector: str) -> dict[str, str]:
    """Return the colours that a rule of the theme defines, by their names."""
    block = CSS[CSS.index(selector + " {") :].split("}")[0]
    return dict(re.findall(r"--hd-([a-z-]+): (#[0-9a-f]{6})", block))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    shares = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [":root", "body.dark"])
@pytest.mark.parametrize(
    ("pair", "least"),
    [*((p, 7.0) for p in TEXT), *((p, 4.5) for p in CONTROLS), *((p, 1.5) for p in PARTS)],
)
def test_contrast(scheme: str, pair: tuple[str, str], least: float) -> None:
    known = colours(scheme)
    assert contrast(known[pair[0]], known[pair[1]]) >= least


def test_the_theme_loads_nothing() -> None:
    assert not re.findall(r"url\(|@import", CSS)
