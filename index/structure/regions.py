"""Names of places: provinces from data/provinces.tsv, and any district, county or city by the form of its name."""

import functools
import re

from index.data_files import read_pattern, read_rows, read_words

_ROOM = "index.structure"

_SUFFIX = r"(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|新区|区|县|州|旗|盟)"
_PLACE = re.compile(rf"(?:[\u4e00-\u9fff]{{2,7}}?{_SUFFIX})+")
COUNTRY = "全国"
_OF_COUNTRY = re.compile("全国|我国")
_OF_OWN = re.compile("[全我本][省市区县旗州盟镇乡校院局会司]|集团|公司")  # whose report it is, said inside it
_OFTEN = 5  # times
_LEVEL = re.compile("自治区|自治州|自治县|自治旗|省|市|区|县|州|旗|盟|镇|乡")


def _rows() -> tuple[tuple[str, ...], ...]:
    return read_rows(_ROOM, "provinces.tsv", 3)


@functools.cache
def provinces() -> dict[str, str]:
    """Return the full name of each province by its short one."""
    return {short: full for short, full, _ in _rows()}


@functools.cache
def aid_to() -> dict[str, str]:
    """Return the word for aid to a province by its short name: 援甘 for 甘肃."""
    return {short: f"援{character}" for short, _, character in _rows()}


def place_at_start(text: str) -> str | None:
    """Return the place that `text` begins with, such as 甲市乙区 or the full name of a province given short."""
    for short, full in provinces().items():
        if text.startswith(short):
            district = _PLACE.match(text)
            if district and len(district.group()) > len(full) and district.group().startswith(full):
                return district.group()
            return full
    found = _PLACE.match(text)
    if found and not found.group().startswith(tuple(read_words(_ROOM, "names_no_place.txt"))):
        return found.group()
    return None


def speaks_of_country(text: str) -> bool:
    """Tell whether a report that names no place speaks of the whole country: it says so often, and of nothing smaller."""
    country, own = len(_OF_COUNTRY.findall(text)), len(_OF_OWN.findall(text))
    return country >= _OFTEN and country > _OFTEN * own


def level_of(region: str) -> str:
    """Return what a region's own report calls it after 全: 省, 市, 区, 县 …; "" where its name does not say."""
    if region in provinces().values() and region.endswith("自治区"):
        return "区"
    ends = [found.group() for found in _LEVEL.finditer(region)]
    return ends[-1][-1] if ends and region.endswith(ends[-1]) else ""


@functools.cache
def names_of(region: str) -> tuple[str, ...]:
    """Return the ways a region is called, the longest first: 甲市乙丙区, 乙丙区, 乙丙."""
    if region == COUNTRY:
        return COUNTRY, "我国"
    names = {region}
    for short, full in provinces().items():
        if region == full:
            names |= {short}
        elif region.startswith(full):
            names |= _with_stem(region[len(full) :])
    names |= _with_stem(region)
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _with_stem(name: str) -> set[str]:
    """Return a name with and without what tells its level: 乙丙区, 乙丙."""
    stem = re.sub(rf"{_SUFFIX}$", "", name)
    return {name, stem} if len(stem) >= 2 else {name}


@functools.cache
def _not_places() -> re.Pattern[str]:
    return re.compile(f"(?:{read_pattern(_ROOM, 'not_places.txt').pattern})$")


def _cities() -> frozenset[str]:
    return read_words(_ROOM, "cities.txt")


def place_names() -> list[str]:
    """Return the names of all provinces and cities, short and full."""
    return sorted({*provinces(), *provinces().values(), *_cities(), *(f"{city}市" for city in _cities())})


def looks_like_place(word: str) -> bool:
    """Tell whether `word` has the form of a place's name (津南区) and is no common noun (示范区)."""
    if word in provinces() or word in _cities():
        return True
    named = re.fullmatch(r"[\u4e00-\u9fff]{2,}(?:省|市|区|县|州|旗|镇|乡|街道)", word)
    return named is not None and not _not_places().search(word)
