"""RTF's control words: what each does to the group, the paragraph or the table that is open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.readers.word.rtf.document import RtfDocument, State
from corpus.readers.word.rtf.lexer import Lexeme, Token, code_page, decoded
from corpus.readers.word.symbols import symbol
from corpus.text import Run

# Groups whose text is not the document's.
_SKIPPED = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "header", "headerl", "headerr", "headerf", "footer"}
    | {"footerl", "footerr", "footerf", "listtable", "listoverridetable", "rsidtbl", "generator", "fldinst"}
    | {"objdata", "themedata", "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "nonshppict"}
    | {
        "shprslt",
        "nonesttables",
        "bkmkstart",
        "bkmkend",
        "atnid",
        "atnauthor",
        "annotation",
        "template",
        "sp",
    }
    | {
        "revtbl",
        "filetbl",
        "userprops",
        "mmathPr",
        "ftnsep",
        "ftnsepc",
        "aftnsep",
        "aftnsepc",
        "upr",
        "tc",
        "xe",
    }
)
# Groups marked \* that hold text all the same.
_KEPT = frozenset({"shpinst", "shptxt", "nesttableprops", "ud", "ftnalt", "shppict", "pnseclvl"})
_ASIDE = frozenset(
    {"footnote", "shptxt", "dptxbxtext"}
)  # written apart, placed after the paragraph or the text
_CHARACTERS = {
    "tab": "\t",
    "line": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
} | {
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "~": "\u00a0",
    "_": "-",
    "-": "\xad",
}


# Control word → property of the group and its value without a number (a truth value is a toggle).
_PROPERTIES: dict[str, tuple[str, int | bool]] = {
    "f": ("font", 0),
    "v": ("hidden", True),
    "deleted": ("deleted", True),
    "uc": ("fallback", 1),
    "intbl": ("in_table", True),
    "itap": ("depth", 0),
}
_ROW_WORDS = frozenset({"trowd", "trleft", "cellx", "clmgf", "clmrg", "clvmgf", "clvmrg"})


@dataclass(slots=True)
class RtfReader:
    """The state of the open groups and the document that they fill."""

    document: RtfDocument
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    first: bool = False  # the next control word is the first of its group
    starred: bool = False  # it was preceded by \\*
    to_skip: int = 0  # characters that stand in for the \\u before them
    font_entry: int = 0  # number of the font that the font table is describing
    outer: list[tuple[list[Run], list[Run]]] = field(
        default_factory=list
    )  # paragraphs interrupted by an aside

    def open(self) -> None:
        """Begin a group."""
        self.stack.append(self.state)
        self.first, self.starred = True, False

    def close(self) -> None:
        """End a group; an aside goes where it belongs."""
        if not self.stack:
            return
        ended, self.state = self.state, self.stack.pop()
        self.first = self.starred = False
        if ended.aside and ended.aside != self.state.aside and not ended.skipped:
            self._end_aside(ended)

    def take(self, token: Lexeme) -> None:
        """Take in a control word or some text."""
        if token.kind is Token.WORD:
            if token.value == "*":
                self.starred = True
                return
            first, starred = self.first, self.starred
            self.first = self.starred = False
            self._word(token.value, token.number, opens=first, starred=starred)
            return
        self.first = False
        self._text(token.value)

    def _text(self, raw: str) -> None:
        if self.to_skip:
            skipped = min(self.to_skip, len(raw))
            self.to_skip -= skipped
            raw = raw[skipped:]
        if self.state.in_fonts:
            self._font_name(raw)
        elif raw and self._is_shown():
            name, codec = self._font()
            text = (
                "".join(symbol(0xF000 + ord(c), name) for c in raw)
                if codec == "latin-1"
                else decoded(raw, codec)
            )
            self._emit(text)

    def _is_shown(self) -> bool:
        return not (self.state.skipped or self.state.hidden or self.state.deleted)

    def _emit(self, text: str) -> None:
        target = self.document.number if self.state.list_text else self.document.runs
        target.append(Run(text, self._font()[0]))

    def _font(self) -> tuple[str, str]:
        number = self.state.font if self.state.font >= 0 else self.document.default_font
        return self.document.fonts.get(number, ("", "cp1252"))

    def _font_name(self, raw: str) -> None:
        name, codec = self.document.fonts.get(self.font_entry, ("", "cp1252"))
        self.document.fonts[self.font_entry] = (name + raw.partition(";")[0], codec)

    def _word(self, word: str, number: int | None, *, opens: bool, starred: bool) -> None:
        if opens and self._destination(word, starred=starred):
            return
        if word == "u":
            self._unicode(number or 0)
        elif self.state.in_fonts:
            self._font_word(word, number or 0)
        elif word in _CHARACTERS:
            if self._is_shown():
                self._emit(_CHARACTERS[word])
        elif word == "plain":
            self.state = replace(self.state, font=-1, hidden=False, deleted=False)
        elif word in _PROPERTIES:
            self._set(word, number)
        elif not self.state.skipped:
            self._paragraph_word(word, number or 0)
        if word == "deff":
            self.document.default_font = number or 0

    def _set(self, word: str, number: int | None) -> None:
        name, default = _PROPERTIES[word]
        value = number != 0 if isinstance(default, bool) else default if number is None else number
        self.state = replace(self.state, **{name: value})  # type: ignore[arg-type]

    def _destination(self, word: str, *, starred: bool) -> bool:
        """Say whether the first word of a group decides what its text is."""
        if word == "pict" and not self.state.skipped:
            self.document.pictures += 1
        if word == "fonttbl":
            self.state = replace(self.state, skipped=True, in_fonts=True)
        elif word in _ASIDE:
            self._begin_aside(word)
        elif word in {"listtext", "pntext"}:
            self.state = replace(self.state, list_text=True)
        elif word in _SKIPPED or (starred and word not in _KEPT):
            self.state = replace(self.state, skipped=True)
        else:
            return starred
        return True

    def _font_word(self, word: str, number: int) -> None:
        if word == "f":
            self.font_entry = number
            self.document.fonts[number] = ("", "cp1252")
        elif word == "fcharset":
            name, _ = self.document.fonts.get(self.font_entry, ("", ""))
            self.document.fonts[self.font_entry] = (name, code_page(number))
            self.document.composed |= (
                code_page(number) == "cp1258"
            )  # it writes tones as characters of their own

    def _unicode(self, number: int) -> None:
        self.to_skip = self.state.fallback
        if self._is_shown() and -0x8000 <= number < 0x10000:
            code = number & 0xFFFF
            self._emit(symbol(code, self._font()[0]) if 0xF000 <= code <= 0xF0FF else chr(code))

    def _paragraph_word(self, word: str, number: int) -> None:
        document, state = self.document, self.state
        if word in {"par", "sect", "\n", "\r"}:
            document.end_paragraph(state)
        elif word == "pard":
            self.state = replace(state, in_table=False, depth=0)
        elif word == "cell":
            document.end_cell(replace(state, in_table=True, depth=1))
        elif word == "nestcell":
            document.end_cell(replace(state, in_table=True, depth=max(state.depth, 2)))
        elif word in {"row", "nestrow"}:
            document.end_row(1 if word == "row" else max(state.depth, 2))
        elif word in _ROW_WORDS:
            document.define(word, number)

    def _begin_aside(self, word: str) -> None:
        if self.state.skipped:
            return
        self.outer.append((self.document.runs, self.document.number))
        self.document.runs, self.document.number = [], []
        self.document.asides.append([])
        self.state = replace(self.state, aside=f"{word}{len(self.outer)}", in_table=False, depth=0)

    def _end_aside(self, ended: State) -> None:
        self.document.end_paragraph(replace(ended, in_table=False), always=False)
        blocks = self.document.asides.pop()
        self.document.runs, self.document.number = self.outer.pop()
        if ended.aside.startswith("footnote"):
            self.document.notes.append("\n".join(b for b in blocks if isinstance(b, str)))
        else:
            self.document.boxes.extend(blocks)
