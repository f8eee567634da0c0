"""A process of its own that reads files, so that a hostile one costs bounded time and memory and harms nothing else.

`python -m index.reading.worker` answers lines of JSON on its standard input with lines on its standard output.
"""

import contextlib
import json
import os
import select
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from index.errors import Reason, UnreadableFile
from index.reading.kinds import kind_of
from index.reading.limits import limits
from index.reading.report_file import read_content, read_report
from index.structure import report_fields, report_from
from index.types import Report

_SIMPLE = (".txt", ".md", ".markdown")  # read at once: their cost is bounded by their size


class Worker:
    """Reads files one after another; the process starts with the first one that needs it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, content: bytes | None = None) -> Report:
        """Read as `read_report` does; raises UnreadableFile also where time or memory ran out."""
        if content is None:
            content = read_content(path)
        if kind_of(content, path.suffix.lower()) in _SIMPLE:
            return read_report(path, content)
        with tempfile.NamedTemporaryFile(prefix="assistant-") as file:
            file.write(content)
            file.flush()
            answer = self._asked(path, file.name)
        if "reason" in answer:
            raise UnreadableFile(path, Reason(answer["reason"]), answer["detail"])
        return report_from(answer["text"], answer["report"])

    def _asked(self, path: Path, content: str) -> dict[str, Any]:
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        seconds = limits().seconds
        try:
            process.stdin.write(json.dumps({"path": str(path), "content": content}).encode() + b"\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], seconds)
            if not ready:
                self.close()
                raise UnreadableFile(path, Reason.TOO_SLOW, f"{seconds:.0f}")
            line = process.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            self.close()
            raise UnreadableFile(path, Reason.TOO_HEAVY)
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "OMP_NUM_THREADS": "1"}
            self._process = subprocess.Popen(
                [sys.executable, "-m", "index.reading.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
        return self._process

    def close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _answered(line: str) -> dict[str, Any]:
    asked = json.loads(line)
    path = Path(asked["path"])
    try:
        report = read_report(path, Path(asked["content"]).read_bytes())
    except UnreadableFile as error:
        return {"reason": error.reason.value, "detail": error.detail}
    except MemoryError:
        return {"reason": Reason.TOO_HEAVY.value, "detail": ""}
    except RecursionError:
        return {"reason": Reason.BROKEN.value, "detail": path.suffix}
    except Exception as error:  # a library's own kind of failure over a broken file
        return {"reason": Reason.BROKEN.value, "detail": type(error).__name__}
    return {"text": report.text, "report": report_fields(report)}


def main() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # not on every system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits().memory, limits().memory))
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    for line in sys.stdin:
        answers.write(json.dumps(_answered(line)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
