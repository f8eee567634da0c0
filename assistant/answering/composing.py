"""Puts an answer together: the one constructor of what was found, and several answers as one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering import wording
from assistant.types import Answer, AnswerFigure, Citation, Confidence, Question, Status

READER = "extractive"
_ENDS = "。”."
_WEAKEST = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)


def found(
    question: Question,
    *,
    headline: str,
    text: str,
    citations: tuple[Citation, ...],
    figures: tuple[AnswerFigure, ...] = (),
    confidence: Confidence,
) -> Answer:
    """Return an answer that was found; headline and text are cut to their lengths."""
    return Answer(
        question=question.text,
        status=Status.ANSWERED,
        headline=wording.shortened(headline, wording.LONGEST_HEADLINE),
        text=wording.shortened(text, wording.LONGEST_TEXT),
        citations=citations,
        figures=figures,
        reader=READER,
        snapshot="",  # who asks knows it
        confidence=confidence,
        language=question.reply_in,
    )


def joined(question: Question, answers: Sequence[tuple[str, Answer]]) -> Answer:
    """Return several answers, each with what it belongs to, as one; what is missing is called so."""
    language = question.reply_in
    missing = wording.say(language, "missing")
    told = [answer for _, answer in answers if answer.status is Status.ANSWERED]
    return found(
        question,
        headline=wording.several_values([(label, answer.headline or missing) for label, answer in answers], language),
        text=_told_once(told, language),
        citations=_merged([citation for _, answer in answers for citation in answer.citations]),
        figures=tuple(replace(figure, label=label) for label, answer in answers for figure in answer.figures),
        confidence=weakest(answer.confidence for _, answer in answers),
    )


class _Told(NamedTuple):
    """What an answer says: the report and headings it stands in, the words that name them, and the rest."""

    report: str
    section: tuple[str, ...]
    lead: str
    statement: str

    def goes_on_with(self, other: "_Told") -> bool:
        """Tell whether this says all of another and more: 招聘教师312名，其中硕士86名 after 招聘教师312名."""
        same = (self.report, self.section) == (other.report, other.section) and self.statement != other.statement
        return same and self.statement.startswith(other.statement.rstrip(_ENDS))


def _told_once(answers: Iterable[Answer], language: str) -> str:
    """Return the sentences of answers one after the other; report and section are named where they change."""
    told = list(dict.fromkeys(_told(answer, language) for answer in answers))
    told = [one for one in told if not any(other.goes_on_with(one) for other in told)]
    texts = []
    before = None
    for one in told:
        lead = one.lead
        if before is not None and one.report == before.report and one.lead:
            changed = one.section != before.section and one.section
            lead = wording.say(language, "further", heading=one.section[-1]) if changed else ""
        texts.append(lead + one.statement)
        before = one
    return wording.say(language, "apart").join(texts)


def _told(answer: Answer, language: str) -> _Told:
    source = answer.citations[0] if answer.citations else None
    lead = wording.source_lead(language, source.report, source.section) if source else ""
    if source is None or not answer.text.startswith(lead):
        return _Told("", (), "", answer.text)
    return _Told(source.report_id, source.section, lead, answer.text.removeprefix(lead))


def _merged(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Return each quote once, with all that is marked in it."""
    merged: dict[tuple[str, int, int], Citation] = {}
    for citation in citations:
        place = citation.report_id, citation.start, citation.end
        known = merged.get(place)
        marks = () if known is None else known.marks
        merged[place] = replace(citation, marks=tuple(sorted({*marks, *citation.marks})))
    return tuple(merged.values())


def weakest(confidences: Iterable[Confidence]) -> Confidence:
    """Return the least sure of several."""
    return min(confidences, key=_WEAKEST.index)
