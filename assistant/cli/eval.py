"""`hoidap eval`: how right the answers are on labelled questions."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from assistant.cli.errors import UsageError
from assistant.cli.output import note, print_rows, say
from assistant.cli.session import open_assistant, settings
from assistant.evaluation import Fit, LabelsError, Set, evaluate, evaluate_folds, report, trained_part
from assistant.settings import PREFIX, Settings


def evaluation(arguments: Namespace) -> int:
    """Ask the questions of each set and print what the answers are worth."""
    chosen = settings()
    changed = changed_settings(chosen, arguments.compare) if arguments.compare else None
    fit = trained_part() if arguments.folds else None
    if arguments.folds and fit is None:
        note("Chưa có phần nào học từ câu hỏi, nên chia theo văn bản cho cùng kết quả như không chia.")
    for name in arguments.folders:
        try:
            before = _asked(Path(name), chosen, fit)
            after = _asked(Path(name), changed, fit) if changed else None
        except LabelsError as error:
            raise UsageError(str(error)) from error
        _print(before, after, arguments)
    return 0


def _asked(folder: Path, chosen: Settings, fit: Fit | None) -> Set:
    if fit is None:
        return evaluate(folder, chosen, open_assistant)
    return evaluate_folds(folder, chosen, open_assistant, fit)


def _print(before: Set, after: Set | None, arguments: Namespace) -> None:
    misses = not arguments.no_misses
    if arguments.json:
        print_rows([report.row(before, misses=misses)])
        if after:
            print_rows(
                [report.row(after, misses=misses), report.compared_row(before, after, arguments.compare)]
            )
        return
    say(report.markdown(before, misses=misses and after is None))
    if after:
        say(report.compared_markdown(before, after, arguments.compare))


def changed_settings(chosen: Settings, changes: Sequence[str]) -> Settings:
    """Return the settings with some changed: each change is NAME=VALUE, with or without HOIDAP_.

    Raises:
        UsageError: a change is not of that form, names no setting, or has no sensible value.
    """
    values = chosen.model_dump()
    for change in changes:
        name, sign, value = change.partition("=")
        field = name.strip().removeprefix(PREFIX).lower()
        if not sign or field not in Settings.model_fields or field == "data":
            raise UsageError(
                f"--compare cần dạng TÊN=GIÁ-TRỊ với tên trong .env.example, không phải “{change}”."
            )
        values[field] = value.strip() or Settings.model_fields[field].default
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise UsageError(
            f"{PREFIX}{field.upper()} không nhận giá trị “{values[field]}”. Xem .env.example."
        ) from error
