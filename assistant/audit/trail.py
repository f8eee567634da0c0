"""The record: audit/trail.jsonl, written at its end only, one line at a time, flushed to the disk.

    audit/
      trail.jsonl        the lines, each with the hash of the line before
      head.json          number and hash of the last line, so that lines missing at the end are noticed
      people.sqlite      the names behind the pseudonyms
      rules.json         what is recorded, and for how long
      sealed/A-B.jsonl   lines A to B, cut off by age

A change is recorded before it is made: where that cannot be written, it is refused (CannotWrite). How it ended is a second
line; a change without one shows as of unknown outcome. A line is written under a lock on the folder between processes.
"""

import contextlib
import fcntl
import getpass
import json
import logging
import os
import uuid
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.audit.line import LONGEST, NOTHING_BEFORE, Line, Outcome, What, digest, read_line, written
from assistant.audit.people import People, Person, keyed
from assistant.audit.rules import Questions, Rules, load_rules, save_rules
from assistant.audit.sealing import aged, seal
from index.errors import CannotWrite
from index.snapshot import write_whole
from index.text import readable

FOLDER, FILE, HEAD = "audit", "trail.jsonl", "head.json"
_TAIL = 1 << 16  # bytes read from the end before the whole file is
_log = logging.getLogger(__name__)


@dataclass
class Act:
    """A change under way; what is noted stands in the line of its end."""

    more: dict[str, Any] = field(default_factory=dict)

    def note(self, **more: str | int | list[str]) -> None:
        self.more |= more


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who did what to what; `who` and `about` are pseudonyms."""

    who: str
    what: str
    thing: str
    about: str = ""


class Trail:
    """The record of one data folder. Safe to share between threads and processes."""

    def __init__(self, data: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.folder, self._clock = data / FOLDER, clock
        self.people = People(self.folder)

    @property
    def path(self) -> Path:
        return self.folder / FILE

    def exists(self) -> bool:
        return self.path.exists()

    @property
    def rules(self) -> Rules:
        return load_rules(self.folder)

    def set_rules(self, who: str, rules: Rules) -> None:
        """Put rules into force; raises CannotWrite, which leaves the old ones."""
        days = "" if rules.keep_days is None else str(rules.keep_days)
        with self.change(who, What.RULES) as act:
            act.note(questions=rules.questions.value, keep_days=days, drop=int(rules.drop))
            save_rules(self.folder, rules)

    def record(
        self, who: str, what: str, thing: str = "", *, about: str = "", outcome: str = Outcome.DONE, **more: Any
    ) -> None:
        """Write one line: the account `who` ("" for who works on the machine itself) did `what` to `thing`.

        `about` names a person that it was done to. Raises CannotWrite, and nothing is recorded.
        """
        with self.locked():
            self._append(self._deed(who, what, thing, about), outcome, more)

    @contextlib.contextmanager
    def change(self, who: str, what: str, thing: str = "", *, about: str = "") -> Iterator[Act]:
        """Record that a change begins, and how it ended; raises CannotWrite before anything is changed."""
        act, name = Act(), uuid.uuid4().hex[:12]
        with self.locked():
            deed = self._deed(who, what, thing, about)
            self._append(deed, Outcome.BEGUN, {}, name)
        try:
            yield act
        except BaseException as error:
            self._end(deed, Outcome.FAILED, act.more | {"error": type(error).__name__}, name)
            raise
        self._end(deed, Outcome.DONE, act.more, name)

    def asked(self, who: str, question: str, thing: str = "", status: str = "") -> None:
        """Record a question as far as the rules want it; its words are kept beside the record. Raises CannotWrite."""
        wanted = self.rules.questions
        if wanted is Questions.OFF:
            return
        with self.locked():
            person = self._person(who)
            more: dict[str, Any] = {"status": status}
            if wanted is Questions.TEXT:
                more["said"] = keyed(person.key, question)
            line = self._append(_Deed(person.pseudonym, What.ASK, thing), Outcome.DONE, more)
            if wanted is Questions.TEXT:
                self.people.keep_words(line.n, person, question)

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other process from recording meanwhile; raises CannotWrite."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = os.open(self.folder, os.O_RDONLY)
        except OSError as error:
            raise CannotWrite(self.folder, error.strerror or str(error)) from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def head(self) -> tuple[int, str] | None:
        """Return number and hash of the last line as noted beside the record; None where nothing is."""
        try:
            fields = json.loads((self.folder / HEAD).read_text("utf-8"))
            return int(fields["n"]), str(fields["hash"])
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def _person(self, who: str) -> Person:
        return self.people.of(who or f"local:{_login()}")  # no account is known as anything like it

    def _deed(self, who: str, what: str, thing: str, about: str) -> _Deed:
        return _Deed(
            self._person(who).pseudonym,
            str(what),
            readable(thing[:LONGEST]),  # the name of a file may hold bytes that are no text
            self.people.of(about).pseudonym if about else "",
        )

    def _end(self, deed: _Deed, outcome: str, more: dict[str, Any], act: str) -> None:
        try:
            with self.locked():
                self._append(deed, outcome, more, act)
        except CannotWrite as error:
            # The change stands in the record as begun. Calling it failed would be wrong by now
            _log.error("the end of %s could not be recorded: %s", deed.what, error)

    def _append(self, deed: _Deed, outcome: str, more: dict[str, Any], act: str = "") -> Line:
        """Write a line at the end, or nothing at all; the lock is held."""
        try:
            end, n, before, notes = self._end_of_chain()
            at = self._clock().isoformat(timespec="milliseconds")
            line = Line(n, at, **asdict(deed), outcome=str(outcome), act=act, before=before, more={**notes, **more})
            raw = written(line)
            self._write(raw + b"\n", end)
            try:
                self._note_head(n, digest(raw))
            except CannotWrite:
                os.truncate(self.path, end)
                raise
            rules = self.rules
            if rules.keep_days is not None and deed.what != What.SEAL and aged(self.path, rules, self._clock()):
                self._cut(rules)
        except OSError as error:
            raise CannotWrite(self.path, error.strerror or str(error)) from error
        return line

    def _write(self, content: bytes, end: int) -> None:
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(descriptor, end)  # a line that a process died in was never acted upon
            try:
                if os.pwrite(descriptor, content, end) < len(content):
                    raise OSError(28, os.strerror(28))
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, end)
                raise
        finally:
            os.close(descriptor)

    def _note_head(self, n: int, hashed: str) -> None:
        write_whole(self.folder / HEAD, json.dumps({"n": n, "hash": hashed}).encode("utf-8"))

    def _end_of_chain(self) -> tuple[int, int, str, dict[str, Any]]:
        """Return where the next line begins, its number, the hash of the line before, and what it has to note.

        The next line follows what stands in head.json unless the lines after that are a whole chain, as a process leaves
        them that died before noting its line: so what was cut off or altered stays to be seen.
        """
        end, lines = _last_lines(self.path, _TAIL)
        head = self.head()
        if head is not None and not _continues(lines, head):
            end, lines = _last_lines(self.path, None)
        last = read_line(lines[-1]) if lines else None
        if head is None:
            if not lines:
                return end, 1, NOTHING_BEFORE, {}
            return end, last.n + 1 if last else 1, digest(lines[-1]), {"head": "missing"}
        if last is not None and _continues(lines, head):
            return end, last.n + 1, digest(lines[-1]), {}
        return end, head[0] + 1, head[1], {}

    def _cut(self, rules: Rules) -> None:
        """Cut off the lines that are older than is kept, in a way that the chain still verifies."""
        try:
            cut = seal(self.path, rules, self._clock())
            if cut is None:
                return
            self._append(_Deed("", What.SEAL.value, cut.archive), Outcome.DONE, cut.fields())
            cut.finish(self.path)
            if rules.drop:
                self.people.forget_words(cut.last)
        except (CannotWrite, OSError) as error:
            # Nothing is lost: the next line tries again, and what is recorded now need not wait for it
            _log.error("old lines could not be cut off: %s", error)


def _last_lines(path: Path, size: int | None) -> tuple[int, list[bytes]]:
    """Return where the last whole line ends, and the whole lines of the last `size` bytes, of the file if None."""
    if not path.exists():
        return 0, []
    with path.open("rb") as file:
        total = file.seek(0, os.SEEK_END)
        start = 0 if size is None else max(0, total - size)
        file.seek(start)
        content = file.read()
    whole, newline, torn = content.rpartition(b"\n")
    if not newline:
        return (0, []) if start == 0 else _last_lines(path, None)
    lines = whole.split(b"\n")
    return total - len(torn), lines if start == 0 else lines[1:]


def _continues(lines: list[bytes], head: tuple[int, str]) -> bool:
    """Tell whether the line that `head` is of stands there, and every line after it has the hash of the one before."""
    hashes = [digest(raw) for raw in lines]
    if head[1] not in hashes:
        return False
    position = hashes.index(head[1])
    following = [read_line(raw) for raw in lines[position + 1 :]]
    return all(
        line is not None and line.before == hashed for line, hashed in zip(following, hashes[position:], strict=False)
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
