"""Questions about a place: "Khoản 3 Điều 15 nói gì?", "Mục III.2 quy định nhiệm vụ gì?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.draft import Draft, Line, LineKind, quote
from assistant.model import Reason, Status
from assistant.passages import block, clip, is_cut, subtree
from assistant.refusals import incomplete
from corpus.header.read import short_name
from corpus.model import Document, Level, Provision
from corpus.references.citations import ProvisionRef, resolve


def resolve_in(ref: ProvisionRef, documents: Sequence[Document]) -> list[tuple[Document, Provision]]:
    """Return every provision that a citation can mean in the given documents."""
    return [(d, p) for d in documents for p in resolve(ref, d.provisions)]


def show(document: Document, provision: Provision, most: int = 1150) -> Draft:
    """Return the text of a provision with what is below it; a long one is cut and said to be."""
    passage = subtree(document, provision, most)
    name = short_name(document, document.source)
    head = Line(f"**{_first_up(provision.section)}** {name} ghi:", (passage,))
    lines = [head, Line(block(passage, most), (passage,), LineKind.QUOTE)]
    if is_cut(document, provision, passage):
        lines.append(Line("Còn nội dung tiếp theo; bấm vào nguồn để đọc toàn bộ.", (), LineKind.NOTE))
    return Draft(tuple(lines))


_TOP = (Level.PART, Level.CHAPTER, Level.SECTION, Level.COMPONENT, Level.APPENDIX)


def show_outline(question: str, document: Document) -> Draft | None:
    """Return the headings of the largest units, or of the articles when these are asked for."""
    articles = [p for p in document.provisions if p.level is Level.ARTICLE]
    top = [
        p
        for p in document.provisions
        if p.level in _TOP and not any(a.level in _TOP for a in document.ancestors(p))
    ]
    units = articles if ("điều" in question.split() and articles) or not top else top
    if not units:
        return None
    name = short_name(document, document.source)
    lines = [
        Line(
            f"**{name} có {len(units)} {units[0].level.value if units is articles else 'phần'}:**",
            (),
            LineKind.NOTE,
        )
    ]
    each = max(40, 1000 // len(units) - 12)  # 1000: the headings fit one answer; 12: number and marker
    for unit in units[:20]:
        head = quote(document, unit, unit.start, unit.head_end)
        lines.append(Line(f"- {clip(head.text, each)}", (head,)))
    if len(units) > 20:
        lines.append(Line("Xem đủ mục lục ở thẻ Văn bản.", (), LineKind.NOTE))
    if not document.complete:
        lines.append(Line("Bản đang lưu là bản trích, chưa đầy đủ.", (), LineKind.NOTE))
    return Draft(tuple(lines), about=(document,))


def which_reading(found: Sequence[tuple[Document, Provision]], question: str) -> Draft:
    """Return a question back: one citation, several provisions (the decision's and the attached regulation's)."""
    lines = [Line("**Có nhiều chỗ cùng số. Bạn hỏi chỗ nào?**", (), LineKind.NOTE)]
    options = []
    each = max(80, 1000 // len(found))  # 1000: all readings fit one answer
    for document, provision in found[:6]:  # 6 buttons fit a phone screen
        passage = subtree(document, provision, each)
        name = short_name(document, document.source)
        lines.append(
            Line(
                f"- {_first_up(provision.section)} ({name}): “{clip(passage.text, each)}”",
                (passage,),
                LineKind.QUOTE,
            )
        )
        options.append(f"{_first_up(provision.section)} {name} nói gì?")
    return Draft(tuple(lines), Status.NEEDS_CLARIFICATION, Reason.AMBIGUOUS_PROVISION, tuple(options))


def absent(ref_text: str, ref: ProvisionRef, document: Document) -> Draft:
    """Return what is known about a place that the text at hand does not have."""
    if not document.complete and (ref.section or ref.part or ref.appendix):
        return incomplete(document)
    if ref.appendix is not None or ref.table:
        return _no_appendix(ref_text, document)
    return _beyond(ref_text, ref, document)


def _no_appendix(ref_text: str, document: Document) -> Draft:
    mention = re.search(re.escape(ref_text), document.text, re.I)
    name = short_name(document, document.source)
    lines = [Line(f"**Bản đang lưu của {name} không có {ref_text}.**", (), LineKind.NOTE)]
    provision = document.provision_at(mention.start()) if mention else None
    if mention and provision:
        passage = quote(document, provision)
        lines.append(Line(f"Văn bản có nhắc đến ở {provision.section}.", (passage,), LineKind.NOTE))
    lines.append(Line("Hãy tải bản có đủ phụ lục lên ở thẻ Văn bản rồi hỏi lại.", (), LineKind.NOTE))
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.DOCUMENT_INCOMPLETE, about=(document,))


def _beyond(ref_text: str, ref: ProvisionRef, document: Document) -> Draft:
    """Return "there is no such article; the last one is …", which puts the premise right."""
    level = Level.ARTICLE if ref.article else Level.SECTION
    same = [
        p
        for p in document.provisions
        if p.level is level
        and (level is Level.ARTICLE or p.parent is None)
        and not any(a.level in (Level.APPENDIX, Level.COMPONENT) for a in document.ancestors(p))
    ]
    name = short_name(document, document.source)
    first = Line(f"**Không có {ref_text} trong {name}.**", (), LineKind.NOTE)
    if not same:
        return Draft((first,), Status.NOT_FOUND, Reason.NO_SUCH_PROVISION, about=(document,))
    last = same[-1]
    passage = subtree(document, last, 500)  # 500: the heading and the start of the last article
    lines = [
        first,
        Line(f"Văn bản có đến {last.section}:", (passage,)),
        Line(block(passage, 500), (passage,), LineKind.QUOTE),
    ]
    return Draft(tuple(lines), Status.CORRECTED, Reason.NO_SUCH_PROVISION, about=(document,))


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
