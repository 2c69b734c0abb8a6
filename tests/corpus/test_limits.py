"""Limited work: stopped in time also inside a regular expression, and gone with the process that asked."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from corpus.errors import CorpusError, UnreadableFile
from corpus.readers.limits import Words, end_all, run_limited

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words("a.txt", "đọc")


def stuck_in_a_pattern() -> dict[str, str]:
    """Work for years inside one call of the pattern engine, which lets no other thread run."""
    import re

    re.match(r"(a+)+$", "a" * 60 + "b")
    return {}


def stuck_in_a_program() -> dict[str, str]:
    subprocess.run(["sleep", "300"], check=False)
    return {}


def hungry() -> dict[str, str]:
    return {"much": str(len(bytearray(10**9)))}


def mistaken() -> dict[str, str]:
    raise ZeroDivisionError


def dying() -> dict[str, str]:
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def own_pid() -> dict[str, int]:
    return {"pid": os.getpid()}


@pytest.mark.parametrize(
    ("task", "said"),
    [("stuck_in_a_pattern", "đọc quá 1 giây"), ("stuck_in_a_program", "đọc quá 1 giây"), ("hungry", "hơn 400 MB bộ nhớ"),
     ("mistaken", "cấu trúc ngoài dự kiến"), ("dying", "làm hỏng tiến trình đọc")],
)  # fmt: skip
def test_each_way_of_going_wrong_is_one_sentence_in_time(task: str, said: str) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match=said):
        run_limited(f"tests.corpus.test_limits:{task}", {}, WORDS, seconds=1, memory_mb=400)
    assert time.monotonic() - began < 10
    assert run_limited("tests.corpus.test_limits:own_pid", {}, WORDS, memory_mb=400)["pid"] != os.getpid()


def test_a_child_that_died_while_idle_is_replaced() -> None:
    first = run_limited("tests.corpus.test_limits:own_pid", {}, WORDS, memory_mb=401)["pid"]
    os.kill(first, signal.SIGKILL)
    time.sleep(0.2)
    assert run_limited("tests.corpus.test_limits:own_pid", {}, WORDS, memory_mb=401)["pid"] != first


def test_all_calls_can_be_stopped_at_once() -> None:
    failures: list[str] = []

    def call() -> None:
        try:
            run_limited("tests.corpus.test_limits:stuck_in_a_pattern", {}, WORDS, seconds=200)
        except CorpusError as error:
            failures.append(str(error))

    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(1.5)
    end_all()
    for thread in threads:
        thread.join(timeout=5)
    assert len(failures) == 2


def running(marker: str) -> list[str]:
    """Return the live processes of this machine with a marker in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            stat = (process / "stat").read_text().rsplit(")", 1)[1].split()[0]
            if stat != "Z" and marker.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="no /proc to look at")
@pytest.mark.parametrize(
    "how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=["kill", "terminate", "Ctrl-C"]
)
@pytest.mark.parametrize("task", ["stuck_in_a_pattern", "stuck_in_a_program"])
def test_no_child_stays_when_this_process_dies(task: str, how: signal.Signals) -> None:
    marker = f"HOIDAP_TEST_MARK={os.getpid()}-{task}-{how}"
    script = textwrap.dedent(f"""
        from corpus.readers.limits import Words, run_limited
        print("ready", flush=True)
        run_limited("tests.corpus.test_limits:{task}", {{}}, Words("a", "đọc"), seconds=200)
    """)
    name, value = marker.split("=")
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, name: value},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout
    process.stdout.readline()
    deadline = time.monotonic() + 20
    wanted = 3 if task == "stuck_in_a_program" else 2
    while len(running(marker)) < wanted and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.7)  # until the child is inside the pattern
    assert len(running(marker)) == wanted
    process.send_signal(how)
    process.wait(timeout=10)
    deadline = time.monotonic() + 5
    while running(marker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert running(marker) == []


def test_ctrl_c_stops_an_addition_at_once_and_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "slow.txt").write_text("x")
    script = textwrap.dedent("""
        import sys
        from pathlib import Path
        from corpus.library import read as library_read
        from corpus.library.library import Library
        from corpus.readers.limits import Words, run_limited

        def slow(path, name, limits):
            print("ready", flush=True)
            return run_limited("tests.corpus.test_limits:stuck_in_a_pattern", {}, Words(name, "đọc"))

        library_read.read_one = slow
        Library.open(Path(sys.argv[1]) / "data").add([Path(sys.argv[1]) / "slow.txt"])
    """)
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout
    process.stdout.readline()
    time.sleep(1)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(timeout=20)
    assert time.monotonic() - began < 3
    assert not (tmp_path / "data" / "library" / "manifest.json").exists()
    assert list((tmp_path / "data" / "library").glob(".work-*")) == []
