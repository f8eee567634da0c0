"""Fills in what a follow-up leaves out from the turns before it."""

from collections.abc import Sequence
from dataclasses import replace

from assistant.question.lexicon import excluded_by
from assistant.question.parse import UnusableQuestion, parse
from assistant.question.patterns import patterns
from assistant.question.scope import with_reports
from assistant.types import COMPOSED, Asked, Question, Scope, Term
from index.snapshot import Entry

_PATTERNS = patterns("followup")
_SOFT = 0.5
_FOLLOWED = 8  # turns before a question that it may lean on: a long conversation costs no more than a short one
_COMPLETE = (Asked.FIGURE, Asked.FROM_TO, Asked.YESNO)  # what asks for all of its answer in its own words
_FEW = 2  # a question of fewer full words than this leans on the turn before


def followed(history: Sequence[str]) -> tuple[str, ...]:
    """Return the turns that a question may lean on, of all that were asked before it, the latest last."""
    return tuple(turn for turn in history if turn.strip())[-_FOLLOWED:]


def understand(text: str, entries: Sequence[Entry], history: tuple[str, ...]) -> Question:
    """Read a question with the questions asked before it (see `followed`), the latest last."""
    history = followed(history)
    question = parse(text, entries, history)
    if not history or question.asked is Asked.TALK:
        return question
    if not _leans(question):
        return question
    try:
        earlier = understand(history[-1], entries, history[:-1])
    except UnusableQuestion:
        return question  # an earlier turn that asked nothing leaves nothing to take over
    if earlier.asked is Asked.TALK:
        return understand(text, entries, history[:-1])
    return _filled(question, earlier, entries)


def complete_alone(text: str, entries: Sequence[Entry], history: tuple[str, ...]) -> Question | None:
    """Return a question as if no other had been asked before, where it is complete: it names what it asks for.

    None where there is no turn before, or it says that it goes on from there (那幼儿园呢？). What names a single thing
    (助学金发了多少钱？) may do either: it is answered by itself where the reports say that.
    """
    if not followed(history):
        return None
    alone = parse(text, entries, ())
    named = any(term.weight >= 1.0 and term.number is None for term in alone.terms)
    return alone if named and alone.asked in _COMPLETE and not _says_so(alone) else None


def _says_so(question: Question) -> bool:
    return _PATTERNS["leans"].search(question.text.strip()) is not None


def _leans(question: Question) -> bool:
    full = [term for term in question.terms if term.weight >= 1.0]
    return _says_so(question) or (len(full) < _FEW and question.asked not in COMPOSED)


def _filled(question: Question, earlier: Question, entries: Sequence[Entry]) -> Question:
    swap = bool(_PATTERNS["swap"].search(question.text.strip()))
    own = {term.text for term in question.terms}
    full = [term for term in question.terms if term.weight >= 1.0]
    scope = taken_over(question.scope, earlier.scope, entries)
    if not full and not any(t.number for t in question.terms):
        # Only the scope or the unit changes: 那2025年呢？ 金额是多少？
        taken = tuple(term for term in earlier.terms if term.text not in own)
        terms = taken + question.terms
    else:
        replaced = _replaced(question.terms, earlier.terms) if swap else frozenset()
        kept = [
            replace(term, weight=min(term.weight, 1.0) * _SOFT, head=False, soft=True)
            for term in earlier.terms
            if term.text not in own | replaced
        ]
        taken = tuple(kept)
        terms = (*(_as_head(question.terms) if swap else question.terms), *taken)
    inherits = swap or question.asked is Asked.TOPIC
    return replace(
        question,
        terms=terms,
        context=" ".join(term.text for term in taken),
        scope=scope,
        asked=earlier.asked if inherits else question.asked,
        unit=question.unit or (earlier.unit if inherits and not full else ""),
        group=question.group or (earlier.group if inherits else ""),
        change=question.change or (earlier.change if inherits else False),
        noun=question.noun or (earlier.noun if inherits else ""),
    )


def _replaced(new: tuple[Term, ...], old: tuple[Term, ...]) -> frozenset[str]:
    """Return the words of the earlier question that 那X呢 puts X in the place of.

    Those are the words that X excludes or is of one kind with (银牌 for 金牌, 中小学 for 幼儿园); failing these, the head.
    """
    full = [term.text for term in new if term.weight >= 1.0]
    alike = {
        term.text
        for term in old
        for text in full
        if term.text in excluded_by(text) or (len(text) > 1 and term.text[-1] == text[-1])
    }
    return frozenset(alike or {term.text for term in old if term.head and not term.soft})


def _as_head(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(replace(term, head=term.weight >= 1.0) for term in terms)


def taken_over(own: Scope, earlier: Scope, entries: Sequence[Entry]) -> Scope:
    """Take over what the question does not say itself."""
    merged = Scope(
        years=own.years or (() if own.span else earlier.years),
        regions=own.regions or earlier.regions,
        span=own.span or (None if own.years else earlier.span),
        tense=own.tense or earlier.tense,
        reckoned=own.reckoned,
    )
    return with_reports(merged, entries)
