"""Answers with all items of a row that the question asks for: 下半年要办哪几件事 → 一是…；二是…; one of them alone is no answer."""

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.evidence import Candidate, quality_in
from assistant.reading import Reading, confidence_of
from assistant.types import Answer, Question
from index.structure import Enumeration, enumerations_in
from index.text import Span, fold

_MOST = 16  # items
_AROUND = 3000  # characters looked at on either side of the sentence that answers
_COLON = ("：", ":")


def answer_items(question: Question, reading: Reading) -> Answer | None:
    """Return the items of the row that a sentence announces or belongs to; None where the question asks for less.

    What announces the row, with the heading it stands under, has to meet the question better than any of its items:
    else the answer stands within one of these.
    """
    candidate = reading.candidate
    row = next((row for row in _rows_at(candidate) if _is_asked(question, candidate, row)), None)
    if row is None or len(row.items) > _MOST:
        return None
    text = candidate.indexed.report.text
    told = [
        Candidate(candidate.hit, candidate.indexed, number)
        for number, sentence in enumerate(candidate.indexed.sentences)
        if any(sentence.start < end and start < sentence.end for start, end in (row.lead, *row.items))
    ]
    marks = [_first_clause(text, item) for item in row.items]
    return found(
        question,
        headline=wording.say(question.reply_in, "join").join(text[slice(*mark)] for mark in marks),
        text=" ".join(sentence.words for sentence in told),
        citations=tuple(cite(sentence, marks) for sentence in told),
        confidence=confidence_of(reading),
    )


def _rows_at(candidate: Candidate) -> list[Enumeration]:
    """Return the rows of items that the candidate's sentence announces or has a part of."""
    report, sentence = candidate.indexed.report, candidate.sentence
    headings = [(heading.start, heading.end) for heading in report.headings]
    start = max((end for _, end in headings if end <= sentence.start), default=0)
    stop = min((begin for begin, _ in headings if begin >= sentence.end), default=len(report.text))
    within = max(start, sentence.start - _AROUND), min(stop, sentence.end + _AROUND)
    return [
        row
        for row in enumerations_in(report.text, within, headings)
        if row.lead[0] < sentence.end and sentence.start < row.items[-1][1]
    ]


def _is_asked(question: Question, candidate: Candidate, row: Enumeration) -> bool:
    text = candidate.indexed.report.text
    lead = fold(text[slice(*row.lead)])
    heading = fold(candidate.passage.section[-1]) if candidate.passage.section else ""

    def met(words: str, under: str = "") -> float:
        return sum(term.weight * max(quality_in(term, words), quality_in(term, under)) for term in question.terms)

    announced = met(lead, heading)
    own = max(met(fold(text[slice(*item)])) for item in row.items)
    return announced > own or (announced == own > 0 and lead.rstrip().endswith(_COLON))


def _first_clause(text: str, item: Span) -> Span:
    start, end = item
    cut = min((at for mark in "，。；：！" if (at := text.find(mark, start, end)) >= 0), default=end)
    return start, cut
