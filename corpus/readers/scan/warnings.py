"""What the user should know about recognised pages, in Vietnamese sentences."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers.layout import PageLayout
from corpus.readers.scan import ocr
from corpus.readers.scan.signatures import is_unsigned


def scan_warnings(pages: Sequence[PageLayout], failed: dict[int, str]) -> list[str]:
    """Return what the user should know about recognised pages."""
    out = []
    if pages:
        mean = sum(p.confidence or 0.0 for p in pages) / len(pages)
        out.append(f"Bản quét, độ tin cậy {mean:.0f} %: hãy đối chiếu với ảnh gốc khi trích dẫn.")
    poor = [p.number for p in pages if p.lines and (p.confidence or 0.0) < ocr.DOUBTFUL]
    if poor:
        out.append(f"{pages_in_words(poor)} nhận dạng kém, cần đọc lại trên ảnh gốc.")
    empty = [p.number for p in pages if not p.blocks and p.confidence != ocr.BLANK]
    if empty:
        out.append(f"{pages_in_words(empty)} không nhận dạng được chữ nào.")
    unsigned = [p.number for p in pages if is_unsigned(p)]
    if unsigned:
        out.append(
            f"{pages_in_words(unsigned)} không đọc được họ tên người ký cạnh “Nơi nhận” "
            "(có thể bị dấu hoặc chữ ký che): hãy xem ảnh gốc."
        )
    for reason in dict.fromkeys(failed.values()):
        numbers = [n for n, r in failed.items() if r == reason]
        out.append(f"{pages_in_words(numbers)} chưa được nhận dạng: {reason}.")
    return out


def pages_in_words(numbers: Sequence[int]) -> str:
    """Return "Trang 3", "Trang 2, 5 và 9" or, for a long run, "Trang 201 đến 500"."""
    if len(numbers) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1)):
        return f"Trang {numbers[0]} đến {numbers[-1]}"
    shown = [str(n) for n in numbers]
    return "Trang " + (f"{', '.join(shown[:-1])} và {shown[-1]}" if len(shown) > 1 else shown[0])
