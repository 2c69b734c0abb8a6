"""What an administrator watches: verdicts of readers, and who changed what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ui import tables, takeaway, text
from ui.audit import Event
from ui.filters import Filters
from ui.history import Feedback
from ui.markup import attributes, escape, markdown

_SECTIONS = {"danh-gia": text.FEEDBACK, "nhat-ky": text.AUDIT}


def view(feedback: Sequence[Feedback], events: Sequence[Event], arguments: Mapping[str, Any]) -> str:
    """Return one of the two lists; `xem` names which, `dg` a verdict, `trang` the page."""
    filters = Filters.read(arguments)
    switch = tables.displays(filters, _SECTIONS)
    listed = _events(events, filters) if filters.xem == "nhat-ky" else _feedback(feedback, arguments, filters)
    return f'<div class="hd-bar">{switch}</div><div class="hd-results">{listed}</div>'


def _feedback(feedback: Sequence[Feedback], arguments: Mapping[str, Any], filters: Filters) -> str:
    counts = Counter(one.rating for one in feedback)
    wanted = str(arguments.get("dg", ""))
    found = [one for one in feedback if not wanted or one.rating == wanted]
    names = {"": text.ANY, **text.RATINGS}
    buttons = "".join(
        f'<button type="button" class="hd-button"{attributes({"data-set": tables.json_of(dg=key)})}'
        f' aria-pressed="{str(key == wanted).lower()}">{name} ({counts[key] if key else len(feedback)})</button>'
        for key, name in names.items()
    )
    bar = (
        f'<div class="hd-actions" role="group" aria-label="{text.RATE}">{buttons}<a class="hd-button"'
        f' href="hoidap/danh-gia.jsonl" download>{text.FEEDBACK_TAKE}</a></div>'
    )
    if not found:
        return f'{bar}<p class="hd-note">{text.NO_FEEDBACK}</p>'
    lines = "".join(_verdict(one) for one in tables.page_of(found, filters))
    return f'{bar}<ul class="hd-verdicts">{lines}</ul>{tables.pages(filters, len(found))}'


def _verdict(one: Feedback) -> str:
    style = "hd-plain" if one.rating == "dung" else "hd-warn"
    when = " · ".join(filter(None, (one.owner, takeaway.moment(one.rated_at))))
    comment = f'<p class="hd-comment">{escape(one.comment)}</p>' if one.comment else ""
    earlier = "".join(f"<li>{escape(question)}</li>" for question, _ in one.earlier)
    before = f"<p>{text.ASKED_BEFORE}</p><ul>{earlier}</ul>" if earlier else ""
    said = markdown(one.answer.text) if one.answer else f"<p>{text.UNREADABLE_TURN}</p>"
    cited = (
        "".join(f"<li>{escape(takeaway.source_line(c))}</li>" for c in one.answer.citations)
        if one.answer
        else ""
    )
    sources = f"<p>{text.SOURCES}</p><ul>{cited}</ul>" if cited else ""
    facts = " · ".join(
        filter(None, (takeaway.searched_words(one.searched), text.INDEX_VERSION.format(version=one.version)))
    )
    return (
        f'<li><p><span class="hd-badge {style}">{text.RATINGS[one.rating]}</span><strong>{escape(one.question)}'
        f'</strong><small>{escape(when)}</small></p>{comment}<details class="hd-more"><summary>{text.SHOW_ANSWER}'
        f'</summary>{before}<div class="hd-answer">{said}</div>{sources}<p class="hd-soft">{escape(facts)}</p>'
        "</details></li>"
    )


def _events(events: Sequence[Event], filters: Filters) -> str:
    if not events:
        return f'<p class="hd-note">{text.NO_AUDIT}</p>'
    names = (text.WHEN, text.WHO, text.DEED, text.DOCUMENT, text.DETAIL)
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(
        "<tr>"
        + "".join(
            tables.cell(name, escape(value) or "–")
            for name, value in zip(
                names, (takeaway.moment(e.at), e.who, e.deed.value, e.document, e.detail), strict=True
            )
        )
        + "</tr>"
        for e in tables.page_of(events, filters)
    )
    return (
        f'<p class="hd-note">{text.AUDIT_ABOUT}</p><div class="hd-scroll" tabindex="0" role="region"'
        f' aria-label="{text.AUDIT}"><table class="hd-rows"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>'
        f"</table></div>{tables.pages(filters, len(events))}"
    )
