"""What is said about errors: one line in both languages, with what the error holds."""

import inspect
from pathlib import Path

import pytest

from assistant.backup import DamagedBackup, NoBackup, UnfitBackup
from assistant.evaluation import BadCases
from assistant.messages import EXPLAINED, explain
from assistant.service import NoSuchReport
from index import errors
from index.errors import EmbedderMismatch, IndexingError, NothingToIndex, OtherFormat, Reason, UnreadableFile

BASES = (IndexingError, errors.SnapshotError)  # nothing raises these themselves


def test_every_error_of_indexing_is_explained() -> None:
    kinds = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, IndexingError)]
    assert [kind for kind in kinds if kind not in (*EXPLAINED, *BASES)] == []


@pytest.mark.parametrize(
    ("error", "held"),
    [
        (EmbedderMismatch("old-model", "new-model"), ["old-model", "new-model", "--embedder old-model"]),
        (OtherFormat(Path("/data"), newer=True), ["/data"]),
        (UnreadableFile(Path("a.dat"), Reason.FORMAT, ".dat"), ["a.dat: ", " .dat", ".docx", ".zip"]),
        (NothingToIndex((UnreadableFile(Path("a.txt"), Reason.EMPTY),)), ["a.txt: "]),
        (BadCases(Path("set.jsonl"), 7, "no question"), ["set.jsonl", "7", "no question"]),
        (NoSuchReport("c7aee0"), ["c7aee0"]),
        (UnfitBackup(Path("b.zip"), "0.1.0"), ["b.zip", "0.1.0"]),
        (NoBackup(Path("b.zip"), "not a zip"), ["b.zip", "(not a zip)"]),
        (DamagedBackup(Path("b.zip"), ""), ["b.zip"]),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_one_line_holds_what_the_error_holds(error: Exception, held: list[str], language: str) -> None:
    said = explain(error, language)
    assert "\n" not in said and "{" not in said
    assert [part for part in held if part not in said] == []


def test_what_is_no_error_of_the_program_is_raised_again() -> None:
    with pytest.raises(ZeroDivisionError):
        explain(ZeroDivisionError(), "zh")
