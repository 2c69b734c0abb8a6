"""Download one document from the web: http and https only, bounded, and never from inside the network.

The name is resolved once, the addresses are checked, and the connection goes to the checked address,
so that a second answer of the name server cannot lead elsewhere. Each redirect is checked the same way.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import time
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from corpus.errors import FetchRefused

if TYPE_CHECKING:
    import httpx

_REDIRECTS = 5  # as many as browsers need for a moved page with a language and a login-free copy
_AGENT = "hoidap"
_UNSAFE_IN_NAME = re.compile(r"[^\w.() -]+")
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/zip": ".zip",
}


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Bounds of one download: seconds and megabytes over all redirects, and where it may go."""

    seconds: float = 30.0  # a page of the law database takes 2 to 10 s
    megabytes: float = 50.0  # the largest published decision with scanned appendices seen is 40 MB
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was downloaded: the content and the file name it goes by."""

    url: str
    name: str
    data: bytes


def is_url(text: str) -> bool:
    """Whether an argument of `add` is an address rather than a path."""
    return bool(re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text))


def fetch(url: str, limits: FetchLimits | None = None) -> Fetched:
    """Return the document at an address.

    Raises:
        FetchRefused: with a Vietnamese sentence that names the address and the reason.
    """
    limits = limits or FetchLimits()
    deadline = time.monotonic() + limits.seconds
    current = url
    for _ in range(_REDIRECTS + 1):
        answer = _request(current, limits, deadline)
        if isinstance(answer, Fetched):
            return answer
        current = urljoin(current, answer)
    raise _refused(url, f"chuyển hướng quá {_REDIRECTS} lần")


def _refused(url: str, why: str) -> FetchRefused:
    return FetchRefused(f"Không tải được {url}: {why}.")


def checked_address(url: str, *, allow_private: bool) -> tuple[str, str, int]:
    """Return host, address to connect to, and port of a URL.

    Raises:
        FetchRefused: another scheme than http(s), a name that does not resolve, a private address.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise _refused(url, "địa chỉ viết sai") from error
    if parts.scheme not in ("http", "https"):
        raise _refused(url, "chỉ nhận địa chỉ http hoặc https")
    if not host:
        raise _refused(url, "địa chỉ không có tên máy chủ")
    if parts.username or parts.password:
        raise _refused(url, "địa chỉ có kèm tên đăng nhập hoặc mật khẩu")
    port = port or (443 if parts.scheme == "https" else 80)
    addresses = _resolve(url, host, port)
    private = [a for a in addresses if not _is_public(a)]
    if private and not allow_private:
        raise _refused(
            url, f"địa chỉ thuộc mạng nội bộ ({private[0]}); đặt HOIDAP_URL_ALLOW_PRIVATE=true nếu cần"
        )
    return host, addresses[0], port


def _resolve(url: str, host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise _refused(url, f"không tìm thấy máy chủ {host}") from error
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    return (mapped or parsed).is_global and not parsed.is_multicast


def _request(url: str, limits: FetchLimits, deadline: float) -> Fetched | str:
    """Return what an address holds, or where it redirects to."""
    import httpx  # noqa: PLC0415 - only when something is downloaded

    host, address, _ = checked_address(url, allow_private=limits.allow_private)
    target = httpx.URL(url).copy_with(host=address)
    headers = {"Host": httpx.URL(url).netloc.decode("ascii"), "User-Agent": _AGENT, "Accept-Encoding": "gzip"}
    timeout = httpx.Timeout(max(0.1, deadline - time.monotonic()))
    try:
        # trust_env off: a proxy from the environment would connect to an address that nobody checked.
        with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
            request = client.build_request("GET", target, headers=headers, extensions={"sni_hostname": host})
            response = client.send(request, stream=True)
            try:
                return _read(url, response, limits, deadline)
            finally:
                response.close()
    except httpx.TimeoutException as error:
        raise _refused(url, f"quá {limits.seconds:.0f} giây không tải xong") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _refused(url, "máy chủ không trả lời đúng cách") from error


def _read(url: str, response: httpx.Response, limits: FetchLimits, deadline: float) -> Fetched | str:
    if response.is_redirect:
        return response.headers["Location"]
    if response.status_code != 200:
        raise _refused(url, f"máy chủ trả về mã {response.status_code}")
    most = int(limits.megabytes * 1_000_000)
    data = bytearray()
    for block in response.iter_bytes():  # as it comes: waiting for full blocks would outlast the deadline
        data += block
        if len(data) > most:
            raise _refused(url, f"tệp lớn hơn {limits.megabytes:g} MB")
        if time.monotonic() > deadline:
            raise _refused(url, f"quá {limits.seconds:.0f} giây không tải xong")
    if not data:
        raise _refused(url, "máy chủ trả về tệp rỗng")
    return Fetched(url, _name(url, response), bytes(data))


def _name(url: str, response: httpx.Response) -> str:
    """Return a file name: the server's, or the last part of the path, with an ending that fits."""
    said = re.search(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", response.headers.get("Content-Disposition", ""))
    parts = urlsplit(url)
    name = unquote(said[1]) if said else unquote(PurePosixPath(parts.path).name) or parts.hostname or "trang"
    longest = 80  # characters of a name: three bytes each still fit into the 255 of a file system
    name = _UNSAFE_IN_NAME.sub("-", PurePosixPath(name).name).strip("-. ")[-longest:] or "trang"
    ending = _ENDINGS.get(response.headers.get("Content-Type", "").split(";")[0].strip().lower(), "")
    return name if not ending or name.lower().endswith((ending, ".htm", ".md")) else name + ending
