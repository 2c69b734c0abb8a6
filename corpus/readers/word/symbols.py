"""Characters of symbol fonts: the few that stand in office documents, as Unicode prints them."""

from __future__ import annotations

import re

# Code in the font (low byte of U+F0xx) → character; others stay what they are, nothing is guessed.
_SYMBOL = {0x2D: "-", 0xB7: "•", 0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xAE: "→"}
_WINGDINGS = {0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻"} | {
    0xD8: "➢",
    0xE0: "→",
    0xF0: "⇨",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x2A: "✉",
    0x28: "☎",
}
_WINGDINGS2 = {0x50: "✓", 0x52: "☑", 0x53: "☒", 0xA3: "□", 0x54: "☒", 0x97: "●"}


def symbol(code: int, font: str) -> str:
    """Return the character that a symbol font prints for a code, or the code's own character."""
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    name = font.lower()
    if name.startswith("wingdings 2"):
        table = _WINGDINGS2
    elif name.startswith("wingdings"):
        table = _WINGDINGS
    else:
        table = _SYMBOL if name.startswith("symbol") else {}
    return table.get(low, chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "")


_LIFTED = re.compile("[\uf020-\uf0ff]")
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")


def in_font(text: str, font: str) -> str:
    """Return text whose codes a symbol font prints, or which Word has lifted to the private range.

    Word stores the characters of old fonts that call themselves symbol fonts (.VnTime does) as
    U+F000 + code; put back, they can be decoded like any other legacy text.
    """
    if not _LIFTED.search(text):
        return text
    if font.lower().startswith(_SYMBOL_FONTS):
        return "".join(symbol(ord(c), font) for c in text)
    if all(c.isspace() or _LIFTED.match(c) for c in text) and len(text) > 1:
        return "".join(chr(ord(c) & 0xFF) if _LIFTED.match(c) else c for c in text)
    return text
