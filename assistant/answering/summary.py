"""The most telling sentences of a topic or a report, each with its own source: as points, or as a paragraph.

Extractive summarising by position, figures and diversity of sections (Edmundson 1969; one sentence a section before a
second one is taken, as in maximal marginal relevance, Carbonell and Goldstein 1998). Nothing is reworded.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.refusing import refused
from assistant.evidence import Candidate, topic_from
from assistant.types import Answer, Asked, Confidence, Form, Question
from index.types import FigureKind, Tense

POINTS = 6
_SHORTEST, _LONGEST = 12, 160  # characters of a sentence that says something and can be read at once
_FEWEST, _TELLING = 3, 1.6  # with so many sentences of this weight no others are taken
_MOST_FIGURES = 3  # beyond which more figures tell no more


def answer_summary(question: Question, sentences: Sequence[Candidate]) -> Answer:
    """Return the most telling sentences in the order of the report; a refusal where there are none."""
    chosen = _telling(question, sentences)
    if not chosen:
        return refused(question, sentences)
    language = question.language
    citations = tuple(cite(candidate) for candidate in chosen)
    quotes = [f"{candidate.words.strip()}[{number}]" for number, candidate in enumerate(chosen, 1)]
    draft = question.asked is Asked.DRAFT
    topic = question.plain.strip() or citations[0].report
    answer = found(
        question,
        headline=wording.say(language, "draft_of" if draft else "summary_of", topic=topic, count=len(chosen)),
        text="",
        citations=citations,
        confidence=Confidence.MEDIUM,
    )
    text = ("" if draft else "\n").join(quotes)
    return replace(answer, form=Form.DRAFT if draft else Form.SUMMARY, text=text)


def _telling(question: Question, sentences: Sequence[Candidate]) -> list[Candidate]:
    whole = [candidate for candidate in sentences if _is_whole(candidate)]
    telling = [candidate for candidate in whole if _weight(question, candidate) >= _TELLING]
    ranked = sorted(
        telling if len(telling) >= _FEWEST else whole,
        key=lambda candidate: (-_weight(question, candidate), candidate.position),
    )
    chosen: list[Candidate] = []
    taken: dict[object, int] = {}
    for each in range(1, POINTS + 1):  # one of every section first, then a second one, …
        for candidate in ranked:
            if len(chosen) == POINTS:
                break
            section = _section(candidate, sentences)
            if candidate not in chosen and taken.get(section, 0) < each:
                chosen.append(candidate)
                taken[section] = taken.get(section, 0) + 1
    return sorted(chosen, key=lambda candidate: candidate.position)


def _section(candidate: Candidate, sentences: Sequence[Candidate]) -> object:
    """Return what tells a sentence's section from the others: of a whole report the top heading, else the passage."""
    tops = {each.passage.section[:1] for each in sentences}
    return (
        candidate.passage.section[:1] if len(tops) > POINTS // 2 else candidate.indexed.passage_of[candidate.position]
    )


def _is_whole(candidate: Candidate) -> bool:
    words = candidate.words.strip()
    return _SHORTEST <= len(words) <= _LONGEST and words.endswith(("。", "；", "！", ".")) and "\n" not in words


def _weight(question: Question, candidate: Candidate) -> float:
    """Weigh a sentence: figures tell most, then standing first in its passage; plans only where plans are asked for."""
    figures = sum(figure.kind is not FigureKind.TIME for figure in candidate.figures)
    first = candidate.sentence is candidate.passage.sentences[0]
    planned = candidate.tense is Tense.GOAL
    opens = topic_from(question, candidate) == candidate.sentence.start
    return (
        min(figures, _MOST_FIGURES)
        + 0.8 * first
        + 0.8 * opens
        - (3.0 if planned and question.scope.tense is None else 0.0)
    )
