"""Facts of tables: the question names another row than the figure's, a cell that is empty, or what no cell counts."""

import re

from assistant.evidence import Candidate, quality_in
from assistant.types import Question
from index.text import fold
from index.types import Cell, Figure, Table

_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_SHORTEST = 2  # characters of a name that a question can be said to have


def contradicts_row(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names a row of the figure's table and the figure stands in another."""
    table, cell = _cell(candidate, figure)
    if table is None or cell is None or not cell.name or question.says(fold(cell.name)):
        return False
    names = {fold(other.name) for other in table.cells if len(other.name) > 1}
    said = {name for name in names if question.says(name)}
    own = fold(cell.name)
    if said:
        return not any(own in name or name in own for name in said)
    return any(_names_another(question, table, cell, column) for column in _name_columns(table))


def _names_another(question: Question, table: Table, cell: Cell, column: int) -> bool:
    """Tell whether the question has the name of another row in this column, and nothing of this row's."""
    own = _name(table.rows[cell.row], column)
    if not own or question.says(own):
        return False
    others = {_name(row, column) for row in table.rows[table.headings :]} - {own, ""}
    said = [name for name in others if question.says(name)]
    return bool(said) and not any(own in name or name in own for name in said)


def contradicts_blank(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names the row and a column of a cell that is empty, and the figure stands beside it."""
    table, cell = _cell(candidate, figure)
    if table is None or cell is None:
        return False
    if not any(_says(question, _name(table.rows[cell.row], column)) for column in _name_columns(table)):
        return False
    if _says(question, _head(table, cell.column)):
        return False
    filled = {other.column for other in table.cells if other.row == cell.row}
    counted = {other.column for other in table.cells} - filled
    return any(_says(question, _head(table, column)) for column in counted)


def contradicts_group(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether the question names the heading over other columns, and not the one over the figure's: 培训 of 农民工
    for 高校毕业生, where both have 培训 below them.
    """
    table, cell = _cell(candidate, figure)
    if table is None or cell is None:
        return False
    for row in table.rows[: max(0, table.headings - 1)]:
        own = _name(row, cell.column)
        others = {_name(row, column) for column in range(len(row))} - {own, ""}
        said = [name for name in others if question.says(name)]
        if own and said and not question.says(own) and not any(own in name or name in own for name in said):
            return True
    return False


def contradicts_cell(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether nothing of what is asked for stands about the figure's table: 诊所 of a table of 医院 and 卫生院."""
    table, cell = _cell(candidate, figure)
    if table is None or cell is None:
        return False
    heads = [term for term in question.terms if term.head and term.weight >= 1.0 and not term.soft]
    near = (candidate.folded, candidate.before, candidate.around, fold(cell.name + cell.heading))
    places = (*near, candidate.headings, candidate.title)
    return bool(heads) and all(quality_in(term, words) == 0 for words in places for term in heads)


def contradicts_former(question: Question, candidate: Candidate, figure: Figure) -> bool:
    """Tell whether no year is asked for and the figure's table gives a later one beside it, no later than its report's:
    2022年 beside 2023年, in the same row or column.
    """
    wanted = question.wanted
    if question.scope.years or question.scope.span or wanted.before or wanted.since or wanted.base_year:
        return False
    table, cell = _cell(candidate, figure)
    if table is None or cell is None or not (year := _year_of(cell)):
        return False
    own = candidate.indexed.report.year
    return any(
        year < later and (own is None or later <= own) and _without_years(other) == _without_years(cell)
        for other in table.cells
        if (later := _year_of(other))
    )


def _year_of(cell: Cell) -> int:
    """Return the year that the names of a cell's row and column give, 0 where they give none or several."""
    years = set(_YEAR.findall(fold(f"{cell.name} {cell.heading}")))
    return int(years.pop()) if len(years) == 1 else 0


def _without_years(cell: Cell) -> tuple[str, str]:
    return _YEAR.sub("", fold(cell.name)), _YEAR.sub("", fold(cell.heading))


def _says(question: Question, name: str) -> bool:
    """Tell whether the question has a heading's name, with or without the word that it counts: 课程数, 参与人数."""
    bare = name.removesuffix("数").removesuffix("人") if name.endswith("数") else name
    return bool(name) and (question.says(name) or (len(bare) >= _SHORTEST and question.says(bare)))


def _cell(candidate: Candidate, figure: Figure) -> tuple[Table | None, Cell | None]:
    table = candidate.indexed.table_at(figure.start)
    if table is None:
        return None, None
    return table, table.cell_at(figure.start)


def _name_columns(table: Table) -> range:
    """Return the columns of words before the first one of values."""
    return range(min((cell.column for cell in table.cells), default=0))


def _name(row: tuple[str, ...], column: int) -> str:
    name = fold(row[column]) if column < len(row) else ""
    return name if len(name) >= _SHORTEST else ""


def _head(table: Table, column: int) -> str:
    """Return the lowest heading of a column, without its unit; "" where it has none."""
    names = (
        _name(row, column).partition("(")[0].partition("（")[0].strip()
        for row in reversed(table.rows[: table.headings])
    )
    return next((name for name in names if len(name) >= _SHORTEST), "")
