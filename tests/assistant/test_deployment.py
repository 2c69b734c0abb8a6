"""What the doctor says of an installation."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from assistant import accounts
from assistant.accounts import Role
from assistant.cli import deployment
from assistant.cli.finding import Finding
from assistant.settings import Settings


def found(settings: Settings) -> dict[str, Finding]:
    return {f.subject: f for f in deployment.findings(settings)}


def test_a_sound_installation_needs_nothing(tmp_path: Path) -> None:
    said = found(Settings(data=tmp_path))
    assert {f.subject for f in said.values() if not f.well} <= {
        "Gói Python"
    }  # a developer's machine may run ahead
    assert said["Chroma"].found == "trong thư mục dữ liệu"
    assert said["Người dùng"].found == "không đăng nhập"


@pytest.mark.parametrize(
    ("pins", "well", "says"),
    [
        pytest.param(
            "numpy=={numpy} \\\n    --hash=sha256:00", True, "đúng requirements.lock", id="as locked"
        ),
        pytest.param("numpy==0.1", False, "numpy", id="another version"),
        pytest.param("numpy==0.1 ; x\nnumpy=={numpy} ; y", True, "đúng", id="two systems, one of them this"),
        pytest.param("a-package-of-windows==1", True, "đúng", id="not of this system"),
    ],
)
def test_packages_are_compared_with_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pins: str, well: bool, says: str
) -> None:
    import numpy

    lock = tmp_path / "requirements.lock"
    lock.write_text(pins.format(numpy=numpy.__version__), "utf-8")
    monkeypatch.setattr(deployment, "_LOCK", lock)
    packages = found(Settings(data=tmp_path))["Gói Python"]
    assert (packages.well, says in packages.found) == (well, True)
    assert (packages.advice is None) == well


def test_a_chroma_server_that_does_not_answer_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        chroma = found(Settings(data=tmp_path, chroma_url=url))["Máy chủ Chroma"]
    assert not chroma.well
    assert url in chroma.found
    assert "HOIDAP_CHROMA_URL" in str(chroma.advice)


def test_a_page_for_a_network_needs_users(tmp_path: Path) -> None:
    assert not found(Settings(data=tmp_path, host="0.0.0.0"))["Người dùng"].well
    accounts.put(tmp_path / "users.json", "an", Role.ADMIN, "mật khẩu an")
    assert (
        found(Settings(data=tmp_path, host="0.0.0.0"))["Người dùng"].found
        == "1 người; trang yêu cầu đăng nhập"
    )
    (tmp_path / "users.json").write_text("{", "utf-8")
    assert not found(Settings(data=tmp_path))["Người dùng"].well


def test_a_running_page_is_seen(tmp_path: Path) -> None:
    with socket.socket() as page:
        page.bind(("127.0.0.1", 0))
        page.listen()
        port = page.getsockname()[1]
        assert "đang chạy" in found(Settings(data=tmp_path, port=port))["Trang hỏi đáp"].found
    assert "chưa chạy" in found(Settings(data=tmp_path, port=port))["Trang hỏi đáp"].found
