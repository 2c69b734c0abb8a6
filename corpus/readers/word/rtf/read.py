r"""RTF: text with its code pages and legacy fonts, printed list numbers, tables, notes and text boxes.

Word writes the number of a list paragraph into the file (\listtext), so it is read, not rebuilt.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.errors import UnreadableFile
from corpus.model import SourceText
from corpus.readers.plain import compose
from corpus.readers.word.rtf.document import RtfDocument
from corpus.readers.word.rtf.lexer import Lexeme, Token, lexemes
from corpus.readers.word.rtf.reader import RtfReader
from corpus.text import Run, survey

MEDIA_TYPE = "application/rtf"
MAX_GROUPS = 5000  # groups in groups; Word writes some dozens
_PICTURES = "Văn bản có {count} hình; chữ trong hình không được đọc."


def read(data: bytes, name: str) -> SourceText:
    """Read an RTF document.

    Raises:
        UnreadableFile: its groups are nested beyond reason.
    """
    tokens = list(lexemes(data))
    runs: list[Run] = []

    def collect(found: Sequence[Run]) -> str:
        runs.extend(found)
        return ""

    _interpret(tokens, collect, name)
    found = survey(runs)
    document = _interpret(tokens, found.decode, name)
    notes = [f"[{i}] {text}" for i, text in enumerate(document.notes, start=1) if text]
    said = [*found.warnings]
    said += [_PICTURES.format(count=document.pictures)] if document.pictures else []
    return compose([*document.blocks, *notes], media_type=MEDIA_TYPE, read_by=found.read_by, warnings=said)


def _interpret(tokens: Sequence[Lexeme], decode: Callable[[Sequence[Run]], str], name: str) -> RtfDocument:
    document = RtfDocument(decode)
    reader = RtfReader(document)
    for token in tokens:
        if token.kind is Token.OPEN:
            reader.open()
            if len(reader.stack) > MAX_GROUPS:
                raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở và lưu lại rồi nạp lại.")
        elif token.kind is Token.CLOSE:
            reader.close()
        else:
            reader.take(token)
    document.end_paragraph(reader.state, always=False)
    document.open_tables(0)
    return document
