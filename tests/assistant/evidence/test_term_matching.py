"""How well text meets a word: whole, by another word, in part, as an abbreviation; and where it only seems to."""

from decimal import Decimal

import pytest
from evidence import asking, report, sentence, sentences

from assistant.evidence import about, coverage, gather, matches, quality_in, singles_out, sums_up
from assistant.evidence.candidates import SIBLINGS_OF
from assistant.evidence.term_matching import Match
from assistant.types import Asked, Hit, Question, Term
from index.types import IndexedReport


@pytest.mark.parametrize(
    ("term", "text", "quality"),
    [
        (Term("支教", 1.6), "赴山区支教21人", 1.0),
        (Term("老师", 1.6, (("教师", 0.92),)), "教师21人", 0.92),
        (Term("老师", 1.6, (("师", 0.9),)), "师21人", 0.63),  # one character stands in many words
        (Term("师", 1.6, (("生", 0.9),)), "生21人", 0.9),
        (Term("高层次人才", 1.6, (("GAO", 0.9),)), "引进gao21人", 0.9),
        # a number stands alone, not in a longer one
        (Term("50", 1.6), "共50所", 1.0),
        (Term("50", 1.6), "共1500所", 0.0),
        (Term("50", 1.6), "共500所", 0.0),
        (Term("50", 1.6), "共50.5所", 0.0),
        (Term("50", 1.6), "共0.50所", 0.0),
        (Term("50", 1.6), "50所", 1.0),
        (Term("365人", 1.6, number=Decimal(365)), "教师365人", 1.0),
        (Term("365人", 1.6, number=Decimal(365)), "教师三百六十五人", 1.0),
        (Term("365人", 1.6, number=Decimal(365)), "教师300—365人", 1.0),
        (Term("365人", 1.6, number=Decimal(365)), "教师1365人", 0.0),
        # a compound that means something else
        (Term("出口", 1.6), "进出口总额", 0.0),
        (Term("出口", 1.6), "进出口总额、出口额", 1.0),
        (Term("小学", 1.6), "其中小学68所", 1.0),
        # in part: by how much of it, less where the parts stand far apart
        (Term("高层次人才", 1.6), "引进人才21人", 0.0),
        (Term("高层次人才", 1.6), "引进高层次的人才21人", 0.7),
        (Term("高层次人才", 1.6), "高层次引进渠道不断畅通，人才21人", 0.42),
        (Term("专任教师", 1.6), "教师21人", 0.35),
        (Term("校园足球", 1.6), "足球场上的校园", 0.7),
        (Term("人才", 1.6), "人和才", 0.0),
        (Term("云端课堂", 1.6), "端课堂开课", 0.525),
        (Term("云端课堂", 1.6), "课堂开课", 0.35),
        (Term("abc", 1.6), "ab", 0.0),
        (Term("公办园", 1.6), "民办园21所", 0.0),  # what tells the thing from its kind is missing
        # abbreviated or drawn apart
        (Term("教代会", 1.6), "教职工代表大会", 0.75),
        (Term("教代会", 1.6), "教师们在一起选出代表开会", 0.0),
    ],
)
def test_how_well_text_meets_a_word(term: Term, text: str, quality: float) -> None:
    assert quality_in(term, text) == pytest.approx(quality)
    assert all(0 <= match.start < match.end <= len(text) for match in matches(term, text))


def test_every_place_where_a_word_stands_is_told() -> None:
    assert matches(Term("教师", 1.6), "教师和教师") == (Match(0, 2, 1.0), Match(3, 5, 1.0))
    both = matches(Term("教师", 1.6, (("老师", 0.9),)), "老师和教师")
    assert both == (Match(3, 5, 1.0), Match(0, 2, 0.9))


def test_how_much_of_a_question_its_evidence_meets_and_what_it_lacks() -> None:
    said = sentence("参训156人。", report("校长到岗。参训156人。厨师很多。", section="一、培训"))

    def share(*terms: Term) -> tuple[float, tuple[str, ...]]:
        met, unmet = coverage(asking(*terms), said)
        return met, tuple(term.text for term in unmet)

    assert share(Term("参训", 1.6)) == (1.0, ())
    assert share(Term("培训", 1.6)) == (pytest.approx(0.95), ())
    assert share(Term("校长", 1.6)) == (pytest.approx(0.85), ())
    assert share(Term("青石县", 1.6)) == (pytest.approx(0.9), ())
    assert share(Term("厨师", 1.6)) == (pytest.approx(0.5), ())
    assert share(Term("厨师", 1.6, strict=True)) == (0.0, ("厨师",))
    assert share(Term("食堂", 1.6)) == (0.0, ("食堂",))
    assert share(Term("参训", 3.0), Term("食堂", 1.0)) == (pytest.approx(0.75), ("食堂",))
    assert share(Term("食堂", 1.6, soft=True)) == (1.0, ())
    assert share() == (1.0, ())


@pytest.mark.parametrize(
    ("words", "text", "sums", "singles"),
    [
        ("新增1200家，总量达到1.8万家。", "1.8万家", True, False),
        ("新增1200家，总量达到1.8万家。", "1200家", False, False),
        ("新增1200家，企业总量达到1.8万家。", "1.8万家", False, False),
        ("总量达到1.8万家。", "1.8万家", False, False),
        ("立项课题86项，其中省级12项。", "12项", False, True),
        ("立项课题86项，其中省级12项。", "86项", False, False),
        ("立项课题86项，省级其中12项。", "12项", False, False),
    ],
)
def test_a_clause_that_sums_up_and_one_that_takes_a_part_out(words: str, text: str, sums: bool, singles: bool) -> None:
    read = sentence(words)
    figure = next(f for f in read.figures if f.text == text)
    assert (sums_up(read, figure), singles_out(read, figure)) == (sums, singles)


def test_what_stands_around_a_sentence() -> None:
    first, second, third = sentences(report("校长到岗。参训156人。\n厨师很多。", section="一、培训"))
    assert (first.before, second.before, third.before) == ("", "校长到岗。", "")  # another paragraph is not before it
    assert second.around == "校长到岗。参训156人。"
    assert second.headings == "一、培训"
    assert "青石县" in second.title
    start, end = second.clauses[0]
    assert second.clause_of(start) == second.clause_of(end - 1) == 0
    assert second.clause_of(end + 1000) == len(second.clauses) - 1


@pytest.mark.parametrize(
    ("words", "text", "years"),
    [
        ("招聘教师156人。", "156人", (2024, 2024)),
        ("2023年招聘教师156人。", "156人", (2023, 2023)),
        ("2022年培训12人，2023年招聘教师156人。", "156人", (2023, 2023)),
        ("剩余490名未脱贫，确保2020年全部脱贫。", "490名", (2024, 2024)),
        ("2021年至2023年，年均招聘教师156人。", "156人", (2021, 2023)),
    ],
)
def test_the_years_a_figure_speaks_of(words: str, text: str, years: tuple[int, int] | None) -> None:
    read = sentence(words)
    figure = next(f for f in read.figures if f.text == text)
    period = read.period_at(figure.start)
    assert (None if period is None else (period.first, period.last)) == years


class Shelf:
    """Stands in for a snapshot: report after report, sentence after sentence."""

    def __init__(self, *reports: IndexedReport) -> None:
        self._reports = reports

    def report(self, number: int) -> IndexedReport:
        return self._reports[number]

    def sentences_of(self, number: int) -> range:
        before = sum(len(indexed.sentences) for indexed in self._reports[:number])
        return range(before, before + len(self._reports[number].sentences))


def hit(shelf: Shelf, report_number: int, position: int, score: float) -> Hit:
    return Hit(shelf.sentences_of(report_number)[position], report_number, position, score, score, score)


def test_the_other_sentences_of_a_paragraph_come_with_the_one_found_at_half_its_score() -> None:
    shelf = Shelf(report("校长到岗。参训156人。\n厨师很多。"), report("甲校挂牌。乙校挂牌。", name="b"))
    found = gather(shelf, [hit(shelf, 0, 2, 0.8), hit(shelf, 1, 1, 0.6)])  # type: ignore[arg-type]
    assert [(c.words, c.hit.score) for c in found] == [
        ("参训156人。", 0.8),
        ("甲校挂牌。", 0.6),
        ("校长到岗。", 0.4),
        ("乙校挂牌。", 0.3),
    ]
    assert (found[2].hit.lexical, found[2].hit.dense) == (0.0, 0.0)
    assert [c.hit.sentence for c in found] == [2, shelf.sentences_of(1)[1], 1, shelf.sentences_of(1)[2]]
    both = gather(shelf, [hit(shelf, 0, 1, 0.4), hit(shelf, 0, 2, 0.8)])  # type: ignore[arg-type]
    assert [(c.words, c.hit.score) for c in both] == [("参训156人。", 0.8), ("校长到岗。", 0.4)]


def test_the_siblings_have_half_of_their_best_neighbours_score_and_equal_ones_keep_the_order() -> None:
    shelf = Shelf(report("甲校挂牌。乙校挂牌。丙校挂牌。丁校挂牌。"))
    found = gather(shelf, [hit(shelf, 0, 1, 0.4), hit(shelf, 0, 2, 0.8)])  # type: ignore[arg-type]
    assert [(c.words[0], c.hit.score) for c in found] == [("乙", 0.8), ("甲", 0.4), ("丙", 0.4), ("丁", 0.4)]


def test_only_so_many_paragraphs_are_opened() -> None:
    body = "\n".join(f"第{n}校挂牌。第{n}校开学。" for n in range(101, 101 + SIBLINGS_OF + 3))
    shelf = Shelf(report(body))
    firsts = [n for n, s in enumerate(shelf.report(0).sentences) if shelf.report(0).words_of(s).endswith("挂牌。")]
    found = gather(shelf, [hit(shelf, 0, n, 1.0) for n in firsts])  # type: ignore[arg-type]
    assert len(found) == len(firsts) + SIBLINGS_OF
    assert not any(c.words == f"第{100 + len(firsts)}校开学。" for c in found)


def topic(*words: str | Term, text: str = "", said: str = "") -> list[tuple[str, str, bool]]:
    """Return the sentences about a topic, each with what it is from the place where it names the topic."""
    question: Question = asking(
        *words, asked=Asked.SUMMARY, topic=said or "".join(str(w) for w in words if isinstance(w, str))
    )
    shelf = Shelf(report(text or BODY, section="一、教师队伍"))
    return [
        (told.candidate.words, told.candidate.indexed.report.text[told.start : told.candidate.sentence.end], told.under)
        for told in about(shelf, 0, question)  # type: ignore[arg-type]
    ]


BODY = "招聘156人。\n\n二、校园安全\n排查隐患12处，培训教师31人。\n检查食堂9次。"


def test_what_stands_under_a_topics_heading_is_about_it_and_what_names_it_elsewhere_from_there_on() -> None:
    assert topic("教师") == [
        ("招聘156人。", "招聘156人。", True),
        ("排查隐患12处，培训教师31人。", "培训教师31人。", False),
    ]
    assert [words for words, _, _ in topic("食堂")] == ["检查食堂9次。"]
    assert topic("深海探测") == []


def test_without_a_topic_all_of_the_report_is_told() -> None:
    everything = topic()
    assert ("检查食堂9次。", "检查食堂9次。", True) in everything
    assert len(everything) == len(report(BODY, section="一、教师队伍").sentences)


def test_of_two_topics_each_is_looked_for_by_itself() -> None:
    found = [words for words, _, _ in topic("教师", "食堂", said="教师和食堂")]
    assert found == ["招聘156人。", "排查隐患12处，培训教师31人。", "检查食堂9次。"]
    assert [words for words, _, _ in topic("教师", "食堂", said="教师食堂")] == []


def test_a_word_that_counts_little_is_not_looked_for_beside_one_that_names_the_topic() -> None:
    assert len(topic("教师", Term("情况", 0.5), said="教师情况")) == 2
    assert [w for w, _, _ in topic(Term("食堂", 0.5), said="食堂")] == ["检查食堂9次。"]
    assert len(topic("教师", Term("食堂", 1.6, soft=True), said="教师")) == 2


def test_a_compound_is_looked_for_in_halves_where_nothing_says_it_whole() -> None:
    assert [w for w, _, _ in topic("食堂检查", said="食堂检查", text="检查校内食堂九个月里共9次。\n招聘156人。")] == [
        "检查校内食堂九个月里共9次。"
    ]


def test_an_item_that_a_short_sentence_opens_is_about_what_it_names() -> None:
    body = "一是食堂管理规范有序。检查9次。二是操场建设稳步推进。新建3处。"
    assert [w for w, _, _ in topic("食堂", text=body)] == ["一是食堂管理规范有序。", "检查9次。"]
    numbers = "一是检查食堂9次。整改4处。"
    assert [w for w, _, _ in topic("食堂", text=numbers)] == ["一是检查食堂9次。"]
    long = f"一是食堂{'管' * 26}。检查9次。"
    assert len(topic("食堂", text=long)) == 1
    fits = f"一是食堂{'管' * 25}。检查9次。"
    assert len(topic("食堂", text=fits)) == 2
    assert [w for w, _, _ in topic("食堂", text="一是食堂管理规范有序。\n\n二、其余\n检查9次。")] == [
        "一是食堂管理规范有序。"
    ]
