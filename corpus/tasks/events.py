"""Read meetings: when, where, who chairs, who is invited; the items of a programme and the rows of a schedule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.model import Document, EventFact, EventKind, Mention
from corpus.references import in_document_name
from corpus.tasks.layout import Grid, make_grid
from corpus.tasks.lines import Printed, printed_lines, smallest_provision
from corpus.text import fold, squeeze, valid_date

_LABELS: tuple[tuple[str, str], ...] = (
    ("time", r"(?:về )?thời gian(?: (?:họp|tổ chức|bắt đầu|dự kiến|làm việc|khai mạc|kiểm tra|và địa điểm))*|bắt đầu|khai mạc"),
    ("place", r"(?:về )?địa điểm(?: (?:họp|tổ chức|làm việc|dự kiến))*|tại|nơi họp"),
    ("chair", r"(?:người |đồng |chủ tọa, )?(?:chủ trì|chủ tọa|chủ toạ)(?: (?:cuộc họp|hội nghị|buổi làm việc|phiên họp))?"),
    ("invited", r"(?:về )?(?:thành phần|đại biểu|khách mời)(?: (?:mời|được mời|tham dự|dự họp|dự|tham gia|họp|hội nghị|làm việc|gồm))*(?: gồm)?|(?:trân trọng )?kính mời"),
    ("name", r"nội dung(?: (?:họp|cuộc họp|hội nghị|làm việc))?|chủ đề"),
)  # fmt: skip
_LABEL = re.compile("(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _LABELS) + r") ?:\s*")
_NEXT_LABEL = re.compile(r"[.;]\s+(?=(?:thời gian|địa điểm|chủ trì|thành phần|nội dung)[^:]{0,30}:)")
_TAIL = " .;,/"
_CLOCK = r"(?P<h{0}>[01]?\d|2[0-3])\s?(?:giờ|h|g|:)\s?(?P<m{0}>[0-5]\d)?(?:\s?phút)?(?!\w)"
_HOURS = re.compile(_CLOCK.format(1) + r"(?:\s*(?:-|–|đến|tới)\s*(?:khoảng\s+)?" + _CLOCK.format(2) + ")?")
_DAY = re.compile(
    r"(?<![\d/])(?P<d>\d{1,2})\s?[/.-]\s?(?P<mo>\d{1,2})(?:\s?[/.-]\s?(?P<y>\d{4}))?(?![\d/])|"
    r"ngày\s+(?P<d2>\d{1,2})\s+tháng\s+(?P<mo2>\d{1,2})(?:\s+năm\s+(?P<y2>\d{4}))?"
)
_WEEKDAY = re.compile(r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật)(?!\w)", re.I)
_MEETINGS = ("giấy mời", "chương trình", "biên bản", "lịch", "thư mời", "thông báo", "phiếu")
_CALLED = re.compile(
    r"(?:tổ chức|dự|tham dự|mời họp|chủ trì|triệu tập|về việc)\s+(?P<name>(?:cuộc |buổi )?(?:họp|hội nghị|hội thảo|làm việc|lễ|tọa đàm|tập huấn|"
    r"giao ban|kỳ họp|phiên họp|buổi làm việc|tổng kết|sơ kết)(?!\w)[^.;:\n]{0,220})",
    re.I,
)


@dataclass(slots=True)
class _Group:
    """The labelled values of one meeting while its lines are read."""

    start: int
    end: int
    values: dict[str, list[Mention]] = field(default_factory=dict)


def when(words: str, year: int | None = None) -> tuple[str | None, str | None, str | None, str | None]:
    """Return day, first and last hour and weekday of a printed time ("08h00 ngày 07/11/2025 (sáng thứ Sáu)").

    Args:
        words: the printed time.
        year: the year of days that leave it out.
    """
    day = None
    for m in _DAY.finditer(words):
        of = m["y"] or m["y2"] or (str(year) if year else None)
        found = valid_date(of, m["mo"] or m["mo2"], m["d"] or m["d2"]) if of else None
        if found is not None:
            day = found.isoformat()
            break
    hours = _HOURS.search(words)
    begins = f"{int(hours['h1']):02}:{int(hours['m1'] or 0):02}" if hours else None
    ends = f"{int(hours['h2']):02}:{int(hours['m2'] or 0):02}" if hours and hours["h2"] else None
    weekday = _WEEKDAY.search(words)
    return day, begins, ends, weekday[0] if weekday else None


def find_events(document: Document) -> tuple[EventFact, ...]:
    """Return the meetings of a document and the items of their programmes, in order."""
    meetings = list(_meetings(document))
    year = int(document.header.issued_on.value[:4]) if document.header.issued_on else None
    day = meetings[0].date if len(meetings) == 1 else None
    items = [e for t in document.tables for e in _in_table(document, make_grid(document.text, t), day, year)]
    return tuple(sorted([*meetings, *items], key=lambda e: (e.start, e.end)))


# --- labelled lines ----------------------------------------------------------------------------------------
def _meetings(document: Document) -> Iterator[EventFact]:
    kind = fold(document.header.type.value) if document.header.type else ""
    group: _Group | None = None
    open_label: str | None = None
    for line in printed_lines(document):
        parts = list(_labelled(line))
        if not parts:
            if (
                group is not None
                and open_label is not None
                and (line.bullet or line.lettered)
                and len(line.text) < 300
            ):
                _add_entries(group, open_label, line, 0, len(line.text))
                group.end = line.end
            else:
                open_label = None
            continue
        for label, start, end in parts:
            fresh = group is None or (label == "time" and "time" in group.values)
            if fresh:
                if group is not None and (event := _event(document, group, kind)) is not None:
                    yield event
                group = _Group(line.start, line.end)
            assert group is not None  # made right above where there was none
            group.end = line.end
            if end > start:
                _add_entries(group, label, line, start, end)
            open_label = (
                label
                if label in {"invited", "chair"} and (end <= start or line.text.endswith((":", ";")))
                else None
            )
    if group is not None and (event := _event(document, group, kind)) is not None:
        yield event


def _labelled(line: Printed) -> Iterator[tuple[str, int, int]]:
    """Give the labels of a line with the spans of their values."""
    lower = fold(line.text)
    if len(lower) != len(line.text):
        return
    at = 0
    cuts = [*(m.end() for m in _NEXT_LABEL.finditer(lower)), len(lower)]
    for cut in cuts:
        m = _LABEL.match(lower, at, cut)
        if m is not None:
            label = next(n for n, _ in _LABELS if m[n] is not None)
            end = cut
            while end > m.end() and line.text[end - 1] in _TAIL:
                end -= 1
            yield label, m.end(), end
        at = cut


def _add_entries(group: _Group, label: str, line: Printed, start: int, end: int) -> None:
    values = group.values.setdefault(label, [])
    at = start
    pieces = line.text[start:end].split(";") if label in {"invited", "chair"} else [line.text[start:end]]
    for piece in pieces:
        first = at + len(piece) - len(piece.lstrip(" ;,"))
        last = at + len(piece.rstrip(_TAIL))
        if last > first:
            values.append(Mention(squeeze(line.text[first:last]), line.start + first, line.start + last))
        at += len(piece) + 1


def _event(document: Document, group: _Group, kind: str) -> EventFact | None:
    """Return the meeting that labelled lines make: it has a time of day, or the document is of that kind."""
    values = group.values
    time = values.get("time", [None])[0]
    place, chair = values.get("place", [None])[0], values.get("chair", [])
    if time is None and not (chair and place):
        return None
    day, begins, ends, weekday = when(time.value) if time else (None, None, None, None)
    if begins is None and not (kind.startswith(_MEETINGS) and (day or weekday) and (place or chair)):
        return None
    return EventFact(
        smallest_provision(document, group.start), group.start, group.end, EventKind.MEETING,
        values.get("name", [None])[0] or _name(document, kind), time, day, begins, ends, weekday, place,
        tuple(chair), tuple(values.get("invited", ())),
    )  # fmt: skip


def _name(document: Document, kind: str) -> Mention | None:
    """Return what the meeting is called: in the sentence that calls it, or in the title."""
    for m in _CALLED.finditer(document.text):
        start, end = m.span("name")
        if in_document_name(document.text, start, end):
            continue
        end = start + len(document.text[start:end].rstrip(" ,"))
        return Mention(squeeze(document.text[start:end]), start, end)
    title = document.header.title
    if title is None or title.start is None or title.end is None or not kind.startswith(_MEETINGS):
        return None
    return Mention(title.value, title.start, title.end)


# --- tables ------------------------------------------------------------------------------------------------
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("order", r"^(?:stt|tt|số tt)\W*$"),
        (
            "day",
            r"^(?:thứ|ngày|thứ[,/ -]+ngày|ngày[,/ -]+thứ|ngày tháng|thứ, ngày, tháng)(?: ?,? ?tháng)?(?: ?,? ?buổi)?$",
        ),
        ("part", r"^buổi$"),
        ("time", r"thời gian|^giờ|thời điểm"),
        ("place", r"địa điểm|^nơi|phòng họp"),
        ("chair", r"chủ trì|lãnh đạo|chủ tọa"),
        ("invited", r"thành phần|tham dự|đại biểu"),
        ("doers", r"người|trình bày|thực hiện|chuẩn bị|báo cáo viên|phụ trách|đơn vị|điều hành"),
        ("name", r"nội dung|công việc|chương trình|hoạt động|chuyên đề"),
    )
)


def _schedule(grid: Grid) -> tuple[int, dict[str, int]] | None:
    for row in range(min(3, len(grid.rows))):
        found: dict[str, int] = {}
        for i, cell in enumerate(grid.rows[row]):
            head = re.sub(r"\s+", " ", fold(grid.value(cell))).strip(" :*")
            name = next((n for n, p in _COLUMNS if len(head) < 60 and p.search(head)), None)  # 60: a heading
            if name is not None:
                found.setdefault(name, i)
        timed = [i for n, i in found.items() if n in {"time", "day"}]
        if "name" not in found or not timed:
            continue
        below = range(row + 1, len(grid.rows))
        hourly = sum(
            any(_HOURS.search(grid.value(grid.rows[r][i])) for i in (*timed, found["name"])) for r in below
        )
        dated = sum(any(_WEEKDAY.search(grid.value(grid.rows[r][i])) for i in timed) for r in below)
        if below and max(hourly, dated if {"chair", "place"} & found.keys() else 0) * 2 >= len(below):
            return row + 1, found
    return None


def _in_table(document: Document, grid: Grid, day: str | None, year: int | None) -> Iterator[EventFact]:
    schedule = _schedule(grid)
    if schedule is None:
        return
    first, columns = schedule
    kind = EventKind.MEETING if {"place", "chair"} & columns.keys() or "day" in columns else EventKind.ITEM
    current: Mention | None = None
    for row in range(first, len(grid.rows)):
        said = {n: _cell(grid, row, i) for n, i in columns.items()}
        name = said.get("name")
        dated = said.get("day")
        current = (
            dated
            if dated is not None and (_DAY.search(dated.value) or _WEEKDAY.search(dated.value))
            else current
        )
        time = said.get("time") or dated
        if name is None or (time is None and current is None) or len({id(c) for c in grid.rows[row]}) == 1:
            continue
        words = " ".join(m.value for m in dict.fromkeys(filter(None, (current, said.get("part"), time))))
        on, begins, ends, weekday = when(words, year)
        cells = [c for c in grid.rows[row] if c is not None and c.end > c.start and c.row == row]
        who = {n: (m,) for n in ("chair", "invited", "doers") if (m := said.get(n)) is not None}
        yield EventFact(
            smallest_provision(document, name.start), min(c.start for c in cells), max(c.end for c in cells), kind,
            name, time or current, on or day, begins, ends, weekday, said.get("place"),
            who.get("chair", ()), who.get("invited", ()), who.get("doers", ()),
        )  # fmt: skip


def _cell(grid: Grid, row: int, column: int) -> Mention | None:
    cell = grid.rows[row][column]
    if cell is None or not re.search(r"\w", grid.value(cell)):
        return None
    printed = grid.text[cell.start : cell.end]
    start = cell.start + len(printed) - len(printed.lstrip())
    return Mention(squeeze(printed), start, cell.start + len(printed.rstrip()))
