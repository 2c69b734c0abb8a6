"""The package behind OpenDocument files: content and styles, parsed without entities, network or unbounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import UnreadableFile
from corpus.readers.archive import open_zip, read_member
from corpus.readers.word import Element, local, parse_xml

_NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "presentation": "urn:oasis:names:tc:opendocument:xmlns:presentation:1.0",
}


def named(element: Element | None, name: str) -> str:
    """Return an attribute by its usual prefix ("text:c"), or an empty string."""
    if element is None:
        return ""
    prefix, _, word = name.partition(":")
    return str(element.get(f"{{{_NAMESPACES[prefix]}}}{word}") or "")


def count(element: Element, name: str, default: int = 1) -> int:
    """Return an attribute that counts, or `default` where it is absent or damaged."""
    value = named(element, name)
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else default


@dataclass(frozen=True, slots=True)
class Parts:
    """The content and the styles of one file; in a flat file both are the same tree."""

    content: Element
    styles: Element | None

    def below(self, *names: str) -> Iterator[Element]:
        """Yield the elements with some local names, those of the styles first."""
        for root in (self.styles, self.content if self.content is not self.styles else None):
            if root is not None:
                yield from (e for e in root.iter() if local(e) in names)

    def body(self, name: str) -> Element | None:
        """Return the element below office:body with a name ("text", "spreadsheet", "presentation")."""
        for body in self.content:
            if local(body) == "body":
                return next((e for e in body if local(e) == name), None)
        return None


def open_parts(data: bytes, name: str) -> Parts:
    """Return the parts of a package or a flat file; pictures, macros and objects are not opened.

    Raises:
        UnreadableFile: the file is damaged, protected or hostile.
    """
    if not data.startswith(b"PK"):
        root = parse_xml(data, name)
        return Parts(root, root)
    found: dict[str, Element] = {}
    with open_zip(data, name) as archive:
        for info in archive.infolist():
            if info.filename in {"content.xml", "styles.xml"}:
                found[info.filename] = parse_xml(read_member(archive, info, name), name)
    if "content.xml" not in found:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở và lưu lại rồi nạp lại.")
    return Parts(found["content.xml"], found.get("styles.xml"))
