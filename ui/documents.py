"""The documents view: what is held, how well it was read, and one document in full."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from corpus.header import Headed
from corpus.library import Summary, doubts
from corpus.model import Document
from corpus.text import strip_diacritics
from ui import card, source, tables, text
from ui.address import reading_link
from ui.filters import Filters
from ui.markup import attributes, escape

Open = Callable[[str], Document | None]
_OUTLINE = 600  # lines; a law of 300 articles fits


def view(
    rows: Sequence[Summary], opened: Open, arguments: Mapping[str, Any], *, partial: bool = False
) -> str:
    """Return the list of documents; a document that is named and not held is said to be gone.

    Args:
        rows: of what the library holds.
        opened: opens the document with an id; None where it is gone.
        arguments: `vb` id of a document; `tu` words to look for; `trang` page of the list.
        partial: only the list, without its form.
    """
    if arguments.get("vb"):
        return _back() + f'<p class="hd-note">{text.NO_SOURCE}</p>'
    words = str(arguments.get("tu", ""))
    found = [row for row in rows if matches(row, words)]
    listed = results(found, len(rows), opened, Filters.read(arguments))
    return listed if partial else f'{_form(words)}<div class="hd-results" aria-live="off">{listed}</div>'


def matches(document: Headed, words: str) -> bool:
    """Whether each word, with or without diacritics, stands in what describes a document."""
    head = document.header
    facts = (head.number, head.type, head.issuer, head.signer, head.title, head.issued_on)
    described = " ".join([document.source, card.full(document), *(f.value for f in facts if f)])
    haystack = strip_diacritics(described)
    return all(word in haystack for word in strip_diacritics(words).split())


def _form(words: str) -> str:
    return (
        '<form class="hd-filters hd-one" data-view="van-ban" role="search"'
        f' aria-label="{text.FIND_DOCUMENT}">'
        f'<label class="hd-wide">{text.FIND_DOCUMENT}<input type="search" name="tu"'
        f' value="{escape(words)}"></label></form>'
    )


def results(found: Sequence[Summary], held: int, opened: Open, filters: Filters) -> str:
    """Return a page of the list with its count."""
    if not held:
        return f'<p class="hd-note">{text.NO_DOCUMENTS}</p>'
    if not found:
        return f'<p class="hd-note">{text.NO_SUCH_DOCUMENT}</p>'
    count = f'<p class="hd-count">{text.DOCUMENT_COUNT.format(count=len(found))}</p>'
    shown = (opened(row.id) for row in tables.page_of(found, filters))
    return (
        count
        + f'<ul class="hd-documents">{"".join(_line(d) for d in shown if d)}</ul>'
        + (tables.pages(filters, len(found)))
    )


def _line(document: Document) -> str:
    contents = [
        text.CONTENTS.format(tasks=len(document.tasks), targets=len(document.targets)),
        document.source,
    ]
    if document.pages:
        contents.insert(0, text.PAGES_COUNT.format(count=len(document.pages)))
    doubtful = len(doubts(document))
    note = f'<span class="hd-badge hd-plain">{text.DOUBTS}: {doubtful}</span>' if doubtful else ""
    return (
        f'<li><a data-view href="{escape(card.link(document))}"><strong>{escape(card.full(document))}'
        "</strong>"
        f"{card.title(document)}<small>{escape(' · '.join(contents))}</small></a>"
        f"<p>{card.badges(document)}{note}</p></li>"
    )


def _back() -> str:
    return f'<p><a class="hd-link" data-view href="?muc=van-ban">‹ {text.BACK}</a></p>'


def detail(document: Document, *, removable: bool = False, form: str = "") -> str:
    """Return one document: card, doubts, relations, outline, pages of the original.

    Args:
        document: which.
        removable: whether the visitor may take it out of the library.
        form: in which what was misread is corrected, "" for whoever may not.
    """
    remarks = "".join(f"<li>{escape(d)}</li>" for d in doubts(document))
    doubtful = (
        f'<section><h3>{text.DOUBTS}</h3><ul class="hd-doubts">{remarks}</ul></section>' if remarks else ""
    )
    lines = list(source.outline(document, _OUTLINE))
    cut = f'<p class="hd-note">{text.OUTLINE_CUT}</p>' if len(lines) >= _OUTLINE else ""
    return (
        f'{_back()}<article class="hd-document"><h2 tabindex="-1">{escape(card.full(document))}</h2>{card.badges(document)}'
        f"{card.title(document)}{card.facts(document)}{_links(document, removable)}{form}{doubtful}"
        f'<section><h3>{text.OUTLINE}</h3><ol class="hd-outline">{"".join(lines)}</ol>{cut}</section>'
        f"<section><h3>{text.RELATIONS}</h3>{card.relations(document)}</section>{_pages(document)}</article>"
    )


def _links(document: Document, removable: bool) -> str:
    key = card.link(document).split("vb=")[1]
    return (
        f'<div class="hd-actions"><a class="hd-button" data-view href="{escape(reading_link(document))}">'
        f'{text.OPEN_FULL}</a><a class="hd-button" href="hoidap/goc?vb={key}"'
        f" download>{text.ORIGINAL}</a>"
        f'<a class="hd-button" data-view href="?muc=nhiem-vu&amp;vb={key}">{text.ALL_TASKS}</a>'
        f'<a class="hd-button" data-view href="?muc=chi-tieu&amp;vb={key}">{text.ALL_TARGETS}</a>'
        f"{_remove(document) if removable else ''}</div>"
    )


def _remove(document: Document) -> str:
    data = attributes({"data-remove": document.id})
    return f'<button type="button" class="hd-button"{data}>{text.REMOVE}</button>'


def _pages(document: Document) -> str:
    buttons = source.original_pages(document)
    return f"<section><h3>{text.ORIGINAL_PAGES}</h3>{buttons}</section>" if buttons else ""
