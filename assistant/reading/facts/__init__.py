"""Vetoes of fact: what a figure says of itself that the question rules out. Nothing here is weighed.

Each was counted over written questions for one figure: it rules out next to no right figure there (docs/evaluation.md).
A new one is a function in one of the modules here and its name in `VETOES`.
"""

from collections.abc import Callable

from assistant.evidence import Candidate
from assistant.reading.facts.lists import contradicts_listing
from assistant.reading.facts.quantities import (
    contradicts_against,
    contradicts_amount,
    contradicts_base,
    contradicts_basis,
    contradicts_begun,
    contradicts_end,
    contradicts_given,
    contradicts_level,
    contradicts_money,
    contradicts_order,
    contradicts_per,
    contradicts_rate,
    contradicts_start,
    contradicts_unit,
)
from assistant.reading.facts.shares import contradicts_share
from assistant.reading.facts.tables import (
    contradicts_blank,
    contradicts_cell,
    contradicts_former,
    contradicts_group,
    contradicts_row,
)
from assistant.reading.facts.things import (
    contradicts_age,
    contradicts_area,
    contradicts_count,
    contradicts_excluded,
    contradicts_fate,
    contradicts_kind,
    contradicts_name,
    contradicts_number,
    contradicts_place,
    contradicts_pole,
    contradicts_sibling,
    contradicts_stage,
)
from assistant.reading.facts.times import (
    contradicts_aim,
    contradicts_extent,
    contradicts_holiday,
    contradicts_month,
    contradicts_season,
    contradicts_years,
)
from assistant.reading.facts.turns import contradicts_asked_now, contradicts_turn
from assistant.reading.facts.wholes import (
    contradicts_added,
    contradicts_dealt,
    contradicts_out_of,
    contradicts_owner,
    contradicts_part,
    contradicts_rest,
    contradicts_superlative,
    contradicts_whole,
)
from assistant.reading.signals.times import contradicts_tense, contradicts_time
from assistant.types import Question
from index.text import Span
from index.types import Figure

Veto = Callable[[Question, Candidate, Figure], bool]

VETOES: tuple[Veto, ...] = (
    contradicts_time,
    contradicts_tense,
    contradicts_place,
    contradicts_kind,
    contradicts_number,
    contradicts_given,
    contradicts_count,
    contradicts_whole,
    contradicts_added,
    contradicts_age,
    contradicts_season,
    contradicts_month,
    contradicts_holiday,
    contradicts_area,
    contradicts_rate,
    contradicts_extent,
    contradicts_years,
    contradicts_aim,
    contradicts_level,
    contradicts_amount,
    contradicts_end,
    contradicts_base,
    contradicts_basis,
    contradicts_against,
    contradicts_share,
    contradicts_excluded,
    contradicts_dealt,
    contradicts_row,
    contradicts_cell,
    contradicts_blank,
    contradicts_group,
    contradicts_sibling,
    contradicts_name,
    contradicts_fate,
    contradicts_pole,
    contradicts_superlative,
    contradicts_asked_now,
)


# What rules out so many figures that a judge would miss them: probabilities were learned with them among the others
LATE: tuple[Veto, ...] = (
    contradicts_unit,
    contradicts_money,
    contradicts_part,
    contradicts_order,
    contradicts_owner,
    contradicts_out_of,
    contradicts_stage,
    contradicts_start,
    contradicts_begun,
    contradicts_per,
    contradicts_former,
    contradicts_rest,
)


def ruled_out(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a fact rules the figure out as the answer, before it is judged."""
    return any(veto(question, candidate, figure) for veto in VETOES)


def ruled_out_late(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a fact rules the figure out after all have been judged beside one another."""
    return any(veto(question, candidate, figure) for veto in LATE)


def ruled_out_in_words(question: Question, candidate: Candidate, span: Span) -> bool:
    """Tell whether a fact rules a sentence out as an answer in words: it speaks of another place, house or stage, or
    only of what an earlier turn asked; or its stretch at `span` lists nothing where a list is asked for.
    """
    return (
        contradicts_turn(question, candidate)
        or contradicts_place(question, candidate)
        or contradicts_name(question, candidate)
        or contradicts_stage(question, candidate)
        or contradicts_listing(question, candidate, span)
    )


__all__ = ["LATE", "VETOES", "Veto", "ruled_out", "ruled_out_in_words", "ruled_out_late"]
