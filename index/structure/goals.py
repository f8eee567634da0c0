"""Sentences that announce what is to come: goals, and the one with which a yearly report turns to those of its year."""

import re

from index.structure.periods import names_no_plan, years_named
from index.text import fold

_GOAL_WORDS = re.compile(
    r"预期目标(?:[是为：:]|初步|建议|安排)|主要目标(?:[是为：:])|力争|确保(?=.{0,20}[0-9])|计划(?:新|完成|招|建|投)|今年(?:要|将|我们)|将(?:完成|实现|新增|达到|建成)|到20[0-9]{2}年|目标是"
)
# The sentence with which a government's yearly report turns from what was done to what is to come
_YEARLY_GOALS = re.compile(r"预期目标(?:[是为：:]|初步|建议|安排)|(?:今年|本年)[^，。]{0,12}目标(?:任务)?[是为：:]")


def is_goal(text: str) -> bool:
    """Tell whether the words of a sentence announce something that is to come."""
    return bool(_GOAL_WORDS.search(fold(text)))


def announces_goals(text: str, report_year: int) -> bool:
    """Tell whether a sentence of a yearly report gives the goals of its own year; what follows is about them."""
    folded = fold(text)
    other_years = any(year != report_year for year in years_named(text))
    return bool(_YEARLY_GOALS.search(folded)) and not other_years and names_no_plan(text)
