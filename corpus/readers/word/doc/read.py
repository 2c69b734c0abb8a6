"""DOC, the binary Word format of 1997-2003, read by its piece table; other programs only where that fails.

Guarantees:
    1. The text is exact: no character is lost or invented, legacy encodings are told run by run.
    2. Tables, printed list numbers, fields, deletions and hidden text are treated as in `docx`.
    3. Nothing is executed; a fallback program runs with a time limit on a copy.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from corpus.errors import NoTextLayer, UnreadableFile
from corpus.model import SourceText
from corpus.readers.plain import Block, compose, plain_text
from corpus.readers.word.doc.binary import (
    BOX_TEXT,
    NOTE_TEXT,
    SHAPES,
    DamagedWordError,
    WordFile,
    number,
    open_word,
)
from corpus.readers.word.doc.body import DocBody, all_runs
from corpus.readers.word.doc.lists import read_fonts, read_lists, read_styles
from corpus.text import survey

MEDIA_TYPE = "application/msword"
_MIN_TEXT = 100  # characters; a page of pictures has less
_CONTENTS_LEFT_OUT = "Mục lục tự động của Word không được đọc lại (trùng với đề mục)."
_PICTURES = "Văn bản có {count} hình; chữ trong hình không được đọc."


def read(data: bytes, name: str) -> SourceText:
    """Read a binary Word document.

    Raises:
        CorpusError: the file is damaged, protected, or holds pictures of pages only.
    """
    try:
        return _read(open_word(data, name), name)
    except (DamagedWordError, IndexError, ValueError) as error:
        from corpus.readers.word.doc.converters import convert  # noqa: PLC0415 - rarely needed

        source = convert(data, name)
        if source is None:
            raise UnreadableFile(
                f"Tệp “{name}” bị hỏng hoặc quá cũ: hãy mở bằng Word, lưu thành DOCX rồi nạp lại."
            ) from error
        return source


def _read(word: WordFile, name: str) -> SourceText:
    fonts, styles = read_fonts(word), read_styles(word)
    found = survey(all_runs(word, fonts))
    body_end = min(word.lengths[0], len(word.text))
    text = word.text[:body_end]
    body = DocBody(
        word=word,
        styles=styles,
        fonts=fonts,
        numbering=read_lists(word),
        survey=found,
        boxes=dict(_boxes(word)),
        fields_close=text.count("\x13") == text.count("\x15"),
    )
    blocks = body.blocks(0, body_end) + list(_notes(word, body))
    if body.pictures and len(plain_text(blocks)) < _MIN_TEXT:
        raise NoTextLayer(
            f"Tệp “{name}” chỉ có ảnh chụp trang: hãy lưu thành PDF rồi nạp lại để nhận dạng chữ."
        )
    said = [*found.warnings]
    said += [_CONTENTS_LEFT_OUT] if body.contents else []
    said += [_PICTURES.format(count=body.pictures)] if body.pictures else []
    return compose(blocks, media_type=MEDIA_TYPE, read_by=found.read_by, warnings=said)


def _notes(word: WordFile, body: DocBody) -> Iterator[Block]:
    """Yield the footnotes as lines "[1] …"; their text follows the body's."""
    start, length = word.lengths[0], word.lengths[1]
    entry = word.entry(NOTE_TEXT)
    if length <= 0 or len(entry) < 12:
        return
    bounds = [start + min(number(entry, at, "I"), length) for at in range(0, len(entry) - 3, 4)]
    for index, (first, last) in enumerate(pairwise(bounds[:-1]), start=1):
        if text := plain_text(body.blocks(first, min(last, len(word.text)))).strip():
            yield f"[{index}] {text}"


def _boxes(word: WordFile) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the place of each text box and the stretch of the text that it shows ([MS-DOC] 2.8.31)."""
    shapes, texts = word.entry(SHAPES), word.entry(BOX_TEXT)
    start = sum(word.lengths[:6])
    count, boxes = (len(shapes) - 4) // 30, (len(texts) - 4) // 26  # 4 bytes of place, then the record
    anchors = {
        number(shapes, 4 * (count + 1) + 26 * i, "i"): number(shapes, 4 * i, "I")
        for i in range(max(count, 0))
    }
    for i in range(max(boxes, 0)):
        shape = number(texts, 4 * (boxes + 1) + 22 * i + 14, "i")
        first, last = number(texts, 4 * i, "I"), number(texts, 4 * i + 4, "I")
        if shape in anchors and first < last and start + last <= len(word.text):
            yield anchors[shape], (start + first, start + last)
