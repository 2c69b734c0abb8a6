"""Turns of the conversation as HTML; pure functions of their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from assistant.model import Answer, Citation, Status
from corpus.model import Document
from ui import card, text
from ui.history import Conversation, KeptTurn
from ui.markup import attributes, escape, markdown, plain

_LISTED = 20  # documents of the side list; the documents view has the others
_CALM = {Status.NOT_FOUND, Status.REFUSED, Status.NEEDS_CLARIFICATION}


def source_data(citation: Citation) -> dict[str, object]:
    """Return the data attributes with which a button opens a citation in the panel."""
    return {"data-source": citation.document_id, "data-start": citation.start, "data-end": citation.end}


def cite_button(citation: Citation) -> str:
    """Return the numbered button of a citation, named for a screen reader."""
    label = f"{text.PLACE} {citation.marker}: {citation.section}, {card.shorten(citation.document)}"
    values = {"aria-label": label, "title": label, **source_data(citation)}
    return f'<button type="button" class="hd-cite"{attributes(values)}>[{citation.marker}]</button>'


def answer_text(answer: Answer) -> str:
    """Return an answer's Markdown as HTML with its markers as buttons."""
    buttons = {c.marker: cite_button(c) for c in answer.citations}
    return markdown(answer.text, lambda marker: buttons.get(marker, ""))


def copy_text(answer: Answer) -> str:
    """Return an answer with its sources as plain text, ready for a report."""
    lines = [
        f"[{c.marker}] “{' '.join(c.quote.split())}” ({c.section} {c.document})" for c in answer.citations
    ]
    body = plain(answer.text)
    return f"{body}\n\n{text.SOURCES}:\n" + "\n".join(lines) if lines else body


def pending(question: str, place: int = 0) -> str:
    """Return the turn as it looks the moment after asking; `place`: how many are answered before it."""
    words = text.IN_LINE.format(place=place) if place else text.READING
    return (
        f'<article class="hd-turn" aria-label="{text.ANSWER}">{_question(question)}'
        f'<div class="hd-answer hd-waiting" aria-busy="true"><p>{words}</p></div></article>'
    )


def streaming(answer: Answer) -> str:
    """Return the turn while its answer is still being written."""
    return (
        f'<article class="hd-turn" aria-label="{text.ANSWER}">{_question(answer.question)}'
        f'<div class="hd-answer" aria-busy="true">{answer_text(answer)}</div>{_sources(answer)}</article>'
    )


def turn(kept: KeptTurn, conversation: str = "", note: str = "", fresh: bool = False) -> str:
    """Return a complete turn: question, answer, sources, options, and what can be done with it.

    Args:
        kept: the exchange.
        conversation: id that the page puts into its address.
        note: a sentence under the answer, such as that it could not be kept.
        fresh: whether the page announces the answer.
    """
    answer = kept.answer
    if answer is None:
        body = f'<div class="hd-answer hd-calm"><p>{text.UNREADABLE_TURN}</p></div>'
        return f'<article class="hd-turn">{_question(kept.question)}{body}</article>'
    style = "hd-answer hd-calm" if answer.status in _CALM else "hd-answer"
    data = {
        "data-turn": kept.id or None,
        "data-conversation": conversation or None,
        "data-fresh": fresh or None,
    }
    values = {**data, "data-status": answer.status.value, "aria-label": text.ANSWER}
    return (
        f'<article class="hd-turn"{attributes(values)}>{_question(kept.question)}{_understood(answer)}'
        f'<div class="{style}" aria-busy="false">{answer_text(answer)}</div>{_options(answer)}'
        f"{_sources(answer)}{_note(_model(answer))}{_note(note)}{_acts(answer, kept)}</article>"
    )


def _question(question: str) -> str:
    words = "<br>".join(escape(line) for line in question.strip().splitlines())
    return f'<h2 class="hd-question">{words}</h2>'


def _understood(answer: Answer) -> str:
    same = " ".join(answer.standalone.split()).casefold() == " ".join(answer.question.split()).casefold()
    if same or not answer.standalone:
        return ""
    return f'<p class="hd-understood">{text.UNDERSTOOD}: {escape(answer.standalone)}</p>'


def _model(answer: Answer) -> str:
    return text.MODEL.format(model=answer.model) if answer.model else ""


def _note(note: str) -> str:
    return f'<p class="hd-note">{escape(note)}</p>' if note else ""


def ask_button(question: str) -> str:
    """Return a button that asks a question."""
    return f'<button type="button" class="hd-ask" data-ask="{escape(question)}">{escape(question)}</button>'


def _options(answer: Answer) -> str:
    if not answer.options:
        return ""
    buttons = "".join(ask_button(option) for option in answer.options)
    return f'<div class="hd-options" role="group" aria-label="{text.OPTIONS}">{buttons}</div>'


def _sources(answer: Answer) -> str:
    if not answer.citations:
        return ""
    items = "".join(_source(c) for c in answer.citations)
    return f'<section class="hd-sources" aria-label="{text.SOURCES}"><ul>{items}</ul></section>'


def _source(citation: Citation) -> str:
    printed = f" · {text.PAGE} {citation.page}" if citation.page is not None else ""
    where = f"{citation.section}, {card.shorten(citation.document)}{printed}"
    return (
        f'<li><button type="button" class="hd-source"{attributes(source_data(citation))}>'
        f"<b>[{citation.marker}]</b> {escape(where)}</button></li>"
    )


def _acts(answer: Answer, kept: KeptTurn) -> str:
    data = attributes({"data-copy": copy_text(answer)})
    copy = f'<button type="button" class="hd-button"{data}>{text.COPY}</button>'
    if not kept.id:
        return f'<div class="hd-acts">{copy}</div>'
    rates = "".join(
        f'<button type="button" class="hd-button hd-rate" data-rate="{key}" data-turn="{kept.id}"'
        f' aria-pressed="{str(kept.rating == key).lower()}">{name}</button>'
        for key, name in text.RATINGS.items()
    )
    return f'<div class="hd-acts">{copy}<span role="group" aria-label="{text.RATE}">{rates}</span></div>'


def turns(kept: Sequence[KeptTurn], conversation: str) -> str:
    """Return the turns of an opened conversation."""
    older = f'<p class="hd-note">{text.OLDER}</p>' if len(kept) >= 50 else ""
    return older + "".join(turn(one, conversation) for one in kept)


def welcome(groups: Mapping[str, Sequence[str]]) -> str:
    """Return the empty state: what this is, and questions to start with, in their groups."""
    if not groups:
        return f'<section class="hd-welcome"><h2>{text.WELCOME}</h2><p>{text.NO_DOCUMENTS}</p></section>'
    columns = "".join(
        f"<div><h3>{escape(name)}</h3>{''.join(ask_button(q) for q in questions)}</div>"
        for name, questions in groups.items()
        if questions
    )
    return (
        f'<section class="hd-welcome" aria-label="{text.EXAMPLES}"><h2>{text.WELCOME}</h2>'
        f'<p>{text.WELCOME_TEXT}</p><div class="hd-examples">{columns}</div></section>'
    )


def side(documents: Sequence[Document], past: Sequence[Conversation], current: str) -> str:
    """Return the side list: documents at hand, then past conversations."""
    held = "".join(_held(d) for d in documents[:_LISTED])
    if len(documents) > _LISTED:
        more = text.ALL_DOCUMENTS.format(count=len(documents))
        held += f'<li><a data-view href="?muc=van-ban">{more}</a></li>'
    rows = "".join(_conversation(c, c.id == current) for c in past) or f"<li>{text.NO_PAST}</li>"
    return (
        f'<button type="button" class="hd-button hd-new" data-new>{text.NEW}</button>'
        f'<section aria-label="{text.PAST}"><h2>{text.PAST}</h2><ul class="hd-past">{rows}</ul></section>'
        f'<section aria-label="{text.DOCUMENT}"><h2>{text.DOCUMENT}</h2><ul class="hd-held">{held}</ul>'
        "</section>"
    )


def _held(document: Document) -> str:
    return (
        f'<li><a data-view href="{escape(card.link(document))}">{escape(card.short(document))}'
        f"{card.badges(document)}</a></li>"
    )


def _conversation(conversation: Conversation, current: bool) -> str:
    opened = attributes({"data-open": conversation.id, "aria-current": "true" if current else None})
    day = datetime.fromisoformat(conversation.changed_at).astimezone().strftime("%d/%m/%Y")
    label = f"{text.FORGET_ONE}: {conversation.title}"
    return (
        f'<li><button type="button" class="hd-open"{opened}>{escape(conversation.title)}<small>{day}'
        "</small></button>"
        f'<button type="button" class="hd-forget" data-forget="{escape(conversation.id)}"'
        f' aria-label="{escape(label)}" title="{text.FORGET}">×</button></li>'
    )


def help_page() -> str:
    """Return the help view."""
    return f'<section class="hd-help"><h2>{text.VIEWS["tro-giup"]}</h2>{markdown(text.HELP)}</section>'
