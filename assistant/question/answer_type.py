"""The type of answer that a question expects: a figure and its unit, a name, a list, yes or no, how and why, a section."""

from dataclasses import dataclass

from assistant.question.patterns import patterns
from assistant.question.units import asks_how_many, group_of_noun, unit_of
from assistant.types import Asked
from index.text import is_word

_PATTERNS = patterns("answer_type")


@dataclass(frozen=True, slots=True)
class Ask:
    """What a question asks for: the kind of answer, the unit or its group, and the class of thing it names."""

    asked: Asked
    unit: str = ""
    group: str = ""
    change: bool = False
    noun: str = ""  # the class of thing a which-question names: 哪些幼儿园 → 幼儿园


def read_ask(folded: str) -> Ask:
    """Classify a question in Simplified Chinese, folded."""

    def says(name: str) -> bool:
        return _PATTERNS[name].search(folded) is not None

    change = says("change")
    if says("why"):
        return Ask(Asked.HOW_WHY)
    if says("from_to"):
        return Ask(Asked.FROM_TO, *unit_of(folded))
    if says("yesno") and not says("number"):
        return Ask(Asked.YESNO)
    if says("percent"):
        return Ask(Asked.FIGURE, "个百分点" if says("in_points") else "%", "percent", change or says("points"))
    if says("ratio"):
        return Ask(Asked.FIGURE, "", "ratio", change)
    if says("rank") and not says("not_rank"):
        return Ask(Asked.FIGURE, "", "rank")
    if says("duration"):
        return Ask(Asked.FIGURE, "", "duration")
    if says("date") and not says("change"):
        return Ask(Asked.WHO_WHAT)
    if asks_how_many(folded) and not says("almost"):
        return Ask(Asked.FIGURE, *unit_of(folded), change)
    for measured in ("length", "weight"):
        if says(measured):
            return Ask(Asked.FIGURE, "", measured, change)
    if says("degree"):
        return Ask(Asked.FIGURE, "", group_of_noun(_PATTERNS["degree"].sub("", folded)), change)
    if says("section") and not _PATTERNS["not_section"].search(_PATTERNS["section"].sub("", folded)):
        return Ask(Asked.SECTION)
    if says("how"):
        return Ask(Asked.HOW_WHY)
    if says("which"):
        return _which(folded)
    if says("figure_noun"):
        return Ask(Asked.FIGURE, "", group_of_noun(_PATTERNS["after_figure_noun"].sub("", folded)), change)
    return Ask(Asked.TOPIC, change=change)


def _which(folded: str) -> Ask:
    """Read a which-question: one name or a list, and the class of thing it asks for."""
    found = _PATTERNS["which"].search(folded)
    assert found is not None
    noun = found["noun"] or found["what"] or found["slang"] or ""
    if found["measure"] and is_word(found["measure"] + noun[:1]):
        noun = found["measure"] + noun  # 哪些部门: not 部 as a measure word
    noun = _PATTERNS["after_noun"].split(noun, maxsplit=1)[0]
    return Ask(Asked.LIST if found["plural"] is not None else Asked.WHO_WHAT, noun=noun)
