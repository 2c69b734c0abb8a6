"""`hoidap ui`: the page in the browser; `hoidap mcp`: the same for programs."""

from __future__ import annotations

import importlib
import importlib.util
from argparse import Namespace

from assistant.cli.errors import UsageError
from assistant.cli.session import settings
from assistant.settings import Settings


def ui(arguments: Namespace) -> int:
    """Serve the page until it is stopped."""
    # By name: the page stands above this package and is imported only by these commands.
    importlib.import_module("ui.server").launch(_chosen(arguments))
    return 0


def mcp(arguments: Namespace) -> int:
    """Answer programs by the Model Context Protocol, on standard input and output or over HTTP."""
    if importlib.util.find_spec("mcp") is None:
        raise UsageError("Chưa cài phần MCP. Hãy chạy: pip install “hoidap[mcp]”, rồi gọi lại lệnh này.")
    if not arguments.http and (arguments.host or arguments.port):
        raise UsageError("--host và --port chỉ dùng cùng với --http.")
    server = importlib.import_module("ui.server")
    (server.launch_interfaces if arguments.http else server.speak_mcp)(_chosen(arguments))
    return 0


def _chosen(arguments: Namespace) -> Settings:
    given = {"host": arguments.host, "port": arguments.port}
    return settings(**{name: value for name, value in given.items() if value is not None})
