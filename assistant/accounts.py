"""Who may use the page: names, roles and hashed passwords in one file that only its owner can read.

Guarantees:
    1. No password and no token is kept, only what it hashes to; the file has mode 0600.
    2. A file that is empty, damaged or unreadable lets nobody in: `AccountsError`, never "no login".
    3. An unknown name takes as long to refuse as a wrong password.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from assistant.settings import Settings

FILE_NAME = "users.json"
SHORTEST_PASSWORD = 8  # characters: the least that throttled guessing cannot go through
LONGEST_NAME = 60  # characters; a full Vietnamese name with title fits
_COST = (2**14, 8, 1)  # scrypt's N, r, p: 16 MB and some 50 ms, what OWASP names as a minimum for a log-in
_FORMAT = "hoidap-users-1"


class AccountsError(Exception):
    """The users cannot be read or changed; `str(error)` is a Vietnamese sentence that says what to do."""


class Role(StrEnum):
    """What a user may do; each role may do what the ones before it may."""

    READER = "doc"
    EDITOR = "bien-tap"
    ADMIN = "quan-tri"

    def allows(self, needed: Role) -> bool:
        """Whether this role may do what another one may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


ROLE_NAMES = {Role.READER: "đọc", Role.EDITOR: "biên tập", Role.ADMIN: "quản trị"}


@dataclass(frozen=True, slots=True)
class Account:
    """One user; `password` and `tokens` are hashes."""

    name: str
    role: Role
    password: str  # "scrypt$16384$8$1$salt$hash"
    tokens: tuple[str, ...] = ()  # sha256 of each, hexadecimal


def users_file(settings: Settings) -> Path:
    """Return where the users are kept."""
    return settings.auth or settings.data / FILE_NAME


def login_required(settings: Settings) -> bool:
    """Whether somebody has to log in: a users file is named, or lies in the data folder."""
    return settings.auth is not None or users_file(settings).exists()


def role_of(words: str) -> Role | None:
    """Return the role that is meant: "biên tập", "bien tap" and "bien-tap" are the same."""
    plain = unicodedata.normalize("NFD", words.strip().casefold().replace("đ", "d"))
    key = "-".join("".join(c for c in plain if not unicodedata.combining(c)).split())
    return Role(key) if key in set(Role) else None


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    salt = secrets.token_bytes(16)
    n, r, p = _COST
    return f"scrypt${n}${r}${p}${salt.hex()}${_scrypt(password, salt, n, r, p).hex()}"


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    words = unicodedata.normalize("NFC", password).encode()  # keyboards differ in how they write "ậ"
    return hashlib.scrypt(words, salt=salt, n=n, r=r, p=p, maxmem=2**26, dklen=32)


_NOBODY = hashed(secrets.token_hex())  # compared with where the name is unknown


def verified(accounts: Mapping[str, Account], name: str, password: str) -> Account | None:
    """Return the account of a name and its password, or None."""
    account = accounts.get(name)
    _, n, r, p, salt, kept = (account.password if account else _NOBODY).split("$")
    made = _scrypt(password, bytes.fromhex(salt), int(n), int(r), int(p))
    return account if hmac.compare_digest(made, bytes.fromhex(kept)) else None


def token_hash(token: str) -> str:
    """Return what is kept of a token; tokens are random, so one plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def by_token(accounts: Mapping[str, Account], token: str) -> Account | None:
    """Return the account that a token belongs to, or None."""
    made = token_hash(token)
    return next(
        (a for a in accounts.values() if any(hmac.compare_digest(made, kept) for kept in a.tokens)), None
    )


def load(path: Path) -> dict[str, Account]:
    """Return the accounts of a file, by name.

    A file of an earlier version (a line `name:password` each) is read too; its passwords are hashed and
    the file is written anew. Its users could do everything, so they are administrators.

    Raises:
        AccountsError: the file is missing, unreadable, damaged or names nobody.
    """
    try:
        words = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AccountsError(f"Không đọc được tệp người dùng “{path}”. {_HOW}") from error
    accounts = _json(path, words) if words.lstrip().startswith("{") else _lines(path, words)
    if not accounts:
        raise AccountsError(f"Tệp người dùng “{path}” không có người nào. {_HOW}")
    return accounts


_HOW = "Hãy thêm người dùng bằng lệnh: hoidap users add TÊN --role quản-trị"


def _json(path: Path, words: str) -> dict[str, Account]:
    try:
        kept = json.loads(words)
        if kept["format"] != _FORMAT:
            raise ValueError(kept["format"])
        accounts = [
            Account(u["name"], Role(u["role"]), u["password"], tuple(u.get("tokens", ())))
            for u in kept["users"]
        ]
        for account in accounts:
            kind, _, _, _, salt, made = account.password.split("$")
            if (
                kind != "scrypt"
                or not account.name
                or len(bytes.fromhex(salt)) < 8
                or not bytes.fromhex(made)
            ):
                raise ValueError(account.name)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise AccountsError(
            f"Tệp người dùng “{path}” bị hỏng. Hãy lấy lại bản sao lưu, hoặc xóa tệp rồi thêm lại người dùng."
        ) from error
    return {a.name: a for a in accounts}


def _lines(path: Path, words: str) -> dict[str, Account]:
    lines = [line.strip() for line in words.splitlines()]
    pairs = [line.partition(":") for line in lines if line and not line.startswith("#")]
    if any(not name.strip() or not colon or not word for name, colon, word in pairs):
        raise AccountsError(f"Tệp người dùng “{path}” có dòng không đúng dạng tên:mật khẩu. Hãy sửa dòng đó.")
    accounts = {n.strip(): Account(n.strip(), Role.ADMIN, hashed(word)) for n, _, word in pairs}
    if accounts:
        try:
            save(path, accounts)
        except OSError as error:
            raise AccountsError(
                f"Tệp người dùng “{path}” còn mật khẩu chưa băm và không ghi lại được. Hãy cho phép ghi tệp này một lần."
            ) from error
    return accounts


def save(path: Path, accounts: Mapping[str, Account]) -> None:
    """Write the accounts; a reader at the same moment sees the old file or the new one."""
    users = [
        {"name": a.name, "role": a.role.value, "password": a.password, "tokens": list(a.tokens)}
        for a in accounts.values()
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600 from the start
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump({"format": _FORMAT, "users": users}, out, ensure_ascii=False, indent=1)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _held(path: Path) -> dict[str, Account]:
    return load(path) if path.exists() and path.stat().st_size else {}


def checked_name(name: str) -> str:
    """Return a user's name, or say what is wrong with it.

    Raises:
        AccountsError: the name is empty, too long, or has a colon or control characters.
    """
    clean = unicodedata.normalize("NFC", " ".join(name.split()))
    if not clean or len(clean) > LONGEST_NAME or ":" in clean or not clean.isprintable():
        raise AccountsError(f"Tên người dùng phải có từ 1 đến {LONGEST_NAME} ký tự, không có dấu hai chấm.")
    return clean


def put(path: Path, name: str, role: Role, password: str) -> Account:
    """Add a user, or give one a new role and password.

    Raises:
        AccountsError: the name or the password does not do, or the file is damaged.
    """
    clean = checked_name(name)
    if len(password) < SHORTEST_PASSWORD:
        raise AccountsError(f"Mật khẩu phải có ít nhất {SHORTEST_PASSWORD} ký tự.")
    accounts = _held(path)
    before = accounts.get(clean)
    account = Account(clean, role, hashed(password), before.tokens if before else ())
    _save(path, {**accounts, clean: account})
    return account


def change_role(path: Path, name: str, role: Role) -> None:
    """Give a user another role.

    Raises:
        AccountsError: there is no such user, or nobody would be left to administer.
    """
    accounts = _held(path)
    account = _known(accounts, name)
    changed = {**accounts, account.name: replace(account, role=role)}
    _keeps_admin(changed)
    _save(path, changed)


def remove(path: Path, name: str) -> None:
    """Take a user away.

    Raises:
        AccountsError: there is no such user, or nobody would be left to administer.
    """
    accounts = _held(path)
    account = _known(accounts, name)
    left = {n: a for n, a in accounts.items() if n != account.name}
    _keeps_admin(left)
    _save(path, left)


def new_token(path: Path, name: str) -> str:
    """Make a token for a user's programs and return it; only its hash is kept.

    Raises:
        AccountsError: there is no such user.
    """
    accounts = _held(path)
    account = _known(accounts, name)
    token = f"hoidap_{secrets.token_urlsafe(24)}"  # 192 bits: not to be guessed
    _save(path, {**accounts, account.name: replace(account, tokens=(*account.tokens, token_hash(token)))})
    return token


def drop_tokens(path: Path, name: str) -> int:
    """Make all tokens of a user worthless and return how many there were.

    Raises:
        AccountsError: there is no such user.
    """
    accounts = _held(path)
    account = _known(accounts, name)
    _save(path, {**accounts, account.name: replace(account, tokens=())})
    return len(account.tokens)


def _known(accounts: Mapping[str, Account], name: str) -> Account:
    account = accounts.get(checked_name(name))
    if account is None:
        raise AccountsError(f"Không có người dùng “{name}”. Xem danh sách bằng lệnh: hoidap users list")
    return account


def _keeps_admin(accounts: Mapping[str, Account]) -> None:
    if not any(a.role is Role.ADMIN for a in accounts.values()):
        raise AccountsError("Phải còn ít nhất một người có vai trò quản trị.")


def _save(path: Path, accounts: Mapping[str, Account]) -> None:
    try:
        save(path, accounts)
    except OSError as error:
        raise AccountsError(
            f"Không ghi được tệp người dùng “{path}”. Hãy kiểm tra quyền ghi thư mục."
        ) from error
