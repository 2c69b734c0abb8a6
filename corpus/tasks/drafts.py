"""Collect the tasks of running text, and let labelled lines complete those that they speak of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from corpus.model import Mention, Provision
from corpus.tasks.labels import Labels, label_deadline, label_names, label_text
from corpus.tasks.roles import Role
from corpus.tasks.text import Page, Span, trim


@dataclass(frozen=True, slots=True)
class Draft:
    """A task before it gets its place among the provisions; spans are of the folded text."""

    provision: Provision
    span: Span
    lead: tuple[Mention, ...]
    support: tuple[Mention, ...] = ()
    monitor: tuple[Mention, ...] = ()
    deadline: Mention | None = None
    deadline_norm: str | None = None
    product: Mention | None = None
    generic: bool = False
    directed: bool = False


@dataclass(slots=True)
class Register:
    """The drafts found so far, and for each parent the units that the next run of labels speaks of."""

    page: Page
    drafts: list[Draft] = field(default_factory=list)
    pending: dict[int | None, list[Provision]] = field(default_factory=dict)
    runs: dict[int | None, list[Labels]] = field(default_factory=dict)  # labels since the last unit

    def add(self, node: Provision, drafts: list[Draft]) -> None:
        """Take the tasks of a unit."""
        self.drafts += drafts
        if self.runs.pop(node.parent, None):
            self.pending[node.parent] = []
        self.pending.setdefault(node.parent, []).append(node)

    def label(self, node: Provision, labels: Labels) -> None:
        """Take a labelled line: it completes the units before it, or its parent."""
        run = self.runs.setdefault(node.parent, [])
        run.append(labels)
        for target in self.pending.get(node.parent) or self._parent(node):
            self._complete(target, run)

    def label_inline(self, node: Provision, span: Span, labels: Labels) -> None:
        """Take the labels at the end of a unit's own text: "… (Chủ trì: Sở X; thời gian: Quý II)"."""
        self._complete(node, [labels], span)

    def assign_parent(self, node: Provision, leads: tuple[Mention, ...], generic: bool) -> None:
        """Take a line of agencies below a task: "e) Sở A, Sở B" under "1. Xây dựng …:"."""
        for parent in self._parent(node):
            span = trim(
                self.page,
                (self.page.inside(parent.start + len(parent.marker)), self.page.inside(parent.own_end)),
            )
            text = self.page.text(span)
            if text.endswith(":") and len(text) > _SHORTEST_TASK and not _NO_WORK.search(text):
                self._lead_together(Draft(parent, span, leads, generic=generic))

    def _lead_together(self, draft: Draft) -> None:
        last = self.drafts[-1] if self.drafts else None
        if last is not None and last.span == draft.span:
            self.drafts[-1] = replace(
                last, lead=(*last.lead, *draft.lead), generic=last.generic or draft.generic
            )
        else:
            self.drafts.append(draft)

    def finished(self) -> list[Draft]:
        """Return the tasks: those with somebody named."""
        return [d for d in self.drafts if d.lead or d.support or d.monitor]

    def _parent(self, node: Provision) -> list[Provision]:
        return [self.page.document.provisions[node.parent]] if node.parent is not None else []

    def _complete(self, target: Provision, run: list[Labels], span: Span | None = None) -> None:
        """Fill the tasks of a unit; make one where the labels name somebody and there is none."""
        mine = [i for i, d in enumerate(self.drafts) if target.index <= d.provision.index < target.last]
        if not mine and any(labels.has(Role.LEAD, Role.SUPPORT) for labels in run):
            start = self.page.inside(target.start + len(target.marker))
            whole = trim(self.page, span or (start, self.page.inside(target.own_end)))
            if whole[0] >= whole[1]:
                return  # "1. Chủ trì: Đồng chí A": the label is all that the unit says
            self.drafts.append(Draft(target, whole, ()))
            mine = [len(self.drafts) - 1]
        for i in mine:
            for labels in run:
                self.drafts[i] = _filled(self.page, self.drafts[i], labels)


# "Sửa đổi khoản 1 Điều 5 như sau:", "Đối tượng áp dụng gồm:": the agencies below are given no work.
_NO_WORK = re.compile(
    r"^(?:sửa đổi|bổ sung|thay thế|bãi bỏ|thành phần|đối tượng)|(?:như sau|gồm[^:]{0,40}) ?:$"
)
_SHORTEST_TASK = 20  # characters; "Tổ chức thực hiện:" and "Phân công:" are no task


def _filled(page: Page, draft: Draft, labels: Labels) -> Draft:
    """Return the draft with what the labels say in the place of what was read before."""
    deadline = label_deadline(page, labels)
    if deadline is not None:
        draft = replace(draft, deadline=deadline[0], deadline_norm=deadline[1])
    return replace(
        draft,
        lead=label_names(page, labels, Role.LEAD) or draft.lead,
        support=label_names(page, labels, Role.SUPPORT) or draft.support,
        monitor=label_names(page, labels, Role.MONITOR) or draft.monitor,
        product=label_text(page, labels, Role.PRODUCT) or draft.product,
    )
