"""What a DOCX paragraph or run inherits from its style: numbering, hidden text, font."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.ooxml import Element, attribute, child, children, is_on

MAX_CHAIN = 20  # basedOn steps; Word allows 10, a circle never ends


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

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """Return the list and the level of a paragraph, from itself or from its style."""
        properties = child(paragraph, "pPr")
        own = child(properties, "numPr")
        style_id = attribute(child(properties, "pStyle"), "val")
        sources = [own, *(child(s, "pPr", "numPr") for s in self.chain(style_id))]
        list_id = next((v for s in sources if (v := attribute(child(s, "numId"), "val")) is not None), None)
        level = next((v for s in sources if (v := attribute(child(s, "ilvl"), "val")) is not None), "0")
        if list_id is None or list_id == "0" or not level.isdigit():
            return None
        return list_id, int(level)

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
