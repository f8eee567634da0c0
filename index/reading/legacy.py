"""Reads .doc, .wps, .xls, .rtf and .odt through LibreOffice, where it is installed; its program is found automatically.

LibreOffice takes seconds to start, so the old files of a whole batch are converted in one go; macros are not run, links
are not followed, and it has no network.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from index.errors import Reason, UnreadableFile
from index.reading.endings import CONVERTED_SHEETS
from index.reading.limits import MEGABYTE, limits
from index.reading.without_network import NOT_FOUND, command_without_network

_PLACES = (
    "/usr/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_AT_ONCE = 40  # files of one run
_AT_ONCE_BYTES = 200 * MEGABYTE
_ENDED, _CRASHED, _HUNG, _ABSENT = "ended", "crashed", "hung", "absent"
_STEP = 0.1  # seconds between two looks at a run


def libreoffice() -> str | None:
    """Return the program that converts old formats, None where there is none."""
    named = os.environ.get("ASSISTANT_SOFFICE") or shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in _PLACES if Path(place).is_file()), None)


def target_of(suffix: str) -> str:
    """Return the format that a file of an old one is converted to."""
    return ".xlsx" if suffix.lower() in CONVERTED_SHEETS else ".docx"


def converted(path: Path, content: bytes) -> bytes:
    """Convert one file; raises UnreadableFile where LibreOffice is missing, takes too long or cannot read it."""
    made = convert_all([(path.suffix.lower(), content)])[0]
    if isinstance(made, Reason):
        raise UnreadableFile(path, made, f"{limits().seconds:.0f}" if made is Reason.TOO_SLOW else path.suffix)
    return made


def convert_all(
    files: Sequence[tuple[str, bytes]], cancelled: Callable[[], bool] = lambda: False
) -> list[bytes | Reason]:
    """Convert files, given as suffix and content; return for each its new content or the reason why there is none."""
    program = libreoffice()
    if program is None:
        return [Reason.NEEDS_LIBREOFFICE] * len(files)
    made: list[bytes | Reason] = [Reason.BROKEN] * len(files)
    with tempfile.TemporaryDirectory(prefix="assistant-") as folder:
        for target in (".docx", ".xlsx"):
            numbers = [number for number, (suffix, _) in enumerate(files) if target_of(suffix) == target]
            for group in _groups(numbers, [len(content) for _, content in files]):
                run = _Run(program, Path(folder), target, {number: files[number] for number in group})
                for number, content in run.results(cancelled):
                    made[number] = content
    return made


def _groups(numbers: list[int], sizes: list[int]) -> Iterator[list[int]]:
    group: list[int] = []
    for number in numbers:
        if group and (len(group) >= _AT_ONCE or sum(sizes[n] for n in (*group, number)) > _AT_ONCE_BYTES):
            yield group
            group = []
        group.append(number)
    if group:
        yield group


class _Run:
    """Converts a group of files to one format, in one run as long as none of them brings LibreOffice down."""

    def __init__(self, program: str, folder: Path, target: str, files: dict[int, tuple[str, bytes]]) -> None:
        self._program, self._folder, self._target, self._files = program, folder, target, files

    def results(self, cancelled: Callable[[], bool]) -> Iterator[tuple[int, bytes | Reason]]:
        waiting = list(self._files)
        for number in waiting:
            suffix, content = self._files[number]
            (self._folder / f"in{number}{suffix}").write_bytes(content)
        while waiting and not cancelled():
            end = self._start(waiting, cancelled)
            made = [number for number in waiting if self._made(number).is_file()]
            last = waiting.index(made[-1]) if made else -1
            for number in waiting[: last + 1]:
                # what was passed over between two that were made cannot be read
                yield number, self._made(number).read_bytes() if number in made else Reason.BROKEN
            waiting = waiting[last + 1 :]
            if end in (_ENDED, _ABSENT):
                reason = Reason.BROKEN if end == _ENDED else Reason.NEEDS_LIBREOFFICE
                yield from ((number, reason) for number in waiting)
                waiting = []
            elif waiting:
                # the one at which the run crashed or hung is to blame; those behind it have another run
                yield waiting[0], Reason.TOO_SLOW if end == _HUNG else Reason.BROKEN
                waiting = waiting[1:]

    def _made(self, number: int) -> Path:
        return self._folder / f"in{number}{self._target}"

    def _start(self, numbers: list[int], cancelled: Callable[[], bool]) -> str:
        """Run LibreOffice over these files and return how it ended."""
        command = [
            *(self._program, "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
            f"-env:UserInstallation={(self._folder / 'profile').as_uri()}",
            *("--convert-to", self._target[1:], "--outdir", str(self._folder)),
            *(str(self._folder / f"in{number}{self._files[number][0]}") for number in numbers),
        ]
        longest = limits().seconds * 0.9
        try:
            with _started(command_without_network(command), self._folder) as process:
                seen, since = 0, time.monotonic()
                while process.poll() is None:
                    done = sum(self._made(number).is_file() for number in numbers)
                    if done > seen:
                        seen, since = done, time.monotonic()
                    if time.monotonic() - since > longest or cancelled():
                        return _HUNG
                    time.sleep(_STEP)
        except OSError:
            return _ABSENT
        if process.returncode == NOT_FOUND:
            return _ABSENT
        return _ENDED if process.returncode in (0, 1) else _CRASHED


@contextmanager
def _started(command: list[str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program in a group of its own, so that what it starts ends with it, its temporary files in `folder`."""
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder))
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **places},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            try:
                os.killpg(process.pid, 9)
            except (OSError, AttributeError):
                process.kill()
        process.wait()
