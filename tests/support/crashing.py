"""A data folder that is worked on and hit in between, and what has to hold of it at every moment."""

import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher

from assistant.access import Accounts, Role
from assistant.audit import verify
from assistant.backup import finish, read_backup
from assistant.collection import Collection, add_case, back_up, restore
from assistant.service import Conversations, Service, Turn, owner_of
from assistant.types import Answer, Status
from index.search import load_embedder
from index.snapshot import Correction, Snapshot, Store, load_corrections

ANCHOR = "2019年云溪县工作总结"  # a report that stays whatever happens
QUESTION, HEADLINE = "2019年云溪县新建学校多少所？", "7所"
LEAVES = "李明"  # an account that is removed, and made anew for somebody else
REPORTS = 3
PATIENCE = 60.0  # seconds after which a child that nobody killed is killed all the same
ROOT = Path(__file__).resolve().parents[2]
State = dict[str, Any]


def silent(_: object) -> None:
    """Listen to nothing."""


class World:
    """One data folder, a backup of it, and what both are known to hold."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.home, self.data, self.archive = folder, folder / "data", folder / "out" / "backup.zip"
        self.grown = 0
        self.service = Service(self.data)
        self.service._embedder = load_embedder()
        anchor = folder / f"{ANCHOR}.txt"
        anchor.write_text(f"{ANCHOR}\n一、学校建设\n全年新建学校7所。\n", "utf-8")
        self.paths = [folder / f"202{number}年青禾区工作总结.txt" for number in range(REPORTS)]
        collection = Collection(self.service, force=True)
        collection.add([anchor, *map(self.written, range(REPORTS))], silent)
        self.accounts = Accounts(self.data, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        self.accounts.add("王芳", "correct horse battery", Role.MANAGER)
        self.accounts.add(LEAVES, "another person's words", Role.READER)
        self.asked = Turn("0" * 32, QUESTION, _answer(), "")
        self.grow()
        self.back_up()
        self.kept = self.state()

    def written(self, number: int) -> Path:
        """Give a report another figure and return its path."""
        title = self.paths[number].stem
        self.paths[number].write_text(f"{title}\n一、队伍\n招聘教师{self.chance.randrange(10**6)}名。\n", "utf-8")
        return self.paths[number]

    def grow(self) -> None:
        """Keep another conversation and another question, as the pages do meanwhile."""
        Conversations(self.data).add_turn("account:王芳", None, self.asked.answer)
        self.grown += 1
        if self.accounts.named(LEAVES) is None:
            self.accounts.add(LEAVES, "another person's words", Role.READER)
            assert Conversations(self.data).latest(self._own()) == []  # those of who had the name before
        Conversations(self.data).add_turn(self._own(), None, self.asked.answer)
        add_case(self.data, self.asked, str(self.grown))  # no two states have the same question

    def _own(self) -> str:
        """Return whose the conversations of the account are that comes and goes."""
        account = self.accounts.named(LEAVES)
        assert account is not None
        return owner_of(account.name, account.key)

    def back_up(self) -> None:
        back_up(self.data, self.archive)

    def restore(self) -> None:
        restore(self.data, self.archive)

    def works(self) -> dict[str, Callable[[], object]]:
        """Return what can be done next, ready to be done by a child."""
        collection = Collection(self.service, force=True)
        entries = [entry for entry in Snapshot.open(Store(self.data).current()).entries if entry.title != ANCHOR]
        target = self.chance.choice(entries).id if entries else ""
        path = self.written(self.chance.randrange(REPORTS))
        change = {target: Correction(region=f"第{self.chance.randrange(100)}区")}
        works: dict[str, Callable[[], object]] = {
            "index": lambda: collection.add([path], silent),
            "rollback": collection.rollback,
            "backup": self.back_up,
            "restore": self.restore,
        }
        if target:
            works |= {
                "remove": lambda: collection.remove([target], silent),
                "correct": lambda: collection.correct(change, silent),
            }
        if self.accounts.named(LEAVES) is not None:
            works["dismiss"] = lambda: self.accounts.remove(LEAVES)
        return works

    def state(self) -> State:
        """Return all that the folder holds for people; opening verifies every file of the snapshot."""
        snapshot = Snapshot.open(Store(self.data).current())
        for number, entry in enumerate(snapshot.entries):
            assert snapshot.report(number).report.id == entry.id
        golden = self.data / "golden.jsonl"
        conversations = Conversations(self.data)
        return {
            "snapshot": snapshot.name,
            "reports": sorted(entry.id for entry in snapshot.entries),
            "corrections": load_corrections(self.data),
            "conversations": sorted(c.id for c in conversations.latest("account:王芳", limit=10**6)),
            "accounts": self.accounts.all(),
            "golden": golden.read_text("utf-8"),
        }

    def check(self, work: str, before: State, done: bool) -> bool:
        """Fail where anything is lost after `work` was hit; returns whether its effect is there."""
        finish(self.data)
        after = self.state()
        self._check_archive(work, before)
        assert verify(self.data).faults == (), verify(self.data).faults
        if work == "restore":
            assert after in (before, self.kept), (before, after, self.kept)
            assert not done or after == self.kept
        else:
            kept = ("conversations", "accounts", "golden")
            if work == "dismiss":
                left = [account for account in before["accounts"] if account.name != LEAVES]
                assert after["accounts"] in ([left] if done else [left, before["accounts"]])
                kept = ("snapshot", "reports", "conversations", "golden")
            assert [after[name] for name in kept] == [before[name] for name in kept]
            if work == "backup":
                assert after == before
            elif work != "rollback":
                assert len(set(before["reports"]) - set(after["reports"])) <= 1, work
            if after["snapshot"] != before["snapshot"]:
                newest = next(row for row in self._rows() if row.what not in ("golden", "backup"))
                assert newest.what == {"index": "add"}.get(work, work), newest
        return after != before

    def ask(self) -> None:
        """Fail where the report that always stays does not answer any more."""
        command = [sys.executable, "-m", "assistant", "ask", QUESTION, "--json", "--data", str(self.data)]
        done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
        assert json.loads(done.stdout)["headline"] == HEADLINE, done.stdout

    def _check_archive(self, work: str, before: State) -> None:
        with read_backup(self.archive) as reader:
            reader.verify()
        if work == "backup":
            self.kept = self._state_of_archive(before)

    def _state_of_archive(self, before: State) -> State:
        """Return which state the archive holds: the one before the backup that was hit, or the one it was to hold."""
        with read_backup(self.archive) as reader:
            golden = reader.contents.members["golden.jsonl"].sha256
            is_new = golden == hashlib.sha256(before["golden"].encode()).hexdigest()
            assert reader.contents.snapshot == (before if is_new else self.kept)["snapshot"]
        return before if is_new else self.kept

    def _rows(self) -> Any:
        from assistant.audit import acts

        return acts(self.data)

    def leftovers(self) -> list[str]:
        """Return what killed processes left that the next change has to sweep."""
        drafts = [path.name for path in Store(self.data).snapshots.glob("draft-*")]
        return drafts + [path.name for path in self.archive.parent.iterdir() if path != self.archive]


def _answer() -> Answer:
    """Return an answer to keep in conversations. None is asked for here: who has asked has threads, and cannot be forked."""
    return Answer(QUESTION, Status.ANSWERED, HEADLINE, HEADLINE, (), (), "extractive", "0" * 12)


def in_child(work: Callable[[], object], after: float | None) -> tuple[bool, int]:
    """Run `work` in a process of its own, killed after so many seconds; returns whether the kill hit it, and its status."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            sys.stderr = open(os.devnull, "w")  # noqa: PTH123
            work()
            status = 0
        finally:
            os._exit(status)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    else:
        signal.signal(signal.SIGALRM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    _, status = os.waitpid(child, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    return os.WIFSIGNALED(status), status
