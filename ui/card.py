"""A document on a card: what it is, who signed it, what is doubtful about it."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from corpus import header
from corpus.header import Headed
from corpus.model import Document, Fact, Relation
from ui import text
from ui.markup import attributes, escape


def full(document: Headed) -> str:
    """Return the name as an official cites it: "Kế hoạch số 3316/KH-UBND ngày 13/5/2022 của …"."""
    return header.display_name(document)


def short(document: Headed) -> str:
    """Return the name that fits a line: "Kế hoạch 3316/KH-UBND"."""
    return header.short_name(document)


def shorten(name: str) -> str:
    """Return the short form of a full name: "Kế hoạch số 3316/KH-UBND ngày 13/5/2022 …" loses its date."""
    return name.split(" ngày ", maxsplit=1)[0].replace(" số ", " ", 1)


def day(value: str | None) -> str:
    """Return an ISO date as it is written in Viet Nam: "13/05/2022"; other text unchanged."""
    try:
        return date.fromisoformat(value or "").strftime("%d/%m/%Y")
    except ValueError:
        return value or ""


def badges(document: Document) -> str:
    """Return the short remarks that a reader must see before relying on the text."""
    remarks = [(text.INCOMPLETE, "hd-warn")] if not document.complete else []
    if document.header.number is None:
        remarks.append((text.NO_NUMBER, "hd-warn"))
    scanned = [p.confidence for p in document.pages if p.confidence is not None]
    if scanned:
        remarks.append((text.SCANNED.format(percent=round(sum(scanned) / len(scanned))), "hd-plain"))
    return "".join(f'<span class="hd-badge {style}">{escape(words)}</span>' for words, style in remarks)


def facts(document: Document) -> str:
    """Return the header's facts as a definition list; what was not found is left out."""
    head = document.header
    rows: list[tuple[str, Fact | None]] = [
        (text.NUMBER, head.number),
        (text.KIND, head.type),
        (text.ISSUED_ON, head.issued_on),
        (text.EFFECTIVE_ON, head.effective_on),
        (text.ISSUER, head.issuer),
        (text.SIGNER, head.signer),
    ]
    body = "".join(_fact(label, fact) for label, fact in rows if fact is not None)
    return f'<dl class="hd-facts">{body}</dl>'


def _fact(label: str, fact: Fact) -> str:
    read = text.READ_FROM.get(fact.read_from)
    origin = f' <span class="hd-soft">({read})</span>' if read else ""
    return f"<div><dt>{label}</dt><dd>{escape(day(fact.value))}{origin}</dd></div>"


def title(document: Document) -> str:
    """Return what the document is about, or nothing where no title was found."""
    fact = document.header.title
    return f'<p class="hd-title">{escape(fact.value)}</p>' if fact else ""


def compact(document: Document) -> str:
    """Return the card under a source: name, facts, remarks, and the way to the whole document."""
    to_document = attributes({"href": link(document), "data-view": True})
    return (
        f'<section class="hd-card" aria-label="{text.DOCUMENT}"><h4>{escape(full(document))}</h4>'
        f"{badges(document)}{title(document)}{facts(document)}"
        f'<p><a class="hd-link"{to_document}>{text.OPEN_DOCUMENT}</a></p></section>'
    )


def link(document: Document) -> str:
    """Return the address of the view of one document."""
    return f"?muc=van-ban&vb={quote(document.id, safe='')}"


def doubts(document: Document) -> str:
    """Return the reader's warnings as a list, or nothing."""
    items = "".join(f"<li>{escape(w)}</li>" for w in document.warnings)
    return f'<ul class="hd-doubts">{items}</ul>' if items else ""


def relations(document: Document) -> str:
    """Return the statements about other documents, each opening its sentence in the panel."""
    seen: dict[tuple[str, str], Relation] = {}
    for relation in document.relations:
        seen.setdefault((relation.kind.value, relation.target.number), relation)
    items = "".join(_relation(document, relation) for relation in seen.values())
    return (
        f'<ul class="hd-relations">{items}</ul>' if items else f'<p class="hd-note">{text.NO_RELATIONS}</p>'
    )


def _relation(document: Document, relation: Relation) -> str:
    target = relation.target
    name = " ".join(filter(None, (target.type, target.number)))
    dated = f" ngày {day(target.issued_on)}" if target.issued_on else ""
    issuer = f" · {target.issuer}" if target.issuer else ""
    data = {"data-source": document.id, "data-start": relation.start, "data-end": relation.end}
    return (
        f'<li><span class="hd-kind">{escape(relation.kind.value)}</span> '
        f'<button type="button" class="hd-crumb"{attributes(data)}>{escape(name + dated + issuer)}'
        "</button></li>"
    )
