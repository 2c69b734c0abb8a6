"""Which strings are Vietnamese syllables: onset + rhyme + tone, as Vietnamese spelling allows them.

Used to tell decoded text from garbage; foreign names fail it and are no error.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = ("ngh", "ng", "nh", "gh", "gi", "kh", "ph", "qu", "th", "tr", "ch", *"bcdđghklmnprstvx")
# Rhymes without tone, by first vowel. After "qu" and "gi" the onset's own vowel is part of the onset.
_RHYME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch ênh êm ên êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
uy uya uych uyên uyêt uynh uyt uyu
ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưm
y yêm yên yêng yêt yêu
"""
_RHYMES = frozenset(_RHYME_LIST.split())
_STOPPED = ("c", "ch", "p", "t")  # rhymes that end so bear only the tones sắc and nặng
_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_SPLIT = re.compile(rf"({'|'.join(_ONSETS)})?(.*)", re.S)


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Say whether a word, in any case and normal form, is spelled as a Vietnamese syllable."""
    letters, tone = _without_tone(word.lower())
    if letters is None:
        return False
    match = _SPLIT.fullmatch(letters)
    onset, rhyme = (match[1] or "", match[2]) if match else ("", letters)
    if rhyme not in _RHYMES and not (onset in {"gi", "qu"} and _splits_again(onset, rhyme)):
        return False
    return tone in {"\u0301", "\u0323"} if rhyme.endswith(_STOPPED) else True


def _without_tone(word: str) -> tuple[str | None, str]:
    """Return the letters without the tone mark, and the tone; None when there are two tones."""
    decomposed = unicodedata.normalize("NFD", word)
    tones = [c for c in decomposed if c in _TONES]
    if len(tones) > 1 or len(decomposed) > 12:  # "nghiêng" with all its marks has 9 characters
        return None, ""
    bare = "".join(c for c in decomposed if c not in _TONES)
    return unicodedata.normalize("NFC", bare), "".join(tones)


def _splits_again(onset: str, rhyme: str) -> bool:
    """Allow "gì", "giêng" (gi + êng) and "quy", "quốc" (qu + ôc), where the vowel is shared."""
    if onset == "gi":
        return not rhyme or f"i{rhyme}" in _RHYMES or rhyme in {"n", "m"}
    return f"u{rhyme}" in _RHYMES or rhyme in {"i", "inh", "it", "ich"}
