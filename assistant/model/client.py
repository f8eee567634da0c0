"""The one client of a language model: an OpenAI-compatible server, streamed. The only module that imports `openai`.

The library retries with back-off what is worth it (429, 5xx, a broken connection) and waits as long as the server asks.
A whole answer has its seconds, retries and waiting included; after them the stream is left.
"""

import importlib
import queue
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from assistant.model.errors import BrokenOff, ClientMissing, Refused, TooSlow, Unreachable, Unreadable
from assistant.model.settings import ModelSettings

Message = dict[str, str]  # {"role": …, "content": …}
_RETRIES = 2
_NO_KEY = "none"  # servers of one's own often want no key; the library wants one


class Writer(Protocol):
    """What writes: a model, or a stub of tests."""

    @property
    def name(self) -> str: ...

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield pieces of text; raises ModelError."""
        ...


class OpenAIWriter:
    """A model behind an OpenAI-compatible server."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings

    @property
    def name(self) -> str:
        return self._settings.model

    def stream(self, messages: Sequence[Message]) -> Iterator[str]:
        """Yield the pieces of one answer as they come; raises ModelError."""
        try:
            importlib.import_module("openai")  # takes a while the first time, which is not the model's
        except ImportError as error:
            raise ClientMissing from error
        return within(self._settings.seconds, lambda: self._pieces(messages))

    def _pieces(self, messages: Sequence[Message]) -> Iterator[str]:
        import openai

        client = openai.OpenAI(
            base_url=self._settings.url,
            api_key=self._settings.key or _NO_KEY,
            timeout=self._settings.seconds,
            max_retries=_RETRIES,
        )
        began = finished = False
        try:
            with client:
                answer = client.chat.completions.create(
                    model=self._settings.model,
                    messages=list(messages),  # type: ignore[arg-type]
                    temperature=0,
                    stream=True,
                )
                for chunk in answer:
                    began = True
                    for choice in () if isinstance(chunk, tuple) else chunk.choices or ():
                        finished = finished or choice.finish_reason is not None
                        if choice.delta is not None and choice.delta.content:
                            yield choice.delta.content
        except openai.APITimeoutError as error:
            raise TooSlow from error
        except openai.APIConnectionError as error:
            raise Unreachable from error
        except openai.APIStatusError as error:
            raise Refused(error.status_code) from error
        except (openai.OpenAIError, ValueError, TypeError, AttributeError) as error:
            raise Unreadable from error
        except Exception as error:  # what the transport below the library raises in the middle of a stream
            raise BrokenOff from error
        if not finished:
            raise BrokenOff if began else Unreadable


class _End:
    """What ends a queue of pieces."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error


def within(seconds: float, begin: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Yield what `begin` yields, read in a thread of its own; raises TooSlow when the seconds are over, whatever it waits for."""
    pieces: queue.SimpleQueue[str | _End] = queue.SimpleQueue()
    left = threading.Event()

    def read() -> None:
        try:
            for piece in begin():
                if left.is_set():
                    return
                pieces.put(piece)
        except Exception as error:  # raised again where the pieces are read
            pieces.put(_End(error))
        else:
            pieces.put(_End(None))

    deadline = time.monotonic() + seconds
    threading.Thread(target=read, name="model", daemon=True).start()
    try:
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty as error:
                raise TooSlow from error
            if isinstance(piece, _End):
                if piece.error is not None:
                    raise piece.error
                return
            yield piece
    finally:
        left.set()
