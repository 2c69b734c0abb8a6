"""From ranked evidence to an answer: read, shape, quote, ground, refuse, and rewrite with a language model.

Guarantees: every statement is entailed by the passage it cites, or is taken out; a refusal is a value with a reason.
"""

from assistant.answer.ground import ground, is_slice
from assistant.answer.passages import Found
from assistant.answer.rewrite import examine, rewrite
from assistant.answer.write import Gathered, write

__all__ = ["Found", "Gathered", "examine", "ground", "is_slice", "refuse", "rewrite", "write"]
