"""Training pairs from official texts: what a question would be made of → the passage that answers it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.model import Document, Header, Level, Provision, SourceText
from corpus.structure.read import parse
from corpus.text.normalize import squeeze
from index.tokens import strip

PASSAGE = 900  # characters: what a chunk holds
SENTENCES = 3  # sentences of each article that stand in for questions
DEFINED = re.compile(r"^(?:\d+\.|[a-zđ]\))?\s*([^.;:\n]{3,80}?) (?:là|được hiểu là|bao gồm) (.{30,})", re.S)
KINDS = "NGHỊ ĐỊNH|THÔNG TƯ|QUYẾT ĐỊNH|NGHỊ QUYẾT|LUẬT|KẾ HOẠCH|PHÁP LỆNH"
TITLE = re.compile(rf"(?m)^\s*(?:{KINDS})[^\n]{{0,80}}\n((?:[^\n]{{4,160}}\n){{1,3}})")
SENTENCE = re.compile(r"(?<=[.;:])\s+")
MARKER = re.compile(r"^(?:Điều \d+[a-zđ]?[.:]|\d+(?:\.\d+)*\.|[a-zđ]\)|[-+•])\s*", re.I)


@dataclass(frozen=True, slots=True)
class Pair:
    """A query side and the passage that belongs to it."""

    query: str
    passage: str
    article: int  # number of the article within all texts


def pairs_of(text: str, first: int, chance: random.Random) -> Iterator[Pair]:
    """Yield the pairs of one document, whose articles are numbered from `first`."""
    provisions = parse(SourceText(text, "text/plain", "text"), "d")
    document = Document("d", "d", "", text, "text/plain", "text", Header(), provisions)
    title = title_of(document)
    for number, article in enumerate(p for p in provisions if p.level is Level.ARTICLE):
        for query, passage in article_pairs(document, article, title, chance):
            yield Pair(query, passage, first + number)


def article_pairs(
    document: Document, article: Provision, title: str, chance: random.Random
) -> Iterator[tuple[str, str]]:
    """Yield heading, title, sentences and definitions of one article.

    Neighbouring provisions were tried as pairs too: the tuning questions showed no gain.
    """
    heading = MARKER.sub("", squeeze(document.text[article.start : article.head_end]))
    body = squeeze(document.text[article.head_end : article.end])
    if len(body) < 60:
        return
    if 8 < len(heading) < 200:
        yield heading, body[:PASSAGE]
        if title:
            yield f"{heading} {title}", body[:PASSAGE]
    yield from sentence_pairs(heading, body, chance)
    units = [u for u in (clean(document, p) for p in document.children(article)) if len(u) > 60]
    for unit in units:
        yield from definition_pairs(heading, unit)


def sentence_pairs(heading: str, body: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield sentences as questions to their own article (inverse cloze), half of them without themselves."""
    sentences = [s for s in SENTENCE.split(body) if 40 < len(s) < 300]
    for sentence in chance.sample(sentences, min(SENTENCES, len(sentences))):
        rest = body.replace(sentence, " ") if chance.random() < 0.5 else body
        at = max(0, body.find(sentence) - PASSAGE // 2)
        if len(rest) > 100:
            yield shorten(sentence, chance), f"{heading} {rest[at : at + PASSAGE]}"


def definition_pairs(heading: str, unit: str) -> Iterator[tuple[str, str]]:
    found = DEFINED.match(unit)
    if found and "giải thích" in heading.lower():
        yield f"{found[1]} là gì", found[2][:PASSAGE]
        yield found[2][:300], found[1]


def shorten(sentence: str, chance: random.Random) -> str:
    """Keep about half of a sentence, as a question does: a run of words, some left out."""
    words = MARKER.sub("", sentence).split()
    length = min(len(words), chance.randint(6, 18))
    start = chance.randint(0, len(words) - length)
    return " ".join(w for w in words[start : start + length] if chance.random() > 0.15)


def clean(document: Document, provision: Provision) -> str:
    return MARKER.sub("", squeeze(document.text[provision.start : provision.end]))


def title_of(document: Document) -> str:
    """Return the lines below the word that names the kind of document."""
    found = TITLE.search(document.text[:3000])
    return squeeze(found[1])[:200] if found else ""


def vary(query: str, phrases: list[str], chance: random.Random) -> str:
    """Give a query the look of a typed one: a question phrase, or accents left out."""
    if chance.random() < 0.5:
        phrase = chance.choice(phrases)
        query = f"{query} {phrase}" if chance.random() < 0.6 else f"{phrase} {query}"
    if chance.random() < 0.15:  # the search restores accents first, so few examples are enough
        whole = chance.random() < 0.5
        query = " ".join(strip(w) if whole or chance.random() < 0.5 else w for w in query.lower().split())
    return query
