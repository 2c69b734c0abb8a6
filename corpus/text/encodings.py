"""Legacy Vietnamese encodings: TCVN3 (ABC), VNI, VPS and VISCII, told by their characters and decoded.

Text in these encodings reaches us as Latin-1 characters ("QuyÕt ®Þnh", "Quyeát ñònh"). A font's name
proves nothing; what decides is under which reading the words are Vietnamese syllables. That is measured
for all text of one font together, then for each run on its own: a run that is plainly the other thing
(a Unicode line pasted into a TCVN3 file) is read as that.

Guarantees:
    1. A run whose words are Vietnamese as they stand is returned unchanged.
    2. Characters outside the legacy repertoire are never changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from corpus.text.encoding_tables import Encoding, decode, has_letter
from corpus.text.syllables import is_syllable


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one font (any key will do where a format has no fonts)."""

    text: str
    font: str = ""


# Words are cut at blanks, digits and ASCII punctuation only: "®", "«" and "¸" are letters here.
_WORD = re.compile(r"[^\s\x00-\x40\x5b-\x60\x7b-\x7f\u2010-\u203a]+")
_LEGACY_CHAR = re.compile("[\x80-\xff\u0152-\u0192\u02c6\u02dc\u03bc\u20ac\u2122\u2212\u2219\uf080-\uf0ff]")
_BEYOND = re.compile("[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")  # ă đ ơ ư ạ … ỹ, marks: only Unicode
_NOT_LETTERS = str.maketrans("", "", "«»·°±×÷©®¬¶§¡¿¢£¤¥¦¨ª²³´¸¹º¼½¾\xad")


def _unicode_word(word: str) -> bool | None:
    """Say whether a word is Vietnamese as it stands; None when nothing speaks for or against it."""
    letters = word.translate(_NOT_LETTERS)
    if letters.isascii():
        return None if letters == word or not letters else False
    return is_syllable(letters)


@lru_cache(maxsize=65536)  # a document of 50,000 words has some 2,000 different ones
def _readings(word: str) -> tuple[bool, tuple[Encoding, ...]]:
    """Return whether a word is Vietnamese as it stands, and in which legacy encodings it would be."""
    plain = bool(_unicode_word(word))
    if _BEYOND.search(word):
        return plain, ()
    return plain, tuple(e for e in Encoding if has_letter(word, e) and is_syllable(decode(word, e)))


# "François", "Württemberg": letters, among them one that Vietnamese does not have.
_FOREIGN = re.compile("(?=[^\\W\\d_]*[fjwzFJWZ])[A-Za-zÀ-ÖØ-öø-ÿ]+[.,;:]?")


_UNIT = re.compile(r"\W*\d[\d.,]*[µ\u03bc][gmlLsFA]\W*")  # "60µm": in TCVN3 that would read "60àm"


@lru_cache(maxsize=65536)
def _token(token: str, encoding: Encoding) -> str:
    """Return what stands between two blanks, decoded unless it is Unicode or a foreign name already."""
    if token.isascii() or _BEYOND.search(token) or _UNIT.fullmatch(token):
        return token
    decoded = decode(token, encoding)
    if _FOREIGN.fullmatch(token) and not is_syllable(decoded.rstrip(".,;:")):
        return token
    return decoded


@dataclass(slots=True)
class _Votes:
    """How many words of some text are Vietnamese syllables under each reading."""

    words: int = 0
    distinct: int = 0
    plain: int = 0
    beyond: int = 0  # words with a letter that no legacy encoding can hold
    legacy: Counter[Encoding] = field(default_factory=Counter)
    only: Counter[Encoding] = field(default_factory=Counter)  # legacy, and no Vietnamese as they stand

    def add(self, word: str, times: int = 1) -> None:
        """Count a word that has at least one character beyond ASCII."""
        plain, legacy = _readings(word)
        self.words += times
        self.distinct += 1
        self.plain += times * plain
        self.beyond += times * bool(_BEYOND.search(word))
        for encoding in legacy:
            self.legacy[encoding] += times
            self.only[encoding] += times * (not plain)

    def best(self) -> tuple[Encoding, int]:
        """Return the legacy encoding with most votes, TCVN3 first among equals."""
        return max(((e, self.legacy[e]) for e in Encoding), key=lambda pair: pair[1])


def _votes(texts: Iterable[str]) -> _Votes:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(
            w for w in _WORD.findall(text) if len(w) > 1 and not w.isascii()
        )  # "³" alone tells nothing
    votes = _Votes()
    for word, times in counts.items():
        votes.add(word, times)
    return votes


_CLEAR = 0.6  # share of words that must be syllables before a font is called legacy; real files reach 0.9
_FEW = 3  # different words; less proves nothing for a font


def _is_clear(votes: _Votes) -> bool:
    """Say whether the words of a font tell its encoding."""
    _, count = votes.best()
    if votes.distinct < _FEW or count == votes.plain:
        return False
    return max(count, votes.plain) >= _CLEAR * votes.words


def _verdict(votes: _Votes) -> Encoding | None:
    """Return the encoding that most words speak for; None is Unicode."""
    encoding, count = votes.best()
    return encoding if count > votes.plain else None


_NAMES = {Encoding.TCVN3: "TCVN3 (ABC)", Encoding.VNI: "VNI", Encoding.VPS: "VPS", Encoding.VISCII: "VISCII"}


@dataclass(slots=True)
class Survey:
    """How the fonts of one document are encoded, and what has been decoded so far."""

    fonts: dict[str, Encoding | None]
    main: Encoding | None
    strays: tuple[Encoding, ...] = ()  # what single runs of Unicode fonts are plainly written in
    used: set[Encoding] = field(default_factory=set)

    def decode(self, runs: Sequence[Run]) -> str:
        """Return the text of a paragraph's runs, the legacy ones in Unicode."""
        parts = []
        for encoding, group in groupby(runs, key=lambda run: self.fonts.get(run.font, self.main)):
            parts.append(self._decode("".join(run.text for run in group), encoding))
        return "".join(parts)

    def _decode(self, text: str, expected: Encoding | None) -> str:
        if text.isascii() or not _LEGACY_CHAR.search(text):
            return text
        if expected is None and _BEYOND.search(text):  # nearly every line of a Unicode document
            return text
        encoding = _reading(_votes([text]), expected, self.strays)
        if encoding is None:
            return text
        decoded = "".join(_token(token, encoding) for token in re.split(r"(\s+)", text))
        if decoded != text:
            self.used.add(encoding)
        return decoded

    @property
    def read_by(self) -> str:
        """Return "text", or the names of the encodings that were decoded."""
        return "+".join(sorted(self.used)) or "text"

    @property
    def warnings(self) -> list[str]:
        """Return a sentence that names the encodings, or nothing."""
        if not self.used:
            return []
        names = ", ".join(_NAMES[encoding] for encoding in sorted(self.used))
        return [f"Văn bản dùng bảng mã cũ {names}, đã chuyển sang Unicode."]


def _reading(votes: _Votes, expected: Encoding | None, strays: tuple[Encoding, ...]) -> Encoding | None:
    """Return how one run is to be read, given how its font is encoded."""
    encoding, count = votes.best()
    if expected is None:  # a Unicode font: plain evidence of at least three words overturns it
        if _overturns(count, votes.plain, votes.words):
            return encoding
        return next((e for e in strays if _is_stray(votes, e)), None)
    if votes.beyond and not votes.only[expected]:
        return None
    if votes.plain > votes.legacy[expected] and votes.plain >= 0.9 * votes.words:
        return None
    return encoding if _overturns(count, votes.legacy[expected], votes.words) else expected


def _is_stray(votes: _Votes, encoding: Encoding) -> bool:
    """Say whether a short run is like the longer ones that were pasted into the document."""
    count = votes.legacy[encoding]
    return (
        votes.only[encoding] > 0 and count >= 0.8 * votes.words and count > votes.plain and not votes.beyond
    )


def _overturns(count: int, against: int, words: int) -> bool:
    """Say whether one run is so plainly something else that its font's encoding does not count."""
    return count >= _FEW and count >= 0.8 * words and against <= 0.3 * words


def survey(runs: Iterable[Run]) -> Survey:
    """Tell how each font of a document is encoded, from all of its text."""
    by_font: dict[str, list[str]] = {}
    for run in runs:
        by_font.setdefault(run.font, []).append(run.text)
    votes = {font: _votes(["".join(texts)]) for font, texts in by_font.items()}
    fonts = {font: _verdict(v) for font, v in votes.items() if _is_clear(v)}
    weights: Counter[Encoding | None] = Counter()
    for font, encoding in fonts.items():
        weights[encoding] += votes[font].words
    main = max(weights, key=lambda e: weights[e], default=None)
    lines = (
        line
        for f, texts in by_font.items()
        if fonts.get(f, main) is None
        for t in texts
        for line in t.split("\n")
    )
    return Survey(fonts, main, _strays(lines))


def _strays(lines: Iterable[str]) -> tuple[Encoding, ...]:
    """Return the encodings in which some lines of Unicode fonts are plainly written, most frequent first."""
    found: Counter[Encoding] = Counter()
    for line in lines:
        if _LEGACY_CHAR.search(line) and not _BEYOND.search(line):
            votes = _votes([line])
            encoding, count = votes.best()
            found[encoding] += _overturns(count, votes.plain, votes.words)
    return tuple(encoding for encoding, count in found.most_common() if count)


def syllable_share(text: str) -> float:
    """Return which part of the words beyond ASCII are Vietnamese syllables as they stand."""
    votes = _votes([text])
    return votes.plain / votes.words if votes.words else 0.0


def decode_text(text: str) -> tuple[str, str]:
    """Return a text without fonts in Unicode, line by line, and how it was read ("text", "tcvn3", …)."""
    found = survey([Run(text)])
    lines = text.split("\n")  # not splitlines: a byte 85 is a letter in VPS and VISCII
    decoded = "\n".join(found.decode([Run(line)]) for line in lines)
    return decoded, found.read_by
