"""Errors at the edge: one Vietnamese sentence and an exit code for each."""

from __future__ import annotations

import errno

from assistant.accounts import AccountsError
from assistant.settings import SettingsError
from corpus.errors import CorpusError
from corpus.library import reason
from index import IndexingError

NOT_DONE = 1
WRONGLY_CALLED = 2


class UsageError(Exception):
    """The arguments fit the command but make no sense together; `str(error)` is a Vietnamese sentence."""


def sentence(error: Exception) -> tuple[str, int]:
    """Return what to print for an error and the exit code."""
    if isinstance(error, (SettingsError, UsageError)):
        return str(error), WRONGLY_CALLED
    if isinstance(error, (AccountsError, CorpusError, IndexingError)):
        return str(error), NOT_DONE
    if isinstance(error, UnicodeDecodeError):
        return "Tệp đưa vào không phải UTF-8. Hãy lưu lại tệp ở dạng UTF-8.", NOT_DONE
    if isinstance(error, OSError) and error.errno is not None:
        return _system(error), NOT_DONE
    if isinstance(error, MemoryError):
        return "Không đủ bộ nhớ. Hãy đóng bớt chương trình khác rồi thử lại.", NOT_DONE
    return (
        f"Có lỗi ngoài dự kiến ({type(error).__name__}). Hãy chạy lại với HOIDAP_LOG=debug để xem chi tiết.",
        NOT_DONE,
    )


def _system(error: OSError) -> str:
    place = f" {error.filename}" if error.filename else ""
    if error.errno == errno.EADDRINUSE:
        return "Cổng đang được chương trình khác dùng. Hãy chọn cổng khác bằng --port."
    return f"Không mở hoặc không ghi được{place}: {reason(error)}."
