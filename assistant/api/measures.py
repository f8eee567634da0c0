"""What the server counts, for Prometheus: questions by status, how long answers took, requests, reports, the snapshot's age."""

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from assistant.access import LOCAL
from assistant.service import Service
from assistant.types import Answer
from index.errors import SnapshotError

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds
UNUSABLE = "unusable"  # a question that asks nothing, or is too long


class Measures:
    """The counts of one server; nothing is shared with another in the same process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "assistant_questions", "Questions answered, by status", ["status"], registry=self._registry
        )
        self._seconds = Histogram(
            "assistant_question_seconds", "Time to answer a question", buckets=_BUCKETS, registry=self._registry
        )
        self._requests = Counter(
            "assistant_requests",
            "Requests, by route and status",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._reports = Gauge("assistant_reports", "Reports in service", registry=self._registry)
        self._age = Gauge(
            "assistant_snapshot_age_seconds", "Seconds since the snapshot was put into service", registry=self._registry
        )

    def answered(self, answer: Answer) -> None:
        self._questions.labels(answer.status.value).inc()
        self._seconds.observe(answer.elapsed_ms / 1000)

    def unusable(self) -> None:
        self._questions.labels(UNUSABLE).inc()

    def requested(self, method: str, route: str, status: int) -> None:
        self._requests.labels(method, route, str(status)).inc()

    def text(self, service: Service) -> bytes:
        """Return everything in the text format of Prometheus; without a snapshot there are 0 reports."""
        try:
            snapshot = service.assistant(LOCAL).snapshot
            self._reports.set(len(snapshot.entries))
            self._age.set(max(0.0, time.time() - snapshot.folder.stat().st_mtime))
        except (SnapshotError, OSError):
            self._reports.set(0)
            self._age.set(0)
        return generate_latest(self._registry)
