"""The value behind a human citation."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProvisionRef:
    """A provision as somebody cites it; what the citation does not say is None or ().

    `section` holds the marks of a plan outermost first ("III", "1", "b"), also of roman sections inside
    an article. `component` is the type word of an attached document ("Quy chế") or "kèm theo".
    `unaccented` says that the citation was typed without diacritics, so that "diem d" may mean "điểm đ".
    """

    start: int
    end: int
    part: str | None = None
    chapter: str | None = None
    article: str | None = None
    clause: str | None = None
    point: str | None = None
    section: tuple[str, ...] = ()
    subsection: str | None = None
    appendix: str | None = None
    table: str | None = None
    row: str | None = None
    bullet: int | None = None
    plus: int | None = None
    component: str | None = None
    unaccented: bool = False
