"""Small official documents in plain text, written for the tests."""

from __future__ import annotations


def decision(
    number: str = "15/QĐ-UBND", *, day: int = 3, title: str = "Về việc phân công nhiệm vụ", body: str = ""
) -> str:
    """Return a decision of UBND tỉnh Lâm Đồng with two articles."""
    return f"""ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: {number}

Lâm Đồng, ngày {day:02} tháng 6 năm 2024

QUYẾT ĐỊNH

{title}

ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13;
Theo đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 21/TTr-SNV ngày 01 tháng 6 năm 2024.

QUYẾT ĐỊNH:

Điều 1. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng kế hoạch, hoàn thành trước ngày 30/9/2024.{body}

Điều 2. Quyết định này có hiệu lực kể từ ngày ký.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Văn A
"""
