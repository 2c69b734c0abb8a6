"""Read who is what in a body with members: "Trưởng ban: Ông A, Chủ tịch UBND tỉnh", "Giám đốc Sở B, thành viên"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.header import PROVINCES
from corpus.model import Document, Mention, RoleFact, RoleRank
from corpus.tasks.layout import Grid, make_grid
from corpus.tasks.lines import Printed, printed_lines, smallest_provision
from corpus.text import fold, squeeze

_BODY_WORD = r"(?:ban|tổ|đoàn|tiểu ban|nhóm|hội đồng|đội)"
_OF_BODY = rf"(?: (?:tiểu )?{_BODY_WORD}(?: [^,;:.()–]{{1,60}}?)?)?"
# What somebody is in a body; "Chủ tịch UBND tỉnh" and "Trưởng phòng" are positions, no roles.
_ROLE = (
    rf"(?:(?:đồng )?phó (?:trưởng (?:ban|đoàn|tiểu ban|nhóm)|chủ tịch hội đồng|tổ trưởng|chủ nhiệm)(?: (?!thường trực)[^,;:.()–]{{1,60}}?)?|(?:đồng )?trưởng (?:ban|đoàn|tiểu ban|nhóm)"
    rf"(?! (?:dân tộc|quản lý|tổ chức (?:tỉnh|thành|huyện|đảng) ủy|nội chính|tuyên giáo|dân vận|kinh tế|pháp chế|văn hóa|của hđnd|tiếp công dân))"
    rf"(?: (?!thường trực)[^,;:.()–]{{1,60}}?)?|đội trưởng|đội phó|"
    rf"tổ trưởng(?! tổ dân phố)|tổ phó|chủ tịch hội đồng(?! (?:nhân dân|quản trị|thành viên|dân tộc))|"
    rf"(?:các )?(?:(?:ủy|uỷ) viên|thành viên)(?:,? (?:kiêm )?thư ký| thường trực)?|(?:tổ )?thư ký(?: hội đồng| cuộc họp| tổng hợp)?|"
    rf"chủ trì|đồng chủ trì|người chủ trì|chủ tọa|chủ toạ|chủ trì cuộc họp)(?: thường trực)?(?: kiêm [^,;:.]{{3,40}}?)?{_OF_BODY}"
)
_ROLE_LAST = re.compile(
    rf"(?P<who>.{{4,240}}?)\s*(?:[,;:–]|\s-|(?<!\w)(?:làm|là|giữ chức|giữ vai trò|giữ)(?!\w))\s*(?:làm |là |giữ chức (?:vụ )?)?(?P<role>{_ROLE})\s*(?:\([^)]{{1,60}}\))?$"
)
_ROLE_FIRST = re.compile(
    rf"(?P<role>{_ROLE})\s*(?:\([^)]{{1,60}}\))?\s*(?::|–|\s-\s|(?<!\w)(?:là|gồm)(?!\w):?)\s*(?P<who>.{{4,240}})$"
)
# "5. Các thành viên Ban Chỉ đạo:", "Phó Trưởng ban:", "Thành viên gồm các đồng chí:" over a list of people
_ROLE_HEAD = re.compile(
    rf"(?:các (?:đồng chí |ông,? bà |ông \(bà\) )?)?(?P<role>{_ROLE})(?: (?:gồm|là)(?: (?:các )?(?:đồng chí|ông,? bà|ông \(bà\)))?(?: sau)?)?\s*:$"
)
_NAMED_BODY = re.compile(
    rf"(?:thành lập|kiện toàn|thay đổi thành viên|thành viên|thành phần|danh sách(?: thành viên)?)\s+(?P<body>(?:tiểu )?{_BODY_WORD}(?!\w)[^.;:\n(]{{2,160}}?)"
    r"(?=\s*(?:\(|,? gồm|,? như sau|,? để |,? nhằm |,? do |,? với |[.;:\n]|$))",
    re.I,
)
_SURNAMES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đào|Đoàn|Trịnh|Đinh|Lâm|Mai|Hà|Tô|Cao|Lưu|Chu|Trương|Tạ|"
    "Thái|Lương|Quách|Kiều|Triệu|Vương|Phùng|Tống|Nông|Hứa|Doãn|Nghiêm|Tăng|Thạch|Sơn|Kim|La|Lò|Vi|Hoàng|Giàng|Ma|Lục|Bế|Đàm|Tôn|Từ|Châu|Khúc|Văn|Y|H'|Ka|Ksor|Rơ|K'"
)
_CAPITAL = r"[A-ZĐÀ-ỸĂÂÊÔƠƯ][^\W\d_]*"
_TITLE = r"(?:(?:ông|bà|đồng chí|đ/c|đ\.c|ths|ts|pgs|gs|bs|ks|đại tá|thượng tá|trung tá|thiếu tướng|trung tướng|đại biểu)\.?,?\s*:?\s*)+"
_TITLED = re.compile(rf"(?:^|(?<=[\s,;(–-]))(?i:{_TITLE})(?P<name>{_CAPITAL}(?:\s{_CAPITAL}){{1,4}})")
_NAME_FIRST = re.compile(rf"^(?P<name>(?:{_SURNAMES})(?:\s{_CAPITAL}){{1,4}})(?=\s*(?:[,;–(-]|$))")
_NAME_LAST = re.compile(rf"(?P<before>\S+)\s(?P<name>(?:{_SURNAMES})(?:\s{_CAPITAL}){{1,4}})$")
_AREAS = ("xã", "phường", "huyện", "quận", "thị", "trấn", "phố", "khu", "thôn", "đường")
_PLACES = frozenset(fold(p) for p in PROVINCES)
_POSITION = re.compile(
    r"(?:giám đốc|phó|chủ tịch|chánh|trưởng|lãnh đạo|đại diện|bí thư|chỉ huy|cục|chi cục|hiệu trưởng|viện|đại biểu|chuyên viên|thanh tra|"
    r"thủ trưởng|người đứng đầu|bộ trưởng|thứ trưởng|tổng|sở|ban|phòng|ủy viên|công an|mời|cán bộ|công chức|kế toán|văn phòng|thường trực|hội|đoàn|ubnd|ủy ban|trung tâm|tỉnh)"
)


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading over a list of people: what they are, and how deep the list below it is set in."""

    role: Mention
    rank: RoleRank


def rank_of(role: str) -> RoleRank:
    """Return what a printed role is: "Phó Trưởng ban thường trực" → the standing deputy."""
    words = fold(role)
    standing = "thường trực" in words
    if "thư ký" in words:
        return RoleRank.SECRETARY
    if "chủ trì" in words or "chủ tọa" in words:
        return RoleRank.CHAIR
    if words.startswith(("phó", "đồng phó")) or "tổ phó" in words or "đội phó" in words:
        return RoleRank.STANDING_DEPUTY if standing else RoleRank.DEPUTY
    if "viên" in words:
        return RoleRank.STANDING_MEMBER if standing else RoleRank.MEMBER
    return RoleRank.HEAD


def find_roles(document: Document) -> tuple[RoleFact, ...]:
    """Return who is what in the bodies whose members a document names, in order."""
    found = [*_in_lines(document), *_in_tables(document)]
    seen: set[tuple[int, int, str]] = set()
    out = []
    for fact in sorted(found, key=lambda f: (f.start, f.end)):
        key = (
            fact.start,
            fact.end,
            fact.person.value if fact.person else fact.position.value if fact.position else "",
        )
        if key not in seen:
            seen.add(key)
            out.append(fact)
    return tuple(out)


def _in_lines(document: Document) -> Iterator[RoleFact]:
    head: _Head | None = None
    body: Mention | None = None
    mixed = 0  # lines that named people beside the heading's list end it
    for line in printed_lines(document):
        named = _body_in(document, line)
        if named is not None and not (body is not None and fold(body.value).startswith(fold(named.value))):
            body = named
        text, lower = line.text, fold(line.text)
        if len(lower) != len(text):  # odd letters: positions would not agree
            continue
        heading = _ROLE_HEAD.fullmatch(lower)
        if heading is not None:
            head = _Head(_slice(line, *heading.span("role")), rank_of(heading["role"]))
            mixed = 0
            continue
        fact = _stated(document, line, lower, body)
        if fact is not None:
            yield fact
            head = head if line.bullet else None
            continue
        if head is not None and (line.bullet or line.lettered) and _is_who(text):
            yield from _members(document, line, head, body)
            continue
        if head is not None and text:
            mixed += 1
            head = None if mixed else head


def _stated(document: Document, line: Printed, lower: str, body: Mention | None) -> RoleFact | None:
    """Read a line that says both who and what."""
    if len(lower) > 300:  # a sentence, no entry of a list
        return None
    clean = lower.rstrip(" .;,/")
    m = _ROLE_LAST.fullmatch(clean) or _ROLE_FIRST.fullmatch(clean)
    if m is None:
        return None
    who = line.text[m.start("who") : m.end("who")]
    if not _is_who(who) or re.search(
        r"(?<!\w)(?:có trách nhiệm|phối hợp|thực hiện|báo cáo|tham mưu|triển khai)(?!\w)", fold(who)
    ):
        return None
    person, position = _who(line, m.start("who"), m.end("who"))
    if person is None and position is None:
        return None
    role = _slice(line, *m.span("role"))
    rank = rank_of(role.value)
    if rank is RoleRank.CHAIR and person is None and position is not None and len(position.value) > 120:
        return None
    return RoleFact(
        smallest_provision(document, line.start),
        line.start,
        line.end,
        role,
        rank,
        body or _body_of_role(line, m),
        person,
        position,
    )


def _members(document: Document, line: Printed, head: _Head, body: Mention | None) -> Iterator[RoleFact]:
    for start, end in _parts(line.text):
        person, position = _who(line, start, end)
        if person is not None or position is not None:
            place = smallest_provision(document, line.start)
            yield RoleFact(place, line.start, line.end, head.role, head.rank, body, person, position)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Give the entries of a line: parted by semicolons."""
    at = 0
    for piece in text.split(";"):
        if piece.strip(" ."):
            yield at, at + len(piece)
        at += len(piece) + 1


def _is_who(text: str) -> bool:
    plain = text.strip(" .;,")
    if not 3 < len(plain) < 260:
        return False
    return bool(_TITLED.search(plain) or _NAME_FIRST.match(plain) or _POSITION.match(fold(plain)))


def _who(line: Printed, start: int, end: int) -> tuple[Mention | None, Mention | None]:
    """Part an entry into the person and the position."""
    text = line.text
    while start < end and text[start] in " -–+•*,.;:":
        start += 1
    while end > start and text[end - 1] in " ,.;:-–":
        end -= 1
    entry = text[start:end]
    titled = _TITLED.search(entry)
    first = _NAME_FIRST.match(entry)
    last = _NAME_LAST.search(entry)
    if last is not None and (fold(last["before"]) in _AREAS or fold(last["name"]) in _PLACES):
        last = None
    name = titled or first or last
    if name is None:
        return None, _slice(line, start, end) if entry else None
    person = _slice(line, start + name.start("name"), start + name.end("name"))
    if name is last:
        rest = (start, start + last.start("name"))
    elif name.start() < 3:
        rest = (start + name.end("name"), end)
    else:
        rest = (start, start + name.start())
    low, high = rest
    while low < high and text[low] in " ,.;:-–(":
        low += 1
    while high > low and text[high - 1] in " ,.;:-–)":
        high -= 1
    return person, _slice(line, low, high) if high - low > 2 else None


def _body_in(document: Document, line: Printed) -> Mention | None:
    m = _NAMED_BODY.search(line.text)
    if m is None:
        return None
    return _slice(line, m.start("body"), m.end("body"))


_BODY_IN_ROLE = re.compile(
    r"(?:trưởng|viên|thư ký)(?: thường trực)? (?P<body>(?:ban|tổ|đoàn|hội đồng|tiểu ban) \S.+)$"
)


def _body_of_role(line: Printed, m: re.Match[str]) -> Mention | None:
    found = _BODY_IN_ROLE.search(m["role"])
    if found is None:
        return None
    return _slice(line, m.start("role") + found.start("body"), m.start("role") + found.end("body"))


def _slice(line: Printed, start: int, end: int) -> Mention:
    return Mention(squeeze(line.text[start:end]), line.start + start, line.start + end)


# --- tables: "STT | Họ và tên | Chức vụ, đơn vị công tác | Chức danh trong Ban Chỉ đạo" ---------------------
_PERSON_COLUMN = re.compile(r"họ(?: và| ,)? ?(?:chữ đệm )?tên|^(?:ông|bà)")
_POSITION_COLUMN = re.compile(r"chức vụ|đơn vị|cơ quan|chức danh chuyên môn")
_ROLE_COLUMN = re.compile(
    r"chức danh|vai trò|nhiệm vụ(?: trong)?|tham gia|phân công|trong (?:ban|tổ|hội đồng|đoàn)"
)
_ROLE_CELL = re.compile(rf"{_ROLE}\W*")


def _in_tables(document: Document) -> Iterator[RoleFact]:
    for table in document.tables:
        grid = make_grid(document.text, table)
        columns = _columns(grid)
        if columns is None:
            continue
        first, person, position, role = columns
        body = _body_before(document, table.start)
        for row in range(first, len(grid.rows)):
            said = grid.rows[row][role]
            if said is None or _ROLE_CELL.fullmatch(fold(grid.value(said))) is None:
                continue
            cells = [c for c in grid.rows[row] if c is not None and c.end > c.start]
            yield RoleFact(
                smallest_provision(document, cells[-1].start),
                min(c.start for c in cells),
                max(c.end for c in cells),
                _cell(grid, row, role) or Mention("", said.start, said.end),
                rank_of(grid.value(said)),
                body,
                _cell(grid, row, person),
                _cell(grid, row, position),
            )


def _columns(grid: Grid) -> tuple[int, int | None, int | None, int] | None:
    """Return the first row below the headings and the columns of person, position and role."""
    for row in range(min(3, len(grid.rows))):
        heads = [fold(grid.value(c)) for c in grid.rows[row]]
        role = next((i for i in reversed(range(len(heads))) if _ROLE_COLUMN.search(heads[i])), None)
        person = next((i for i, h in enumerate(heads) if _PERSON_COLUMN.search(h)), None)
        position = next(
            (i for i, h in enumerate(heads) if i not in (role, person) and _POSITION_COLUMN.search(h)), None
        )
        if role is not None and (person is not None or position is not None):
            return row + 1, person, position, role
    return None


def _cell(grid: Grid, row: int, column: int | None) -> Mention | None:
    cell = grid.rows[row][column] if column is not None else None
    if cell is None or not re.search(r"\w", grid.value(cell)):
        return None
    printed = grid.text[cell.start : cell.end]
    start = cell.start + len(printed) - len(printed.lstrip())
    title = re.match(rf"(?i:{_TITLE})(?={_CAPITAL})", printed.lstrip())
    start += title.end() if title else 0
    return Mention(
        squeeze(grid.text[start : cell.end]), start, start + len(grid.text[start : cell.end].rstrip())
    )


def _body_before(document: Document, at: int) -> Mention | None:
    """Return the body that is named last before a table."""
    low = max(0, at - 1500)  # a title, bases and an article may stand between
    found = list(_NAMED_BODY.finditer(document.text, low, at))
    if not found:
        return None
    start, end = found[-1].span("body")
    return Mention(squeeze(document.text[start:end]), start, end)
