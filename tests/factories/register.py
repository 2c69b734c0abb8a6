"""Small documents with given tasks and targets, for the register and its exports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.model import Document, Fact, Header, Level, Mention, Provision, Target, Task


@dataclass(frozen=True)
class Line:
    """One printed line that is a task or a target (or neither)."""

    text: str
    lead: Sequence[str] = ()
    support: Sequence[str] = ()
    monitor: Sequence[str] = ()
    deadline: str | None = None
    deadline_norm: str | None = None
    product: str | None = None
    generic: bool = False
    indicator: str | None = None
    period: str | None = None
    comparator: str = "="
    value: float | str = 0.0
    unit: str | None = None
    place: str | None = None
    kind: str = field(default="task")


def target(  # noqa: PLR0917 - reads like a row of a table
    text: str,
    indicator: str,
    period: str | None,
    value: float | str,
    unit: str | None = None,
    comparator: str = "=",
) -> Line:
    """Return a line that is a target."""
    return Line(
        text, indicator=indicator, period=period, value=value, unit=unit, comparator=comparator, kind="target"
    )


def document(
    name: str, lines: Sequence[Line], *, number: str = "15/KH-UBND", issued_on: str = "2022-05-13"
) -> Document:
    """Return a plan that prints the lines as "1.", "2.", … of one section."""
    text, spans = "KẾ HOẠCH\n", []
    for i, line in enumerate(lines, 1):
        start = len(text)
        text += f"{i}. {line.text}\n"
        spans.append((start, len(text) - 1))
    provisions = tuple(
        Provision(
            f"{name}#{i}", i - 1, None, i, Level.SECTION, f"{i}.", str(i), f"mục {i}", start, end, end, end
        )
        for i, (start, end) in enumerate(spans, 1)
    )
    tasks, targets = [], []
    for provision, line, (start, end) in zip(provisions, lines, spans, strict=True):
        if line.kind == "task":
            mentions = [
                tuple(Mention(n, start, end) for n in names)
                for names in (line.lead, line.support, line.monitor)
            ]
            tasks.append(
                Task(
                    provision.id, start + len(provision.marker) + 1, end, line.text, *mentions,
                    deadline=Mention(line.deadline, start, end) if line.deadline else None, deadline_norm=line.deadline_norm,
                    product=Mention(line.product, start, end) if line.product else None, generic_assignee=line.generic,
                )
            )  # fmt: skip
        elif line.indicator is not None:
            targets.append(
                Target(
                    provision.id, start + len(provision.marker) + 1, end, line.indicator, line.period, line.comparator,
                    line.value, line.unit, line.place,
                )
            )  # fmt: skip
    header = Header(
        number=Fact(number, None, None, "text"), type=Fact("Kế hoạch", None, None, "text"),
        issuer=Fact("Ủy ban nhân dân tỉnh Tân Bình", None, None, "text"), issued_on=Fact(issued_on, None, None, "text"),
    )  # fmt: skip
    return Document(
        name,
        f"{name}.docx",
        "0",
        text,
        "text/plain",
        "text",
        header,
        provisions,
        tasks=tuple(tasks),
        targets=tuple(targets),
    )


def many(count: int) -> Document:
    """Return one document with many tasks, as numerous as a province's register of a year."""
    agencies = [
        "Sở Tài chính",
        "Sở Nội vụ",
        "Sở Xây dựng",
        "Công an tỉnh",
        "UBND huyện Tân Lập",
        "Sở Y tế",
        "Văn phòng UBND tỉnh",
    ]
    norms = ["2026-Q1", "<=2026-03-15", "yearly:<=09", "monthly:<05", "2021..2025", None, "continuous"]
    return document(
        "many",
        [
            Line(
                f"Xây dựng đề án số {i} về phát triển hạ tầng, nâng cao chất lượng dịch vụ công trên địa bàn tỉnh",
                lead=[agencies[i % 7]], support=[agencies[(i + 1) % 7]] if i % 3 else [],
                deadline=f"thời hạn {i}", deadline_norm=norms[i % 7],
            )
            for i in range(count)
        ],
    )  # fmt: skip
