"""Which role a question asks for: who leads, who supports, who monitors."""

from __future__ import annotations

import re

ROLES = ("lead", "support", "monitor")
NAMES = {
    "lead": "cơ quan chủ trì, thực hiện",
    "support": "cơ quan phối hợp",
    "monitor": "cơ quan theo dõi, đôn đốc",
}
TITLES = {"lead": "Chủ trì, thực hiện", "support": "Phối hợp", "monitor": "Theo dõi, đôn đốc"}
_WHO = (
    r"(?:ai|(?:những |các )?(?:cơ quan|đơn vị|sở|ban|ngành|bộ|phòng|tổ chức|địa phương|bên)[ ,\w]{0,12}? nào)"
)
_MUST = r"(?:\s+(?:phải|sẽ|được giao|có trách nhiệm|chịu trách nhiệm|là đơn vị|làm))*"
_WATCH = r"(?:theo dõi|giám sát|đôn đốc|kiểm tra)"
# "ai phối hợp", "cơ quan nào phối hợp"; "phối hợp với ai", "phối hợp với những cơ quan nào"
_SUPPORT = re.compile(
    rf"{_WHO}{_MUST}\s+(?:cùng )?phối hợp|phối hợp (?:với |cùng )?{_WHO}|(?:cơ quan|đơn vị) phối hợp"
)
# "ai giám sát", "cơ quan nào theo dõi việc …", never "ai chủ trì kiểm tra"
_MONITOR = re.compile(rf"{_WHO}{_MUST}\s+{_WATCH}")
_LEAD = re.compile(rf"chủ trì|{_WHO}{_MUST}\s+(?:thực hiện|tổ chức)|giao (?:cho )?{_WHO}")


def asked_roles(text: str) -> tuple[str, ...]:
    """Return the roles that a folded question asks for, in the order of ROLES; none when it names no role."""
    found = {
        "support": bool(_SUPPORT.search(text)),
        "monitor": bool(_MONITOR.search(text)),
        "lead": bool(_LEAD.search(text)),
    }
    return tuple(role for role in ROLES if found[role])


def role_of_agency(text: str) -> str | None:
    """Return the role that a question about the tasks of a named agency gives it ("Sở X phối hợp những việc gì?")."""
    if "phối hợp" in text and "chủ trì" not in text:
        return "support"
    if (
        re.search(rf"{_WATCH}[ ,\w]{{0,20}}(?:nhiệm vụ|việc|nội dung)[ \w]{{0,8}}(?:nào|gì)", text)
        and "chủ trì" not in text
    ):
        return "monitor"
    return "lead" if "chủ trì" in text and "phối hợp" not in text else None
