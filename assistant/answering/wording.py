"""The sentences of an answer, Chinese and English; a figure and its words are always cut from the report."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal

from assistant.data_files import Messages, read_patterns
from assistant.evidence import Candidate, matches
from assistant.reading import stretch_of
from assistant.types import AnswerFigure, Term
from index.structure import provinces
from index.text import Pole, fold, pole_of, without_notes
from index.types import Direction, Figure, FigureKind, Tense

LONGEST_HEADLINE = 60
LONGEST_TEXT = 500
LONGEST_LABELLED = 18  # characters of a value with the words that name it, where several stand in a headline
LONGEST_BASED = 30  # … of one with what it is given for each of, and the words between
_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
_IN_NUMBER = re.compile(r"[0-9０-９.,%％万亿千百十余多]")
_HERE = "\0"
_SEQUENCE = "，；：。！？ "
_CLAUSE = re.compile("[，,。；;：:、]")
_DIGIT = re.compile(r"\d")
_BARE = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_SCALES = {4: "万", 8: "亿"}  # by the power of ten that a shared scale stands for
_FURTHEST = 3  # clauses taken along before that of a figure
_APART = 2  # characters between a verb and its value: 下降 了2.1%
_MESSAGES = Messages("assistant.answering")


def say(language: str, key: str, /, **values: object) -> str:
    """Return a sentence of ours; raises KeyError for one that is not in data/messages.toml."""
    return _MESSAGES.say(language, key, **values)


def shortened(text: str, longest: int) -> str:
    """Cut at a clause where the text is too long, and say so with an ellipsis."""
    text = text.strip().strip("，；：、")
    if len(text) <= longest:
        return text
    cut = max(text.rfind(mark, 0, longest - 1) for mark in "。；，、")
    if cut <= longest // 3:
        cut = longest - 1
        while cut > 1 and _IN_NUMBER.match(text[cut - 1]) and _IN_NUMBER.match(text[cut]):
            cut -= 1  # a figure cut in two would be another figure
    return text[:cut] + "…"


def several_values(values: Sequence[tuple[str, str]], language: str) -> str:
    """Put labelled values into one headline; where it grows too long, the labels go before any value does."""
    join = say(language, "join")
    labelled = join.join(
        value if value.startswith(label) else say(language, "label", label=label, value=value)
        for label, value in values  # a value for each of something says itself of what: 生均经费小学950元
    )
    return labelled if len(labelled) <= LONGEST_HEADLINE else join.join(value for _, value in values)


def place_name(region: str) -> str:
    """Return the name a region goes by in a headline."""
    return next((short for short, full in provinces().items() if full == region), region)


def figure_of(candidate: Candidate, figure: Figure, pole: Pole | None = None) -> AnswerFigure:
    """Return a figure for the answer: its value in the unit, in plain digits, with the year or years it is of.

    It is below nothing where its `pole` says so.
    """
    ends = [figure.value] if figure.upper is None else [figure.value, figure.upper]
    text = written(figure)
    if pole is not None and pole.negative and not figure.is_change:
        ends, text = [-end for end in reversed(ends)], f"{pole.word}{text}"
    stretch = stretch_of(candidate, figure)
    return AnswerFigure(
        "-".join(format(end.normalize(), "f") for end in ends),
        figure.unit,
        text,
        goal=candidate.tense is Tense.GOAL,
        change=figure.is_change,
        fall=figure.signed < 0 <= figure.value,
        year=None if stretch else candidate.year_of(figure),
        stretch=stretch,
    )


def written(figure: Figure) -> str:
    """Return a figure's own characters, without the raised mark of a note, which would read as a digit."""
    return without_notes(figure.text.strip())


def pole_shown(text: str, figure: Figure, asked: Collection[str] = ()) -> Pole | None:
    """Return the word that has to be shown with a figure so that it is not taken for the reverse: 亏损 of 亏损3200万元.

    Who asks for losses alone (`asked`: 亏损) need not be told that they are.
    """
    pole = pole_of(text, figure)
    if pole is None:
        return None
    only_below = bool(pole.below.intersection(asked)) and not pole.above.intersection(asked)
    return pole if pole.negative is not only_below else None


def _base_start(text: str, figure: Figure) -> int:
    """Return where what a value is one for each of stands before it, -1 where it stands elsewhere: 每千名学生 before 6.5张."""
    begin = max(0, figure.start - LONGEST_HEADLINE)
    at = fold(text[begin : figure.start]).rfind(figure.per) if figure.per else -1
    return begin + at if at >= 0 else -1


def shown_figure(text: str, figure: Figure, either_way: bool = False, asked: Collection[str] = ()) -> str:
    """Return a figure as an answer shows it, cut from the report's `text`.

    The amount of a fall takes the verb before it along, so that it never reads as a rise: 下降2.1%; that of a rise where it
    is asked which way something moved, or how far it fell. A loss takes its word along: 亏损3200万元 (`asked` as for
    `pole_shown`); a value for each of something says of what: 每千名学生有校医1.4人.
    """
    start = figure.start
    base = _base_start(text, figure)
    if base >= 0 and figure.kind not in (FigureKind.PERCENT, FigureKind.POINTS):
        between = text[base + len(figure.per) : start]
        if _DIGIT.search(between) or _CLAUSE.search(between) or figure.end - base > LONGEST_BASED:
            return figure.per + figure.verb + written(figure) + shared_unit(figure)
        return without_notes(text[base : figure.end].strip()) + shared_unit(figure)
    if (pole := pole_shown(text, figure, asked)) is not None:
        if pole.start > start:
            return without_notes(text[start : pole.end].strip())
        if _DIGIT.search(text[pole.end : start]):  # other values stand between: 分别亏损30万元、64万元
            return pole.word + written(figure) + shared_unit(figure)
        start = pole.start
    elif figure.is_change and (figure.direction is Direction.FALL or either_way) and figure.value >= 0:
        verb = text.rfind(figure.verb, max(0, start - len(figure.verb) - _APART), start) if figure.verb else -1
        start = verb if verb >= 0 else start
        if figure.verb == "" and figure.direction is Direction.RISE and not written(figure).startswith("+"):
            return f"+{written(figure)}{shared_unit(figure)}"  # 比上年增减625人
    return without_notes(text[start : figure.end].strip()) + shared_unit(figure)


def shared_unit(figure: Figure) -> str:
    """Return the scale and unit that a number shares with the one it is joined to: 万人 for the 3.9 of 3.9、5.2万人."""
    digits = figure.text.replace(",", "").strip()
    if not _BARE.fullmatch(digits) or not figure.unit or not figure.value:
        return ""
    scale = figure.value / Decimal(digits)
    power = scale.adjusted()
    return f"{_SCALES.get(power, '')}{figure.unit}" if scale == Decimal(10) ** power and power in (0, *_SCALES) else ""


def statement(candidate: Candidate, figure: Figure, asked: Sequence[Term] = ()) -> str:
    """Return the words around a figure that can be read on their own.

    A clause that begins with the figure's verb (较上年提升…, 优良率…) takes the clauses before it along, back to the
    sentence's first where the subject stands; so does one that lacks a word asked for which stands there.
    """
    text = candidate.indexed.report.text
    home = candidate.clause_of(figure.start)
    first = home
    while first > 0 and _leans(text[slice(*candidate.clauses[first])]) and home - first < _FURTHEST:
        first -= 1
    first = min([first, *_clauses_with_more(candidate, home, asked)])
    start, end = candidate.clauses[first][0], candidate.clauses[home][1]
    if end - start > 160:
        start = candidate.clauses[home][0]
    return text[start:end].strip().rstrip(_SEQUENCE)


def _clauses_with_more(candidate: Candidate, home: int, asked: Sequence[Term]) -> list[int]:
    """Return the clauses shortly before the figure's that have a word asked for which its own has not."""
    text = candidate.indexed.report.text
    said = {n: fold(text[slice(*candidate.clauses[n])]) for n in range(max(0, home - _FURTHEST), home + 1)}
    lacking = [term for term in asked if not term.soft and term.number is None and not matches(term, said[home])]
    return [n for n in said if n != home and any(term.weight >= 1 and matches(term, said[n]) for term in lacking)]


def _leans(clause: str) -> bool:
    """Tell whether a clause begins without a subject of its own."""
    return bool(_PATTERNS["leaning"].match(clause) or re.match(r"[^\u4e00-\u9fff“]", clause))


def source_line(language: str, candidate: Candidate, words: str) -> str:
    """Put a statement into a sentence that names its report and section."""
    return _found(language, candidate.indexed.report.title, candidate.passage.section, words)


def source_lead(language: str, report: str, section: Sequence[str]) -> str:
    """Return the words by which a sentence names its report and section, up to what is quoted."""
    return _found(language, report, section, _HERE).partition(_HERE)[0]


def _found(language: str, report: str, section: Sequence[str], words: str) -> str:
    where = say(language, "section", heading=section[-1]) if section else ""
    return say(language, "found", report=report, section=where, statement=words)
