"""Puts an answer together: the one constructor of what was found, and several answers as one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.types import Answer, AnswerFigure, Citation, Confidence, Question, Status

READER = "extractive"
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
    texts = dict.fromkeys(answer.text for _, answer in answers if answer.status is Status.ANSWERED)
    return found(
        question,
        headline=wording.several_values([(label, answer.headline or missing) for label, answer in answers], language),
        text=("" if language == "zh" else " ").join(texts),
        citations=_merged([citation for _, answer in answers for citation in answer.citations]),
        figures=tuple(replace(figure, label=label) for label, answer in answers for figure in answer.figures),
        confidence=weakest(answer.confidence for _, answer in answers),
    )


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
