"""An assistant over the shipped plan, opened once."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.settings import Settings


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return Assistant.open(Settings(data=tmp_path_factory.mktemp("data")))
