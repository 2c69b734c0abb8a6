"""`hoidap backup FILE`, and the half of `hoidap restore` that takes such a file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from assistant import backup as data_backup
from assistant.cli.output import note, say
from assistant.cli.session import index_documents, settings
from assistant.library_opening import open_library
from assistant.settings import Settings


def backup(arguments: Namespace) -> int:
    """Write one file with everything that cannot be made again; 1 where a document's original is not whole."""
    made = data_backup.write(settings().data, Path(arguments.file).expanduser())
    turns = "" if made.turns is None else f", {made.turns} lượt hỏi đáp"
    say(f"Đã sao lưu {made.documents} văn bản{turns} vào {arguments.file} ({made.size / 1e6:.1f} MB).")
    for name in made.damaged:
        note(
            f"Tệp gốc của {name} bị hỏng hoặc đã mất nên không có trong bản sao lưu: hoidap doctor --repair."
        )
    return 1 if made.damaged else 0


def restore(chosen: Settings, path: Path, *, replace: bool) -> int:
    """Make the data folder hold what a backup holds, then bring the index up to date."""
    done = data_backup.restore(chosen.data, path, replace=replace)
    say(f"Đã khôi phục {done.documents} văn bản từ {path}.")
    if done.trashed:
        say(f"{done.trashed} văn bản không có trong bản sao lưu nằm trong thùng rác 30 ngày.")
    if done.history:
        say("Đã khôi phục lịch sử hỏi đáp; lịch sử trước đó (nếu có) được cất bên cạnh.")
    if done.users:
        say("Đã khôi phục người dùng của trang.")
    index_documents(open_library(chosen), chosen)
    return 0
