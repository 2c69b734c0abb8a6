"""Spreadsheet numbers and dates as a Vietnamese Excel shows them: "1.234,5", "12,5%", "31/12/2026"."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

_SHORT_DATE = "dd/mm/yyyy"  # what the built-in formats 14 and F800 follow: the machine's own setting
_LOCALE_DATES = frozenset({"mm-dd-yy", "m/d/yy", "m/d/yyyy", "[$-f800]dddd, mmmm dd, yyyy"})
# "text", \x, _x (a blank as wide as x), *x (filling), [Red], [$-409], [>=100]
_ESCAPED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)
_DATE_LETTERS = re.compile(r"[ymdhs]", re.I)
_DATE_TOKEN = re.compile(r"\[h+\]|y+|m+|d+|h+|s+(?:\.0+)?|AM/PM|A/P|.", re.I | re.S)
_PLACEHOLDERS = re.compile(r"[#0?][#0?,.\s]*|[.][#0?]+")


def show(value: object, form: str = "General") -> str:
    """Return a cell's value as it is displayed.

    Args:
        value: text, a number, a truth value, a date or time, or None.
        form: the cell's number format, as spreadsheets write it ("#,##0.00", "dd/mm/yyyy").
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _date(value, form)
    if isinstance(value, int | float | Decimal):
        return _number(value, form)
    return str(value)


def is_date_format(form: str) -> bool:
    """Say whether a number format shows dates or times."""
    return bool(_DATE_LETTERS.search(_ESCAPED.sub("", form.partition(";")[0].replace("General", ""))))


def _number(value: float | Decimal, form: str) -> str:
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    sections = form.split(";")
    negative = exact < 0
    section = sections[1] if negative and len(sections) > 1 else sections[0]
    if exact == 0 and len(sections) > 2:
        section = sections[2]
    if negative and len(sections) > 1:
        exact, negative = -exact, False  # the second section prints its own sign
    plain = _ESCAPED.sub("", section)
    if not section or plain.strip() in {"General", "@", ""} or "/" in plain or "E" in plain.upper():
        return _general(exact) if plain.strip() or not section else _literal(section)
    return _patterned(exact, section, negative=negative)


def _literal(section: str) -> str:
    return "".join((m[1] or m[2] or "") for m in _ESCAPED.finditer(section)).strip()


def _general(value: Decimal) -> str:
    """Return a number without a format: up to ten significant digits, as a column of usual width shows."""
    if value == value.to_integral_value():
        return f"{value:f}".split(".")[0]
    text = f"{round(value, max(10 - max(value.adjusted(), 0), 0)):f}"
    return text.rstrip("0").rstrip(".").replace(".", ",")


def _patterned(value: Decimal, section: str, *, negative: bool) -> str:
    letters: list[str] = []

    def keep(match: re.Match[str]) -> str:
        letters.append(match[1] or match[2] or "")
        return chr(0xE000 + len(letters) - 1)  # private characters hold the place of literal text

    pattern = _ESCAPED.sub(keep, section)
    match = _PLACEHOLDERS.search(pattern)
    if match is None:
        return _restored(pattern, letters).strip()
    digits = match[0].strip()
    scale = len(digits) - len(digits.rstrip(","))
    value = value.scaleb(2 * pattern.count("%") - 3 * scale)
    whole, _, fraction = digits.rstrip(",").partition(".")
    text = _digits(abs(value), whole, fraction)
    sign = "-" if negative or value < 0 else ""
    before, after = pattern[: match.start()], pattern[match.end() :]
    tail = match[0][len(match[0].rstrip()) :]
    return _restored(f"{before}{sign}{text}{tail}{after}", letters).strip()


def _digits(value: Decimal, whole: str, fraction: str) -> str:
    places = sum(c in "0#?" for c in fraction)
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    integer, _, decimals = f"{rounded:f}".partition(".")
    integer = integer.rjust(whole.count("0"), "0")
    if "," in whole:
        integer = f"{int(integer):,}".replace(",", ".").rjust(whole.count("0"), "0")
    optional = len(fraction) - len(fraction.rstrip("#?"))
    while optional and decimals.endswith("0"):
        decimals, optional = decimals[:-1], optional - 1
    return f"{integer},{decimals}" if decimals else integer


def _restored(text: str, letters: list[str]) -> str:
    return "".join(letters[ord(c) - 0xE000] if 0 <= ord(c) - 0xE000 < len(letters) else c for c in text)


def _date(value: dt.datetime | dt.date | dt.time, form: str) -> str:
    if form.lower() in _LOCALE_DATES or not is_date_format(form):
        form = "hh:mm" if isinstance(value, dt.time) else _SHORT_DATE
    pattern = _ESCAPED.sub(
        lambda m: "".join(chr(0xE000 + ord(c)) for c in (m[1] or m[2] or "")), form.split(";")[0]
    )
    tokens = _DATE_TOKEN.findall(pattern)
    out = [_date_part(token, value, _is_minutes(tokens, i)) for i, token in enumerate(tokens)]
    text = "".join(out).strip()
    return "".join(chr(ord(c) - 0xE000) if 0xE000 <= ord(c) < 0xF8FF else c for c in text)


def _is_minutes(tokens: list[str], index: int) -> bool:
    if tokens[index][0] not in "mM":
        return False
    letters = [i for i, t in enumerate(tokens) if t[0].lower() in "ymdhs["]
    at = letters.index(index) if index in letters else -1
    before = tokens[letters[at - 1]][0].lower() if at > 0 else ""
    after = tokens[letters[at + 1]][0].lower() if 0 <= at < len(letters) - 1 else ""
    return before in {"h", "["} or after == "s"


def _date_part(token: str, value: dt.datetime | dt.date | dt.time, minutes: bool) -> str:
    letter, size = token[0].lower(), len(token)
    if letter in "ymd" and not minutes:
        if isinstance(value, dt.time):
            return ""
        part = {"y": value.year, "m": value.month, "d": value.day}[letter]
        if letter == "y":
            return f"{part % 100:02d}" if size <= 2 else str(part)
        return f"{part:02d}" if size != 1 else str(part)
    clock = value if isinstance(value, dt.datetime | dt.time) else dt.time()
    if letter in "h[":
        return f"{clock.hour:02d}" if size > 1 else str(clock.hour)
    if letter == "m":
        return f"{clock.minute:02d}"
    if letter == "s":
        return f"{clock.second:02d}"
    if token.upper() in {"AM/PM", "A/P"}:
        return "AM" if clock.hour < 12 else "PM"
    return token
