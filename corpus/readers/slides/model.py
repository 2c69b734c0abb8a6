"""The values that every format of presentations is read into."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.readers.plain import Block


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide with what it shows and what the speaker noted; `hidden` ones are not shown to anybody."""

    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(slots=True)
class Deck:
    """What was read of a presentation."""

    media_type: str
    read_by: str
    slides: list[Slide] = field(default_factory=list)
    pictures: int = 0
    warnings: tuple[str, ...] = ()
