"""Letters and quantities: text in; folded text, numbers, periods and decoded legacy fonts out.

Guarantees: folding can give, for every folded letter, the offset it came from; what reads a quantity or a period
reads what is written and guesses nothing; the time of every pattern is linear in the text. Knows no document.
"""

from typing import TYPE_CHECKING

from corpus.lazy import lazily

if TYPE_CHECKING:
    from corpus.text.calendar_words import valid_date
    from corpus.text.encodings import Run, Survey, decode_text, survey, syllable_share
    from corpus.text.normalize import (
        Folded,
        find_folded,
        fold,
        fold_with_offsets,
        new_tones,
        nfc,
        squeeze,
        strip_diacritics,
    )
    from corpus.text.nouns import COUNTED
    from corpus.text.numbers import Quantity, find_quantities, plain, show_number
    from corpus.text.numerals import (
        ORDINALS,
        letter_after,
        letter_value,
        numeral_value,
        roman_value,
        to_roman,
    )
    from corpus.text.periods import Period, PeriodKind, deadline_norm, parse_periods
    from corpus.text.syllables import is_syllable

__all__ = [
    "COUNTED",
    "ORDINALS",
    "Folded",
    "Period",
    "PeriodKind",
    "Quantity",
    "Run",
    "Survey",
    "deadline_norm",
    "decode_text",
    "find_folded",
    "find_quantities",
    "fold",
    "fold_with_offsets",
    "is_syllable",
    "letter_after",
    "letter_value",
    "new_tones",
    "nfc",
    "numeral_value",
    "parse_periods",
    "plain",
    "roman_value",
    "show_number",
    "squeeze",
    "strip_diacritics",
    "survey",
    "syllable_share",
    "to_roman",
    "valid_date",
]

if not TYPE_CHECKING:  # so that a name that is not handed out stays an error of types
    __getattr__ = lazily(
        __name__,
        {
            "calendar_words": ("valid_date",),
            "encodings": (
                "Run",
                "Survey",
                "decode_text",
                "survey",
                "syllable_share",
            ),
            "normalize": (
                "Folded",
                "find_folded",
                "fold",
                "fold_with_offsets",
                "new_tones",
                "nfc",
                "squeeze",
                "strip_diacritics",
            ),
            "nouns": ("COUNTED",),
            "numbers": (
                "Quantity",
                "find_quantities",
                "plain",
                "show_number",
            ),
            "numerals": (
                "ORDINALS",
                "letter_after",
                "letter_value",
                "numeral_value",
                "roman_value",
                "to_roman",
            ),
            "periods": (
                "Period",
                "PeriodKind",
                "deadline_norm",
                "parse_periods",
            ),
            "syllables": ("is_syllable",),
        },
    )
