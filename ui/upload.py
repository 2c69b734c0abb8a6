"""Taking in files from the page: what is being read is shown as it happens, then what came of it."""

from __future__ import annotations

import logging
import queue
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from assistant.opening import sync_index
from corpus.errors import CorpusError
from corpus.library.report import Action, FileReport, Progress, Report
from index.errors import IndexingError
from ui import text
from ui.chat import Asking
from ui.markup import escape

_LOG = logging.getLogger(__name__)
Message = Progress | Report | Exception | str
Told = queue.SimpleQueue[Message]
_REFRESH = 0.2  # seconds between two looks at the reader's progress: fluent, and cheap


def build(assistant: Asking) -> None:
    """Place the upload button and wire it."""

    def take(files: list[str] | None) -> Iterator[str]:
        yield from add(assistant, [Path(f) for f in files or ()])

    with gr.Row(elem_id="hd-upload"):
        button = gr.UploadButton(
            text.UPLOAD, file_count="multiple", variant="primary", elem_id="hd-upload-button", scale=0
        )
        gr.HTML(f"<p>{text.UPLOAD_TEXT}</p>", apply_default_css=False, js_on_load=None)
    report = gr.HTML("", elem_id="hd-upload-report", apply_default_css=False, js_on_load=_ON_REPORT)
    private: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    button.upload(take, button, report, **private)


_ON_REPORT = "watch('value', () => window.hoidap.uploaded(element));"


def safe_name(name: str) -> str:
    """Return a file name without folders, control characters and characters that systems refuse."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip(" .")
    return kept[-150:] or "van-ban"  # 150: with Vietnamese letters still under the 255 bytes of a file system


def add(assistant: Asking, files: Sequence[Path]) -> Iterator[str]:
    """Add files to the library and the index; yield the state as HTML, the report last."""
    if not files:
        yield f'<p class="hd-note">{text.UPLOAD_NONE}</p>'
        return
    yield bar(None, text.UPLOADING)
    told: Told = queue.SimpleQueue()
    worker = threading.Thread(target=_work, args=(assistant, files, told), daemon=True)
    worker.start()
    heard, at = None, time.monotonic()
    while True:
        item = _latest(told)
        if isinstance(item, str):
            heard = None
            yield bar(1.0, item)
        elif isinstance(item, Progress):
            heard, at = item, time.monotonic()
            yield bar(item.done / max(item.total, 1), step(item))
        elif item is None and heard is not None:
            yield bar(heard.done / max(heard.total, 1), step(heard, time.monotonic() - at))
        elif isinstance(item, Report):
            yield outcome(item)
            return
        elif isinstance(item, Exception):
            sentence = str(item) if isinstance(item, CorpusError | IndexingError) else text.UPLOAD_FAILED
            yield f'<p class="hd-note" role="alert">{escape(sentence)}</p>'
            return


def _latest(told: Told) -> Message | None:
    """Return the newest message, or None when nothing was said for a moment."""
    try:
        item = told.get(timeout=_REFRESH)
        while isinstance(item, Progress) and not told.empty():
            item = told.get()
    except queue.Empty:
        return None
    return item


def _work(assistant: Asking, files: Sequence[Path], told: Told) -> None:
    try:
        with tempfile.TemporaryDirectory(prefix="hoidap-") as folder:
            report = assistant.library.add(_named(files, Path(folder)), told.put)
        told.put(text.UPLOAD_INDEX)
        sync_index(assistant.library, assistant.index)
        told.put(report)
    except Exception as error:
        _LOG.exception("upload failed")
        told.put(error)


def _named(files: Sequence[Path], folder: Path) -> list[Path]:
    """Link the uploaded files under clean names; two of the same name do not overwrite one another."""
    clean = []
    for number, file in enumerate(files):
        place = folder / str(number)
        place.mkdir()
        link = place / safe_name(file.name)
        link.write_bytes(file.read_bytes())
        clean.append(link)
    return clean


def step(progress: Progress, since: float = 0.0) -> str:
    """Return the line under the bar: file, pages, rate, remaining time.

    Args:
        progress: what the reader said last.
        since: seconds since then; an estimate that has run out is not shown.
    """
    left = progress.remaining_seconds
    left = left - since if left is not None and left > since else None
    return text.UPLOAD_STEP.format(
        source=Path(progress.source).name,
        done=progress.done,
        total=progress.total,
        pages=progress.pages,
        rate=f"{progress.pages_per_second:.1f}".replace(".", ","),
        left="" if left is None else text.UPLOAD_LEFT.format(seconds=round(left)),
    )


def bar(share: float | None, words: str) -> str:
    """Return a progress bar; without a share it only says that something goes on."""
    now = "" if share is None else f' aria-valuenow="{round(share * 100)}"'
    width = "" if share is None else f' style="width:{round(share * 100)}%"'
    return (
        f'<div class="hd-progress"><div role="progressbar" aria-valuemin="0" aria-valuemax="100"{now}'
        f' aria-label="{text.UPLOADING}"><span{width}></span></div><p>{escape(words)}</p></div>'
    )


def outcome(report: Report) -> str:
    """Return what became of each file, with doubts and reasons."""
    items = "".join(_file(f) for f in report.files)
    return (
        f'<section class="hd-outcome" data-done aria-label="{text.UPLOAD_DONE}"><h3>{text.UPLOAD_DONE}</h3>'
        f"<ul>{items}</ul></section>"
    )


def _file(file: FileReport) -> str:
    style = "hd-warn" if file.action is Action.FAILED else "hd-plain"
    remarks = "".join(f"<li>{escape(d)}</li>" for d in (*filter(None, [file.message]), *file.doubts))
    more = f'<ul class="hd-doubts">{remarks}</ul>' if remarks else ""
    pages = f" · {text.PAGES_COUNT.format(count=file.pages)}" if file.pages else ""
    return (
        f"<li><strong>{escape(Path(file.source).name)}</strong>{pages}"
        f' <span class="hd-badge {style}">{escape(file.action.value)}</span>{more}</li>'
    )
