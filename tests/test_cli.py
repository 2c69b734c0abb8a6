"""The command line as its users call it: real processes, exact output, one sentence for each error."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus.library import intake as library_intake
from corpus.library import manifest as library_manifest
from tests.factories.documents import decision

ROOT = Path(__file__).resolve().parents[1]
PLAN = Path(library_intake.__file__).parents[1] / "documents" / "3316-KH-UBND.txt"
QUESTION = "Đến năm 2030 huyện Đức Trọng đạt tiêu chí đô thị loại mấy?"


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Return standard output as JSON Lines; fails on anything else."""
        return [json.loads(line) for line in self.out.splitlines()]


Hoidap = Callable[..., Ran]


def in_folder(folder: Path) -> Hoidap:
    """Return a function that runs `hoidap` in a folder, with its data in `data` there."""

    def run(*arguments: str | Path, stdin: bytes = b"", **settings: str) -> Ran:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("HOIDAP_")}
        environment = {**kept, "HOIDAP_DATA": str(folder / "data"), "PYTHONPATH": str(ROOT), **settings}
        done = subprocess.run(
            [sys.executable, "-m", "assistant.cli.main", *map(str, arguments)],
            cwd=folder, env=environment, input=stdin, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def hoidap(tmp_path: Path) -> Hoidap:
    """Return a function that runs `hoidap` in an empty folder with a data folder of its own."""
    return in_folder(tmp_path)


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """Ask in a new data folder; return the folder, now indexed, and what was printed."""
    folder = tmp_path_factory.mktemp("answered")
    return folder / "data", in_folder(folder)("ask", QUESTION, "--json")


@pytest.fixture
def indexed(hoidap: Hoidap, answered: tuple[Path, Ran], tmp_path: Path) -> Hoidap:
    """Return a function that runs `hoidap` where the shipped plan is indexed already."""
    shutil.copytree(answered[0], tmp_path / "data")
    return hoidap


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "qd1.txt").write_text(decision("1/QĐ-UBND"), encoding="utf-8")
    (folder / "qd2.txt").write_text(decision("2/QĐ-UBND"), encoding="utf-8")
    return folder


KEYS = {
    "ask": {"id", "question", "status", "reason", "answer", "citations", "model", "elapsed_ms"},
    "citation": {"marker", "document", "source", "section", "path", "page", "quote", "start", "end"},
    "tasks": {"source", "document", "section", "path", "quote", "task", "lead", "support", "monitor", "deadline",
              "deadline_norm", "product", "generic_assignee"},
    "targets": {"source", "document", "section", "path", "quote", "indicator", "period", "comparator", "value", "unit"},
    "outline": {"source", "document", "section", "path", "level", "heading", "start", "end", "page"},
    "documents": {"source", "document", "number", "type", "issuer", "issued_on", "effective_on", "signer", "title",
                  "bases", "relations", "complete", "read_from", "pages", "sha256"},
    "hit": {"rank", "score", "source", "document", "section", "path", "text", "start", "end"},
}  # fmt: skip


@pytest.mark.parametrize("command", ["tasks", "targets", "outline", "documents"])
def test_a_listing_prints_json_lines_with_the_documented_keys(hoidap: Hoidap, command: str) -> None:
    ran = hoidap(command, "--json")
    assert ran.code == 0
    assert {r["source"] for r in ran.rows} == {"3316-KH-UBND.txt"}
    for row in ran.rows:
        assert KEYS[command] <= set(row)


def test_offsets_and_quotes_are_slices_of_the_text(hoidap: Hoidap) -> None:
    text = PLAN.read_text(encoding="utf-8")
    for row in hoidap("outline", "--json").rows:
        assert " ".join(text[row["start"] : row["end"]].split()).startswith(row["heading"])
    for command in ("tasks", "targets"):
        for row in hoidap(command, "--json").rows:
            assert row["quote"] in text


def test_an_answer_is_one_json_object_with_its_citations(answered: tuple[Path, Ran]) -> None:
    (row,) = answered[1].rows
    assert KEYS["ask"] <= set(row)
    assert (row["status"], row["model"], row["question"]) == ("answered", None, QUESTION)
    assert "loại III" in row["answer"]
    text = PLAN.read_text(encoding="utf-8")
    for citation in row["citations"]:
        assert set(citation) == KEYS["citation"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_an_answer_for_people_lists_its_sources(indexed: Hoidap) -> None:
    ran = indexed("ask", *QUESTION.split())
    assert "loại III" in ran.out.splitlines()[0]
    assert "Nguồn:" in ran.out
    assert "[1] mục II.1" in ran.out


def test_a_batch_is_answered_in_its_order(indexed: Hoidap, tmp_path: Path) -> None:
    rows = [
        {"id": "b", "question": QUESTION},
        {"id": 7, "question": "Còn đến năm 2045 thì sao?", "history": [[QUESTION, "Loại III."]]},
        {"id": "a", "question": "Còn đến năm 2025 thì sao?", "history": [QUESTION]},
        {"id": None, "question": ""},
    ]
    (tmp_path / "q.jsonl").write_text(
        "\n".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n\n", "utf-8"
    )
    ran = indexed("ask", "--batch", "q.jsonl", "--json")
    assert ran.code == 0
    assert [r["id"] for r in ran.rows] == ["b", 7, "a", None]
    assert [
        part in r["answer"] for part, r in zip(("loại III", "loại II", "loại IV"), ran.rows, strict=False)
    ] == [True] * 3


def test_a_batch_can_come_from_standard_input(indexed: Hoidap) -> None:
    line = json.dumps({"id": 1, "question": QUESTION}).encode()
    assert [r["id"] for r in indexed("ask", "--batch", "-", "--json", stdin=line).rows] == [1]


@pytest.mark.parametrize(
    "history",
    [[[QUESTION, "Loại III."]], [QUESTION], [{"question": QUESTION, "answer": "Loại III."}]],
    ids=["pairs", "questions only", "objects"],
)
def test_a_history_file_gives_the_earlier_turns(
    indexed: Hoidap, tmp_path: Path, history: list[object]
) -> None:
    (tmp_path / "h.json").write_text(json.dumps(history, ensure_ascii=False), encoding="utf-8")
    (row,) = indexed("ask", "Còn đến năm 2045 thì sao?", "--history", "h.json", "--json").rows
    assert "loại II" in row["answer"]


def test_search_prints_ranked_hits(indexed: Hoidap, tmp_path: Path) -> None:
    (row,) = indexed("search", "đô thị loại III", "-k", "3", "--json").rows
    assert [h["rank"] for h in row["hits"]] == [1, 2, 3]
    assert KEYS["hit"] == set(row["hits"][0])
    (tmp_path / "q.jsonl").write_text('{"id": "x", "question": "do thi loai III"}\n', encoding="utf-8")
    (again,) = indexed("search", "--batch", "q.jsonl", "-k", "1").rows
    assert (again["id"], len(again["hits"])) == ("x", 1)


def test_a_file_outside_the_library_is_read_and_not_kept(hoidap: Hoidap, office: Path) -> None:
    text = hoidap("text", office / "qd1.txt").out
    assert text.rstrip("\n") == (office / "qd1.txt").read_text(encoding="utf-8").rstrip("\n")
    outline = hoidap("outline", office / "qd1.txt", "--json").rows
    assert "Điều 1" in [r["section"] for r in outline]
    assert len(hoidap("documents", "--json").rows) == 1


def test_a_folder_is_added_listed_and_removed(hoidap: Hoidap, office: Path) -> None:
    added = hoidap("add", office, "--json")
    assert (added.code, [r["action"] for r in added.rows]) == (0, ["thêm mới", "thêm mới"])
    assert [r["number"] for r in hoidap("documents", "--json").rows] == [
        "3316/KH-UBND",
        "1/QĐ-UBND",
        "2/QĐ-UBND",
    ]
    (row,) = hoidap("documents", "2/QĐ-UBND", "--json").rows
    assert row["bases"] == ["77/2015/QH13", "21/TTr-SNV"]
    assert {r["source"] for r in hoidap("tasks", "--document", "1/QĐ-UBND", "--json").rows} == {"qd1.txt"}
    (office / "qd2.txt").unlink()
    assert [r["action"] for r in hoidap("sync", "--json").rows] == ["không đổi", "đã gỡ"]
    assert hoidap("remove", str(office)).code == 0
    assert len(hoidap("documents", "--json").rows) == 1


def test_what_is_added_is_found_at_once(hoidap: Hoidap, office: Path) -> None:
    hoidap("add", office / "qd1.txt")
    (row,) = hoidap("search", "Sở Nội vụ chủ trì xây dựng kế hoạch", "-k", "1", "--json").rows
    assert [h["source"] for h in row["hits"]] == ["qd1.txt"]


def test_the_report_says_what_failed_and_what_is_doubtful(hoidap: Hoidap, office: Path) -> None:
    (office / "empty.pdf").write_bytes(b"")
    (office / "note.txt").write_text("Một tờ giấy không có số hiệu.", encoding="utf-8")
    ran = hoidap("add", office)
    assert ran.code == 0
    assert "không đọc được: " in ran.out
    assert "Chưa rõ số hiệu" in ran.out
    assert "1 không đọc được, 3 thêm mới" in ran.out


@pytest.mark.parametrize("form", ["csv", "xlsx", "docx", "ics"])
def test_the_register_is_saved_in_each_form(hoidap: Hoidap, tmp_path: Path, form: str) -> None:
    ran = hoidap("tasks", f"--{form}", f"out.{form}")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / f"out.{form}").stat().st_size > 100


ERRORS = {
    "no command": ((), 2, "còn thiếu"),
    "an unknown command": (("frobnicate",), 2, "Lệnh viết chưa đúng"),
    "an unknown option": (("documents", "--frobnicate"), 2, "không có tùy chọn: --frobnicate"),
    "no question": (("ask",), 2, "Chưa có câu hỏi"),
    "no keyword": (("search",), 2, "Chưa có từ khóa"),
    "k is no number": (("search", "a", "-k", "x"), 2, "số nguyên"),
    "k is zero": (("search", "a", "-k", "0"), 2, "từ 1 trở lên"),
    "a file that is not there": (("text", "missing.pdf"), 1, "Không có văn bản “missing.pdf”"),
    "a document that is not there": (("outline", "99/QĐ-UBND"), 1, "Không có văn bản “99/QĐ-UBND”"),
    "a path that is not there": (("add", "missing"), 1, "Không tìm thấy tệp hoặc thư mục"),
    "a batch that is not there": (("ask", "--batch", "missing.jsonl"), 1, "missing.jsonl"),
    "a removal that fits nothing": (("remove", "missing"), 1, "Không có văn bản"),
    "the shipped plan removed": (("remove", "3316/KH-UBND"), 1, "không gỡ được"),
    "a due window without sense": (("tasks", "--due", "bao giờ"), 2, "Không hiểu kỳ"),
    "a role without sense": (("tasks", "--role", "boss"), 2, "hãy chọn trong"),
    "a private address": (("add", "http://127.0.0.1:9/a"), 1, "mạng nội bộ"),
    "another scheme": (("add", "ftp://example.org/a"), 1, "http hoặc https"),
}


@pytest.mark.parametrize(("arguments", "code", "said"), ERRORS.values(), ids=ERRORS.keys())
def test_an_error_is_one_sentence(hoidap: Hoidap, arguments: tuple[str, ...], code: int, said: str) -> None:
    ran = hoidap(*arguments)
    assert ran.code == code
    assert said in ran.out + ran.err
    assert "Traceback" not in ran.err
    assert len((ran.err or ran.out).strip().splitlines()) <= 4


@pytest.mark.parametrize(
    ("content", "said"),
    [("{", "dòng 1"), ('{"id": 1}', "thiếu “question”"), ("[]", "thiếu “question”"), ('{"question": 5}', "thiếu “question”"),
     ('{"question": "a", "history": 5}', "danh sách"), ('{"question": "a", "history": [5]}', "Mỗi lượt")],
    ids=["broken", "no question", "a list", "a number", "history is no list", "a turn is no turn"],
)  # fmt: skip
def test_a_batch_without_sense_is_one_sentence(
    hoidap: Hoidap, tmp_path: Path, content: str, said: str
) -> None:
    (tmp_path / "q.jsonl").write_text(content, encoding="utf-8")
    ran = hoidap("ask", "--batch", "q.jsonl", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("kind", ["not utf-8", "a folder"])
def test_a_batch_that_cannot_be_read_is_one_sentence(hoidap: Hoidap, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "q.jsonl"
    if kind == "a folder":
        path.mkdir()
    else:
        path.write_bytes(b'{"question": "\xff\xfe"}')
    ran = hoidap("ask", "--batch", path, "--json")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)


def test_a_setting_without_sense_is_one_sentence(hoidap: Hoidap) -> None:
    ran = hoidap("documents", HOIDAP_PORT="abc")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "HOIDAP_PORT" in ran.err


def test_a_data_folder_that_cannot_be_written_still_answers_from_the_plan(
    hoidap: Hoidap, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    listed = hoidap("documents", "--json", HOIDAP_DATA=str(tmp_path / "file"))
    assert (listed.code, len(listed.rows)) == (0, 1)
    added = hoidap("add", PLAN, HOIDAP_DATA=str(tmp_path / "file"))
    assert (added.code, len(added.err.splitlines())) == (1, 1)
    assert "Không ghi được" in added.err


def test_a_damaged_library_is_one_sentence(hoidap: Hoidap, tmp_path: Path) -> None:
    (tmp_path / "data" / "library").mkdir(parents=True)
    (tmp_path / "data" / "library" / "manifest.json").write_text("{")
    ran = hoidap("documents")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert "bị hỏng" in ran.err


def test_a_second_writer_is_told_so(hoidap: Hoidap, tmp_path: Path, office: Path) -> None:
    with library_manifest.exclusive(tmp_path / "data" / "library"):
        ran = hoidap("add", office)
    assert (ran.code, len(ran.err.splitlines())) == (1, 1)
    assert "tiến trình khác" in ran.err


def test_output_is_utf8_in_any_locale(hoidap: Hoidap) -> None:
    assert (
        "Kế hoạch số 3316/KH-UBND"
        in hoidap("documents", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0").out
    )


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m assistant.cli.main outline --json | head -1"
    environment = {**os.environ, "HOIDAP_DATA": str(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=environment, capture_output=True, check=False
    )
    assert done.stderr == b""


@pytest.mark.parametrize("arguments", [("--help",), ("ask", "--help")], ids=["hoidap", "ask"])
def test_help_is_vietnamese_and_at_once(hoidap: Hoidap, arguments: tuple[str, ...]) -> None:
    began = time.monotonic()
    ran = hoidap(*arguments)
    assert time.monotonic() - began < 2  # 0.05 s on an idle machine
    assert ran.code == 0
    assert "Cách dùng:" in ran.out
    assert "usage" not in ran.out


HEAVY = ("torch", "gradio", "chromadb", "sentence_transformers", "langchain_core", "lxml", "docx")


def test_a_listing_imports_nothing_heavy(hoidap: Hoidap, tmp_path: Path) -> None:
    hoidap("documents")  # so that nothing has to be read
    script = f"import sys; from assistant.cli.main import main; main(['documents']); print(set({HEAVY}) & set(sys.modules))"
    environment = {**os.environ, "HOIDAP_DATA": str(tmp_path / "data"), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode().splitlines()[-1] == "set()"


_GUARD = """
import socket
_connect, _lookup = socket.socket.connect, socket.getaddrinfo
def _loopback(host):
    return host in (None, "", "localhost", "0.0.0.0") or str(host).startswith("127.") or host == "::1"
def connect(self, address):
    if self.family != getattr(socket, "AF_UNIX", None) and not _loopback(address[0]):
        open({log!r}, "a").write(repr(address) + "\\n")
        raise OSError("no network in this test")
    return _connect(self, address)
def lookup(host, *rest, **options):
    if not _loopback(host):
        open({log!r}, "a").write(repr(host) + "\\n")
        raise socket.gaierror("no network in this test")
    return _lookup(host, *rest, **options)
socket.socket.connect, socket.getaddrinfo = connect, lookup
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", QUESTION, "--json"),
        ("search", "đô thị", "--json"),
        ("sync",),
        ("doctor",),
        ("tasks", "--xlsx", "o.xlsx"),
    ],
    ids=lambda a: a[0],
)
def test_no_command_reaches_beyond_this_machine(
    indexed: Hoidap, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    guard, log = tmp_path / "guard", tmp_path / "network.log"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(_GUARD.format(log=str(log)))
    ran = indexed(*arguments, PYTHONPATH=f"{guard}{os.pathsep}{ROOT}")
    assert ran.code == 0
    assert not log.exists(), log.read_text()


def test_the_guard_of_the_network_test_works(tmp_path: Path) -> None:
    log = tmp_path / "network.log"
    script = _GUARD.format(log=str(log)) + "\nsocket.create_connection(('192.0.2.1', 80), 1)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 1
    assert "192.0.2.1" in log.read_text()
    assert socket.getaddrinfo.__module__ == "socket"


def test_the_doctor_says_what_is_there_and_what_to_do(hoidap: Hoidap) -> None:
    rows = hoidap("doctor", "--json").rows
    found = {r["subject"]: r for r in rows}
    assert found["Thư viện"]["found"] == "1 văn bản"
    assert found["3316-KH-UBND.txt"]["advice"] == "thêm bản đầy đủ bằng hoidap add"
    assert found["Chỉ mục"]["ok"] is False
    assert found["Chỉ mục"]["advice"] == "hoidap sync"
    hoidap("sync")
    assert {r["subject"]: r["ok"] for r in hoidap("doctor", "--json").rows}["Chỉ mục"] is True


def test_damage_is_found_mended_and_said_in_one_sentence_each(
    hoidap: Hoidap, office: Path, tmp_path: Path
) -> None:
    assert hoidap("add", office).code == 0
    assert hoidap("doctor", "--full").code == 0
    library = tmp_path / "data" / "library"
    next(library.glob("readings/*.json")).write_bytes(b"x")
    library.joinpath("manifest.json").write_bytes(b"{")
    (tmp_path / "data" / "index" / "index.sqlite3").write_bytes(b"\0" * 9000)
    found = hoidap("doctor", "--full")
    assert found.code == 1
    assert found.out.count("hoidap doctor --repair") == 3
    mended = hoidap("doctor", "--repair")
    assert (mended.code, mended.out.count("; đã ")) == (0, 3)
    again = hoidap("doctor", "--full")
    assert (again.code, "mọi tệp còn nguyên" in again.out) == (0, True)


def test_a_backup_is_restored_into_another_folder(hoidap: Hoidap, office: Path, tmp_path: Path) -> None:
    hoidap("add", office)
    assert "Đã sao lưu" in hoidap("backup", tmp_path / "b.zip").out
    other = {"HOIDAP_DATA": str(tmp_path / "other")}
    assert hoidap("restore", tmp_path / "b.zip", **other).code == 0
    names = [row["source"] for row in hoidap("documents", "--json").rows]
    assert [row["source"] for row in hoidap("documents", "--json", **other).rows] == names
