"""Content streams cut into operators with their operands.

pypdf parses content streams too, object by object; for text with positions a scanner with one
regular expression does the same work several times faster and never raises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

Operand = float | bytes | str | list["Operand"]
Operation = tuple[bytes, list[Operand]]

MAX_OPERATIONS = 1_000_000  # a dense page has some 20,000; more is an attack or a map

_SPACE = rb"[\x00\t\n\x0c\r ]+"
_COMMENT = rb"%[^\r\n]*"
_NUMBER = rb"[+-]*(?:\d+\.?\d*|\.\d+)(?:-\d+)?"  # "12", "-.5", "0.0-3" as some writers print it
_NAME = rb"/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*"
_STRING = rb"\((?:[^()\\]|\\.)*\)"  # without nested brackets; those go the slow way
_HEX = rb"<[0-9A-Fa-f\x00\t\n\x0c\r ]*>"
_WORD = rb"[A-Za-z'\"*][A-Za-z0-9'\"*]*"
_TOKEN = re.compile(
    rb"(?:%s|%s)*(?:(?P<number>%s)|(?P<name>%s)|(?P<string>%s)|(?P<hex>%s)|(?P<word>%s)"
    rb"|(?P<open>\[|<<)|(?P<close>\]|>>)|(?P<bracket>\()|(?P<odd>.))"
    % (_SPACE, _COMMENT, _NUMBER, _NAME, _STRING, _HEX, _WORD),
    re.S,
)
_INLINE_IMAGE_END = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r /]|$)")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.S)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _unescape(match: re.Match[bytes]) -> bytes:
    octal, newline, letter = match.groups()
    if octal is not None:
        return bytes([int(octal, 8) & 255])
    return b"" if newline is not None else _LETTERS.get(letter, letter)


def _string(raw: bytes) -> bytes:
    """Return the bytes that a literal string (without its brackets) stands for."""
    return _ESCAPE.sub(_unescape, raw) if b"\\" in raw else raw


def _hex_string(raw: bytes) -> bytes:
    digits = raw.translate(None, b"\x00\t\n\x0c\r ")
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _nested_end(data: bytes, start: int) -> int:
    """Return the offset after the bracket that closes the one at `start`."""
    depth, i = 0, start
    while i < len(data):
        char = data[i]
        if char == 0x5C:  # backslash: the next byte is no bracket
            i += 1
        elif char == 0x28:
            depth += 1
        elif char == 0x29:
            depth -= 1
            if not depth:
                return i + 1
        i += 1
    return len(data)


def _number(raw: bytes) -> float:
    try:
        return float(raw)
    except ValueError:
        head = re.match(rb"[+-]?\d*\.?\d*", raw.replace(b"--", b"-"))
        try:
            return float(head[0]) if head else 0.0
        except ValueError:
            return 0.0


@dataclass(slots=True)
class _Stack:
    """Operands read so far; inner lists are arrays that are still open."""

    top: list[Operand]
    open: list[list[Operand]]

    def push(self, value: Operand) -> None:
        (self.open[-1] if self.open else self.top).append(value)

    def close(self) -> None:
        if self.open:
            finished = self.open.pop()
            self.push(finished)


def operations(data: bytes) -> Iterator[Operation]:
    """Yield (operator, operands) of a content stream; numbers as float, strings as bytes, names as str.

    Guarantees:
        1. Never raises: bytes that are no token are skipped.
        2. Stops after MAX_OPERATIONS.
    """
    stack = _Stack([], [])
    position, count = 0, 0
    while count < MAX_OPERATIONS and (token := _TOKEN.match(data, position)):
        position = token.end()
        kind = token.lastgroup
        raw = token[kind] if kind else b""
        if kind == "number":
            stack.push(_number(raw))
        elif kind == "word":
            if raw == b"BI":
                end = _INLINE_IMAGE_END.search(data, position)
                position = end.end() if end else len(data)
            yield raw, stack.top
            stack = _Stack([], [])
            count += 1
        elif kind == "bracket":
            end_at = _nested_end(data, position - 1)
            stack.push(_string(data[position : end_at - 1]))
            position = end_at
        else:
            _push_other(stack, kind, raw)


def _push_other(stack: _Stack, kind: str | None, raw: bytes) -> None:
    if kind == "string":
        stack.push(_string(raw[1:-1]))
    elif kind == "hex":
        stack.push(_hex_string(raw[1:-1]))
    elif kind == "name":
        stack.push(raw.decode("latin-1"))
    elif kind == "open":
        stack.open.append([])
    elif kind == "close":
        stack.close()
