"""The header of a mail: what its own first lines say, never what its text or a document in it says of itself."""

from __future__ import annotations

import re

from corpus.model import Fact, Header, SourceText

_LINE = re.compile(r"^(Đến|Đồng gửi|Ngày gửi|Chủ đề): (.+)$", re.M)
_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})\b")
_BEFORE = "Từ: ", "Đến: ", "Đồng gửi: ", "Ngày gửi: ", "Chủ đề: "
_NAMED = re.compile(r"""\s*"?(?P<name>[^"<>;,@]+?)"?\s*(?:<[^<>]*>)?\s*(?:[;,]|$)""")  # "Sở Nội vụ" <a@b.vn>
_BARE = re.compile(r"\s*<?(?P<name>[^\s<>;,]+@[^\s<>;,]+)>?\s*(?:[;,]|$)")
TYPE = "Thư điện tử"


def mail_header(source: SourceText) -> Header:
    """Return who a mail went to, when, and about what; a mail has no number and no issuer."""
    said = {m[1]: m for m in _LINE.finditer(source.text, 0, _head_end(source.text))}
    subject, date = said.get("Chủ đề"), said.get("Ngày gửi")
    day = _DAY.search(date[2]) if date else None
    issued = None
    if date and day:
        start = date.start(2) + day.start()
        issued = Fact(f"{day[3]}-{day[2]}-{day[1]}", start, start + len(day[0]), "text")
    title = Fact(subject[2], subject.start(2), subject.end(2), "text") if subject else None
    to = said.get("Đến")
    return Header(
        type=Fact(TYPE, None, None, "text"),
        issued_on=issued,
        title=title,
        subject=title,
        addressees=_addressees(source.text, to.start(2), to.end(2)) if to else (),
    )


def _head_end(text: str) -> int:
    """Return where the first lines end: at the first that is none of a mail's own."""
    at = 0
    for line in text.splitlines(keepends=True):
        if not line.startswith(_BEFORE):
            break
        at += len(line)
    return at


def _addressees(text: str, start: int, end: int) -> tuple[Fact, ...]:
    found = []
    while start < end:
        match = _NAMED.match(text, start, end) or _BARE.match(text, start, end)
        if match is None or match.end() == start:
            break
        found.append(Fact(match["name"].strip(), match.start("name"), match.end("name"), "text"))
        start = match.end()
    return tuple(found)
