"""PPTX by python-pptx: slides, groups, tables, figures of charts, diagrams, notes; bullets and numbers as shown."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pptx
from pptx.exc import PythonPptxError

from corpus.errors import CorpusError, UnreadableFile
from corpus.readers.archive import check_parts
from corpus.readers.plain import Block, Grid, GridCell, without_soft_hyphens
from corpus.readers.slides.model import Deck, Slide
from corpus.readers.word import Element, format_number, in_font, local, parse_xml, show
from corpus.text import Run, Survey, survey

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_DEPTH = 20  # groups in groups; nobody draws more
_LEVELS = 9  # of a text body
# A marker that is typed: the bullet of the slide is then not printed a second time.
_TYPED = re.compile(r"\s*(?:[-+•–*]|\d{1,3}[.)]|[a-zđ][.)]|[IVXLC]{1,7}[.)])\s", re.I)
_AUTO = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(Period|ParenR|ParenBoth|Plain)")
_FORMS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}
_TITLES = frozenset({"title", "ctrTitle"})
_BULLETS = frozenset({"buNone", "buChar", "buAutoNum", "buBlip"})


def load(data: bytes, name: str) -> Deck:
    """Return the slides of a presentation.

    Raises:
        UnreadableFile: the file is damaged, protected or hostile.
    """
    check_parts(data, name)
    try:
        slides = list(pptx.Presentation(io.BytesIO(data)).slides)
    except (PythonPptxError, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở bằng PowerPoint, lưu lại rồi nạp lại.") from error
    found = survey(run for slide in slides for p in _paragraphs(slide.element) for run in _runs(p))
    reading = _Reading(found)
    deck = Deck(MEDIA_TYPE, found.read_by)
    deck.slides += [reading.slide(slide) for slide in slides]
    deck.pictures, deck.warnings = reading.pictures, tuple(found.warnings)
    return deck


def _paragraphs(element: Element) -> Iterator[Element]:
    return (e for e in element.iter() if local(e) == "p")


def _runs(paragraph: Element) -> Iterator[Run]:
    """Yield the text of a paragraph by fonts, fields and line breaks as shown."""
    for item in paragraph:
        name = local(item)
        if name == "br":
            yield Run("\n")
        elif name in {"r", "fld"}:
            text = "".join(t.text or "" for t in item if local(t) == "t").replace("\v", "\n")
            fonts = [
                f.get("typeface") or "" for p in item if local(p) == "rPr" for f in p if local(f) == "latin"
            ]
            font = fonts[0] if fonts else ""
            yield Run(in_font(text, font), font)
        elif name in {"m", "AlternateContent"}:  # a formula
            yield Run("".join(t.text or "" for t in item.iter() if local(t) == "t"))


@dataclass(slots=True)
class _Reading:
    """The encoding of the text, and the pictures that were met."""

    survey: Survey
    pictures: int = 0

    def slide(self, slide: Any) -> Slide:
        if slide.element.get("show") == "0":
            return Slide((), hidden=True)
        shapes = sorted(slide.shapes, key=lambda shape: _placeholder(shape) not in _TITLES)  # stable
        blocks = [block for shape in shapes for block in self._shape(shape, 0)]
        return Slide(tuple(blocks), tuple(_notes(slide)))

    def _shape(self, shape: Any, depth: int) -> list[Block]:
        if depth > _DEPTH or shape.element.xpath("boolean(.//p:cNvPr[@hidden='1'])") is True:
            return []
        if hasattr(shape, "shapes"):
            return [block for inner in shape.shapes for block in self._shape(inner, depth + 1)]
        if getattr(shape, "has_table", False):
            return self._table(shape.table)
        if getattr(shape, "has_chart", False):
            return self._chart(shape.chart)
        if getattr(shape, "has_text_frame", False):
            return self._text(shape)
        diagram = self._diagram(shape)
        self.pictures += not diagram and local(shape.element) in {"pic", "graphicFrame"}
        return diagram

    def _text(self, shape: Any) -> list[Block]:
        counts: dict[int, int] = {}
        styles = _Styles(shape)
        found: list[Block] = []
        for paragraph in (p for p in _paragraphs(shape.element)):
            text = self._line(paragraph)
            if not text:
                continue
            number = "" if _TYPED.match(text) else styles.marker(paragraph, counts)
            found.append(number + text)
        return found

    def _line(self, paragraph: Element) -> str:
        return without_soft_hyphens(self.survey.decode(list(_runs(paragraph)))).strip(" \t\n")

    def _table(self, table: Any) -> list[Block]:
        cells = []
        for row, line in enumerate(table.rows):
            for column, cell in enumerate(line.cells):
                if cell.is_spanned:
                    continue
                lines = tuple(text for p in _paragraphs(cell._tc) if (text := self._line(p)))
                cells.append(GridCell(row, column, lines, cell.span_height, cell.span_width))
        return [Grid(tuple(cells))] if cells else []

    def _chart(self, chart: Any) -> list[Block]:
        """Return the figures behind a chart as a table: a row a category, a column a series."""
        titled = chart.has_title and chart.chart_title.has_text_frame
        title: list[Block] = [chart.chart_title.text_frame.text.strip()] if titled else []
        try:
            plot = chart.plots[0]
            series = [(str(s.name), list(s.values)) for s in chart.series]
            categories = [str(c) for c in plot.categories]
        except (IndexError, KeyError, ValueError, TypeError, AttributeError):  # scatter plots have none
            self.pictures += 1
            return title
        if not series or not categories:
            self.pictures += 1
            return title
        cells = [GridCell(0, 0, ())]
        cells += [GridCell(0, i, (name,)) for i, (name, _) in enumerate(series, start=1)]
        for row, category in enumerate(categories, start=1):
            cells.append(GridCell(row, 0, (category,)))
            for column, (_, values) in enumerate(series, start=1):
                value = values[row - 1] if row <= len(values) else None
                cells.append(GridCell(row, column, () if value is None else (show(value),)))
        return [*title, Grid(tuple(cells))]

    def _diagram(self, shape: Any) -> list[Block]:
        """Return the texts of a SmartArt diagram in the order of its outline."""
        ids = [
            key
            for e in shape.element.iter()
            if local(e) == "relIds"
            for k, key in e.items()
            if k.endswith("}dm")
        ]
        found: list[Block] = []
        for key in ids:
            try:
                root = parse_xml(shape.part.related_part(key).blob, "")
            except (KeyError, CorpusError):
                continue
            points = (p for p in root.iter() if local(p) == "pt" and p.get("type", "node") == "node")
            found += [text for point in points for p in _paragraphs(point) if (text := self._line(p))]
        return found


def _placeholder(shape: Any) -> str:
    """Return the kind of a placeholder ("title", "body"; "obj" where the file does not say), or an empty string."""
    mark = next((e for e in shape.element.iter() if local(e) == "ph"), None) if shape.is_placeholder else None
    return "" if mark is None else str(mark.get("type", "obj"))


def _notes(slide: Any) -> Iterator[str]:
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        yield from filter(None, (line.strip() for line in frame.text.replace("\v", "\n").splitlines()))


class _Styles:
    """Where the paragraphs of a shape inherit their bullets: the shape, its layout, its master."""

    def __init__(self, shape: Any) -> None:
        self._sources = [e for e in shape.element.iter() if local(e) == "lstStyle"]
        kind = _placeholder(shape)
        if not kind:
            return
        base = getattr(shape, "_base_placeholder", None)  # python-pptx has no public way up
        while base is not None and len(self._sources) < _LEVELS:
            self._sources += [e for e in base.element.iter() if local(e) == "lstStyle"]
            base = getattr(base, "_base_placeholder", None)
        master = shape.part.slide_layout.slide_master.element
        wanted = "titleStyle" if kind in _TITLES else "bodyStyle" if kind in {"body", "obj"} else "otherStyle"
        self._sources += [e for e in master.iter() if local(e) == wanted]

    def marker(self, paragraph: Element, counts: dict[int, int]) -> str:
        """Count a paragraph and return what the slide prints before it, with the blank after it."""
        own = next((e for e in paragraph if local(e) == "pPr"), None)
        level = min(
            int(v) if (v := ("" if own is None else own.get("lvl")) or "").isdigit() else 0, _LEVELS - 1
        )
        wanted = f"lvl{level + 1}pPr"
        sources = [own, *(e for source in self._sources for e in source if local(e) == wanted)]
        mark = next((e for s in sources if s is not None for e in _marks(s)), None)
        for below in [at for at in counts if at > level]:
            del counts[below]
        if mark is None or local(mark) != "buAutoNum":
            counts.pop(level, None)
            return "" if mark is None or local(mark) == "buNone" else _bullet(mark)
        first = int(v) if (v := mark.get("startAt") or "").isdigit() and len(v) < 6 else 1
        counts[level] = counts.get(level, first - 1) + 1
        form = _AUTO.fullmatch(mark.get("type") or "")
        number = format_number(counts[level], _FORMS[form[1]] if form else "decimal")
        return (_AROUND[form[2]] if form else "{}.").format(number) + " "


def _marks(properties: Element) -> Iterable[Element]:
    return (e for e in properties if local(e) in _BULLETS)


def _bullet(mark: Element) -> str:
    return "+ " if mark.get("char") == "+" else "- "
