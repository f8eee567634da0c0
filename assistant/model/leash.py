"""An assistant with a language model on a leash: the ordinary answer first, then what the model may add to it.

A refused question is asked again in other words, by the ordinary reader with its own trust. Around several quotes, and for
a summary or a paragraph, the model writes sentences; each is shown only after the verifier passed it. Whatever goes wrong
with the model leaves the ordinary answer as it is, with one line about it.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.answering import Assistant
from assistant.model.client import OpenAIWriter, Writer
from assistant.model.errors import ModelError
from assistant.model.prompting import to_reword, to_write
from assistant.model.rewording import rewordings
from assistant.model.settings import read_settings
from assistant.model.sources import sources_of
from assistant.model.spending import Spending
from assistant.model.verifier import Checked, checked
from assistant.types import Answer, Confidence, Form, Status
from index.errors import CannotWrite

_TASKS = {Form.SUMMARY: "summary", Form.DRAFT: "draft", Form.SINGLE: "link"}
_SEVERAL = 2  # quotes that something can be said around
_MOST_QUOTES = 12


class Leash:
    """Asks an assistant, and lets a model add to its answers. `take` counts a call and raises where none is left."""

    def __init__(self, assistant: Assistant, writer: Writer, take: Callable[[], None]) -> None:
        self.assistant = assistant
        self._writer, self._take = writer, take

    def ask(
        self,
        text: str,
        history: Sequence[str] = (),
        reports: Sequence[int] | None = None,
        identity: str | None = None,
        language: str = "",
    ) -> Answer:
        """Return the whole answer; raises UnusableQuestion as the assistant does."""
        *_, answer = self.answers(text, history, reports, identity, language)
        return answer

    def decline(self, text: str, message: str, identity: str | None = None) -> Answer:
        """Return the answer to a question that cannot be asked, as the assistant does."""
        return self.assistant.decline(text, message, identity)

    def answers(
        self,
        text: str,
        history: Sequence[str] = (),
        reports: Sequence[int] | None = None,
        identity: str | None = None,
        language: str = "",
    ) -> Iterator[Answer]:
        """Yield the answer as it grows: the ordinary one at once, then with every sentence that was checked."""
        started = time.perf_counter()
        answer = self.assistant.ask(text, history, reports, identity, language)
        yield answer
        if answer.status is Status.NOT_FOUND:
            answer = self._reworded(answer, history, reports, language)
            yield answer
        if answer.status is Status.ANSWERED and self._has_to_write(answer):
            for grown in self._written(answer):
                answer = grown
                yield answer
        yield replace(answer, elapsed_ms=round((time.perf_counter() - started) * 1000, 1))

    @staticmethod
    def _has_to_write(answer: Answer) -> bool:
        several = len(answer.citations) >= _SEVERAL or answer.form is not Form.SINGLE
        return answer.form in _TASKS and several and len(answer.citations) <= _MOST_QUOTES

    def _reworded(
        self, refused: Answer, history: Sequence[str], reports: Sequence[int] | None, language: str
    ) -> Answer:
        """Return what the reader finds for the question in other words; the refusal where it finds nothing."""
        try:
            self._take()
            written = "".join(self._writer.stream(to_reword(refused.question)))
        except (ModelError, CannotWrite) as error:
            return replace(refused, notice=_reason(error))
        for other in rewordings(written, refused.question, history, self.assistant.snapshot.entries):
            found = self.assistant.ask(other, (), reports, refused.id, language)
            if found.status is Status.ANSWERED:
                sure = Confidence.LOW if found.confidence is Confidence.LOW else Confidence.MEDIUM
                return replace(
                    found, question=refused.question, history=refused.history, understood=other, confidence=sure
                )
        return refused

    def _grown(self, answer: Answer, sentence: Checked) -> Answer:
        if sentence.fault is not None:
            return replace(answer, cut=answer.cut + 1)
        return replace(answer, written=answer.written + sentence.text, reader=self._writer.name)

    def _written(self, answer: Answer) -> Iterator[Answer]:
        """Yield the answer with the model's text so far, whenever a sentence was checked."""
        sources = sources_of(self.assistant.snapshot, answer.citations)
        messages = to_write(_TASKS[answer.form], answer.understood or answer.question, sources)
        try:
            self._take()
            for sentence in checked(self._writer.stream(messages), sources):
                answer = self._grown(answer, sentence)
                yield answer
        except (ModelError, CannotWrite) as error:
            answer = replace(answer, notice=_reason(error))
        if not (answer.written or answer.notice):
            answer = replace(answer, notice="nothing_kept")
        yield answer


def _reason(error: ModelError | CannotWrite) -> str:
    return error.reason if isinstance(error, ModelError) else "cannot_count"


def leash_of(folder: Path, assistant: Assistant) -> Leash | None:
    """Return the leash that the settings of a data folder ask for; None where the model is off. Raises BadSettings."""
    settings = read_settings(folder)
    if not settings.on:
        return None
    spending = Spending(folder)
    return Leash(assistant, OpenAIWriter(settings), lambda: spending.take(settings.calls))
