"""Fonts of PDF pages: character codes to text and advance widths."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from pypdf.generic import ArrayObject, DictionaryObject
from pypdf.generic._font import Font as PypdfFont  # private, but the only parser of ToUnicode and /W there

from corpus.readers.pdf.open import BROKEN, dictionary, mend_filters

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on odd fonts are not for users

UNKNOWN = "\ufffd"  # a glyph that the file does not map to a character
_UNUSABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], UNKNOWN)
FIRST_UNREAD = 0xF0000  # private characters that stand for glyphs without meaning, one each
MOST_UNREAD = 0xFFFD  # of them in a file


@dataclass(slots=True)
class Font:
    """Decodes the strings that a page shows in one font.

    `cache` maps a code to (text, advance), the advance in thousandths of the font size.
    """

    source: PypdfFont | None
    two_bytes: bool
    mapped: bool  # the file says what the codes mean
    scale: float = 1.0  # Type3 fonts measure in a matrix of their own
    bold: bool = False
    name: str = ""
    cache: dict[int, tuple[str, float]] = field(default_factory=dict)
    keep_alive: object = None  # the resource, so that its id stays its own
    unread: list[int] = field(default_factory=list)  # codes without meaning, of all fonts of a file together

    def decode(self, data: bytes) -> list[tuple[str, float, int]]:
        """Return (text, advance, code) for each character code of a shown string."""
        cache, out = self.cache, []
        if self.two_bytes:
            codes = [data[i] << 8 | data[i + 1] for i in range(0, len(data) - 1, 2)]
        else:
            codes = list(data)
        for code in codes:
            known = cache.get(code)
            if known is None:
                known = cache[code] = (self._known(self._text(code), code), self._width(code))
            out.append((*known, code))
        return out

    def _known(self, text: str, code: int) -> str:
        """Return a character of its own for a glyph that the file does not explain."""
        if text != UNKNOWN or len(self.unread) >= MOST_UNREAD:
            return text
        self.unread.append(code)
        return chr(FIRST_UNREAD + len(self.unread) - 1)

    def _text(self, code: int) -> str:
        if self.source is None:
            return chr(code) if not self.two_bytes else UNKNOWN
        raw = chr(code)
        encoding = self.source.encoding
        if isinstance(encoding, dict):
            raw = encoding.get(code, raw)
        mapped = self.source.character_map.get(raw)
        if mapped is None and isinstance(encoding, dict):
            mapped = self.source.character_map.get(chr(code), raw)
        if mapped is None:
            meaningless = self.two_bytes or (raw < " " and bool(self.source.character_map))
            mapped = UNKNOWN if meaningless else raw
        return str(mapped).translate(_UNUSABLE)

    def _width(self, code: int) -> float:
        if self.source is None:
            return 500.0  # thousandths of an em: the mean of a text font
        widths = self.source.character_widths
        width = widths.get(chr(code), widths.get("default", 500.0))
        try:
            return float(width) * self.scale
        except (TypeError, ValueError):
            return 500.0


def _type3_scale(resource: DictionaryObject) -> float:
    matrix = resource.get("/FontMatrix")
    matrix = matrix.get_object() if matrix is not None else None
    if resource.get("/Subtype") != "/Type3" or not isinstance(matrix, ArrayObject) or not matrix:
        return 1.0
    try:
        return float(matrix[0]) * 1000  # the matrix maps glyph space to text space, widths are in thousandths
    except (TypeError, ValueError):
        return 1.0


def load(resource: DictionaryObject) -> Font:
    """Return the decoder of a font resource; a broken one decodes to UNKNOWN or plain Latin."""
    two_bytes = resource.get("/Subtype") == "/Type0"
    unicode_map = dictionary(resource.get("/ToUnicode"))
    if unicode_map is not None:
        mend_filters(unicode_map)
    try:
        source = PypdfFont.from_font_resource(resource)
    except BROKEN:
        return Font(None, two_bytes, mapped=False)
    two_bytes = two_bytes and isinstance(source.encoding, str)
    bold = "bold" in source.name.lower()
    mapped = bool(source.character_map) or not two_bytes
    return Font(source, two_bytes, mapped, _type3_scale(resource), bold, source.name)
