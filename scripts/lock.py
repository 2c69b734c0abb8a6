"""Write requirements.lock (to run) and requirements-dev.lock (to develop): every version, every hash, no host.

Both hold for the systems that pyproject.toml names under [tool.uv]. torch stands apart, in
requirements-torch.lock: PyPI's build for Linux asks for several GB of CUDA packages, which nothing here uses,
so its CPU build is pinned where pip finds one (a local version such as 2.13.0+cpu).

    lock.py [CONSTRAINTS]    versions of CONSTRAINTS are kept where they fit
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CUDA = re.compile(r"(?:nvidia|cuda)-[\w-]+|triton")
BUILD = "pip>=25\nsetuptools>=77\n"  # to install the program itself without fetching anything more
RUN, DEVELOP = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
TORCH = ROOT / "requirements-torch.lock"
HEAD = "# Made by `make lock`; installed by `make install` with --require-hashes. Do not edit.\n"


def compiled(extras: list[str], constraints: list[Path]) -> str:
    """Return what uv resolves from pyproject.toml and the build tools."""
    chosen = [word for extra in extras for word in ("--extra", extra)]
    bounds = [word for path in constraints for word in ("--constraint", str(path))]
    done = subprocess.run(
        [
            sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal",
            "--python-version", "3.11.5", "--generate-hashes", "--no-header", "--no-annotate",
            *chosen, *bounds, "pyproject.toml", "-",
        ],
        cwd=ROOT, input=BUILD, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def packages(lock: str) -> list[str]:
    """Return the entries of a lock, each with its hashes."""
    return re.findall(r"^[a-z0-9][^\n]*(?:\n    [^\n]*)*", lock, re.M)


def name(entry: str) -> str:
    return re.match(r"[\w.-]+", entry)[0]  # type: ignore[index]


def cpu_build(version: str) -> str | None:
    """Return the hash of a CPU build of torch that pip finds, if it finds one."""
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-qq",
            "--no-deps",
            "-d",
            folder,
            f"torch=={version}",
        ]
        if subprocess.run(command, check=False).returncode:
            return None
        found = next(Path(folder).glob("torch-*+cpu-*.whl"), None)
        if found is None:
            return None
        shown = subprocess.run(
            [sys.executable, "-m", "pip", "hash", str(found)], capture_output=True, text=True, check=True
        )
        return re.search(r"sha256:\w+", shown.stdout)[0]  # type: ignore[index]


def write(path: Path, lock: str) -> None:
    """Write a lock without torch and CUDA."""
    kept = [entry for entry in packages(lock) if not CUDA.fullmatch(name(entry)) and name(entry) != "torch"]
    path.write_text(HEAD + "\n".join(kept) + "\n", "utf-8")


def write_torch(lock: str) -> None:
    """Write the lock of torch's CPU build; where pip finds none, the one at hand stays."""
    entry = next(e for e in packages(lock) if name(e) == "torch")
    version = re.search(r"==([\w.]+)", entry)[1]  # type: ignore[index]
    made = cpu_build(version)
    if made:
        TORCH.write_text(f"{HEAD}torch=={version} \\\n    --hash={made}\n", "utf-8")


if __name__ == "__main__":
    given = [Path(word) for word in sys.argv[1:]]
    everything = compiled(["mcp", "dev"], given)
    write(DEVELOP, everything)
    write_torch(everything)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as bound:  # the same versions without the rest
        bound.write("\n".join(e.partition(" \\\n")[0] for e in packages(everything)))
        bound.flush()
        write(RUN, compiled(["mcp"], [Path(bound.name)]))
