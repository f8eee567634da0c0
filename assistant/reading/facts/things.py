"""Facts of what is counted: another place, kind, house, number, age or fate than the question names."""

from assistant.evidence import Candidate, matches
from assistant.question import deaths_in, left_out_in, named_in, siblings_in, speaks_of
from assistant.reading.signals.kinds import counted_jointly
from assistant.reading.signals.words import number_far, rival_words
from assistant.types import Question
from index.structure import looks_like_place, names_of
from index.text import fold, group_of, is_word, pole_of, poles_in
from index.types import Figure, FigureKind

_LONG = 3  # characters of a place's name that may be said without its last


def contradicts_place(question: Question, candidate: Candidate, figure: Figure | None = None) -> bool:
    """Tell whether the question names a place that neither the report's name nor the passage has: 青坪区 asked of 石泉区."""
    if question.scope.regions:
        return False  # the report's own place is named; another beside it says whose district it is
    region = candidate.indexed.report.region
    own = " ".join(names_of(region)) if region else ""
    named = " ".join((own, candidate.title, candidate.headings, candidate.folded, candidate.around))
    places = (term.text for term in question.terms if not term.soft and looks_like_place(term.text))
    if question.language != "zh":  # words put side by side by translating are no names: 过大县
        places = (place for place in places if is_word(place))
    return any(place not in named and (len(place) < _LONG or _stem(place) not in named) for place in places)


def _stem(place: str) -> str:
    """Return a place's name as it stands in a row of them: 东城 of 东城、西城街道."""
    return place.removesuffix("街道") if place.endswith("街道") else place[:-1]


def contradicts_kind(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure's own words exclude a word of the question: 银牌 of 银牌58块 asked for 金牌."""
    return rival_words(question, candidate, figure) >= 1.0


def contradicts_number(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a number that the question gives does not stand with the figure: 700分以上 asked, 600分以上16人 said."""
    return number_far(question, candidate, figure) > 0


def contradicts_count(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure counts what is asked for together with something else: 消防、燃气等检查9轮 asked for 消防."""
    return counted_jointly(question, candidate, figure) > 0


def contradicts_stage(question: Question, candidate: Candidate, figure: Figure | None = None) -> bool:
    """Tell whether a stage of schooling is asked about and the evidence speaks of none such: 中小学招生9384人 for 小学招生."""
    said = " ".join((candidate.title, candidate.headings, candidate.before, candidate.folded))
    return not all(speaks_of(stage, said) for stage in question.wanted.stages)


def contradicts_excluded(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the sentence names what is asked about only to leave it out: 专任教师8350人（不含幼儿教师）."""
    left_out = left_out_in(candidate.folded)
    if not left_out or question.wanted.leaves_out:
        return False
    for term in question.terms:
        found = [] if term.soft or term.number is not None else matches(term, candidate.folded)
        if found and all(any(start <= match.start < end for start, end in left_out) for match in found):
            # what the bracket holds may have a value of its own
            offset = candidate.sentence.start
            return not any(start + offset <= figure.start < end + offset for start, end in left_out)
    return False


def contradicts_age(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure is an age by which people are told (65周岁及以上老年人) and no age is asked for."""
    return group_of(figure.unit) == "age" and not question.wanted.age and figure.text[-1:] in "上下内"


def contradicts_area(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether a wider place's value is asked for (全省) and the figure is not said of it."""
    asked = question.wanted.area
    if not asked or figure.place == asked:
        return False
    return asked not in candidate.indexed.report.text[candidate.sentence.start : figure.start]


def contradicts_sibling(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the figure's words name a brother of what is asked about: 三小 for 二小, 西片区 for 北片区."""
    asked = question.wanted.siblings
    if not asked:
        return False
    text = candidate.indexed.report.text
    own = siblings_in(fold(text[candidate.sentence.start : figure.owner_end])) | siblings_in(candidate.headings)
    return any(
        name not in candidate.folded and name not in candidate.headings and any(other[1:] == name[1:] for other in own)
        for name in asked
    )


def contradicts_name(question: Question, candidate: Candidate, figure: Figure | None = None) -> bool:
    """Tell whether the question names a house or place and the sentence speaks of another alike: 高新法庭 for 石塘法庭."""
    asked = question.wanted.names
    if not asked:
        return False
    words = " ".join((candidate.title, candidate.headings, candidate.folded))
    for own, head in asked:
        if own in words or all(character in words for character in own):
            continue
        others = named_in(candidate.folded, head)
        if others and not any(set(own) & set(other) for other in others):
            return True
    return False


def contradicts_fate(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the dead are asked for and nobody died in the figure's sentence: 肺结核514例."""
    if not question.wanted.fatal or figure.kind is not FigureKind.COUNT:
        return False
    return not deaths_in(candidate.folded + candidate.headings)


def contradicts_pole(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether what lies below nothing is asked for and the figure lies above it: 结余2400万元 for 赤字多少; or
    whether it is neither beside one that is: 收入5400万元 of 收入5400万元，亏损3200万元 for 利润多少.

    What lies below nothing answers who asks for what lies above it, with its word: 亏损3200万元 for 利润多少.
    """
    asked = question.wanted.poles
    if not asked:
        return False
    text = candidate.indexed.report.text
    pole = pole_of(text, figure)
    if pole is not None:
        return not pole.negative and bool(pole.below & asked) and not pole.above & asked
    if figure.is_change or question.change:
        return False
    others = (pole_of(text, f) for f in candidate.figures if f.kind is figure.kind and not f.is_change)
    sides = [other.below | other.above for other in others if other is not None]
    own = poles_in(text[figure.owner_start : figure.owner_end])
    return any(side & asked and not side & own for side in sides)
