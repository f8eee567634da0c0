"""The nouns of an answer: hit, citation, figure, row, and the answer itself."""

from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    TALK = "talk"  # nothing was asked of the reports


class Form(StrEnum):
    """How an answer is made up: one answer, or out of many sentences as a table, a summary or a paragraph."""

    SINGLE = "single"
    FIGURES = "figures"
    SUMMARY = "summary"
    DRAFT = "draft"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence of the snapshot with its scores; `score` is the fused one."""

    sentence: int
    report: int
    position: int
    lexical: float
    dense: float
    score: float


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact quote: `text_of_report[start:end] == quote`; `marks` are the spans within the quote to point out."""

    report: str
    report_id: str
    file: str
    section: tuple[str, ...]
    page: int | None
    quote: str
    start: int
    end: int
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFigure:
    value: str
    unit: str
    text: str
    label: str = ""
    goal: bool = False  # what is aimed at, where the report tells that from what was done
    change: bool = False  # by how much something rose or fell
    fall: bool = False  # the value is the amount of a fall, which the words around it tell
    year: int | None = None  # the one year it is of, where that is known
    stretch: str = ""  # the report's words for several years that it is of together: 五年来


@dataclass(frozen=True, slots=True)
class Row:
    """One owner's value in a comparison, or another report's: None where its reports do not give it."""

    label: str
    region: str | None
    year: int | None
    headline: str | None
    figure: AnswerFigure | None
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class Choice:
    """Another way to read a question that does not say which place, year or thing it means, answered with its own quote.

    `label` is what tells it from the others: 2021年, 云溪县, 骨干教师. `figures` and `citations` hold all of an answer in
    several values, of which `figure` and `citation` are the first; they are empty for a single one.
    """

    label: str
    region: str | None
    year: int | None
    headline: str
    text: str
    figure: AnswerFigure
    citation: Citation
    confidence: Confidence = Confidence.LOW
    figures: tuple[AnswerFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    computed: str = ""

    @property
    def quotes(self) -> tuple[Citation, ...]:
        """Every quote that the choice rests on."""
        return self.citations or (self.citation,)


@dataclass(frozen=True, slots=True)
class Answer:
    """`headline` is None exactly where the status is not ANSWERED; `nearest` holds the closest passages where nothing was
    found, `examples` questions to go on with where nothing was asked.

    `form` says how the answer is made up; in the text of one made of several sentences, [2] points to the second
    citation. `table` holds the figures of a topic, the values of a comparison, `others` what other reports say where the question named none;
    `computed` is the formula of a figure that no report gives.

    `choices` holds what else a question may have meant that names no place or year, `read_as` what it was taken to mean;
    `within` the titles of the reports that it was narrowed to by whoever asked.
    Where a language model is switched on: `written` is what it wrote, each sentence checked against the citations it points
    to, `cut` how many of its sentences failed, `understood` the question as it was put into other words to find this
    answer, `notice` the key of what is said where it failed. `reader` then names it, where it wrote something.
    """

    question: str
    status: Status
    headline: str | None
    text: str
    citations: tuple[Citation, ...]
    figures: tuple[AnswerFigure, ...]
    reader: str
    snapshot: str
    elapsed_ms: float = 0.0
    confidence: Confidence = Confidence.LOW
    nearest: tuple[Citation, ...] = ()
    unsupported: tuple[str, ...] = ()
    language: str = "zh"
    id: str | None = None
    history: tuple[str, ...] = field(default=())
    table: tuple[Row, ...] = ()
    others: tuple[Row, ...] = ()
    computed: str = ""
    form: Form = Form.SINGLE
    examples: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    read_as: str = ""
    within: tuple[str, ...] = ()
    written: str = ""
    cut: int = 0
    understood: str = ""
    notice: str = ""

    @property
    def quotes(self) -> tuple[Citation, ...]:
        """Every quote that the answer shows, whatever it stands beside."""
        rows = (row.citation for row in (*self.table, *self.others) if row.citation is not None)
        offered = (citation for choice in self.choices for citation in choice.quotes)
        return (*self.citations, *self.nearest, *offered, *rows)
