"""What the documentation says is true: the example answer, the commands, the links, the make targets."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from assistant.cli.arguments import parser

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = re.compile(
    r'```console\n(?P<command>\$ hoidap ask "(?P<question>[^"]+)")\n(?P<answer>.*?)```', re.S
)
PAGES = ["README.md", "README.vi.md", "CONTRIBUTING.md", "ARCHITECTURE.md"]


def answer_of(question: str) -> str:
    """Return what `hoidap ask` prints on a data folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HOIDAP_")}
        done = subprocess.run(
            [sys.executable, "-m", "assistant.cli.main", "ask", question],
            cwd=folder, env={**kept, "HOIDAP_DATA": folder, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
        )  # fmt: skip
    return done.stdout.decode("utf-8")


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def test_the_example_answer_is_what_the_program_says() -> None:
    example = EXAMPLE.search(read("README.md"))
    assert example
    assert answer_of(example["question"]) == example["answer"], (
        "run scripts/refresh_readme.py if this is intended"
    )


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    links = re.findall(r"\]\((?!http)([^)#]+)\)", read(page))
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_named_command_exists(page: str) -> None:
    known = set(parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr, arg-type]
    assert set(re.findall(r"`hoidap ([a-z]+)", read(page))) <= known


@pytest.mark.parametrize("page", PAGES)
def test_every_named_make_target_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", read(page), re.M)) <= targets


@pytest.mark.parametrize("page", PAGES)
def test_every_named_setting_exists(page: str) -> None:
    from assistant.settings import Settings

    known = {"HOIDAP_" + name.upper() for name in Settings.model_fields} | {"HOIDAP_EVAL_DATA"}
    assert set(re.findall(r"HOIDAP_[A-Z_]+", read(page))) <= known


def test_the_architecture_names_only_rooms_and_modules_that_exist() -> None:
    named = re.findall(r"`((?:corpus|index|assistant|ui|tests)/[\w./-]*)`", read("ARCHITECTURE.md"))
    assert {"corpus/structure/", "assistant/register/"} <= set(named)
    assert [n for n in named if not (ROOT / n).exists()] == []
