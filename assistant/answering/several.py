"""A question that asks several things: the values of its parts where they stand together, or the answers of each.

A part alone would be a wrong answer: where not every part is found, each at a place of its own, nothing is joined.
"""

import math
import re
from collections.abc import Sequence

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found, joined
from assistant.answering.figures import figure_answer
from assistant.answering.refusing import refused
from assistant.evidence import Candidate
from assistant.reading import Reader, Reading, confidence_of, shipped_bounds, shown
from assistant.types import Answer, AnswerFigure, Question, Status
from index.text import fold
from index.types import Figure

# what may stand between two values of one row: a mark, and few words that name the next
_IN_A_ROW = re.compile(r"\s*(?:[、，；和与及]|以及)[^，。；、0-9]{0,12}")
_FEWEST = 2
_LOOKED_AT = 12  # readings of a part
_WAYS = 24  # ways to choose them that are followed
_MUCH = 3.0  # times as likely elsewhere
_CLEAR = 3.0  # times as likely in the same place
_FAR = 20.0  # times as likely as a choice that has the words for it


def answer_parts(question: Question, parts: Sequence[tuple[str, Answer]]) -> Answer | None:
    """Join the answers of the parts; None where one was not found, or two stand at the same place."""
    answers = [answer for _, answer in parts]
    if len(answers) < _FEWEST or any(answer.status is not Status.ANSWERED for answer in answers):
        return None
    return None if share_a_place(answers) else joined(question, parts)


def answer_jointly(
    question: Question, parts: Sequence[tuple[str, Question]], read: Sequence[Sequence[Reading]]
) -> Answer | None:
    """Answer with a reading of each part, all in one sentence or the next; None where none is likely to hold them all.

    `read` has the readings of each part, the likeliest first. That one sentence answers every part speaks for each of
    them: together they need no more than one alone does, and none may be out of the question. They need less still
    where the words that tell the parts apart stand each at its own value (肉牛0.37万头、家禽265万羽).
    """
    bounds = shipped_bounds()
    own = [_own_words(part, [other for _, other in parts if other is not part]) for _, part in parts]
    # 城市和农村的标准分别是多少 asks one thing of each
    of_one_kind = len({(part.unit, part.group) for _, part in parts}) == 1
    best: tuple[float, tuple[Reading, ...]] | None = None
    for place in sorted({_place(reading) for readings in read for reading in readings[:_LOOKED_AT]}):
        near = (place, (place[0], place[1] + 1))
        here = [[r for r in readings if _place(r) in near] for readings in read]
        every = _choose(here, own)
        if every is None or (of_one_kind and len({reading.figure.kind for reading in every}) > 1):
            continue
        named = _choose(
            [[r for r in readings if _names(r, words)] for readings, words in zip(here, own, strict=True)], own
        )
        plain = named is not None and _as_likely(named, every) and len({r.figure.unit for r in named}) == 1
        chosen = named if named is not None and plain else every
        likely = sum(reading.probability for reading in chosen) / len(chosen)
        if not plain and (min(r.probability for r in chosen) < bounds.part or _second_best(chosen, here)):
            continue
        if likely >= (bounds.part if plain else bounds.beside) and (best is None or likely > best[0]):
            best = likely, chosen
    if best is None or _told_better_apart(best[1], read):
        return None
    return joined(
        question,
        [(label, figure_answer(question, reading)) for (label, _), reading in zip(parts, best[1], strict=True)],
    )


def mixes_whole_and_part(parts: Sequence[tuple[str, Question]], read: Sequence[Sequence[Reading]]) -> bool:
    """Tell whether the best readings of two parts are a part of something and its whole, which no words name: 救灾4.38亿元
    for 省级, beside 其中中央3.05亿元.
    """
    best = [readings[0] if readings else None for readings in read]
    own = [_own_words(part, [other for _, other in parts if other is not part]) for _, part in parts]
    return any(
        one is not None and other is not None and _is_unnamed_whole(one, other, words)
        for one, words in zip(best, own, strict=True)
        for other in best
    )


def _own_words(part: Question, others: Sequence[Question]) -> frozenset[str]:
    """Return the words that tell a part from the others: 肉牛 of 肉牛出栏 and 家禽出栏."""
    elsewhere = {term.text for other in others for term in other.terms if not term.soft}
    return frozenset(term.text for term in part.terms if not term.soft and term.text not in elsewhere)


def _names(reading: Reading, words: frozenset[str]) -> bool:
    """Tell whether the stretch that belongs to the figure alone has one of the words."""
    figure, candidate = reading.figure, reading.candidate
    before = max((f.end for f in candidate.figures if f.end <= figure.start), default=candidate.sentence.start)
    start = figure.owner_start if figure.items else max(before, figure.owner_start)
    stretch = fold(candidate.indexed.report.text[start : max(figure.end, figure.owner_end)])
    return any(word in stretch for word in words)


def _place(reading: Reading) -> tuple[str, int]:
    return reading.candidate.indexed.report.id, reading.candidate.position


def _choose(parts: Sequence[Sequence[Reading]], own: Sequence[frozenset[str]]) -> tuple[Reading, ...] | None:
    """Choose a reading of each part, no figure twice, so that together they are likeliest; None where that cannot be.

    What 371件，其中镇级74件 gives in all answers no part that is asked beside 镇级, unless its own words say so.
    """
    ways: list[tuple[Reading, ...]] = [()]
    for number, readings in enumerate(parts):
        ways = [
            (*way, reading)
            for way in ways
            for reading in readings[:_LOOKED_AT]
            if all(
                (reading.span[1] <= other.span[0] or other.span[1] <= reading.span[0])
                and not _is_unnamed_whole(reading, other, own[number])
                and not _is_unnamed_whole(other, reading, own[before])
                for before, other in enumerate(way)
            )
        ]
        ways = sorted(ways, key=lambda way: -math.prod(reading.probability for reading in way))[:_WAYS]
    return ways[0] if ways else None


def _is_unnamed_whole(one: Reading, other: Reading, words: frozenset[str]) -> bool:
    """Tell whether one is the whole that the other is a part of, and has none of the words of what it is to answer."""
    start = one.figure.start
    return any(figure.part_of == start for figure in other.figures) and not _names(one, words)


def _second_best(chosen: Sequence[Reading], read: Sequence[Sequence[Reading]]) -> bool:
    """Tell whether a part has to do with a reading far less likely than one that answers another part."""
    return any(
        reading.probability * _CLEAR < max(r.probability for r in readings)
        for reading, readings in zip(chosen, read, strict=True)
    )


def _as_likely(one: Sequence[Reading], other: Sequence[Reading]) -> bool:
    """Tell whether no reading of one choice is far less likely than the other choice's."""
    return all(_FAR * a.probability >= b.probability for a, b in zip(one, other, strict=True))


def _told_better_apart(chosen: Sequence[Reading], read: Sequence[Sequence[Reading]]) -> bool:
    """Tell whether a part has an answer of its own elsewhere that is shown for itself and much likelier."""
    return any(
        readings[0].probability >= shipped_bounds().figure and readings[0].probability > _MUCH * reading.probability
        for readings, reading in zip(read, chosen, strict=True)
    )


def answer_together(question: Question, candidates: Sequence[Candidate], reader: Reader, count: int) -> Answer | None:
    """Answer with `count` figures of the best one's sentence that answer together; None where there are not so many."""
    readings = [reading for reading in reader.figures(question, candidates) if len(reading.figures) == 1]
    beside = shipped_bounds().beside
    if not readings or readings[0].probability < shipped_bounds().several:
        return None
    best = readings[0]
    near = [r for r in readings if r.candidate is best.candidate and r.probability >= beside][:count]
    if len(near) < count:
        return None
    near.sort(key=lambda reading: reading.span)
    return found(
        question,
        headline=wording.say(question.reply_in, "join").join(_named(reading) for reading in near),
        text=wording.source_line(question.reply_in, best.candidate, best.candidate.words.strip("。；")),
        citations=(cite(best.candidate, [reading.span for reading in near]),),
        figures=tuple(_figure_of(question, reading.candidate, reading.figure) for reading in near),
        confidence=confidence_of(min(near, key=lambda reading: reading.probability)),
    )


def answer_row(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer with all values of the row that the best figure stands in (各学段分别增长多少); refuse where it stands alone."""
    readings = shown([r for r in reader.figures(question, candidates) if len(r.figures) == 1], shipped_bounds().several)
    if not readings:
        return refused(question, candidates)
    best = readings[0]
    row = _row_of(best)
    if best.figure.each or len(row) < _FEWEST:
        return figure_answer(question, best) if best.figure.each else refused(question, candidates)
    text = best.candidate.indexed.report.text
    stretch = text[min(figure.owner_start for figure in row[:1]) : row[-1].end]
    whole = len(stretch) <= wording.LONGEST_HEADLINE
    return found(
        question,
        headline=stretch if whole else wording.say(question.reply_in, "join").join(wording.written(f) for f in row),
        text=wording.source_line(question.reply_in, best.candidate, best.candidate.words.strip("。；")),
        citations=(cite(best.candidate, [(figure.start, figure.end) for figure in row]),),
        figures=tuple(_figure_of(question, best.candidate, figure) for figure in row),
        confidence=confidence_of(best),
    )


def _row_of(reading: Reading) -> list[Figure]:
    """Return the figures that stand in a row with one: dealt out by the same 分别, or listed one after the other."""
    own, figures = reading.figure, reading.candidate.figures
    text = reading.candidate.indexed.report.text
    at = figures.index(own)
    row = [own]
    for step, side in ((-1, range(at - 1, -1, -1)), (1, range(at + 1, len(figures)))):
        last = own
        for place in side:
            other = figures[place]
            between = text[other.end : last.start] if step < 0 else text[last.end : other.start]
            alike = (other.unit, other.role, other.bracketed) == (own.unit, own.role, own.bracketed)
            if not alike or other.items != own.items or not _IN_A_ROW.fullmatch(between):
                break
            row.append(other)
            last = other
    return sorted(row, key=lambda figure: figure.start)


def share_a_place(answers: Sequence[Answer]) -> bool:
    """Tell whether two answers rest on the very same figure: then one of them is not its own."""
    places = [
        (citation.report_id, citation.start + mark[0], citation.start + mark[1])
        for answer in answers
        for citation in answer.citations[:1]
        for mark in citation.marks[:1]
    ]
    return len(set(places)) < len(places)


def _figure_of(question: Question, candidate: Candidate, figure: Figure) -> AnswerFigure:
    text = candidate.indexed.report.text
    return wording.figure_of(candidate, figure, wording.pole_shown(text, figure, question.wanted.poles))


def _named(reading: Reading) -> str:
    """Return a value with the words of its own stretch, where these are few; else the value alone."""
    text, figure = reading.candidate.indexed.report.text, reading.figure
    own = text[figure.owner_start : max(figure.end, figure.owner_end)].strip("，、；。和与及 ")
    return own if len(own) <= wording.LONGEST_LABELLED else wording.shown_figure(text, figure)
