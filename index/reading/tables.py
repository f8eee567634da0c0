"""Tables as readable lines: every cell with the heading of its row and of its column (小学学校数68所，小学在校生数4.5万人。).

Each clause repeats the row's heading, so that it says on its own what its figure counts.
"""

import re
from collections.abc import Sequence

from index.structure import Paragraph

_NUMBER = re.compile(
    r"[-+±]?[0-9][0-9,，.]*\s*(?:%|％|‰|[\u4e00-\u9fffA-Za-z/²³]{0,5})|[○〇零一二三四五六七八九十百千万]+"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}年?(?:度)?")
_UNIT = re.compile(r"[（(]\s*(?:单位[：:]\s*)?([^（）()\s]{1,8})\s*[）)]\s*$")
_TABLE_UNIT = re.compile(r"单位[：:]\s*([^\s，。；（）()、]{1,8})")
_ORDINAL = re.compile(r"(?:序号|编号|No\.?|#)", re.IGNORECASE)
_EMPTY = {"", "-", "—", "——", "/", "\\", "…", "无"}
_MOST_HEADINGS = 3
_NUMERIC = 0.6  # share of a column's cells that are numbers in a column of figures
_NAMES = 3  # leading columns of words that together name a row


def table_unit(text: str) -> str:
    """Return the unit that a line beside a table gives for all of it (单位：万元), "" without one."""
    found = _TABLE_UNIT.search(text)
    return found[1] if found else ""


def table_paragraphs(
    rows: Sequence[Sequence[str]], number: int, unit: str = "", page: int | None = None
) -> list[Paragraph]:
    """Return a table's rows as paragraphs; `unit` holds for every number that names no other."""
    cleaned = [tuple(re.sub(r"\s+", " ", cell).strip() for cell in row) for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    if not cleaned:
        return []
    width = max(map(len, cleaned))
    full = [row + ("",) * (width - len(row)) for row in cleaned]
    unit = unit or next((u for row in full[:_MOST_HEADINGS] if (u := table_unit("".join(dict.fromkeys(row))))), "")
    numeric = _numeric_columns(full)
    count = _headings(full, numeric)
    headings = [_joined(row[column] for row in full[:count]) for column in range(width)]
    numeric -= {column for column in numeric if _ORDINAL.fullmatch(headings[column].strip())}
    lines = []
    for position, row in enumerate(full):
        is_heading = position < count and len(full) > count
        text = "" if is_heading else _line(row, headings, numeric, unit)
        lines.append(Paragraph(text, page=page, table=number, cells=row))
    return lines


def _numeric_columns(rows: Sequence[Sequence[str]]) -> set[int]:
    """Return the columns of figures."""
    found = set()
    for column in range(len(rows[0])):
        filled = [row[column] for row in rows if row[column] not in _EMPTY]
        body = filled[1:] if len(filled) > 1 and not _NUMBER.fullmatch(filled[0]) else filled
        if body and sum(bool(_NUMBER.fullmatch(cell)) for cell in body) >= _NUMERIC * len(body):
            found.add(column)
    return found


def _headings(rows: Sequence[Sequence[str]], numeric: set[int]) -> int:
    """Return how many rows at the top are headings: no figure stands in them, years apart."""
    count = 0
    for row in rows[:_MOST_HEADINGS]:
        values = [row[column] for column in numeric if row[column] not in _EMPTY]
        if any(_NUMBER.fullmatch(value) and not _YEAR.fullmatch(value) for value in values):
            break
        if not values and count:
            break
        count += 1
    if not numeric:
        return 1 if len(rows) > 1 else 0
    return count


def _joined(cells: object) -> str:
    """Join the headings of a column from the top, one that is merged over several rows once."""
    assert hasattr(cells, "__iter__")
    return "".join(dict.fromkeys(str(cell) for cell in cells if cell not in _EMPTY))


def _line(row: Sequence[str], headings: Sequence[str], numeric: set[int], table_wide: str) -> str:
    if not any(headings) and len(row) % 2 == 0 and numeric and all(column % 2 for column in numeric):
        pairs = [row[at : at + 2] for at in range(0, len(row), 2)]
        parts = [f"{name}{value}" for name, value in pairs if value not in _EMPTY]
        return "，".join(parts) + "。" if parts else "，".join(cell for cell in row if cell)
    first = min(numeric, default=len(row))
    named = [c for c in range(first) if row[c] not in _EMPTY and not _ORDINAL.fullmatch(headings[c].strip())]
    named = [c for c in named if not row[c].isdigit()][:_NAMES]
    name = "".join(dict.fromkeys(row[c] for c in named)) if numeric else ""
    parts = []
    for column, cell in enumerate(row):
        heading = headings[column]
        if cell in _EMPTY or (numeric and column in named) or _ORDINAL.fullmatch(heading.strip()):
            continue
        bracket = _UNIT.search(heading)
        bare = _UNIT.sub("", heading).strip()
        if column in numeric and _NUMBER.fullmatch(cell):
            unit = (bracket[1] if bracket else table_wide) if re.fullmatch(r"[-+±0-9,，.\s]+", cell) else ""
            year = _YEAR.match(bare)
            if year and not bare.endswith(("年", "年度")) and year.end() == len(bare):
                bare += "年"
            lead = f"{bare}{name}" if year else f"{name}{bare}"
            parts.append(f"{lead}{cell}{unit}")
        elif heading and cell != heading:
            parts.append(f"{name}{heading}：{cell}")
        else:
            parts.append(cell)
    if not parts:
        return name
    return "，".join(parts) + ("" if parts[-1].endswith(tuple("。！？；")) else "。")
