"""What is drawn on a page, in points from its top left corner (x to the right, y downwards)."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """Return the horizontal extent."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Return the vertical extent."""
        return self.y1 - self.y0

    def union(self, other: Box) -> Box:
        """Return the smallest rectangle around both."""
        return Box(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs shown by one operator on one baseline.

    `glyphs` holds (text, start, end) with distances from (x, y) along the direction of writing.
    """

    x: float
    y: float  # the baseline
    angle: float  # degrees clockwise; 0 is upright
    size: float  # height of the font in points
    glyphs: tuple[tuple[str, float, float], ...]
    bold: bool = False
    font: str = ""
    hidden: bool = False  # rendering mode 3: the text under a recognised scan
    white: bool = False  # painted in the colour of paper


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn horizontal or vertical line."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Return whether the line runs from left to right."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster image on the page; `pixels` is its width in pixels, 0 where unknown."""

    box: Box
    pixels: int = 0
    over: int = 0  # how many runs of the page an opaque picture was drawn after; 0 where it may let them show

    @property
    def dpi(self) -> float:
        """Return its resolution as printed, 0 where unknown."""
        return self.pixels * 72 / self.box.width if self.box.width else 0.0


@dataclass(slots=True)
class Drawing:
    """Everything that matters on one page."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: list[Picture] = field(default_factory=list)
    shapes: int = 0  # painted paths; a page of text turned into outlines has thousands
    fills: list[Box] = field(default_factory=list)  # areas painted in a colour, on which white print shows
    unseen: list[str] = field(default_factory=list)  # why runs were left out, in words
    turned: int = (
        0  # degrees clockwise by which the page was turned, because its text runs along another side
    )
    cut_short: bool = False  # a limit stopped the reading


@dataclass(frozen=True, slots=True)
class Word:
    """Glyphs without a gap between them, as one would select them with a double click."""

    text: str
    box: Box
    baseline: float
    size: float
    bold: bool = False
    confidence: float | None = None  # of a recognised word, 0 to 100
    font: str = ""
