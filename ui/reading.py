"""A document as text: outline, search inside, the quote marked, a part at a time where it is very long.

Guarantees:
    1. Every character of the document is shown exactly once, over all its parts.
    2. An address with a provision or a quote opens the part in which it stands, and marks it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from corpus.model import Document, Provision
from corpus.text import strip_diacritics
from ui import card, source, text
from ui.address import reading_link
from ui.markup import attributes, escape

_PART = 120_000  # characters: some forty printed pages, drawn in a glance
_HITS = 200  # places of a word that are listed
_AROUND = 70  # characters shown on each side of a hit
_LONGEST_QUERY = 200  # characters


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for in a document."""

    provision: Provision | None
    mark: tuple[int, int]
    at: int  # the offset that is scrolled to


def wanted(document: Document, arguments: Mapping[str, Any]) -> Wanted:
    """Return what an address asks for; what it names and the document lacks is left out."""
    path = str(arguments.get("muc", ""))
    provision = next((p for p in document.provisions if p.path == path), None) if path else None
    start, end = _number(arguments.get("tu")), _number(arguments.get("den"))
    if start is not None and end is not None and 0 <= start < end <= len(document.text):
        return Wanted(provision, (start, end), start)
    at = provision.start if provision else 0
    return Wanted(provision, (at, at), at)


def _number(value: Any) -> int | None:
    words = str(value)
    return int(words) if words.isdecimal() and len(words) < 12 else None


def parts(document: Document) -> tuple[tuple[int, int], ...]:
    """Return the spans in which a document is shown: cut before a provision, never inside a table."""
    cuts, low = [], 0
    borders = sorted({p.start for p in document.provisions if not _in_table(document, p.start)})
    for border in [*borders, len(document.text)]:
        if border - low > _PART and border > low:
            best = max((b for b in borders if low < b <= low + _PART), default=border)
            cuts.append((low, best))
            low = best
    return (*cuts, (low, len(document.text))) if low < len(document.text) or not cuts else tuple(cuts)


def _in_table(document: Document, offset: int) -> bool:
    return any(t.start < offset < t.end for t in document.tables)


def view(document: Document, arguments: Mapping[str, Any]) -> str:
    """Return a document, or a part of it, as an address asks for it."""
    asked = wanted(document, arguments)
    spans = parts(document)
    given = _number(arguments.get("phan"))
    named = next(n for n, (low, high) in enumerate(spans) if low <= asked.at < high or n == len(spans) - 1)
    number = min(given - 1, len(spans) - 1) if given and not asked.at else named
    query = " ".join(str(arguments.get("tim", "")).split())[:_LONGEST_QUERY]
    low, high = spans[number]
    body = "".join(
        source.block(document, piece, asked.mark, asked.provision, named=True)
        for piece in source.pieces(document, low, high)
    )
    pager = _pager(document, number, len(spans))
    target = f"hd-p-{asked.provision.index}" if asked.provision else None
    return (
        f'<article class="hd-reading"{attributes({"data-target": target})}>{_head(document, query, asked.provision)}'
        f'<div class="hd-reading-body">{_outline(document)}<div class="hd-fulltext">'
        f'{_found(document, query)}{pager}<div class="hd-verbatim">{body}</div>{pager}</div></div></article>'
    )


def _head(document: Document, query: str, here: Provision | None) -> str:
    return (
        f'<p><a class="hd-link" data-view href="{escape(card.link(document))}">‹ {text.ABOUT_DOCUMENT}</a></p>'
        f'<h2 tabindex="-1">{escape(card.full(document))}</h2>{card.badges(document)}{card.title(document)}'
        f'<form class="hd-filters hd-one" data-reading="{escape(document.id)}" role="search"'
        f' aria-label="{text.FIND_INSIDE}"><label class="hd-wide">{text.FIND_INSIDE}'
        f'<input type="search" name="tim" value="{escape(query)}" maxlength="{_LONGEST_QUERY}"></label>'
        f'<button class="hd-button">{text.FIND}</button>'
        f'<button type="button" class="hd-button" data-link>{text.COPY_LINK}</button></form>'
        f"{_walk(document, here)}{_original(document)}"
    )


def _walk(document: Document, here: Provision | None) -> str:
    """Return the way to the provisions before and after the one that the address names."""
    around = source.neighbours(document, here) if here else (None, None)
    links = "".join(
        f'<a class="hd-button" data-view href="{escape(reading_link(document, muc=p.path))}">{label}: '
        f"{escape(source.heading(document, p, 60) or source.capital(p.section))}</a>"
        for p, label in zip(around, (text.PREVIOUS, text.NEXT), strict=True)
        if p is not None
    )
    return f'<nav class="hd-actions" aria-label="{text.WALK}">{links}</nav>' if links else ""


def _original(document: Document) -> str:
    buttons = source.original_pages(document)
    return (
        f'<details class="hd-more"><summary>{text.ORIGINAL_PAGES}</summary>{buttons}</details>'
        if buttons
        else ""
    )


def _outline(document: Document) -> str:
    lines = "".join(_line(document, p) for p in _listed(document))
    if not lines:
        return ""
    return (
        f'<details class="hd-contents" open><summary>{text.OUTLINE}</summary>'
        f'<nav aria-label="{text.OUTLINE}"><ol class="hd-outline">{lines}</ol></nav></details>'
    )


def _listed(document: Document) -> Iterator[Provision]:
    yield from (p for p in document.provisions if p.level not in source.NOT_LISTED)


def _line(document: Document, provision: Provision) -> str:
    depth = min(source.depth(document, provision), 4)
    name = source.heading(document, provision, 90) or source.capital(provision.section)
    link = reading_link(document, muc=provision.path)
    return f'<li style="--depth:{depth}"><a data-view href="{escape(link)}">{escape(name)}</a></li>'


def _pager(document: Document, number: int, count: int) -> str:
    if count == 1:
        return ""
    links = "".join(
        f'<a class="hd-button" data-view href="{escape(reading_link(document, phan=n + 1))}"'
        f"{attributes({'aria-current': 'true' if n == number else None})}>{n + 1}</a>"
        for n in range(count)
    )
    return f'<nav class="hd-parts" aria-label="{text.PARTS}"><span>{text.PARTS}</span>{links}</nav>'


def hits(document: Document, query: str) -> list[tuple[int, int]]:
    """Return where words stand, one after another as typed; without diacritics they match both ways."""
    typed = query.casefold()
    plain = strip_diacritics(typed)
    bare = plain == typed
    words = (plain if bare else typed).split()
    if not words:
        return []
    haystack = _plain(document.text) if bare else document.text.casefold()
    if len(haystack) != len(document.text):  # a letter that grows when it is folded: offsets would lie
        haystack = "".join(_one(c, bare) for c in document.text)
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    return [m.span() for m in pattern.finditer(haystack)][:_HITS]


def _plain(words: str) -> str:
    return strip_diacritics(words)


def _one(letter: str, bare: bool) -> str:
    folded = strip_diacritics(letter) if bare else letter.casefold()
    return folded if len(folded) == 1 else letter


def _found(document: Document, query: str) -> str:
    if not query:
        return ""
    found = hits(document, query)
    count = text.FOUND_INSIDE.format(count=f"{len(found)}{'+' if len(found) == _HITS else ''}", words=query)
    lines = "".join(_hit(document, start, end) for start, end in found)
    return (
        f'<section class="hd-found" aria-label="{text.FIND_INSIDE}"><p class="hd-count" role="status">{escape(count)}</p>'
        f"<ol>{lines}</ol></section>"
    )


def _hit(document: Document, start: int, end: int) -> str:
    here = source.provision_of(document, start, end)
    low, high = max(0, start - _AROUND), min(len(document.text), end + _AROUND)
    place = f"<small>{escape(here.section)}</small>" if here and here.section else ""
    where = {"muc": here.path} if here else {}
    link = reading_link(document, tu=start, den=end, **where)
    snippet = source.marked(document.text, low, high, (start, end))
    return f'<li><a data-view href="{escape(link)}">…{snippet}… {place}</a></li>'
