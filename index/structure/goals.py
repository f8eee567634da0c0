"""Sentences that announce what is to come: goals, and the one with which a yearly report turns to those of its year."""

from index.data_files import read_patterns
from index.structure.periods import names_no_plan, years_named
from index.text import fold

_PATTERNS = read_patterns("index.structure", "announcing.toml")


def is_goal(text: str) -> bool:
    """Tell whether the words of a sentence announce something that is to come."""
    return bool(_PATTERNS["to_come"].search(fold(text)))


def announces_goals(text: str, report_year: int) -> bool:
    """Tell whether a sentence of a yearly report gives the goals of its own year; what follows is about them."""
    folded = fold(text)
    other_years = any(year != report_year for year in years_named(text))
    return bool(_PATTERNS["yearly_goals"].search(folded)) and not other_years and names_no_plan(text)
