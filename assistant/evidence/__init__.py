"""A question in, evidence with probabilities out.

`scope` narrows the documents by what the question names; `gather` asks the index once, for one document
as for a thousand; `rank` reads question and evidence together and says how probably each answers.
"""

from assistant.evidence.rank import Ranked, rank
from assistant.evidence.scope import Scope, find_scope, title_of, years

__all__ = ["Ranked", "Scope", "find_scope", "rank", "title_of", "years"]
