"""The sentences of one report that are about a topic: those under its heading, and those that name it themselves.

A heading is one of the outline, or the sentence that opens an item of a row within a paragraph: 四是教师队伍持续优化。
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.evidence.candidates import Candidate
from assistant.evidence.term_matching import quality_in
from assistant.question import excluded_by, kinds_in, setting_of, variants_of
from assistant.types import Hit, Question, Term
from index.snapshot import Snapshot
from index.text import Span, fold

_FULL = 1.0  # weight of a word that names the topic
_MET, _MET_HERE = 0.6, 0.8  # how well a word has to be met in a heading, in a sentence by itself
_COMPOUND, _HALF = 4, 2  # characters of a word that may be said in two, and of its halves
_ITEM = re.compile("(?:[一二三四五六七八九十]{1,2}是|[（(]?[一二三四五六七八九十0-9]{1,2}[）)、.．]|其[一二三四五六])")
_LONGEST_OPENING = 30  # characters of a sentence that names what its item is about
_JOINS = re.compile("[、和与及]")


class Told(NamedTuple):
    """A sentence about a topic, and the stretch of it that is: all of it, or from the first clause that names the topic
    to one that names what excludes it.

    `under` tells that it stands under a heading of the topic; `end` is None where the sentence is about it to its end.
    """

    candidate: Candidate
    start: int
    under: bool
    end: int | None = None

    def holds(self, offset: int) -> bool:
        """Tell whether what stands at `offset` is about the topic."""
        return self.start <= offset and (self.end is None or offset < self.end)


def about(snapshot: Snapshot, report: int, question: Question) -> list[Told]:
    """Return the sentences of a report that are about the question's topic, in their order; all where it names none.

    What stands under a heading with every word of the topic is about it; so is a sentence that has every word in itself
    or in its headings. Of a topic of several (幼儿园和小学) each is looked for by itself. Where nothing has every
    word, those that whatever stands in such a report is about (校园 of 校园安全, in one on education) may be lacking in
    a heading.
    """
    indexed = snapshot.report(report)
    everything = [
        Candidate(Hit(number, report, position, 0.0, 0.0, 0.0), indexed, position)
        for position, number in enumerate(snapshot.sentences_of(report))
    ]
    groups = _groups(question)
    if not groups:
        return [_whole(candidate) for candidate in everything]
    headings = list(_headings(everything))
    for topics in (groups, [_halved(group) for group in groups]):
        told = (_told(topics, c, heading) for c, heading in zip(everything, headings, strict=True))
        found = [each for each in told if each is not None]
        if found:
            return found
    setting = setting_of(indexed.report.title)
    for group in groups:
        bare = [term for term in _halved(group) if term.text not in setting]
        topics = [bare] if bare and len(bare) < len(_halved(group)) else []
        found = [_whole(c) for c, heading in zip(everything, headings, strict=True) if _stands_under(topics, heading)]
        if found:
            return found
    return []


def _whole(candidate: Candidate) -> Told:
    return Told(candidate, candidate.sentence.start, True)


def _stands_under(topics: Sequence[Sequence[Term]], heading: str) -> bool:
    return any(all(quality_in(term, heading) >= _MET for term in terms) for terms in topics)


def _told(topics: Sequence[Sequence[Term]], candidate: Candidate, heading: str) -> Told | None:
    """Return from where a sentence is about one of the topics; None where it is not."""
    if _stands_under(topics, heading):
        return _whole(candidate)
    for terms in topics:
        here = [term for term in terms if quality_in(term, candidate.folded) >= _MET_HERE]
        if len(here) == len(terms) or all(term in here or quality_in(term, heading) >= _MET for term in terms):
            start, end = _stretch_on(here, candidate)
            return Told(candidate, start, False, end)
    return None


def _stretch_on(terms: Sequence[Term], candidate: Candidate) -> Span:
    """Return the stretch from the first clause that names the topic to one that names what excludes it (…，中小学 …)."""
    text = candidate.indexed.report.text
    clauses = [fold(text[slice(*clause)]) for clause in candidate.clauses]
    named = [any(quality_in(term, clause) >= _MET_HERE for term in terms) for clause in clauses]
    first = named.index(True) if True in named else 0
    others = {other for term in terms for word in _words_of(term) for other in excluded_by(word)}
    end = candidate.sentence.end
    for number in range(first + 1, len(clauses)):
        if not named[number] and kinds_in(clauses[number]) & others:
            end = candidate.clauses[number][0]
            break
    return candidate.clauses[first][0], end


def _words_of(term: Term) -> tuple[str, ...]:
    return (term.text, *(variant for variant, quality in term.variants if quality >= _MET_HERE))


def _groups(question: Question) -> list[Sequence[Term]]:
    """Return the words that name each of the topics."""
    own = [term for term in question.terms if not term.soft and term.number is None]
    full = [term for term in own if term.weight >= _FULL] or own
    parts = [[term for term in full if term.text in part] for part in _JOINS.split(question.topic)]
    groups: list[Sequence[Term]] = [part for part in parts if part]
    return groups if len(groups) > 1 else [full] if full else []


def _halved(terms: Sequence[Term]) -> list[Term]:
    """Return the words with compounds taken apart: 教师队伍 is met by 队伍 and 教师 as well."""
    halved: list[Term] = []
    for term in terms:
        halves = [term.text[:_HALF], term.text[_HALF:]] if len(term.text) == _COMPOUND else [term.text]
        halved += [term] if len(halves) == 1 else [replace(term, text=h, variants=variants_of(h)) for h in halves]
    return halved


def _headings(sentences: Iterable[Candidate]) -> Iterator[str]:
    """Yield what stands above each sentence: its headings, and the sentence that opened its item."""
    section: tuple[str, ...] = ()
    opening = ""
    for candidate in sentences:
        if candidate.passage.section != section:
            section, opening = candidate.passage.section, ""
        if _ITEM.match(candidate.folded):
            opening = candidate.folded if len(candidate.folded) <= _LONGEST_OPENING and not candidate.figures else ""
        yield f"{candidate.headings} {opening}"
