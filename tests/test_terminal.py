"""What a file says never steers the terminal that it is printed on."""

from __future__ import annotations

import json

import pytest

from assistant.cli.output import note, print_rows, say

HOSTILE = "Điều 1\x1b]0;đổi tên cửa sổ\x07\x1b[2J\x9b31m\u202egnort\r\x08\x7f"


@pytest.mark.parametrize("print_it", [say, note, lambda text: print_rows([{"text": text}])], ids=["say", "note", "json"])  # fmt: skip
def test_no_control_character_is_printed(print_it, capsys: pytest.CaptureFixture[str]) -> None:  # type: ignore[no-untyped-def]
    print_it(HOSTILE)
    captured = capsys.readouterr()
    printed = captured.out + captured.err
    assert printed.startswith(("Điều 1", '{"text": "Điều 1'))
    assert not [
        c for c in printed if (ord(c) < 32 and c not in "\n\t") or 127 <= ord(c) < 160 or c == "\u202e"
    ]


def test_json_still_says_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([{"text": HOSTILE}])
    assert json.loads(capsys.readouterr().out) == {"text": HOSTILE}
