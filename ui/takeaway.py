"""Answers to take along: for the clipboard as rich text and Markdown, as a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from assistant.model import Answer, Citation
from ui import text
from ui.history import KeptTurn, Searched
from ui.markup import escape, markdown

_CELL = 'style="border:1px solid #000;padding:4px 6px;vertical-align:top;text-align:left"'
_INLINE = (  # what a word processor understands without our style sheet
    ('<div class="hd-scroll" tabindex="0"><table>', '<table style="border-collapse:collapse">'),
    ("</table></div>", "</table>"),
    ('<th scope="col">', f"<th {_CELL}>"),
    ("<td>", f"<td {_CELL}>"),
    ("<blockquote>", '<blockquote style="margin:0 0 0 2em">'),
)


def source_line(citation: Citation) -> str:
    """Return a source as it stands under a report: number, quote, place."""
    page = f", {text.PAGE} {citation.page}" if citation.page is not None else ""
    quote = " ".join(citation.quote.split())
    return f"[{citation.marker}] “{quote}” ({citation.section}{page} {citation.document})"


def as_markdown(answer: Answer) -> str:
    """Return an answer with its sources as Markdown."""
    lines = [source_line(c) for c in answer.citations]
    return answer.text.strip() + (f"\n\n{text.SOURCES}:\n" + "\n".join(lines) if lines else "")


def as_html(answer: Answer) -> str:
    """Return an answer with its sources as HTML that keeps its form in a word processor."""
    body = markdown(answer.text, lambda marker: f"[{marker}]")
    for ours, theirs in _INLINE:
        body = body.replace(ours, theirs)
    lines = "".join(f"<p>{escape(source_line(c))}</p>" for c in answer.citations)
    return body + (f"<p><b>{text.SOURCES}:</b></p>{lines}" if lines else "")


def searched_words(searched: Searched | None) -> str:
    """Return where an answer was looked up: "Đã tìm trong Kế hoạch 77/KH-UBND"."""
    if searched is None:
        return ""
    if not searched.names:
        return text.SEARCHED_ALL.format(count=searched.held)
    return text.SEARCHED.format(names="; ".join(searched.names))


def as_docx(title: str, kept: Sequence[KeptTurn]) -> bytes:
    """Return answers with their sources as a Word document."""
    from assistant.export.answers import Exchange, to_docx  # noqa: PLC0415 - python-docx only for exports

    made = []
    for turn in kept:
        if turn.answer is None:
            made.append(Exchange(turn.question, f"<p>{text.UNREADABLE_TURN}</p>"))
            continue
        body = markdown(turn.answer.text, lambda marker: f"[{marker}]").replace("<br>", "<br/>")
        body = body.replace("<hr>", "<hr/>").replace(" data-view>", ">")
        remarks = filter(None, (_asked(turn.asked_at), searched_words(turn.searched)))
        sources = tuple(source_line(c) for c in turn.answer.citations)
        made.append(Exchange(turn.question, body, sources, tuple(remarks)))
    return to_docx(title, made)


def _asked(at: str) -> str:
    if not at:
        return ""
    return text.ASKED_ON.format(at=moment(at))


def moment(at: str) -> str:
    """Return a moment as it is written in Viet Nam, in this machine's time zone."""
    return datetime.fromisoformat(at).astimezone().strftime("%d/%m/%Y %H:%M")
