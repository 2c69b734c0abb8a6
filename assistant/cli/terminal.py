"""What may reach a terminal: no control characters out of a file's name or text."""

from __future__ import annotations

import re

# C0 but tab and newline, DEL, C1 (which some terminals obey like escapes), and marks that turn text around.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_UNESCAPED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # of those, what JSON leaves as they are


def printable(text: str) -> str:
    """Return a text without what a terminal would obey."""
    return _CONTROL.sub("", text)


def escaped(text: str) -> str:
    """Return a JSON text that says the same without a character that a terminal would obey."""
    return _UNESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
