"""The nouns of a question: what is asked, when and where about, which of several figures, and the words to be met."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from index.text import Base
from index.types import Tense


class Asked(StrEnum):
    """What kind of answer a question wants."""

    FIGURE = "figure"
    FROM_TO = "from_to"
    LIST = "list"
    WHO_WHAT = "who_what"
    HOW_WHY = "how_why"
    SECTION = "section"
    YESNO = "yesno"
    TOPIC = "topic"  # keywords without any question word
    KEY_FIGURES = "key_figures"  # the figures of a topic, as a table
    SUMMARY = "summary"  # what a section or report says, in short
    DRAFT = "draft"  # a paragraph to be put into a document
    TALK = "talk"  # nothing is asked of the reports


# what is put together out of many sentences
COMPOSED = frozenset({Asked.KEY_FIGURES, Asked.SUMMARY, Asked.DRAFT})


class Talk(StrEnum):
    """What is said beside questions."""

    GREETING = "greeting"
    THANKS = "thanks"
    ABILITIES = "abilities"  # what the program can do
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question that evidence has to meet.

    `weight` says how much its absence counts; `head` marks the word that names what is asked for; `soft` one that an
    earlier turn brought in, which helps to choose and never to refuse; `strict` one that evidence must meet, such as a
    place, a number or one of several things that exclude one another; `variants` are words that may stand for it,
    with how well each does (0 to 1).
    """

    text: str
    weight: float
    variants: tuple[tuple[str, float], ...] = ()
    head: bool = False
    soft: bool = False
    strict: bool = False
    number: Decimal | None = None

    def __hash__(self) -> int:
        return hash(self.text)  # what text meets a term is remembered: its variants need not be hashed each time


@dataclass(frozen=True, slots=True)
class Scope:
    """When and where a question is about; empty tuples where it does not say.

    `reports` are numbers of reports in the snapshot, None for all of them; `reckoned` is how far the year lies from the
    latest report's own where a word such as 去年 (-1) names it, None where none does. `pairs` holds each place with its
    own year, where a question names them so: 青禾区2023年和云溪县2022年.
    """

    years: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    reports: tuple[int, ...] | None = None
    span: tuple[int, int] | None = None
    tense: Tense | None = None
    reckoned: int | None = None
    pairs: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which of several figures of one thing is wanted.

    `qualifiers` holds the first characters of the words that qualify a figure (人均, 其中 …), `kinds` the words of which
    one excludes another (金牌, 小学), `halves` the halves of pairs such as 城乡, `medals` their metals, `siblings` names
    of which there are others alike (二小, 北片区): each as far as the question says them.
    """

    compares: bool = False  # how much more than something else: 比上年多多少
    how_much_more: bool = False  # by how much it rose or fell
    before: bool = False  # what there was before a change
    leaves_out: bool = False  # without something that is named
    part: bool = False  # a part of a whole
    out_of: bool = False  # … of what the question names before it: 教师里全职的
    added: bool = False  # what was added
    whole: bool = False  # what there is in all
    rest: bool = False  # what is left to do
    large: bool = False  # counted in 万 or 亿
    against: bool = False  # what is kept from happening
    planned: bool = False  # what was planned or is still to be done
    actual: bool = False  # what was really done, not what had to be
    happened: bool = False  # what was done, in words that say that it was: 招了多少
    money: bool = False  # an amount of money, by its own noun: 标的额, 罚没款
    moved: bool = False  # by how much something moved, in any words
    amount: bool = False  # by how much something moved, and surely not how much there is: 降了多少
    either_way: bool = False  # … and which way
    falls: bool = False  # by how much it fell
    denies: bool = False  # what is claimed is that something is not so
    each: bool = False  # a value for each of something, perhaps: 每千人, 人均, 1000人
    for_each: bool = False  # … and surely nothing but that
    for_so_many: bool = False  # … for each hundred, thousand …
    bases: tuple[Base, ...] = ()  # … which ones: 每千人
    of_one: bool = False  # … in other words: 一个老师带几个娃
    in_all: bool = False  # all of it together: 总额
    share: bool = False  # a share or rate
    age: bool = False  # how old somebody is
    fatal: bool = False  # who died
    standing: bool = False  # how much there is or was, not how far it moved
    ended: bool = False  # where a change ended: 降到了多少
    running: bool = False  # 累计
    most: bool = False  # the greatest or least of several
    apart: bool = False  # how far two are from one another
    all_of_them: bool = False  # 全体
    crop: bool = False  # a yield for each area: 亩产
    of_each_house: bool = False  # a mean over schools, villages, firms …
    of_task: bool = False  # how much of a task was done
    since: bool = False  # compared with another time: 比上年
    base_year: int = 0  # the year compared with, where it is named: 比2015年, 是2015年的几倍
    level: bool = False  # how much there was in one year, to be compared with another's
    rate: bool = False  # a rate at which something moves
    condition: bool = False  # its number tells things apart and claims nothing: 66人以上的班
    every: bool = False  # a value of every one of several things: 各学段分别多少
    month: int = 0  # the one month asked about
    so_far: bool = False  # the year up to now: 今年以来
    season: tuple[int, int] | None = None  # the months asked about: (1, 6) for 上半年
    holiday: str = ""
    area: str = ""  # a place beyond the report's own: 全省, asked of a county's report
    share_of: str = ""  # the place of whose whole a share is asked: 占全省的比重
    ranked_by: str = ""  # what a place in an order goes by: "total" or "rate"
    qualifiers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    halves: frozenset[str] = frozenset()
    medals: frozenset[str] = frozenset()
    poles: frozenset[str] = frozenset()  # words that put a value on one side of nothing: 亏损, 顺差
    order: int = 0  # the place in an order that is claimed
    siblings: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()  # of schooling: 小学
    names: frozenset[tuple[str, str]] = frozenset()  # houses and places: own characters, kind (石塘, 法庭)

    def qualified_by(self, word: str) -> bool:
        """Tell whether a qualifying word is asked for: its first character, met anywhere, is enough."""
        return word[:1] in self.qualifiers


class Order(StrEnum):
    """Who is wanted of several: who has the most, or the least."""

    MOST = "most"
    LEAST = "least"


class Operation(StrEnum):
    """What is computed from the values of several years or regions."""

    SUM = "sum"
    MEAN = "mean"
    GAP = "gap"  # how far apart they are
    GROWTH = "growth"  # in percent, from the earlier to the later
    DIFFERENCE = "difference"  # how much more the one has than the other


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound that values have to keep: at least or at most `limit`, itself included or not."""

    limit: Decimal
    lower: bool
    itself: bool

    def holds(self, value: Decimal) -> bool:
        """Tell whether a value keeps the bound."""
        return self.itself if value == self.limit else (value > self.limit) is self.lower


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is to be made of the values of several years or regions, where a question asks for several."""

    order: Order | None = None
    bound: Bound | None = None
    operation: Operation | None = None
    word: str = ""  # what is said of who comes first: 多, 高
    growth: bool = False  # growth in percent is asked for, whatever else is computed
    listed: bool = False  # all of them are wanted in that order: 从高到低


class Claim(StrEnum):
    """What a question for yes or no claims."""

    RISE = "rise"
    FALL = "fall"
    ABOVE = "above"  # more than another place has, than a plan or a rule sets
    BELOW = "below"
    REACH = "reach"  # as much as
    HALF = "half"  # more than half
    LEVEL = "level"  # as much as before
    ALL = "all"  # every one
    ANY = "any"  # there is or was one
    DONE = "done"  # it is so


@dataclass(frozen=True, slots=True)
class Length:
    """How many characters an answer is to have: about so many, or no more."""

    characters: int
    at_most: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question as typed, and what it asks; complete when it leaves `question/`.

    `plain` is its Simplified Chinese form, for search and for whoever reads it as a whole; nobody parses it again.
    `context` holds the words of an earlier turn, or of another part, without which it cannot be read.
    """

    text: str
    plain: str
    language: str
    asked: Asked
    terms: tuple[Term, ...]
    scope: Scope = Scope()
    unit: str = ""
    group: str = ""
    change: bool = False
    noun: str = ""
    context: str = ""
    history: tuple[str, ...] = ()
    wanted: Wanted = Wanted()
    comparison: Comparison = Comparison()
    claim: Claim | None = None  # of a question for yes or no
    talk: Talk | None = None  # of what asks nothing of the reports
    length: Length | None = None  # of what is put together
    topic: str = ""  # of what is put together, in its own words; "" for a whole report
    named: str = ""  # … and as it was typed, in English perhaps
    reply: str = ""  # the language that is wanted for the words of the answer, where it is not the question's

    @property
    def reply_in(self) -> str:
        """The language of what the answer says in words of ours; quotes and figures stay as they are."""
        return self.reply or self.language

    def __hash__(self) -> int:
        return hash(self.text)

    def says(self, name: str) -> bool:
        """Tell whether the question has a name that evidence gives, such as that of a table's row."""
        return name in self.plain
