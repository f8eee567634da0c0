"""Reads the sentences that answer which, who, what, how, why and whether; takes lists and names out of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.data_files import read_patterns
from assistant.evidence import HEADING, PASSAGE, PREVIOUS, TITLE, Candidate, coverage, quality_in
from assistant.reading.propose import Reading
from assistant.types import Asked, Question, Term
from index.structure import kind_of_report
from index.text import Span, fold
from index.types import Tense

HEADED = 0.6  # how well a heading has to meet each word for its section to answer
_BESIDE = 0.4  # how probable, beside the best one, a sentence has to be to be shown with it
LONGEST_TOPIC = 24  # characters of a sentence that only announces its paragraph
_PATTERNS = read_patterns("assistant.reading", "sentences.toml")
_DATE = re.compile(
    r"(?:(?:19|20)[0-9]{2}\s*年\s*)?[0-9]{1,2}\s*月(?:\s*[0-9]{1,2}\s*日)?(?:[至—-]+(?:[0-9]{1,2}月)?[0-9]{1,2}日)?|(?:19|20)[0-9]{2}\s*年"
)
_JOINS = re.compile(r"、|以及|和|及|与")


@dataclass(frozen=True, slots=True)
class SentenceFit:
    """A sentence read as the answer: how well it fits, its coverage, and the words it leaves unmet."""

    candidate: Candidate
    fit: float
    coverage: float
    unmet: tuple[Term, ...]


def read_sentences(question: Question, candidates: Sequence[Candidate]) -> list[SentenceFit]:
    """Return the sentences that may answer, best first."""
    found = []
    for candidate in candidates:
        when = _when(question, candidate)
        if when is None:
            continue
        share, unmet = coverage(question, candidate)
        fit = _fit(question, candidate) + when + _form(question, candidate) + 0.15 * candidate.hit.score
        found.append(SentenceFit(candidate, fit, share, unmet))
    return sorted(found, key=lambda r: (-r.fit, r.candidate.hit.sentence))


def _fit(question: Question, candidate: Candidate) -> float:
    total = sum(term.weight for term in question.terms)
    if not total:
        return 0.0
    reached = 0.0
    for term in question.terms:
        reached += term.weight * max(
            quality_in(term, candidate.folded),
            (HEADING + 0.1) * quality_in(term, candidate.headings),
            PREVIOUS * quality_in(term, candidate.before),
            PASSAGE * quality_in(term, candidate.around),
            TITLE * quality_in(term, candidate.title),
        )
    return reached / total


def _form(question: Question, candidate: Candidate) -> float:
    """Prefer sentences of the form asked for: an enumeration for a list, measures for a how."""
    words = candidate.folded
    if question.asked is Asked.LIST:
        bonus = 0.1 if "、" in words or words.count("“") >= 2 else 0.0
        return bonus + (0.08 if question.noun and question.noun in words else 0.0)
    if question.asked is Asked.WHO_WHAT:
        return 0.08 if question.noun and question.noun in words else 0.0
    if question.asked in (Asked.HOW_WHY, Asked.SECTION):
        return 0.06 if _PATTERNS["purpose"].search(words) or _PATTERNS["cause"].search(words) else 0.0
    return 0.0


def _when(question: Question, candidate: Candidate) -> float | None:
    scope = question.scope
    period = candidate.sentence.period
    weight = 0.0
    if scope.years and period is not None:
        if period.single is None:
            if not any(period.first <= year <= period.last for year in scope.years):
                return None
            weight -= 0.15
        elif period.single not in scope.years:
            return None
    if scope.years and period is None and candidate.indexed.report.year not in (*scope.years, None):
        return None
    if any(_PATTERNS["appendix"].search(title) for title in candidate.passage.section):
        weight -= 0.2  # an appendix explains words; it does not tell what was done
    goal = candidate.tense is Tense.GOAL
    if kind_of_report(candidate.indexed.report.title) == "address" and goal is not (scope.tense is Tense.GOAL):
        weight -= 0.1
    return weight


def companions(question: Question, readings: Sequence[Reading], limit: int = 3) -> list[Reading]:
    """Return the best sentence with those of its section that speak of the same, in the report's order."""
    best = readings[0]
    if question.asked is Asked.SECTION and _headed(question, best.candidate):
        return _opening_of_section(best, limit)
    if _announces(best):
        # a paragraph's first few words say what it is about; what was done stands in the sentences after them
        after = _following(best, [best], readings, limit)
        if after:
            return after
    chosen = [best]
    for reading in readings[1:]:
        same_place = (
            reading.candidate.indexed is best.candidate.indexed
            and reading.candidate.passage.section == best.candidate.passage.section
        )
        if (
            len(chosen) < limit
            and same_place
            and reading.probability >= _BESIDE * best.probability
            and _own(question, reading) > 0.3
        ):
            chosen.append(reading)
    if question.asked is Asked.SECTION and len(chosen) < limit:
        chosen += _following(best, chosen, readings, limit - len(chosen))
    return sorted(chosen, key=lambda reading: reading.candidate.sentence.start)


def _headed(question: Question, candidate: Candidate) -> bool:
    """Tell whether the nearest heading is about what is asked: its whole section answers then."""
    heading = fold(candidate.passage.section[-1]) if candidate.passage.section else ""
    full = [term for term in question.terms if term.weight >= 1.0 and not term.soft]
    return bool(full) and all(quality_in(term, heading) >= HEADED for term in full)


def _opening_of_section(best: Reading, limit: int) -> list[Reading]:
    """Return the first sentences under the best sentence's heading."""
    indexed, section = best.candidate.indexed, best.candidate.passage.section
    positions = [
        position for position, number in enumerate(indexed.passage_of) if indexed.passages[number].section == section
    ]
    return [replace(best, candidate=Candidate(best.candidate.hit, indexed, position)) for position in positions[:limit]]


def _announces(reading: Reading) -> bool:
    sentence = reading.candidate.sentence
    opens = sentence.start == reading.candidate.passage.start
    return opens and sentence.end - sentence.start <= LONGEST_TOPIC and not reading.candidate.figures


def _own(question: Question, reading: Reading) -> float:
    total = sum(term.weight for term in question.terms) or 1.0
    return sum(t.weight * quality_in(t, reading.candidate.folded) for t in question.terms) / total


def _following(best: Reading, chosen: Sequence[Reading], readings: Sequence[Reading], limit: int) -> list[Reading]:
    """Return the next sentences of the passage where a heading answered: its first sentences tell what was done."""
    taken = {reading.candidate.position for reading in chosen}
    near = [
        reading
        for reading in readings
        if reading.candidate.indexed is best.candidate.indexed
        and reading.candidate.passage is best.candidate.passage
        and 0 < reading.candidate.position - best.candidate.position <= limit
        and reading.candidate.position not in taken
    ]
    return sorted(near, key=lambda reading: reading.candidate.position)[:limit]


def listed(question: Question, candidate: Candidate) -> Span | None:
    """Return the span of the enumeration (in the report's text) that a which-question asks for; None without one."""
    text = candidate.indexed.report.text
    for start, end in _ranked_clauses(question, candidate):
        span = _quoted_row(text, start, end) or _row(text, start, end, question.noun)
        if span:
            return span
    return None


def _quoted_row(text: str, start: int, end: int) -> Span | None:
    """Find names in quotation marks side by side: “甲”“乙”“丙” or “甲”、“乙”."""
    row = re.compile(r"[“《][^”》]{1,40}[”》](?:[、和及与]?[“《][^”》]{1,40}[”》])+").search(text, start, end)
    return row.span() if row else None


def _row(text: str, start: int, end: int, noun: str) -> Span | None:
    clause = text[start:end].rstrip("，。；：！？")
    joins = list(_JOINS.finditer(clause))
    if "、" not in clause:
        return None
    first = min(join.start() for join in joins if join.group() == "、")
    last_join = max(joins, key=lambda join: join.end() if join.end() >= first else -1)
    head = clause[:first]
    left = _PATTERNS["left_cut"].match(head)
    begin = left.end() if left and left.end() < len(head) else 0
    tail = clause[last_join.end() :]
    right = _PATTERNS["right_cut"].search(tail, 1)
    stop = right.start() if right else len(tail)
    if noun and noun in tail[: stop + len(noun)]:
        stop = tail.index(noun) + len(noun)
    finish = last_join.end() + stop
    if finish - begin < 3:
        return None
    return start + begin, start + finish


def named(question: Question, candidate: Candidate) -> Span | None:
    """Return the span of the one name that a which-question asks for: a name that ends in the noun asked for."""
    text = candidate.indexed.report.text
    noun = question.noun
    for start, end in _ranked_clauses(question, candidate)[:3]:
        clause = text[start:end]
        if not noun or _PATTERNS["quoted_nouns"].search(noun):
            quoted = re.search(r"[“《][^”》]{2,40}[”》]", clause)
            if quoted:
                return start + quoted.start(), start + quoted.end()
        subject = _PATTERNS["given_to"].match(clause)
        if subject and (not noun or noun[-1:] in subject[1]):
            return start, start + subject.end(1)
        if len(noun) >= 2:
            found = re.search(rf"[\u4e00-\u9fffA-Za-z0-9]{{1,14}}{re.escape(noun)}", clause)
            if found:
                left = _PATTERNS["left_cut"].match(found.group())
                begin = found.start() + (left.end() if left and left.end() < len(found.group()) - len(noun) else 0)
                return start + begin, start + found.end()
    return None


def best_clause(question: Question, candidate: Candidate) -> Span:
    """Return the clause of a sentence that meets the question best."""
    return _ranked_clauses(question, candidate)[0]


def _ranked_clauses(question: Question, candidate: Candidate) -> list[Span]:
    """Return the clauses of a sentence, the one that meets the question best first."""
    text = candidate.indexed.report.text

    def met(span: Span) -> float:
        clause = fold(text[slice(*span)])
        return sum(term.weight * quality_in(term, clause) for term in question.terms)

    return sorted(candidate.clauses, key=lambda span: -met(span))


def whole_date(text: str, span: Span, within: Span) -> Span:
    """Widen a stretch that lies in a date to the whole of it: 6月 of 6月16日."""
    for date in _DATE.finditer(text, *within):
        if date.start() <= span[0] and span[1] <= date.end():
            return date.span()
    return span
