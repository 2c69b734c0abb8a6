"""What `hoidap doctor` says of the installation: locked packages, Chroma, vectors, the page, the interfaces."""

from __future__ import annotations

import importlib.util
import re
import socket
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant import accounts
from assistant.accounts import AccountsError
from assistant.cli.finding import Finding
from assistant.settings import Settings

_LOCK = Path(__file__).resolve().parents[2] / "requirements.lock"  # beside the program in a source tree
_PIN = re.compile(r"^([a-z0-9][\w.-]*)==([\w.!+-]+)", re.M)
_SHOWN = 3  # differing packages that are named
_LOCAL = ("127.0.0.1", "localhost", "::1")


def findings(chosen: Settings) -> Iterator[Finding]:
    """Yield the state of the installation."""
    yield from _packages(_LOCK)
    yield from _chroma(chosen)
    yield from _page(chosen)
    there = importlib.util.find_spec("mcp") is not None
    yield Finding("Giao diện MCP", True, "sẵn sàng (hoidap mcp)" if there else "chưa cài (không bắt buộc)")


def _packages(lock: Path) -> Iterator[Finding]:
    """Compare what is installed with the lock; several versions of a package are for several systems."""
    if not lock.is_file():
        return
    pinned: dict[str, set[str]] = {}
    for name, wanted in _PIN.findall(lock.read_text(encoding="utf-8")):
        pinned.setdefault(name, set()).add(wanted)
    other = []
    for name, versions in pinned.items():
        try:
            held = version(name)
        except PackageNotFoundError:  # of another system, or missing: then the program says so itself
            continue
        if held not in versions:
            other.append(f"{name} {held}")
    found = (
        "đúng requirements.lock"
        if not other
        else f"{len(other)} gói khác bản đã khóa: {', '.join(other[:_SHOWN])}"
    )
    yield Finding("Gói Python", not other, found, "make install" if other else None)


def _chroma(chosen: Settings) -> Iterator[Finding]:
    from index import (  # noqa: PLC0415 - numpy only for this command
        ChromaUnavailable,
        Server,
        ask_version,
    )

    if not chosen.chroma_url:
        yield Finding("Chroma", True, "trong thư mục dữ liệu")
        return
    try:
        says = ask_version(Server(chosen.chroma_url, chosen.chroma_token, chosen.chroma_ca))
    except ChromaUnavailable as error:
        advice = "khởi động máy chủ (chroma run), rồi xem lại HOIDAP_CHROMA_URL, HOIDAP_CHROMA_TOKEN, HOIDAP_CHROMA_CA"
        yield Finding("Máy chủ Chroma", False, str(error), advice)
        return
    yield Finding("Máy chủ Chroma", True, f"{chosen.chroma_url}, Chroma {says}")


def _page(chosen: Settings) -> Iterator[Finding]:
    required = accounts.login_required(chosen)
    if required:
        try:
            held = accounts.load(accounts.users_file(chosen))
        except AccountsError as error:
            yield Finding("Người dùng", False, str(error))
            return
        yield Finding("Người dùng", True, f"{len(held)} người; trang yêu cầu đăng nhập")
    else:
        open_to_all = chosen.host not in _LOCAL
        advice = "hoidap users add TÊN --role quản-trị" if open_to_all else None
        yield Finding("Người dùng", not open_to_all, "không đăng nhập", advice)
    with socket.socket(socket.AF_INET6 if ":" in chosen.host else socket.AF_INET) as probe:
        probe.settimeout(1.0)  # seconds; a page on this machine answers in milliseconds
        address = "127.0.0.1" if chosen.host == "0.0.0.0" else chosen.host
        runs = probe.connect_ex((address, chosen.port)) == 0
    state = "đang chạy" if runs else "chưa chạy (hoidap ui)"
    yield Finding("Trang hỏi đáp", True, f"cổng {chosen.port} {state}")
