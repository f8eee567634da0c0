"""Every change there is, tried by every role at the place where it is made; one without its line here fails.

A change that a room offers is a public method of a class below, or a function that takes an actor: both are read off the
code, so that a new one has to say who may make it.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

import assistant.collection
import assistant.service
from assistant.access import LOCAL, Account, Accounts, Action, Groups, NotAllowed, Role, allows
from assistant.answering import Assistant
from assistant.collection import Collection, add_case, back_up, erase, restore
from assistant.messages import EXPLAINED
from assistant.service import Conversations, Service, Turn, set_own_unit
from assistant.web import signed_in
from index.snapshot import Correction

CHANGING = (Collection, Accounts, Groups)
# what looks and changes nothing, what asks for a password itself, and what a build that was allowed does by itself
FREE = {
    "Accounts.any",
    "Accounts.all",
    "Accounts.named",
    "Accounts.sign_in",
    "Accounts.sign_out",
    "Accounts.who",
    "Groups.all",
    "Groups.of",
    "Groups.limits",
    "Groups.hidden_from",
    "Groups.take_over",
}
# the functions of the rooms below the pages that write, and are reached only through one of the classes above
INNER = {"keep_upload", "own_unit"}
PASSWORD = "correct horse battery"
Attempt = Callable[[Service, Account], Any]


def _collection(change: Callable[[Collection], Any]) -> tuple[Action, Attempt]:
    return Action.CHANGE_REPORTS, lambda service, who: change(Collection(service, actor=who))


def _accounts(change: Callable[[Accounts, Account], Any]) -> tuple[Action, Attempt]:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return Action.MANAGE_ACCOUNTS, lambda service, who: change(Accounts(service.store.folder, hasher=hasher), who)


def _groups(change: Callable[[Groups, Account], Any]) -> tuple[Action, Attempt]:
    return Action.MANAGE_ACCOUNTS, lambda service, who: change(service.groups, who)


CHANGES: dict[str, tuple[Action, Attempt]] = {
    "Collection.add": _collection(lambda c: c.add([], lambda _: None)),
    "Collection.replace": _collection(lambda c: c.replace("x", Path("x"), lambda _: None)),
    "Collection.remove": _collection(lambda c: c.remove(["x"], lambda _: None)),
    "Collection.correct": _collection(lambda c: c.correct({"x": Correction()}, lambda _: None)),
    "Collection.rebuild": _collection(lambda c: c.rebuild(lambda _: None)),
    "Collection.rollback": _collection(lambda c: c.rollback()),
    "Collection.keep_upload": _collection(lambda c: c.keep_upload("a.txt", b"x")),
    "Collection.limit": _collection(lambda c: c.limit(["x"], [])),
    "Accounts.add": _accounts(lambda a, who: a.add("neu", PASSWORD, Role.READER, who)),
    "Accounts.remove": _accounts(lambda a, who: a.remove("x", who)),
    "Accounts.change_role": _accounts(lambda a, who: a.change_role("x", Role.MANAGER, who)),
    "Accounts.change_password": _accounts(lambda a, who: a.change_password("x", PASSWORD, who)),
    "Groups.add": _groups(lambda g, who: g.add("neu", who)),
    "Groups.remove": _groups(lambda g, who: g.remove("x", who)),
    "Groups.join": _groups(lambda g, who: g.join("x", ["li"], who)),
    "Groups.leave": _groups(lambda g, who: g.leave("x", ["li"], who)),
    "Groups.limit": (Action.CHANGE_REPORTS, lambda s, who: s.groups.limit(["x"], [], who)),
    "back_up": (Action.KEEP_SAFE, lambda s, who: back_up(s.store.folder, s.store.folder / "backup.zip", who)),
    "restore": (Action.KEEP_SAFE, lambda s, who: restore(s.store.folder, s.store.folder / "backup.zip", who)),
    "erase": (Action.KEEP_SAFE, lambda s, who: erase(s.store.folder, "x", who)),
    "set_own_unit": (Action.CHANGE_REPORTS, lambda s, who: set_own_unit(s.store.folder, "x", who)),
    "add_case": (Action.KEEP_QUESTIONS, lambda s, who: add_case(s.store.folder, TURN[0], "x", who)),
}
TURN: list[Turn] = []
WHO: dict[str, Account | None] = {"nobody": None, **{role.value: Account("li", role) for role in Role}}


@pytest.mark.parametrize("who", list(WHO))
@pytest.mark.parametrize("change", list(CHANGES))
def test_what_a_role_may_not_is_refused_where_it_is_done(
    change: str, who: str, tmp_path: Path, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = assistant.ask("金牌多少块")
    TURN[:] = [Turn("0" * 32, answer.question, answer, "")]
    action, attempt = CHANGES[change]
    # the pages have nobody else to act for: an account comes from here or not at all
    monkeypatch.setattr(signed_in, "current_account", lambda: WHO[who])
    account = WHO[who]
    if account is None or not allows(account, action):
        with pytest.raises(NotAllowed):
            attempt(Service(tmp_path), signed_in.actor())
        assert list(tmp_path.rglob("*")) == []
        return
    try:
        attempt(Service(tmp_path), signed_in.actor())
    except NotAllowed:
        pytest.fail(f"{who} may {action}")
    except EXPLAINED:
        pass  # an empty folder has nothing to change


def _changes() -> set[str]:
    methods = {
        f"{kind.__name__}.{name}"
        for kind in CHANGING
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_")
    }
    offered = {name: getattr(room, name) for room in (assistant.collection, assistant.service) for name in room.__all__}
    functions = {
        name
        for name, member in offered.items()
        if inspect.isfunction(member) and {"actor", "folder", "data"} & set(inspect.signature(member).parameters)
    }
    return (methods - FREE) | (functions - INNER)


def test_every_change_says_who_may_make_it() -> None:
    assert _changes() == set(CHANGES)


def test_a_role_is_never_the_default_of_a_page() -> None:
    """LOCAL, who may everything, is the command line; a page that forgot to say who asks would act as it."""
    import ast

    pages = Path(signed_in.__file__).parent
    for path in pages.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called == "Collection":
                assert "actor" in {keyword.arg for keyword in node.keywords}, path.name
            if called == "add_case":
                assert len(node.args) == 4, path.name
            if called == "assistant" and path.name not in ("server.py", "signed_in.py"):
                pytest.fail(f"{path.name} asks past own_assistant")
            if called in ("read_manifest", "build", "remove", "rebuild", "correct") and isinstance(node.func, ast.Name):
                pytest.fail(f"{path.name} reaches past Collection and Service")


def test_nobody_reads_changes_or_judges_what_another_asked(tmp_path: Path, assistant: Assistant) -> None:
    kept = Conversations(tmp_path)
    conversation, turn = kept.add_turn("account:li", None, assistant.ask("金牌多少块"))
    tried = {
        "open": lambda: kept.open("account:wang", conversation, (), latest=1),
        "turns": lambda: kept.turns("account:wang", conversation, ()),
        "latest": lambda: kept.latest("account:wang"),
        "rename": lambda: kept.rename("account:wang", conversation, "x"),
        "delete": lambda: kept.delete("account:wang", conversation),
        "judge": lambda: kept.judge("account:wang", turn, False, "x"),
        "withdraw": lambda: kept.withdraw("account:wang", turn),
        "add_turn": lambda: kept.add_turn("account:wang", conversation, assistant.ask("金牌多少块")),
    }
    # judged, settle, runs and add_run are the collection's, behind KEEP_QUESTIONS on the page 评测
    named = {name for name, _ in inspect.getmembers(Conversations, inspect.isfunction) if not name.startswith("_")}
    assert named == set(tried) | {"judged", "settle", "runs", "add_run"} | {"count", "erase"}  # of a person
    assert all(not attempt() for name, attempt in tried.items() if name in ("open", "turns", "latest"))
    for attempt in tried.values():
        attempt()
    assert [one.title for one in kept.latest("account:li")] == ["金牌多少块"]
    assert len(kept.turns("account:li", conversation, ())) == 1
    assert kept.judged() == []
    assert LOCAL.role is Role.MANAGER
