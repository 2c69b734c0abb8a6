"""The program runs where there is no POSIX: what only POSIX has is imported where it is done without too."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POSIX_ONLY = ("fcntl", "pwd", "grp", "termios", "resource", "pty", "tty", "syslog", "posix_ipc")
PACKAGES = ("corpus", "index", "assistant", "ui")

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


def unguarded(tree: ast.AST, *, guarded: bool = False) -> Iterator[str]:
    """Yield what a module imports of POSIX without a way on for whoever lacks it."""
    for node in ast.iter_child_nodes(tree):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (n for n in names if not guarded and n.partition(".")[0] in POSIX_ONLY)
        guards = [*getattr(node, "handlers", ()), *(i.context_expr for i in getattr(node, "items", ()))]
        caught = {n.id for guard in guards for n in ast.walk(guard) if isinstance(n, ast.Name)}
        yield from unguarded(node, guarded=guarded or bool(caught & {"ImportError", "ModuleNotFoundError"}))


def test_no_module_of_the_program_needs_what_only_posix_has() -> None:
    mentioned = re.compile(rf"\b(?:{'|'.join(POSIX_ONLY)})\b")
    found = {
        str(path.relative_to(ROOT)): names
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if mentioned.search(text := path.read_text(encoding="utf-8"))
        and (names := list(unguarded(ast.parse(text))))
    }
    assert found == {}
