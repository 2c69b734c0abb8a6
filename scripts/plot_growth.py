#!/usr/bin/env python3
"""Draw what `tests.benchmarks.growth` has measured: `python scripts/plot_growth.py [RESULT]` writes docs/growth.svg.

Both axes are logarithmic: what grows in proportion to the units is a straight line of slope one.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WIDTH, HEIGHT = 300, 220  # of one panel, the axes included
LEFT, BOTTOM, TOP = 46, 34, 26
PANELS = (
    ("First search, s", (("search", "cold_s"),)),
    ("Warm search, ms: median, p95", (("search", "median_ms"), ("search", "p95_ms"))),
    ("Own memory of a search process, MB", (("search", "own_mb"),)),
    ("Disk, MB", (("vectors", "disk_mb"),)),
    ("Added, units/s: words, vectors", (("words", "units_per_s"), ("vectors", "units_per_s"))),
    ("Words of a new document, s", (("add", "words_s"),)),
)
COLOURS = ("#1d5fa8", "#b3541e")


def panel(title: str, sizes: Sequence[int], lines: Sequence[Sequence[float]], x: int, y: int) -> str:
    """Return one diagram with its place."""
    values = [v for line in lines for v in line if v > 0]
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)) + 1e-9)
    high = max(high, low + 1)
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def at(size: int, value: float) -> tuple[float, float]:
        across = (math.log10(size) - first) / (last - first) if last > first else 0.5
        up = (math.log10(max(value, 10**low)) - low) / (high - low)
        return LEFT + across * (WIDTH - LEFT - 20), HEIGHT - BOTTOM - up * (HEIGHT - BOTTOM - TOP)

    out = [f'<g transform="translate({x} {y})"><text x="{LEFT}" y="14" font-weight="bold">{title}</text>']
    for power in range(low, high + 1):
        _, height = at(sizes[0], 10**power)
        out.append(f'<path d="M{LEFT} {height:.1f}H{WIDTH - 12}" stroke="#ccc"/>')
        out.append(f'<text x="{LEFT - 6}" y="{height + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for size in sizes:
        across, _ = at(size, 10**low)
        out.append(f'<text x="{across:.1f}" y="{HEIGHT - 14}" text-anchor="middle">{size:,}</text>')
    for line, colour in zip(lines, COLOURS, strict=False):
        points = [at(size, value) for size, value in zip(sizes, line, strict=True) if value > 0]
        path = " ".join(f"{a:.1f},{b:.1f}" for a, b in points)
        out.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
    return "".join([*out, "</g>"])


def drawn(found: Mapping[str, Any]) -> str:
    """Return the picture of a result."""
    sizes = sorted(int(key) for key in found if key.isdigit())
    panels = []
    for number, (title, wanted) in enumerate(PANELS):
        lines = [[float(found[str(n)].get(stage, {}).get(key) or 0) for n in sizes] for stage, key in wanted]
        panels.append(panel(title, sizes, lines, (number % 3) * WIDTH, (number // 3) * HEIGHT))
    size = f'width="{3 * WIDTH}" height="{2 * HEIGHT}" viewBox="0 0 {3 * WIDTH} {2 * HEIGHT}"'
    style = 'font-family="sans-serif" font-size="11" fill="#222"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><rect width="100%" height="100%" fill="#fff"/><g {style}>{"".join(panels)}</g></svg>\n'


def main() -> None:
    """Draw the result that is named, or the latest one."""
    results = sorted(
        (ROOT / "tests" / "benchmarks" / "results").glob("growth-*.json"), key=lambda p: p.stat().st_mtime
    )
    source = Path(sys.argv[1]) if sys.argv[1:] else results[-1]
    place = ROOT / "docs" / "growth.svg"
    place.write_text(drawn(json.loads(source.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
