"""A process of its own that reads files, so that a hostile one costs bounded time and memory and harms nothing else.

`python -m index.reading.worker` answers lines of JSON on its standard input with lines on its standard output.
"""

import contextlib
import hashlib
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from index.errors import Reason, UnreadableFile
from index.reading.endings import CONVERTED, MARKDOWN
from index.reading.kinds import kind_of
from index.reading.legacy import convert_all
from index.reading.limits import limits
from index.reading.report_file import is_legacy, read_content, read_report
from index.reading.sources import Source
from index.reading.without_network import leave_network
from index.structure import report_fields, report_from
from index.types import Report

# bytes up to which a file is read at once: the cost of a plain text is bounded by its size, that of Markdown less so
_AT_ONCE = {".txt": 500_000, **dict.fromkeys(MARKDOWN, 50_000)}
_CHUNK = 1 << 20
_HELD = 100_000_000  # bytes of old files that wait for their conversion in memory


class Worker:
    """Reads files one after another; the process starts with the first one that needs it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._converted: dict[str, Path | Reason] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def prepare(self, sources: Iterable[Source], cancelled: Callable[[], bool] = lambda: False) -> None:
        """Convert the files of old formats among `sources` in one go; those that cannot be are refused when read."""
        old: list[tuple[str, bytes]] = []
        listed = [source for source in sources if source.shown.suffix.lower() in CONVERTED]
        for source in listed if len(listed) > 1 else ():  # one by itself is converted when it is read
            if cancelled():
                return
            suffix = source.shown.suffix.lower()
            try:
                content = source.content()
            except UnreadableFile:
                continue
            if is_legacy(content, suffix):
                old.append((kind_of(content, suffix), content))
            if sum(len(held) for _, held in old) > _HELD:
                self._convert(old, cancelled)
                old.clear()
        self._convert(old, cancelled)

    def _convert(self, old: list[tuple[str, bytes]], cancelled: Callable[[], bool]) -> None:
        if not old:
            return
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="assistant-")
        for (_, content), made in zip(old, convert_all(old, cancelled), strict=True):
            name = hashlib.sha256(content).hexdigest()
            if isinstance(made, Reason):
                self._converted[name] = made
            else:
                self._converted[name] = Path(self._folder.name) / name
                (Path(self._folder.name) / name).write_bytes(made)

    def read(self, path: Path, content: bytes | None = None) -> Report:
        """Read as `read_report` does; raises UnreadableFile also where time or memory ran out."""
        if content is None:
            content = read_content(path)
        made = self._converted.get(hashlib.sha256(content).hexdigest()) if self._converted else None
        if isinstance(made, Reason):
            raise UnreadableFile(path, made, f"{limits().seconds:.0f}" if made is Reason.TOO_SLOW else path.suffix)
        if len(content) <= _AT_ONCE.get(kind_of(content, path.suffix.lower()), 0):
            return _at_once(path, content)
        with tempfile.NamedTemporaryFile(prefix="assistant-") as file:
            file.write(content)
            file.flush()
            answer = self._asked(path, {"path": str(path), "content": file.name, "made": str(made) if made else None})
        if "reason" in answer:
            raise UnreadableFile(path, Reason(answer["reason"]), answer["detail"])
        return report_from(answer["text"], answer["report"])

    def _asked(self, path: Path, question: dict[str, Any]) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None
        seconds = limits().seconds
        try:
            process.stdin.write(json.dumps(question).encode() + b"\n")
            process.stdin.flush()
            line = self._line(process, time.monotonic() + seconds)
        except BrokenPipeError:
            line = b""
        if line is None:
            self._stop()
            raise UnreadableFile(path, Reason.TOO_SLOW, f"{seconds:.0f}")
        try:
            answer: dict[str, Any] = json.loads(line)
        except ValueError as error:
            self._stop()
            raise UnreadableFile(path, Reason.TOO_HEAVY) from error
        return answer

    def _line(self, process: "subprocess.Popen[bytes]", until: float) -> bytes | None:
        """Return the next line of the process, what there is of it where the process ends; None when time is up."""
        assert process.stdout is not None
        parts: list[bytes] = []
        while not parts or not parts[-1].endswith(b"\n"):
            ready, _, _ = select.select([process.stdout], [], [], max(0.0, until - time.monotonic()))
            if not ready:
                return None
            part = os.read(process.stdout.fileno(), _CHUNK)
            if not part:
                return b""
            parts.append(part)
        return b"".join(parts)

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"}
            environment |= {"OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "index.reading.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,
            )
        return self._process

    def _stop(self) -> None:
        if self._process is None:
            return
        try:
            os.killpg(self._process.pid, 9)  # with a converter that it may have started
        except (OSError, AttributeError):
            self._process.kill()
        self._process.communicate()
        self._process = None

    def close(self) -> None:
        """End the process and forget what was converted."""
        self._stop()
        self._converted.clear()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _at_once(path: Path, content: bytes) -> Report:
    try:
        return read_report(path, content)
    except (UnreadableFile, MemoryError):
        raise
    except Exception as error:
        raise UnreadableFile(path, Reason.BROKEN, type(error).__name__) from error


def _answered(line: str) -> dict[str, Any]:
    asked = json.loads(line)
    path = Path(asked["path"])
    try:
        made = Path(asked["made"]).read_bytes() if asked.get("made") else None
        report = read_report(path, Path(asked["content"]).read_bytes(), made)
        return {"text": report.text, "report": report_fields(report)}
    except UnreadableFile as error:
        return {"reason": error.reason.value, "detail": error.detail}
    except MemoryError:
        return {"reason": Reason.TOO_HEAVY.value, "detail": ""}
    except RecursionError:
        return {"reason": Reason.BROKEN.value, "detail": path.suffix}
    except Exception as error:  # a library's own kind of failure over a broken file
        return {"reason": Reason.BROKEN.value, "detail": type(error).__name__}


def _answer(line: str) -> str:
    try:
        return json.dumps(_answered(line))
    except MemoryError:
        return json.dumps({"reason": Reason.TOO_HEAVY.value, "detail": ""})


def main() -> None:
    """Answer the lines of standard input until it ends, without network."""
    leave_network()
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits().memory, limits().memory))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    for line in sys.stdin:
        answers.write(_answer(line) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
