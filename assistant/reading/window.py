"""What the encoder reads of a sentence: where and when it stands, what was said just before, and its own words.

A window is cut so that it fits the encoder's length: a long sentence gives several, cut between clauses. Building,
training and asking all use this one function.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from index.text import Span, clause_spans
from index.types import IndexedReport, Tense

# Short on purpose: every character is read once a question and window (docs/evaluation.md)
LONGEST = 110  # characters of a window's own words
BEFORE = 30  # characters of what stands before it
TITLE, HEADING = 12, 18  # characters of the report's title and of its nearest heading


@dataclass(frozen=True, slots=True)
class Window:
    """`text` is what the encoder reads; report offsets `[start, end)` stand at `text[shift + offset]`."""

    text: str
    start: int
    end: int
    shift: int

    def place(self, span: Span) -> Span:
        """Return where a span of the report stands in `text`."""
        return span[0] + self.shift, span[1] + self.shift


def windows_of(indexed: IndexedReport, position: int) -> Iterator[Window]:
    """Yield the windows of the sentence at `position`, which together hold all of it."""
    sentence = indexed.sentences[position]
    text = indexed.report.text
    head = header_of(indexed, position)
    led_by = indexed.before(position)
    leading = sentence if led_by is None else indexed.sentences[led_by]
    is_row = led_by is not None and indexed.table_at(sentence.start) is not None
    for start, end in _pieces(text, sentence.start, sentence.end):
        # a row of a table is led by the caption, all else by what stands just before it
        before = _tail(text, leading.start, leading.end if is_row else start)
        shown = f"{head}｜{before}｜"
        yield Window(shown + text[start:end].replace("\n", " "), start, end, len(shown) - start)


def header_of(indexed: IndexedReport, position: int) -> str:
    """Return when and where a sentence stands: its years, whether it is a goal, the title and the nearest heading."""
    sentence = indexed.sentences[position]
    passage = indexed.passages[indexed.passage_of[position]]
    period = sentence.period
    when = "" if period is None else f"{period.first}年" if period.single else f"{period.first}-{period.last}年"
    if sentence.tense is Tense.GOAL:
        when += "计划"
    heading = passage.section[-1][:HEADING] if passage.section else ""
    return f"{when}｜{indexed.report.title[:TITLE]}｜{heading}"


def _tail(text: str, floor: int, end: int) -> str:
    return text[max(floor, end - BEFORE) : end].strip().replace("\n", " ")


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Cut `[start, end)` between clauses, and a clause that is too long by itself at the length."""
    begin = start
    last = start
    for _, clause_end in clause_spans(text, start, end):
        if clause_end - begin > LONGEST and last > begin:
            yield begin, last
            begin = last
        while clause_end - begin > LONGEST:
            yield begin, begin + LONGEST
            begin += LONGEST
        last = clause_end
    if begin < end:
        yield begin, end
