"""The most telling sentences of a topic or a report, each with its own source: as points, or as a paragraph.

Extractive summarising by position, figures and diversity of sections (Edmundson 1969; one sentence a section before a
second one is taken, as in maximal marginal relevance, Carbonell and Goldstein 1998). Nothing is reworded.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.refusing import refused
from assistant.data_files import read_patterns
from assistant.evidence import Candidate, Told
from assistant.types import Answer, Asked, Confidence, Form, Length, Question
from index.types import FigureKind, Tense

POINTS = 6
_PATTERNS = read_patterns("assistant.answering", "patterns.toml")
_SHORTEST_VALUE = 7  # … of one that gives a value: 应急演练162次。
_SHORTEST, _LONGEST = 12, 160  # characters of a sentence that says something and can be read at once
_FEWEST, _TELLING = 3, 2.2  # with so many sentences of this weight no others are taken
_ENOUGH = 2  # sentences under a heading of the topic, beside which none from elsewhere is taken
_ABOUT = Fraction(1, 10)  # of a length, by which it may be passed: 200字左右
_SHORT_OF = Fraction(1, 5)  # … by which it may be missed before that is said
_MOST_FIGURES = 3  # beyond which more figures tell no more


def answer_summary(question: Question, sentences: Sequence[Told]) -> Answer:
    """Return the most telling sentences in the order of the report; a refusal where there are none."""
    chosen = _telling(question, sentences)
    if not chosen:
        return refused(question, [told.candidate for told in sentences])
    language = question.reply_in
    citations = tuple(cite(candidate) for candidate in chosen)
    quotes = [f"{candidate.words.strip()}[{number}]" for number, candidate in enumerate(chosen, 1)]
    draft = question.asked is Asked.DRAFT
    topic = question.named or question.topic or citations[0].report
    headline = wording.say(language, "draft_of" if draft else "summary_of", topic=topic, count=len(chosen))
    if question.length is not None:
        characters = sum(map(_long, chosen))
        short = not question.length.at_most and characters < question.length.characters * (1 - _SHORT_OF)
        headline += wording.say(language, "all_there_is" if short else "so_long", count=characters)
    answer = found(
        question,
        headline=headline,
        text="",
        citations=citations,
        confidence=Confidence.MEDIUM,
    )
    text = ("" if draft else "\n").join(quotes)
    return replace(answer, form=Form.DRAFT if draft else Form.SUMMARY, text=text)


def _telling(question: Question, sentences: Sequence[Told]) -> list[Candidate]:
    """Return the most telling sentences, in the order of the report; where a length is asked for, as many as make it."""
    whole = [told for told in sentences if _is_whole(told.candidate)]
    under = [told for told in whole if told.under]
    if len(under) >= _ENOUGH:
        whole = under  # what only mentions the topic elsewhere drifts off it
    weights = {told.candidate: _weight(question, told) for told in whole}
    telling = [candidate for candidate, weight in weights.items() if weight >= _TELLING]
    ranked = sorted(
        telling if len(telling) >= _FEWEST and question.length is None else weights,
        key=lambda candidate: (-weights[candidate], candidate.position),
    )
    tops = {told.candidate.passage.section[:1] for told in sentences}
    several = len(tops) > POINTS // 2  # of a whole report one of every chapter comes first, else one of every paragraph
    diverse: list[Candidate] = []
    taken: Counter[object] = Counter()
    for each in range(1, len(ranked) + 1):
        for candidate in ranked:
            section = candidate.passage.section[:1] if several else candidate.passage.start
            if candidate not in diverse and taken[section] < each:
                diverse.append(candidate)
                taken[section] += 1
    chosen = diverse[:POINTS] if question.length is None else _filling(question.length, diverse)
    return sorted(chosen, key=lambda candidate: candidate.position)


def _filling(length: Length, ranked: Sequence[Candidate]) -> list[Candidate]:
    """Return sentences that make up a length together, the first of them the most telling: about so many characters."""
    longest = length.characters if length.at_most else length.characters * (1 + _ABOUT)
    chosen: list[Candidate] = []
    so_far = 0
    for candidate in ranked:
        if so_far + _long(candidate) <= longest:
            chosen.append(candidate)
            so_far += _long(candidate)
    return chosen or sorted(ranked, key=_long)[:1]


def _long(candidate: Candidate) -> int:
    return len(candidate.words.strip())


def _is_whole(candidate: Candidate) -> bool:
    words = candidate.words.strip()
    shortest = _SHORTEST_VALUE if candidate.figures else _SHORTEST
    if not shortest <= len(words) <= _LONGEST or _PATTERNS["announces"].search(words):
        return False
    return words.endswith(("。", "；", "！", ".")) and "\n" not in words


def _weight(question: Question, told: Told) -> float:
    """Weigh a sentence: figures tell most, then standing under the topic's heading, first in its passage, naming the
    topic at once; plans only where plans are asked for.
    """
    candidate = told.candidate
    figures = sum(figure.kind is not FigureKind.TIME for figure in candidate.figures)
    first = candidate.sentence is candidate.passage.sentences[0]
    opens = told.start == candidate.sentence.start
    planned = candidate.tense is Tense.GOAL and question.scope.tense is None
    return min(figures, _MOST_FIGURES) + 0.8 * first + 0.8 * opens + 1.2 * told.under - (3.0 if planned else 0.0)
