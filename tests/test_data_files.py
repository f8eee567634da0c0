"""Word lists and tables: each says what it is for, and one that is broken is named with its line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.data_files import read_patterns
from assistant.messages import explain
from index.data_files import read_lines, read_pairs, read_pattern, read_rows, read_toml, read_words
from index.errors import BrokenDataFile

ROOT = Path(__file__).resolve().parents[1]
LISTS = sorted(path for room in ("index", "assistant") for path in ROOT.glob(f"{room}/*/data/*.t[xs][tv]"))


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, bytes], str]:
    """Write a data file into a room of its own and return the room's name."""

    def made(name: str, content: bytes) -> str:
        own = f"room_{tmp_path.name.replace('-', '_')}_{len(list(tmp_path.iterdir()))}"
        (tmp_path / own / "data").mkdir(parents=True)
        (tmp_path / own / "__init__.py").write_text("", "utf-8")
        (tmp_path / own / "data" / name).write_bytes(content)
        return own

    monkeypatch.syspath_prepend(str(tmp_path))
    return made


@pytest.mark.parametrize("path", LISTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_list_says_what_it_is_for(path: Path) -> None:
    assert re.match(r"# \S.{15,}", path.read_text("utf-8"))


def test_remarks_and_empty_lines_are_left_out(room: Callable[[str, bytes], str]) -> None:
    own = room("words.txt", "# 用途\n\n甲 乙\n#丙\n".encode())
    assert read_lines(own, "words.txt") == ("甲 乙", "#丙")  # a cell may say #n/a
    assert read_words(own, "words.txt") == {"甲", "乙", "#丙"}


def test_last_fields_may_be_left_out_where_they_are_not_needed(room: Callable[[str, bytes], str]) -> None:
    own = room("table.tsv", "甲\t1\n乙\t2\t丙\n".encode())
    assert read_rows(own, "table.tsv", 3, needed=2) == (("甲", "1", ""), ("乙", "2", "丙"))


def test_expressions_are_one_pattern_in_letters_of_either_case(room: Callable[[str, bytes], str]) -> None:
    own = room("ends.txt", b"a|b\nc$\n")
    assert [bool(read_pattern(own, "ends.txt").search(text)) for text in ("xB", "C", "cd")] == [True, True, False]


@pytest.mark.parametrize(
    ("name", "content", "read", "place"),
    [
        ("table.tsv", "# 用途\n甲\t1\n乙\n", lambda own: read_pairs(own, "table.tsv"), ":3"),
        ("table.tsv", "甲\t1\t2\n", lambda own: read_pairs(own, "table.tsv"), ":1"),
        ("table.tsv", "甲\t\t2\n", lambda own: read_rows(own, "table.tsv", 3), ":1"),
        ("ends.txt", "甲\n(乙\n", lambda own: read_pattern(own, "ends.txt"), ":2"),
        ("kinds.toml", "甲 = [\n", lambda own: read_toml(own, "kinds.toml"), ""),
        ("kinds.toml", "first = ['(甲']\n", lambda own: read_patterns(own, "kinds.toml"), ":first"),
        ("kinds.toml", "first = ['{second}甲']\n", lambda own: read_patterns(own, "kinds.toml"), ":first"),
        ("other.txt", "甲\n", lambda own: read_words(own, "missing.txt"), ""),
    ],
)
def test_a_broken_file_is_named_with_its_place(
    room: Callable[[str, bytes], str], name: str, content: str, read: Callable[[str], object], place: str
) -> None:
    own = room(name, content.encode())
    with pytest.raises(BrokenDataFile) as raised:
        read(own)
    for language in ("zh", "en"):
        assert f"{own}/data/{'missing.txt' if name == 'other.txt' else name}{place}" in explain(raised.value, language)


def test_a_file_that_is_no_text_is_named(room: Callable[[str, bytes], str]) -> None:
    own = room("words.txt", b"\xff\xfe\x00")
    with pytest.raises(BrokenDataFile, match=f"{own}/data/words.txt"):
        read_words(own, "words.txt")
