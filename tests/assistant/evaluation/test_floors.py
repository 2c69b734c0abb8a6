"""The gate: answers to the project's own questions stay above the recorded floors.

tests/golden/offices/floors.json holds them: the worse end of the 95 % interval of the figures they were set
from, so that chance alone does not fail a build. After a gain, raise them; never lower one to pass. The set
"held" takes no part in tuning: its misses are not shown here.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.cli.session import open_assistant
from assistant.evaluation.measures import measures
from assistant.evaluation.run import evaluate
from assistant.settings import Settings
from tests.factories.offices import OFFICES, SETS, build

FLOORS: dict[str, dict[str, float]] = json.loads((OFFICES / "floors.json").read_text(encoding="utf-8"))
CEILINGS = {"false_abstention", "wrong_statement"}  # the smaller the better


@pytest.mark.slow
@pytest.mark.timeout(1200)  # about 30 s alone; a loaded machine takes ten times as long
@pytest.mark.parametrize("name", SETS)
def test_no_figure_falls_below_its_floor(tmp_path: Path, name: str) -> None:
    judged = evaluate(build(name, tmp_path / name), Settings(), open_assistant).judged
    figures = {m.name: m.value for m in measures(judged)}
    fallen = {
        measure: (round(figures[measure], 3), floor)
        for measure, floor in FLOORS[name].items()
        if (figures[measure] > floor if measure in CEILINGS else figures[measure] < floor)
    }
    assert fallen == {}
