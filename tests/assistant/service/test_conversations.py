"""Conversations, feedback and what becomes of it, exports and receipts: nothing is lost, nobody reads another's."""

import io
import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import docx
import pytest

from assistant.answering.assistant import Assistant
from assistant.answering.suggestions import follow_ups, rephrased
from assistant.collection.golden import add_case
from assistant.collection.guard import GOLDEN
from assistant.evaluation.grading import BadCases, grade, read_cases
from assistant.service import conversations as conversations_module
from assistant.service.conversations import FILE, Conversations, Run, new_user
from assistant.service.exporting import as_markdown, as_word, receipt, with_source
from assistant.service.stored_answers import dump_answer, load_answer
from assistant.types import Status
from index.errors import CannotWrite

QUESTIONS = (
    "交流轮岗的教师有多少人？",
    "2021年交流教师有多少人？",
    "哪些幼儿园投入使用？",
    "how many teachers rotated",
)


@pytest.fixture
def kept(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path)


def test_an_answer_comes_back_as_it_was(assistant: Assistant) -> None:
    for question in QUESTIONS:
        answer = assistant.ask(question)
        assert load_answer(dump_answer(answer)) == answer


def test_conversations_are_the_users_own(kept: Conversations, assistant: Assistant) -> None:
    mine, other = new_user(), new_user()
    conversation, first = kept.add_turn(mine, None, assistant.ask(QUESTIONS[0]))
    again, second = kept.add_turn(mine, conversation, assistant.ask(QUESTIONS[2]))
    assert again == conversation
    assert [turn.id for turn in kept.turns(mine, conversation, ())] == [first, second]
    assert kept.turns(other, conversation, ()) == []
    assert kept.latest(other) == []
    strange, _ = kept.add_turn(other, conversation, assistant.ask(QUESTIONS[0]))
    assert strange != conversation  # nobody writes into another's conversation
    kept.rename(other, conversation, "偷改")
    kept.delete(other, conversation)
    assert [c.title for c in kept.latest(mine)] == [QUESTIONS[0]]
    kept.rename(mine, conversation, "轮岗")
    assert [c.title for c in kept.latest(mine, "幼儿园")] == ["轮岗"]
    for words in ("没有这个", "%", "_", "\\"):  # a sign stands for itself
        assert kept.latest(mine, words) == []
    kept.delete(mine, conversation)
    assert kept.latest(mine) == []
    assert len(kept.latest(other)) == 1


def test_of_a_long_conversation_the_latest_turns_are_read(
    kept: Conversations, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, conversation, ids = new_user(), None, []
    for number in range(12):
        conversation, turn = kept.add_turn(user, conversation, assistant.ask(QUESTIONS[number % 4]))
        ids.append(turn)
    assert conversation is not None
    read: list[str] = []
    monkeypatch.setattr(
        conversations_module, "load_answer", lambda content: (read.append(content), load_answer(content))[1]
    )
    opened = kept.open(user, conversation, (), latest=3)
    assert opened is not None
    assert (opened.title, [turn.id for turn in opened.turns], opened.earlier) == (QUESTIONS[0], ids[-3:], 9)
    assert len(read) == 3
    whole = kept.open(user, conversation, (), latest=-1)
    assert whole is not None
    assert ([turn.id for turn in whole.turns], whole.earlier) == (ids, 0)
    assert kept.open(new_user(), conversation, (), latest=3) is None


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, assistant: Assistant) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite):
        Conversations(tmp_path / "file").add_turn("u", None, assistant.ask(QUESTIONS[0]))
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with pytest.raises(CannotWrite):
        Conversations(tmp_path).latest("u")


_WRITE = """
import os, signal, sys, time
from pathlib import Path
from assistant.service.conversations import Conversations
from assistant.service.stored_answers import load_answer
answer = load_answer(sys.stdin.read())
for _ in range(8):
    heard, told = os.pipe()
    child = os.fork()
    if child == 0:
        kept, conversation = Conversations(Path(sys.argv[1])), None
        while True:
            conversation, turn = kept.add_turn("u", conversation, answer)
            os.write(told, f"{turn}\\n".encode())
    os.close(told)
    with open(heard) as lines:
        first = lines.readline()
        time.sleep(0.05)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print(first + lines.read(), end="")
"""


def test_killed_while_writing_what_was_said_to_be_kept_is_kept(tmp_path: Path, assistant: Assistant) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    content = dump_answer(assistant.ask(QUESTIONS[0]))
    command = [sys.executable, "-c", _WRITE, str(tmp_path)]
    done = subprocess.run(command, input=content, capture_output=True, text=True, env=environment, check=True)
    said = set(done.stdout.split())
    kept = Conversations(tmp_path)
    conversations = kept.latest("u")
    assert len(conversations) == 8  # each of those killed had begun one
    assert said <= {turn.id for c in conversations for turn in kept.turns("u", c.id, ())}
    assert len(said) >= 8


def test_feedback_becomes_a_question_of_the_collection(
    kept: Conversations, tmp_path: Path, assistant: Assistant
) -> None:
    user = new_user()
    _, good = kept.add_turn(user, None, assistant.ask(QUESTIONS[0]))
    _, bad = kept.add_turn(user, None, assistant.ask(QUESTIONS[1]))
    kept.judge(user, good, True)
    kept.judge(user, bad, False, "没有这个数")
    kept.judge(user, bad, False, "")  # said again
    judged = {feedback.turn.id: feedback for feedback in kept.judged()}
    assert judged[good].good
    assert judged[bad].right_answer == ""
    add_case(tmp_path, judged[good].turn, "365人")
    add_case(tmp_path, judged[bad].turn, "")
    add_case(tmp_path, judged[good].turn, "365人")  # confirmed twice, kept once
    cases = read_cases(tmp_path / GOLDEN)
    assert [case.kind for case in cases] == ["unanswerable", "figure"]
    assert all(grade(case, assistant.ask(case.question, case.history)).outcome == "right" for case in cases)
    kept.settle(good, "confirmed")
    assert [feedback.turn.id for feedback in kept.judged()] == [bad]
    (tmp_path / GOLDEN).write_text("no json\n", "utf-8")
    with pytest.raises(BadCases):
        add_case(tmp_path, judged[good].turn, "365人")
    assert (tmp_path / GOLDEN).read_text("utf-8") == "no json\n"


def test_what_was_said_of_an_answer_comes_back_and_can_be_taken_back(kept: Conversations, assistant: Assistant) -> None:
    user = new_user()
    conversation, turn = kept.add_turn(user, None, assistant.ask(QUESTIONS[0]))
    assert [t.good for t in kept.turns(user, conversation, ())] == [None]
    kept.judge(user, turn, False, "366人")
    assert [(t.good, t.right_answer) for t in kept.turns(user, conversation, ())] == [(False, "366人")]
    kept.judge(user, turn, True)
    assert [(f.good, f.right_answer) for f in kept.judged()] == [(True, "")]
    kept.withdraw(new_user(), turn)  # nobody takes back another's
    assert len(kept.judged()) == 1
    kept.withdraw(user, turn)
    assert kept.judged() == []
    assert [t.good for t in kept.turns(user, conversation, ())] == [None]


def test_runs_are_kept_in_order(kept: Conversations) -> None:
    for right in (7, 9):
        kept.add_run(Run(f"2026-01-0{right - 6}", "本库题集", 10, right, 1, 9 - right + 0, "s"))
    assert [run.right for run in kept.runs("本库题集")] == [7, 9]
    assert kept.runs("other") == []


def test_exports_hold_answers_and_sources(kept: Conversations, assistant: Assistant) -> None:
    user = new_user()
    conversation, _ = kept.add_turn(user, None, assistant.ask(QUESTIONS[0]))
    kept.add_turn(user, conversation, assistant.ask(QUESTIONS[1]))
    turns = kept.turns(user, conversation, ())
    text = as_markdown("轮岗 <b>", turns, "zh").decode()
    assert "**365人**" in text
    assert "\\<b\\>" in text
    paragraphs = [p.text for p in docx.Document(io.BytesIO(as_word("轮岗", turns, "zh"))).paragraphs]
    assert "365人" in paragraphs
    assert any("《2022年东丽区教育工作总结" in p for p in paragraphs)
    line = with_source(turns[0].answer, "zh")
    assert line.startswith("365人（《")
    assert turns[0].answer.citations[0].quote in line
    proof = json.loads(receipt(turns[0]))
    citation = proof["citations"][0]
    assert proof["files"] == [f"{citation['file']} sha256:{citation['report_id']}"]
    kept_at = datetime.fromisoformat(turns[0].asked).replace(microsecond=0)
    assert datetime.fromisoformat(proof["asked_at"]) == kept_at
    assert citation["end"] - citation["start"] == len(citation["quote"])


def test_what_to_ask_next_is_answered(assistant: Assistant) -> None:
    asked = follow_ups(assistant, assistant.ask(QUESTIONS[0]))
    assert asked
    for question in asked:
        assert assistant.ask(question).status is Status.ANSWERED
    refused = assistant.ask("交流轮岗的舞蹈教师有多少人？")
    assert refused.status is Status.NOT_FOUND
    other = rephrased(assistant, refused)
    assert other is None or assistant.ask(other).status is Status.ANSWERED
