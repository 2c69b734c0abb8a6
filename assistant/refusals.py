"""Typed refusals: what is missing, what was searched, and what would help; never a guess."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.draft import Draft, Line, LineKind, Quote, quote
from assistant.evidence import Evidence
from assistant.model import Reason, Status
from assistant.numbers_asked import NumberHint
from corpus.header.read import short_name
from corpus.model import Document, Level

PURPOSE = (
    "Trợ lý này chỉ trả lời về nội dung các kế hoạch, nghị quyết, quyết định đã nạp: "
    "ai chịu trách nhiệm, thời hạn, chỉ tiêu và nơi ghi trong văn bản."
)


def _note(text: str, *quotes: Quote) -> Line:
    return Line(text, quotes, LineKind.NOTE)


def searched(documents: Sequence[Document]) -> str:
    """Return the sentence that says where was looked."""
    if len(documents) == 1:
        return f"Đã tìm trong {short_name(documents[0], documents[0].source)}."
    return f"Đã tìm trong {len(documents)} văn bản đang lưu."


def nearest(evidence: Sequence[Evidence]) -> Line | None:
    """Return a link to the closest passage, without repeating its words."""
    if not evidence or evidence[0].coverage < 0.3:  # 0.3: below, the closest is merely another subject
        return None
    statement = evidence[0].statement
    place = statement.provision.section or "phần đầu"
    passage = quote(statement.document, statement.provision, statement.start, statement.end)
    return _note(
        f"Chỗ gần nhất: {place}, {short_name(statement.document, statement.document.source)}.", passage
    )


def not_found(documents: Sequence[Document], evidence: Sequence[Evidence] = ()) -> Draft:
    """Return "not in the documents", or for an incomplete document "the text at hand does not say"."""
    if len(documents) == 1 and not documents[0].complete:
        return incomplete(documents[0], evidence)
    close = nearest(evidence)
    lines = [_note("**Không tìm thấy trong các văn bản hiện có.**"), _note(searched(documents))]
    lines += [close] if close else []
    lines.append(
        _note("Có thể thêm văn bản có nội dung này ở thẻ Văn bản, hoặc nêu rõ số hiệu, mục, năm cần hỏi.")
    )
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.NOT_IN_CORPUS, about=tuple(documents[:1]))


def no_value(documents: Sequence[Document], evidence: Evidence, what: str) -> Draft:
    """Return "the passage about it does not say the value": `what` names the kind of value."""
    statement = evidence.statement
    document = statement.document
    passage = quote(document, statement.provision, statement.start, statement.end)
    first = (
        f"**Văn bản không nêu {what}.**"
        if document.complete
        else f"**Phần văn bản hiện có không nêu {what}.**"
    )
    reason = Reason.NOT_IN_CORPUS if document.complete else Reason.DOCUMENT_INCOMPLETE
    place = f"Nội dung gần nhất ở {statement.provision.section or 'phần đầu'}, {short_name(document, document.source)}."
    return Draft(
        (_note(first), _note(place, passage), _note(searched(documents))),
        Status.NOT_FOUND,
        reason,
        about=(document, *documents[:1]),
    )


def incomplete(document: Document, evidence: Sequence[Evidence] = ()) -> Draft:
    """Return "the text at hand does not say": where it stops, and how to add the rest."""
    last = last_provision(document)
    lines = [_note("**Phần văn bản hiện có không nêu.**")]
    name = short_name(document, document.source)
    if last is not None:
        lines.append(_note(f"Bản đang lưu của {name} chưa đầy đủ, dừng ở {last.provision.section}.", last))
    close = nearest(evidence)
    lines += [close] if close else []
    lines.append(_note(f"Hãy tải bản đầy đủ của {name} lên ở thẻ Văn bản rồi hỏi lại."))
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.DOCUMENT_INCOMPLETE, about=(document,))


def last_provision(document: Document) -> Quote | None:
    """Return the last numbered provision of a text that stops."""
    ranks = (Level.PART, Level.CHAPTER, Level.SECTION, Level.ARTICLE, Level.CLAUSE, Level.POINT)
    for provision in reversed(document.provisions):
        if provision.level in ranks:
            return quote(document, provision, provision.start, provision.head_end)
    return None


def no_value_for_period(document: Document, asked: str, known: Sequence[tuple[str, Quote]]) -> Draft:
    """Return "no value for that year", with the periods that the document has."""
    lines = [_note(f"**Văn bản không có mục tiêu, chỉ tiêu cho {asked}.**")]
    if known:
        periods = ", ".join(dict.fromkeys(p for p, _ in known))
        lines.append(
            Line(
                f"{short_name(document, document.source)} có các mốc: {periods}.", tuple(q for _, q in known)
            )
        )
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.NO_VALUE_FOR_PERIOD, about=(document,))


def not_held(hints: Sequence[NumberHint], names: Sequence[str], documents: Sequence[Document]) -> Draft:
    """Return "that document is not held", with what is held."""
    lines = [_note(f"**Văn bản {', '.join(names)} không có trong kho văn bản đang lưu.**"), _note(searched(documents)),
             _note("Hãy tải văn bản này lên ở thẻ Văn bản rồi hỏi lại.")]  # fmt: skip
    return Draft(tuple(lines), Status.NOT_FOUND, Reason.DOCUMENT_NOT_HELD, about=tuple(documents[:1]))


def which_document(documents: Sequence[Document], question: str) -> Draft:
    """Return a question back with the documents between which the name does not decide."""
    names = [short_name(d, d.source) for d in documents]
    lines = [_note("**Có nhiều văn bản phù hợp. Bạn hỏi văn bản nào?**")]
    for d, name in zip(documents, names, strict=True):
        title = " ".join(d.header.title.value.split()) if d.header.title else d.source
        lines.append(_note(f"- {name}: {title[:160]}"))
    return Draft(
        tuple(lines),
        Status.NEEDS_CLARIFICATION,
        Reason.AMBIGUOUS_DOCUMENT,
        tuple(f"{question} ({n})" for n in names[:6]),
        about=tuple(documents),
    )


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
