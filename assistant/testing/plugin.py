"""Collects `*.cases.jsonl` as tests: each asks its question and fails where the answer or its source is not the one expected.

pytest --assistant-data DIR questions.cases.jsonl
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from assistant.evaluation import Case, Grade

SUFFIX = ".cases.jsonl"
_ASSISTANT = pytest.StashKey[Any]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("report-assistant")
    group.addoption("--assistant-data", metavar="DIR", help="data folder that *.cases.jsonl are asked of")
    group.addoption("--assistant-embedder", metavar="NAME", help="name or folder of the embedding model")
    parser.addini("assistant_data", "data folder that *.cases.jsonl are asked of, relative to the rootdir")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if not file_path.name.endswith(SUFFIX):
        return None
    file: pytest.Collector = CasesFile.from_parent(parent, path=file_path)
    return file


class CasesFile(pytest.File):
    """A question set."""

    def collect(self) -> Iterator["CaseItem"]:
        from assistant.evaluation import BadCases, read_cases
        from assistant.messages import explain, locale_language

        try:
            cases = read_cases(self.path)
        except BadCases as error:
            raise self.CollectError(explain(error, locale_language())) from error
        for case in cases:
            yield CaseItem.from_parent(self, name=case.id, case=case)


class CaseItem(pytest.Item):
    """A question of a set."""

    def __init__(self, *, case: "Case", **known: Any) -> None:
        super().__init__(**known)
        self.case = case

    def setup(self) -> None:
        """Open the snapshot with the first question; the others share it."""
        from assistant.messages import EXPLAINED, explain, locale_language

        if _ASSISTANT not in self.config.stash:
            try:
                self.config.stash[_ASSISTANT] = _assistant(self.config)
            except EXPLAINED as error:
                pytest.fail(explain(error, locale_language()), pytrace=False)

    def runtest(self) -> None:
        from assistant.evaluation import grade
        from assistant.messages import explain, locale_language
        from assistant.question import UnusableQuestion

        assistant, case = self.config.stash[_ASSISTANT], self.case
        try:
            answer = assistant.ask(case.question, case.history)
        except UnusableQuestion as error:
            answer = assistant.decline(case.question, explain(error, locale_language()))
        given = grade(case, answer)
        if given.outcome != "right" or given.source is False:
            pytest.fail(_difference(given), pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"{self.name} {self.case.question}"


def _assistant(config: pytest.Config) -> Any:
    from assistant.access import LOCAL
    from assistant.service import Service, data_folder

    given, kept = config.getoption("--assistant-data"), config.getini("assistant_data")
    # ASSISTANT_DATA goes before what a project's configuration says, as the option goes before both
    configured = str(config.rootpath / kept) if kept and not os.environ.get("ASSISTANT_DATA") else None
    return Service(data_folder(given or configured), config.getoption("--assistant-embedder")).assistant(LOCAL)


def _difference(given: "Grade") -> str:
    """Return question, answer, what was expected, and the quotes, a line each."""
    case, answer = given.case, given.answer
    wrong = "source" if given.outcome == "right" else given.outcome
    lines = [
        f"{wrong}: {case.question}",
        *(f"  after:    {turn}" for turn in case.history),
        f"  answer:   {answer.headline or answer.status.value} | {answer.text}",
        f"  expected: {_expected(case)}",
    ]
    lines += [f"  forbidden: {words}" for words in case.forbid]
    lines += [f"  quote:    {_place(c)} “{c.quote}”" for c in answer.citations or answer.nearest]
    lines += [f"  expected quote: {words}" for words in case.quote]
    return "\n".join(lines)


def _expected(case: "Case") -> str:
    return json.dumps(case.gold, ensure_ascii=False) if case.gold else "no answer"


def _place(citation: Any) -> str:
    return f"{citation.file} › {' › '.join(citation.section)}"
