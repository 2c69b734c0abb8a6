"""What a body is called today: successors of former departments and units, each with its day and the act that says so."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources

from corpus.agencies.read import agency_id, full_name
from corpus.text import find_folded, fold, squeeze, strip_diacritics


@dataclass(frozen=True, slots=True)
class Successor:
    """The present name of a former body: "nay là `name`" since a day, by an act (second-hand, as all of the gazetteer)."""

    name: str
    since: date
    source: str


@cache
def _data() -> dict[str, list[dict[str, object]]]:
    text = resources.files("corpus.agencies").joinpath("agencies.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _former() -> dict[str, tuple[Successor, ...]]:
    """Return the successors of each former body by its id."""
    found: dict[str, tuple[Successor, ...]] = {}
    for row in _data()["agency"]:
        names = tuple(str(n) for n in _list(row, "successors"))
        if names:
            found[agency_id(str(row["name"]))] = _successors(row, "until", names)
    for row in _data()["field"]:
        for head in _list(row, "heads"):
            names = tuple(f"{head} {n}" for n in _list(row, "successors"))
            if names:
                found[agency_id(f"{head} {row['name']}")] = _successors(row, "until", names)
    return found


def _list(row: dict[str, object], key: str) -> list[object]:
    value = row.get(key, [])
    return value if isinstance(value, list) else [value]


def _successors(row: dict[str, object], day: str, names: tuple[str, ...]) -> tuple[Successor, ...]:
    since = row[day]
    assert isinstance(since, date)  # tests read the whole table
    sources: object = _data()["sources"]
    known = sources if isinstance(sources, dict) else {}
    said = "; ".join(str(known[s]) for s in _list(row, "sources") if s in known)
    return tuple(Successor(name, since, said) for name in names)


@lru_cache(maxsize=4096)
def present_names(name: str) -> tuple[Successor, ...]:
    """Return what a former body is called today, or nothing for one that still has its name.

    A head of a body ("Giám đốc Sở Kế hoạch và Đầu tư") and a place behind it stay with the new name; a former
    unit ("UBND tỉnh Đắk Nông") gives its present ones.
    """
    head = re.match(
        r"(?:(?:Phó )?Giám đốc|Lãnh đạo|(?:Phó )?Trưởng|Chánh Thanh tra|Chánh Văn phòng|Bộ trưởng|Thứ trưởng) (?=Sở|Bộ|Ban|Ủy ban)",
        name,
    )
    bare = name[head.end() :] if head else name
    known = _former().get(agency_id(bare))
    if known is not None:
        place = re.search(r"\s(?:tỉnh|thành phố)(?:\s\S+){0,4}$", bare)
        tail = place[0] if place and "tỉnh" not in known[0].name else ""
        return tuple(Successor(f"{head[0] if head else ''}{s.name}{tail}", s.since, s.source) for s in known)
    for row in _data()["unit"]:
        former = str(row["former"])
        for start, end in find_folded(former, name):
            names = tuple(squeeze(name[:start] + str(p) + name[end:]) for p in _list(row, "present"))
            return _successors(row, "since", names)
    return ()


_PROVINCIAL = re.compile(r"(?<!\w)(?:so|tinh|thanh pho|ban dan toc)(?!\w)")
_PLACE = re.compile(r"(?<=\S )(?:tỉnh|thành phố|tp\.?)\s+(?!trực thuộc)(?P<place>(?:[^\W\d_]+\s*){1,4})$")


@lru_cache(maxsize=8192)
def agency_key(name: str, province: str | None = None) -> str:
    """Return the key that all spellings of one body share and bodies of two provinces do not.

    Args:
        name: a body as printed ("UBND tỉnh", "Ủy ban nhân dân tỉnh Lâm Đồng").
        province: the province of the document, for a provincial body that leaves it out ("Lâm Đồng").
    """
    key = agency_id(name)
    full = full_name(name)
    place = _PLACE.search(full)
    said = place["place"] if place else province
    if not said or not _PROVINCIAL.search(strip_diacritics(full)):
        return key
    return f"{key}@{re.sub(r'[^a-z]+', '-', strip_diacritics(fold(said))).strip('-')}"
