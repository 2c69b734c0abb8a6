"""A cited place, verbatim: "Khoản 2 Điều 5 nói gì?"."""

from __future__ import annotations

from assistant.answer.passages import LONGEST, unwrapped
from assistant.answer.values import overlap, short_value
from assistant.draft import Draft, Line, LineKind, Quote, quote
from assistant.question import Question
from corpus.header import short_name
from corpus.model import Document, Provision
from corpus.references import resolve
from corpus.text import squeeze


def cited(question: Question, document: Document) -> tuple[Provision, ...]:
    """Return the provisions of a document that a question cites, in its order; () where one is not there."""
    found: list[Provision] = []
    for reference in question.references:
        places = resolve(reference, document.provisions)
        found += [p for p in places if p not in found]
    return tuple(found)


def section_lines(question: Question, document: Document, provision: Provision) -> list[Line]:
    """Return the words of a cited provision; of a very long one its headings."""
    whole = quote(document, provision, provision.start, provision.end)
    name = short_name(document, document.source)
    lines: list[Line] = []
    value = (
        short_value(question, document, provision, whole.start, whole.end)
        if question.kind != "what"
        else None
    )
    if value:
        lines.append(Line(f"**{value.value}**", (whole,)))
    if whole.end - whole.start <= LONGEST:
        shown = unwrapped(whole.text)
        lines.append(
            Line(
                f"**{provision.section[:1].upper()}{provision.section[1:]}, {name}:**",
                (whole,),
                LineKind.PLACE,
            )
        )
        return [*lines, Line(f"> “{shown}”", (whole,), LineKind.QUOTE)]
    if question.want("who", "when", "how_much", "yes_no") > 0.5:  # 0.5: one value is wanted, not the place
        return [*lines, *_part_lines(question, document, provision)]
    lines.append(
        Line(
            f"**{provision.section[:1].upper()}{provision.section[1:]}, {name}** gồm:",
            (whole,),
            LineKind.PLACE,
        )
    )
    for child in (provision, *document.children(provision)):
        head: Quote = quote(
            document,
            child,
            child.start,
            child.head_end if child is provision else min(child.own_end, child.head_end),
        )
        lines.append(Line(f"- “{squeeze(head.text)}”", (head,)))
        if sum(len(line.text) for line in lines) > LONGEST:
            break
    return lines


def _part_lines(question: Question, document: Document, provision: Provision) -> list[Line]:
    """Return the part of a long provision that says most of the question."""
    leaves = [
        p
        for p in document.provisions
        if provision.start <= p.start < provision.end and p is not provision and not document.children(p)
    ]
    if not leaves:
        return []

    def said(leaf: Provision) -> float:
        above = " ".join(document.text[p.start : p.head_end] for p in document.ancestors(leaf))
        return overlap(question.own, document.text[leaf.start : leaf.end]) + 0.3 * overlap(
            question.own, above
        )

    best = max(leaves, key=said)
    part = quote(document, best, best.start, best.end)
    where = f"({best.section}, {short_name(document, document.source)})"
    return [
        Line(f"> “{unwrapped(part.text)}”", (part,), LineKind.QUOTE),
        Line(where, (part,), LineKind.PLACE),
    ]


def section_draft(question: Question, document: Document, places: tuple[Provision, ...]) -> Draft:
    """Return a draft with each cited provision."""
    lines: list[Line] = []
    for provision in places[:4]:  # 4: as many places as a question ever names
        lines += section_lines(question, document, provision)
    return Draft(tuple(lines), about=(document,))
