"""Conversations, feedback and evaluation runs, kept in one SQLite file of the data folder.

Everything belongs to a user, who is a random code that the browser keeps; whoever gives another browser the same code
sees the same conversations there.
"""

import re
import sqlite3
import uuid
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from assistant.service.stored_answers import dump_answer, load_answer
from assistant.service.withholding import withheld
from assistant.types import Answer
from index.errors import CannotWrite

FILE = "conversations.db"
LONGEST_TITLE = 40
_CODE = re.compile(r"[0-9a-f]{32}")
_ELSEWHERE = re.compile(r"(?:.* \()?((?:oidc|proxy):.+?)\)?")
_KEY = "\n"  # stands between name and key, and in no name
_OF_USER = "(user = ? or substr(user, 1, ?) = ?)"
_SCHEMA = """
create table if not exists conversation (
  id text primary key, user text not null, title text not null, created text not null, updated text not null);
create index if not exists conversation_of_user on conversation (user, updated);
create table if not exists turn (
  id text primary key, conversation text not null references conversation (id) on delete cascade,
  position integer not null, question text not null, answer text not null, asked text not null,
  unique (conversation, position));
create table if not exists feedback (
  turn text primary key references turn (id) on delete cascade, user text not null, good integer not null,
  right_answer text not null default '', status text not null default 'new', given text not null);
create table if not exists run (
  id integer primary key, ran text not null, cases text not null, questions integer not null, right integer not null,
  wrong integer not null, refused integer not null, snapshot text not null);
"""


@dataclass(frozen=True, slots=True)
class Conversation:
    id: str
    title: str
    updated: str  # ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer as it was; `good` and `right_answer` are what the user said of it, None where nothing."""

    id: str
    question: str
    answer: Answer
    asked: str
    good: bool | None = None
    right_answer: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation on a page: its title, its latest turns in order, and the number of those before them."""

    title: str
    turns: list[Turn]
    earlier: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a user said of an answer; `status` is "new", "confirmed" or "dismissed"."""

    turn: Turn
    good: bool
    right_answer: str
    status: str
    given: str


@dataclass(frozen=True, slots=True)
class Run:
    ran: str
    cases: str
    questions: int
    right: int
    wrong: int
    refused: int
    snapshot: str


class Conversations:
    """The store of one data folder. Safe to share between threads; raises CannotWrite where it cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._ready = False

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            new = not self._path.exists()
            with closing(sqlite3.connect(self._path, timeout=10)) as connection:
                connection.execute("pragma foreign_keys = on")
                connection.execute("pragma synchronous = full")
                if new or not self._ready:
                    connection.execute("pragma journal_mode = wal")
                    connection.executescript(_SCHEMA)
                    self._ready = True
                with connection:
                    yield connection
        except (sqlite3.Error, OSError) as error:
            raise CannotWrite(self._path, str(error)) from error

    def add_turn(self, user: str, conversation: str | None, answer: Answer) -> tuple[str, str]:
        """Keep a question and its answer; returns the ids of the conversation, begun if None, and of the turn."""
        now, turn = _now(), uuid.uuid4().hex
        with self._open() as connection:
            if conversation is None or not self._is_own(connection, user, conversation):
                conversation = uuid.uuid4().hex
                title = answer.question[:LONGEST_TITLE]
                connection.execute(
                    "insert into conversation values (?, ?, ?, ?, ?)", (conversation, user, title, now, now)
                )
            found = connection.execute(
                "select coalesce(max(position), 0) + 1 from turn where conversation = ?", (conversation,)
            ).fetchone()
            row = (turn, conversation, found[0], answer.question, dump_answer(answer), now)
            connection.execute("insert into turn values (?, ?, ?, ?, ?, ?)", row)
            connection.execute("update conversation set updated = ? where id = ?", (now, conversation))
        return conversation, turn

    @staticmethod
    def _is_own(connection: sqlite3.Connection, user: str, conversation: str) -> bool:
        asked = "select 1 from conversation where id = ? and user = ?"
        return connection.execute(asked, (conversation, user)).fetchone() is not None

    def latest(self, user: str, words: str = "", limit: int = 50) -> list[Conversation]:
        """Return a user's conversations, the latest first; those whose title or questions hold `words`."""
        like = "%" + re.sub(r"([\\%_])", r"\\\1", words.strip()) + "%"
        with self._open() as connection:
            rows = connection.execute(
                "select id, title, updated from conversation where user = ? and (title like ? escape '\\' or id in "
                "(select conversation from turn where question like ? escape '\\')) order by updated desc, id limit ?",
                (user, like, like, limit),
            ).fetchall()
        return [Conversation(*row) for row in rows]

    def turns(self, user: str, conversation: str, hidden: Collection[str]) -> list[Turn]:
        """Return a conversation's turns in order; none where it is not the user's.

        `hidden` are the ids of the reports that are kept from the user by now: what rests on them is taken out.
        """
        found = self.open(user, conversation, hidden, latest=-1)
        return [] if found is None else found.turns

    def open(self, user: str, conversation: str, hidden: Collection[str], latest: int) -> Opened | None:
        """Return a conversation with its `latest` turns, with all where that is -1; None where it is not the user's.

        What it costs does not grow with the conversation. `hidden` as for `turns`.
        """
        with self._open() as connection:
            own = "select title from conversation where id = ? and user = ?"
            title = connection.execute(own, (conversation, user)).fetchone()
            if title is None:
                return None
            rows = connection.execute(
                "select t.id, t.question, t.answer, t.asked, f.good, f.right_answer, t.position from turn t "
                "left join feedback f on f.turn = t.id where t.conversation = ? order by t.position desc limit ?",
                (conversation, latest),
            ).fetchall()
            before = "select count(*) from turn where conversation = ? and position < ?"
            earlier = connection.execute(before, (conversation, rows[-1][-1])).fetchone()[0] if rows else 0
        turns = [
            Turn(i, question, withheld(load_answer(answer), hidden), asked, _said(good), right or "")
            for i, question, answer, asked, good, right, _ in reversed(rows)
        ]
        return Opened(title[0], turns, earlier)

    def rename(self, user: str, conversation: str, title: str) -> None:
        with self._open() as connection:
            connection.execute(
                "update conversation set title = ? where id = ? and user = ?",
                (title.strip()[: 2 * LONGEST_TITLE] or "—", conversation, user),
            )

    def delete(self, user: str, conversation: str) -> None:
        with self._open() as connection:
            connection.execute("delete from conversation where id = ? and user = ?", (conversation, user))

    def count(self, user: str) -> int:
        """Return the number of the conversations of all who have or had the name of `user`; asking makes no file."""
        if not self._path.exists():
            return 0
        with self._open() as connection:
            found = connection.execute(f"select count(*) from conversation where {_OF_USER}", _of_user(user))
            return int(found.fetchone()[0])

    def erase(self, user: str) -> None:
        """Remove the conversations and feedback of all who have or had the name of `user`, so that the file does not
        hold their words any more.
        """
        if not self._path.exists():
            return
        with self._open() as connection:
            connection.execute("pragma secure_delete = on")
            for table in ("feedback", "conversation"):
                connection.execute(f"delete from {table} where {_OF_USER}", _of_user(user))
        with self._open() as connection:
            connection.execute("pragma wal_checkpoint(truncate)")  # what the file beside it still holds

    def judge(self, user: str, turn: str, good: bool, right_answer: str = "") -> None:
        """Keep what a user says of an own answer; said again, it takes the place of what was said before."""
        with self._open() as connection:
            connection.execute(
                "insert or replace into feedback select t.id, ?, ?, ?, 'new', ? from turn t "
                "join conversation c on c.id = t.conversation where t.id = ? and c.user = ?",
                (user, int(good), right_answer.strip(), _now(), turn, user),
            )

    def withdraw(self, user: str, turn: str) -> None:
        """Take back what a user said of an answer."""
        with self._open() as connection:
            connection.execute("delete from feedback where turn = ? and user = ?", (turn, user))

    def judged(self, status: str = "new") -> list[Feedback]:
        """Return the feedback of all users with this status, the latest first."""
        with self._open() as connection:
            rows = connection.execute(
                "select t.id, t.question, t.answer, t.asked, f.good, f.right_answer, f.status, f.given "
                "from feedback f join turn t on t.id = f.turn where f.status = ? order by f.given desc",
                (status,),
            ).fetchall()
        return [
            Feedback(Turn(i, question, load_answer(answer), asked), bool(good), right, state, given)
            for i, question, answer, asked, good, right, state, given in rows
        ]

    def settle(self, turn: str, status: str) -> None:
        with self._open() as connection:
            connection.execute("update feedback set status = ? where turn = ?", (status, turn))

    def add_run(self, run: Run) -> None:
        fields = (run.ran, run.cases, run.questions, run.right, run.wrong, run.refused, run.snapshot)
        with self._open() as connection:
            connection.execute(
                "insert into run (ran, cases, questions, right, wrong, refused, snapshot) values (?, ?, ?, ?, ?, ?, ?)",
                fields,
            )

    def runs(self, cases: str, limit: int = 30) -> list[Run]:
        """Return the runs of a question set, the oldest first."""
        with self._open() as connection:
            rows = connection.execute(
                "select ran, cases, questions, right, wrong, refused, snapshot from run where cases = ? "
                "order by id desc limit ?",
                (cases, limit),
            ).fetchall()
        return [Run(*row) for row in reversed(rows)]


def _of_user(user: str) -> tuple[str, int, str]:
    with_key = user + _KEY
    return user, len(with_key), with_key


def _said(good: int | None) -> bool | None:
    return None if good is None else bool(good)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def owner_of(name: str, key: str = "") -> str:
    """Return the user that the conversations of an account belong to, by its name or its id.

    With its `key` it is the user of this account alone; without one, as accounts had it first, it names all who have or
    had the name to `count` and `erase`. A browser's code is a user itself, and so is the id of who has signed in
    elsewhere, alone or behind the name.
    """
    elsewhere = _ELSEWHERE.fullmatch(name)
    if elsewhere:
        return elsewhere[1]
    user = name if _CODE.fullmatch(name) else f"account:{name}"
    return f"{user}{_KEY}{key}" if key else user


def new_user() -> str:
    """Return a code that nobody can guess."""
    return uuid.uuid4().hex
