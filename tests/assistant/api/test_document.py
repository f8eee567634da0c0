"""docs/api.md is run as it stands: every curl and Python example against the running server, with what it says comes back."""

import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from programs import running

from assistant.access import Role, Tokens
from assistant.command.cli import build_parser

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "api.md"
WRITTEN = "http://127.0.0.1:8502"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", DOCUMENT.read_text("utf-8"), re.MULTILINE | re.DOTALL)
PAIRS = [
    (first[1], second[1])
    for first, second in itertools.pairwise(BLOCKS)
    if (first[0], second[0]) in (("sh", "json"), ("python", "text"))
]


@pytest.fixture(scope="module")
def served(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The address of a running server, and an environment that holds a token of it."""
    if shutil.which("curl") is None:
        if os.environ.get("CI"):
            pytest.fail("curl is missing and CI is set")
        pytest.skip("no curl on this machine")
    folder = tmp_path_factory.mktemp("document") / "data"
    shutil.copytree(sample_data, folder)
    secret = Tokens(folder).add("document", Role.KEEPER, 1)
    with running(folder) as (address, _):
        yield address, {**os.environ, "TOKEN": secret}


def holds(got: Any, shown: Any) -> bool:
    """Tell whether what came back has every field that the document shows, and the first of each list."""
    if isinstance(shown, dict):
        return isinstance(got, dict) and all(name in got and holds(got[name], value) for name, value in shown.items())
    if isinstance(shown, list):
        enough = isinstance(got, list) and len(got) >= len(shown) and bool(got) == bool(shown)
        return enough and all(holds(one, value) for one, value in zip(got, shown, strict=False))
    return bool(got == shown)


def test_there_are_examples_of_everything() -> None:
    written = "\n".join(example for example, _ in PAIRS)
    for address in (
        "/v1/ask",
        "/v1/batch",
        "/v1/reports",
        "/v1/figures",
        "/v1/sources/",
        "/v1/evaluate",
        "/healthz",
        "/readyz",
    ):
        assert WRITTEN + address in written
    assert len(PAIRS) == len(re.findall(r"^curl |^import os$", "\n".join(b for _, b in BLOCKS), re.MULTILINE))


@pytest.mark.parametrize(("example", "shown"), PAIRS, ids=range(len(PAIRS)))
def test_an_example_gives_what_it_shows(served: tuple[str, dict[str, str]], example: str, shown: str) -> None:
    address, environment = served
    run = example.replace(WRITTEN, address)
    command = ["bash", "-c", run] if run.startswith("curl") else [sys.executable, "-c", run]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=True)
    if run.startswith("curl"):
        assert holds(json.loads(done.stdout), json.loads(shown)), done.stdout
    else:
        assert done.stdout == shown


def test_the_commands_it_names_are_there() -> None:
    lines = [line.split("  #")[0] for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("assistant ")]
    assert {command[0] for command in commands} == {"api", "tokens", "mcp"}
    for command in commands:
        build_parser().parse_args(command)
