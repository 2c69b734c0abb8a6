"""What is asked: a question and its history in, a repaired question that stands alone out.

Guarantees: repair changes no syllable that official texts use; what a question names (documents, places,
agencies, periods) is read, never guessed; what it wants is a distribution learned from labelled questions; a slot says which kind of value it leaves open.
"""

from assistant.question.amounts import NO_AMOUNT, new_numbers
from assistant.question.names import names_in
from assistant.question.numbers import NumberHint
from assistant.question.read import Question, parts, read
from assistant.question.slots import Slot, SlotKind, fills, slot_of
from assistant.question.spelling import Repair
from assistant.question.talk import without_commands
from assistant.question.words import family, pattern, topic

__all__ = [
    "NO_AMOUNT",
    "NumberHint",
    "Question",
    "Repair",
    "Slot",
    "SlotKind",
    "family",
    "fills",
    "names_in",
    "new_numbers",
    "parts",
    "pattern",
    "read",
    "slot_of",
    "topic",
    "without_commands",
]
