"""Attack the program: `make attack` (loopback only, bounded in time); the table goes to results/attack-<sha>.json.

    python -m tests.benchmarks.attack [--kills 1000] [--corruptions 80] [--seconds 840] [--only NAME]

Kills and corruptions are done here; files, addresses, lies, orders and foreign pages are the suite's own
attacks, run by name and timed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from corpus.library.library import Library
from tests.benchmarks.disk_full import levels
from tests.factories.documents import decision

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).parent / "results"
SUITES = {
    "bad files": [
        "tests/corpus/test_hostile_files.py",
        "tests/corpus/test_limits.py",
        "tests/corpus/test_linear_time.py",
    ],
    "addresses": ["tests/corpus/library/test_fetch.py"],
    "files of the server, foreign pages": ["tests/ui/test_attacks.py"],
    "lies": ["tests/assistant/answer/test_rewrite.py"],
    "orders": ["tests/assistant/test_injections.py"],
    "damage": [
        "tests/corpus/library/test_damage.py",
        "tests/ui/test_history_damage.py",
        "tests/assistant/test_backup.py",
    ],
}


def texts(data: Path) -> dict[str, str]:
    """Return what the documents of a data folder say, by file name."""
    return {d.source: d.text for d in Library.open(data).documents()}


def filled(folder: Path, files: int = 6) -> Path:
    """Return a data folder over an office of some decisions."""
    office = folder / "office"
    office.mkdir(parents=True)
    for number in range(files):
        (office / f"qd{number}.txt").write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
    Library.open(folder / "data").add([office])
    return folder / "data"


def corruptions(count: int, end: float, seed: int = 1) -> dict[str, Any]:
    """Damage one file of a library in some way, mend, and compare what the documents say."""
    chance, done, wrong, losses, unmended = random.Random(seed), 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        data = filled(Path(folder))
        whole = texts(data)
        while done < count and time.monotonic() < end:
            victims = sorted(
                p
                for p in (data / "library").rglob("*")
                if p.is_file() and p.suffix != ".lock" and "damaged" not in str(p)
            )
            path = chance.choice(victims)
            content = bytearray(path.read_bytes())
            way = chance.randrange(4)
            if way == 0:
                content = content[: chance.randrange(len(content) + 1)]
            elif way == 1:
                at = chance.randrange(max(1, len(content)))
                content[at : at + 64] = os.urandom(len(content[at : at + 64]))
            elif way == 2:
                content[:] = bytes(len(content))
            else:
                at = chance.randrange(max(1, len(content)))
                content[at : at + 1] = bytes([content[at] ^ 1 << chance.randrange(8)]) if content else b""
            path.write_bytes(content)
            done += 1
            shown = texts(data)
            wrong += any(whole.get(name) not in (None, text) for name, text in shown.items())
            Library.open(data, damaged=True).mend()
            after = texts(data)
            losses += len(whole.keys() - after.keys())
            wrong += any(whole.get(name) != text for name, text in after.items())
            unmended += len(Library.open(data).examine())
    return {"inputs": done, "wrong statements": wrong, "losses": losses, "left damaged": unmended}


def _killed(work: Callable[[], object], seconds: float) -> bool:
    process = os.fork()
    if process == 0:
        try:
            os.setpgrp()
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(process, 0)[1])


def kills(count: int, end: float, seed: int = 1) -> dict[str, Any]:
    """Kill additions, synchronisations and removals; what was held before is held after, or in the trash."""
    chance, done, hit, losses, crashes = random.Random(seed), 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        data = filled(Path(folder), 3)
        office = Path(folder) / "office"
        held = set(texts(data))
        while done < count and time.monotonic() < end:
            number = 100 + done
            kind = done % 3
            if kind == 0:
                (office / f"qd{number}.txt").write_text(decision(f"{number}/QĐ-UBND"), encoding="utf-8")
            library = Library.open(data)
            victim = library.manifest().entries[-1].name
            work = (partial(library.add, [office]), library.sync, partial(library.remove, [victim]))[kind]
            hit += _killed(work, chance.uniform(0, 0.6))
            done += 1
            try:
                library = Library.open(data)
                held &= (
                    {e.name for e in library.manifest().entries}
                    | {t.entry.name for t in library.trash()}
                    | {victim}
                )
                there = {e.name for e in library.manifest().entries} | {t.entry.name for t in library.trash()}
                losses += victim not in there
                missing = [
                    e
                    for e in library.manifest().entries
                    if not list(library.folder.glob(f"files/{e.sha256}*"))
                ]
                losses += len(missing)
                if kind == 2:
                    for trashed in library.trash():
                        library.restore([trashed.entry.sha256])
            except Exception as error:
                crashes += 1
                print(f"after kill {done}: {error!r}", file=sys.stderr)
            for path in office.glob("qd1??*.txt"):
                if chance.random() < 0.5 and len(Library.open(data).manifest().entries) > 8:
                    path.unlink()
        Library.open(data).sync()
        left = Library.open(data).examine()
    return {
        "inputs": done,
        "killed before the end": hit,
        "losses": losses,
        "crashes": crashes,
        "damage": len(left),
    }


def suite(files: list[str], end: float) -> dict[str, Any]:
    """Run attacks of the test suite by name."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files]
    left = max(1.0, end - time.monotonic())
    try:
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=left, check=False)
    except subprocess.TimeoutExpired:
        return {"result": "out of time"}
    return {
        "result": ran.stdout.strip().splitlines()[-1] if ran.stdout.strip() else ran.stderr[-200:],
        "exit": ran.returncode,
    }


def main() -> int:
    """Run all attacks within the time, print and keep the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--corruptions", type=int, default=80)
    parser.add_argument("--seconds", type=float, default=840)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    end = time.monotonic() + options.seconds
    attacks: dict[str, Callable[[float], dict[str, Any]]] = {
        name: partial(suite, files) for name, files in SUITES.items()
    }
    attacks["full disks"] = levels
    attacks["corruptions"] = lambda until: corruptions(options.corruptions, until)
    attacks["kills"] = lambda until: kills(options.kills, until)
    table = {}
    for name, attack in attacks.items():
        if options.only in name:
            began = time.monotonic()
            row = attack(end)
            table[name] = {**row, "seconds": round(time.monotonic() - began, 1)}
            print(name, table[name], flush=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    result = {"attacks": table, "worst process MB": peak, "options": vars(options)}
    RESULTS.mkdir(exist_ok=True)
    if not options.only:
        path = RESULTS / f"attack-{said.stdout.strip() or 'unknown'}.json"
        path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    faults = ("wrong statements", "losses", "left damaged", "crashes", "exit", "damage", "unanswered")
    return int(any(row.get(key) for row in table.values() for key in faults))


if __name__ == "__main__":
    sys.exit(main())
