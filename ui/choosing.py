"""Choosing the documents that a question is asked of: a list with filters, chips for what is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from corpus.library import Summary
from corpus.model import Fact
from corpus.text import strip_diacritics
from ui import card, text
from ui.markup import attributes, escape

MOST_CHOSEN = 1_000  # documents of one question; an id takes some 40 bytes of a request
_LISTED = 300  # lines of the list; filters reach the rest, "all shown" takes them with it


def kind_of(document: Summary) -> str:
    """Return the kind of a document, "" where none was read."""
    return _value(document.header.type)


def year_of(document: Summary) -> str:
    """Return the year in which a document was issued."""
    return _value(document.header.issued_on)[:4]


def issuer_of(document: Summary) -> str:
    """Return who issued a document."""
    return _value(document.header.issuer)


_FACETS = (("loai", text.KIND, kind_of), ("nam", text.YEAR, year_of), ("noi", text.ISSUER, issuer_of))


def _value(fact: Fact | None) -> str:
    return fact.value if fact else ""


def fitting(documents: Iterable[Summary], arguments: Mapping[str, Any]) -> list[Summary]:
    """Return the documents that the filters of the list leave."""
    words = strip_diacritics(str(arguments.get("tu", ""))).split()
    found = []
    for document in documents:
        if any(arguments.get(key) and str(arguments[key]) != of(document) for key, _, of in _FACETS):
            continue
        said = strip_diacritics(f"{card.full(document)} {_value(document.header.title)} {document.source}")
        if all(word in said for word in words):
            found.append(document)
    return found


def view(documents: Sequence[Summary], arguments: Mapping[str, Any], chosen: Collection[str]) -> str:
    """Return the dialog, or with `partial` only its list.

    Args:
        documents: the rows of what the library holds.
        arguments: `tu` words, `loai` kind, `nam` year, `noi` issuer, `partial`.
        chosen: ids that are chosen now.
    """
    found = fitting(documents, arguments)
    lines = "".join(_line(d, d.id in chosen) for d in found[:_LISTED])
    every = attributes({"data-ids": " ".join(d.id for d in found[:MOST_CHOSEN])})
    cut = f'<p class="hd-note">{text.CHOOSE_CUT.format(count=_LISTED)}</p>' if len(found) > _LISTED else ""
    listed = (
        f'<div class="hd-actions"><button type="button" class="hd-button" data-act="choose-shown"{every}>'
        f"{text.CHOOSE_SHOWN.format(count=len(found))}</button></div>"
        f'<ul class="hd-choices">{lines or f"<li>{text.NO_SUCH_DOCUMENT}</li>"}</ul>{cut}'
    )
    if arguments.get("partial"):
        return listed
    fields = "".join(_facet(documents, arguments, key, name, of) for key, name, of in _FACETS)
    words = escape(arguments.get("tu", ""))
    return (
        f'<h2 id="hd-dialog-title" tabindex="-1">{text.CHOOSE}</h2><form class="hd-choosing" role="search" autocomplete="off"'
        f' aria-label="{text.FILTERS}"><label>{text.WORDS}<input type="search" name="tu" value="{words}"></label>'
        f'{fields}</form><div class="hd-choice-list">{listed}</div><div class="hd-actions hd-dialog-end">'
        f'<button type="button" class="hd-button hd-strong" data-act="choose-done">{text.CHOOSE_DONE}</button>'
        f'<button type="button" class="hd-button" data-act="choose-none">{text.CHOOSE_ALL}</button></div>'
    )


def _facet(documents: Sequence[Summary], arguments: Mapping[str, Any], key: str, name: str, of: Any) -> str:
    counts = Counter(value for d in documents if (value := of(d)))
    if len(counts) < 2:  # a choice of one is none
        return ""
    order = sorted(counts, reverse=True) if key == "nam" else sorted(counts, key=lambda v: (-counts[v], v))
    now = str(arguments.get(key, ""))
    options = "".join(
        f"<option{attributes({'value': v, 'selected': v == now})}>{escape(v)} ({counts[v]})</option>"
        for v in order
    )
    return f'<label>{name}<select name="{key}"><option value="">{text.ANY}</option>{options}</select></label>'


def _line(document: Summary, on: bool) -> str:
    values = {"type": "checkbox", "value": document.id, "checked": on, "data-name": card.short(document)}
    title = escape(_value(document.header.title))
    return (
        f'<li><label class="hd-check"><input{attributes(values)}><span>{escape(card.full(document))}'
        f"<small>{title}</small></span></label></li>"
    )
