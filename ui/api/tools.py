"""The Model Context Protocol: the same service as tools, over stdio for one person or at /mcp of the page.

Over stdio whoever started the program asks, with the rights on the data folder that the system gives.
Over HTTP every request has passed the gate: host names, token, line. The package `mcp` is
optional and takes a second to import: `ui/server.py` imports this module only where it serves.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import FastAPI
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations
from pydantic import Field
from starlette.types import ASGIApp

from assistant.model import Turn
from ui import text
from ui.api.service import Refused, Row, Service, TargetFilter, TaskFilter
from ui.user import SCOPE_KEY

PATH = "/mcp"
Words = Annotated[str | None, Field(max_length=300)]
Limit = Annotated[int, Field(ge=1, le=100, description="số dòng tối đa")]


def server(service: Service) -> MCPServer[Any]:
    """Return the tools over a service."""
    made: MCPServer[Any] = MCPServer(
        "hoidap", title=text.TITLE, instructions=text.MCP_ABOUT, log_level="WARNING"
    )
    reading = ToolAnnotations(read_only_hint=True, open_world_hint=False)

    async def given(row: Awaitable[Row]) -> Row:
        try:
            return await row
        except Refused as refused:
            raise ToolError(refused.sentence) from refused

    @made.tool(description=text.MCP_ASK, annotations=reading)
    async def ask(
        question: Annotated[str, Field(max_length=2000, description="câu hỏi bằng tiếng Việt")],
        context: Context[Any, Any],
        earlier: Annotated[
            list[str], Field(max_length=20, description="các câu hỏi trước, cũ nhất trước")
        ] = [],  # noqa: B006 - pydantic copies it
        documents: Annotated[
            list[str], Field(max_length=200, description="chỉ hỏi trong các văn bản này")
        ] = [],  # noqa: B006
    ) -> dict[str, Any]:
        turns = [Turn(one) for one in earlier]
        return await given(service.ask(question, turns, documents, _owner(context)))

    @made.tool(description=text.MCP_SEARCH, annotations=reading)
    async def search(
        query: Annotated[str, Field(max_length=2000)],
        count: Annotated[int, Field(ge=1, le=50)] = 10,
        documents: Annotated[list[str], Field(max_length=200)] = [],  # noqa: B006
    ) -> dict[str, Any]:
        return await given(service.search(query, count, documents))

    @made.tool(description=text.MCP_PROVISION, annotations=reading)
    async def provision(
        document: Annotated[str, Field(max_length=300, description="mã, số hiệu hoặc tên tệp")],
        place: Annotated[str, Field(max_length=200, description="“khoản 2 Điều 5”, “mục III.1.b”")],
    ) -> dict[str, Any]:
        return await given(service.provision(document, place))

    @made.tool(description=text.MCP_DOCUMENTS, annotations=reading)
    async def documents(text: Words = None, limit: Limit = 50) -> dict[str, Any]:
        return await given(service.documents(text, limit))

    @made.tool(description=text.MCP_TASKS, annotations=reading)
    async def tasks(
        *,
        agency: Words = None, role: Words = None, document: Words = None, period: Words = None,
        due: Words = None, text: Words = None, limit: Limit = 50,
    ) -> dict[str, Any]:  # fmt: skip
        return await given(service.tasks(TaskFilter(agency, role, document, period, due, text), limit))

    @made.tool(description=text.MCP_TARGETS, annotations=reading)
    async def targets(
        *,
        indicator: Words = None, document: Words = None, period: Words = None, text: Words = None,
        limit: Limit = 50,
    ) -> dict[str, Any]:  # fmt: skip
        return await given(service.targets(TargetFilter(indicator, document, period, text), limit))

    return made


def _owner(context: Any) -> str:
    """Return who asks: the gate's visitor over HTTP, nobody in particular over stdio."""
    request = context.request_context.request
    visitor = request.scope.get(SCOPE_KEY) if request is not None else None
    return visitor.name if visitor is not None else ""


class Endpoint:
    """The tools at /mcp: stateless, one JSON answer a request, so that any page server can take the next."""

    def __init__(self, service: Service) -> None:
        made = server(service)
        # Host names and origins are the gate's business; two lists would sooner or later differ.
        open_inside = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        inner = made.streamable_http_app(
            streamable_http_path=PATH, json_response=True, stateless_http=True, transport_security=open_inside
        )
        self._manager = made.session_manager
        self._handle: ASGIApp = inner.routes[0].app  # type: ignore[attr-defined]

    def register(self, app: FastAPI) -> None:
        """Add the address."""
        app.add_route(PATH, self._handle, include_in_schema=False)  # type: ignore[arg-type]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer requests as long as this is held."""
        async with self._manager.run():
            yield
