"""The commands and options of `hoidap`, with their help in Vietnamese. Standard library only."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_WRONG = (  # what argparse says → what an official reads
    (r"the following arguments are required: (.+)", r"còn thiếu: \1"),
    (r"unrecognized arguments: (.+)", r"không có tùy chọn: \1"),
    (r"argument (\S+): expected .*", r"tùy chọn \1 cần một giá trị"),
    (r"argument (\S+): invalid int value: (.+)", r"\1 phải là một số nguyên, không phải \2"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"không có \2; hãy chọn trong: \3"),
    (r"argument (\S+): not allowed with argument (\S+)", r"không dùng \1 cùng với \2"),
    (r"ambiguous option: (\S+) .*", r"tùy chọn \1 viết tắt quá ngắn"),
)


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, allow_abbrev=False)
        self._positionals.title = "Đối số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="in phần hướng dẫn này")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "Cách dùng: ", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, said in _WRONG:
            message = re.sub(f"^{pattern}$", said, message)
        print(f"Lệnh viết chưa đúng: {message}. Xem: {self.prog} --help", file=sys.stderr)
        sys.exit(2)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; `run` of its result names the function to call."""
    root = _Parser(prog="hoidap", description="Hỏi đáp có trích dẫn trên kế hoạch, nghị quyết, quyết định.")
    commands = root.add_subparsers(title="Các lệnh", metavar="LỆNH", required=True, dest="command")
    for add in (_ask, _search, _library, _reading, _register, _serving, _evaluation, _users):
        add(commands)
    return root


def _command(commands: Any, name: str, run: str, words: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    command.set_defaults(run=run)
    return command


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="in JSON Lines, mỗi dòng một đối tượng")


def _ask(commands: Any) -> None:
    ask = _command(commands, "ask", "assistant.cli.ask:ask", "hỏi một câu, hoặc cả tệp câu hỏi")
    ask.add_argument("question", nargs="*", metavar="CÂU-HỎI", help="câu hỏi bằng tiếng Việt")
    _json(ask)
    ask.add_argument(
        "--batch", metavar="TỆP", help="tệp JSON Lines {id, question, history?}; “-”: đầu vào chuẩn"
    )
    ask.add_argument(
        "--history", metavar="TỆP", help="tệp JSON: các lượt trước, [câu hỏi, trả lời] hoặc câu hỏi"
    )
    model = ask.add_mutually_exclusive_group()
    model.add_argument("--llm", metavar="TÊN", help="dùng mô hình ngôn ngữ này, ví dụ ollama:qwen3:8b")
    model.add_argument("--no-llm", action="store_true", help="không dùng mô hình ngôn ngữ")


def _search(commands: Any) -> None:
    search = _command(commands, "search", "assistant.cli.ask:search", "tìm các đoạn văn bản gần với câu hỏi")
    search.add_argument("query", nargs="*", metavar="TỪ-KHÓA", help="câu hỏi hoặc từ khóa")
    _json(search)
    search.add_argument("-k", type=int, default=None, metavar="SỐ", help="số đoạn (mặc định: HOIDAP_TOP_K)")
    search.add_argument("--batch", metavar="TỆP", help="tệp JSON Lines {id, question}; “-”: đầu vào chuẩn")


def _library(commands: Any) -> None:
    add = _command(
        commands, "add", "assistant.cli.library:add", "thêm tệp, thư mục, tệp nén hoặc địa chỉ web"
    )
    add.add_argument(
        "paths", nargs="+", metavar="TỆP|THƯ-MỤC|URL", help="thư mục được theo dõi từ đây về sau"
    )
    _json(add)
    remove = _command(
        commands, "remove", "assistant.cli.library:remove", "gỡ văn bản hoặc thư mục đang theo dõi"
    )
    remove.add_argument("names", nargs="+", metavar="VĂN-BẢN", help="mã, số hiệu, tên tệp, hoặc thư mục")
    remove.add_argument("--forever", action="store_true", help="xóa hẳn tệp gốc, không giữ trong thùng rác")
    _json(remove)
    restore = _command(
        commands,
        "restore",
        "assistant.cli.library:restore",
        "lấy lại văn bản đã gỡ trong 30 ngày qua, hoặc cả dữ liệu từ bản sao lưu",
    )
    restore.add_argument("names", nargs="*", metavar="VĂN-BẢN|BẢN-SAO-LƯU", help="trống: liệt kê thùng rác")
    restore.add_argument(
        "--replace", action="store_true", help="cho văn bản không có trong bản sao lưu vào thùng rác"
    )
    _json(restore)
    backup = _command(
        commands, "backup", "assistant.cli.backup:backup", "sao lưu văn bản, lịch sử, người dùng vào một tệp"
    )
    backup.add_argument("file", metavar="TỆP", help="tệp sao lưu, ví dụ hoidap-2026-01-31.zip")
    sync = _command(
        commands, "sync", "assistant.cli.library:sync", "cập nhật thư viện và chỉ mục theo thư mục"
    )
    sync.add_argument(
        "--remove-missing", action="store_true", help="gỡ mọi văn bản không còn thấy trong thư mục theo dõi"
    )
    _json(sync)
    edit = _command(
        commands, "edit", "assistant.cli.library:edit", "sửa số hiệu, ngày, trích yếu… đọc chưa đúng"
    )
    edit.add_argument("document", metavar="VĂN-BẢN", help="mã, số hiệu hoặc tên tệp")
    for option, field, words in (
        ("--number", "number", "số hiệu"),
        ("--kind", "type", "loại văn bản"),
        ("--issuer", "issuer", "cơ quan ban hành"),
        ("--date", "issued_on", "ngày ban hành, ví dụ 05/06/2024"),
        ("--signer", "signer", "người ký"),
        ("--role", "signer_role", "chức vụ người ký"),
        ("--title", "title", "trích yếu"),
        ("--status", "status", "dự thảo hoặc ban hành"),
    ):
        edit.add_argument(option, dest=field, metavar="GIÁ-TRỊ", help=f"{words}; “”: văn bản không có")
    edit.add_argument(
        "--undo", action="append", default=[], metavar="TRƯỜNG", help="bỏ chỗ đã sửa, ví dụ --undo number"
    )
    _json(edit)
    documents = _command(commands, "documents", "assistant.cli.library:documents", "liệt kê các văn bản")
    documents.add_argument("document", nargs="?", metavar="VĂN-BẢN", help="mã, số hiệu hoặc tên tệp")
    _json(documents)


def _reading(commands: Any) -> None:
    outline = _command(
        commands, "outline", "assistant.cli.library:outline", "in mục lục của văn bản hoặc tệp"
    )
    outline.add_argument("document", nargs="?", metavar="VĂN-BẢN|TỆP", help="trống: mọi văn bản")
    _json(outline)
    text = _command(
        commands, "text", "assistant.cli.library:text", "in chữ đọc được từ một tệp, không lưu lại"
    )
    text.add_argument("file", metavar="TỆP|VĂN-BẢN", help="tệp bất kỳ, hoặc văn bản trong thư viện")


def _register(commands: Any) -> None:
    tasks = _command(
        commands, "tasks", "assistant.cli.register:tasks", "bảng nhiệm vụ: ai làm gì, khi nào xong"
    )
    tasks.add_argument("--agency", metavar="CƠ-QUAN", help="chỉ nhiệm vụ của cơ quan này")
    roles = ("lead", "support", "monitor")
    tasks.add_argument("--role", choices=roles, help="vai trò: chủ trì, phối hợp, theo dõi")
    tasks.add_argument(
        "--due", metavar="KỲ", help="đến hạn trong kỳ, ví dụ “quý III/2023” hoặc 2026-01-01..2026-03-31"
    )
    tasks.add_argument("--without-support", action="store_true", help="chưa ghi đơn vị phối hợp")
    generic = tasks.add_mutually_exclusive_group()
    generic.add_argument("--generic", action="store_true", default=None, help="chỉ nhiệm vụ giao chung")
    generic.add_argument(
        "--own", action="store_false", dest="generic", default=None, help="bỏ nhiệm vụ giao chung"
    )
    _filters(tasks)
    tasks.add_argument("--ics", metavar="TỆP", help="lưu lịch các nhiệm vụ có ngày")
    targets = _command(commands, "targets", "assistant.cli.register:targets", "bảng chỉ tiêu theo kỳ")
    targets.add_argument("--indicator", metavar="CHỈ-TIÊU", help="chỉ các chỉ tiêu có những chữ này")
    _filters(targets)


def _filters(command: argparse.ArgumentParser) -> None:
    command.add_argument("--document", metavar="VĂN-BẢN", help="chỉ trong văn bản này")
    command.add_argument("--period", metavar="KỲ", help="chỉ kỳ này, ví dụ 2025 hoặc 2021-2025")
    command.add_argument("--text", metavar="CHỮ", help="chỉ các dòng có những chữ này")
    _json(command)
    command.add_argument("--xlsx", metavar="TỆP", help="lưu thành bảng Excel")
    command.add_argument("--docx", metavar="TỆP", help="lưu thành bảng Word")
    command.add_argument("--csv", metavar="TỆP", help="lưu thành CSV")


def _evaluation(commands: Any) -> None:
    command = _command(
        commands, "eval", "assistant.cli.eval:evaluation", "chấm câu trả lời trên bộ câu hỏi có nhãn"
    )
    command.add_argument(
        "folders", nargs="+", metavar="THƯ-MỤC", help="thư mục có questions.jsonl và văn bản trong files/"
    )
    shown = command.add_mutually_exclusive_group()
    shown.add_argument("--json", action="store_true", help="in JSON Lines, mỗi bộ câu hỏi một đối tượng")
    shown.add_argument("--markdown", action="store_true", help="in Markdown (mặc định)")
    command.add_argument(
        "--compare", nargs="+", metavar="TÊN=GIÁ-TRỊ", help="hỏi lại với thiết lập này và so hai kết quả"
    )
    command.add_argument(
        "--folds", action="store_true", help="học trên câu hỏi của các văn bản khác, chấm từng văn bản"
    )
    feedback = _command(
        commands,
        "feedback",
        "assistant.cli.feedback:feedback",
        "đánh giá của người đọc, thành câu hỏi để chấm",
    )
    ratings = ("dung", "sai", "thieu")
    feedback.add_argument("--rating", choices=ratings, help="chỉ các câu được đánh giá đúng, sai hoặc thiếu")
    _json(feedback)
    command.add_argument("--no-misses", action="store_true", help="không liệt kê câu chưa đúng")


def _serving(commands: Any) -> None:
    ui = _command(commands, "ui", "assistant.cli.serve:ui", "mở trang hỏi đáp trên trình duyệt")
    ui.add_argument("--host", metavar="ĐỊA-CHỈ", help="địa chỉ lắng nghe (mặc định: HOIDAP_HOST)")
    ui.add_argument("--port", type=int, metavar="CỔNG", help="cổng (mặc định: HOIDAP_PORT)")
    mcp = _command(
        commands,
        "mcp",
        "assistant.cli.serve:mcp",
        "trả lời các chương trình theo giao thức MCP (stdio hoặc HTTP)",
    )
    mcp.add_argument("--http", action="store_true", help="nghe ở một cổng HTTP thay vì đầu vào chuẩn")
    mcp.add_argument("--host", metavar="ĐỊA-CHỈ", help="địa chỉ lắng nghe (mặc định: HOIDAP_HOST)")
    mcp.add_argument("--port", type=int, metavar="CỔNG", help="cổng (mặc định: HOIDAP_PORT)")
    doctor = _command(commands, "doctor", "assistant.cli.doctor:doctor", "kiểm tra máy, thư viện và chỉ mục")
    doctor.add_argument("--full", action="store_true", help="đọc lại mọi thứ đã lưu để tìm chỗ hỏng")
    doctor.add_argument("--repair", action="store_true", help="sửa chỗ hỏng từ những gì còn nguyên")
    _json(doctor)


def _users(commands: Any) -> None:
    users = _command(
        commands, "users", "assistant.cli.users:listed", "người dùng của trang và vai trò của họ"
    )
    _json(users)
    kinds = users.add_subparsers(title="Các lệnh", metavar="LỆNH", dest="kind")
    roles = "đọc, biên tập hoặc quản trị"
    add = _command(kinds, "add", "assistant.cli.users:add", "thêm người dùng, hoặc đổi mật khẩu và vai trò")
    add.add_argument("name", metavar="TÊN", help="tên đăng nhập")
    add.add_argument("--role", required=True, metavar="VAI-TRÒ", help=roles)
    role = _command(kinds, "role", "assistant.cli.users:role", "đổi vai trò của một người")
    role.add_argument("name", metavar="TÊN", help="tên đăng nhập")
    role.add_argument("role", metavar="VAI-TRÒ", help=roles)
    remove = _command(kinds, "remove", "assistant.cli.users:remove", "bỏ một người dùng")
    remove.add_argument("name", metavar="TÊN", help="tên đăng nhập")
    token = _command(kinds, "token", "assistant.cli.users:token", "tạo mã truy cập cho chương trình gọi API")
    token.add_argument("name", metavar="TÊN", help="tên đăng nhập")
    token.add_argument("--drop", action="store_true", help="hủy mọi mã truy cập của người này")
    listed = _command(kinds, "list", "assistant.cli.users:listed", "liệt kê người dùng")
    _json(listed)
