"""Make plans in running text with their true register: agency headings, letters, labelled lines, dates behind."""

from __future__ import annotations

import random
from dataclasses import replace

from tests.factories.plans import ACTIONS, DEPARTMENTS, OBJECTS, Row

_NAMED = tuple(d for d in DEPARTMENTS if not d.startswith(("Chánh", "Sở NN")))
_WITHIN = (
    ("trước ngày 30/9/2026", "<2026-09-30"), ("trong Quý II/2026", "2026-Q2"), ("chậm nhất ngày 15/12/2026", "<=2026-12-15"),
    ("trong tháng 6 năm 2026", "2026-06"), ("trước ngày 15/12 hằng năm", "yearly:<12-15"), ("định kỳ hằng quý", "quarterly"),
)  # fmt: skip
_STATED = (("Quý III/2026", "2026-Q3"), ("Trước ngày 30/11/2026", "<2026-11-30"), ("Thường xuyên", "continuous"), ("Giai đoạn 2026-2030", "2026..2030"))  # fmt: skip
_LETTERS = "abcdđegh"


def make_prose(seed: int) -> tuple[str, list[Row]]:
    """Return the text of a plan and its assignments in order."""
    rng = random.Random(seed)
    works = [f"{a} {o} trên địa bàn tỉnh" for a in ACTIONS for o in OBJECTS]
    rng.shuffle(works)
    lines = [
        "KẾ HOẠCH",
        "Triển khai nhiệm vụ năm 2026",
        "",
        "I. MỤC ĐÍCH",
        "1. Bảo đảm đồng bộ, hiệu quả.",
        "",
        "II. NHIỆM VỤ",
    ]
    rows: list[Row] = []
    forms = [_given, _labelled, _dated_letters, _headed]
    for number in range(1, rng.randint(4, 8)):
        made, new = rng.choice(forms)(rng, number, works)
        lines += made
        rows += new
    lines += ["", "III. TỔ CHỨC THỰC HIỆN"]
    for number in range(1, rng.randint(3, 6)):
        made, new = _headed(rng, number, works)
        lines += made
        rows += new
    return "\n".join(lines) + "\n", rows


def _given(rng: random.Random, number: int, works: list[str]) -> tuple[list[str], list[Row]]:
    """Make "3. Giao Sở X chủ trì, phối hợp với Sở Y … trước ngày …"."""
    lead, support = rng.sample(_NAMED, 2)
    work, (when, norm) = works.pop(), rng.choice(_WITHIN)
    verb = rng.choice(
        ("Giao {} chủ trì, phối hợp với {}", "{} chủ trì, phối hợp với {}", "Đề nghị {} phối hợp với {}")
    )
    text = f"{number}. {verb.format(lead, support)} {_small(work)} {when}."
    return [text], [Row(work, (lead,), (support,), (), when, norm)]


def _labelled(rng: random.Random, number: int, works: list[str]) -> tuple[list[str], list[Row]]:
    """Make a task with its roles on lines below."""
    lead, *support = rng.sample(_NAMED, rng.randint(2, 3))
    work, (when, norm) = works.pop(), rng.choice(_STATED)
    lines = [
        f"- {rng.choice(('Cơ quan chủ trì', 'Đơn vị chủ trì', 'Chủ trì'))}: {lead}.",
        f"- {rng.choice(('Cơ quan phối hợp', 'Đơn vị phối hợp', 'Phối hợp'))}: {'; '.join(support)}.",
        f"- {rng.choice(('Thời gian thực hiện', 'Thời gian hoàn thành', 'Thời hạn'))}: {when}.",
    ]
    rng.shuffle(lines)
    return [f"{number}. {work}.", *lines], [Row(work, (lead,), tuple(support), (), when, norm)]


def _dated_letters(rng: random.Random, number: int, works: list[str]) -> tuple[list[str], list[Row]]:
    """Make points of several agencies with one date behind them all."""
    when, norm = rng.choice(_STATED)
    lines, rows = [f"{number}. Công tác triển khai:"], []
    for letter, lead in zip(_LETTERS, rng.sample(_NAMED, rng.randint(2, 4)), strict=False):
        work = works.pop()
        lines.append(f"{letter}) {lead} {_small(work)}.")
        rows.append(Row(work, (lead,), (), (), when, norm))
    return [*lines, f"Thời gian thực hiện và hoàn thành: {when}."], rows


def _headed(rng: random.Random, number: int, works: list[str]) -> tuple[list[str], list[Row]]:
    """Make an agency as a heading and its work in points or bullets."""
    lead = rng.choice(_NAMED)
    lines, rows = [f"{number}. {lead}{rng.choice((':', '', ' có trách nhiệm:'))}"], []
    letters = rng.random() < 0.5
    for letter in _LETTERS[: rng.randint(2, 4)]:
        row = Row(works.pop(), (lead,))
        support = rng.choice([d for d in _NAMED if d != lead])
        work = row.task
        if rng.random() < 0.4:
            row = replace(row, support=(support,))
            work = f"Chủ trì, phối hợp với {support} {_small(work)}"
        if rng.random() < 0.4:
            when, norm = rng.choice(_WITHIN)
            row, work = replace(row, deadline=when, deadline_norm=norm), f"{work} {when}"
        lines.append(f"{letter + ')' if letters else '-'} {work}{';' if letters else '.'}")
        rows.append(row)
    return lines, rows


def _small(text: str) -> str:
    return text[0].lower() + text[1:]
