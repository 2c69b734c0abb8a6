"""Read assignments written as labelled lines: "Đơn vị chủ trì: Sở X", "Thời gian hoàn thành: Quý II/2026".

A run of such lines speaks of the units before it under the same parent, back to the run before; where there
are none, of the parent itself. A run without a lead or a partner only dates tasks that are known otherwise.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.model import Mention
from corpus.tasks.deadline import norm_of
from corpus.tasks.roles import Role, names_in_cell, part_roles
from corpus.tasks.text import Page, Span

_WHO = r"(?:các )?(?:cơ quan|đơn vị|sở|ngành|cấp|bộ phận|phòng|người)(?:[,/]? (?:và )?(?:cơ quan|đơn vị|tổ chức|ban|ngành|địa phương|cá nhân))*"
_DOING = r"(?: (?:thực hiện|chính|tham mưu|triển khai|xây dựng|soạn thảo|tổ chức|trình))*"
_LABELS: tuple[tuple[Role, str], ...] = (
    (Role.SUPPORT, rf"(?:{_WHO} )?(?:phối hợp|tham gia phối hợp){_DOING}"),
    (Role.LEAD, rf"(?:{_WHO} )?(?:được giao )?(?:chủ trì|đầu mối|chịu trách nhiệm|phụ trách){_DOING}"),
    (Role.LEAD, rf"{_WHO} (?:thực hiện|triển khai|tham mưu)(?: (?:và )?(?:thực hiện|triển khai|phối hợp))?|phân công thực hiện"),
    (Role.MONITOR, rf"(?:{_WHO} )?(?:theo dõi|đôn đốc|giám sát|kiểm tra)(?:(?:,| và)? (?:theo dõi|đôn đốc|giám sát|kiểm tra|đánh giá))*"),
    (Role.PRODUCT, r"(?:sản phẩm|kết quả|đầu ra)(?:(?:,|/| và)? (?:sản phẩm|kết quả|dự kiến|đầu ra|hoàn thành|cần đạt|thực hiện|chính))*"),
    (
        Role.DEADLINE,
        r"(?:về )?(?:thời (?:gian|hạn|điểm)|tiến độ|hạn)(?:(?:,|/)? (?:triển khai|thực hiện|hoàn thành|tổ chức|và|báo cáo|dự kiến|trình|"
        r"xong|gửi|thời gian|thời hạn|tiến độ|xử lý|kết thúc))*|hoàn thành",
    ),
)  # fmt: skip
_LABEL = re.compile(
    r"(?:^|(?<=[(;.] )|(?<=\()|(?<=- )|(?<=\+ )|(?<=, ))"
    + "(?:"
    + "|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern) in enumerate(_LABELS))
    + r") ?: ?"
)


@dataclass(frozen=True, slots=True)
class Labels:
    """The values of the labels in a span, and where the first label begins (folded offset)."""

    start: int
    values: tuple[tuple[Role, Span], ...]

    def has(self, *roles: Role) -> bool:
        """Tell whether one of these roles is labelled."""
        return any(role in roles for role, _ in self.values)


def labels_in(page: Page, span: Span) -> Labels | None:
    """Return the labelled values of a span in order, or None."""
    text = page.text(span)
    found = list(_LABEL.finditer(text))
    if not found:
        return None
    values = []
    for m, after in zip(found, [*(f.start() for f in found[1:]), len(text)], strict=True):
        index = next(i for i in range(len(_LABELS)) if m[f"r{i}"] is not None)
        value = text[m.end() : after].rstrip(" .;,-+(")
        if value.endswith(")") and value.count("(") < value.count(")"):
            value = value[:-1]
        values.append((_LABELS[index][0], (span[0] + m.end(), span[0] + m.end() + len(value))))
    return Labels(span[0] + found[0].start(), tuple(values))


def label_names(page: Page, labels: Labels, role: Role) -> tuple[Mention, ...]:
    """Return the names that the labels give for a role."""
    names: list[Mention] = []
    text = page.document.text
    for found, span in labels.values:
        if span[1] <= span[0] or not page.agencies_in(span):  # not "Người chủ trì: 150.000 đồng"
            continue
        lead, along = part_roles(text, *page.original(span))
        if found is Role.LEAD and role is Role.SUPPORT and along is not None:
            names += names_in_cell(text, *along)  # "Đơn vị thực hiện: Sở A chủ trì, phối hợp với Sở B"
        elif found is role:
            names += names_in_cell(text, *(lead if role is Role.LEAD else page.original(span)))
    return tuple(names)


def label_text(page: Page, labels: Labels, role: Role) -> Mention | None:
    """Return the words that the labels give for a role, such as the deadline."""
    spans = [span for found, span in labels.values if found is role and span[1] > span[0]]
    return page.mention(spans[0]) if spans else None


def label_deadline(page: Page, labels: Labels) -> tuple[Mention, str | None] | None:
    """Return the deadline that the labels give."""
    mention = label_text(page, labels, Role.DEADLINE)
    return (mention, norm_of(mention.value)) if mention is not None else None
