"""Targets by period: the list, the matrix indicator × period, and lines over the years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.register.register import TargetRow
from corpus.text import fold, show_number
from ui import tables, text
from ui.filters import Filters
from ui.markup import attributes, escape

_COLUMNS = {
    "indicator": text.INDICATOR,
    "period": text.PERIOD,
    "value": text.VALUE,
    "document": text.PLACE,
}
_ORDERS = {name: name for name in _COLUMNS}
_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "rank<=": "nhóm ", "range": ""}
_MOST_LINES = 24  # small charts on one page
_MOST_ROWS = 2_000  # rows of all tables; drawn in a glance because closed themes are not laid out
_ALL_OPEN = 60  # rows: what one scrolls through; with more only the first theme stands open
_WIDTH, _HEIGHT, _MARGIN = 320, 150, 34  # pixels of one small chart


def value(row: TargetRow) -> str:
    """Return a target's value with comparator and unit: "≥ 98 %"."""
    shown = row.value if isinstance(row.value, str) else show_number(row.value)
    sign = _SIGNS.get(row.comparator, "") if not isinstance(row.value, str) else ""
    return f"{sign}{shown}{' ' + row.unit if row.unit else ''}"


def _data(row: TargetRow) -> dict[str, object]:
    return {"data-source": row.document_id, "data-start": row.start, "data-end": row.end}


def row(target: TargetRow, place: str) -> str:
    """Return a line of the list."""
    contents = {
        "indicator": escape(target.indicator) + _where(target),
        "period": escape(target.period or "–"),
        "value": f"<strong>{escape(value(target))}</strong>",
        "document": place,
    }
    cells = "".join(tables.cell(name, contents[key]) for key, name in _COLUMNS.items())
    return f"<tr{attributes({'data-row': True, **_data(target)})}>{cells}</tr>"


def _where(target: TargetRow) -> str:
    if not target.place or fold(target.place) in fold(target.indicator):
        return ""
    return f" <small>({escape(target.place)})</small>"


def listing(body: str, filters: Filters) -> str:
    """Return the list of targets."""
    head = tables.head(_COLUMNS, _ORDERS, filters)
    return (
        f'<div class="hd-scroll hd-tall" tabindex="0" role="region" aria-label="{text.TARGET_TABLE}">'
        f'<table class="hd-rows">{head}<tbody>{body}</tbody></table>'
        "</div>"
    )


def matrix(rows: Sequence[TargetRow], themes: Mapping[str, str]) -> str:
    """Return indicators by periods, a table for each heading with only its own periods; values open their quotes.

    Args:
        rows: the targets.
        themes: provision id → the heading above it.
    """
    by_theme: dict[str, dict[tuple[str, str], list[TargetRow]]] = {}
    for target in rows:
        lines = by_theme.setdefault(themes.get(target.provision, ""), {})
        lines.setdefault((target.indicator, target.place or ""), []).append(target)
    count = sum(map(len, by_theme.values()))
    body, left = "", _MOST_ROWS
    for number, (name, lines) in enumerate(by_theme.items()):
        shown = list(lines.values())[:left]
        left -= len(shown)
        if shown:
            body += _theme(name, shown, number == 0 or count <= _ALL_OPEN)
    cut = text.TARGETS_CUT.format(shown=_MOST_ROWS, count=count)
    return body + (f'<p class="hd-note">{cut}</p>' if count > _MOST_ROWS else "")


def _theme(name: str, groups: Sequence[Sequence[TargetRow]], opened: bool) -> str:
    periods = sorted({r.period or "" for group in groups for r in group}, key=lambda p: (p[-4:], p))
    head = "".join(f'<th scope="col">{escape(p or text.NO_PERIOD)}</th>' for p in periods)
    body = "".join(_line(group, periods) for group in groups)
    title, region = escape(name or text.TARGET_TABLE), attributes({"aria-label": name or text.TARGET_TABLE})
    count = text.INDICATOR_COUNT.format(count=len(groups))
    return (
        f'<details class="hd-theme"{attributes({"open": opened})}><summary><span>{title}<small>{count}</small></span></summary>'
        f'<div class="hd-scroll hd-tall" tabindex="0" role="region"{region}><table class="hd-matrix"><thead><tr>'
        f'<th scope="col">{text.INDICATOR}</th>{head}</tr></thead><tbody>{body}</tbody></table></div></details>'
    )


def _line(group: Sequence[TargetRow], periods: Sequence[str]) -> str:
    first = group[0]
    cells = ""
    for period in periods:
        stated: dict[str, TargetRow] = {}  # a value that stands in two places is shown once
        for target in group:
            if (target.period or "") == period:
                stated.setdefault(value(target), target)
        shown = "".join(map(_value_button, stated.values()))
        cells += tables.cell(period or text.NO_PERIOD, f"<div>{shown}</div>", empty=not shown)
    return f'<tr><th scope="row">{escape(first.indicator)}{_where(first)}</th>{cells}</tr>'


def _value_button(target: TargetRow) -> str:
    label = text.OPEN_QUOTE.format(place=target.section or target.document)
    shown = escape(value(target))
    return (
        f'<button type="button" class="hd-value"{attributes({**_data(target), "title": label})}>{shown}'
        "</button>"
    )


Point = tuple[int, float, TargetRow]


def series(rows: Sequence[TargetRow]) -> Mapping[tuple[str, str, str], list[Point]]:
    """Return numeric targets whose value changes over the years, by indicator, unit and place."""
    found: dict[tuple[str, str, str], dict[int, Point]] = {}
    for target in rows:
        year = (target.period or "")[-4:]
        if isinstance(target.value, str) or not year.isdigit():
            continue
        key = (target.indicator, target.unit or "", target.place or "")
        found.setdefault(key, {}).setdefault(int(year), (int(year), float(target.value), target))
    return {
        key: sorted(points.values())
        for key, points in found.items()
        if len({amount for _, amount, _ in points.values()}) > 1  # a line that stays level says nothing
    }


def lines(rows: Sequence[TargetRow]) -> str:
    """Return a small chart for each indicator that has values for several years."""
    drawn = list(series(rows).items())[:_MOST_LINES]
    if not drawn:
        return (
            f'<section class="hd-chart"><h2>{text.CHART}</h2><p class="hd-note">{text.NO_CHART}</p></section>'
        )
    charts = "".join(_chart(key, points) for key, points in drawn)
    return (
        f'<section class="hd-chart" aria-label="{text.CHART}"><h2>{text.CHART}</h2>'
        f'<p class="hd-note">{text.CHART_TEXT}</p><div class="hd-lines">{charts}</div></section>'
    )


def _chart(key: tuple[str, str, str], points: Sequence[Point]) -> str:
    name, unit, place = key
    spots = [(_x(p[0], points), _y(p[1], points), p) for p in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in spots)
    marks = "".join(
        f'<g data-row{attributes(_data(p[2]))}><circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
        f'<text x="{x:.1f}" y="{y - 10:.1f}">{escape(show_number(p[1]))}</text>'
        f'<text class="hd-year" x="{x:.1f}" y="{_HEIGHT - 6}">{p[0]}</text></g>'
        for x, y, p in spots
    )
    said = ", ".join(f"{p[0]}: {value(p[2])}" for _, _, p in spots)
    title = " · ".join(filter(None, (name, place, unit)))
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img"'
        f' aria-label="{escape(title)}. {escape(said)}"><text class="hd-unit" x="4" y="14">{escape(unit)}</text>'
        f'<polyline points="{path}"/>{marks}</svg></figure>'
    )


def _x(year: int, points: Sequence[Point]) -> float:
    first, last = points[0][0], points[-1][0]
    return _MARGIN + (year - first) / (last - first) * (_WIDTH - 2 * _MARGIN)


def _y(amount: float, points: Sequence[Point]) -> float:
    low, high = min(p[1] for p in points), max(p[1] for p in points)
    room = _HEIGHT - 2 * _MARGIN
    return _MARGIN + room / 2 if low == high else _MARGIN + (high - amount) / (high - low) * room
