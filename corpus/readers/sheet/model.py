"""The values that all formats of workbooks are read into."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.text import Run

MAX_CELLS = 500_000  # printed cells in one workbook; a year's budget of a province has 50,000


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A filled cell: its place, its text as displayed by fonts, and how far it is merged."""

    row: int
    column: int
    runs: tuple[Run, ...]
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Sheet:
    """A sheet with its filled cells in row order."""

    name: str
    hidden: bool = False
    cells: list[SheetCell] = field(default_factory=list)
    unseen: list[str] = field(
        default_factory=list
    )  # "hàng 3", "cột C": filled places that Excel does not show


@dataclass(slots=True)
class Workbook:
    """What was read of a workbook."""

    media_type: str
    sheets: list[Sheet] = field(default_factory=list)
    formulas: int = 0  # cells whose result the file lacks
    cut: bool = False
