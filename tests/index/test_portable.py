"""The index runs where there is no POSIX: nothing below imports what only POSIX has."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POSIX_ONLY = ("fcntl", "pwd", "grp", "termios", "resource", "pty", "tty", "syslog", "posix_ipc")

# filelock asks for fcntl itself and does without it: only what our own modules import is refused.
CHECK = f"""
import builtins, pkgutil, sys
real = builtins.__import__
def refuse(name, globals=None, *rest, **more):
    if name.partition(".")[0] in {POSIX_ONLY!r} and str((globals or {{}}).get("__name__", "")).startswith("index"):
        raise ImportError(name + " is imported by " + globals["__name__"])
    return real(name, globals, *rest, **more)
builtins.__import__ = refuse
import index
seen = [m.name for m in pkgutil.walk_packages(index.__path__, "index.")]
for name in seen:
    __import__(name)
print(len(seen))
"""


def test_every_module_imports_without_modules_that_only_posix_has() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CHECK], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= len(list((ROOT / "index").glob("*.py"))) - 1
