"""Noting beside a task how far it is: the dialog, and the cell of the register that opens it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.register import LONGEST_NOTE, PROGRESS_NAMES, Mark, Progress, TaskRow, task_key
from ui import takeaway, text
from ui.markup import attributes, escape


def cell(row: TaskRow, may_mark: bool) -> str:
    """Return what stands in the register: the mark, and for whoever may, the button that changes it."""
    note = f'<small class="hd-marked">{escape(row.mark.note)}</small>' if row.mark and row.mark.note else ""
    if not may_mark:
        return f"<span>{PROGRESS_NAMES[row.mark.progress]}</span>{note}" if row.mark else ""
    name = PROGRESS_NAMES[row.mark.progress] if row.mark else text.MARK
    values = {
        "data-act": "mark", "data-of": row.document_id, "data-key": task_key(row),
        "aria-label": f"{name}: {text.MARK_TASK} {row.task[:80]}",
    }  # fmt: skip
    return f'<button type="button" class="hd-button hd-mark"{attributes(values)}>{name}</button>{note}'


def dialog(row: TaskRow, marks: Sequence[Mark]) -> str:
    """Return the form for one task, with what was noted before."""
    now = marks[0] if marks else None
    choices = "".join(
        f'<label class="hd-check"><input type="radio" name="progress"'
        f"{attributes({'value': p.value, 'checked': p is (now.progress if now else Progress.DOING)})}>{name}</label>"
        for p, name in PROGRESS_NAMES.items()
    )
    values = attributes({"data-mark-form": task_key(row), "data-of": row.document_id})
    return (
        f'<h2 id="hd-dialog-title" tabindex="-1">{text.MARK_TITLE}</h2><p class="hd-clamp">{escape(row.task)}</p>'
        f'<form{values} autocomplete="off"><fieldset><legend>{text.PROGRESS}</legend>{choices}</fieldset>'
        f'<label>{text.NOTE}<textarea name="note" rows="3" maxlength="{LONGEST_NOTE}"></textarea></label>'
        f'<p class="hd-note">{text.MARK_ABOUT}</p><div class="hd-actions hd-dialog-end">'
        f'<button class="hd-button hd-strong">{text.SAVE}</button>'
        f'<button type="button" class="hd-button" data-act="dialog-close">{text.CANCEL}</button></div></form>{_before(marks)}'
    )


def _before(marks: Sequence[Mark]) -> str:
    if not marks:
        return ""
    lines = "".join(
        f"<li>{escape(' · '.join(filter(None, (takeaway.moment(m.at), m.who, PROGRESS_NAMES[m.progress], m.note))))}</li>"
        for m in marks
    )
    return f'<details class="hd-more"><summary>{text.MARKED_BEFORE}</summary><ul>{lines}</ul></details>'
