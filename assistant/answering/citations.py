"""The one place where a quote is made: cut out of the report's text, never written."""

from collections.abc import Iterable

from assistant.evidence import Candidate
from assistant.types import Citation
from index.text import Span
from index.types import IndexedReport, Passage


def cite(candidate: Candidate, marks: Iterable[Span] = ()) -> Citation:
    """Quote the candidate's sentence; `marks` are spans of the report's text to point out within it."""
    sentence = candidate.sentence
    return quote(candidate.indexed, candidate.passage, (sentence.start, sentence.end), marks)


def quote(indexed: IndexedReport, passage: Passage, span: Span, marks: Iterable[Span] = ()) -> Citation:
    start, end = span
    report = indexed.report
    return Citation(
        report=report.title,
        report_id=report.id,
        file=report.file,
        section=passage.section,
        page=report.page_at(start),
        quote=report.text[start:end],
        start=start,
        end=end,
        marks=tuple((left - start, right - start) for left, right in marks if start <= left < right <= end),
    )


def is_verbatim(citation: Citation, text: str) -> bool:
    """Tell whether a quote stands in `text` exactly where it says."""
    return text[citation.start : citation.end] == citation.quote
