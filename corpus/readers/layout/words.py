"""Glyph runs to words, words to lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.readers.layout.model import Box, Run, Word
from corpus.text import nfc

_GAP = 0.16  # em: a wider gap separates words even without a blank (a blank measures 0.25 em)
_BACK = 0.5  # em: a step back by more starts a new word
_SAME_LINE = 0.35  # em by which baselines of one line may differ (mixed fonts)
_RAISED = 0.5  # em by which a superscript may stand above the line ("m2", footnote marks)
_LIFTED = 0.15  # em by which it stands above the line at least
_SMALL = 0.8  # a superscript is at most this share of the size of the text
_ASCENT, _DESCENT = 0.78, 0.22  # em above and below the baseline; Times, Arial and their kin
_UPRIGHT = 2.0  # degrees; more is turned text or a watermark
_OVERPRINT = 0.5  # points: the same glyph drawn again this near makes it bold, not double


@dataclass(slots=True)
class _Open:
    """The word that is being built; letters whose marks are glyphs of their own are composed."""

    text: list[str]
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool
    font: str

    def close(self) -> Word:
        box = Box(self.x0, self.baseline - _ASCENT * self.size, self.x1, self.baseline + _DESCENT * self.size)
        return Word(nfc("".join(self.text)), box, self.baseline, self.size, self.bold, font=self.font)


class _Seen:
    """Remembers where glyphs stand, to drop the second copy of an overprinted one."""

    def __init__(self) -> None:
        self.places: set[tuple[str, int, int]] = set()

    def again(self, text: str, x: float, y: float) -> bool:
        column, row = round(x / _OVERPRINT), round(y)
        near = any((text, column + i, row) in self.places for i in (0, -1, 1))
        self.places.add((text, column, row))
        return near


def words_of(runs: Iterable[Run]) -> tuple[list[Word], list[Word]]:
    """Return the upright words of a page in drawing order, and the turned ones."""
    upright: list[Word] = []
    turned: list[Word] = []
    seen = _Seen()
    word: _Open | None = None
    for run in runs:
        if abs(run.angle) > _UPRIGHT:
            turned += _turned(run)
            continue
        for text, start, end in run.glyphs:
            x0, x1 = run.x + start, run.x + end
            if not text.strip():
                if word and text:
                    upright.append(word.close())
                    word = None
                continue
            if seen.again(text, x0, run.y):
                continue
            if word and _continues(word, x0, run) and not _marks_number(word, text, run):
                word.text.append(text)
                word.x1 = max(word.x1, x1)
                if run.size > word.size:
                    word.size, word.baseline = run.size, run.y
                continue
            if word:
                upright.append(word.close())
            word = _Open([text], x0, x1, run.y, run.size, run.bold, run.font)
    if word:
        upright.append(word.close())
    return _split_inner_blanks(upright), turned


def _continues(word: _Open, x0: float, run: Run) -> bool:
    em = max(word.size, run.size, 1.0)
    return -_BACK * em < x0 - word.x1 <= _GAP * em and _same_line(word.baseline, word.size, run.y, run.size)


def _marks_number(word: _Open, text: str, run: Run) -> bool:
    """Return whether a digit is raised behind a number: a footnote's mark, no digit of it."""
    raised = run.size <= _SMALL * word.size and word.baseline - run.y > _LIFTED * word.size
    return raised and text[0].isdigit() and word.text[-1][-1:].isdigit()


def _same_line(y1: float, size1: float, y2: float, size2: float) -> bool:
    """Return whether two baselines belong to one line; a smaller font may stand higher."""
    smaller, larger = sorted((max(size1, 0.1), max(size2, 0.1)))
    allowed = _RAISED if smaller <= _SMALL * larger else _SAME_LINE
    return abs(y1 - y2) <= allowed * larger


def _split_inner_blanks(words: list[Word]) -> list[Word]:
    """Split words whose glyphs map to text with blanks (ligature-like glyphs); rare."""
    out: list[Word] = []
    for word in words:
        parts = word.text.split()
        if len(parts) < 2:
            out.append(word)
            continue
        width = word.box.width / max(len(word.text), 1)
        x = word.box.x0
        for part in parts:
            box = Box(x, word.box.y0, x + width * len(part), word.box.y1)
            out.append(replace(word, text=part, box=box))
            x += width * (len(part) + 1)
    return out


def _turned(run: Run) -> list[Word]:
    """Return turned text as words with rough boxes; only text at right angles is worth having."""
    quarter = round(run.angle / 90) % 4
    if abs(run.angle - round(run.angle / 90) * 90) > _UPRIGHT:
        return []  # watermarks stand askew
    text = "".join(g[0] for g in run.glyphs).strip()
    if not text:
        return []
    length = run.glyphs[-1][2]
    dx, dy = {0: (length, 0.0), 1: (0.0, length), 2: (-length, 0.0), 3: (0.0, -length)}[quarter]
    x0, x1 = sorted((run.x, run.x + dx))
    y0, y1 = sorted((run.y, run.y + dy))
    return [Word(text, Box(x0, y0, x1, y1), y1, run.size, run.bold, font=run.font)]


@dataclass(slots=True)
class Line:
    """Words on one baseline, from left to right."""

    words: list[Word]

    @property
    def box(self) -> Box:
        """Return the rectangle around the words."""
        first = self.words[0].box
        return Box(
            first.x0,
            min(w.box.y0 for w in self.words),
            max(w.box.x1 for w in self.words),
            max(w.box.y1 for w in self.words),
        )

    @property
    def baseline(self) -> float:
        """Return the baseline of the largest word."""
        return max(self.words, key=lambda w: w.size).baseline

    @property
    def size(self) -> float:
        """Return the largest font size of the line."""
        return max(w.size for w in self.words)

    @property
    def text(self) -> str:
        """Return the words with one blank between them."""
        return " ".join(w.text for w in self.words)

    @property
    def bold(self) -> bool:
        """Return whether every word is bold."""
        return all(w.bold for w in self.words)


def lines_of(words: Iterable[Word]) -> list[Line]:
    """Group words into lines from top to bottom, words from left to right."""
    rows: list[list[Word]] = []
    levels: list[tuple[float, float]] = []  # baseline and size of each row's first word
    for word in sorted(words, key=lambda w: (w.baseline, w.box.x0)):
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            baseline, size = levels[i]
            if abs(word.baseline - baseline) <= _SAME_LINE * min(
                max(size, word.size), 2 * min(size, word.size)
            ):
                rows[i].append(word)
                if word.size > size:
                    levels[i] = (word.baseline, word.size)
                break
        else:
            rows.append([word])
            levels.append((word.baseline, word.size))
    lines = [Line(sorted(row, key=lambda w: w.box.x0)) for row in rows]
    return sorted(lines, key=lambda line: line.baseline)


def joint(above: str, below: str) -> str:
    """Return what stands between two lines of one paragraph: nothing inside "QĐ-|UBND", else a blank."""
    cut = len(above) > 1 and above[-1] in "-/" and above[-2].isalnum() and below[:1].isalnum()
    return "" if cut else " "
