"""Download one document from the web: http and https only, bounded, and never from inside the network.

The name is resolved once, the addresses are checked, and the connection goes to the checked address,
so that a second answer of the name server cannot lead elsewhere. Each redirect is checked the same way.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
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
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.presentation": ".odp",
    "application/vnd.ms-outlook": ".msg",
    "message/rfc822": ".eml",
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
    never = [a for a in addresses if _is_never(a)]
    if never:
        raise _refused(url, f"địa chỉ {never[0]} không bao giờ được tải từ đó")
    private = [a for a in addresses if not _is_public(a)]
    if private and not allow_private:
        raise _refused(
            url, f"địa chỉ thuộc mạng nội bộ ({private[0]}); đặt HOIDAP_URL_ALLOW_PRIVATE=true nếu cần"
        )
    return host, addresses[0], port


def _resolve(url: str, host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as error:
        raise _refused(url, f"không tìm thấy máy chủ {host}") from error
    return list(dict.fromkeys(str(info[4][0]) for info in found))


_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))  # RFC 6052, RFC 8215
_COMPATIBLE = ipaddress.ip_network("::/96")  # "::7f00:1", the IPv4-compatible form of RFC 4291, deprecated
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def _meant(address: str) -> _Address:
    """Return the address that is reached, in whatever form of IPv6 an IPv4 address is wrapped."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv4Address):
        return parsed
    teredo = parsed.teredo[1] if parsed.teredo else None
    wrapped = parsed.ipv4_mapped or parsed.sixtofour or teredo
    if wrapped is None and any(parsed in network for network in _NAT64):
        wrapped = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
    return wrapped or parsed


def _is_never(address: str) -> bool:
    """Whether an address is refused also where private ones are allowed.

    Those are link-local ones (cloud metadata), multicast, and forms of IPv6 that only hide another
    address: no office's server has one.
    """
    parsed = ipaddress.ip_address(address.partition("%")[0])
    meant = _meant(address)
    hidden = parsed.version == 6 and (
        any(parsed in network for network in _NAT64) or (parsed in _COMPATIBLE and int(parsed) > 1)
    )
    return hidden or meant.is_link_local or meant.is_multicast


def _is_public(address: str) -> bool:
    meant = _meant(address)
    return meant.is_global and not meant.is_multicast


def _request(url: str, limits: FetchLimits, deadline: float) -> Fetched | str:
    """Return what an address holds, or where it redirects to."""
    import httpx  # noqa: PLC0415 - only when something is downloaded

    host, address, _ = checked_address(url, allow_private=limits.allow_private)
    target = httpx.URL(url).copy_with(host=address)
    headers = {"Host": httpx.URL(url).netloc.decode("ascii"), "User-Agent": _AGENT, "Accept-Encoding": "gzip"}
    timeout = httpx.Timeout(max(0.1, deadline - time.monotonic()))
    watch = _Watch(deadline)
    try:
        # trust_env off: a proxy from the environment would connect to an address that nobody checked.
        with watch, httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
            extensions = {"sni_hostname": host, "trace": watch.see}
            request = client.build_request("GET", target, headers=headers, extensions=extensions)
            response = client.send(request, stream=True)
            try:
                answer = _read(url, response, limits, deadline)
            finally:
                response.close()
        if watch.rang:  # a body without a length ends where its connection is cut off
            raise _refused(url, f"quá {limits.seconds:.0f} giây không tải xong")
        return answer
    except httpx.TimeoutException as error:
        raise _refused(url, f"quá {limits.seconds:.0f} giây không tải xong") from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, OSError, ValueError) as error:
        if watch.rang:
            raise _refused(url, f"quá {limits.seconds:.0f} giây không tải xong") from error
        raise _refused(url, "máy chủ không trả lời đúng cách") from error


class _Watch:
    """Cut a connection off at a deadline, also while its headers come in drop by drop."""

    def __init__(self, deadline: float) -> None:
        self.rang = False
        self._sockets: list[socket.socket] = []
        self._timer = threading.Timer(max(0.0, deadline - time.monotonic()), self._ring)
        self._timer.daemon = True

    def __enter__(self) -> _Watch:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def see(self, event: str, info: Mapping[str, Any]) -> None:
        """Remember the socket of each connection that is made."""
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            found = info["return_value"].get_extra_info("socket")
            if found is not None:
                self._sockets.append(found)
                if self.rang:
                    self._ring()

    def _ring(self) -> None:
        self.rang = True
        for one in self._sockets:
            with contextlib.suppress(OSError):
                socket.socket.shutdown(one, socket.SHUT_RDWR)  # not SSLSocket's own, which forgets its state


def _read(url: str, response: httpx.Response, limits: FetchLimits, deadline: float) -> Fetched | str:
    if 300 <= response.status_code < 400 and response.status_code != 304:
        if "Location" not in response.headers:
            raise _refused(url, f"máy chủ trả về mã {response.status_code} mà không nói chuyển tới đâu")
        place: str = response.headers["Location"]
        return place
    if response.status_code != 200:
        raise _refused(url, f"máy chủ trả về mã {response.status_code}")
    most = int(limits.megabytes * 1_000_000)
    data = bytearray()
    unpack = _unpacking(url, response.headers.get("Content-Encoding", ""))
    received = 0
    for block in response.iter_raw():  # as it comes: waiting for full blocks would outlast the deadline
        received += len(block)
        data += unpack(block, most + 1 - len(data))
        if len(data) > most or received > most:
            raise _refused(url, f"tệp lớn hơn {limits.megabytes:g} MB")
        if time.monotonic() > deadline:
            raise _refused(url, f"quá {limits.seconds:.0f} giây không tải xong")
    if not data:
        raise _refused(url, "máy chủ trả về tệp rỗng")
    return Fetched(url, _name(url, response), bytes(data))


def _unpacking(url: str, encoding: str) -> Callable[[bytes, int], bytes]:
    """Return what unpacks a block to no more than so many bytes.

    Only what was asked for is unpacked: one gzip. Packed twice, or otherwise, a kilobyte becomes gigabytes.
    """
    word = encoding.strip().lower()
    if word in ("", "identity"):
        return lambda block, _most: block
    if word not in ("gzip", "x-gzip"):
        raise _refused(url, "máy chủ nén nội dung theo cách không hỗ trợ")
    packed = zlib.decompressobj(16 + zlib.MAX_WBITS)

    def unpack(block: bytes, most: int) -> bytes:
        try:
            return packed.decompress(block, max(1, most))
        except zlib.error as error:
            raise _refused(url, "nội dung nén bị hỏng") from error

    return unpack


def _name(url: str, response: httpx.Response) -> str:
    """Return a file name: the server's, or the last part of the path, with an ending that fits."""
    said = re.search(r"filename\*?=(?:UTF-8'')?\"?([^\";]+)", response.headers.get("Content-Disposition", ""))
    parts = urlsplit(url)
    name = unquote(said[1]) if said else unquote(PurePosixPath(parts.path).name) or parts.hostname or "trang"
    longest = 80  # characters of a name: three bytes each still fit into the 255 of a file system
    name = _UNSAFE_IN_NAME.sub("-", PurePosixPath(name).name).strip("-. ")[-longest:] or "trang"
    ending = _ENDINGS.get(response.headers.get("Content-Type", "").split(";")[0].strip().lower(), "")
    return name if not ending or name.lower().endswith((ending, ".htm", ".md")) else name + ending
