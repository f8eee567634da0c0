"""The shapes of requests and answers, as the OpenAPI document shows them.

An answer is sent as `answer_fields` makes it, not through these models; a test holds the two to each other.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.question import LONGEST_QUESTION

LONGEST_HISTORY = 20  # questions asked before
LARGEST_BATCH = 200  # questions
LARGEST_SET = 500  # questions of a set
LARGEST_PAGE = 500  # items

Words = Annotated[str, Field(max_length=LONGEST_QUESTION)]
Filter = Annotated[
    str | None,
    Field(max_length=200, description="Only reports whose title, file, year or region holds each of these words"),
]


class Sent(BaseModel):
    """What a program sends: an unknown field is refused, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid")


class Answered(BaseModel):
    """What a program gets."""

    model_config = ConfigDict(extra="forbid")


class Asked(Sent):
    question: Words
    history: list[Words] = Field(default=[], max_length=LONGEST_HISTORY, description="Questions before, latest last")
    id: str | None = Field(default=None, max_length=200, description="Comes back with the answer")


class AskBody(Asked):
    reports: Filter = None


class BatchBody(Sent):
    questions: list[Asked] = Field(min_length=1, max_length=LARGEST_BATCH)
    reports: Filter = None


class CaseBody(BaseModel):
    """A line of a question set; docs/evaluation.md says what it holds."""

    model_config = ConfigDict(extra="allow")
    id: str
    question: Words
    kind: str
    style: str = ""
    lang: str = "zh"
    gold: list[list[str]] = []
    forbid: list[str] = []
    quote: list[str] = []
    source: list[str] = []
    section: str = ""
    history: list[Words] = Field(default=[], max_length=LONGEST_HISTORY)


class EvaluateBody(Sent):
    cases: list[CaseBody] = Field(min_length=1, max_length=LARGEST_SET)


class CitationFields(Answered):
    """An exact quote: the text of the report at [start, end), in characters."""

    report: str
    report_id: str = Field(description="SHA-256 of the file")
    file: str
    section: list[str]
    page: int | None
    quote: str
    start: int
    end: int


class FigureFields(Answered):
    value: str
    unit: str
    text: str
    label: str = ""
    goal: bool = False
    change: bool = False
    fall: bool = False
    year: int | None = None  # the one year it is of
    stretch: str = ""  # the report's words for several years that it is of together


class RowFields(Answered):
    label: str
    region: str | None
    year: int | None
    headline: str | None
    figure: FigureFields | None
    citation: CitationFields | None


class ChoiceFields(Answered):
    """Another way to read a question that does not say which place, year or thing it means."""

    label: str
    region: str | None
    year: int | None
    headline: str
    text: str
    figure: FigureFields
    citation: CitationFields
    confidence: Literal["high", "medium", "low"]
    figures: list[FigureFields] = []  # all of them, where it has several values
    citations: list[CitationFields] = []
    computed: str = ""


class WrittenFields(Answered):
    """What a language model wrote, each sentence checked against the citations; `cut` sentences of it failed."""

    text: str
    cut: int


class AnswerFields(Answered):
    """An answer; `headline` is null exactly where nothing was answered, `see_also` is no answer but what stands nearest."""

    id: str | None = None
    question: str
    status: Literal["answered", "not_found", "talk"]
    headline: str | None
    text: str
    citations: list[CitationFields]
    figures: list[FigureFields]
    reader: str
    snapshot: str
    confidence: Literal["high", "medium", "low"]
    see_also: list[CitationFields]
    unsupported: list[str]
    elapsed_ms: float
    form: Literal["figures", "summary", "draft"] | None = None
    examples: list[str] = []
    table: list[RowFields] = []
    others: list[RowFields] = []
    read_as: str = ""
    choices: list[ChoiceFields] = []
    within: list[str] = []
    computed: str = ""
    written: WrittenFields | None = None
    understood: str = ""
    model_notice: str = ""


class BatchFields(Answered):
    answers: list[AnswerFields]


class PageFields(Answered):
    """One page; `next` is the address of the following one, null on the last.

    `snapshot` names the index: where it differs from one page to the next, begin again.
    """

    snapshot: str
    total: int
    limit: int
    offset: int
    next: str | None


class ReportFields(Answered):
    id: str
    file: str
    title: str
    year: int | None
    region: str | None
    issued: str | None
    pages: int
    characters: int
    passages: int
    sentences: int
    figures: int
    tables: int
    read_at: str
    notes: list[str] = Field(description="What reading the file noticed")


class ReportsPage(PageFields):
    items: list[ReportFields]


class FigureRowFields(Answered):
    text: str
    value: str
    unit: str
    kind: str
    indicator: str
    region: str | None
    year: int | None
    goal: bool
    fall: bool
    section: str
    quote: str
    report: str
    report_id: str
    start: int
    end: int
    page: int | None


class FiguresPage(PageFields):
    items: list[FigureRowFields]


class SourceFields(CitationFields):
    """A stretch of a report; `before + quote + after` is one piece of its text."""

    before: str
    after: str
    snapshot: str


class EvaluationFields(BaseModel):
    """What `assistant evaluate --json` prints."""

    model_config = ConfigDict(extra="allow")
    total: dict[str, int]
    kind: dict[str, dict[str, int]]
    citations: int
    verbatim: int
    latency_ms: dict[str, float]
    cases: list[dict[str, Any]]


class ProblemFields(BaseModel):
    """RFC 9457."""

    model_config = ConfigDict(extra="allow")
    type: str
    title: str
    status: int
    detail: str
    instance: str
