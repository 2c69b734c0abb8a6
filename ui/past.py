"""The side list: past conversations, found by words, pinned, renamed, deleted; documents at hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from corpus.model import Document
from ui import card, text
from ui.history import Conversation
from ui.markup import attributes, escape

LISTED = 20  # documents of the side list; the documents view has the others


def side(
    documents: Sequence[Document], held: int, past: Sequence[Conversation], current: str, words: str = ""
) -> str:
    """Return the side list: past conversations, then documents at hand.

    Args:
        documents: the first `LISTED` that the library holds.
        held: how many it holds.
        past: the conversations that fit the words.
        current: id of the one that is open.
        words: what the list was searched for.
    """
    return (
        f'<button type="button" class="hd-button hd-new" data-new>{text.NEW}</button>'
        f'<section class="hd-side-past" aria-label="{text.PAST}"><h2>{text.PAST}</h2>'
        f'<form class="hd-find-past" role="search" aria-label="{text.FIND_PAST}"><input type="search" name="tu"'
        f' aria-label="{text.FIND_PAST}" placeholder="{text.FIND_PAST}" value="{escape(words)}"></form>'
        f'<div class="hd-past-list">{listed(past, current, words)}</div></section>'
        f'<section class="hd-side-held" aria-label="{text.HELD}"><h2>{text.DOCUMENT}</h2>'
        f'<ul class="hd-held">{_documents(documents, held)}</ul></section>'
    )


def listed(past: Sequence[Conversation], current: str, words: str = "") -> str:
    """Return the conversations alone."""
    none = text.NO_SUCH_PAST if words else text.NO_PAST
    rows = "".join(_conversation(c, c.id == current) for c in past) or f"<li>{none}</li>"
    return f'<ul class="hd-past">{rows}</ul>'


def _documents(documents: Sequence[Document], held: int) -> str:
    lines = "".join(
        f'<li><a data-view href="{escape(card.link(d))}">{escape(card.short(d))}{card.badges(d)}</a></li>'
        for d in documents
    )
    if held > len(documents):
        more = text.ALL_DOCUMENTS.format(count=held)
        lines += f'<li><a data-view href="?muc=van-ban">{more}</a></li>'
    return lines


def _conversation(conversation: Conversation, current: bool) -> str:
    opened = attributes({"data-open": conversation.id, "aria-current": "true" if current else None})
    day = datetime.fromisoformat(conversation.changed_at).astimezone().strftime("%d/%m/%Y")
    pinned = f"{text.PINNED} · " if conversation.pinned else ""
    label = escape(f"{text.MORE_ACTS}: {conversation.title}")
    pin = text.UNPIN if conversation.pinned else text.PIN
    acts = "".join(
        f'<button type="button" class="hd-button"{attributes({"data-act": act, "data-of": conversation.id, **more})}>'
        f"{name}</button>"
        for act, name, more in (
            ("pin", pin, {"data-on": "" if conversation.pinned else "1"}),
            ("rename", text.RENAME, {"data-title": conversation.title}),
            ("forget", text.FORGET, {}),
        )
    )
    word = f'<a class="hd-button" href="hoidap/cuoc-hoi/{escape(conversation.id)}.docx" download>{text.TAKE_ALL}</a>'
    return (
        f'<li><button type="button" class="hd-open"{opened}>{escape(conversation.title)}<small>{pinned}{day}'
        f'</small></button><details class="hd-menu"><summary aria-label="{label}">⋯</summary>'
        f'<div role="group" aria-label="{label}">{acts}{word}</div></details></li>'
    )
