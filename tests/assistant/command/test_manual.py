"""docs/commands.md is what the parser says, and every argument has its help in both languages."""

from pathlib import Path

import pytest

from assistant.command.manual import manual

DOCS = Path(__file__).resolve().parents[3] / "docs" / "commands.md"


def test_the_commands_in_the_docs_are_those_of_the_program() -> None:
    assert DOCS.read_text("utf-8").rstrip("\n") == manual(), (
        "LANG=zh_CN.UTF-8 python -m assistant.command.manual > docs/commands.md"
    )


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_no_argument_is_without_help(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("LANG", language)
    rows = [line for line in manual().splitlines() if line.startswith("| `")]
    assert len(rows) > 40
    assert [row for row in rows if row.endswith("|  |")] == []
