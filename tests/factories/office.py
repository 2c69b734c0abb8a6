"""Office files made by the tests: legacy encodings written backwards, DOCX, RTF, DOC, XLSX and ZIP."""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

# --- legacy encodings, written from the published order of their letters, not from the decoder's tables

_TCVN3_LETTERS = "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵăâđêôơưĂÂĐÊÔƠƯ"
_TCVN3_CODES = "µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ¨©®ª«¬\xad¡¢§£¤¥¦"
_TCVN3 = dict(zip(_TCVN3_LETTERS, _TCVN3_CODES, strict=True))

_VNI_TONE = {"\u0300": "ø", "\u0301": "ù", "\u0309": "û", "\u0303": "õ", "\u0323": "ï"}
_VNI_HAT = {"": "â", "\u0300": "à", "\u0301": "á", "\u0309": "å", "\u0303": "ã", "\u0323": "ä"}
_VNI_BREVE = {"": "ê", "\u0300": "è", "\u0301": "é", "\u0309": "ú", "\u0303": "ü", "\u0323": "ë"}
_VNI_I = {"": "i", "\u0300": "ì", "\u0301": "í", "\u0309": "æ", "\u0303": "ó", "\u0323": "ò"}

_VISCII_LETTERS = "ẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
_VISCII = {letter: chr(0x81 + i) for i, letter in enumerate(_VISCII_LETTERS)} | {"Ạ": "\x80"}


def to_tcvn3(text: str) -> str:
    """Write text in TCVN3, as Latin-1 characters; toned capitals come out as small letters, as they do there."""
    return "".join(_TCVN3.get(c) or _TCVN3.get(c.lower(), c) for c in unicodedata.normalize("NFC", text))


def to_vni(text: str) -> str:
    """Write text in VNI, as Latin-1 characters."""
    return "".join(_vni_letter(c) for c in unicodedata.normalize("NFC", text))


def _vni_letter(letter: str) -> str:
    small = letter.lower()
    if small == "đ":
        out = "ñ"
    else:
        base, *marks = unicodedata.normalize("NFD", small)
        tone = next((m for m in marks if m in _VNI_TONE), "")
        if "\u0302" in marks:
            out = base + _VNI_HAT[tone]
        elif "\u0306" in marks:
            out = base + _VNI_BREVE[tone]
        elif "\u031b" in marks:
            out = {"o": "ô", "u": "ö"}[base] + _VNI_TONE.get(tone, "")
        elif base == "i" and marks:
            out = _VNI_I[tone]
        elif base == "y" and tone == "\u0323":
            out = "î"
        else:
            out = base + _VNI_TONE.get(tone, "")
    return out.upper() if letter != small else out


def to_viscii(text: str) -> bytes:
    """Write text in VISCII."""
    return "".join(_VISCII.get(c, c) for c in unicodedata.normalize("NFC", text)).encode("latin-1")


# --- ZIP and DOCX

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(members: dict[str, bytes | str]) -> bytes:
    """Return a ZIP archive of some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    """Return one run of a DOCX paragraph."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, list_id: int | None = None, level: int = 0, properties: str = "") -> str:
    """Return one paragraph; content that is no markup becomes a run."""
    inner = "".join(c if c.startswith("<") else run(c) for c in content)
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    return f"<w:p><w:pPr>{numbering}{properties}</w:pPr>{inner}</w:p>"


def cell(*content: str, span: int = 1, merge: str | None = None) -> str:
    """Return one table cell; `merge` is "restart" or "continue"."""
    inner = "".join(c if c.startswith("<") else paragraph(c) for c in content) or "<w:p/>"
    vertical = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{vertical}</w:tcPr>{inner}</w:tc>'


def table(*rows: Sequence[str], widths: Sequence[int] = ()) -> str:
    """Return a table; cells that are no markup are plain."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    lines = "".join(
        "<w:tr>" + "".join(c if c.startswith("<w:tc") else cell(c) for c in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def level(index: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def numbering(*lists: str, nums: str = "") -> str:
    """Return numbering.xml: the n-th list is used as list n, unless `nums` says otherwise."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{i}">{body}</w:abstractNum>' for i, body in enumerate(lists, 1)
    )
    used = nums or "".join(
        f'<w:num w:numId="{i}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(1, len(lists) + 1)
    )
    return f"<w:numbering {W}>{abstract}{used}</w:numbering>"


def docx(
    *body: str, numbering_xml: str = "", styles_xml: str = "", notes_xml: str = "", header_xml: str = ""
) -> bytes:
    """Return a DOCX with a body and, where given, its other parts."""
    parts = {"numbering": numbering_xml, "styles": styles_xml, "footnotes": notes_xml, "header": header_xml}
    present = {kind: xml for kind, xml in parts.items() if xml}
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
        for i, kind in enumerate(present)
    )
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{kind}.xml" ContentType="{main}.{kind}{".main" if kind == "document" else ""}+xml"/>'
        for kind in ["document", *present]
    )
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + overrides
    )
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELS}">{links}</Relationships>',
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}</w:body></w:document>",
    }
    return zipped(members | {f"word/{kind}.xml": xml for kind, xml in present.items()})


# --- OLE container and binary Word


def compound_file(streams: dict[str, bytes], *, padded: bool = True) -> bytes:
    """Return an OLE compound file.

    Args:
        streams: path ("folder/name") → content.
        padded: make every stream long enough for sectors of its own; else short ones stand in the mini stream.
    """
    sector, mini, free, end, fat_mark = 512, 64, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    data, fat, small, mini_fat = b"", [], b"", []
    entries: list[tuple[str, int, int, int]] = []  # name, kind, first sector, bytes
    below: dict[str, list[int]] = {"": []}  # folder → its entries
    for path, content in streams.items():
        folder, _, name = path.rpartition("/")
        for depth in range(len(folder.split("/")) if folder else 0):
            parts = folder.split("/")[: depth + 1]
            if "/".join(parts) not in below:
                below["/".join(parts[:-1])].append(len(entries))
                below["/".join(parts)] = []
                entries.append((parts[-1], 1, 0, 0))
        below[folder].append(len(entries))
        if not padded and len(content) < 4096:
            first, count = len(mini_fat), max(-(-len(content) // mini), 1)
            mini_fat += [*range(first + 1, first + count), end]
            small += content.ljust(count * mini, b"\0")
            entries.append((name, 2, first, len(content)))
            continue
        stream = content.ljust(max(4096 if padded else 0, -(-len(content) // sector) * sector), b"\0")
        first, count = len(fat), len(stream) // sector
        fat += [*range(first + 1, first + count), end]
        data += stream
        entries.append((name, 2, first, len(stream) if padded else len(content)))
    root_first = mini_first = end
    small = small.ljust(-(-len(small) // sector) * sector, b"\0")
    minis = struct.pack(f"<{len(mini_fat)}I", *mini_fat)
    minis = minis.ljust(-(-len(minis) // sector) * sector, b"\xff")
    for block, is_root in ((small, True), (minis, False)):
        if block:
            first = len(fat)
            fat += [*range(first + 1, first + len(block) // sector), end]
            data += block
            root_first, mini_first = (first, mini_first) if is_root else (root_first, first)
    folders = {
        i: path
        for path in below
        for i, e in enumerate(entries)
        if e[1] == 1 and _is_at(path, i, below, entries)
    }
    sibling = {
        i: (row[at + 1] + 1 if at + 1 < len(row) else free)
        for row in below.values()
        for at, i in enumerate(row)
    }
    made = [
        _entry(
            name,
            kind,
            first,
            size,
            child=(below[folders[i]][0] + 1 if kind == 1 and below[folders[i]] else free),
            right=sibling[i],
        )
        for i, (name, kind, first, size) in enumerate(entries)
    ]
    top = below[""][0] + 1 if below[""] else free
    directory = b"".join([_entry("Root Entry", 5, root_first, len(small), child=top), *made])
    directory += _entry("", 0, 0, 0) * (-len(directory) % sector // 128)
    directory_first = len(fat)
    fat += [*range(directory_first + 1, directory_first + len(directory) // sector), end]
    fat_sectors = 1
    while (len(fat) + fat_sectors) * 4 > fat_sectors * sector:
        fat_sectors += 1
    fat_first = len(fat)
    fat += [fat_mark] * fat_sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_sectors * sector, b"\xff")
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack(
        "<IIIIIIIII", 0, fat_sectors, directory_first, 0, 4096, mini_first, len(minis) // sector, end, 0
    )
    head += struct.pack("<109I", *range(fat_first, fat_first + fat_sectors), *[free] * (109 - fat_sectors))
    return head + data + directory + table


def _is_at(
    path: str, index: int, below: dict[str, list[int]], entries: list[tuple[str, int, int, int]]
) -> bool:
    folder, _, name = path.rpartition("/")
    return bool(path) and index in below[folder] and entries[index][0] == name


def _entry(
    name: str, kind: int, first: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF
) -> bytes:
    raw = (name + "\0").encode("utf-16-le") if name else b""
    head = raw.ljust(64, b"\0") + struct.pack("<HBB", len(raw), kind, 1)
    return (
        head + struct.pack("<III", 0xFFFFFFFF, right, child) + bytes(36) + struct.pack("<III", first, size, 0)
    )


@dataclass(frozen=True)
class WordParagraph:
    """A paragraph of a binary Word file: text, its mark ("\\r", "\\x07"), and property lists."""

    text: str
    mark: str = "\r"
    paragraph: bytes = b""
    runs: Sequence[tuple[str, bytes]] = field(
        default=()
    )  # instead of `text`: pieces with character properties


def modifier(code: int, value: int, form: str = "B") -> bytes:
    """Return one property modifier."""
    return struct.pack(f"<H{form}", code, value)


IN_TABLE = modifier(0x2416, 1)
HIDDEN = modifier(0x083C, 1)
DELETED = modifier(0x0800, 1)


def row_end(edges: Sequence[int], merges: Sequence[int] = ()) -> WordParagraph:
    """Return the end of a table row with the edges of its cells and their merge flags (1 << 5, 3 << 5)."""
    flags = [*merges, *[0] * (len(edges) - 1 - len(merges))]
    cells = b"".join(struct.pack("<H", f).ljust(20, b"\0") for f in flags)
    body = struct.pack(f"<B{len(edges)}h", len(edges) - 1, *edges) + cells
    definition = struct.pack("<HH", 0xD608, len(body) + 1) + body
    return WordParagraph("", "\x07", IN_TABLE + modifier(0x2417, 1) + definition)


def word(paragraphs: Iterable[WordParagraph], *, wide: bool = False, flags: int = 0x0200) -> bytes:
    """Return a binary Word file with one piece, of one byte (Windows-1252) or two a character."""
    text, characters, ends = "", [], []
    for item in paragraphs:
        for piece, properties in item.runs or [(item.text, b"")]:
            characters.append((len(text), properties))
            text += piece
        characters.append((len(text), b""))
        text += item.mark
        ends.append((len(text), struct.pack("<H", 0) + item.paragraph))
    width, start = (2, 0x800) if wide else (1, 0x800)
    raw = text.encode("utf-16-le") if wide else text.encode("cp1252")
    offset = lambda position: start + position * width  # noqa: E731
    starts = [0, *(end for end, _ in ends[:-1])]
    pages_at = -(-(start + len(raw)) // 512)
    plc, pages = _formatted(
        [offset(p) for p, _ in characters], [c for _, c in characters], 1, offset(len(text)), pages_at
    )
    second = pages_at + len(pages) // 512
    plc2, pages2 = _formatted(
        [offset(p) for p in starts], [p for _, p in ends], 13, offset(len(text)), second
    )
    piece = struct.pack("<IIHIH", 0, len(text), 0, start if wide else (start * 2) | 0x40000000, 0)
    clx = b"\x02" + struct.pack("<I", len(piece)) + piece
    fib = bytearray(0x800)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", fib, 0x0A, flags)
    struct.pack_into("<i", fib, 0x4C, len(text))
    table_stream = b""
    for position, content in ((12, plc), (13, plc2), (33, clx)):
        struct.pack_into("<II", fib, 0x9A + 8 * position, len(table_stream), len(content))
        table_stream += content
    main = (bytes(fib) + raw).ljust(pages_at * 512, b"\0") + pages + pages2
    return compound_file({"WordDocument": main, "1Table": table_stream})


def _formatted(
    offsets: Sequence[int], properties: Sequence[bytes], width: int, end: int, first_page: int
) -> tuple[bytes, bytes]:
    """Return the table of pages and the pages, four entries each so that row definitions fit."""
    groups = [range(i, min(i + 4, len(offsets))) for i in range(0, len(offsets), 4)]
    bounds = [*offsets, end]
    pages = [
        _formatted_page(
            [bounds[i] for i in group] + [bounds[group[-1] + 1]], [properties[i] for i in group], width
        )
        for group in groups
    ]
    plc = struct.pack(f"<{len(groups) + 1}I", *(bounds[g[0]] for g in groups), end)
    return plc + struct.pack(f"<{len(groups)}I", *range(first_page, first_page + len(groups))), b"".join(
        pages
    )


def _formatted_page(offsets: Sequence[int], properties: Sequence[bytes], width: int) -> bytes:
    page = bytearray(512)
    count, free = len(properties), 510
    struct.pack_into(f"<{count + 1}I", page, 0, *offsets)
    for i, value in enumerate(properties):
        if width == 1:
            stored = bytes([len(value)]) + value if value else b""
        else:
            odd = value + b"\0" * (1 - len(value) % 2)  # an odd length is stored as 2n - 1
            stored = bytes([(len(odd) + 1) // 2]) + odd
        if stored:
            free -= len(stored) + len(stored) % 2
            page[free : free + len(stored)] = stored
            page[4 * (count + 1) + width * i] = free // 2
    assert free >= 4 * (count + 1) + width * count, "the properties do not fit one page: use fewer paragraphs"
    page[511] = count
    return bytes(page)


# --- OpenDocument

_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible", "presentation": "presentation",
    }.items()
)  # fmt: skip


def opendocument(
    kind: str, body: str, *, styles: str = "", automatic: str = "", template: str = "", fonts: str = ""
) -> bytes:
    """Return an OpenDocument file.

    Args:
        kind: "text", "spreadsheet" or "presentation".
        body: the content, as XML.
        styles: named styles, as XML.
        automatic: the content's own styles.
        template: master pages.
        fonts: font faces.
    """
    content = (
        f"<office:document-content {_ODF}><office:font-face-decls>{fonts}</office:font-face-decls>"
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document-content>"
    )
    template = (
        f"<office:document-styles {_ODF}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{template}</office:master-styles></office:document-styles>"
    )
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    return zipped({"mimetype": mimetype, "content.xml": content, "styles.xml": template})


# --- mails


def outlook(properties: dict[str, bytes | str], *attachments: dict[str, bytes | str], sent: int = 0) -> bytes:
    """Return a mail of Outlook.

    Args:
        properties: "0037001F" (property and form) → content; text is written as UTF-16.
        attachments: the properties of each; a name "3701000D/0037001F" stands in a mail inside it.
        sent: moment of sending in tenths of microseconds since 1601.
    """
    fixed = struct.pack("<32xHHIq", 0x0040, 0x0039, 0, sent)
    streams: dict[str, bytes] = {"__properties_version1.0": fixed, **_substreams("", properties)}
    for number, attachment in enumerate(attachments):
        folder = f"__attach_version1.0_#{number:08X}/"
        streams |= {f"{folder}__properties_version1.0": bytes(8), **_substreams(folder, attachment)}
    return compound_file(streams, padded=False)


def _substreams(folder: str, properties: dict[str, bytes | str]) -> dict[str, bytes]:
    found = {}
    for key, content in properties.items():
        inner, _, name = key.rpartition("/")
        inside = f"{folder}__substg1.0_{inner}/" if inner else folder
        if inner:
            found[f"{inside}__properties_version1.0"] = bytes(24)
        raw = content.encode("utf-16-le") if isinstance(content, str) else content
        found[f"{inside}__substg1.0_{name}"] = raw
    return found
