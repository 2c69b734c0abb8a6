"""Parts that both register views share: forms, heads that sort, pages, the bar above a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

from corpus.model import Document
from ui import card, text
from ui.filters import ROWS_PER_PAGE, Filters, change
from ui.filters import day as filters_day
from ui.markup import attributes, escape

Row = TypeVar("Row")


def select(label: str, name: str, value: str, options: Mapping[str, str]) -> str:
    """Return a labelled choice; a value of the address that is no option is added: nothing is hidden."""
    shown = dict(options) if value in options else {**options, value: value}
    choices = "".join(
        f"<option{attributes({'value': key, 'selected': key == value})}>{escape(words)}</option>"
        for key, words in shown.items()
    )
    return f'<label>{label}<select name="{name}">{choices}</select></label>'


def field(label: str, name: str, value: str, kind: str) -> str:
    """Return a labelled input."""
    style = ' class="hd-wide"' if kind == "search" else ""
    return f'<label{style}>{label}<input type="{kind}" name="{name}" value="{escape(value)}"></label>'


def day(label: str, name: str, value: str) -> str:
    """Return a labelled day, written as in Viet Nam whatever the browser's language."""
    known = filters_day(value)
    values = {
        "name": name,
        "value": known.strftime("%d/%m/%Y") if known else value,
        "placeholder": text.DAY_HINT,
    }
    return f'<label>{label}<input type="text" inputmode="numeric" maxlength="10"{attributes(values)}></label>'


def combobox(label: str, name: str, value: str, kind: str) -> str:
    """Return a labelled input whose values are suggested while one types."""
    values = {
        "name": name, "value": value, "data-suggest": kind, "role": "combobox", "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": "hd-suggest",
    }  # fmt: skip
    return (
        f'<label class="hd-combo">{label}<input type="text" autocomplete="off"{attributes(values)}></label>'
    )


def documents(held: Sequence[Document], value: str) -> str:
    """Return the choice of a document."""
    return select(text.DOCUMENT, "vb", value, {"": text.ANY, **{d.id: card.short(d) for d in held}})


def form(view: str, fields: Sequence[str]) -> str:
    """Return the filters of a view; the first is always seen, the others fold away on a phone."""
    clear = f'<button type="button" class="hd-button" data-clear="{view}">{text.CLEAR}</button>'
    rest = "".join(fields[1:]) + clear
    more = f"<details open><summary>{text.MORE_FILTERS}</summary><div>{rest}</div></details>"
    return (
        f'<form class="hd-filters" data-view="{view}" role="search" aria-label="{text.FILTERS}"'
        ' autocomplete="off">'
        f"{fields[0]}{more}</form>"
    )


def json_of(**values: str) -> str:
    """Return what a button does to the address, for its data-set attribute."""
    return change(**values)


def displays(filters: Filters, names: Mapping[str, str]) -> str:
    """Return the choice between table and pictures."""
    now = filters.xem if filters.xem in names else next(iter(names))
    buttons = "".join(
        f'<button type="button" class="hd-button"{attributes({"data-set": change(xem=key)})}'
        f' aria-pressed="{str(key == now).lower()}">{name}</button>'
        for key, name in names.items()
    )
    return f'<div class="hd-displays" role="group" aria-label="{text.DISPLAY}">{buttons}</div>'


def bar(view: str, count: str, filters: Filters, kinds: Sequence[str], names: Mapping[str, str]) -> str:
    """Return the line above a table: how much there is, how to see it, how to take it along."""
    query = quote(filters.query(trang=""), safe="")
    links = "".join(
        f'<a class="hd-button" href="hoidap/xuat/{view}.{kind}?q={query}" download>{text.EXPORTS[kind]}</a>'
        for kind in kinds
    )
    link = f'<button type="button" class="hd-button" data-link>{text.COPY_LINK}</button>'
    return (
        f'<div class="hd-bar"><p class="hd-count" role="status">{escape(count)}</p>{displays(filters, names)}'
        f'<details class="hd-exports" open><summary>{text.EXPORT_SHORT}</summary>'
        f'<div role="group" aria-label="{text.EXPORT}">{links}{link}</div></details></div>'
    )


def head(columns: Mapping[str, str], sortable: Mapping[str, str], filters: Filters) -> str:
    """Return the head of a table; sortable columns are buttons that say their order."""
    cells = []
    for key, name in columns.items():
        order = sortable.get(key)
        if order is None:
            cells.append(f'<th scope="col">{name}</th>')
            continue
        up = filters.xep == order
        now = "ascending" if up else "descending" if filters.xep == f"-{order}" else "none"
        data = {
            "data-set": change(xep=f"-{order}" if up else order),
            "title": text.SORT_BY.format(column=name.lower()),
        }
        cells.append(
            f'<th scope="col" aria-sort="{now}"><button type="button"{attributes(data)}>{name}</button></th>'
        )
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def page_of(rows: Sequence[Row], filters: Filters) -> Sequence[Row]:
    """Return the rows of the page that is asked for; the last page beyond the end."""
    last = max(1, -(-len(rows) // ROWS_PER_PAGE))
    start = (min(filters.page, last) - 1) * ROWS_PER_PAGE
    return rows[start : start + ROWS_PER_PAGE]


def pages(filters: Filters, count: int) -> str:
    """Return the way to other pages of the table, or nothing when there is one."""
    last = max(1, -(-count // ROWS_PER_PAGE))
    if last == 1:
        return ""
    now = min(filters.page, last)
    back = _page_button(text.PAGE_BACK, now - 1, now > 1)
    on = _page_button(text.PAGE_ON, now + 1, now < last)
    place = text.PAGE_OF.format(page=now, pages=last)
    return f'<nav class="hd-pager" aria-label="{text.PAGES}">{back}<span>{place}</span>{on}</nav>'


def _page_button(name: str, page: int, possible: bool) -> str:
    values = {"data-set": change(trang=str(page)), "disabled": not possible}
    return f'<button type="button" class="hd-button"{attributes(values)}>{name}</button>'


def cell(label: str, content: str, empty: bool = False) -> str:
    """Return a cell that carries its column's name, shown where the table is stacked on a phone."""
    style = ' class="hd-none"' if empty else ""  # a card on a phone leaves it out
    return f'<td data-label="{escape(label)}"{style}>{content}</td>'
