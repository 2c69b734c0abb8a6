"""Documents, and what can be read out of them.

Room by room, lowest first: `text`, `readers`, `structure`, `agencies`, `references`, `header`, `tasks`, `targets`,
`library`, and `documents`, which holds the plan as received. `model` and `errors` are the values all share;
`evidence` makes of a document the units that are indexed, ranked and cited.
"""

__all__ = [
    "agencies",
    "documents",
    "errors",
    "evidence",
    "header",
    "lazy",
    "library",
    "model",
    "readers",
    "references",
    "structure",
    "targets",
    "tasks",
    "text",
]
