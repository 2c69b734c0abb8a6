"""What a page's own style sheets hide: classes, tiny or white print, text moved off the screen."""

from __future__ import annotations

import re

from lxml import etree

from corpus.readers.web.webpage import SKIPPED, elements, in_clutter

_MOST = 0.5  # share of the text: a sheet that hides more belongs to a script that shows it again
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.I)
_PART = re.compile(r"([.#])([\w-]+)")
_SHOWN = re.compile(r"(?:display|visibility|opacity|font-size)\s*:", re.I)
_GONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|$)"
    r"|font-size\s*:\s*[0-2](?:\.\d+)?\s*(?:px|pt)?\s*(?:;|!|$)"  # "font-size:1px"
    r"|(?:left|top|right|text-indent|margin-left)\s*:\s*-\d{4,}",  # "left:-9999px"
    re.I,
)
_WHITE = re.compile(
    r"(?:^|[;\s])color\s*:\s*(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))", re.I
)


def hide_by_style(root: etree._Element) -> int:
    """Mark as hidden what the page's own sheets and attributes let nobody see; return how many words.

    Only simple selectors (tag, classes, id) outside of media rules are followed; a later rule that shows
    an element again wins. Words of menus and the like are not counted.
    """
    hidden: dict[etree._Element, bool] = {}
    for selector, declared in _rules(root):
        if not (gone := bool(_GONE.search(declared))) and not _SHOWN.search(declared):
            continue
        hidden.update(dict.fromkeys(elements(root, selector), gone))
    linked = bool(elements(root, "//link[contains(@rel, 'stylesheet')]"))
    for element in elements(root, "//*[@style]"):
        style = element.get("style") or ""
        if _GONE.search(style) or (_WHITE.search(style) and not linked and not _backed(element)):
            hidden[element] = True
        elif _SHOWN.search(style):
            hidden[element] = False
    gone_elements = [e for e, gone in hidden.items() if gone and str(e.tag) not in {"html", "body"}]
    if sum(_letters(e) for e in gone_elements) > _MOST * _letters(root):
        return 0
    told = [e for e in gone_elements if (parent := e.getparent()) is None or not in_clutter(parent)]
    for element in gone_elements:
        element.set("hidden", "")
    return sum(len("".join(e.itertext()).split()) for e in told if e.tag not in SKIPPED)


def _rules(root: etree._Element) -> list[tuple[str, str]]:
    """Return (XPath, declarations) for the simple rules of the page's sheets, in order."""
    found = []
    for sheet in elements(root, "//style"):
        text = _COMMENT.sub("", "".join(sheet.itertext()))
        for selectors, declared in _RULE.findall(text.split("@media")[0]):
            for selector in selectors.split(","):
                match = _SIMPLE.fullmatch(selector.strip())
                if match and match[2]:
                    found.append((_xpath(match[1] or "*", match[2]), declared))
    return found


def _xpath(tag: str, parts: str) -> str:
    tests = [
        f"[@id='{name}']"
        if kind == "#"
        else f"[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
        for kind, name in _PART.findall(parts)
    ]
    return f"//{tag.lower()}" + "".join(tests)


def _backed(element: etree._Element) -> bool:
    """Return whether an element stands on a background of its own."""
    return any(
        "background" in (e.get("style") or "").lower() or e.get("bgcolor") or e.get("class")
        for e in (element, *element.iterancestors())
    )


def _letters(element: etree._Element) -> int:
    return sum(len(text.strip()) for text in element.itertext() if isinstance(text, str))
