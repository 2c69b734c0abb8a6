"""The real application over the shipped plan, searched by words alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.settings import Settings
from ui import server

HOME = "http://127.0.0.1:7860"
Opened = Callable[..., TestClient]


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("plain")
    return Assistant.open(Settings(data=folder, model="none", reranker="none"))


@pytest.fixture
def programs(plain: Assistant) -> Iterator[Opened]:
    """Return a function that opens the interfaces, with settings of the gate."""
    with ExitStack() as stack:

        def opened(**settings: Any) -> TestClient:
            chosen = plain.settings.model_copy(update=settings)
            app = server.interfaces(plain, chosen)
            return stack.enter_context(TestClient(app, base_url=HOME, raise_server_exceptions=False))

        yield opened


@pytest.fixture
def users(tmp_path: Path) -> Path:
    return tmp_path / "users.json"
