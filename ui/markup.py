"""Turn the answers' Markdown into safe HTML: everything is escaped first, then a fixed set of tags is added.

Guarantees:
    1. No character of the input reaches the page as markup: `<`, `>`, `&`, quotes are always entities.
    2. `[n]` becomes a citation button only when a citation with that number exists.
    3. Inside a quotation block nothing but bold and citations is interpreted: verbatim stays verbatim.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.S)  # "**Quý II/2022**"
_MARKER = re.compile(r"\[(\d{1,3})\]")  # "[1]"
_LINK = re.compile(r"\[([^\[\]]+)\]\((\?[\w%&=.+;#-]*)\)")  # "[Xem tất cả](?muc=nhiem-vu)": own views only
_BULLET = re.compile(r"(\s*)[-*•]\s+(.*)")  # "- việc thứ nhất"
_NUMBERED = re.compile(r"(\s*)(\d{1,4})[.)]\s+(.*)")  # "12. việc thứ mười hai"
_HEADING = re.compile(r"#{1,6}\s+(.*)")  # "### Nhiệm vụ giao chung"
_RULE = re.compile(r"\s*([-*_])(\s*\1){2,}\s*")  # "---"
_DIVIDER = re.compile(r"\s*\|?(\s*:?-{1,}:?\s*\|)+\s*:?-*:?\s*\|?\s*")  # "| --- | :-: |"

CiteButton = Callable[[int], str]


def escape(text: object) -> str:
    """Return a value as text that is safe in HTML content and in quoted attributes."""
    return html.escape(str(text), quote=True)


def attributes(values: Mapping[str, object]) -> str:
    """Return `name="value"` pairs, escaped; None is left out, True is a bare name."""
    pairs = ((k, v) for k, v in values.items() if v is not None and v is not False)
    return "".join(f" {k}" if v is True else f' {k}="{escape(v)}"' for k, v in pairs)


def inline(text: str, cite: CiteButton | None = None) -> str:
    """Return one run of text as HTML: bold, links to own views, citation buttons."""
    safe = escape(text)
    safe = _BOLD.sub(r"<strong>\1</strong>", safe)
    safe = _LINK.sub(r'<a href="\2" data-view>\1</a>', safe)
    if cite is None:
        return safe
    return _MARKER.sub(lambda m: cite(int(m[1])) or m[0], safe)


def markdown(text: str, cite: CiteButton | None = None) -> str:
    """Return a Markdown text as HTML.

    Args:
        text: paragraphs, lists (nested by indentation), tables, quotation blocks, headings.
        cite: returns the button for a marker, or "" where no such citation exists.
    """
    return "".join(_blocks(text.replace("\r\n", "\n").split("\n"), cite))


def _blocks(lines: list[str], cite: CiteButton | None) -> Iterator[str]:
    i = 0
    while i < len(lines):
        kind = _kind(lines, i)
        if kind == "blank":
            i += 1
            continue
        end = _end_of(lines, i, kind)
        yield _RENDER[kind](lines[i:end], cite)
        i = end


def _kind(lines: list[str], i: int) -> str:
    line = lines[i]
    simple = {"": "blank", ">": "quote", "#": "heading" if _HEADING.match(line) else "text"}
    first = line.strip()[:1]
    if first in simple:
        return simple[first]
    if _RULE.fullmatch(line):
        return "rule"
    if "|" in line and i + 1 < len(lines) and _DIVIDER.fullmatch(lines[i + 1]):
        return "table"
    return "list" if _BULLET.match(line) or _NUMBERED.match(line) else "text"


def _end_of(lines: list[str], start: int, kind: str) -> int:
    if kind in {"heading", "rule"}:
        return start + 1
    end = start + 1
    while end < len(lines) and _continues(lines, end, kind):
        end += 1
    return end


def _continues(lines: list[str], i: int, kind: str) -> bool:
    line = lines[i]
    if not line.strip():
        return False
    if kind == "table":
        return "|" in line
    if kind == "list":
        return line[:1].isspace() or _kind(lines, i) == "list"
    return _kind(lines, i) == kind


def _text(lines: list[str], cite: CiteButton | None) -> str:
    return "<p>" + "<br>".join(inline(line.strip(), cite) for line in lines) + "</p>"


def _quote(lines: list[str], cite: CiteButton | None) -> str:
    body = (re.sub(r"^\s*>\s?", "", line) for line in lines)
    return "<blockquote><p>" + "<br>".join(inline(line, cite) for line in body) + "</p></blockquote>"


def _heading(lines: list[str], cite: CiteButton | None) -> str:
    found = _HEADING.match(lines[0].strip())
    return f"<h4>{inline(found[1] if found else lines[0], cite)}</h4>"


def _rule(_lines: list[str], _cite: CiteButton | None) -> str:
    return "<hr>"


def _list(lines: list[str], cite: CiteButton | None) -> str:
    """Render a list; lines indented deeper than the first item belong to the item above them."""
    first = _BULLET.match(lines[0]) or _NUMBERED.match(lines[0])
    indent = len(first[1]) if first else 0
    items: list[tuple[str, list[str]]] = []
    for line in lines:
        item = _BULLET.match(line) or _NUMBERED.match(line)
        if item and len(item[1]) <= indent:
            items.append((item[item.lastindex or 0], []))
        elif items:
            items[-1][1].append(line)
    numbered = _NUMBERED.match(lines[0])
    body = "".join(f"<li>{inline(text, cite)}{_nested(rest, cite)}</li>" for text, rest in items)
    return f'<ol start="{int(numbered[2])}">{body}</ol>' if numbered else f"<ul>{body}</ul>"


def _nested(lines: list[str], cite: CiteButton | None) -> str:
    if not lines:
        return ""
    if _BULLET.match(lines[0]) or _NUMBERED.match(lines[0]):
        return _list(lines, cite)
    return "<br>" + "<br>".join(inline(line.strip(), cite) for line in lines)


def _table(lines: list[str], cite: CiteButton | None) -> str:
    rows = [_cells(line) for line in lines if not _DIVIDER.fullmatch(line)]
    head = "".join(f'<th scope="col">{inline(c, cite)}</th>' for c in rows[0])
    body = "".join("<tr>" + "".join(f"<td>{inline(c, cite)}</td>" for c in r) + "</tr>" for r in rows[1:])
    return (
        f'<div class="hd-scroll" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", inner)]


_RENDER: dict[str, Callable[[list[str], CiteButton | None], str]] = {
    "text": _text,
    "quote": _quote,
    "heading": _heading,
    "rule": _rule,
    "list": _list,
    "table": _table,
}


def plain(text: str) -> str:
    """Return a Markdown text as it is copied: without bold marks and link targets, markers kept."""
    return _LINK.sub(r"\1", _BOLD.sub(r"\1", text)).strip()
