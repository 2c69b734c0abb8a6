"""The gate before every address of the page: who may ask, from which page, with what, and what is noted of it.

Guarantees:
    1. Only the addresses named here exist; of gradio's own only those that draw the page. Nothing of gradio
       that takes a path, a file or an event can be reached.
    2. A request that changes something is answered only when it comes from this page: same origin, our
       host name, JSON or a plain file as its body, and the token of its session. Programs bring a token of a
       user instead.
    3. Where people log in, nothing but the log-in form is answered to anybody else.
    4. What is noted of a request has no words of a question: method, path, status, time, request id.
"""

from __future__ import annotations

import ipaddress
import json
import re
import secrets
import socket
import time
from collections.abc import Iterable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.accounts import ROLE_NAMES, AccountsError, Role, by_token
from assistant.settings import Settings
from ui import login_page, text
from ui.login import SESSION_SECONDS, Desk
from ui.monitoring import Measures, request_id
from ui.user import SCOPE_KEY, Visitor

# Nothing of another machine is ever loaded or called, whatever a document says.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' data: blob:;"
    " object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
LOCAL = frozenset({"127.0.0.1", "localhost", "[::1]", "::1"})
_SAFE = {"GET", "HEAD"}
_OPEN = re.compile(  # gradio's addresses that draw the page; no files, events, uploads or proxies among them
    r"/|/config/?|/theme\.css|/gradio_api/(?:theme\.css|startup-events)|/gradio_api/heartbeat/[\w-]{1,64}"
    r"|/(?:assets|static|svelte)/.*|/favicon\.ico|/robots\.txt|/manifest\.json|/pwa_icon(?:/\d+)?"
)
_OWN = re.compile(r"/(?:hoidap|api)/.*|/api|/mcp|/health|/metrics|/dang-nhap|/dang-xuat")
_BODIES = ("application/json", "application/octet-stream")
_LARGEST_BODY = 256 * 1024  # bytes of JSON; the longest question with its history takes some 50 kB
UPLOAD = "/hoidap/tai-len"  # the one address that takes files; it counts their bytes itself
_LOGIN, _LOGOUT = "/dang-nhap", "/dang-xuat"


class Refusal(Exception):
    """A request is not answered; status and one sentence."""

    def __init__(self, status: int, sentence: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers


class Gate:
    """Middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings, desk: Desk, measures: Measures) -> None:
        self.app, self.settings, self.desk, self.measures = app, settings, desk, measures
        self.cookie = f"hoidap_{settings.port}"  # a host has one set of cookies for all its ports
        self.hosts = host_names(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with one sentence."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # the page opens no web sockets
            await send({"type": "websocket.close", "code": 1008})
            return
        began, mark = time.perf_counter(), secrets.token_hex(6)
        request_id.set(mark)
        dressed = _Dressed(send, mark)
        try:
            await self._pass(scope, receive, dressed)
        except Refusal as refusal:
            await _answer(dressed, refusal)
        finally:
            visitor = scope.get(SCOPE_KEY)
            self.measures.request(
                method=scope["method"], path=scope["path"], status=dressed.status,
                seconds=time.perf_counter() - began, request=mark, user=visitor.name if visitor else "",
            )  # fmt: skip

    async def _pass(self, scope: Scope, receive: Receive, send: _Dressed) -> None:
        headers = _single(scope["headers"])
        path, method = scope["path"], scope["method"]
        self._from_here(headers, method)
        if not (_OPEN.fullmatch(path) or _OWN.fullmatch(path)) or (
            _OPEN.fullmatch(path) and method not in _SAFE
        ):
            raise Refusal(404, text.NO_SUCH_ADDRESS)
        session = _cookie(headers, self.cookie)
        if path == _LOGIN and method == "POST":
            await self._log_in(scope, receive, send)
            return
        visitor = self._visitor(scope, headers, session)
        if visitor is None:
            raise Refusal(401, text.LOG_IN, *self._form(headers, path))
        scope[SCOPE_KEY] = visitor
        if path in {"/health", "/metrics"} and not visitor.may(Role.ADMIN):
            raise Refusal(403, text.NOT_ALLOWED.format(role=ROLE_NAMES[Role.ADMIN]))
        if method not in _SAFE:
            self._changes(headers, path, visitor)
        if path == _LOGOUT:
            await self._log_out(send, method, visitor)
            return
        if path == "/":  # the page's language is changed below, so it must come uncompressed
            scope["headers"] = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
            self._dress(send, visitor)
        await self.app(scope, receive if path == UPLOAD else _limited(receive), send)

    def _from_here(self, headers: Mapping[str, str], method: str) -> None:
        """Refuse other names of this machine, and what another page sends or embeds."""
        host = headers.get("host", "")
        if not self._our_host(host):
            raise Refusal(421, text.WRONG_HOST)
        origin = headers.get("origin")
        if origin is not None and origin.partition("://")[2].casefold() != host.casefold():
            raise Refusal(403, text.FOREIGN_PAGE)
        site = headers.get("sec-fetch-site", "same-origin")
        followed = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
        if site not in {"same-origin", "none"} and not (method in _SAFE and followed):
            raise Refusal(403, text.FOREIGN_PAGE)

    def _our_host(self, value: str) -> bool:
        name = value if value.endswith("]") else value.rsplit(":", 1)[0]
        if name.casefold() in self.hosts:
            return True
        if self.settings.host in LOCAL:
            return False
        try:  # a foreign name can be made to point here, a plain address cannot
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True

    def _visitor(self, scope: Scope, headers: Mapping[str, str], session: str) -> Visitor | None:
        """Return who asks; None where somebody has to log in first."""
        given = headers.get("authorization", "")
        if not self.desk.users.required:
            return Visitor(session=session)
        try:
            held = self.desk.users.held()
            if given.startswith("Bearer "):
                account = by_token(held, given.removeprefix("Bearer ").strip())
                session = ""
            elif given.startswith("Basic "):
                account = self.desk.basic(given, _address(scope))
            else:
                account = self.desk.sessions.account(session, held)
        except AccountsError as error:
            raise Refusal(503, str(error)) from error
        return Visitor(account.name, account.role, session, login=True) if account else None

    def _changes(self, headers: Mapping[str, str], path: str, visitor: Visitor) -> None:
        kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
        if kind not in _BODIES or (kind == _BODIES[1]) != (path == UPLOAD):
            raise Refusal(415, text.WRONG_BODY)
        if path != UPLOAD and int(headers.get("content-length") or 0) > _LARGEST_BODY:
            raise Refusal(413, text.BODY_TOO_LARGE)
        program = headers.get("authorization", "").startswith("Bearer ")
        reading = path.startswith("/api/") or path == "/mcp"  # answers questions, changes nothing
        if program or (reading and not visitor.login):
            return
        given, wanted = headers.get("x-hoidap-token", ""), self.desk.token(visitor.session)
        if not visitor.session or not secrets.compare_digest(given.encode(), wanted.encode()):
            raise Refusal(403, text.OLD_PAGE)

    def _form(self, headers: Mapping[str, str], path: str) -> tuple[tuple[bytes, bytes], ...]:
        if path == "/" and "text/html" in headers.get("accept", ""):
            return ((b"content-type", b"text/html; charset=utf-8"),)
        if path.startswith("/api/") or path == "/mcp":
            return ((b"www-authenticate", b"Bearer"),)
        return ()

    def _dress(self, send: _Dressed, visitor: Visitor) -> None:
        session = visitor.session or secrets.token_urlsafe(24)
        user = {"name": visitor.name, "role": visitor.role.value, "login": visitor.login}
        state = {"token": self.desk.token(session), "user": user}
        words = json.dumps(state, ensure_ascii=False).replace("<", "\\u003c")
        send.page = f"<script>window.hoidapSession = {words};</script>".encode()
        if not visitor.session:
            send.extra.append((b"set-cookie", self._set(session).encode()))

    def _set(self, value: str, seconds: int = 0) -> str:
        age = f"; Max-Age={seconds}" if seconds else ""
        return f"{self.cookie}={value}; Path=/; HttpOnly; SameSite=Strict{age}"

    async def _log_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _single(scope["headers"])
        if headers.get("content-type", "").partition(";")[0] != _BODIES[0] or not self.desk.users.required:
            raise Refusal(415, text.WRONG_BODY)
        body = await _read(receive)
        try:
            given = json.loads(body)
            name, word = str(given["name"]), str(given["password"])
        except (ValueError, KeyError, TypeError) as error:
            raise Refusal(400, text.WRONG_BODY) from error
        address = _address(scope)
        wait = self.desk.wait(name, address)
        if wait:
            retry = (b"retry-after", str(int(wait) + 1).encode())
            raise Refusal(429, text.TOO_MANY_TRIES.format(seconds=int(wait) + 1), retry)
        import anyio.to_thread  # noqa: PLC0415 - scrypt takes a while: other requests go on meanwhile

        try:
            account = await anyio.to_thread.run_sync(self.desk.prove, name, word, address)
        except AccountsError as error:
            raise Refusal(503, str(error)) from error
        if account is None:
            raise Refusal(403, text.WRONG_PASSWORD)
        cookie = self._set(self.desk.sessions.open(account), int(SESSION_SECONDS))
        await _answer(send, Refusal(200, text.LOGGED_IN, (b"set-cookie", cookie.encode())))

    async def _log_out(self, send: Send, method: str, visitor: Visitor) -> None:
        if method in _SAFE:  # a link of another page must not log anybody out
            raise Refusal(405, text.WRONG_BODY)
        self.desk.sessions.close(visitor.session)
        gone = f"{self.cookie}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"
        await _answer(send, Refusal(200, text.LOGGED_OUT, (b"set-cookie", gone.encode())))


class _Dressed:
    """Adds the safety headers to an answer; language, session and token to the page itself."""

    def __init__(self, send: Send, request: str) -> None:
        self.send, self.request, self.status = send, request, 0
        self.page: bytes | None = None
        self.extra: list[tuple[bytes, bytes]] = []
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            kept = [(k, v) for k, v in message["headers"] if not k.lower().startswith(b"access-control-")]
            named = {k.lower() for k, _ in kept}
            own = [h for h in (*_HEADERS, (b"x-request-id", self.request.encode())) if h[0] not in named]
            message = {**message, "headers": [*kept, *own, *self.extra]}
            if self.page is not None:
                self._start = message
                return
        elif self._start is not None:
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._finish(self._start)
            return
        await self.send(message)

    async def _finish(self, start: Message) -> None:
        body = self._body.replace(b'lang="en"', b'lang="vi"', 1)
        body = body.replace(b"<head>", b"<head>" + (self.page or b""), 1)
        kept = [(k, v) for k, v in start["headers"] if k.lower() not in {b"content-length", b"cache-control"}]
        kept += [(b"content-length", str(len(body)).encode()), (b"cache-control", b"no-store")]
        await self.send({**start, "headers": kept})
        await self.send({"type": "http.response.body", "body": body})


def host_names(settings: Settings) -> frozenset[str]:
    """Return the names under which the page answers, without ports."""
    named = {name.strip().casefold() for name in settings.hosts.split(",") if name.strip()}
    if settings.host in LOCAL:
        return LOCAL | named
    return LOCAL | named | {socket.gethostname().casefold(), socket.getfqdn().casefold()}


def _single(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by name; one that decides and comes twice is refused."""
    found: dict[str, str] = {}
    for key, value in headers:
        name = key.decode("latin-1").casefold()
        if name in found and name in {"host", "origin", "authorization", "content-type", "x-hoidap-token"}:
            raise Refusal(400, text.WRONG_BODY)
        found[name] = (
            f"{found[name]}; {value.decode('latin-1')}"
            if name == "cookie" and name in found
            else value.decode("latin-1")
        )
    return found


def _cookie(headers: Mapping[str, str], name: str) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found and re.fullmatch(r"[\w-]{20,64}", found.value) else ""


def _address(scope: Scope) -> str:
    client: Any = scope.get("client")
    return str(client[0]) if client else ""


def _limited(receive: Receive) -> Receive:
    """Return a body that ends with a refusal when it grows beyond what any form sends."""
    taken = 0

    async def next_part() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > _LARGEST_BODY:
            raise Refusal(413, text.BODY_TOO_LARGE)
        return message

    return next_part


async def _read(receive: Receive) -> bytes:
    body, limited = b"", _limited(receive)
    while True:
        message = await limited()
        body += bytes(message.get("body", b""))
        if not message.get("more_body"):
            return body


async def _answer(send: Send, refusal: Refusal) -> None:
    named = dict(refusal.headers)
    body = refusal.sentence.encode()
    if named.get(b"content-type", b"").startswith(b"text/html"):
        body = login_page.html().encode()
    kind = named.pop(b"content-type", b"text/plain; charset=utf-8")
    headers = [(b"content-type", kind), (b"cache-control", b"no-store"), *named.items()]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
