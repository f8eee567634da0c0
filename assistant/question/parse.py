"""From what was typed to a `Question`: language, scope, what is asked, and the words that evidence has to meet."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.data_files import read_pairs
from assistant.question.answer_type import Ask, read_ask
from assistant.question.claim import read_claim
from assistant.question.comparison import read_comparison, without_order
from assistant.question.english import in_pinyin, translate
from assistant.question.language import language_of, simplified
from assistant.question.lexicon import SYNONYM, known_words
from assistant.question.patterns import ROOM, patterns
from assistant.question.request import read_request
from assistant.question.scope import find_scope
from assistant.question.terms import weighed_terms
from assistant.question.wanted import read_wanted
from assistant.types import Asked, Question, Term
from index.snapshot import Entry
from index.structure import names_of, place_names
from index.text import add_words, fold, readable

LONGEST_QUESTION = 1000  # characters

_PATTERNS = patterns("parse")


class UnusableQuestion(ValueError):
    """The question is empty or too long; `reason` is "empty" or "too_long"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@functools.cache
def _prepare_tokenizer() -> None:
    add_words(known_words() + place_names())


def parse(text: str, entries: Sequence[Entry], history: tuple[str, ...] = ()) -> Question:
    """Read one question on its own; raises UnusableQuestion."""
    stripped = readable(text).strip()
    if not stripped or not re.search(r"\w", stripped):
        raise UnusableQuestion("empty")
    if len(stripped) > LONGEST_QUESTION:
        raise UnusableQuestion("too_long")
    _prepare_tokenizer()
    language = language_of(stripped)
    typed = stripped if language == "en" else _without_courtesy(simplified(stripped))
    request = read_request(typed)
    if request is not None and request.talk is not None and not re.search(r"[\u3400-\u9fff]", stripped):
        language = "en"  # hello: one English word may be a name in a Chinese question, but not where it is all
    if request is not None:
        typed = request.topic
    if language == "en":
        translated = translate(typed, _names(entries))
        plain, unknown, alternatives = translated.plain, translated.unknown, translated.alternatives
    else:
        plain, unknown, alternatives = _spelled_out(typed), (), {}
    scope, rest = find_scope(_in_report_words(plain), entries)
    comparison = read_comparison(plain)
    if request is None and comparison.order is not None and max(len(scope.regions), 1) * max(len(scope.years), 1) > 1:
        rest = without_order(rest)
    ask = read_ask(rest) if request is None else Ask(request.asked)
    terms = tuple(_with_alternatives(term, alternatives) for term in weighed_terms(rest, ask)) + tuple(
        Term(word, 1.0, strict=True) for word in unknown
    )
    return Question(
        text=stripped,
        plain=_in_report_words(plain, "") if language == "zh" else plain,
        language=language,
        asked=ask.asked,
        terms=terms,
        scope=scope,
        unit=ask.unit,
        group=ask.group,
        change=ask.change,
        noun=ask.noun,
        history=history,
        wanted=read_wanted(plain, rest, stripped.lower()),
        comparison=comparison,
        claim=read_claim(plain) if ask.asked is Asked.YESNO else None,
        talk=request.talk if request else None,
        length=request.length if request else None,
        topic=plain.strip() if request else "",
        named=request.topic if request else "",
    )


def _without_courtesy(plain: str) -> str:
    """Take the greeting off before a question and the thanks off after it; a greeting alone stays."""
    asked = _PATTERNS["thanks"].sub("", _PATTERNS["greeting"].sub("", plain))
    return asked if re.search(r"\w", asked) else plain


def _spelled_out(plain: str) -> str:
    """Write 金、银、铜牌 as 金牌、银牌、铜牌, and 几个人 as 几人: people are counted, not pieces."""
    medals = _PATTERNS["medals"].sub(
        lambda found: "、".join(metal + found[0][-1] for metal in _PATTERNS["metal"].findall(found[0])), plain
    )
    return _PATTERNS["persons"].sub(r"\g<much>人", medals)


def _names(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the regions of the reports by their names in Pinyin."""
    regions = {entry.region for entry in entries if entry.region}
    return {in_pinyin(name): name for region in sorted(regions) for name in names_of(region)}


def _with_alternatives(term: Term, alternatives: Mapping[str, tuple[str, ...]]) -> Term:
    """Add the other words that the English one may stand for."""
    others = tuple((word, SYNONYM) for word in alternatives.get(term.text, ()))
    return replace(term, variants=term.variants + others)


@functools.cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    reported = dict(read_pairs(ROOM, "phrases.tsv"))
    longest_first = sorted(reported, key=len, reverse=True)
    # what a report says already is not put into its words again: 人均地区生产总值增长
    return re.compile("|".join(map(re.escape, longest_first))), reported


def _in_report_words(plain: str, between: str = " ") -> str:
    """Put the ways people name an indicator into the words that reports use for it, with `between` around these."""
    pattern, reported = _phrases()
    return pattern.sub(lambda found: f"{between}{reported[found.group()]}{between}", fold(plain))
