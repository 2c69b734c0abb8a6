"""Read tasks from running text: what a heading says of its children, who does what, by when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from corpus.model import Level, Provision
from corpus.tasks.drafts import Draft, Register
from corpus.tasks.headings import Heir, body_of, title_heir
from corpus.tasks.labels import Labels, labels_in
from corpus.tasks.roles import Role
from corpus.tasks.sentences import HEADED, read_unit
from corpus.tasks.text import Page, trim

_SKIPPED = {Level.FRONT, Level.PREAMBLE, Level.CLOSING, Level.TABLE, Level.ROW}
# Articles that define, delimit or date: no assignment stands in them.
_NO_TASKS = re.compile(
    r"(?:điều \w+\W+)?(?:phạm vi(?: điều chỉnh)?|đối tượng áp dụng|giải thích từ ngữ|"
    r"từ ngữ|phạm vi và đối tượng)(?!\w)"
)


def read_prose(page: Page) -> list[Draft]:
    """Return the tasks of the running text in document order."""
    register = Register(page)
    heirs: dict[int, Heir | None] = {}
    title = title_heir(page)
    for node in _speaking(page):
        # A paragraph without a parent goes on with the agency heading right before it.
        above = node.parent if node.parent is not None else node.index - 1
        inherited = heirs.get(above) if node.parent is not None or node.level is Level.PARAGRAPH else None
        body = body_of(page, node)
        labels = labels_in(page, body)
        if labels is not None and labels.start == body[0] and node.level in _LABELLED:
            register.label(node, _with_children(page, node, labels))
            heirs[node.index] = inherited
            continue
        unit = read_unit(page, node, inherited, title)
        register.add(node, unit.drafts)
        if labels is not None and (labels.has(Role.LEAD) or unit.drafts):
            register.label_inline(node, (body[0], labels.start), labels)
        heirs[node.index] = unit.heir if unit.heir is not None else _further(inherited)
        if unit.heir is not None and node.last == node.index + 1:
            register.assign_parent(node, unit.heir.leads, unit.heir.generic)
    return register.finished()


def _further(heir: Heir | None) -> Heir | None:
    """Return what goes on to the children's children: the agency, but not that any words are work."""
    return replace(heir, governs=False, duties=False) if heir is not None else None


_LABELLED = {Level.PARAGRAPH, Level.BULLET, Level.POINT, Level.CLAUSE}


def _speaking(page: Page) -> Iterator[Provision]:
    """Give the provisions in which an assignment may stand."""
    silent: set[int] = set()
    for node in page.document.provisions:
        mute = node.level in _SKIPPED or node.parent in silent
        mute = mute or (node.level is Level.APPENDIX and _is_form(page, node))
        mute = mute or (
            node.level in HEADED and _NO_TASKS.match(page.text(body_of(page, node))[:60]) is not None
        )
        if mute:
            silent.add(node.index)
        elif node.level not in {Level.COMPONENT, Level.APPENDIX}:  # their own text is a title
            yield node


_LONGEST_NAMES = 160  # characters of a line that only names agencies


def _with_children(page: Page, node: Provision, labels: Labels) -> Labels:
    """Fill the empty value of "Đơn vị thực hiện:" with the lines below it."""
    role, span = labels.values[-1]
    if span[1] > span[0] or node.last == node.index + 1:
        return labels
    below = page.document.descendants(node)
    if any(page.inside(n.own_end) - page.inside(n.start) > _LONGEST_NAMES for n in below):
        return labels  # sentences, not names
    whole = (page.inside(below[0].start), page.inside(below[-1].end))
    return Labels(labels.start, (*labels.values[:-1], (role, trim(page, whole))))


def _is_form(page: Page, node: Provision) -> bool:
    return bool(
        re.match(
            r"(?:phụ lục[^a-z]{0,10})?\W*(?:mẫu|biểu mẫu|bm-)",
            page.text((page.inside(node.start), page.inside(node.head_end))),
        )
    )
