"""Who asks: name and role as the gate found them, nobody in particular where nobody logs in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.accounts import Role

SCOPE_KEY = "hoidap_visitor"  # where the gate leaves the visitor of a request


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent a request; without log-in there is one nameless person, who may do everything."""

    name: str = ""
    role: Role = Role.ADMIN
    session: str = ""  # the browser's own, "" for programs
    login: bool = False  # whether somebody had to log in

    def may(self, needed: Role) -> bool:
        """Whether the visitor's role allows what needs another one."""
        return self.role.allows(needed)


def visitor_of(request: Any) -> Visitor:
    """Return who sent a web request.

    Args:
        request: a request that passed the gate of ui/gate.py.

    Raises:
        PermissionError: the request passed no gate.
    """
    visitor = request.scope.get(SCOPE_KEY)
    if not isinstance(visitor, Visitor):
        raise PermissionError("request passed no gate")
    return visitor
