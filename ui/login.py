"""Log-in: the users at hand, sessions that end, and a brake on guessing.

Guarantees:
    1. A users file that cannot be read, or names nobody, closes the page for everybody.
    2. A session ends after `SESSION_SECONDS`, when its user logs out, is removed, or changes the password.
    3. After `_FREE_TRIES` wrong passwords for a name from one address the next tries wait, longer each time.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import sqlite3
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from assistant import accounts
from assistant.accounts import Account, AccountsError
from assistant.settings import Settings

SESSION_SECONDS = 12 * 3600.0  # a working day with its evening; the next morning asks again
_FREE_TRIES = 5  # wrong passwords before the first wait: a forgotten Caps Lock
_FREE_TRIES_ADDRESS = 30  # for one address, whatever the names: an office behind one router
_LONGEST_WAIT = 900.0  # seconds
_REMEMBERED = 10_000  # names and addresses whose wrong tries are kept, some 2 MB


class Throttle:
    """Counts wrong passwords; the wait doubles with each beyond the free ones."""

    def __init__(self, free: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.free, self.clock = free, clock
        self._wrong: OrderedDict[str, tuple[int, float]] = OrderedDict()  # key → count, time of the last
        self._lock = threading.Lock()

    def wait(self, key: str) -> float:
        """Return how many seconds the next try has to wait."""
        with self._lock:
            count, last = self._wrong.get(key, (0, 0.0))
        if count < self.free:
            return 0.0
        pause = min(2.0 ** (count - self.free + 1), _LONGEST_WAIT)
        return max(0.0, last + pause - self.clock())

    def wrong(self, key: str) -> None:
        """Note a wrong try."""
        with self._lock:
            count, last = self._wrong.pop(key, (0, 0.0))
            if self.clock() - last > _LONGEST_WAIT:  # what lies that far back is forgiven
                count = 0
            self._wrong[key] = (count + 1, self.clock())
            while len(self._wrong) > _REMEMBERED:
                self._wrong.popitem(last=False)

    def right(self, key: str) -> None:
        """Forget the wrong tries of somebody who knew the password."""
        with self._lock:
            self._wrong.pop(key, None)


class Users:
    """The users of the file as it is now; it is read again whenever it changes."""

    def __init__(self, settings: Settings) -> None:
        self.path = accounts.users_file(settings)
        self._required = accounts.login_required(settings)
        self._stamp: tuple[int, int, int] | None = None
        self._held: dict[str, Account] = {}
        self._lock = threading.Lock()

    @property
    def required(self) -> bool:
        """Whether somebody has to log in; once true it stays true until the program ends."""
        self._required = self._required or self.path.exists()
        return self._required

    def held(self) -> dict[str, Account]:
        """Return the accounts.

        Raises:
            AccountsError: the file is missing, damaged or names nobody.
        """
        with self._lock:
            try:
                found = self.path.stat()
            except OSError:
                self._stamp = None
                return accounts.load(self.path)
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            if stamp != self._stamp:
                self._stamp = None
                self._held = accounts.load(self.path)
                found = self.path.stat()  # a file of an earlier version has just been written anew
                self._stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
            return self._held


def secret(folder: Path) -> bytes:
    """Return the data folder's own key, made at the first start; tokens of the page hang on it."""
    path = folder / "page.key"
    try:
        kept = path.read_bytes()
        if len(kept) >= 32:
            return kept
    except OSError:
        pass
    made = secrets.token_bytes(32)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(made)
    except OSError:  # a folder that cannot be written: tokens live as long as the program
        return made
    return made


class Sessions:
    """Who is logged in, in SQLite so that a restart logs nobody out; only hashes of the cookies are kept."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._create()
        except (OSError, sqlite3.Error):  # damaged or not to be written: everybody logs in once more
            self.path = Path(f"file:sessions-{secrets.token_hex(8)}?mode=memory&cache=shared")
            self._keep = self._connect()
            self._create()

    def _connect(self) -> sqlite3.Connection:
        memory = str(self.path).startswith("file:")
        return sqlite3.connect(str(self.path), timeout=10, uri=memory)  # 10 s: another window is writing

    def _create(self) -> None:
        with closing(self._connect()) as db, db:
            db.execute(
                "CREATE TABLE IF NOT EXISTS session"
                " (id TEXT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL, ends REAL NOT NULL)"
            )

    def open(self, account: Account) -> str:
        """Return a new session's cookie for a user who has just proved to be one."""
        cookie = secrets.token_urlsafe(24)
        with closing(self._connect()) as db, db:
            db.execute("DELETE FROM session WHERE ends < ?", (time.time(),))
            row = (_mark(cookie), account.name, _mark(account.password), time.time() + SESSION_SECONDS)
            db.execute("INSERT INTO session VALUES (?, ?, ?, ?)", row)
        return cookie

    def account(self, cookie: str, held: dict[str, Account]) -> Account | None:
        """Return whose session a cookie is, or None when it has ended."""
        if not cookie:
            return None
        query = "SELECT name, password FROM session WHERE id = ? AND ends > ?"
        with closing(self._connect()) as db:
            row = db.execute(query, (_mark(cookie), time.time())).fetchone()
        account = held.get(row[0]) if row else None
        return account if account and _mark(account.password) == row[1] else None

    def close(self, cookie: str) -> None:
        """End a session."""
        with closing(self._connect()) as db, db:
            db.execute("DELETE FROM session WHERE id = ?", (_mark(cookie),))


def _mark(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()


class Desk:
    """Where people show who they are: by a form, by a session, by HTTP's own log-in, by a program's token."""

    def __init__(self, settings: Settings) -> None:
        self.users = Users(settings)
        self.sessions = Sessions(settings.data / "sessions.sqlite")
        self.key = secret(settings.data)
        self._names, self._addresses = Throttle(_FREE_TRIES), Throttle(_FREE_TRIES_ADDRESS)
        self._proved: OrderedDict[str, tuple[str, str]] = OrderedDict()  # mark of a Basic header → name, hash

    def token(self, session: str) -> str:
        """Return what the page of a session sends with everything that changes something."""
        return hmac.new(self.key, session.encode(), hashlib.sha256).hexdigest()

    def wait(self, name: str, address: str) -> float:
        """Return how many seconds a try for a name from an address has to wait."""
        return max(self._names.wait(f"{address} {name}"), self._addresses.wait(address))

    def prove(self, name: str, password: str, address: str) -> Account | None:
        """Return the account of a name and password, or None; wrong ones are counted.

        Raises:
            AccountsError: nobody can log in; the sentence says why.
        """
        account = accounts.verified(self.users.held(), name, password[:1000])
        key = f"{address} {name}"
        if account is None:
            self._names.wrong(key)
            self._addresses.wrong(address)
        else:
            self._names.right(key)
        return account

    def basic(self, header: str, address: str) -> Account | None:
        """Return the account of an HTTP Basic header; one that was proved needs no second scrypt."""
        held = self.users.held()
        mark = hmac.new(self.key, header.encode(), hashlib.sha256).hexdigest()
        name, kept = self._proved.get(mark, ("", ""))
        if name in held and held[name].password == kept:
            return held[name]
        try:
            name, _, word = (
                base64.b64decode(header.removeprefix("Basic "), validate=True).decode().partition(":")
            )
        except (binascii.Error, UnicodeDecodeError):
            return None
        if self.wait(name, address):
            return None
        account = self.prove(name, word, address)
        if account:
            self._proved[mark] = (account.name, account.password)
            while len(self._proved) > 1_000:  # some 200 kB
                self._proved.popitem(last=False)
        return account


__all__ = ["SESSION_SECONDS", "AccountsError", "Desk", "Sessions", "Throttle", "Users", "secret"]
