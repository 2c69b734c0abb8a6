"""A question in, evidence with probabilities out.

`scope` narrows the documents by what the question names; `gather` asks the index once, for one document
as for a thousand; `rank` reads question and evidence together and says how probably each answers.
"""

from assistant.evidence.held import Held, held_of
from assistant.evidence.rank import Ranked, as_read, rank
from assistant.evidence.scope import Scope, find_scope, title_of, years

__all__ = ["Held", "Ranked", "Scope", "as_read", "find_scope", "held_of", "rank", "title_of", "years"]
