"""The files of docs/deploy: what they start exists in this program, and what they shut does not shut out a report."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from programs import command
from serving import free_port

from assistant.command.cli import build_parser

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
UNITS = ["report-assistant.service", "report-assistant-watch.service"]
CONTAINER = (DEPLOY / "Containerfile").read_text("utf-8")
ADDRESS = "http://127.0.0.1:8501/_stcore/health"


def settings(unit: str) -> dict[str, str]:
    """Return the settings of a unit by their names."""
    lines = (DEPLOY / unit).read_text("utf-8").splitlines()
    pairs = [line.partition("=") for line in lines if "=" in line and not line.startswith("#")]
    assert len({name for name, _, _ in pairs}) == len(pairs)
    return {name: value for name, _, value in pairs}


def instruction(name: str) -> str:
    """Return what one instruction of the container's file says, its lines joined."""
    joined = re.sub(r"\\\n\s*", " ", CONTAINER)
    found = [line.removeprefix(name).strip() for line in joined.splitlines() if line.startswith(f"{name} ")]
    assert len(found) == 1, name
    return found[0]


@pytest.mark.parametrize(("unit", "name"), [(UNITS[0], "serve"), (UNITS[1], "watch")])
def test_a_unit_starts_a_command_that_there_is(unit: str, name: str) -> None:
    program, *arguments = shlex.split(settings(unit)["ExecStart"])
    assert program == "/opt/report-assistant/bin/assistant"
    options = build_parser().parse_args(arguments)
    assert options.command == name
    assert Path(options.data).is_relative_to(settings(unit)["WorkingDirectory"])
    assert settings(unit)["StateDirectory"] == Path(settings(unit)["WorkingDirectory"]).name


def test_what_the_units_say_of_setting_up_are_commands_that_there_are() -> None:
    typed = re.findall(
        r"bin/assistant (.+)|report-assistant (accounts .+|index .+)",
        "\n".join(
            line for path in DEPLOY.iterdir() for line in path.read_text("utf-8").splitlines() if line.startswith("#")
        ),
    )
    assert len(typed) >= 2
    for words in typed:
        build_parser().parse_args(shlex.split("".join(words)))


def test_both_units_are_shut_alike() -> None:
    shut = [(DEPLOY / unit).read_text("utf-8").partition("\nUMask=")[2] for unit in UNITS]
    assert shut[0] == shut[1] != ""


def test_the_units_leave_the_reading_process_what_it_needs() -> None:
    """Namespaces of its own, files in /tmp, memory that LibreOffice makes executable."""
    found = settings(UNITS[0])
    assert found["RestrictNamespaces"] == "user net"
    assert found["PrivateTmp"] == "yes"
    assert found["ProtectSystem"] == "strict"
    assert "MemoryDenyWriteExecute" not in found
    assert found["User"] == "report-assistant"


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_takes_the_unit(unit: str, tmp_path: Path) -> None:
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("no systemd-analyze on this machine")
    program = tmp_path / "assistant"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    written = (DEPLOY / unit).read_text("utf-8").replace("/opt/report-assistant/bin/assistant", str(program))
    (tmp_path / unit).write_text(written, "utf-8")
    verified = subprocess.run(
        [analyse, "verify", "--man=no", tmp_path / unit], check=False, capture_output=True, text=True
    )
    assert (verified.returncode, [line for line in verified.stderr.splitlines() if unit in line]) == (0, [])


def test_the_container_starts_a_command_that_there_is_as_no_root() -> None:
    assert json.loads(instruction("ENTRYPOINT")) == ["assistant"]
    options = build_parser().parse_args(json.loads(instruction("CMD")))
    assert (options.command, options.host) == ("serve", "0.0.0.0")
    assert str(options.port) == instruction("EXPOSE")
    assert instruction("USER") == "assistant"
    assert f"ASSISTANT_DATA={instruction('VOLUME')}" in instruction("ENV").split()


def test_the_container_takes_the_files_that_the_package_is_made_of() -> None:
    for line in re.findall(r"^COPY (.+)$", CONTAINER, re.MULTILINE):
        *sources, _ = line.split()
        assert [name for name in sources if not (ROOT / name).exists()] == []
    copied = " ".join(re.findall(r"^COPY (.+)$", CONTAINER, re.MULTILINE)).split()
    assert {"pyproject.toml", "README.md", "LICENSE", "app.py", "assistant", "index", "constraints.txt"} <= set(copied)


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve an empty data folder as the container does, on this machine alone; yields the port."""
    port = free_port()
    arguments, environment = command("serve", "--data", tmp_path_factory.mktemp("data"), "--port", port)
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    assert any(f":{port}" in line for line in process.stdout)
    yield port
    process.terminate()
    process.wait(timeout=60)


def health(port: int) -> list[str]:
    """Return the command of the container's health check, asking at another port."""
    program, *arguments = json.loads(instruction("HEALTHCHECK").partition("CMD ")[2])
    assert program == "python"
    assert ADDRESS in arguments[-1]
    assert urlsplit(ADDRESS).port == int(instruction("EXPOSE"))
    return [sys.executable, *(argument.replace(":8501/", f":{port}/") for argument in arguments)]


def test_the_health_check_tells_a_server_that_lives_from_one_that_does_not(serving: int) -> None:
    assert subprocess.run(health(serving), check=False).returncode == 0
    dead = subprocess.run(health(free_port()), check=False, capture_output=True)
    assert dead.returncode != 0


def test_the_container_is_built_and_runs(tmp_path: Path) -> None:
    runtime = next((found for name in ("podman", "docker") if (found := shutil.which(name))), None)
    if runtime is None or subprocess.run([runtime, "info"], check=False, capture_output=True).returncode:
        pytest.skip("no container runtime at work on this machine")
    if subprocess.run([runtime, "image", "inspect", instruction("FROM")], check=False, capture_output=True).returncode:
        pytest.skip(f"the image {instruction('FROM')} is not on this machine, and tests load nothing")
    tag = f"report-assistant-test-{os.getpid()}"
    build = [runtime, "build", "-f", str(DEPLOY / "Containerfile"), "--build-arg", "PACKAGES=", "-t", tag, str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    try:
        run = [runtime, "run", "--rm", "--network", "none", "--read-only", "--tmpfs", "/tmp", tag, "index", "--help"]
        assert "--keep-versions" in subprocess.run(run, check=True, capture_output=True, text=True).stdout
        alone = subprocess.run([runtime, "run", "--rm", tag], check=False, capture_output=True, text=True)
        assert (alone.returncode, "assistant accounts add" in alone.stderr) == (1, True)  # never open without accounts
    finally:
        subprocess.run([runtime, "image", "rm", "-f", tag], check=False, capture_output=True)
