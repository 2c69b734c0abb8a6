"""What is shipped to be installed: locks that name every package and no host, an image whose steps run."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ["requirements.lock", "requirements-dev.lock"]
ENTRY = re.compile(
    r"^(?P<name>[a-z0-9][\w.-]*)==(?P<version>[\w.!+-]+)(?P<marker>[^\\\n]*)\\?(?P<hashes>(?:\n    [^\n]*)*)",
    re.M,
)


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in ENTRY.finditer(read(lock)):
        found.setdefault(plain(entry["name"]), set()).add(entry["version"])
    return found


@pytest.mark.parametrize("lock", [*LOCKS, "requirements-torch.lock"])
def test_a_lock_holds_versions_and_hashes_and_no_host(lock: str) -> None:
    words = read(lock)
    entries = list(ENTRY.finditer(words))
    assert entries
    assert all("--hash=sha256:" in entry["hashes"] for entry in entries), "an entry without a hash"
    rest = ENTRY.sub("", words)
    assert [line for line in rest.splitlines() if line.strip() and not line.startswith("#")] == []
    for foreign in ("://", "--index", "--find-links", "file:", "/opt/", "@ "):
        assert foreign not in words


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_brings_no_cuda(lock: str) -> None:
    assert [name for name in locked(lock) if re.match(r"nvidia|cuda|triton|torch$", name)] == []


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ["mcp"]), ("requirements-dev.lock", ["mcp", "dev"])]
)
def test_a_lock_holds_everything_that_the_program_asks_for(lock: str, extras: list[str]) -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    asked = [*project["dependencies"], *(w for e in extras for w in project["optional-dependencies"][e])]
    names = {plain(re.match(r"[\w.-]+", words)[0]) for words in asked}  # type: ignore[index]
    assert names - set(locked(lock)) == {"torch"}


def test_to_run_and_to_develop_are_of_the_same_versions() -> None:
    run, develop = (locked(lock) for lock in LOCKS)
    assert {name: versions for name, versions in run.items() if versions != develop.get(name)} == {}


def test_torch_is_pinned_once() -> None:
    pinned = re.search(r'"torch==([\w.]+)"', read("pyproject.toml"))
    assert pinned
    assert f"\ntorch=={pinned[1]} " in read("requirements-torch.lock")


def test_what_a_locked_package_asks_for_is_locked_too() -> None:
    """A missing one would be fetched without a hash, or fail at import on the machine of somebody else."""
    from packaging.requirements import Requirement

    held, missing = locked("requirements.lock"), set()
    for name in held:
        try:
            version(name)
        except PackageNotFoundError:  # of another system
            continue
        for words in requires(name) or ():
            one = Requirement(words)
            if (one.marker is None or one.marker.evaluate({"extra": ""})) and plain(one.name) not in held:
                missing.add(f"{name} → {one.name}")
    assert {m for m in missing if not m.endswith("→ torch")} == set()


def test_the_image_copies_only_what_is_there_and_runs_as_nobody() -> None:
    words = read("Dockerfile")
    copied = [part for line in re.findall(r"^COPY (?!--from)(.+) \S+$", words, re.M) for part in line.split()]
    assert [part for part in copied if "[" not in part and not (ROOT / part).exists()] == []
    users = re.findall(r"^USER (\S+)$", words, re.M)
    assert users == ["10001"]
    assert words.index("USER 10001") < words.index('CMD ["hoidap", "ui"]')
    assert "HEALTHCHECK" in words
    ignored = read(".dockerignore").splitlines()
    for part in copied:
        top = part.replace("[s]", "s")
        assert f"!{top}" in ignored or (top.startswith("requirements") and "!requirements*.lock" in ignored)


def test_the_services_of_compose_are_bounded_healthy_and_without_rights() -> None:
    yaml = pytest.importorskip("yaml")
    services = yaml.safe_load(read("compose.yaml"))["services"]
    for name, service in services.items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["read_only"] is True
        assert service["mem_limit"]
        assert service["volumes"]
    assert "ports" not in services["chroma"]
    assert services["page"]["depends_on"]["chroma"] == {"condition": "service_healthy"}
    assert services["chroma"]["healthcheck"]["test"][0] == "CMD"
    assert services["page"]["ports"] == ["127.0.0.1:7860:7860"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze absent")
def test_the_unit_is_understood_and_hardened(tmp_path: Path) -> None:
    unit = tmp_path / "hoidap.service"
    words = read("deploy/hoidap.service").replace("/opt/hoidap/.venv/bin/hoidap", sys.executable)
    unit.write_text(words, "utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert [line for line in checked.stderr.splitlines() if "hoidap.service" in line] == []
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    level = re.search(r"exposure level for \S+ ([\d.]+)", rated.stdout)
    assert level
    assert float(level[1]) < 3.0  # "OK" ends at 5, "MEDIUM" begins there
