"""Correcting what was misread of a document: the same function as `hoidap edit`, in a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from corpus.library import EDITABLE, Correction
from corpus.model import Document
from ui import card, text
from ui.markup import attributes, escape

_STATUS = ("", "ban hành", "dự thảo")


def value_of(document: Document, field: str) -> str:
    """Return what a field holds now, dates as they are written in Viet Nam."""
    fact = getattr(document.header, field, None)
    return card.day(fact.value) if fact else ""


def form(document: Document, corrections: Sequence[Correction]) -> str:
    """Return the form; beside each corrected field stands what was read."""
    corrected = {c.field: c for c in corrections}
    fields = "".join(_field(document, name, words, corrected.get(name)) for name, words in EDITABLE.items())
    data = attributes({"data-edit": document.id})
    return (
        f'<details class="hd-more hd-edit"><summary>{text.EDIT}</summary><form{data} autocomplete="off">'
        f'<p class="hd-note">{text.EDIT_ABOUT}</p><div class="hd-fields">{fields}</div>'
        f'<p class="hd-problem" role="alert"></p><button class="hd-button hd-strong">{text.SAVE}</button></form></details>'
    )


def _field(document: Document, name: str, words: str, correction: Correction | None) -> str:
    label = words[:1].upper() + words[1:]
    now = correction.value if correction and name == "status" else value_of(document, name)
    if name == "status":
        options = "".join(
            f"<option{attributes({'value': v, 'selected': v == now})}>{v or text.EDIT_AS_READ}</option>"
            for v in _STATUS
        )
        entry = f'<select name="{name}"{attributes({"data-was": now})}>{options}</select>'
    elif name == "title":
        entry = f'<textarea name="{name}" rows="3" maxlength="500"{attributes({"data-was": now})}>{escape(now)}</textarea>'
    else:
        hint = text.DAY_HINT if name == "issued_on" else None
        values = {"value": now, "data-was": now, "placeholder": hint}
        entry = f'<input type="text" name="{name}" maxlength="500"{attributes(values)}>'
    return f"<div><label>{label}{entry}</label>{_beside(name, label, correction)}</div>"


def _beside(name: str, label: str, correction: Correction | None) -> str:
    if correction is None:
        return ""
    read = text.WAS_READ.format(value=card.day(correction.read)) if correction.read else text.WAS_NOT_READ
    undo = attributes(
        {"data-act": "edit-undo", "data-field": name, "aria-label": f"{text.EDIT_UNDO}: {label}"}
    )
    return (
        f'<p class="hd-soft">{escape(text.EDITED_ON.format(day=card.day(correction.on)))}; {escape(read)}'
        f' <button type="button" class="hd-button"{undo}>{text.EDIT_UNDO}</button></p>'
    )


def changes_of(arguments: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the changes that a form sends: a value, "" for none, null to take a correction back."""
    given = arguments.get("changes")
    if not isinstance(given, Mapping):
        return {}
    return {str(k): None if v is None else str(v)[:1_000] for k, v in given.items()}
