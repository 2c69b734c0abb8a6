"""From a citation to the provisions that it can mean."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Level, Provision
from corpus.references.citation import ProvisionRef
from corpus.text import roman_value, to_roman


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
    if not found and ref.appendix and ref.section:
        found = _labelled(ref, provisions)
    if len(ref.section) > 1 and ref.section[0].isdigit() and ref.appendix is None:
        printed = [p for p in found if p.marker.startswith(".".join(m for m in ref.section if m.isdigit()))]
        found = printed or found  # "mục 2.2" printed so, before a 2 below another 2
    if ref.component is not None:
        attached = [p for p in found if p.path.startswith("KT") and _names(ref.component, p.section)]
        found = attached or found
    if ref.appendix is None and any("PL" not in p.path for p in found):
        found = [p for p in found if "PL" not in p.path]
    return tuple(sorted(found, key=lambda p: (_prefix_length(p.path), p.index)))


def _rows(ref: ProvisionRef, provisions: Sequence[Provision]) -> tuple[Provision, ...]:
    """Return the table rows with a printed number ("STT 3") in the section or appendix that a citation names."""
    section, appendix = _section_label(ref), _appendix_label(ref)
    below = f", gạch đầu dòng thứ {ref.bullet}" * bool(ref.bullet) + f", dấu cộng thứ {ref.plus}" * bool(
        ref.plus
    )
    ending = re.compile(rf"(?:STT|dòng|tiêu chí) {re.escape(ref.row or '')}{below}$")
    return tuple(
        p
        for p in provisions
        if p.level is not Level.PARAGRAPH
        and ending.search(p.section)
        and (not ref.section or section.search(p.section))
        and (not ref.appendix or appendix.search(p.section))
    )


def _section_label(ref: ProvisionRef) -> re.Pattern[str]:
    return re.compile(rf"mục {re.escape('.'.join(ref.section))}(?![\w.])", re.I)


def _appendix_label(ref: ProvisionRef) -> re.Pattern[str]:
    numbers = "|".join(re.escape(n) for n in _numberings(ref.appendix or ""))
    return re.compile(rf"Phụ lục (?:số )?(?:{numbers})(?![\w.])")


def _labelled(ref: ProvisionRef, provisions: Sequence[Provision]) -> list[Provision]:
    """Return what is printed as the section of an appendix, where its path is that of a table row."""
    section, appendix = _section_label(ref), _appendix_label(ref)
    hits = [(p, section.search(p.section)) for p in provisions if appendix.search(p.section)]
    return [p for p, m in hits if m is not None and m.end() == len(p.section)]


def _numberings(number: str) -> tuple[str, ...]:
    """Return the ways to print the number of an appendix: "2" may stand as "02" or "II"."""
    value = int(number) if number.isdigit() else roman_value(number)
    if not value:
        return (number,)
    return tuple(dict.fromkeys((number, str(value), f"{value:02}", to_roman(value) or number)))


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
    if ref.section and ref.table is None and ref.row is None:
        segments = [
            s for s in segments if not re.fullmatch(r"B\d+", s)
        ]  # "Phụ lục 02, mục A.III" of its table
    if segments[-len(wanted) :] != wanted:
        return False
    before = segments[: -len(wanted)]
    if ref.article is not None or ref.appendix is not None:
        return True
    if ref.chapter is not None or ref.clause is not None or ref.point is not None:
        return True
    if len(ref.section) > 1 and ref.section[0].isdigit() and ref.section[1].isdigit():
        before = [s for s in before if not re.fullmatch(r"[IVXLC]+", s)]  # "2.2." printed below "II."
    return all(re.match(r"KT\d|PL|[PCM][IVX\d]", s) for s in before)


def _tails(ref: ProvisionRef) -> tuple[str, ...]:
    """Return the ends of paths that a citation describes: "Phụ lục 2" may be printed "Phụ lục II"."""
    if ref.appendix is None or not ref.appendix:
        return (_tail(ref),)
    return tuple(_tail(replace(ref, appendix=n)) for n in _numberings(ref.appendix))


def _tail(ref: ProvisionRef) -> str:
    """Return the end of the path that a citation describes."""
    bullets = [f"-{ref.bullet}"] if ref.bullet else []
    bullets += [f"+{ref.plus}"] if ref.plus else []
    if ref.appendix is not None:
        row = [f"R{ref.row}"] if ref.row else []
        return ".".join([f"PL{ref.appendix}", *ref.section, *row, *bullets])
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
