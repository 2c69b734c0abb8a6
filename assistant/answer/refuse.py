"""Typed refusals: what is missing, what was searched, and what would help; never a guess."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer.passages import Found, place
from assistant.draft import Draft, Line, LineKind, Quote, quote
from assistant.evidence import Scope, title_of
from assistant.model import Reason, Status
from assistant.question import NumberHint
from corpus.header import short_name
from corpus.library import Summary
from corpus.model import Document, Level

PURPOSE = (
    "Trợ lý này chỉ trả lời về nội dung các kế hoạch, nghị quyết, quyết định đã nạp: "
    "ai chịu trách nhiệm, thời hạn, chỉ tiêu và nơi ghi trong văn bản."
)
_NEAR = 0.2  # probability below which the closest passage is merely another subject


def _note(text: str, *quotes: Quote) -> Line:
    return Line(text, quotes, LineKind.NOTE)


def name_of(document: Summary) -> str:
    """Return the short name of a document: "Kế hoạch 3316/KH-UBND"."""
    return short_name(document.header, document.source)


def searched(scope: Scope, held: Sequence[Summary]) -> str:
    """Return the sentence that says where was looked."""
    inside = [d for d in held if scope.ids is None or d.id in scope.ids]
    if len(inside) == 1:
        return f"Đã tìm trong {name_of(inside[0])}."
    return f"Đã tìm trong {len(inside)} văn bản đang lưu."


def nearest(found: Sequence[Found]) -> list[Line]:
    """Return a link to the closest passage, without repeating its words."""
    if not found or found[0].probability < _NEAR:
        return []
    best = found[0]
    passage = quote(best.document, best.provision, best.hit.start, best.hit.end)
    return [_note(f"Chỗ gần nhất: {place(best)}.", passage)]


def not_found(
    scope: Scope, held: Sequence[Summary], found: Sequence[Found], documents: Sequence[Document]
) -> Draft:
    """Return "not in the documents", or of an incomplete document "the text at hand does not say"."""
    if len(documents) == 1 and not documents[0].complete:
        return incomplete(documents[0], found)
    if scope.missing and not found:
        return not_held(scope.missing, scope, held)
    lines = [
        _note("**Không tìm thấy trong các văn bản hiện có.**"),
        _note(searched(scope, held)),
        *nearest(found),
        _note("Có thể thêm văn bản có nội dung này ở thẻ Văn bản, hoặc nêu rõ số hiệu, mục, năm cần hỏi."),
    ]
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.NOT_IN_CORPUS, about=tuple(documents[:1]))


def incomplete(document: Document, found: Sequence[Found] = ()) -> Draft:
    """Return "the text at hand does not say": where it stops, and how to add the rest."""
    last = last_provision(document)
    name = short_name(document, document.source)
    lines = [_note("**Phần văn bản hiện có không nêu.**")]
    if last is not None:
        lines.append(_note(f"Bản đang lưu của {name} chưa đầy đủ, dừng ở {last.provision.section}.", last))
    lines += nearest(found)
    lines.append(_note(f"Hãy tải bản đầy đủ của {name} lên ở thẻ Văn bản rồi hỏi lại."))
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.DOCUMENT_INCOMPLETE, about=(document,))


def last_provision(document: Document) -> Quote | None:
    """Return the last numbered provision of a text that stops."""
    ranks = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE, Level.CLAUSE, Level.POINT)
    for provision in reversed(document.provisions):
        if provision.level in ranks:
            return quote(document, provision, provision.start, provision.head_end)
    return None


def no_provision(document: Document, place_asked: str) -> Draft:
    """Return "that document has no such provision"; of an incomplete one, that the text stops before."""
    if not document.complete:
        return incomplete(document)
    name = short_name(document, document.source)
    lines = (
        _note(f"**{name} không có {place_asked}.**"),
        _note("Hãy kiểm tra lại số mục, điều, khoản, hoặc xem mục lục của văn bản ở thẻ Văn bản."),
    )
    return Draft(lines, Status.NOT_FOUND, Reason.NO_SUCH_PROVISION, about=(document,))


def no_value_for_period(asked: str, known: Sequence[Found], periods: Sequence[str]) -> Draft:
    """Return "no value for that year", with the periods that the document has."""
    lines = [_note(f"**Văn bản không có số liệu, mục tiêu cho {asked}.**")]
    passages = tuple(quote(f.document, f.provision, f.hit.start, f.hit.end) for f in known)
    if passages and periods:
        said = short_name(known[0].document, known[0].document.source)
        lines.append(Line(f"{said} có các mốc: {', '.join(periods)}.", passages))
    about = tuple({f.document.id: f.document for f in known}.values())
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.NO_VALUE_FOR_PERIOD, about=about)


def not_held(hints: Sequence[NumberHint], scope: Scope, held: Sequence[Summary]) -> Draft:
    """Return "that document is not held", with what is held."""
    names = ", ".join(
        h.number + (f"/{h.year}" if h.year else "") + (f"/{h.suffix}" if h.suffix else "") for h in hints
    )
    lines = [
        _note(f"**Văn bản số {names} không có trong kho văn bản đang lưu.**"),
        _note(searched(scope, held)),
        _note("Hãy tải văn bản này lên ở thẻ Văn bản rồi hỏi lại."),
    ]
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.DOCUMENT_NOT_HELD)


def which_document(documents: Sequence[Summary], question: str) -> Draft:
    """Return a question back with the documents between which the name does not decide."""
    names = [name_of(d) for d in documents]
    told = [n if names.count(n) == 1 else f"{n} – {d.source}" for n, d in zip(names, documents, strict=True)]
    lines = [_note("**Có nhiều văn bản phù hợp. Bạn hỏi văn bản nào?**")]
    for document, name in zip(documents, told, strict=True):
        title = " ".join(title_of(document).split()) or document.source
        lines.append(_note(f"- {name}: {title}"))
    options = tuple(f"{question.rstrip(' ?')} ({n})?" for n in told[:6])
    return Draft(tuple(lines), Status.NEEDS_CLARIFICATION, Reason.AMBIGUOUS_DOCUMENT, options)


def off_topic(examples: Sequence[str]) -> Draft:
    """Return one sentence on what the assistant is for."""
    return Draft((_note(PURPOSE),), Status.REFUSED, Reason.OFF_TOPIC, tuple(examples))


def instruction(examples: Sequence[str]) -> Draft:
    """Return the refusal of a question that only gives instructions to the assistant."""
    first = _note("**Không thực hiện chỉ dẫn nằm trong câu hỏi.** Câu trả lời chỉ lấy từ văn bản đã nạp.")
    return Draft((first, _note(PURPOSE)), Status.REFUSED, Reason.INSTRUCTION, tuple(examples))


def bad_question(sentence: str) -> Draft:
    """Return one sentence about a question that cannot be read."""
    return Draft((_note(sentence),), Status.REFUSED, Reason.BAD_QUESTION)
