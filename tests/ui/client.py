"""The real application, asked over HTTP as a browser or an attacker would."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from assistant import accounts
from assistant.accounts import Role
from assistant.settings import Settings
from tests.e2e.fakes import FakeAssistant
from ui import server

HOME = "http://127.0.0.1:7860"


class Browser(TestClient):
    """A browser with one window: it keeps cookies, and sends what our own page sends."""

    token = ""

    def visit(self) -> Browser:
        """Open the page and note the token of its session."""
        found = re.search(r"window\.hoidapSession = (\{.*?\});</script>", self.get("/").text)
        assert found
        self.token = json.loads(found[1])["token"]
        return self

    def call(self, path: str, body: Any, **headers: str) -> Any:
        """Send JSON as the page's script does."""
        own = {"origin": HOME, "sec-fetch-site": "same-origin", "x-hoidap-token": self.token}
        return self.post(path, json=body, headers={**own, **headers})

    def send_file(self, name: str, data: bytes, **headers: str) -> Any:
        """Send a file as the page's script does."""
        own = {"origin": HOME, "x-hoidap-token": self.token, "content-type": "application/octet-stream"}
        return self.post("/hoidap/tai-len", params={"ten": name}, content=data, headers={**own, **headers})

    def log_in(self, name: str, password: str) -> Any:
        """Send the log-in form."""
        return self.post("/dang-nhap", json={"name": name, "password": password}, headers={"origin": HOME})


def browser(tmp_path: Path, **settings: object) -> Browser:
    """Return a browser before a page over the fake assistant, not yet opened."""
    chosen = Settings(data=tmp_path / "data", **settings)  # type: ignore[arg-type]
    assistant = FakeAssistant(chosen)
    opened = Browser(server.create(assistant, chosen), base_url=HOME, raise_server_exceptions=False)
    opened.assistant = assistant  # type: ignore[attr-defined]
    return opened


def with_users(tmp_path: Path) -> Path:
    """Write a users file with one user a role; each one's password is the name, three times."""
    path = tmp_path / "users.json"
    for name, role in (("an", Role.READER), ("binh", Role.EDITOR), ("chi", Role.ADMIN)):
        accounts.put(path, name, role, password_of(name))
    return path


def password_of(name: str) -> str:
    return f"mật khẩu {name}"
