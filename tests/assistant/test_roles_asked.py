"""Which role a question asks for, and that a table row answers with that role and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.pipeline import Assistant
from assistant.roles_asked import asked_roles, role_of_agency
from assistant.settings import Settings
from tests.factories.plans import as_docx, make_plan, settled

ROLES = [
    ("ai chủ trì kiểm tra việc chấp hành?", ("lead",)),
    ("ai kiểm tra việc chấp hành?", ("monitor",)),
    ("cơ quan nào có trách nhiệm giám sát?", ("monitor",)),
    ("cơ quan nào phối hợp?", ("support",)),
    ("ai chủ trì, phối hợp với ai?", ("lead", "support")),
    ("sở nào tổ chức thực hiện?", ("lead",)),
    ("ai làm?", ()),
]


@pytest.mark.parametrize(("text", "roles"), ROLES, ids=[r[0] for r in ROLES])
def test_roles(text: str, roles: tuple[str, ...]) -> None:
    assert asked_roles(text) == roles


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("sở tài chính phối hợp những nhiệm vụ nào?", "support"),
        ("sở nội vụ theo dõi nhiệm vụ nào?", "monitor"),
        ("tỉnh đoàn chủ trì những việc gì?", "lead"),
        ("sở y tế có nhiệm vụ gì?", None),
    ],
)
def test_role_of_a_named_agency(text: str, role: str | None) -> None:
    assert role_of_agency(text) == role


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Assistant, list]:
    """Return an assistant over a generated plan with an assignment table, and the rows as they were meant."""
    made = make_plan(3)
    folder = tmp_path_factory.mktemp("plan")
    (folder / "plan.docx").write_bytes(as_docx(made))
    assistant = Assistant.open(Settings(data=folder / "data"))
    assistant.library.add([Path(folder / "plan.docx")])
    return Assistant.open(Settings(data=folder / "data")), [r for r in settled(made).rows if r.task]


@pytest.mark.parametrize(
    ("role", "ask"), [("lead", "Ai chủ trì"), ("support", "Cơ quan nào phối hợp"), ("monitor", "Ai theo dõi")]
)
def test_a_row_answers_with_the_asked_role_only(plan: tuple[Assistant, list], role: str, ask: str) -> None:
    assistant, rows = plan
    checked = 0
    for row in rows:
        names = getattr(row, role)
        others = {n for r in ("lead", "support", "monitor") if r != role for n in getattr(row, r)} - set(
            names
        )
        answer = assistant.ask(f"{ask} {row.task[:1].lower()}{row.task[1:]}?")
        first = answer.text.split("\n")[0]
        assert not any(f"**{other}" in first for other in others), (row, first)
        if names:
            assert all(name in first for name in names), (row, first)
            checked += 1
    assert checked >= 3
