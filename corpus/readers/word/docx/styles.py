"""What a DOCX paragraph or run inherits from its style: numbering, hidden text, font."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.word.ooxml import Element, attribute, child, children, is_on, local

MAX_CHAIN = 20  # basedOn steps; Word allows 10, a circle never ends

_TINY = 4  # half points


def _coloured(shading: Element) -> bool:
    return (attribute(shading, "fill") or "auto").lower() not in {"auto", "ffffff"}


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id."""

    by_id: dict[str, Element] = field(default_factory=dict)
    default: str = ""

    def chain(self, style_id: str | None) -> list[Element]:
        """Return a style and those it is based on, nearest first."""
        found: list[Element] = []
        current = style_id or self.default
        while current in self.by_id and len(found) < MAX_CHAIN:
            style = self.by_id[current]
            found.append(style)
            current = attribute(child(style, "basedOn"), "val") or ""
        return found

    def numbering(self, paragraph: Element) -> tuple[str, int | None, str] | None:
        """Return the list of a paragraph, its level where it is said, and the style that named the list."""
        properties = child(paragraph, "pPr")
        style_id = attribute(child(properties, "pStyle"), "val")
        chain = self.chain(style_id)
        sources = [("", child(properties, "numPr"))]
        sources += [(attribute(s, "styleId") or "", child(s, "pPr", "numPr")) for s in chain]
        named = ((style, v) for style, s in sources if (v := attribute(child(s, "numId"), "val")) is not None)
        style, list_id = next(named, ("", "0"))
        level = next((v for _, s in sources if (v := attribute(child(s, "ilvl"), "val")) is not None), None)
        if list_id == "0":
            return None
        return (
            list_id,
            int(level) if level is not None and level.isdigit() and len(level) < 3 else None,
            style,
        )

    def hides(self, run: Element, paragraph_style: str | None) -> bool:
        """Say whether a run is hidden text."""
        properties = child(run, "rPr")
        for toggle in ("vanish", "webHidden"):
            own = child(properties, toggle)
            if own is not None:
                return is_on(own)
        style_id = attribute(child(properties, "rStyle"), "val")
        styles = self.chain(style_id) if style_id else self.chain(paragraph_style)
        inherited = next((v for s in styles if (v := child(s, "rPr", "vanish")) is not None), None)
        return is_on(inherited)

    def unseen(self, run: Element, paragraph_style: str | None) -> bool:
        """Say whether a run prints nothing that can be read: white without shading, or two points small."""
        if (size := self._property(run, paragraph_style, "sz")).isdigit() and int(size) <= _TINY:
            return True
        if self._property(run, paragraph_style, "color").upper() != "FFFFFF":
            return False
        return not any(self._shades(e) for e in (run, *run.iterancestors()))

    def _property(self, run: Element, paragraph_style: str | None, name: str) -> str:
        properties = child(run, "rPr")
        style_id = attribute(child(properties, "rStyle"), "val")
        styles = (self.chain(style_id) if style_id else []) + self.chain(paragraph_style)
        sources = [properties, *(child(s, "rPr") for s in styles)]
        return next((v for s in sources if (v := attribute(child(s, name), "val")) is not None), "")

    def _shades(self, element: Element) -> bool:
        """Say whether an element may give its text a background of its own."""
        if local(element) in {"txbxContent", "background"}:
            return True  # a box has a fill of its own
        parts = [c for c in element if local(c) in {"rPr", "pPr", "tcPr", "tblPr", "background"}]
        styles = [s for p in parts for n in ("pStyle", "tblStyle", "rStyle") for s in self._named(p, n)]
        return any(
            local(e) in {"highlight", "background"} or (local(e) == "shd" and _coloured(e))
            for part in [*parts, *styles]
            for e in part.iter()
        )

    def _named(self, properties: Element, name: str) -> list[Element]:
        style = attribute(child(properties, name), "val")
        return self.chain(style) if style else []

    def font(self, run: Element, paragraph_style: str | None) -> str:
        """Return the name of a run's font, or an empty string."""
        properties = child(run, "rPr")
        style_id = attribute(child(properties, "rStyle"), "val")
        styles = (self.chain(style_id) if style_id else []) + self.chain(paragraph_style)
        for source in [properties, *(child(s, "rPr") for s in styles)]:
            fonts = child(source, "rFonts")
            name = attribute(fonts, "hAnsi") or attribute(fonts, "ascii")
            if name:
                return name
        return ""


def read_styles(root: Element | None) -> Styles:
    """Return the styles of a styles.xml part."""
    by_id = {attribute(s, "styleId") or "": s for s in children(root, "style")}
    defaults = (
        k for k, s in by_id.items() if attribute(s, "type") == "paragraph" and attribute(s, "default") == "1"
    )
    return Styles(by_id, next(defaults, ""))
