"""The pictures of the documentation: few, small, each shown to both kinds of readers."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PICTURES = sorted(p for p in (ROOT / "docs").iterdir() if p.suffix in {".png", ".jpg", ".webp", ".gif"})


def test_the_pictures_are_a_handful() -> None:
    assert [p.name for p in PICTURES] == ["phone.png", "reading.png", "register.png", "screenshot.png"]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda p: p.name)
def test_a_picture_is_small_and_shown(picture: Path) -> None:
    assert picture.stat().st_size < 120_000  # bytes: a clone stays quick
    for page in ("README.md", "README.vi.md"):
        assert f"](docs/{picture.name})" in (ROOT / page).read_text("utf-8")
