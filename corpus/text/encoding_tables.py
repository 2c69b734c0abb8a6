"""The letters of the legacy Vietnamese encodings TCVN3 (ABC), VNI, VPS and VISCII.

Text in these encodings reaches us as Latin-1 characters: "QuyÕt ®Þnh", "Quyeát ñònh".
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Encoding(StrEnum):
    """The legacy encodings, by the name that is shown to the user."""

    TCVN3 = "tcvn3"
    VNI = "vni"
    VPS = "vps"
    VISCII = "viscii"


_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng


def _toned(vowel: str, tone: int) -> str:
    return unicodedata.normalize("NFC", vowel + _TONES[tone])


def _rows(table: str) -> dict[str, str]:
    """Return code → letter from rows "a: ? B5 B6 B7 B8 B9" (no tone, huyền, hỏi, ngã, sắc, nặng)."""
    codes: dict[str, str] = {}
    for row in table.strip().splitlines():
        vowel, _, listed = row.partition(":")
        for tone, code in enumerate(listed.split()):
            if code != "--":
                codes.setdefault(chr(int(code, 16)), _toned(vowel.strip(), tone))
    return codes


# TCVN 5712:1993, VN3: toned letters exist in lower case only; capitals come from a second font.
_TCVN3 = _rows("""
a: -- B5 B6 B7 B8 B9
ă: A8 BB BC BD BE C6
â: A9 C7 C8 C9 CA CB
e: -- CC CE CF D0 D1
ê: AA D2 D3 D4 D5 D6
i: -- D7 D8 DC DD DE
o: -- DF E1 E2 E3 E4
ô: AB E5 E6 E7 E8 E9
ơ: AC EA EB EC ED EE
u: -- EF F1 F2 F3 F4
ư: AD F5 F6 F7 F8 F9
y: -- FA FB FC FD FE
đ: AE
Ă: A1
Â: A2
Ê: A3
Ô: A4
Ơ: A5
Ư: A6
Đ: A7
""")
_VISCII = _rows("""
a: -- E0 E4 E3 E1 D5
ă: E5 A2 C6 C7 A1 A3
â: E2 A5 A6 E7 A4 A7
e: -- E8 EB A8 E9 A9
ê: EA AB AC AD AA AE
i: -- EC EF EE ED B8
o: -- F2 F6 F5 F3 F7
ô: F4 B0 B1 B2 AF B5
ơ: BD B6 B7 DE BE FE
u: -- F9 FC FB FA F8
ư: DF D7 D8 E6 D1 F1
y: -- CF D6 DB FD DC
đ: F0
A: -- C0 C4 C3 C1 80
Ă: C5 82 02 05 81 83
Â: C2 85 86 06 84 87
E: -- C8 CB 88 C9 89
Ê: CA 8B 8C 8D 8A 8E
I: -- CC 9B CE CD 98
O: -- D2 99 A0 D3 9A
Ô: D4 90 91 92 8F 93
Ơ: B4 96 97 B3 95 94
U: -- D9 9C 9D DA 9E
Ư: BF BB BC FF BA B9
Y: -- 9F 14 19 DD 1E
Đ: D0
""")
_VPS = _rows("""
a: -- E0 E4 E3 E1 E5
ă: E6 A2 A3 A4 A1 A5
â: E2 C0 C4 C5 C3 C6
e: -- E8 C8 EB E9 CB
ê: EA 8A 8B CD 89 8C
i: -- EC CC EF ED CE
o: -- F2 D5 F5 F3 86
ô: F4 D2 B0 87 D3 B6
ơ: D6 A9 AA AB A7 AE
u: -- F9 FB DB FA F8
ư: DC D8 BA BB D9 BF
y: -- FF 9B CF 9A 9C
đ: C7
A: -- 80 81 82 C1 E5
Ă: 88 8E 8F F0 8D A5
Â: C2 84 85 C5 83 C6
E: -- D7 DE FE C9 CB
Ê: CA 93 94 95 90 8C
I: -- B5 B7 B8 B4 CE
O: -- BC BD BE B9 86
Ô: D4 97 98 99 96 B6
Ơ: F7 9E 9F A6 9D AE
U: -- A8 D1 AC DA F8
Ư: D0 AF B1 BB AD BF
Y: -- B2 FD B3 DD 9C
Đ: F1
""")


def _vni() -> dict[str, str]:
    """Return VNI's letters: mostly a base letter and a mark, "aù" = á, "aâ" = â, "aá" = ấ, "ôù" = ớ."""
    codes = {"ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư"}
    plain, hat, breve = "-øûõùï", "âàåãáä", "êèúüéë"  # in the order of _TONES
    bases = {
        vowel: (vowel, plain) for vowel in "aeiouy"
    }  # "iù" is not VNI's own í, yet some converters write it
    for base, (vowel, marks) in (bases | {"ô": ("ơ", plain), "ö": ("ư", plain)}).items():
        codes.update({base + mark: _toned(vowel, tone) for tone, mark in enumerate(marks) if mark != "-"})
    for base, vowel in (("a", "â"), ("e", "ê"), ("o", "ô")):
        codes.update({base + mark: _toned(vowel, tone) for tone, mark in enumerate(hat)})
    codes.update({"a" + mark: _toned("ă", tone) for tone, mark in enumerate(breve)})
    upper = {code.upper(): letter.upper() for code, letter in codes.items()}
    mixed = {code[0].upper() + code[1:]: letter.upper() for code, letter in codes.items() if len(code) == 2}
    other = {code[0] + code[1:].upper(): letter for code, letter in codes.items() if len(code) == 2}
    return other | mixed | upper | codes


_TABLES = {Encoding.TCVN3: _TCVN3, Encoding.VNI: _vni(), Encoding.VPS: _VPS, Encoding.VISCII: _VISCII}
_PATTERNS = {
    encoding: re.compile("|".join(re.escape(c) for c in sorted(table, key=len, reverse=True)))
    for encoding, table in _TABLES.items()
}
# Bytes 80-9F reach us as the characters of Windows-1252; symbol fonts lift all codes by U+F000.
_CP1252 = {bytes([b]).decode("cp1252"): chr(b) for b in range(0x80, 0xA0) if b not in b"\x81\x8d\x8f\x90\x9d"}
_BYTES = str.maketrans(_CP1252 | {chr(0xF000 + b): chr(b) for b in range(0x20, 0x100)})
_LIFTED = str.maketrans({chr(0xF000 + b): chr(b) for b in range(0x20, 0x100)} | {"\u03bc": "\xb5"})


# Fonts in PDF files call code AD (ư) "minus", code B7 (ã) "bullet operator"; beside letters they are letters.
_BESIDE = "[A-Za-z\xa1-\xff]"
_PDF_LETTER = re.compile(f"[\u2212\u2219](?={_BESIDE})|(?<={_BESIDE})[\u2212\u2219]")


def _bytes(text: str, encoding: Encoding) -> str:
    """Return a text with the codes that fonts and code pages have moved put back."""
    if encoding is Encoding.TCVN3:
        text = _PDF_LETTER.sub(lambda m: "\xad" if m[0] == "\u2212" else "\xb7", text)
    single_bytes = encoding in {Encoding.VPS, Encoding.VISCII}  # the two that use bytes 80-9F
    return text.translate(_BYTES if single_bytes else _LIFTED)


def decode(text: str, encoding: Encoding) -> str:
    """Return a text of one legacy encoding in Unicode."""
    table = _TABLES[encoding]
    decoded = _PATTERNS[encoding].sub(lambda m: table[m[0]], _bytes(text, encoding))
    return _capitals(decoded) if encoding is Encoding.TCVN3 else decoded


# "ĐảNG", "NGHị": a word of capitals in which TCVN3 has no capital for the toned letter.
_CAPITAL_WORD = re.compile(r"(?<!\w)(?=\w*[A-ZĐĂÂÊÔƠƯ]\w*[A-ZĐĂÂÊÔƠƯ])(?=\w*[^\W\d_a-z])[^\W\d_a-z]+(?!\w)")


def _capitals(text: str) -> str:
    return _CAPITAL_WORD.sub(lambda m: m[0].upper(), text)


def has_letter(text: str, encoding: Encoding) -> bool:
    """Say whether a text holds a code that the encoding gives a letter of its own."""
    return _PATTERNS[encoding].search(_bytes(text, encoding)) is not None
