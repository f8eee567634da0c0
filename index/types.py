"""The nouns of indexing. Offsets are Python string offsets into a report's stored text, half open `[start, end)`.

class → variable name: Report → report, Heading → heading, Passage → passage, Sentence → sentence, Figure → figure.
"""

import bisect
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Tense(StrEnum):
    """Whether a sentence tells what was done or what is to be done."""

    RESULT = "result"
    GOAL = "goal"


class FigureKind(StrEnum):
    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"  # percentage points
    RANK = "rank"
    MEASURE = "measure"  # length, area, weight, power …
    TIME = "time"
    RATIO = "ratio"  # 1:12


class Role(StrEnum):
    """What a figure says of its indicator."""

    LEVEL = "level"  # how much there is
    CHANGE = "change"  # by how much it rose or fell
    FROM = "from"  # where a change began
    TO = "to"  # where it ended


class Direction(StrEnum):
    """Whether a value rose or fell, as far as the words at it or its own sign say."""

    NONE = "none"
    RISE = "rise"
    FALL = "fall"


class Basis(StrEnum):
    """What a value is compared with."""

    NONE = "none"
    YEAR = "year"  # the same time of the year before: 同比, 比上年
    MONTH = "month"  # the month or quarter before: 环比
    BASE = "base"  # a year that is named, further back: 与2015年相比, 是2010年的2.2倍
    PLACE = "place"  # another place, or the mean of a wider one: 比全市平均高


class Extent(StrEnum):
    """Which stretch of time or which part of a whole a value covers."""

    PLAIN = "plain"
    CUMULATIVE = "cumulative"  # 累计, 至今
    YEAR = "year"  # 当年, 全年
    ADDED = "added"  # 新增
    TOTAL = "total"  # 共计
    PART = "part"  # 其中, （含…）


class Aim(StrEnum):
    """Whether the words at a value call it planned or done."""

    NONE = "none"
    PLANNED = "planned"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the outline: `text[start:end] == title`, without closing punctuation; level 1 is the highest."""

    level: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page and the offset at which it begins."""

    number: int
    start: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that holds a value: `text[start:end]` is the value with its unit, in the row's readable line.

    `row` and `column` are its place in `Table.rows`; `name` and `heading` are the names of its row and column.
    """

    start: int
    end: int
    row: int
    column: int
    name: str
    heading: str
    unit: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `text[start:end]` holds its readable lines, `rows` its cells as they stood there, headings first.

    `headings` counts the rows of headings; of the others, each with a readable line stands on a line of its own.
    `cells` are the cells that hold values, in the order of the text.
    """

    start: int
    end: int
    headings: int
    rows: tuple[tuple[str, ...], ...]
    cells: tuple[Cell, ...] = ()

    def cell_at(self, offset: int) -> Cell | None:
        """Return the cell with a value that `offset` of the text stands in, None where it stands in none."""
        return next((cell for cell in self.cells if cell.start <= offset < cell.end), None)


@dataclass(frozen=True, slots=True)
class Report:
    """One source document. `id` is the SHA-256 of the file's bytes; `year` is the year in the title.

    `issued` is the date it was issued, as YYYY-MM-DD; `reader` names what read it, and `warnings` holds codes.
    """

    id: str
    file: str
    title: str
    year: int | None
    region: str | None
    text: str
    headings: tuple[Heading, ...] = ()
    pages: tuple[Page, ...] = ()
    warnings: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    issued: str | None = None
    reader: str = ""

    def page_at(self, offset: int) -> int | None:
        """Return the number of the page on which `offset` stands; None where the pages are not known."""
        position = bisect.bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[position].number if position >= 0 else None


@dataclass(frozen=True, slots=True)
class Period:
    """The years a statement speaks of, both included: (2025, 2025) for one year, (2021, 2025) for a plan's five."""

    first: int
    last: int

    @property
    def single(self) -> int | None:
        """The year, where it is only one."""
        return self.first if self.first == self.last else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage; `period` and `tense` tell when and how it holds, as far as the report says."""

    start: int
    end: int
    period: Period | None = None
    tense: Tense | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of sentences of one paragraph, with the headings it stands under, the highest first."""

    report_id: str
    start: int
    end: int
    section: tuple[str, ...]
    page: int | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity. `[start, end)` covers sign, qualifier, number and unit; `value` is in the unit (万 and 亿 multiplied
    out) with the sign that is written, `signed` the same with the direction that the words give (下降2.1% is -2.1).

    `[owner_start, owner_end)` is the stretch of the clause that the figure belongs to: what it counts stands there.
    The fields from `direction` on are what the words around say of it; each is empty where they say nothing.
    """

    start: int
    end: int
    text: str
    value: Decimal
    unit: str
    kind: FigureKind
    role: Role = Role.LEVEL
    qualifier: str = ""
    upper: Decimal | None = None
    owner_start: int = 0
    owner_end: int = 0
    direction: Direction = Direction.NONE
    verb: str = ""  # the word that tells the direction, where it stands right before the value
    is_change: bool = False  # the value is the amount or the rate of a change, so that its sign tells rise from fall
    ratio: tuple[Decimal, ...] = ()  # the terms of 1:12
    per: str = ""  # one value for each of these: 每万人, 人均, 人·月
    share_of: str = ""  # what a share is a share of: 全区生产总值
    basis: Basis = Basis.NONE
    against: str = ""  # the words for what it is compared with: 上年, 2015年, 全市平均
    place: str = ""  # the whole of a place that the value is given for: 全省
    extent: Extent = Extent.PLAIN
    aim: Aim = Aim.NONE
    bracketed: bool = False
    each: bool = False  # each of the places named has this value: 各2所
    item: int | None = None  # dealt out by 分别: which of the things listed this value belongs to, from 0 on
    items: int | None = None  # how many things are listed
    part_of: int | None = None  # start of the figure that this one is a part of
    period: Period | None = None  # the years its own words name, where they differ from its sentence's
    months: tuple[int, int] | None = None  # the part of a year its words name: (1, 6) for 上半年

    @property
    def signed(self) -> Decimal:
        """The value, negative where it is the amount of a fall."""
        return -abs(self.value) if self.is_change and self.direction is Direction.FALL else self.value


@dataclass(frozen=True)
class IndexedReport:
    """A report with all that is derived from it; `figures[n]` holds the figures of `sentences[n]`."""

    report: Report
    passages: tuple[Passage, ...]
    figures: tuple[tuple[Figure, ...], ...]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order."""
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)

    @cached_property
    def passage_of(self) -> tuple[int, ...]:
        """The number of the passage that each sentence belongs to."""
        return tuple(n for n, passage in enumerate(self.passages) for _ in passage.sentences)

    def table_at(self, offset: int) -> Table | None:
        """Return the table that holds `offset`; None outside of tables."""
        return next((table for table in self.report.tables if table.start <= offset < table.end), None)

    def before(self, position: int) -> int | None:
        """Return the number of the sentence that leads to another: the one before; for every row of a table, its caption."""
        start = self.sentences[position].start
        table = self.table_at(start)
        first = start if table is None else table.start
        found = bisect.bisect_left(self.sentences, first, key=lambda sentence: sentence.start) - 1
        return None if found < 0 else found

    def words_of(self, sentence: Sentence) -> str:
        return self.report.text[sentence.start : sentence.end]
