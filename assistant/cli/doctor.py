"""`hoidap doctor`: what is installed, what is held, what is doubtful, and what to do about it."""

from __future__ import annotations

import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.answer import examine
from assistant.cli import deployment
from assistant.cli.finding import Finding
from assistant.cli.output import print_rows, say
from assistant.cli.session import settings
from assistant.library_opening import open_library
from assistant.settings import Settings
from corpus.errors import CorpusError
from corpus.library import Library, doubts

_TOOLS = (
    ("tesseract", "Nhận dạng bản quét (OCR)", "tesseract-ocr tesseract-ocr-vie"),
    ("pdftoppm", "Dựng trang PDF thành ảnh", "poppler-utils"),
    ("catdoc", "Đọc tệp .doc cũ", "catdoc"),
    ("chromium", "Trình duyệt cho các phép thử", "chromium chromium-driver"),
)


def doctor(arguments: Namespace) -> int:
    """Print the state of the machine, the library and the index; 1 when something needs doing."""
    chosen = settings()
    if arguments.full or arguments.repair:
        looked = [*_damage(chosen, repair=arguments.repair)]
        _tell(looked, as_json=arguments.json)
        return int(not all(f.well for f in looked))
    findings = [
        *_machine(), *deployment.findings(chosen), *_folder(chosen), *_library(chosen), *_index(chosen),
        *_models(chosen),
    ]  # fmt: skip
    _tell(findings, as_json=arguments.json)
    return 0


def _tell(findings: Iterable[Finding], *, as_json: bool) -> None:
    if as_json:
        print_rows(
            {"subject": f.subject, "ok": f.well, "found": f.found, "advice": f.advice} for f in findings
        )
    else:
        for finding in findings:
            _print(finding)


def _damage(chosen: Settings, *, repair: bool) -> Iterator[Finding]:
    """Look through everything kept, and mend what is damaged where that is asked for."""
    library = open_library(chosen, damaged=True)
    found = library.mend() if repair else library.examine()
    for damage in found:
        said = f"{damage.found}; đã {damage.mended}" if damage.mended else damage.found
        yield Finding(damage.subject, damage.mended is not None, said, damage.advice)
    if not found:
        yield Finding("Thư viện", True, f"{len(library.manifest().entries)} văn bản, mọi tệp còn nguyên")
    yield _history_damage(chosen.data / "history.sqlite", repair=repair)
    yield _index_damage(chosen, repair=repair)


def _history_damage(path: Path, *, repair: bool) -> Finding:
    history = importlib.import_module("ui.history")  # by name: the page stands above this package
    if not history.is_damaged(path):
        return Finding("Lịch sử", True, "còn nguyên" if path.exists() else "chưa có")
    if not repair:
        return Finding("Lịch sử", False, "bị hỏng", "hoidap doctor --repair")
    aside, turns = history.History(path).saved
    return Finding("Lịch sử", True, f"bị hỏng; đã cất tệp hỏng ở {aside} và lấy lại {turns} lượt hỏi đáp")


def _index_damage(chosen: Settings, *, repair: bool) -> Finding:
    from assistant.cli.session import index_documents  # noqa: PLC0415 - only for this command
    from assistant.opening import index_of  # noqa: PLC0415 - the same
    from corpus.evidence import evidence  # noqa: PLC0415 - the same
    from index import IndexingError, segments_intact  # noqa: PLC0415 - the same

    folder, held, whole = chosen.data / "index", 0, False
    try:
        library = open_library(chosen)
        texts = {unit.id: unit.text for unit in index_of(chosen).units()}
        wanted = {unit.id: unit.text for document in library.documents() for unit in evidence(document)}
        held, whole = len(texts), texts == wanted and segments_intact(folder)
    except (IndexingError, CorpusError):
        whole = False
    if whole:
        return Finding("Chỉ mục", True, f"{held} đoạn, khớp với văn bản")
    if not repair:
        return Finding("Chỉ mục", False, "bị hỏng hoặc chưa khớp với văn bản", "hoidap doctor --repair")
    aside = folder.with_name(f".index-{os.getpid()}")
    if folder.exists():
        folder.rename(aside)
    index_documents(open_library(chosen), chosen)
    shutil.rmtree(aside, ignore_errors=True)
    return Finding("Chỉ mục", True, "bị hỏng hoặc chưa khớp; đã lập lại từ văn bản")


def _print(finding: Finding) -> None:
    say(f"[{'tốt' if finding.well else 'cần xem'}] {finding.subject}: {finding.found}")
    if finding.advice:
        say(f"    Nên: {finding.advice}")


def _machine() -> Iterator[Finding]:
    yield Finding("Python", True, platform.python_version())
    for program, subject, package in _TOOLS:
        place = shutil.which(program)
        advice = None if place else f"apt-get install {package}"
        yield Finding(subject, place is not None, place or "chưa cài", advice)
    if shutil.which("tesseract"):
        yield _vietnamese()


def _vietnamese() -> Finding:
    """Whether recognition knows Vietnamese: its model is a package of its own."""
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False).stdout
    well = "vie" in listed.split()
    advice = None if well else "apt-get install tesseract-ocr-vie"
    return Finding("Mô hình tiếng Việt của OCR", well, "có" if well else "chưa cài", advice)


def _folder(chosen: Settings) -> Iterator[Finding]:
    folder = chosen.data.absolute()
    existing = next(p for p in (folder, *folder.parents) if p.exists())
    writable = existing.is_dir() and os.access(existing, os.W_OK)
    free = shutil.disk_usage(existing).free // 1_000_000
    advice = None if writable else "cấp quyền ghi, hoặc đặt HOIDAP_DATA sang thư mục khác"
    yield Finding("Thư mục dữ liệu", writable, f"{folder}, đĩa còn {free} MB", advice)


def _library(chosen: Settings) -> Iterator[Finding]:
    try:
        library = open_library(chosen)
        documents = library.documents()
    except CorpusError as error:
        yield Finding("Thư viện", False, str(error))
        return
    yield Finding("Thư viện", True, f"{len(documents)} văn bản")
    yield from _folders_watched(library)
    for document in documents:
        for doubt in doubts(document):
            yield Finding(document.source, False, doubt, _advice(document.complete))
    for failure in library.manifest().failures:
        yield Finding(Path(failure.origin).name, False, failure.message)


def _advice(complete: bool) -> str | None:
    return None if complete else "thêm bản đầy đủ bằng hoidap add"


def _folders_watched(library: Library) -> Iterator[Finding]:
    for folder in library.manifest().folders:
        there = Path(folder).is_dir()
        advice = None if there else f"hoidap remove “{folder}” nếu không dùng nữa"
        yield Finding("Thư mục theo dõi", there, folder if there else f"{folder} không còn", advice)


def _index(chosen: Settings) -> Iterator[Finding]:
    from assistant.opening import open_encoder  # noqa: PLC0415
    from corpus.evidence import evidence  # noqa: PLC0415 - numpy and the index only for this command
    from index import ChunkIndex, IndexingError  # noqa: PLC0415

    try:
        indexed = ChunkIndex.open(chosen.data / "index", open_encoder(chosen)).size
        wanted = sum(len(evidence(d)) for d in open_library(chosen).documents())
    except (IndexingError, CorpusError) as error:
        yield Finding("Chỉ mục", False, str(error), "hoidap sync")
        return
    well = indexed == wanted
    yield Finding("Chỉ mục", well, f"{indexed} trên {wanted} đoạn", None if well else "hoidap sync")


def _models(chosen: Settings) -> Iterator[Finding]:
    from index.encoder import SHIPPED as ENCODER  # noqa: PLC0415
    from index.reranker import SHIPPED as RERANKER  # noqa: PLC0415

    without = {"Mô hình tìm kiếm": "không dùng; chỉ tìm theo từ", "Mô hình xếp hạng": "không dùng"}
    for subject, name, folder in (
        ("Mô hình tìm kiếm", chosen.model, ENCODER),
        ("Mô hình xếp hạng", chosen.reranker, RERANKER),
    ):
        if name == "none":
            yield Finding(subject, True, without[subject])
        elif name is None:
            yield _shipped(subject, folder)
        else:
            there = importlib.util.find_spec("sentence_transformers") is not None
            advice = None if there else "pip install sentence-transformers"
            yield Finding(subject, there, name, advice)
    state = examine(chosen)
    yield Finding("Mô hình ngôn ngữ", state.well, state.found, state.advice)


def _shipped(subject: str, folder: Path) -> Finding:
    there = (folder / "model.onnx").exists()
    found = "mô hình đi kèm chương trình" if there else "chưa có mô hình đi kèm"
    return Finding(subject, there, found, None if there else "make model")
