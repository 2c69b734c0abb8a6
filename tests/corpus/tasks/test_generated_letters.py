"""Forty documents of all kinds in the wordings that offices use: every figure at least .97."""

from __future__ import annotations

from collections import Counter

from corpus.library.assemble import build
from corpus.model import Document, SourceText
from corpus.text.normalize import fold
from tests.factories.letters import Made, make

_LEAST = 0.97  # share of right values in each figure
_DOCUMENTS = 40


def read(made: Made) -> Document:
    return build(SourceText(made.text, "text/plain", "text", tables=tuple(made.tables)), "vb.txt", "0" * 64)


class Tally:
    """Right and all, by figure, and what was missed."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.all: Counter[str] = Counter()
        self.missed: list[str] = []

    def count(self, figure: str, good: bool, what: object) -> None:
        self.all[figure] += 1
        self.right[figure] += good
        if not good:
            self.missed.append(f"{figure}: {what}")

    def shares(self) -> dict[str, float]:
        return {figure: self.right[figure] / self.all[figure] for figure in self.all}


def judge(made: Made, document: Document, tally: Tally) -> None:
    header = document.header
    wanted = {
        "number": made.number,
        "type": made.kind,
        "issued_on": made.issued,
        "issuer": made.issuer,
        "title": made.title,
        "signer": made.signer,
    }
    for name, want in wanted.items():
        fact = getattr(header, name)
        if want is not None or fact is not None:
            got = fact.value if fact is not None else None
            tally.count(name, fold(got or "") == fold(want or ""), (made.kind, want, got))
    got = [a.value for a in header.addressees]
    tally.count("addressees", got == made.to, (made.kind, made.to, got))
    used: set[int] = set()
    for task in made.tasks:
        found = next(
            (t for t in document.tasks if fold(task.work) in fold(t.task) and id(t) not in used), None
        )
        tally.count("recall", found is not None, (made.kind, task))
        if found is None:
            continue
        used.add(id(found))
        tally.count(
            "lead",
            [fold(m.value) for m in found.lead] == [fold(task.lead)],
            (task, [m.value for m in found.lead], found.task),
        )
        support = sorted(fold(m.value) for m in found.support)
        tally.count(
            "support",
            support == sorted(fold(s) for s in task.support),
            (task, [m.value for m in found.support], found.task),
        )
        tally.count("deadline", found.deadline_norm == task.norm, (task, found.deadline_norm, found.task))
    for spare in document.tasks:
        tally.count("precision", id(spare) in used, (made.kind, spare.task, [m.value for m in spare.lead]))
    roles = {(r.person.value, r.rank.value) for r in document.roles if r.person is not None}
    for person, rank in made.roles:
        tally.count("role", (person, rank) in roles, (made.kind, person, rank, roles))
    if made.event is not None:
        events = [(e.date, e.begins, e.place.value if e.place else None) for e in document.events]
        tally.count("event", made.event in events, (made.kind, made.event, events))


def test_every_figure_of_forty_documents() -> None:
    tally = Tally()
    for seed in range(_DOCUMENTS):
        made = make(seed)
        judge(made, read(made), tally)
    assert all(share >= _LEAST for share in tally.shares().values()), (tally.shares(), tally.missed)
