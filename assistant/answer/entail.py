"""Whether a passage says what a statement says: a check of atoms, their places and their bonds.

A statement is entailed when
    1. each of its atoms stands in the passage, names, numbers, units, times and titles whole;
    2. every value stands beside the words that it stands beside in the passage, and no other value of
       its kind fits there better (60% of 2025 is not the 60% of 2030);
    3. negation, exception, permission, prohibition, duty and comparison govern the same words;
    4. who does what to whom keeps its direction, the passive voice taken into account;
    5. who leads and who supports, and which document becomes of no force, is as the passage says;
    6. its words are held together as there: no sentence made of scattered syllables.
Nothing here knows a document or a question; the closed classes of words stand in `wording.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answer.atoms import SELF, Atom, Kind, wording

_VALUES = (Kind.NUMBER, Kind.TIME, Kind.BODY, Kind.NAME, Kind.DOCUMENT, Kind.TITLE)
_LISTED = (Kind.BODY, Kind.NAME)  # members of a list share the words around the list
_WINDOW = 8  # atoms on either side that say where a value stands: about a clause
_MARGIN = 1.08  # another value fits better only beyond the noise of a shortened sentence
_GOVERNED = 1.5  # distance of a subject or a heading from the words that it governs: next but one
_FAR = 30.0  # distance from which two atoms have nothing to do with each other: two sentences


@dataclass(frozen=True)
class Passage:
    """Evidence as atoms, with what is asked of them again and again."""

    atoms: tuple[Atom, ...]
    place: str = ""  # folded words of the letterhead; they may complete a body's name
    heads: int = 0  # so many atoms at the beginning are headings: they hold for all that follows

    @cached_property
    def at(self) -> tuple[float, ...]:
        """Return how far each atom stands into the text: one for itself, more for punctuation."""
        out, here = [], 0.0
        for atom in self.atoms:
            here += 1 + atom.gap * (1.0 if atom.gap > 1 else 0.3)  # 0.3: words that state nothing hardly part
            out.append(here)
        return tuple(out)

    @cached_property
    def runs(self) -> tuple[tuple[int, int], ...]:
        """Return for each atom the first and last atom of the list of bodies or names that it is in."""
        out = [(i, i) for i in range(len(self.atoms))]
        first = 0
        for i in range(1, len(self.atoms) + 1):
            here = self.atoms[i] if i < len(self.atoms) else None
            if (
                here is None
                or here.kind not in _LISTED
                or here.kind != self.atoms[i - 1].kind
                or here.gap not in (1, 2)
            ):
                for k in range(first, i):
                    out[k] = (first, i - 1)
                first = i
        return tuple(out)

    @cached_property
    def subjects(self) -> tuple[int, ...]:
        """Return for each atom the first body, name or document of its sentence when it begins it, or -1."""
        out: list[int] = []
        subject, begins = -1, True
        for i, atom in enumerate(self.atoms):
            if atom.gap >= 8:
                begins, subject = True, subject if atom.gap == 8 else -1
            if begins and atom.kind in (Kind.BODY, Kind.NAME, Kind.DOCUMENT, Kind.TITLE):
                subject, begins = i, False
            elif atom.kind is not Kind.TIME:
                begins = False
            out.append(subject)
        return tuple(out)

    def distance(self, one: int, two: int) -> float:
        """Return how far two atoms stand apart.

        A list stands as one; a subject stands by all words of its sentence, a heading by all text below.
        """
        (a, b), (c, d) = self.runs[one], self.runs[two]
        far = min(abs(self.at[x] - self.at[y]) for x in (a, b, one) for y in (c, d, two))
        governs = (
            (a <= self.subjects[two] <= b)
            or (c <= self.subjects[one] <= d)
            or (one < self.heads) != (two < self.heads)
        )
        return min(far, _GOVERNED) if governs else far

    @cached_property
    def words(self) -> str:
        """Return the folded words of the passage, names and all."""
        return f" {' '.join(a.key for a in self.atoms)} "


@dataclass(frozen=True)
class _Aligned:
    """A statement laid over a passage: for each atom where it may stand, and where it stands best."""

    claim: tuple[Atom, ...]
    passage: Passage
    candidates: tuple[tuple[int, ...], ...]
    best: tuple[int, ...]  # -1 for what needs no place: the document itself


def entails(passage: Passage, claim: tuple[Atom, ...]) -> bool:
    """Say whether the passage says what the claim says."""
    return objection(passage, claim) is None


def objection(passage: Passage, claim: tuple[Atom, ...]) -> str | None:
    """Return why a claim does not follow from a passage, in a few English words, or None where it does."""
    content = tuple(a for a in claim if a.kind is not Kind.OPERATOR)
    if not content:
        return "operator alone" if claim else None
    alone = len(claim) == 1
    candidates: list[tuple[int, ...]] = []
    for atom in claim:
        found = tuple(i for i, e in enumerate(passage.atoms) if _same(atom, e, passage, alone=alone))
        if not found and not (atom.kind is Kind.DOCUMENT and atom.key == SELF):
            if atom.kind is Kind.OPERATOR:
                if atom.key == "duty" and _obliges(passage):
                    candidates.append(())
                    continue
                return f"operator {atom.key}"
            return f"not said: {atom.text}"
        candidates.append(found)
    if _verbatim(passage, claim):
        return None
    aligned = _align(claim, passage, tuple(candidates))
    for check in (_torn, _operators, _misplaced, _exchanged, _unpaired, _reversed, _roles, _status):
        problem = check(aligned)
        if problem:
            return problem
    return None


# --- 1: what may stand for an atom -----------------------------------------------------------------------
def _same(claim: Atom, said: Atom, passage: Passage, *, alone: bool) -> bool:
    if claim.kind is Kind.TIME and said.kind is Kind.TIME:
        return _same_time(claim, said, alone=alone)
    if claim.kind is Kind.NUMBER and said.kind is Kind.NUMBER:
        return claim.key == said.key and (claim.bound == said.bound or (alone and not claim.bound))
    if claim.kind is Kind.BODY and said.kind is Kind.BODY:
        return _same_body(claim.key, said.key, passage.place)
    return claim.kind is said.kind and claim.key == said.key


def _same_time(claim: Atom, said: Atom, *, alone: bool) -> bool:
    if claim.key == said.key:
        pair = {claim.bound, said.bound}
        return (
            len(pair) == 1
            or (alone and not claim.bound)
            or (pair == {"", "<="} and re.fullmatch(r"\d{4}", claim.key) is not None)
            or pair == {"", ">="}
        )
    return said.key.startswith(f"{claim.key}-") and not claim.bound and not said.bound


def _same_body(claim: str, said: str, place: str) -> bool:
    """Say whether two full names mean one body; a name may be completed by the place of the document."""
    if claim == said:
        return True
    longer, shorter = (claim, said) if len(claim) > len(said) else (said, claim)
    if not longer.startswith(f"{shorter} "):
        return False
    rest = longer[len(shorter) + 1 :]
    rest = re.sub(r"^(?:tỉnh|thành phố) ", "", rest)
    if longer is said:  # the statement says less: only the place may be left out
        return (
            re.search(rf"(?:tỉnh|huyện|xã|phường|thành phố|quận|thị xã)(?: {re.escape(rest)})?$", longer)
            is not None
        )
    return f" {rest} " in place


def _obliges(passage: Passage) -> bool:
    """Say whether a passage lays a duty on somebody in other words: a deadline, a role, an assignment."""
    return any(
        (a.kind is Kind.TIME and a.bound in ("<", "<=")) or a.key in ("chủ trì", "phối hợp", "giao")
        for a in passage.atoms
    )


# --- verbatim --------------------------------------------------------------------------------------------
def _verbatim(passage: Passage, claim: tuple[Atom, ...]) -> bool:
    """Say whether the claim is a stretch of the passage that nothing before it turns into another."""
    size = len(claim)
    keys = [(a.kind, a.key, a.bound) for a in claim]
    alone = size == 1
    for start in range(len(passage.atoms) - size + 1):
        piece = passage.atoms[start : start + size]
        here = [(a.kind, a.key, "" if alone and not claim[0].bound else a.bound) for a in piece]
        if here == keys and [a.marks for a in piece[1:]] == [a.marks for a in claim[1:]]:
            before = passage.atoms[start - 1] if start else None
            if (
                before is None
                or before.kind is not Kind.OPERATOR
                or before.key == "duty"
                or piece[0].gap >= 4
            ):
                return all(a.gap < 8 for a in piece[1:]) or all(a.gap >= 4 for a in claim[1:] if a.gap >= 4)
    return False


# --- alignment -------------------------------------------------------------------------------------------
def _align(claim: tuple[Atom, ...], passage: Passage, candidates: tuple[tuple[int, ...], ...]) -> _Aligned:
    """Put every atom where it fits best; a heading is where it stands only if nothing below says it."""
    draft = _Aligned(claim, passage, candidates, ())
    best = []
    for i, found in enumerate(candidates):
        below = tuple(p for p in found if p >= passage.heads) or found
        fits = [(_fit(draft, i, p), -p) for p in below]
        best.append(-max(fits)[1] if fits else -1)
    return _Aligned(claim, passage, candidates, tuple(best))


def _fit(a: _Aligned, index: int, place: int, without: frozenset[int] = frozenset()) -> float:
    """Return how well an atom of the claim, put at a place of the passage, stands among its neighbours."""
    total = 0.0
    for j in range(max(0, index - _WINDOW), min(len(a.claim), index + _WINDOW + 1)):
        other = a.claim[j]
        if (
            j in without
            or not a.candidates[j]
            or other.kind is Kind.OPERATOR
            or other.key == a.claim[index].key
        ):
            continue
        near = min((a.passage.distance(place, q) for q in a.candidates[j] if q != place), default=_FAR)
        total += 1 / (1 + near / 3) / (1 + abs(j - index) / 4)
    for step in (-1, 1):
        k, q = _beside(a.claim, index, step), _beside(a.passage.atoms, place, step)
        if k is not None and k not in without and q is not None and q in a.candidates[k]:
            total += 1  # the very neighbour, in the same order
    return total


def _beside(atoms: Sequence[Atom], index: int, step: int) -> int | None:
    """Return the next atom on one side that is no operator."""
    k = index + step
    while 0 <= k < len(atoms) and atoms[k].kind is Kind.OPERATOR:
        k += step
    return k if 0 <= k < len(atoms) else None


# --- 2: values beside their words ------------------------------------------------------------------------
def _family(atom: Atom) -> tuple[str, str]:
    """Return what a value competes with: numbers of one unit, times, bodies …."""
    unit = atom.key.partition(" ")[2] if atom.kind is Kind.NUMBER else ""
    return atom.kind.value, unit


def _misplaced(a: _Aligned) -> str | None:
    """Find a value that stands among the words of another one of its kind."""
    with_role = {i for _, i in role_holders(a.claim)}
    for i, atom in enumerate(a.claim):
        if atom.kind not in _VALUES or a.best[i] < 0 or i in with_role:
            continue
        own = _fit(a, i, a.best[i])
        for e, other in enumerate(a.passage.atoms):
            if (
                _family(other) != _family(atom)
                or e in a.candidates[i]
                or a.passage.runs[e] == a.passage.runs[a.best[i]]
            ):
                continue
            if e < a.passage.heads <= a.best[i] or any(e in found for found in a.candidates):
                continue  # of a heading; or said as well: then the bonds between the two decide
            if _fit(a, i, e) > own * _MARGIN or _takes_place(a, i, e):
                return f"{atom.text} stands where {other.text} does"
    return None


def _takes_place(a: _Aligned, i: int, rival: int) -> bool:
    """Say whether a number or a time stands right beside a word that in the passage is beside a rival."""
    if a.claim[i].kind not in (Kind.NUMBER, Kind.TIME):
        return False
    for step in (-1, 1):
        j = i + step
        if not 0 <= j < len(a.claim) or a.claim[max(i, j)].gap >= 4 or a.claim[j].kind is Kind.OPERATOR:
            continue
        inside = [q for q in a.candidates[j] if 0 <= q - step < len(a.passage.atoms)]
        beside = [q for q in inside if a.passage.atoms[max(q, q - step)].gap < 4]
        if any(q - step == rival for q in beside) and not any(q - step in a.candidates[i] for q in beside):
            return True
    return _follows_on(a, i, rival) > max(_follows_on(a, i, p) for p in a.candidates[i])


def _follows_on(a: _Aligned, i: int, place: int) -> int:
    """Return how many atoms after a value are the same in claim and passage, up to the first pause."""
    n = 1
    while i + n < len(a.claim) and place + n < len(a.passage.atoms):
        said, claimed = a.passage.atoms[place + n], a.claim[i + n]
        if place + n not in a.candidates[i + n] or claimed.gap >= 2 or said.gap >= 2:
            break
        n += 1
    return n


def _exchanged(a: _Aligned) -> str | None:
    """Find two values of one kind that would both stand better in each other's place."""
    with_role = {i for _, i in role_holders(a.claim)}
    for i, one in enumerate(a.claim):
        for j in range(i + 1, len(a.claim)):
            p, q = a.best[i], a.best[j]
            if one.kind not in _VALUES or _family(one) != _family(a.claim[j]) or p < 0 or q < 0 or p == q:
                continue
            if {i, j} & with_role or a.passage.runs[p] == a.passage.runs[q]:
                continue
            both = frozenset((i, j))
            kept = _fit(a, i, p, both) + _fit(a, j, q, both)
            if _fit(a, i, q, both) + _fit(a, j, p, both) > kept * _MARGIN:
                return f"{one.text} and {a.claim[j].text} have changed places"
    return None


def _unpaired(a: _Aligned) -> str | None:
    """Find two values of which neither is the other's nearest of its kind in the passage."""
    for i, one in enumerate(a.claim):
        for j in range(i + 1, len(a.claim)):
            two = a.claim[j]
            if one.kind not in _VALUES or two.kind not in _VALUES or _family(one) == _family(two):
                continue
            if a.best[i] < 0 or a.best[j] < 0 or _parted(a.claim, i, j):
                continue
            if not _nearest(a, i, j) and not _nearest(a, j, i):
                return f"{one.text} does not belong to {two.text}"
    return None


def _parted(claim: Sequence[Atom], i: int, j: int) -> bool:
    return any(c.gap >= 8 for c in claim[i + 1 : j + 1])


def _nearest(a: _Aligned, i: int, j: int) -> bool:
    """Say whether, for some place of atom i, the nearest value of atom j's kind is atom j."""
    family = _family(a.claim[j])
    rivals = [e for e, atom in enumerate(a.passage.atoms) if _family(atom) == family]
    for p in a.candidates[i]:
        own = min(a.passage.distance(p, q) for q in a.candidates[j])
        if all(own <= a.passage.distance(p, e) for e in rivals):
            return True
    return False


# --- 3: operators ----------------------------------------------------------------------------------------
_GOVERN = 3  # content atoms after an operator that it may govern: "không | bắt buộc | công khai"


def _governed(atoms: Sequence[Atom], index: int) -> list[int]:
    out: list[int] = []
    for k in range(index + 1, len(atoms)):
        if atoms[k].gap >= 8 or len(out) == _GOVERN:
            break
        if atoms[k].kind not in (
            Kind.OPERATOR,
            *_LISTED,
            Kind.TITLE,
        ):  # an agent stands between: "phải được A trả"
            out.append(k)
    return out


def _operators(a: _Aligned) -> str | None:
    for i, atom in enumerate(a.claim):
        if atom.kind is not Kind.OPERATOR or (atom.key == "duty" and not a.candidates[i]):
            continue
        scope = _governed(a.claim, i)
        if not any(_shares(a, p, scope) for p in a.candidates[i]):
            return f"{atom.text} governs other words"
    for e, atom in enumerate(a.passage.atoms):
        if atom.kind is not Kind.OPERATOR or atom.key == "duty":
            continue
        governed = _governed(a.passage.atoms, e)[: 2 if atom.key == "exception" else 1]
        for g in governed:
            for i in (k for k, b in enumerate(a.best) if b == g):
                if not any(c.kind is Kind.OPERATOR and c.key == atom.key for c in a.claim[max(0, i - 6) : i]):
                    return f"left out: {atom.text}"
    return None


def _shares(a: _Aligned, place: int, scope: list[int]) -> bool:
    governed = set(_governed(a.passage.atoms, place))
    if not scope:
        return True
    return bool(governed & {a.best[scope[0]]}) or (
        len(scope) > 1 and a.best[scope[1]] in governed and a.best[scope[0]] in governed
    )


# --- 4: direction ----------------------------------------------------------------------------------------
def _reversed(a: _Aligned) -> str | None:
    """Find two bodies, names or documents whose order is turned round without a change of voice."""
    for i, one in enumerate(a.claim):
        for j in range(i + 1, len(a.claim)):
            two = a.claim[j]
            actors = one.kind in _LISTED and two.kind in _LISTED
            if not actors and not one.kind is two.kind is Kind.DOCUMENT:
                continue
            p, q = a.best[i], a.best[j]
            if (
                _parted(a.claim, i, j)
                or p == q
                or _equated(a, i, j)
                or (p >= 0 and q >= 0 and a.passage.runs[p] == a.passage.runs[q])
            ):
                continue
            if not any(c.kind is Kind.WORD for c in a.claim[i + 1 : j]) and not any(
                c.marks for c in a.claim[i + 1 : j + 1]
            ):
                continue  # nothing between them: an apposition or a list
            turned = q < p
            if turned != (
                _passive(a.claim, i, j) != _passive(a.passage.atoms, *sorted((max(p, 0), max(q, 0))))
            ):
                if turned and _symmetric(a, i, j):
                    continue
                return f"{one.text} and {two.text} are turned round"
    return None


def _equated(a: _Aligned, i: int, j: int) -> bool:
    """Say whether claim and passage both say that one is the other: "A là B" is "B là A"."""
    low, high = sorted((max(a.best[i], 0), max(a.best[j], 0)))
    return any("là" in c.marks.split() for c in a.claim[i + 1 : j + 1]) and any(
        "là" in c.marks.split() or c.gap == 4 for c in a.passage.atoms[low + 1 : high + 1]
    )


def _passive(atoms: Sequence[Atom], first: int, second: int) -> bool:
    """Say whether the second is the agent: "A được B giao", "A do B lập", "A bị thay thế bởi B"."""
    marks = atoms[second].marks.split() if first < second < len(atoms) else []
    return any(m in marks for m in ("được", "bị", "do", "bởi"))


def _symmetric(a: _Aligned, i: int, j: int) -> bool:
    """Say whether the two are told apart by a role that is checked by itself, or by punctuation."""
    return any(c.key in _ROLES for c in a.claim) or a.claim[i + 1].gap >= 2 or a.claim[j].gap >= 2


# --- 5: roles and what becomes of documents --------------------------------------------------------------
_ROLES = ("chủ trì", "phối hợp")


def role_holders(atoms: Sequence[Atom]) -> Iterator[tuple[str, int]]:
    """Yield (role, index of a body or a name)."""
    people = (Kind.BODY, Kind.NAME)
    for r, atom in enumerate(atoms):
        if atom.key not in _ROLES:
            continue
        after = list(range(r + 1, len(atoms)))[:1]
        follows = bool(after) and atoms[after[0]].kind in people and atoms[after[0]].gap < 8
        said = bool(after) and atoms[after[0]].gap in (1, 4)  # "phối hợp với A", "chủ trì: A"
        colon = bool(after) and atoms[after[0]].gap == 4
        before = next((k for k in range(r - 1, -1, -1) if atoms[k].kind in people), None)
        blocked = any(atoms[k].gap >= 8 for k in range((before or 0) + 1, r + 1))
        if follows and (colon or (said and atom.key == "phối hợp") or before is None or blocked):
            yield from ((atom.key, k) for k in _list_from(atoms, after[0]))
        elif before is not None:
            supported = before > 0 and atom.key == "chủ trì" and atoms[before - 1].key == "phối hợp"
            yield from () if supported else ((atom.key, k) for k in _list_to(atoms, before))


def _list_from(atoms: Sequence[Atom], first: int) -> Iterator[int]:
    k = first
    while k < len(atoms) and atoms[k].kind is atoms[first].kind and (k == first or atoms[k].gap in (1, 2)):
        yield k
        k += 1


def _list_to(atoms: Sequence[Atom], last: int) -> Iterator[int]:
    k = last
    while k >= 0 and atoms[k].kind is atoms[last].kind:
        yield k
        if atoms[k].gap not in (1, 2):
            break
        k -= 1


def _roles(a: _Aligned) -> str | None:
    held = {(role, e) for role, e in role_holders(a.passage.atoms)}
    for role, i in role_holders(a.claim):
        if not any((role, e) in held for e in a.candidates[i]):
            return f"{a.claim[i].text} is not said to {role}"
    return None


def _patients(atoms: Sequence[Atom]) -> Iterator[tuple[str, int | None, int | None]]:
    """Yield (verb, acting document, document acted upon) for every verb of a document's status."""
    for v, atom in enumerate(atoms):
        before = next((k for k in range(v - 1, -1, -1) if atoms[k].kind is Kind.DOCUMENT), None)
        if before is not None and any(atoms[k].gap >= 8 for k in range(before + 1, v + 1)):
            before = None
        after = next(
            (
                k
                for k in range(v + 1, len(atoms))
                if atoms[k].kind is Kind.DOCUMENT and not _parted(atoms, v, k)
            ),
            None,
        )
        if atom.key in wording().status_alone:
            yield atom.key, before if before is not None else after, None
        elif atom.key in wording().status:
            passive = any(m in atom.marks.split() for m in ("được", "bị"))
            yield (atom.key, after, before) if passive else (atom.key, before, after)


def _status(a: _Aligned) -> str | None:
    said = list(_patients(a.passage.atoms))
    for verb, actor, patient in _patients(a.claim):
        if not any(v == verb and _is(a, actor, x) and _is(a, patient, y) for v, x, y in said):
            return f"{verb}: another document"
    return None


def _is(a: _Aligned, index: int | None, place: int | None) -> bool:
    """Say whether a document of the claim is the one of the passage; unsaid is the document itself."""
    if index is None:
        return True
    if a.claim[index].key == SELF:
        return place is None or a.passage.atoms[place].key == SELF
    return place is not None and place in a.candidates[index]


# --- 6: words that hold together -------------------------------------------------------------------------
_LOOSE = 0.25  # share of syllables that may stand alone: one-syllable verbs between values


def _torn(a: _Aligned) -> str | None:
    words = [i for i, c in enumerate(a.claim) if c.kind is Kind.WORD and " " not in c.key]
    torn = [i for i in words if not _bound(a, i)]
    if len(torn) > 1 + _LOOSE * len(words):
        return "scattered words: " + " ".join(a.claim[i].text for i in torn)
    return None


def _bound(a: _Aligned, i: int) -> bool:
    """Say whether a syllable stands next to a neighbour of the claim in the passage as well."""
    neighbours = [j for j in (i - 1, i + 1) if 0 <= j < len(a.claim) and a.candidates[j]]
    return (
        any(q - p == j - i for j in neighbours for p in a.candidates[i] for q in a.candidates[j])
        or not neighbours
    )
