"""Who is what in a body with members: its head, deputies, secretary; what a person is; how many there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Found
from assistant.draft import Draft, Line, LineKind, Quote
from assistant.question import Question
from corpus.header import short_name
from corpus.model import Document, RoleFact, RoleRank
from corpus.text import fold, strip_diacritics

_LIKELY = 3  # best pieces of evidence among which a line of a list of members must be
# Names of ranks in questions, without diacritics; the longer ones first, for "trưởng ban" stands in "phó trưởng ban".
_RANKS = (
    (re.compile(r"(?<!\w)pho .{0,30}thuong truc"), (RoleRank.STANDING_DEPUTY,)),
    (
        re.compile(r"(?<!\w)pho (?:truong|to truong|chu tich hoi dong|ban)"),
        (RoleRank.DEPUTY, RoleRank.STANDING_DEPUTY),
    ),
    (re.compile(r"(?<!\w)(?:truong (?:ban|doan|tieu ban|nhom)|to truong|dung dau ban)"), (RoleRank.HEAD,)),
    (re.compile(r"(?<!\w)thu ky"), (RoleRank.SECRETARY,)),
    (re.compile(r"(?<!\w)uy vien thuong truc"), (RoleRank.STANDING_MEMBER,)),
    (re.compile(r"(?<!\w)(?:thanh vien|uy vien)"), (RoleRank.MEMBER, RoleRank.STANDING_MEMBER)),
)
_COUNT = re.compile(r"(?<!\w)(?:bao nhieu|may) (?:nguoi|thanh vien|dong chi|ong ba)")
_MEETING = frozenset({RoleRank.CHAIR, RoleRank.PRESENT, RoleRank.ABSENT})  # of a meeting, not of a body


def roles_draft(question: Question, found: Sequence[Found]) -> Draft | None:
    """Return the members that a question asks for; None where it asks for none or no list has them."""
    listed = next(((f.document, r) for f in found[:_LIKELY] for r in _at(f)), None)
    if listed is None:
        return None
    document, seen = listed
    members = [r for r in document.roles if _same_body(r, seen) and r.rank not in _MEETING]
    text = strip_diacritics(question.own)
    counted = bool(_COUNT.search(text))
    ranks = next((ranks for pattern, ranks in _RANKS if pattern.search(text)), ())
    named = [r for r in members if r.person and fold(r.person.value) in fold(question.own)]
    if counted:
        chosen = members
    elif named:
        chosen = named
    else:
        chosen = [r for r in members if r.rank in ranks] if question.want("who", "list", "what") > 0.4 else []
    if not chosen:
        return None
    lines: list[Line] = []
    if counted:
        body = f" của {seen.body.value}" if seen.body else ""
        quotes = tuple(_quote(document, r) for r in chosen)
        lines.append(Line(f"**{len(chosen)}** người trong danh sách{body}:", quotes, LineKind.PLACE))
    lines += [_line(document, r) for r in chosen]
    lines.append(
        Line(f"({short_name(document, document.source)})", (_quote(document, chosen[0]),), LineKind.PLACE)
    )
    return Draft(tuple(lines), about=(document,))


def _at(found: Found) -> list[RoleFact]:
    return [r for r in found.document.roles if r.start < found.hit.end and found.hit.start < r.end]


def _same_body(one: RoleFact, other: RoleFact) -> bool:
    return (one.body.value if one.body else None) == (other.body.value if other.body else None)


def _quote(document: Document, role: RoleFact) -> Quote:
    provision = document.provision(role.provision) or document.provision_at(role.start)
    assert provision is not None, "a role is read from a provision"
    return Quote(document, provision, role.start, role.end)


def _line(document: Document, role: RoleFact) -> Line:
    """Return who it is, what in the body, and which office: whole, as printed."""
    who = role.person or role.position
    first = f"**{who.value}**" if who else "**(không ghi tên)**"
    office = f", {role.position.value}" if role.person and role.position else ""
    return Line(f"- {first}{office} – {role.role.value}", (_quote(document, role),))
