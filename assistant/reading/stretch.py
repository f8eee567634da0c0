"""The several years that a figure is of together, in the report's own words: 五年来, “十三五”期间."""

from assistant.data_files import read_patterns
from assistant.evidence import Candidate
from index.types import Figure, FigureKind, Role

_PATTERNS = read_patterns("assistant.reading", "times.toml")
_AT_THE_END = (FigureKind.PERCENT, FigureKind.RANK, FigureKind.RATIO)  # a share is that of the last year


def stretch_of(candidate: Candidate, figure: Figure) -> str:
    """Return the words for the years that a figure was summed up or moved over: 五年来, 2019—2023年; "" for one of a single year.

    What there is at the end of them (达到, 现有; a rate) is that year's own.
    """
    period = figure.period or candidate.period_at(figure.start)
    if period is None or period.single is not None:
        return ""
    text = candidate.indexed.report.text
    before = text[candidate.sentence.start : figure.start]
    if period.last - period.first == 1 and _PATTERNS["school_year"].search(before):
        return ""
    told = list(_PATTERNS["stretch"].finditer(before))
    since = before[told[-1].end() :] if told else before
    if not figure.is_change and (figure.kind in _AT_THE_END or figure.role is not Role.LEVEL):
        return ""
    if _PATTERNS["one_year"].search(since) or (not figure.is_change and _PATTERNS["level"].search(since)):
        return ""
    return told[-1].group().strip("，、") if told else f"{period.first}—{period.last}年"
