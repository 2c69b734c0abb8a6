"""Provinces and cities under the central government, before and after 01/07/2025 (NQ 202/2025/QH15)."""

from __future__ import annotations

import difflib
from functools import cache

from corpus.text import strip_diacritics

PROVINCES = tuple(
    """An Giang, Bà Rịa - Vũng Tàu, Bạc Liêu, Bắc Giang, Bắc Kạn, Bắc Ninh, Bến Tre, Bình Dương, Bình Định,
    Bình Phước, Bình Thuận, Cà Mau, Cao Bằng, Cần Thơ, Đà Nẵng, Đắk Lắk, Đắk Nông, Điện Biên, Đồng Nai,
    Đồng Tháp,
    Gia Lai, Hà Giang, Hà Nam, Hà Nội, Hà Tĩnh, Hải Dương, Hải Phòng, Hậu Giang, Hòa Bình, Hồ Chí Minh, Huế,
    Hưng Yên, Khánh Hòa, Kiên Giang, Kon Tum, Lai Châu, Lạng Sơn, Lào Cai, Lâm Đồng, Long An, Nam Định,
    Nghệ An,
    Ninh Bình, Ninh Thuận, Phú Thọ, Phú Yên, Quảng Bình, Quảng Nam, Quảng Ngãi, Quảng Ninh, Quảng Trị,
    Sóc Trăng,
    Sơn La, Tây Ninh, Thái Bình, Thái Nguyên, Thanh Hóa, Thừa Thiên Huế, Tiền Giang, Trà Vinh, Tuyên Quang,
    Vĩnh Long, Vĩnh Phúc, Yên Bái""".replace("\n", " ").split(", ")
)
NEAR = 0.85  # share of equal letters: one lost or changed in six ("LÂM ĐNG"), and no other province that near


@cache
def _stripped() -> dict[str, str]:
    return {strip_diacritics(" ".join(p.split())): " ".join(p.split()) for p in PROVINCES}


@cache
def mend_place(printed: str) -> str | None:
    """Return the province that a printed place means, also with a lost or misread letter, or None."""
    key = strip_diacritics(printed)
    known = _stripped()
    if key in known:
        return known[key]
    near = difflib.get_close_matches(key, known, n=2, cutoff=NEAR)
    return known[near[0]] if len(near) == 1 else None
