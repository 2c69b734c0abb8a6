"""Targets without a number: "đạt tiêu chí đô thị loại III", "trở thành thị xã", "không còn …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.model import Target
from corpus.targets.clauses import Clause
from corpus.targets.indicator import clean_subject, place_of
from corpus.targets.periods import Dated, periods_in
from corpus.targets.prose import is_value_at, values_of
from corpus.targets.words import STRIVE
from corpus.text import squeeze

_LONGEST = 220  # characters; a longer phrase is a paragraph of intentions, not a value
_STANDARD = r"(?:tiêu chí|tiêu chuẩn|chuẩn|chỉ tiêu|danh hiệu|yêu cầu)"
_REACH = (  # đạt tiêu chí đô thị loại IV; đạt và vượt các chỉ tiêu; hoàn thành các tiêu chí
    rf"(?:cơ bản\s+)?(?:hoàn thành|đạt|đáp ứng|giữ vững)(?:\s+và\s+vượt|\s+cơ bản)?\s+(?:các\s+|đầy đủ\s+|"
    rf"toàn bộ\s+)*{_STANDARD}"
    r"|tiệm cận|được\s+công nhận"
)
_RANKED = r"(?:đô thị|thị xã|thành phố|trung tâm|vùng|tỉnh|huyện|khu|cực|đầu mối|điểm đến|động lực|hạt nhân)"
_BECOME = (  # trở thành thị xã; mở rộng thành đô thị vệ tinh; là trung tâm công nghiệp
    rf"(?:cơ bản\s+)?trở\s+thành|(?:mở\s+rộng\s+|nâng\s+cấp\s+)?thành\s+{_RANKED}|"
    rf"là\s+(?:một\s+trong\s+)?(?:những\s+)?{_RANKED}"
)
_NONE = r"không\s+(?:có|còn|để(?:\s+xảy\s+ra)?|phát\s+sinh)"  # không còn hộ nghèo
_PREDICATE = re.compile(
    rf"(?<!\w)(?:(?P<reach>{_REACH})|(?P<become>{_BECOME})|(?P<none>{_NONE}))(?!\w)", re.I
)
_ACTION = re.compile(  # a new intention after a comma ends the phrase
    r",\s*(?:và\s+)?(?:đồng thời\s+)?(?:đẩy mạnh|nâng cao|nâng|phát triển|xây dựng|tăng cường|bảo đảm|"
    r"đảm bảo|tập trung|"
    r"phấn đấu|chỉnh trang|góp phần|tạo|thu hút|mở rộng|hình thành|hoàn thiện|khai thác|gắn|từng bước|có|với|"
    r"trong đó|"
    r"cải thiện|thực hiện|giữ vững|bảo vệ|quản lý|đưa|duy trì)\s",
    re.I,
)
_DEED = re.compile(  # chỉnh trang, phát triển và | mở rộng thành đô thị vệ tinh
    r"(?:chỉnh trang|phát triển|xây dựng|đầu tư|mở rộng|nâng cấp|phấn đấu|tiếp tục|từng bước)(?!\w)", re.I
)
_COMMA = re.compile(r",\s")
_ABSORBING = re.compile(r"hoàn thành", re.I)  # "hoàn thành các tiêu chí … trở thành thị xã" is one phrase


@dataclass(frozen=True, slots=True)
class _Phrase:
    """One predicate with its object, as offsets in the clause."""

    start: int
    end: int
    object: int  # where the words that the verb acts on start


def quality_targets(clauses: Iterable[Clause], plan_period: Dated | None) -> Iterator[Target]:
    """Return the qualitative targets of one provision's clauses; each has a period, its own or inherited."""
    subject: str | None = None
    for clause in clauses:
        if not (clause.scope.objective or STRIVE.search(clause.text)):
            continue
        phrases = list(_phrases(clause.text))
        if phrases:
            subject = _subject(clean_subject(clause.text[: phrases[0].start]), subject)
        for phrase in phrases:
            target = _target(clause, phrase, phrases[0].start, subject, plan_period)
            if target is not None:
                yield target


def _target(
    clause: Clause, phrase: _Phrase, first: int, subject: str | None, plan_period: Dated | None
) -> Target | None:  # fmt: skip
    text = clause.text
    at = (clause.start + phrase.start, clause.start + phrase.end)
    period = clause.own_period(at, clause.start + first)
    if clause.scope.objective:
        period = period or clause.running
        period = period or (None if clause.scope.general else clause.scope.period or plan_period)
    if period is None:
        return None
    words = squeeze(text[phrase.start : phrase.end])
    indicator = (
        _named(subject, text)
        or squeeze(text[phrase.object : phrase.end])
        or squeeze(clause.scope.heading or words)
    )
    return Target(
        provision=clause.provision.id,
        start=clause.start,
        end=clause.end,
        indicator=indicator[:1].upper() + indicator[1:],
        period=period.label,
        comparator="=",
        value=words,
        place=place_of(text[: phrase.start]) or place_of(subject or ""),
        period_at=(period.start, period.end),
        value_at=at,
    )


def _subject(words: str, known: str | None) -> str | None:
    """Return what a clause speaks of: its own words, or the place said before where it names only deeds."""
    if words and not (known and place_of(known) and not place_of(words) and _DEED.match(words)):
        return words
    return known or words or None


def _named(subject: str | None, clause: str) -> str | None:
    """Return the place that "xây dựng và phát triển huyện Đức Trọng" is about, else the subject itself.

    Where the subject names only deeds ("đầu tư kết cấu hạ tầng"), the place that the clause names counts.
    """
    place = place_of(subject or "")
    if subject and place and subject.endswith(place):
        return place
    return (place_of(clause) if subject and not place and _DEED.match(subject) else None) or subject


def _phrases(text: str) -> Iterator[_Phrase]:
    """Split a clause into its predicates; a phrase ends at the next one, at a period, at a new intention."""
    found = list(_PREDICATE.finditer(text))
    last = 0
    for i, match in enumerate(found):
        if match.start() < last:
            continue
        following = found[i + 1 :]
        if _ABSORBING.match(match[0]):
            following = [m for m in following if m["reach"]]
        if match["none"]:
            following = [m for m in following if not m["none"]]
        limit = following[0].start() if following else len(text)
        end = _before_number(text, match, _end(text, match, limit))
        if (
            end > match.end()
            and not _is_counted(text, match.start(), end)
            and end - match.start() <= _LONGEST
        ):
            last = end
            standard = re.search(rf"(?:các\s+)?{_STANDARD}$", match[0], re.I)
            yield _Phrase(match.start(), end, match.start() + standard.start() if standard else match.end())


def _before_number(text: str, match: re.Match[str], end: int) -> int:
    """Return the end of a phrase that goes on with a value: "trở thành thị xã, thuộc nhóm 10 tỉnh …"."""
    number = next((q.start for q in values_of(text[:end]) if q.start > match.end()), None)
    comma = text.rfind(",", match.end(), number) if number is not None else -1
    return comma if comma > 0 else end


def _is_counted(text: str, start: int, end: int) -> bool:
    """Say whether a number says how much of it: "05 xã đạt chuẩn", "tỷ lệ xã đạt chuẩn đạt 80%"."""
    reaches = _PREDICATE.match(text, start)
    first = (
        0 if reaches and reaches["reach"] else text.rfind(",", 0, start) + 1
    )  # "100% đường trục xã, liên xã đạt chuẩn"
    last = text.find(",", end)
    return is_value_at(text, first, last if last >= 0 else len(text))


def _end(text: str, match: re.Match[str], limit: int) -> int:
    ends = [limit]
    ends += [p.start for p in periods_in(text) if p.start > match.end()][:1]
    action = _ACTION.search(text, match.end(), limit)
    if action:
        ends.append(action.start())
    if match["reach"] and not _ABSORBING.match(match[0]):
        comma = _COMMA.search(text, match.end(), limit)
        ends += [comma.start()] if comma else []
    end = min(ends)
    rest = re.sub(r"(?:[\s,.:(]|\s(?:và|vào|đến|là|vẫn|để|huyện|được))+$", "", text[match.start() : end])
    return match.start() + len(rest)
