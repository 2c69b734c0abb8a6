"""What is asked: a question and its history in, a repaired question that stands alone out.

Guarantees: repair changes no syllable that official texts use; what a question names (documents, places,
agencies, periods) is read, never guessed; what it wants is a distribution learned from labelled questions.
"""

from assistant.question.amounts import NO_AMOUNT, holds_count, new_numbers, noun_asked
from assistant.question.names import names_in
from assistant.question.numbers import NumberHint
from assistant.question.read import Question, parts, read
from assistant.question.spelling import Repair
from assistant.question.talk import without_commands
from assistant.question.words import pattern, topic

__all__ = [
    "NO_AMOUNT",
    "NumberHint",
    "Question",
    "Repair",
    "holds_count",
    "names_in",
    "new_numbers",
    "noun_asked",
    "parts",
    "pattern",
    "read",
    "topic",
    "without_commands",
]
