"""Answers keywords alone: with the figure or figures they lead to, where they surely lead there, else with a sentence.

Keywords do not say whether they belong together: 改厕 硬化通组路 asks for two values, 玩教具 湖西 for one of both. So a
figure that lacks a keyword which stands at another value beside it is never the answer by itself.
"""

from collections.abc import Sequence

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.figures import answer_of_readings, figure_answer
from assistant.answering.refusing import refused
from assistant.answering.sentences import answer_sentences
from assistant.evidence import Candidate, own_words, quality_in
from assistant.question import keywords_of, names_one_number
from assistant.reading import Reader, Reading, confidence_of, shipped_bounds, shown
from assistant.types import Answer, Asked, Question
from index.text import fold
from index.types import Figure

_FULL = 1.0  # weight of a word that has to be met
_FEWEST, _MOST = 2, 4  # values
_MARKS = "，、；。： "


def answer_keywords(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer with a figure, with one for each keyword of a row, or with a sentence; else refuse."""
    readings = reader.figures(question, candidates)
    trusted = shown(readings, shipped_bounds().keyword)
    others = _told_beside(question, trusted[0]) if trusted and not names_one_number(question) else []
    if others:
        row = _row(question, trusted[0], others, readings)
        if row is not None:
            return _of_row(question, trusted[0], row)
        if not _of_what_stands_before(question, trusted[0], others):
            return refused(question, candidates)
    if question.asked is Asked.FIGURE:
        return answer_of_readings(question, candidates, readings)
    return figure_answer(question, trusted[0]) if trusted else answer_sentences(question, candidates, reader)


def _told_beside(question: Question, best: Reading) -> list[str]:
    """Return the keywords that stand at other values of the sentence, and not so well at the best one's or before all."""
    candidate = best.candidate
    whole = [
        figure for figure in candidate.figures if figure.start == best.figure.part_of
    ]  # 装机 of 装机90，其中风电20
    if best.figure.is_change:  # what changed stands in the clauses before
        whole += [figure for figure in candidate.figures if figure.start < best.figure.start]
    own = " ".join([_common_words(candidate), *(own_words(candidate, figure) for figure in (best.figure, *whole))])
    rest = [own_words(candidate, figure) for figure in candidate.figures if figure not in best.figures]
    named = keywords_of(question) or (_full_words(question) if question.wanted.every else ())
    return [
        word
        for word in named
        if max((_met(question, word, words) for words in rest), default=0.0) > _met(question, word, own)
    ]


def _of_what_stands_before(question: Question, best: Reading, others: Sequence[str]) -> bool:
    """Tell whether the last keyword names the number and the others what it is of: 司法确认 标的额 of 司法确认2153件，标的额1.94亿元.

    Only of a value that is next to certain: in 湖西投入386万元，南关玩具73万元 the last one may belong to another.
    """
    keywords = keywords_of(question)
    if not keywords or keywords[-1] in others or best.probability < shipped_bounds().certain:
        return False
    candidate, start = best.candidate, best.figure.start
    return all(
        _met(question, word, own_words(candidate, figure)) == 0.0
        for figure in candidate.figures
        if figure.start > start
        for word in others
    )


def _full_words(question: Question) -> list[str]:
    return [term.text for term in question.terms if term.weight >= _FULL and not term.soft and term.number is None]


def _met(question: Question, keyword: str, words: str) -> float:
    """Return how well text has a keyword: as it is, or each of the full words that it is made of."""
    if keyword in words:
        return 1.0
    terms = [term for term in question.terms if term.text in keyword and term.weight >= _FULL]
    return min((quality_in(term, words) for term in terms), default=0.0)


def _common_words(candidate: Candidate) -> str:
    """Return what is said of every value of a sentence: the clauses before the first one's, and the headings."""
    first = candidate.figures[0]
    text = candidate.indexed.report.text
    return f"{fold(text[candidate.sentence.start : first.owner_start])} {candidate.headings}"


def _row(question: Question, best: Reading, others: Sequence[str], readings: Sequence[Reading]) -> list[Figure] | None:
    """Return a value for each keyword, in the order of the report; None where one has none that is surely its own.

    A value in the best one's unit is, of another unit only where it may answer by itself.
    """
    candidate, unit = best.candidate, best.figure.unit
    likely = {r.figure for r in readings if r.candidate is candidate and r.probability >= shipped_bounds().part}
    row = [best.figure]
    for word in others:
        met = {figure: _met(question, word, own_words(candidate, figure)) for figure in candidate.figures}
        own = [figure for figure in met if met[figure] and met[figure] == max(met.values())]
        if any(figure in row for figure in own):
            continue
        own = [figure for figure in own if figure.unit == unit] or [figure for figure in own if figure in likely]
        if not own or (own[0].part_of is None) is not (best.figure.part_of is None):
            return None
        row.append(own[0])
    return sorted(row, key=lambda figure: figure.start) if _FEWEST <= len(row) <= _MOST else None


def _of_row(question: Question, best: Reading, row: Sequence[Figure]) -> Answer:
    candidate = best.candidate
    text, poles = candidate.indexed.report.text, question.wanted.poles
    values = [
        (own_words(candidate, figure).strip(_MARKS), wording.shown_figure(text, figure, asked=poles)) for figure in row
    ]
    return found(
        question,
        headline=wording.several_values(values, question.reply_in),
        text=wording.source_line(question.reply_in, candidate, candidate.words.strip("。；")),
        citations=(cite(candidate, [(figure.start, figure.end) for figure in row]),),
        figures=tuple(wording.figure_of(candidate, figure, wording.pole_shown(text, figure, poles)) for figure in row),
        confidence=confidence_of(best),
    )
