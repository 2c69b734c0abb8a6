"""What is asked: the shape of the answer, and the things that it must be about."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from assistant import cues
from assistant.numbers_asked import NumberHint, number_hints
from assistant.terms import Term, content_terms, expand_question, tokens
from corpus.agencies.read import AgencyMention, find_agencies
from corpus.references.citations import ProvisionRef, parse_references
from corpus.text.normalize import fold, nfc, squeeze, strip_diacritics
from corpus.text.periods import Period, parse_periods


class Focus(StrEnum):
    """A kind of value or shape that the answer has to have."""

    WHO = "who"
    PERSON = "person"
    WHEN = "when"
    HOW_LONG = "how_long"
    PERIOD = "period"
    HOW_MUCH = "how_much"
    CLASS = "class"
    DOCUMENT = "document"
    WHERE = "where"
    FORM = "form"
    PRODUCT = "product"
    VERBATIM = "verbatim"
    SAYS = "says"
    LIST = "list"
    COMPARE = "compare"
    DEFINITION = "definition"
    PURPOSE = "purpose"
    SUMMARY = "summary"
    TASKS = "tasks"
    TARGETS = "targets"
    SIGNER = "signer"
    ISSUED = "issued_on"
    ISSUER = "issuer"
    EFFECTIVE = "effective_on"
    NUMBER = "number"
    FIELD = "field"
    OUTLINE = "outline"
    BASED_ON = "based_on"
    IMPLEMENTS = "implements"
    REPLACES = "replaces"
    AMENDS = "amends"
    NOWADAYS = "nowadays"
    IN_FORCE = "in_force"


_CUES: tuple[tuple[Focus, re.Pattern[str]], ...] = (
    (Focus.WHO, cues.WHO),
    (Focus.PERSON, cues.PERSON),
    (Focus.WHEN, cues.WHEN),
    (Focus.HOW_LONG, cues.HOW_LONG),
    (Focus.PERIOD, cues.WHICH_PERIOD),
    (Focus.HOW_MUCH, cues.HOW_MUCH),
    (Focus.CLASS, cues.WHICH_CLASS),
    (Focus.DOCUMENT, cues.WHICH_DOCUMENT),
    (Focus.WHERE, cues.WHERE_WRITTEN),
    (Focus.FORM, cues.FORM),
    (Focus.PRODUCT, cues.PRODUCT),
    (Focus.VERBATIM, cues.VERBATIM),
    (Focus.SAYS, cues.SAYS_WHAT),
    (Focus.LIST, cues.LIST),
    (Focus.COMPARE, cues.COMPARE),
    (Focus.DEFINITION, cues.DEFINITION),
    (Focus.PURPOSE, cues.PURPOSE),
    (Focus.SUMMARY, cues.SUMMARY),
    (Focus.TASKS, cues.TASKS),
    (Focus.TARGETS, cues.TARGETS),
    (Focus.SIGNER, cues.SIGNER),
    (Focus.ISSUED, cues.ISSUED),
    (Focus.ISSUER, cues.ISSUER),
    (Focus.EFFECTIVE, cues.EFFECTIVE),
    (Focus.NUMBER, cues.NUMBER),
    (Focus.FIELD, cues.FIELD),
    (Focus.OUTLINE, cues.OUTLINE),
    (Focus.BASED_ON, cues.BASED_ON),
    (Focus.IMPLEMENTS, cues.IMPLEMENTS),
    (Focus.REPLACES, cues.REPLACES),
    (Focus.AMENDS, cues.AMENDS),
    (Focus.NOWADAYS, cues.NOWADAYS),
    (Focus.IN_FORCE, cues.IN_FORCE),
)
_BARE = (  # ": số, ngày, người ký?" – fields named without a question word
    (Focus.NUMBER, re.compile(r"[:,]\s*(?:số|so)(?=\s*(?:[,?]|$))")),
    (Focus.ISSUED, re.compile(r"[:,]\s*(?:ngày|ngay)(?=\s*(?:[,?]|$))")),
)
_QUOTED = re.compile(r"[“\"«]([^”\"»]{4,200})[”\"»]")
_CODE = re.compile(r"(?<!\w)([a-zđ]{1,4}-\d{1,3})(?!\w)")  # a form: "bm-19"
_MONEY_ASKED = re.compile(
    r"(bao nhiêu|mấy) (?:tien|tiến|tiên)(?!\w)", re.I
)  # typed plain, restored to a commoner word
_UNIT = re.compile(r"(?:bao nhiêu|mấy|bao nhieu|may)\s+(\S+(?:\s+\S+)?)")


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart. `carried` terms come from an earlier turn and weigh less."""

    asked: str
    text: str  # repaired, short forms written out, folded
    cased: str  # repaired, as typed otherwise; references have their offsets in it
    focus: frozenset[Focus]
    terms: tuple[Term, ...]
    periods: tuple[Period, ...] = ()
    agencies: tuple[AgencyMention, ...] = ()
    references: tuple[ProvisionRef, ...] = ()
    numbers: tuple[NumberHint, ...] = ()  # documents named by number
    quoted: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    unit: str | None = None
    asserted: bool = False  # states something and asks whether or why
    yes_no: bool = False
    carried: tuple[Term, ...] = field(default=())

    def wants(self, *kinds: Focus) -> bool:
        """Say whether any of the kinds is asked for."""
        return any(k in self.focus for k in kinds)

    @property
    def all_terms(self) -> tuple[Term, ...]:
        """Return own and carried terms."""
        return (*self.terms, *self.carried)


def analyse(
    asked: str,
    repair: Callable[[str], str] = lambda text: text,
    known_agencies: Callable[[str], tuple[AgencyMention, ...]] = lambda text: (),
) -> Question:
    """Take a question apart.

    Args:
        asked: what the user typed, without instructions to the assistant.
        repair: restores diacritics and typing errors from the indexed text.
        known_agencies: finds agencies of the documents at hand, for questions without capitals.
    """
    cased = _MONEY_ASKED.sub(r"\1 tiền", repair(asked))
    expanded = expand_question(cased)
    text = fold(expanded)
    said = _readings(asked, text)
    focus = {kind for kind, cue in _CUES if cue.search(text)} | {k for k, p in _BARE if p.search(text)}
    yes_no = _in(cues.YES_NO, said) or _in(cues.TAIL_YES_NO, said)
    numbers = number_hints(text)
    unit = _UNIT.search(text)
    return Question(
        asked=asked,
        text=text,
        cased=cased,
        focus=frozenset(_settle(focus, text)),
        terms=_with_endings(content_terms(_without_cues(text, focus), drop=_dropped(text, numbers)), focus),
        periods=parse_periods(_outside_numbers(text, numbers), bare=True),
        agencies=_agencies(expanded, text, numbers) or known_agencies(text),
        references=parse_references(cased),
        numbers=numbers,
        quoted=tuple(_QUOTED.findall(asked)),
        codes=tuple(_CODE.findall(text)),
        unit=unit[1].strip(" ?.,") if unit else None,
        asserted=_in(cues.ASSERTED, said) or _in(cues.TAIL_YES_NO, said),
        yes_no=yes_no,
    )


def _agencies(expanded: str, text: str, numbers: tuple[NumberHint, ...]) -> tuple[AgencyMention, ...]:
    """Return the agencies of a question, without the "UBND" of a document's number."""
    line = squeeze(nfc(expanded))
    return find_agencies(_outside_numbers(line, numbers) if len(line) == len(text) else line)


def _readings(asked: str, text: str) -> tuple[str, ...]:
    """Return the forms in which "phải không" is looked up: typed plain, it may be restored to other words."""
    plain = fold(asked)
    return (text, fold(expand_question(plain))) if plain == strip_diacritics(asked) else (text,)


def _in(cue: re.Pattern[str], readings: tuple[str, ...]) -> bool:
    return any(cue.search(reading) for reading in readings)


_FIELDS = frozenset({Focus.SIGNER, Focus.ISSUED, Focus.ISSUER, Focus.EFFECTIVE, Focus.NUMBER})
_OTHERS = frozenset({Focus.IMPLEMENTS, Focus.BASED_ON, Focus.REPLACES, Focus.AMENDS})
# Where one of the first kinds is asked, the second ones are only how it is said.
_EXPLAINS: tuple[tuple[frozenset[Focus], frozenset[Focus]], ...] = (
    (frozenset({Focus.ISSUED, Focus.EFFECTIVE}), frozenset({Focus.WHEN})),  # "ký ngày nào" asks for a field
    (frozenset({Focus.SIGNER, Focus.ISSUER}), frozenset({Focus.WHO})),
    (frozenset({Focus.WHEN}), frozenset({Focus.HOW_MUCH})),  # "năm bao nhiêu"
    (frozenset({Focus.NUMBER, Focus.HOW_LONG, Focus.CLASS}), frozenset({Focus.HOW_MUCH})),
    (frozenset({Focus.COMPARE}), frozenset({Focus.WHERE})),  # "cao hơn ở điểm nào"
    (_FIELDS, frozenset({Focus.PERSON})),
)


def _settle(focus: set[Focus], text: str) -> set[Focus]:
    """Add what the wording implies and drop kinds that another one explains."""
    focus = _implied(focus, text)
    if Focus.LIST in focus and cues.ALL.search(text):
        focus = focus - {Focus.HOW_MUCH}  # "mấy loại, kể hết" wants the loại
    if "phần trăm" in text or "phần %" in text:
        focus = focus - {Focus.OUTLINE}  # "bao nhiêu phần trăm"
    if focus & _OTHERS and Focus.DOCUMENT in focus:
        focus = focus - {Focus.ISSUER}  # "thực hiện nghị quyết nào, của cơ quan nào": the other document's
    for kinds, said in _EXPLAINS:
        if focus & kinds:
            focus = focus - said
    return focus


def _implied(focus: set[Focus], text: str) -> set[Focus]:
    if cues.QUANTITY.search(text) and not focus:
        focus = {Focus.HOW_MUCH}
    if cues.STATED_ISSUE.search(text):
        focus = focus | {Focus.ISSUED, Focus.SIGNER}  # "ký ngày 12/11/2021 phải không"
    if cues.SIGNED_BY.search(text):
        focus = focus | {Focus.SIGNER}  # "do Bộ trưởng ký phải không"
    if Focus.WHO in focus and not cues.COUNTED.search(text):
        focus = focus - {Focus.HOW_MUCH}  # "ai quyết định mức chi"
    if cues.SEVERAL_LEVELS.search(text) and Focus.LIST in focus:
        focus = focus - {Focus.HOW_MUCH}  # "theo những mức nào" wants the list
    if focus & {Focus.NUMBER, Focus.SIGNER} and Focus.WHEN in focus and Focus.EFFECTIVE not in focus:
        focus = focus | {Focus.ISSUED}  # "số mấy, ngày nào, ai ký"
    if Focus.NUMBER in focus and cues.OTHER_DOCUMENT.search(text):
        focus = (focus - {Focus.NUMBER}) | {Focus.DOCUMENT, Focus.BASED_ON}  # "tờ trình … là số mấy"
    return focus


_ENDS = ("bãi bỏ", "hết hiệu", "dứt hiệu", "thay thế")  # ways in which texts say that another one ends


def _with_endings(terms: tuple[Term, ...], focus: set[Focus]) -> tuple[Term, ...]:
    """Return the terms; that of "thay thế" is also found in "chấm dứt hiệu lực", "hết hiệu lực", "bãi bỏ"."""
    if Focus.REPLACES not in focus or Focus.DOCUMENT not in focus:
        return terms
    single = {w: p for p in _ENDS for w in p.split()}
    return tuple(
        replace(t, keys=(*t.keys, *_ENDS)) if t.text in _ENDS or t.text in single else t for t in terms
    )


def _without_cues(text: str, focus: set[Focus]) -> str:
    """Blank the words that only carry the shape of the question."""
    for cue in (cues.WHO, cues.WHEN, cues.HOW_LONG, cues.HOW_MUCH, cues.WHERE_WRITTEN, cues.WHICH_DOCUMENT, cues.LIST_WORDS, cues.VERBATIM,
                cues.COMPARE, cues.SAYS_WHAT, cues.DEFINITION, cues.SUMMARY, cues.NOWADAYS, cues.SAYS_VERB):  # fmt: skip
        text = cue.sub(" , ", text)
    if Focus.WHO in focus:
        text = cues.RESPONSIBLE.sub(" , ", text)  # "ai chịu trách nhiệm" is "ai"; texts say "giao", "tổ chức"
    if Focus.HOW_LONG in focus:
        text = cues.ONCE.sub(" , ", text)
    return cues.TAIL_YES_NO.sub(" ", text)


def _outside_numbers(text: str, numbers: tuple[NumberHint, ...]) -> str:
    for hint in numbers:
        text = text[: hint.start] + " " * (hint.end - hint.start) + text[hint.end :]
    return text


def _dropped(text: str, numbers: tuple[NumberHint, ...]) -> set[str]:
    """Return the tokens of document numbers: they choose the document and are no topic."""
    return {t for hint in numbers for t in tokens(text[hint.start : hint.end])}


def carry(question: Question, terms: tuple[Term, ...], weight: float) -> Question:
    """Return the question with topic terms of an earlier turn added at a lower weight."""
    own = {t.text for t in question.terms}
    extra = tuple(replace(t, weight=t.weight * weight) for t in terms if t.text not in own)
    return replace(question, carried=extra)


def folded(text: str) -> str:
    """Return the folded form in which cues are looked up."""
    return fold(text)
