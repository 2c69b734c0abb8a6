"""What the README prints for programs works as printed: curl against the page, MCP over stdio and HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant import accounts
from assistant.accounts import Role

mcp = pytest.importorskip("mcp")

ROOT = Path(__file__).resolve().parents[3]
TOOLS = {"ask", "search", "provision", "documents", "tasks", "targets"}
QUESTION = "Đến năm 2030 huyện Đức Trọng đạt tiêu chí đô thị loại mấy?"


@dataclass(frozen=True)
class Running:
    """A page with log-in, and a reader's token."""

    port: int
    token: str
    environment: dict[str, str]


def environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("HOIDAP_")}
    return {**kept, "HOIDAP_DATA": str(folder), "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("programs")
    accounts.put(made / "users.json", "an", Role.READER, "mật khẩu an")
    return made


@pytest.fixture(scope="module")
def page(folder: Path) -> Iterator[Running]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = environment(folder)
    command = [sys.executable, "-m", "assistant.cli.main", "mcp", "--http", "--port", str(port)]
    with subprocess.Popen(command, env=given, cwd=folder, stdout=subprocess.PIPE) as process:
        for _ in range(900):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None
            time.sleep(0.1)
        yield Running(port, accounts.new_token(folder / "users.json", "an"), given)
        process.terminate()


def blocks(kind: str) -> list[str]:
    section = (ROOT / "README.md").read_text("utf-8").partition("## For programs")[2].partition("\n## ")[0]
    return re.findall(rf"```{kind}\n(.*?)```", section, re.S)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("curl"), reason="curl absent")
def test_the_commands_of_the_readme_answer(page: Running) -> None:
    (words,) = blocks("sh")
    words = words.replace(":7860", f":{page.port}").replace(
        "hoidap users", f"{sys.executable} -m assistant.cli.main users"
    )
    done = subprocess.run(
        ["sh", "-ec", words], env=page.environment, capture_output=True, text=True, check=True
    )
    answer, end = json.JSONDecoder().raw_decode(done.stdout)
    tasks = json.loads(done.stdout[end:])
    assert "đô thị loại III" in answer["answer"]
    assert answer["citations"][0]["section"] == "mục II.1, gạch đầu dòng thứ 2"
    assert tasks["total"] == len(tasks["tasks"]) > 0


async def use(target: Any) -> tuple[set[str], dict[str, Any], Any]:
    async with mcp.Client(target) as client:
        names = {tool.name for tool in (await client.list_tools()).tools}
        answer = (await client.call_tool("ask", {"question": QUESTION})).structured_content
        refused = await client.call_tool("provision", {"document": "3316/KH-UBND", "place": "Điều 99"})
        place = await client.call_tool("provision", {"document": "3316/KH-UBND", "place": "mục II.1"})
        assert "đô thị loại III" in place.structured_content["provisions"][0]["text"]
        return names, answer, refused


def proved(used: tuple[set[str], dict[str, Any], Any]) -> None:
    names, answer, refused = used
    assert names == TOOLS
    assert "đô thị loại III" in answer["answer"]
    assert answer["citations"][0]["quote"] in (ROOT / "corpus/documents/3316-KH-UBND.txt").read_text("utf-8")
    assert refused.is_error
    assert "Không thấy “Điều 99”" in refused.content[0].text


@pytest.mark.slow
def test_the_configuration_of_the_readme_starts_the_tools(folder: Path) -> None:
    (words,) = blocks("json")
    given = json.loads(words)["mcpServers"]["hoidap"]
    assert given["command"] == "hoidap"
    own = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "assistant.cli.main", *given["args"]], env=environment(folder)
    )
    proved(asyncio.run(use(own)))


@pytest.mark.slow
def test_the_tools_answer_over_http_with_a_token_and_not_without(page: Running) -> None:
    from mcp.client.streamable_http import streamable_http_client
    from mcp.shared._httpx_utils import create_mcp_http_client

    address = f"http://127.0.0.1:{page.port}/mcp"

    async def with_token() -> Any:
        async with create_mcp_http_client(headers={"Authorization": f"Bearer {page.token}"}) as client:
            return await use(streamable_http_client(address, http_client=client))

    proved(asyncio.run(with_token()))
    with pytest.raises(ExceptionGroup):  # of the client: 401 in it
        asyncio.run(use(address))


def test_without_the_package_the_command_says_what_to_do(tmp_path: Path) -> None:
    hidden = "import importlib.util as u, sys; f = u.find_spec; u.find_spec = lambda n, *a: None if n == 'mcp' else f(n, *a); from assistant.cli.main import main; sys.exit(main(['mcp']))"
    done = subprocess.run(
        [sys.executable, "-c", hidden],
        env=environment(tmp_path),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "hoidap[mcp]" in done.stderr
    assert "Traceback" not in done.stderr
