"""Which rows of a table divide it: 一、城镇居民 above 人均可支配收入, 其中：女 below 教职工."""

import re
from collections import Counter
from collections.abc import Sequence

from index.data_files import read_pattern

_MARK = re.compile(
    r"\s*(?:(?P<han>[一二三四五六七八九十]{1,3}[、.．])|(?P<bracket>[（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(?P<arabic>[0-9]{1,2}[、.．](?![0-9]))|(?P<arabic_bracket>[（(]?[0-9]{1,2}[）)]))\s*"
)
_DEPTHS = ("han", "bracket", "arabic", "arabic_bracket")
_PART = re.compile(r"\s*(?:其\s*中|#|＃|[—–-]{1,2}(?=[\u4e00-\u9fff]))\s*[：:、，]?\s*")


class Sections:
    """Tells for every row of a body what it stands under; rows are known by their names and whether values follow."""

    def __init__(self, names: Sequence[str], has_values: Sequence[bool]) -> None:
        counts = Counter(_bare(name) for name, valued in zip(names, has_values, strict=True) if name and valued)
        repeated = any(count > 1 for count in counts.values())
        self._under: list[str] = []
        open_sections: list[tuple[int, str]] = []
        whole = ""  # the last row that is no part of another
        for name, valued in zip(names, has_values, strict=True):
            depth = _depth(name)
            if name and not valued and (depth is not None or repeated or name.rstrip().endswith(("：", ":"))):
                level = len(_DEPTHS) if depth is None else depth
                open_sections = [section for section in open_sections if section[0] < level]
                self._under.append("".join(words for _, words in open_sections))
                open_sections.append((level, _bare(name)))
                whole = ""
                continue
            if depth is not None and valued:
                open_sections = [section for section in open_sections if section[0] < depth]
            under = "".join(words for _, words in open_sections)
            if (
                read_pattern("index.reading", "total_rows.txt").fullmatch(name)
                and not depth
                and open_sections
                and _is_grand(name)
            ):
                under, open_sections = "", []
            if counts[_bare(name)] > 1 and _PART.match(name) and whole:
                under += whole
            elif not _PART.match(name):
                whole = _bare(name)
            self._under.append(under)

    def of(self, position: int) -> str:
        """Return the names of the sections above a row, the highest first; "" where there are none."""
        return self._under[position]

    def plain(self, name: str) -> str:
        """Return a row's name without its number."""
        return _MARK.sub("", name, count=1) if _MARK.match(name) else name


def _is_grand(name: str) -> bool:
    return name.strip().startswith(("总", "全", "合"))


def _depth(name: str) -> int | None:
    found = _MARK.match(name)
    return None if found is None else _DEPTHS.index(found.lastgroup or "")


def _bare(name: str) -> str:
    name = _MARK.sub("", name, count=1)
    return _PART.sub("", name, count=1).strip(" ：:\u3000")
