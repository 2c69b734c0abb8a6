"""What can go wrong with an index; every message is one Vietnamese sentence that says what to do."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path


class IndexingError(Exception):
    """Base of all errors of this package; `str(error)` can be shown to the user."""


class IndexLocked(IndexingError):
    """Another process is updating the same index."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Một chương trình khác đang cập nhật chỉ mục ở {folder}; "
            "hãy đợi chương trình đó xong rồi thử lại."
        )


class IndexNotWritable(IndexingError):
    """The folder cannot be written."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Không ghi được chỉ mục vào {folder}: không có thư mục này hoặc không có quyền ghi. "
            "Hãy cấp quyền ghi hoặc đặt HOIDAP_DATA sang thư mục khác."
        )


class DiskFull(IndexingError):
    """No space is left."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"Không ghi được chỉ mục vào {folder}: đĩa đã đầy. "
            "Hãy giải phóng dung lượng rồi chạy lại; dữ liệu đã có vẫn giữ nguyên."
        )


class EncoderUnavailable(IndexingError):
    """The embedding model that the settings name cannot be loaded."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"Không nạp được mô hình nhúng “{name}” ({reason}). Hãy kiểm tra tên hoặc thư mục của mô hình."
        )


class ChromaUnavailable(IndexingError):
    """The Chroma server that the settings name cannot be used."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"Không dùng được máy chủ Chroma {url} ({reason}). Hãy kiểm tra HOIDAP_CHROMA_URL.")


class RerankerUnavailable(IndexingError):
    """The cross-encoder that the settings name cannot be loaded."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"Không nạp được mô hình xếp hạng “{name}” ({reason}). Hãy kiểm tra tên hoặc thư mục của mô hình."
        )


class IndexUnusable(IndexingError):
    """The stored index cannot be read and could not be rebuilt."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(f"Không đọc được chỉ mục ở {folder} ({reason}). Hãy chạy: hoidap doctor --repair.")


_NO_PERMISSION = (
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EEXIST,
)  # also a place where no folder can be
_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


_LOW = 20_000_000  # bytes: with less, SQLite and Chroma fail in ways that do not name the disk


def unusable(folder: Path, reason: str) -> IndexingError:
    """Return the error for an index that cannot be read; on a disk that is all but full, that is the reason."""
    there = next((p for p in (folder, *folder.parents) if p.exists()), None)
    try:
        full = there is not None and shutil.disk_usage(there).free < _LOW
    except OSError:
        full = False
    return DiskFull(folder) if full else IndexUnusable(folder, reason)


def from_os_error(error: OSError, folder: Path) -> IndexingError:
    """Return the error of this package for a failed file operation."""
    if error.errno in _NO_PERMISSION:
        return IndexNotWritable(folder)
    if error.errno in _NO_SPACE:
        return DiskFull(folder)
    return unusable(folder, error.strerror or type(error).__name__)
