"""Doors that open a room only as far as is asked: what a light command does not use is not imported."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any


def lazily(room: str, homes: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """Return the `__getattr__` (PEP 562) of a package that imports a module when a name of it is first used.

    Args:
        room: the package.
        homes: module of the package → the names it hands out; none of them may be named like a module beside it.
    """
    home_of = {name: f"{room}.{module}" for module, names in homes.items() for name in names}

    def __getattr__(name: str) -> Any:  # noqa: N807 - it becomes the package's own
        if name not in home_of:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(importlib.import_module(home_of[name]), name)

    return __getattr__
