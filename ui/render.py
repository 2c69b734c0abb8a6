"""Turns of the conversation as HTML; pure functions of their arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.model import Answer, Citation, Status
from index import syllables
from ui import card, takeaway, text
from ui.history import SHOWN_TURNS, KeptTurn
from ui.markup import attributes, escape, markdown

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
        "data-question": kept.question if kept.id else None,
        "data-conversation": conversation or None,
        "data-fresh": fresh or None,
    }
    values = {**data, "data-status": answer.status.value, "aria-label": text.ANSWER}
    return (
        f'<article class="hd-turn"{attributes(values)}>{_question(kept.question)}{_understood(answer)}'
        f'<div class="{style}" aria-busy="false">{answer_text(answer)}</div>{_options(answer)}'
        f"{_sources(answer)}{_searched(kept)}{_note(_model(answer))}{_note(note)}{_acts(answer, kept)}</article>"
    )


def _question(question: str) -> str:
    words = "<br>".join(escape(line) for line in question.strip().splitlines())
    return f'<h2 class="hd-question">{words}</h2>'


def _understood(answer: Answer) -> str:
    same = syllables(answer.standalone) == syllables(
        answer.question
    )  # "UBND" and its whole name are the same
    if same or not answer.standalone:
        return ""
    return f'<p class="hd-understood">{text.UNDERSTOOD}: {escape(answer.standalone)}</p>'


def _model(answer: Answer) -> str:
    return text.MODEL.format(model=answer.model) if answer.model else ""


def _searched(kept: KeptTurn) -> str:
    said = takeaway.searched_words(kept.searched)
    return f'<p class="hd-searched">{escape(said)}</p>' if said else ""


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
    if not kept.id:
        values = {"data-copy": takeaway.as_markdown(answer), "data-html": takeaway.as_html(answer)}
        return f'<div class="hd-acts"><button type="button" class="hd-button"{attributes(values)}>{text.COPY}</button></div>'
    own = "".join(
        f'<button type="button" class="hd-button"{attributes({"data-act": act, "data-of": kept.id})}>{name}</button>'
        for act, name in (
            ("copy-turn", text.COPY),
            ("link-turn", text.COPY_LINK),
            ("print-turn", text.PRINT),
            ("ask-again", text.ASK_AGAIN),
        )
    )
    word = f'<a class="hd-button" href="hoidap/tra-loi/{kept.id}.docx" download>{text.TAKE_WORD}</a>'
    rates = "".join(
        f'<button type="button" class="hd-button hd-rate" data-rate="{key}" data-turn="{kept.id}"'
        f' aria-pressed="{str(kept.rating == key).lower()}">{name}</button>'
        for key, name in text.RATINGS.items()
    )
    return (
        f'<div class="hd-acts">{own}{word}<span role="group" aria-label="{text.RATE}">{rates}</span></div>'
        f"{_comment(kept)}"
    )


def _comment(kept: KeptTurn) -> str:
    values = {"data-comment": kept.id, "hidden": kept.rating is None}
    return (
        f'<form class="hd-comment"{attributes(values)}><label>{text.COMMENT}<textarea name="comment" rows="2"'
        f' maxlength="2000">{escape(kept.comment)}</textarea></label>'
        f'<button class="hd-button">{text.COMMENT_SEND}</button></form>'
    )


def older(conversation: str, before: int) -> str:
    """Return the button that draws the turns before the ones that are shown."""
    values = {"data-act": "older", "data-of": conversation, "data-before": before}
    return f'<p class="hd-older"><button type="button" class="hd-button"{attributes(values)}>{text.OLDER}</button></p>'


def turns(kept: Sequence[KeptTurn], conversation: str) -> str:
    """Return the turns of an opened conversation."""
    above = older(conversation, kept[0].id) if len(kept) >= SHOWN_TURNS else ""
    return above + "".join(turn(one, conversation) for one in kept)


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


def help_page() -> str:
    """Return the help view."""
    body = markdown(text.HELP).replace("h4>", "h3>")  # the level below this view's own heading
    return f'<section class="hd-help"><h2>{text.VIEWS["tro-giup"]}</h2>{body}</section>'
