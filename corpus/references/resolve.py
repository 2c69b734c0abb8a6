"""From a citation to the provisions that it can mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Level, Provision
from corpus.references.citation import ProvisionRef
from corpus.text.numerals import roman_value, to_roman


def resolve(ref: ProvisionRef, provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """Return the provisions that a citation can mean, those of the main document first.

    "Điều 2" means both the Điều 2 of a decision and that of the regulation attached to it, unless the
    citation names the regulation.
    """
    if ref.row is not None and (rows := _rows(ref, provisions)):
        return rows
    found = [p for p in provisions if p.level is not Level.PARAGRAPH and _matches(ref, p.path)]
    if not found and ref.point == "d" and ref.unaccented:
        return resolve(replace(ref, point="đ"), provisions)
    if not found and ref.section and ref.section[-1] == "d" and ref.unaccented:
        return resolve(replace(ref, section=(*ref.section[:-1], "đ")), provisions)
    if ref.component is not None:
        attached = [p for p in found if p.path.startswith("KT") and _names(ref.component, p.section)]
        found = attached or found
    if ref.appendix is None and any("PL" not in p.path for p in found):
        found = [p for p in found if "PL" not in p.path]
    return tuple(sorted(found, key=lambda p: (_prefix_length(p.path), p.index)))


def _rows(ref: ProvisionRef, provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """Return the table rows with a printed number ("STT 3") in the section or appendix that a citation names."""
    named = [f"mục {'.'.join(ref.section)}"] if ref.section else []
    named += [f"Phụ lục {ref.appendix}"] if ref.appendix else []
    ending = re.compile(rf"(?:STT|dòng) {re.escape(ref.row or '')}$")
    return tuple(
        p
        for p in provisions
        if p.level is Level.ROW
        and ending.search(p.section)
        and all(re.search(rf"{re.escape(n)}(?![\w.])", p.section) for n in named)
    )


def _names(component: str, section: str) -> bool:
    return component == "kèm theo" or component in section


def _prefix_length(path: str) -> int:
    return len(re.findall(r"KT\d|PL|Đ", path))


def _matches(ref: ProvisionRef, path: str) -> bool:
    return any(_ends(ref, tail, path) for tail in _tails(ref))


def _ends(ref: ProvisionRef, tail: str, path: str) -> bool:
    if not tail:
        return False
    segments = [re.sub(r"~\d+$", "", s) for s in path.split(".")]
    wanted = tail.split(".")
    if segments[-len(wanted) :] != wanted:
        return False
    before = segments[: -len(wanted)]
    if ref.article is not None or ref.appendix is not None:
        return True
    if ref.chapter is not None or ref.clause is not None or ref.point is not None:
        return True
    return all(re.match(r"KT\d|PL|[PCM][IVX\d]", s) for s in before)


def _tails(ref: ProvisionRef) -> tuple[str, ...]:
    """Return the ends of paths that a citation describes: "Phụ lục 2" may be printed "Phụ lục II"."""
    if ref.appendix is None or not ref.appendix:
        return (_tail(ref),)
    value = int(ref.appendix) if ref.appendix.isdigit() else roman_value(ref.appendix)
    other = to_roman(value) if ref.appendix.isdigit() and value else str(value or "")
    return _tail(ref), _tail(replace(ref, appendix=other))


def _tail(ref: ProvisionRef) -> str:
    """Return the end of the path that a citation describes."""
    bullets = [f"-{ref.bullet}"] if ref.bullet else []
    bullets += [f"+{ref.plus}"] if ref.plus else []
    if ref.appendix is not None:
        row = [f"R{ref.row}"] if ref.row else []
        return ".".join([f"PL{ref.appendix}", *ref.section, *row])
    if ref.article is not None:
        point = ref.point
        if point and ref.clause and point.startswith(f"{ref.clause}."):  # "điểm 2.1 khoản 2"
            point = point[len(ref.clause) + 1 :]
        marks = [f"Đ{ref.article}", *ref.section, *(m for m in (ref.clause, point) if m)]
        return ".".join(marks + bullets)
    if ref.chapter is not None:
        return ".".join([f"C{ref.chapter}", *(f"M{m}" for m in ref.section)])
    if ref.part is not None and not ref.section:
        return f"P{ref.part}"
    marks = [f"P{ref.part}"] if ref.part else []
    marks += [*ref.section, *(m for m in (ref.clause, ref.point) if m)]
    if ref.row and not marks:
        return f"B{ref.table or 1}.R{ref.row}"
    if ref.table and not marks:
        return f"B{ref.table}"
    return ".".join(marks + bullets)
