"""Settings: read from the environment and from .env, refused when they make no sense, all documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.settings import Settings, SettingsError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Start each test without settings and without a .env file."""
    import os

    for name in list(os.environ):
        if name.startswith("HOIDAP_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_there_are_at_most_twenty_one_knobs() -> None:
    assert len(Settings.model_fields) <= 21  # each is one more thing an office must understand


def test_every_default_is_usable() -> None:
    settings = Settings.load()
    assert (settings.data, settings.host, settings.model, settings.llm) == (
        Path(".data"),
        "127.0.0.1",
        None,
        None,
    )


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("HOIDAP_PORT=8001\nHOIDAP_WORKERS=3\n")
    monkeypatch.setenv("HOIDAP_PORT", "8002")
    settings = Settings.load()
    assert (settings.port, settings.workers) == (8002, 3)


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_PORT", "")
    assert Settings.load().port == 7860


def test_the_place_of_evaluation_data_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOIDAP_EVAL_DATA", "/somewhere")
    assert Settings.load().port == 7860


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("HOIDAP_PORT", "abc", "HOIDAP_PORT.*abc.*cổng"),
        ("HOIDAP_PORT", "0", "HOIDAP_PORT"),
        ("HOIDAP_WORKERS", "0", "HOIDAP_WORKERS"),
        ("HOIDAP_READ_SECONDS", "-1", "HOIDAP_READ_SECONDS"),
        ("HOIDAP_LOG", "loud", "HOIDAP_LOG.*loud"),
        ("HOIDAP_MODLE", "x", "Không có thiết lập HOIDAP_MODLE. Có phải là HOIDAP_MODEL?"),
        ("HOIDAP_XYZZY", "x", "Không có thiết lập HOIDAP_XYZZY. Xem các biến"),
    ],
    ids=["no number", "no port", "no worker", "negative", "no level", "a typing slip", "nothing like it"],
)
def test_a_setting_without_sense_is_one_sentence(monkeypatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load()
    message = str(caught.value)
    assert re.search(said.replace("?", r"\?"), message)
    assert "\n" not in message
    assert "HOIDAP_HOIDAP" not in message


def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HOIDAP_MODLE=x\n")
    with pytest.raises(SettingsError, match="HOIDAP_MODLE"):
        Settings.load()


def test_other_programs_settings_in_the_file_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("HOIDAP_PORT=8001\nOTHER_SECRET=x\n")
    assert Settings.load().port == 8001


def test_settings_cannot_be_changed_once_made() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings.load().port = 1


def test_the_example_file_names_every_setting_with_its_default() -> None:
    shown = dict(
        re.findall(r"^# (HOIDAP_\w+)=(.*)$", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M)
    )
    expected = {}
    for name, field in Settings.model_fields.items():
        default = field.default
        text = "" if default is None else str(default).lower() if isinstance(default, bool) else str(default)
        expected["HOIDAP_" + name.upper()] = text
    assert shown == expected
