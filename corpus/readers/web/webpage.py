"""Which part of a web page is the document: without menus, adverts, second contents or related links."""

from __future__ import annotations

import re

from lxml import etree

SKIPPED = frozenset(
    {"script", "style", "noscript", "template", "svg", "math", "nav", "button", "input", "select", "option"}
    | {"textarea", "iframe", "object", "embed", "audio", "video", "canvas", "dialog", "head", "title", "meta"}
)
# Elements that hold the full text on the sites of record; anything else is found by density.
_CONTENT_ROOTS = (
    "//*[contains(concat(' ', @class, ' '), ' preview-content ')]",  # vbpl.vn since 2025
    "//div[@data-vbpl-content-root]",  # on <main> it marks a page without the text
    "//*[@id='toanvancontent']",  # vbpl.vn before 2025
    "//*[contains(concat(' ', @class, ' '), ' toanvan ')]",
    "//*[@id='divContentDoc']",
    "//*[contains(concat(' ', @class, ' '), ' content1 ')]",
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
# "menu-top", "breadcrumb", "quang-cao", "van-ban-lien-quan", "muc-luc", "toc", "sidebar"
_CLUTTER = re.compile(
    r"(?:^|[\s_-])(?:menu|navbar|nav|breadcrumb|sidebar|side-bar|footer|advert\w*|ads?|banner|quang-?cao"
    r"|lien-?quan|related|toc|muc-?luc|comment\w*|binh-?luan|share|social|cookie|popup|modal|login|search)"
    r"(?:$|[\s_-])",
    re.I,
)
_CLUTTER_TAGS = frozenset({"nav", "footer", "aside"})
_MIN_TEXT = 200  # characters; a shorter page has fields only
_DOMINANT = 0.85  # share of the running text that the document's element must hold


def elements(root: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements that an XPath selects, in document order."""
    found = root.xpath(path)
    return [e for e in found if isinstance(e, etree._Element)] if isinstance(found, list) else []


def is_hidden(element: etree._Element) -> bool:
    """Say whether a browser shows nothing of the element."""
    return element.get("hidden") is not None or bool(_HIDDEN_STYLE.search(element.get("style") or ""))


def main_element(root: etree._Element) -> etree._Element | None:
    """Return the element that holds the document, or None when the page has no full text."""
    for path in _CONTENT_ROOTS:
        for element in elements(root, path):
            if len(_text(element)) >= _MIN_TEXT:
                return element
    if _fields(root) and not _has_prose(root):
        return None
    body = root.find("body")
    return _densest(root if body is None else body)


def _text(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _has_prose(root: etree._Element) -> bool:
    """Say whether the page has paragraphs outside its menus and its table of fields."""
    paragraphs = (p for p in root.iter("p") if not in_clutter(p))
    return sum(len(_text(p)) for p in paragraphs) >= 3 * _MIN_TEXT


def in_clutter(element: etree._Element) -> bool:
    """Say whether an element belongs to a menu, an advert or something hidden."""
    return any(_is_clutter(parent) for parent in (element, *element.iterancestors()))


def _is_clutter(element: etree._Element) -> bool:
    if element.tag in _CLUTTER_TAGS or element.tag in SKIPPED or is_hidden(element):
        return True
    if element.tag in {"body", "html", "main", "article", "form"}:
        return False
    return bool(_CLUTTER.search(f"{element.get('id') or ''} {element.get('class') or ''}"))


def _densest(body: etree._Element) -> etree._Element:
    """Drop the clutter, then go down while one child holds nearly all of the running text."""
    for element in [e for e in body.iter() if isinstance(e.tag, str) and e is not body and _is_clutter(e)]:
        _drop(element)
    weights = _weights(body)
    here = body
    while True:
        children = [c for c in here if isinstance(c.tag, str)]
        best = max(children, key=lambda c: weights.get(c, 0), default=None)
        if best is None or weights.get(best, 0) < _DOMINANT * max(weights[here], 1):
            return here
        if best.tag in {"p", "table", "ul", "ol", "pre", "span"}:
            return here
        here = best


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail or ""
    previous = element.getprevious()
    if previous is None:
        parent.text = (parent.text or "") + tail
    else:
        previous.tail = (previous.tail or "") + tail
    parent.remove(element)


def _weights(body: etree._Element) -> dict[etree._Element, int]:
    """Return for each element the characters of text below it that are not links."""
    weights: dict[etree._Element, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        own = len((element.text or "").strip()) + sum(len((c.tail or "").strip()) for c in element)
        below = sum(weights.get(c, 0) for c in element)
        weights[element] = 0 if element.tag == "a" or element.tag in SKIPPED else own + below
    return weights


def front_fields(root: etree._Element, main: etree._Element | None) -> list[str]:
    """Return the page's own facts about the document, as lines: title, number, dates.

    A browser prints the colon after a label by style sheet, so it is written here.
    """
    lines: list[str] = []
    for title in elements(root, "//*[contains(@class, 'lawDocumentHeader_title')]"):
        lines.append(_text(title))
    for label, value in _fields(root):
        if value not in {"", "-", "--"}:
            lines.append(f"{label}: {value}")
    return list(dict.fromkeys(line for line in lines if line))


def _fields(root: etree._Element) -> list[tuple[str, str]]:
    found = []
    for label_class, value_class in (
        ("lawDocumentHeader_dateLabel", "lawDocumentHeader_dateValue"),
        ("ant-descriptions-item-label", "ant-descriptions-item-content"),
    ):
        for label in elements(root, f"//*[contains(@class, '{label_class}')]"):
            value = label.getnext()
            if value is not None and value_class in (value.get("class") or ""):
                found.append((_text(label).rstrip(" :"), _text(value)))
    return found
