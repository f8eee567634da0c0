"""Answers whether something is so: by the figure a question claims, or by a sentence that speaks of all of it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering import wording
from assistant.answering.citations import cite
from assistant.answering.composing import found
from assistant.answering.figures import figure_answer
from assistant.answering.refusing import refused
from assistant.evidence import Candidate, matches
from assistant.question import claimed_bound, claimed_figure, guards, how_far, without_claim
from assistant.reading import Reader, Reading, Verdict, confidence_of, shipped_bounds, shown, span_about, verdict_on
from assistant.types import Answer, Bound, Claim, Confidence, Question, Term
from index.text import known_units
from index.types import Basis, Direction, Figure

_LOOKED_AT = 3  # sentences


def answer_claim(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Answer yes or no, with what the reports say; refuse where they do not settle it."""
    claimed = [term for term in question.terms if term.number is not None and not term.soft]
    # 都超过85%了吗 claims a number as 超过85%了吗 does
    numbered = question.claim not in (Claim.HALF, Claim.ALL) or (
        bool(claimed) and claimed_bound(question, claimed[0]) is not None
    )
    if claimed and not question.wanted.condition and numbered:
        return _by_figure(question, claimed[0], candidates, reader)
    readings = reader.words(question, candidates)[:_LOOKED_AT]
    for reading in readings:
        if reading.probability < shipped_bounds().settled or _only_guarded_against(question, reading.candidate):
            continue
        sure = bool(shown([reading], shipped_bounds().claim))
        verdict = verdict_on(question, reading, sure)
        if verdict is None or verdict.probability < shipped_bounds().verdict:
            continue
        if question.claim is Claim.DONE and not sure:
            continue
        return _answered(question, reading, verdict)
    return _by_change(question, candidates, reader) or _unsettled(question, readings) or refused(question, candidates)


def _unsettled(question: Question, readings: Sequence[Reading]) -> Answer | None:
    """Answer with what the report says of it, without a yes or no that no word of it settles; None where none surely does."""
    best = readings[0] if readings else None
    if best is None or best.probability < shipped_bounds().claim or _only_guarded_against(question, best.candidate):
        return None
    span = span_about(question, best.candidate)
    said = best.candidate.indexed.report.text[slice(*span)].strip().strip("，；。")
    return found(
        question,
        headline=said,
        text=wording.say(question.reply_in, "no_verdict")
        + wording.source_line(question.reply_in, best.candidate, best.candidate.words.strip("。；")),
        citations=(cite(best.candidate, [span]),),
        confidence=Confidence.LOW,
    )


def _answered(question: Question, reading: Reading, verdict: Verdict) -> Answer:
    said = reading.candidate.indexed.report.text[slice(*verdict.span)].strip()
    word = wording.say(question.reply_in, "yes" if verdict.holds else "no")
    return found(
        question,
        headline=wording.say(question.reply_in, "label", label=word, value=said),
        text=wording.say(question.reply_in, "verdict", verdict=word)
        + wording.source_line(question.reply_in, reading.candidate, reading.candidate.words.strip("。；")),
        citations=(cite(reading.candidate, [verdict.span]),),
        confidence=confidence_of(replace(reading, probability=reading.probability * verdict.probability)),
    )


def _by_figure(question: Question, claimed: Term, candidates: Sequence[Candidate], reader: Reader) -> Answer:
    """Compare the figure that the question claims with the one that is found without it."""
    bare = without_claim(question)
    readings = shown(reader.figures(bare, candidates), shipped_bounds().figure)
    holds = _holds(question, claimed, readings[0].figure) if readings else None
    if holds is None:
        return refused(question, candidates)
    return _with_verdict(question, holds, figure_answer(question, readings[0]))


def _holds(question: Question, claimed: Term, figure: Figure) -> bool | None:
    """Tell whether a figure is what is claimed; None where it does not say: another unit, a range that may or may not."""
    if claimed.number is None or not _counted_alike(claimed_figure(claimed), figure):
        return None
    moved = {Claim.RISE: Direction.RISE, Claim.FALL: Direction.FALL}.get(question.claim or Claim.DONE)
    if moved and figure.is_change and figure.direction not in (moved, Direction.NONE):
        return False
    limit = claimed.number
    bound = claimed_bound(question, claimed)
    if bound is None and question.claim in (Claim.ABOVE, Claim.REACH):
        bound = Bound(limit, lower=True, itself=True)
    elif bound is None and question.claim is Claim.BELOW:
        bound = Bound(limit, lower=False, itself=False)
    low, high = figure.value, figure.value if figure.upper is None else figure.upper
    if bound is None:
        return low == limit if low == high or not low <= limit <= high else None
    held = {bound.holds(low), bound.holds(high)}
    return held.pop() if len(held) == 1 else None


def _counted_alike(claimed: Figure | None, figure: Figure) -> bool:
    """Tell whether a claimed figure may be told the same as one that is found: 365所 is not 365人."""
    if claimed is None or claimed.unit == figure.unit:
        return True
    units = known_units()
    groups = [units[unit].group if unit in units else unit for unit in (claimed.unit, figure.unit)]
    return claimed.kind is figure.kind and groups[0] == groups[1]


def _by_change(question: Question, candidates: Sequence[Candidate], reader: Reader) -> Answer | None:
    """Hold a claimed rise or fall against the change that is found: 下降6.3% denies 比上年多了; None where none is."""
    bare = how_far(question)
    readings = shown(reader.figures(bare, candidates), shipped_bounds().figure) if bare else []
    if not readings:
        return None
    figure = readings[0].figure
    # 环比 and 与2015年相比 say nothing of 比上年
    against = (Basis.PLACE,) if question.claim in (Claim.ABOVE, Claim.BELOW) else (Basis.NONE, Basis.YEAR)
    if len(readings[0].figures) > 1 or figure.direction is Direction.NONE or figure.basis not in against:
        return None
    holds = (figure.direction is Direction.RISE) is (question.claim in (Claim.RISE, Claim.ABOVE))
    return _with_verdict(question, holds, figure_answer(question, readings[0]))


def _with_verdict(question: Question, holds: bool, answer: Answer) -> Answer:
    verdict = wording.say(question.reply_in, "yes" if holds else "no")
    return replace(
        answer,
        headline=wording.say(question.reply_in, "aside", words=verdict, more=answer.headline),
        text=wording.say(question.reply_in, "verdict", verdict=verdict) + answer.text,
    )


def _only_guarded_against(question: Question, candidate: Candidate) -> bool:
    """Tell whether what is asked about is only kept from happening: 开展防溺水巡查 does not say whether anybody drowned."""
    if question.wanted.against:
        return False
    words = candidate.folded
    found = [matches(term, words) for term in question.terms if term.weight >= 1.0]

    def guarded(start: int) -> bool:
        # 防溺水 may stand for 溺水 as a whole
        return words[max(0, start - 2) : start].endswith(guards()) or words.startswith(guards(), start)

    return any(places and all(guarded(match.start) for match in places) for places in found)
