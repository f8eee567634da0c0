"""Title, year and region of a report, from its opening lines and its file name."""

import re
from dataclasses import dataclass
from pathlib import PurePath

from index.data_files import read_patterns
from index.structure.periods import BUDGET, kind_of_report, years_in_digits
from index.structure.regions import place_at_start, provinces
from index.text import fold

_YEAR = re.compile(r"(20[0-9]{2}|19[0-9]{2})\s*(?:学年度?|年度?|(?=[^0-9]|$))")
_YEARS = re.compile(r"(20[0-9]{2})年?(?:-{1,2}|—{1,2}|~|至|到)(20[0-9]{2})年(?!度?(?:学|预算))")
_KINDS = read_patterns("index.structure", "announcing.toml")["report"]
_MEETING = re.compile(r"在(.{2,12}?)第[一二三四五六七八九十]+届人民代表大会")
_DATE_LINE = re.compile(
    r"(?:[(（—\s]*|.{0,12}(?:日期|时间|发布|印发|成文)[:：\s]*)"
    r"((?:19|20)[0-9]{2})\s*[年/.-]\s*([0-9]{1,2})\s*[月/.-]\s*([0-9]{1,2})\s*日?"
)
_LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a report says of itself: `issued` is the day of issue as YYYY-MM-DD, None where it gives none."""

    title: str
    year: int | None
    region: str | None
    issued: str | None = None


def describe(opening: list[str], file: str) -> Metadata:
    """Read title, year and region from the first paragraphs and the file name.

    The title is the first short paragraph that names a kind of report; the file name takes its place where it says
    more, as for "政府工作报告" in a file named for its year and province.
    """
    stem = re.sub(r"\s+", "", PurePath(file).stem)
    first = next(
        (
            re.sub(r"\s+", "", line)
            for line in opening[:8]
            if len(line) <= _LONGEST_TITLE and _KINDS.search(line) and not re.search(r"[。；：:]", line)
        ),
        None,
    )
    if first is None:
        short = [line for line in opening[:1] if len(line) <= _LONGEST_TITLE]
        first = short[0] if short and not _KINDS.search(stem) else stem
    title = first
    if _KINDS.search(stem) and _says(stem) > _says(first):
        title = stem
    year = _year(first) or _year(stem) or _year(" ".join(opening[:6]))
    region = _region(title) or _region(stem) or _region_of_meeting(opening[:8])
    return Metadata(title, year, region, _issued(opening))


def names_kind(title: str) -> bool:
    """Tell whether a line ends with the name of a kind of report, so that it can be a title."""
    return re.search(rf"(?:{_KINDS.pattern})(?:[（(][^（）()]{{1,12}}[）)])?$", title) is not None


def _issued(opening: list[str]) -> str | None:
    """Return the date that the first lines give as the day of issue: one that stands alone, in brackets or so named."""
    for line in opening:
        found = _DATE_LINE.match(fold(line).strip())
        if found:
            year, month, day = (int(part) for part in found.group(1, 2, 3))
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year:04d}-{month:02d}-{day:02d}"
    return None


def _says(title: str) -> int:
    return (_year(title) is not None) + (_region(title) is not None)


def _year(text: str) -> int | None:
    folded = years_in_digits(fold(text))
    several = _YEARS.search(folded)
    if several and int(several[1]) < int(several[2]) and kind_of_report(text) != "plan":
        return int(several[2])  # 2021—2023年工作数据 tells of all of them when the last is over
    found = BUDGET.search(folded) or _YEAR.search(folded)
    return int(found[1]) if found else None


def _region(title: str) -> str | None:
    bare = re.sub(r"^[（(《〈\s]*", "", fold(title))
    bare = re.sub(r"^(?:19|20)[0-9]{2}(?:-[0-9]{4})?(?:学年度?|年度?)?", "", bare)
    bare = re.sub(r"^(?:关于|中共|中国共产党)", "", bare)
    place = place_at_start(bare)
    if place:
        return place
    inside = [(bare.find(short), full) for short, full in provinces().items() if short in bare]
    return min(inside)[1] if inside else None


def _region_of_meeting(opening: list[str]) -> str | None:
    for line in opening:
        found = _MEETING.search(re.sub(r"\s+", "", line))
        if found:
            return place_at_start(found[1])
    return None
