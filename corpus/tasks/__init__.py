"""Who leads, supports and monitors what by when: a document's provisions in, typed and quoted facts out.

Guarantees: every value has the span it was read from; a role without a name in the text stays empty.
"""

from corpus.tasks.events import find_events
from corpus.tasks.people import find_roles
from corpus.tasks.read import find_tasks

__all__ = ["find_events", "find_roles", "find_tasks"]
