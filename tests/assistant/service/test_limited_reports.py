"""A report that is limited to a group is to everybody else as if it had never been there, whichever way they look."""

import dataclasses
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from limited import GROUP, LIMITED, OPEN, SECRETS, indexed

from assistant.access import LOCAL, Account, NotAllowed, Role
from assistant.answering import (
    COLUMNS,
    Assistant,
    answer_fields,
    as_csv,
    as_table,
    as_xlsx,
    figure_rows,
    follow_ups,
    matching,
    rephrased,
)
from assistant.collection import Collection
from assistant.messages import explain
from assistant.service import (
    NothingVisible,
    Service,
    Turn,
    as_footnoted_word,
    as_markdown,
    as_word,
    receipt,
    with_source,
)
from assistant.types import Answer, Form, Status
from index.search import StaticEmbedder
from index.snapshot import Store, read_manifest

NAMES = list(OPEN)
ORDERS = {"amid": [*NAMES[:1], LIMITED, *NAMES[1:]], "last": [*NAMES, LIMITED]}
READER = Account("du", Role.READER)
MEMBER = Account("yuan", Role.READER, frozenset({GROUP}))
QUESTIONS = [
    "招聘教师多少名？",
    "去年招聘教师多少名？",
    "今年新增学位多少个？",
    "临岚区招聘教师多少名？",
    "临岚区2025年新增学位多少个？",
    "2025年完成投资多少亿元？",
    "处分违纪教师多少名？",
    "撤并薄弱校多少所？",
    "暂扣专项经费多少万元？",
    "约谈园长多少人？",
    "督导问责有哪些数据？",
    "青禾区和临岚区2024年招聘教师分别多少名？",
    "青禾区和云溪县2024年招聘教师相差多少名？",
    "各区县新增学位分别多少个？",
    "哪个区招聘教师最多？",
    "青禾区2023年和2024年招聘教师增长了多少？",
    "学生体质优良率是多少？",
    "学生体质优良率比上年提高多少个百分点？",
    "新建学校多少所？",
    "课后服务覆盖学校多少所？",
    "交流轮岗教师和骨干教师各多少名？",
    "总结一下学校建设",
    "用表格列出教师队伍的主要指标",
    "写一段关于学校建设的材料",
    "这份报告主要讲了什么？",
    "你好",
    "你能做什么？",
    "How many teachers were recruited?",
    "食堂多少个？",
]


@pytest.fixture(scope="module", params=list(ORDERS))
def kept(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Service:
    """A collection with the limited report, at each place of its order."""
    folder = tmp_path_factory.mktemp("with") / "data"
    report = indexed(folder, embedder, ORDERS[request.param])
    service = Service(folder)
    service.groups.add(GROUP)
    service.groups.limit([report], [GROUP])
    return service


@pytest.fixture(scope="module")
def never(tmp_path_factory: pytest.TempPathFactory, embedder: StaticEmbedder) -> Service:
    """The same collection without it."""
    folder = tmp_path_factory.mktemp("without") / "data"
    indexed(folder, embedder, NAMES)
    return Service(folder)


def asked(assistant: Assistant, question: str) -> dict[str, Any]:
    fields = answer_fields(assistant.ask(question))
    return {name: value for name, value in fields.items() if name not in ("elapsed_ms", "snapshot")}


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_those_of_a_collection_that_never_held_it(kept: Service, never: Service, question: str) -> None:
    own, plain = kept.assistant(READER), never.assistant(READER)
    assert json.dumps(asked(own, question), ensure_ascii=False) == json.dumps(
        asked(plain, question), ensure_ascii=False
    )
    assert dataclasses.replace(own.ask(question), snapshot="", elapsed_ms=0) == dataclasses.replace(
        plain.ask(question), snapshot="", elapsed_ms=0
    )


def test_the_scores_behind_the_answers_are_the_same_too(kept: Service, never: Service) -> None:
    """BM25 weighs words by the whole index: of a view it must not be the index that holds the limited report."""
    from assistant.evidence import find_hits
    from assistant.question import understand

    for question in QUESTIONS[:10]:
        found = []
        for service in (kept, never):
            assistant = service.assistant(READER)
            understood = understand(question, assistant.snapshot.entries, ())
            found.append(find_hits(assistant.snapshot, assistant.embedder, understood))
        assert found[0] == found[1]


def test_members_and_managers_see_it(kept: Service) -> None:
    for account in (MEMBER, LOCAL, Account("guan", Role.MANAGER)):
        assert kept.assistant(account).ask("临岚区2025年招聘教师多少名？").headline == "9317名"
        assert len(kept.entries(account)) == 4
    assert len(kept.entries(READER)) == 3
    with_it = kept.assistant(MEMBER)
    assert with_it is kept.assistant(LOCAL)  # who sees all asks the snapshot itself


def test_where_nothing_is_limited_everybody_asks_the_snapshot_itself(never: Service) -> None:
    assert never.assistant(READER) is never.assistant(LOCAL)
    assert not (never.store.folder / "access.sqlite").exists()  # asking makes no file


def _answers(assistant: Assistant) -> list[Answer]:
    """All questions for who must see nothing of it; some are enough to show that there is something to be seen."""
    limited = len(assistant.snapshot.entries) == 3
    return [assistant.ask(question) for question in (QUESTIONS if limited else QUESTIONS[::3])]


def _word(content: bytes) -> str:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())


def _turns(assistant: Assistant) -> list[Turn]:
    """The answers as turns; questions are the reader's own words and are left out."""
    given = [dataclasses.replace(answer, question="?") for answer in _answers(assistant)]
    return [Turn("0" * 32, "?", answer, "2024-01-01T00:00:00+00:00") for answer in given]


LOOKS: dict[str, Callable[[Service, Assistant], Any]] = {
    "ask": lambda s, a: [_unechoed(str(answer_fields(answer)), answer) for answer in _answers(a)],
    "see also": lambda s, a: [answer.nearest for answer in _answers(a)],
    "others": lambda s, a: [answer.others for answer in _answers(a)],
    "welcome examples": lambda s, a: a.examples().first(),
    "follow-ups": lambda s, a: [follow_ups(a, answer) for answer in _answers(a) if answer.citations],
    "rephrased": lambda s, a: [
        text
        for answer in _answers(a)
        if (text := rephrased(a, answer)) and not any(x in answer.question for x in SECRETS)
    ],
    "figures": lambda s, a: [dataclasses.asdict(row) for row in figure_rows(a.snapshot)],
    "figures searched": lambda s, a: [matching(figure_rows(a.snapshot), secret) for secret in SECRETS],
    "figures as csv": lambda s, a: as_csv(as_table(figure_rows(a.snapshot), COLUMNS)).decode("utf-8-sig"),
    "figures as xlsx": lambda s, a: _word(as_xlsx(as_table(figure_rows(a.snapshot), COLUMNS), "x")),
    "reports listed": lambda s, a: list(s.entries(READER)),
    "filters": lambda s, a: [(e.title, e.year, e.region, e.file, e.source) for e in a.snapshot.entries],
    "reading page": lambda s, a: [a.snapshot.report(n).report for n in range(len(a.snapshot.entries))],
    "manifest": lambda s, a: dataclasses.asdict(a.snapshot.manifest),
    "receipts": lambda s, a: [
        receipt(turn).decode() for turn in _turns(a) if turn.answer.status is not Status.NOT_FOUND
    ],
    "exported to Word": lambda s, a: _word(as_word("x", _shown(a), "zh")),
    "exported to Markdown": lambda s, a: as_markdown("x", _shown(a), "zh").decode(),
    "with footnotes": lambda s, a: [
        _word(as_footnoted_word(t.answer, "zh")) for t in _turns(a) if t.answer.form in (Form.SUMMARY, Form.DRAFT)
    ],
    "to paste": lambda s, a: [with_source(turn.answer, "zh") for turn in _shown(a)],
}


def _shown(assistant: Assistant) -> list[Turn]:
    return [turn for turn in _turns(assistant) if turn.answer.status is Status.ANSWERED]


def _unechoed(text: str, answer: Answer) -> str:
    """Take out what the question itself says: an answer and a refusal may repeat the reader's own words."""
    for secret in SECRETS:
        if secret in answer.question:
            text = text.replace(secret, "")
    return text


@pytest.mark.parametrize("look", list(LOOKS))
def test_no_way_of_looking_shows_a_word_of_it(kept: Service, look: str) -> None:
    seen = str(LOOKS[look](kept, kept.assistant(READER)))
    assert [secret for secret in SECRETS if secret in seen] == []


@pytest.mark.parametrize("look", ["ask", "figures", "reports listed", "reading page", "to paste"])
def test_the_same_looks_show_it_to_its_group(kept: Service, look: str) -> None:
    """The words looked for are really there to be found."""
    look_of = {"reports listed": lambda s, a: list(s.entries(MEMBER))}.get(look, LOOKS[look])
    seen = str(look_of(kept, kept.assistant(MEMBER)))
    assert any(secret in seen for secret in ("9317", "临岚区2025年教育工作总结"))


def test_a_report_is_nowhere_by_its_id(kept: Service) -> None:
    hidden = next(entry.id for entry in kept.entries(LOCAL) if entry.file == LIMITED)
    assert hidden not in str(dataclasses.asdict(kept.assistant(READER).snapshot.manifest))
    assert hidden not in [entry.id for entry in kept.entries(READER)]


def test_the_name_of_the_view_tells_nothing_of_it_and_is_nobody_elses(kept: Service, embedder: StaticEmbedder) -> None:
    """Pages remember by a snapshot's name: views of other reports must never share one."""
    assert kept.assistant(READER).snapshot.name != kept.assistant(MEMBER).snapshot.name
    others = [entry.id for entry in kept.entries(LOCAL) if entry.file != LIMITED]
    kept.groups.add("另一组")
    kept.groups.limit([others[0]], ["另一组"])
    try:
        assert (
            kept.assistant(READER).snapshot.name
            != kept.assistant(Account("x", Role.READER, frozenset({"另一组"}))).snapshot.name
        )
    finally:
        kept.groups.limit([others[0]], [])
        kept.groups.remove("另一组")


def test_a_limit_holds_from_the_next_question_on(tmp_path: Path, embedder: StaticEmbedder) -> None:
    report = indexed(tmp_path / "data", embedder, ORDERS["last"])
    service = Service(tmp_path / "data")
    question = "临岚区2025年招聘教师多少名？"
    assert service.assistant(READER).ask(question).headline == "9317名"
    service.groups.add(GROUP)
    service.groups.limit([report], [GROUP])
    assert service.assistant(READER).ask(question).headline != "9317名"
    assert service.assistant(MEMBER).ask(question).headline == "9317名"
    service.groups.limit([report], [])
    assert service.assistant(READER).ask(question).headline == "9317名"


def test_who_may_see_nothing_is_told_so_and_no_more(tmp_path: Path, embedder: StaticEmbedder) -> None:
    indexed(tmp_path / "data", embedder, [LIMITED])
    service = Service(tmp_path / "data")
    service.groups.add(GROUP)
    service.groups.limit([entry.id for entry in service.entries(LOCAL)], [GROUP])
    with pytest.raises(NothingVisible) as raised:
        service.assistant(READER)
    assert explain(raised.value, "zh") == "还没有对您开放的报告，请找管理员"
    assert list(service.entries(READER)) == []


def test_a_limit_that_cannot_be_read_lets_nobody_see_anything(tmp_path: Path, embedder: StaticEmbedder) -> None:
    from index.errors import CannotWrite

    report = indexed(tmp_path / "data", embedder, ORDERS["last"])
    service = Service(tmp_path / "data")
    service.groups.add(GROUP)
    service.groups.limit([report], [GROUP])
    (tmp_path / "data" / "access.sqlite").write_bytes(b"x" * 4096)
    with pytest.raises(CannotWrite):
        service.assistant(READER)
    with pytest.raises(CannotWrite):
        service.entries(READER)


def test_two_who_come_at_once_share_one_view(kept: Service) -> None:
    found: list[Assistant] = []
    threads = [threading.Thread(target=lambda: found.append(kept.assistant(READER))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len({id(assistant) for assistant in found}) == 1


@pytest.fixture
def changing(tmp_path: Path, embedder: StaticEmbedder) -> Iterator[tuple[Service, str]]:
    report = indexed(tmp_path / "data", embedder, ORDERS["last"])
    service = Service(tmp_path / "data")
    service.groups.add(GROUP)
    service.groups.limit([report], [GROUP])
    yield service, report


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / "new" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def seen_titles(service: Service) -> list[str]:
    return [entry.title for entry in service.entries(READER)]


def _newer() -> str:
    from limited import LIMITED_TEXT

    return LIMITED_TEXT.replace("9317名", "9318名")


def test_a_newer_version_is_for_the_same_group(changing: tuple[Service, str], tmp_path: Path) -> None:
    service, old = changing
    built = Collection(service).add([_file(tmp_path, "改.txt", _newer())], lambda _: None)
    assert [before.id for before, _ in built.replaced] == [old]
    assert len(service.entries(READER)) == 3
    assert len(service.entries(MEMBER)) == 4


def test_one_put_in_its_place_by_hand_is_for_the_same_group(changing: tuple[Service, str], tmp_path: Path) -> None:
    service, old = changing
    path = _file(tmp_path, "别的.txt", "临岚区2025年教育督导通报\n约谈园长84人。\n")
    Collection(service).replace(old, path, lambda _: None)
    assert len(service.entries(READER)) == 3
    assert "通报" in service.entries(MEMBER)[-1].title


def test_going_back_does_not_bring_an_open_version_of_what_is_limited_by_now(
    tmp_path: Path, embedder: StaticEmbedder
) -> None:
    indexed(tmp_path / "data", embedder, ORDERS["last"])
    service = Service(tmp_path / "data")
    service.groups.add(GROUP)
    built = Collection(service).add([_file(tmp_path, "改.txt", _newer())], lambda _: None)
    Collection(service).limit([built.added[0].id], [GROUP])
    Collection(service).rollback()
    assert len(service.entries(READER)) == 3
    assert service.assistant(MEMBER).ask("临岚区2025年招聘教师多少名？").headline == "9317名"


def test_removed_and_handed_in_again_it_is_still_limited(changing: tuple[Service, str], tmp_path: Path) -> None:
    from limited import LIMITED_TEXT

    service, report = changing
    Collection(service).remove([report], lambda _: None)
    Collection(service).add([_file(tmp_path, "又.txt", LIMITED_TEXT)], lambda _: None)
    assert len(service.entries(READER)) == 3


def test_what_is_added_for_a_group_is_open_at_no_moment(changing: tuple[Service, str], tmp_path: Path) -> None:
    service, _ = changing
    path = _file(tmp_path, "密.txt", "临岚区2025年督导问责通报\n约谈园长83人，暂扣专项经费7428万元。\n")
    stages: list[int] = []
    Collection(service).add([path], lambda p: stages.append(len(seen_titles(service))), groups=[GROUP])
    assert set(stages) == {3}
    assert len(service.entries(MEMBER)) == 5
    assert len(seen_titles(service)) == 3


KEEPER = Account("ziliao", Role.KEEPER)
OWN_KEEPER = Account("duban", Role.KEEPER, frozenset({GROUP}))


def test_a_keeper_changes_only_what_the_keeper_sees(changing: tuple[Service, str], tmp_path: Path) -> None:
    from index.snapshot import Correction

    service, report = changing
    outside, path = Collection(service, actor=KEEPER), _file(tmp_path, "x.txt", "云溪县2023年总结\n招聘教师70名。\n")
    tries: list[Callable[[], Any]] = [
        lambda: outside.remove([report], lambda _: None),
        lambda: outside.correct({report: Correction(title="x")}, lambda _: None),
        lambda: outside.replace(report, path, lambda _: None),
        lambda: outside.limit([report], []),
        lambda: outside.limit([service.entries(KEEPER)[0].id], [GROUP]),  # not a group of this keeper's
        outside.rollback,
        lambda: outside.rebuild(lambda _: None),
        lambda: outside.add([path], lambda _: None, fresh=True),
        lambda: outside.add([path], lambda _: None, groups=[GROUP]),
    ]
    before = Store(service.store.folder).current_name()
    for attempt in tries:
        with pytest.raises(NotAllowed):
            attempt()
    assert Store(service.store.folder).current_name() == before
    assert service.groups.limits() == {report: frozenset({GROUP})}
    outside.add([path], lambda _: None)
    Collection(service, actor=OWN_KEEPER).remove([report], lambda _: None)
    assert [e.file for e in read_manifest(service.store.current()).reports] == [*NAMES, "x.txt"]


def test_a_keeper_neither_replaces_nor_opens_what_the_keeper_does_not_see(
    changing: tuple[Service, str], tmp_path: Path
) -> None:
    """Not by a newer version, and not by handing in the very file for the keeper's own group."""
    from limited import LIMITED_TEXT

    service, report = changing
    service.groups.add("资料组")
    keeper = Account("ziliao", Role.KEEPER, frozenset({"资料组"}))
    Collection(service, actor=keeper).add([_file(tmp_path, "新.txt", _newer())], lambda _: None, groups=["资料组"])
    Collection(service, actor=keeper).add([_file(tmp_path, "同.txt", LIMITED_TEXT)], lambda _: None, groups=["资料组"])
    assert report in [entry.id for entry in service.entries(MEMBER)]
    assert report not in [entry.id for entry in service.entries(keeper)]
    assert service.groups.limits()[report] == {GROUP}
