"""The package behind DOCX: parts by relationship, parsed without entities, network or unbounded memory."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from corpus.errors import UnreadableFile
from corpus.readers.archive import open_zip, read_member

Element = etree._Element


def local(element: Element) -> str:
    """Return an element's name without its namespace (transitional and strict files differ in it)."""
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None


def child(element: Element | None, *names: str) -> Element | None:
    """Return the descendant at the end of a path of child names, or None."""
    for name in names:
        if element is None:
            return None
        element = next((c for c in element if local(c) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children with a name."""
    if element is not None:
        yield from (c for c in element if local(c) == name)


def is_on(element: Element | None) -> bool:
    """Say whether a toggle such as <w:vanish/> is present and not switched off."""
    return element is not None and attribute(element, "val") not in {"0", "false", "off"}


def parse_xml(data: bytes, name: str) -> Element:
    """Return the root of an XML part; entities are never resolved, depth and text are bounded.

    Raises:
        UnreadableFile: the part is damaged or hostile.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng bên trong: hãy mở và lưu lại rồi nạp lại.") from error
    if root.getroottree().docinfo.internalDTD is not None:  # Office never writes one; attacks need one
        raise UnreadableFile(f"Tệp “{name}” chứa khai báo XML không an toàn: không nạp tệp này.")
    return root


@dataclass(frozen=True, slots=True)
class Package:
    """The parsed parts of one document by their path in the package."""

    name: str
    parts: dict[str, Element]

    def related(self, part: str, kind: str) -> list[Element]:
        """Return the parts that one part refers to by a kind of relationship ("numbering", "styles")."""
        return [self.parts[p] for p in self.targets(part, kind).values() if p in self.parts]

    def targets(self, part: str, kind: str) -> dict[str, str]:
        """Return relationship id → path for one kind of relationship of a part."""
        folder, base = posixpath.split(part)
        rels = self.parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, str] = {}
        for rel in children(rels, "Relationship"):
            if (rel.get("Type") or "").rsplit("/", 1)[-1] == kind and rel.get("TargetMode") != "External":
                target = rel.get("Target") or ""
                path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                found[rel.get("Id") or ""] = posixpath.normpath(path)
        return found

    def main(self) -> str:
        """Return the path of the document itself."""
        declared = list(self.targets("", "officeDocument").values())
        fallback = [p for p in self.parts if posixpath.basename(p).startswith("document")]
        return next((p for p in declared + fallback if p in self.parts), "")


_WANTED = ("word/", "_rels/")
_UNWANTED = ("word/theme", "word/media", "word/embeddings", "word/glossary", "word/vba", "word/fonts")


def open_package(data: bytes, name: str) -> Package:
    """Return the text parts of a DOCX; macros, pictures and embedded files are not opened.

    Raises:
        UnreadableFile: the package is damaged, protected or hostile.
    """
    parts: dict[str, Element] = {}
    with open_zip(data, name) as archive:
        for info in archive.infolist():
            path = info.filename.replace("\\", "/").lstrip("/")
            if (
                path.endswith((".xml", ".rels"))
                and path.startswith(_WANTED)
                and not path.startswith(_UNWANTED)
            ):
                parts[path] = parse_xml(read_member(archive, info, name), name)
    return Package(name, parts)


def open_flat(data: bytes, name: str) -> Package:
    """Return the parts of a flat package: one XML file that holds them all (or a Word 2003 document).

    Raises:
        UnreadableFile: the file is damaged or hostile.
    """
    root = parse_xml(data, name)
    if local(root) != "package":
        return Package(name, {"word/document.xml": root})
    parts: dict[str, Element] = {}
    for part in children(root, "part"):
        content = child(part, "xmlData")
        if content is not None and len(content):
            parts[(attribute(part, "name") or "").lstrip("/")] = content[0]
    return Package(name, parts)
