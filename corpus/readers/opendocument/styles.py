"""What text of an OpenDocument file inherits from its styles: fonts, hidden and invisible text, list formats."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.readers.opendocument.package import Parts, count, named
from corpus.readers.word import Element, ListLevel, local

_CHAIN = 20  # parents of a style; a circle never ends
_TINY = 2.0  # points: smaller print is not read by anybody
_LEVELS = 9  # levels that are told apart, as in Word
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SIZE = re.compile(r"([\d.]{1,8})(cm|mm|in|pt)")
_TWIPS = {"cm": 567.0, "mm": 56.7, "in": 1440.0, "pt": 20.0}


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by family and name, its fonts by face, its list formats by name."""

    by_name: dict[tuple[str, str], Element] = field(default_factory=dict)
    fonts: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[ListLevel, ...]] = field(default_factory=dict)
    outline: tuple[ListLevel, ...] = ()

    def value(self, attribute: str, styles: Iterable[tuple[str, str]]) -> str:
        """Return what the first of some styles, or a parent of it, says of a property; else an empty string.

        Args:
            attribute: with its usual prefix ("fo:color").
            styles: family and name, the nearest first.
        """
        for family, name in styles:
            style = self.by_name.get((family, name))
            for _ in range(_CHAIN):
                if style is None:
                    break
                if found := next((v for e in style if (v := named(e, attribute))), ""):
                    return found
                style = self.by_name.get((family, named(style, "style:parent-style-name")))
        return ""

    def font(self, styles: Iterable[tuple[str, str]]) -> str:
        """Return the name of the font."""
        styles = tuple(styles)
        face = self.value("style:font-name", styles)
        return self.fonts.get(face, face) or self.value("fo:font-family", styles)

    def hides(self, styles: Iterable[tuple[str, str]]) -> bool:
        """Say whether text is not displayed at all."""
        return self.value("text:display", styles) == "none"

    def unseen(self, styles: Iterable[tuple[str, str]]) -> bool:
        """Say whether text is white on the page's own ground, or too small for anybody."""
        styles = tuple(styles)
        size = _SIZE.fullmatch(self.value("fo:font-size", styles))
        if size and float(size[1]) * _TWIPS[size[2]] / 20 <= _TINY:
            return True
        if self.value("fo:color", styles).lower() != "#ffffff":
            return False
        return self.value("fo:background-color", styles) in {"", "transparent", "#ffffff"}

    def width(self, style: str) -> int:
        """Return the width of a column in twentieths of a point, or -1 where it is not said."""
        size = _SIZE.fullmatch(self.value("style:column-width", [("table-column", style)]))
        return int(float(size[1]) * _TWIPS[size[2]]) if size else -1


def read_styles(parts: Parts) -> Styles:
    """Return the styles of a file; those of the content override those of the template."""
    by_name, fonts, lists = {}, {}, {}
    outline: tuple[ListLevel, ...] = ()
    for element in parts.below("style", "font-face", "list-style", "outline-style"):
        name = named(element, "style:name")
        match local(element):
            case "style":
                by_name[named(element, "style:family"), name] = element
            case "font-face":
                fonts[name] = named(element, "svg:font-family").strip("'\" ")
            case "list-style":
                lists[name] = _levels(element)
            case _:
                outline = _levels(element)
    return Styles(by_name, fonts, lists, outline)


def _levels(style: Element) -> tuple[ListLevel, ...]:
    levels = [ListLevel(format="none")] * _LEVELS
    for element in style:
        at = count(element, "text:level", 0) - 1
        if 0 <= at < _LEVELS:
            levels[at] = _level(element, at)
    return tuple(levels)


def _level(element: Element, at: int) -> ListLevel:
    if "bullet" in local(element) or "image" in local(element):
        return ListLevel(format="bullet", text=named(element, "text:bullet-char"))
    form = _FORMATS.get(named(element, "style:num-format"), "none")
    shown = min(count(element, "text:display-levels"), at + 1)
    numbers = ".".join(f"%{level + 1}" for level in range(at + 1 - shown, at + 1)) if form != "none" else ""
    prefix, suffix = named(element, "style:num-prefix"), named(element, "style:num-suffix")
    return ListLevel(form, f"{prefix}{numbers}{suffix}", count(element, "text:start-value"))
