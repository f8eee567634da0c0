"""What a figure counts, in the report's own words: a noun phrase that is understood without its sentence."""

import re

from assistant.data_files import read_patterns
from assistant.evidence import Candidate, singles_out, sums_up
from assistant.reading import counted_noun, stretch_of
from index.text import fold, thing_and_said
from index.types import Figure, FigureKind

_PATTERNS = read_patterns("assistant.answering", "indicators.toml")
_LONGEST = 30  # characters of an indicator
_SAID_OF = 26  # characters of what is said of a thing that name it: 获评区级文明校园的学校
_SHORTEST = 2
_PEOPLE = ("人", "名", "人次")
_UNQUOTED = str.maketrans("", "", "“”")


def indicator_of(candidate: Candidate, figure: Figure) -> str:
    """Return the report's words for what a figure counts.

    The words before it in its stretch, the noun after it where the figure stands first (招聘 … 126名教师); a rise or
    a part takes its subject from the clause before.
    """
    stretch = stretch_of(candidate, figure)
    name = _of_what_is_said(candidate, figure) or _of_words_around(candidate, figure)
    name = name if len(name) <= _LONGEST else f"…{name[-_LONGEST:]}"
    if stretch and stretch.translate(_UNQUOTED) not in name.translate(_UNQUOTED):
        name = stretch + _PATTERNS["stretch_again"].sub("", name)
    return name if name.count("“") == name.count("”") else name.replace("“", "").replace("”", "")


def _of_what_is_said(candidate: Candidate, figure: Figure) -> str:
    """Name a thing that follows its figure by what is said of it: 25所学校获评文明校园 → 获评文明校园的学校.

    "" where another word names it, before the figure. Whom something is done for is named first: 学生（为其提供课后服务）.
    """
    text = candidate.indexed.report.text
    start, end = candidate.clauses[candidate.clause_of(figure.start)]
    others = [other for other in candidate.figures if start <= other.start < end]
    lead = text[max([start, *(other.end for other in others if other.end <= figure.start)]) : figure.start]
    opens = _PATTERNS["opens"].fullmatch(fold(lead)) if len(fold(lead)) == len(lead) else None
    if opens is None or figure.kind not in (FigureKind.COUNT, FigureKind.PERCENT):
        return ""
    rest = text[figure.end : end]
    following = [other for other in others if other.start > figure.end]
    beside = _PATTERNS["beside"].fullmatch(text[figure.end : following[0].start]) if following else None
    for other in sorted(others, key=lambda other: -other.start):
        if other.start > figure.end:
            rest = rest[: other.start - figure.end] + rest[other.end - figure.end :]
    share = figure.kind is FigureKind.PERCENT
    if share is not rest.startswith("的"):
        return ""
    rest = rest.removeprefix("的").strip("，。；、：:！ ")
    thing, said = (beside["thing"], rest[len(beside["thing"]) :]) if beside else thing_and_said(rest)
    if (
        not thing
        or "的" in thing
        or said[-1] in "了着过"
        or not _SHORTEST <= len(said) <= _SAID_OF
        or _PATTERNS["marks"].search(said)
    ):
        return ""
    if share:
        return f"{thing}{said}的比例"
    whom = opens["whom"] or ""
    if opens["for"] in ("同", "与"):
        return f"{said}的{whom}{thing}"
    if opens["for"]:
        return f"{whom}{thing}（{opens['before'] or ''}{opens['for']}其{said}）"
    return f"{opens['within'] or ''}{said}的{thing}"


def _of_words_around(candidate: Candidate, figure: Figure) -> str:
    """Name a figure by the words before it in its stretch, and the noun after it where it stands first."""
    text = candidate.indexed.report.text
    home = candidate.clause_of(figure.start)
    before = text[max(figure.owner_start, candidate.clauses[home][0]) : figure.start]
    own = _trimmed(_with_whom(candidate, figure, before))
    after = counted_noun(candidate, figure).strip("的，、 ")
    if after and (figure.kind is FigureKind.COUNT or _PATTERNS["only_verb"].fullmatch(own)):
        own = f"{own}{after}" if after not in own else own
    leans = (
        not own or _PATTERNS["no_subject"].match(own) or _PATTERNS["where"].fullmatch(own) or sums_up(candidate, figure)
    )
    if leans or singles_out(candidate, figure):
        subject = _subject(candidate, figure, home)
        if subject and subject not in own:
            own = f"{subject}{'·' if own else ''}{own}"
    if not own and candidate.passage.section:
        own = _PATTERNS["serial"].sub("", candidate.passage.section[-1])
    return _as_noun(own, figure)


def _with_whom(candidate: Candidate, figure: Figure, before: str) -> str:
    """Return the words before a figure with those that say for whom something was done, cut off by another figure:
    为3089名职教学生减免学费758万元.
    """
    text = candidate.indexed.report.text
    start, _ = candidate.clauses[candidate.clause_of(figure.start)]
    last = [other for other in candidate.figures if start <= other.start and other.end <= figure.start][-1:]
    opens = _PATTERNS["opens"].fullmatch(text[start : last[0].start]) if last else None
    if opens is None or not opens["for"] or not before or last[0].end < figure.start - len(before):
        return before
    return text[start : last[0].start] + before


def _as_noun(name: str, figure: Figure) -> str:
    """Make a noun of a name that ends in what was done with the thing, or in the place it has in an order."""
    if figure.kind is FigureKind.RANK:
        return _PATTERNS["ranked"].sub(lambda found: f"{found['mark'] or ''}{found['among'] or ''}名次", name, count=1)
    share = _PATTERNS["share_of"].search(name) if figure.kind is FigureKind.PERCENT else None
    if share:
        return f"{name[: share.start()]}占{share['whole']}的比例"
    aside = _PATTERNS["aside"].search(name)
    if aside and thing_and_said(aside["whom"]) == ("", ""):
        name = name[: aside.start()]  # 视力筛查对学生做了2次
    if figure.unit in _PEOPLE and _PATTERNS["reached"].search(name):
        return f"{name}人数"
    bare = _PATTERNS["done"].sub("", name)
    return bare if len(bare.rpartition("·")[2]) >= _SHORTEST else name


def _subject(candidate: Candidate, figure: Figure, home: int) -> str:
    """Return what the figure before this one counts, or the words of the clause before."""
    earlier = [other for other in candidate.figures if other.end <= figure.start]
    text = candidate.indexed.report.text
    reach = home - 1
    for other in reversed(earlier[-3:]):
        if candidate.clause_of(other.start) < reach:
            break
        lead = _trimmed(
            text[max(other.owner_start, candidate.clauses[candidate.clause_of(other.start)][0]) : other.start]
        )
        noun = counted_noun(candidate, other).strip("的，、 ") if other.kind is FigureKind.COUNT else ""
        found = f"{lead}{noun}" if noun not in lead else lead
        if found and not _PATTERNS["no_subject"].match(found):
            return found
        reach = candidate.clause_of(other.start) - 1  # …428人，占应交流教师的18.6%，其中…: of the 428
    if home:
        clause = text[slice(*candidate.clauses[home - 1])]
        return _trimmed(clause)[-20:] if not re.search(r"[0-9]", fold(clause)) else ""
    return ""


def _trimmed(words: str) -> str:
    # 肉、奶产量分别稳定在310万吨和750万吨: of what 分别 deals out, only its verb is the indicator's
    dealt = _PATTERNS["dealt"].sub(r"\1", words)
    begun = _PATTERNS["begun"].sub("", dealt)  # 毛入学率从53.4%提高到: the indicator stands before
    return _PATTERNS["trailing"].sub("", _PATTERNS["leading"].sub("", begun)).strip()
