"""`hoidap users`: who may use the page, in which role."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import Namespace

from assistant import accounts
from assistant.accounts import ROLE_NAMES, AccountsError, Role
from assistant.cli.session import settings


def add(arguments: Namespace) -> int:
    """Add a user, or give one a new role and password."""
    path = accounts.users_file(settings())
    first = not path.exists()
    account = accounts.put(path, arguments.name, _role(arguments.role), _password())
    print(f"Đã thêm “{account.name}”, vai trò {ROLE_NAMES[account.role]}.")
    if first:
        print("Từ nay trang yêu cầu đăng nhập.")
    return 0


def role(arguments: Namespace) -> int:
    """Give a user another role."""
    accounts.change_role(accounts.users_file(settings()), arguments.name, _role(arguments.role))
    print(f"Đã đổi vai trò của “{arguments.name}”.")
    return 0


def remove(arguments: Namespace) -> int:
    """Take a user away."""
    accounts.remove(accounts.users_file(settings()), arguments.name)
    print(f"Đã bỏ người dùng “{arguments.name}”.")
    return 0


def token(arguments: Namespace) -> int:
    """Make a token for a user's programs, or drop all of them."""
    path = accounts.users_file(settings())
    if arguments.drop:
        print(f"Đã hủy {accounts.drop_tokens(path, arguments.name)} mã truy cập.")
        return 0
    print(accounts.new_token(path, arguments.name))
    print("Mã này chỉ hiện một lần; hãy cất như mật khẩu.", file=sys.stderr)
    return 0


def listed(arguments: Namespace) -> int:
    """List the users with their roles."""
    chosen = settings()
    held = accounts.load(accounts.users_file(chosen)) if accounts.login_required(chosen) else {}
    if not held and not arguments.json:
        print("Chưa có người dùng: trang không yêu cầu đăng nhập.")
    for account in held.values():
        if arguments.json:
            kept = {"name": account.name, "role": account.role.value, "tokens": len(account.tokens)}
            print(json.dumps(kept, ensure_ascii=False))
        else:
            print(f"{account.name}: {ROLE_NAMES[account.role]}")
    return 0


def _role(words: str) -> Role:
    found = accounts.role_of(words)
    if found is None:
        raise AccountsError(f"Không có vai trò “{words}”; hãy chọn: đọc, biên tập, quản trị.")
    return found


def _password() -> str:
    """Ask for a password without showing it, or read it from a pipe."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Nhập lại mật khẩu: ") != first:
        raise AccountsError("Hai lần nhập không giống nhau. Hãy làm lại.")
    return first
