"""Vetoes of fact: what a figure says of itself that the question rules out. Nothing here is weighed.

Each was counted on reports that no judge had learned from: it ruled out no right figure there.
"""

from collections.abc import Callable

from assistant.evidence import Candidate, sums_up
from assistant.question import asks_for_all
from assistant.reading.signals.kinds import counted_jointly
from assistant.reading.signals.times import contradicts_tense, contradicts_time
from assistant.reading.signals.words import limited_by_others, number_far, rival_words
from assistant.types import Question
from index.structure import looks_like_place, names_of
from index.types import Figure

Veto = Callable[[Question, Candidate, Figure], bool]
_LONG = 3  # characters of a place's name that may be said without its last


def contradicts_place(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names a place that neither the report's name nor the passage has: 津南区 asked of 东丽区."""
    if question.scope.regions:
        return False  # the report's own place is named; another beside it says whose district it is
    region = candidate.indexed.report.region
    own = " ".join(names_of(region)) if region else ""
    named = " ".join((own, candidate.title, candidate.headings, candidate.folded, candidate.around))
    places = (term.text for term in question.terms if not term.soft and looks_like_place(term.text))
    return any(place not in named and (len(place) < _LONG or place[:-1] not in named) for place in places)


def contradicts_kind(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure's own words exclude a word of the question: 银牌 of 银牌58块 asked for 金牌."""
    return rival_words(question, candidate, figure) >= 1.0


def contradicts_number(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a number that the question gives does not stand with the figure: 700分以上 asked, 600分以上16人 said."""
    return number_far(question, candidate, figure) > 0


def contradicts_count(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure counts what is asked for together with something else: 消防、燃气等检查9轮 asked for 消防."""
    return counted_jointly(question, candidate, figure) > 0


def contradicts_whole(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether all are asked for (全区有多少名教师？) and the figure speaks of some: 为200名教师开展培训."""
    if not asks_for_all(question):
        return False
    return limited_by_others(question, candidate, figure) > 0


def contradicts_added(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether what was added is asked for and the figure gives the whole: 新认定3所，总数达到14所."""
    return question.wanted.added and not question.wanted.whole and sums_up(candidate, figure)


VETOES: tuple[Veto, ...] = (
    contradicts_time,
    contradicts_tense,
    contradicts_place,
    contradicts_kind,
    contradicts_number,
    contradicts_count,
    contradicts_whole,
    contradicts_added,
)


def ruled_out(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a fact rules the figure out as the answer."""
    return any(veto(question, candidate, figure) for veto in VETOES)
