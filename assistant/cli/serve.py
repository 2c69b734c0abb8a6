"""`hoidap ui`: the page in the browser."""

from __future__ import annotations

import importlib
from argparse import Namespace

from assistant.cli.session import settings


def ui(arguments: Namespace) -> int:
    """Serve the page until it is stopped."""
    given = {"host": arguments.host, "port": arguments.port}
    chosen = settings(**{name: value for name, value in given.items() if value is not None})
    # By name: the page stands above this package and is imported only by this command.
    importlib.import_module("ui.server").launch(chosen)
    return 0
