"""Who asks: the name with which somebody logged in, or nobody in particular."""

from __future__ import annotations

from typing import Any

SCOPE_KEY = "hoidap_user"  # where the gate of ui/server.py leaves the name


def name_of(request: Any) -> str:
    """Return the user's name, "" where nobody logs in.

    Args:
        request: gradio's request of an event, or the bare web request of a server function.
    """
    bare = getattr(request, "request", request)
    return str(getattr(bare, "scope", {}).get(SCOPE_KEY) or "")
