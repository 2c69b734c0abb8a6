"""ZIP archives: folders of documents, and the packages behind DOCX and XLSX; always bounded."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from corpus.errors import UnreadableFile

MAX_MEMBERS = 5000  # files in one archive; a year of an office's documents has fewer
MAX_MEMBER = 128 * 2**20  # bytes of one unpacked member
MAX_TOTAL = 1024 * 2**20  # bytes of everything unpacked
MAX_RATIO = 200  # unpacked to packed; the XML of large tables reaches 60, bombs 1000
_RATIO_FROM = 4 * 2**20  # small members may have any ratio
_CLUTTER = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def members(path: Path, name: str | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the content of each file in a ZIP archive.

    Args:
        path: the archive; archives inside it are yielded as they are, not unpacked.
        name: the name to show where it differs from the path's own.

    Raises:
        UnreadableFile: the archive is damaged, protected, or unpacks to more than the bounds.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _members(archive, name or path.name)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"Tệp nén “{name or path.name}” bị hỏng: hãy nén lại rồi nạp lại.") from error


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, bytes]]:
    infos = [i for i in archive.infolist() if not i.is_dir() and not _is_clutter(i.filename)]
    if len(infos) > MAX_MEMBERS:
        raise UnreadableFile(f"Tệp nén “{name}” có hơn {MAX_MEMBERS} tệp: hãy chia nhỏ rồi nạp lại.")
    total = 0
    for info in infos:
        data = read_member(archive, info, name)
        total += len(data)
        if total > MAX_TOTAL:
            raise UnreadableFile(f"Tệp nén “{name}” giải nén ra quá lớn: hãy chia nhỏ rồi nạp lại.")
        yield member_name(info), data


def _is_clutter(name: str) -> bool:
    return name.startswith(_CLUTTER[0]) or name.endswith(_CLUTTER[1:])


def member_name(info: zipfile.ZipInfo) -> str:
    """Return a member's path, with Vietnamese letters where an old archiver stored them as bytes.

    A path can point nowhere outside the archive: "..", drives and leading slashes are dropped.
    """
    name = info.filename
    if not info.flag_bits & 0x800:  # bit 11: the name is UTF-8; else zipfile decodes it as cp437
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.filename
    parts = PurePosixPath(name.replace("\\", "/").replace(":", "")).parts
    return "/".join(p for p in parts if p not in {"/", "..", "."}) or "tep"


def read_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """Return the content of one member, within the bounds.

    Raises:
        UnreadableFile: it is protected, damaged, or unpacks to more than the bounds.
    """
    if info.flag_bits & 1:
        raise UnreadableFile(f"Tệp “{name}” có mật khẩu: hãy gỡ mật khẩu rồi nạp lại.")
    limit = min(MAX_MEMBER, max(_RATIO_FROM, MAX_RATIO * info.compress_size))
    try:
        with archive.open(info) as stream:
            data = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở và lưu lại rồi nạp lại.") from error
    if len(data) > limit:
        raise UnreadableFile(f"Tệp “{name}” giải nén ra quá lớn, có thể là tệp phá hoại: không nạp tệp này.")
    return data


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Return a package that is in memory.

    Raises:
        UnreadableFile: the package is damaged.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableFile(f"Tệp “{name}” bị hỏng: hãy mở và lưu lại rồi nạp lại.") from error


def check_parts(data: bytes, name: str) -> None:
    """Refuse a package whose parts unpack beyond the bounds or declare entities, before a library opens it.

    Raises:
        UnreadableFile: the package is damaged, protected or hostile.
    """
    with open_zip(data, name) as archive:
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")):
                content = read_member(archive, info, name)
                if b"<!DOCTYPE" in content[:1024] or b"<!ENTITY" in content[:4096]:
                    raise UnreadableFile(f"Tệp “{name}” chứa khai báo XML không an toàn: không nạp tệp này.")
            elif info.file_size > MAX_MEMBER:  # a picture; zipfile unpacks no more than is declared
                raise UnreadableFile(
                    f"Tệp “{name}” giải nén ra quá lớn, có thể là tệp phá hoại: không nạp tệp này."
                )
