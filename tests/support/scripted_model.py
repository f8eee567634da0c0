"""A server that speaks the OpenAI protocol and says what a test tells it to; nothing of it leaves this machine."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = list[str] | int | str  # pieces of text, a status of an error, or one of the faults below
BROKEN, SILENT, MALFORMED, NO_STREAM = "broken", "silent", "malformed", "no stream"


@dataclass
class Scripted:
    """The server's replies, one after the other, the last one again and again; `asked` holds what was sent to it."""

    url: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)  # ends what is silent

    def say(self, *replies: Reply) -> None:
        self.replies[:] = replies


def chunk(piece: str | None, finish: str | None = None) -> bytes:
    delta = {} if piece is None else {"content": piece}
    content = {
        "id": "1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "scripted",
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n".encode()


@contextmanager
def scripted_model() -> Iterator[Scripted]:
    """Serve on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            script.asked.append(json.loads(self.rfile.read(length)))
            script.keys.append(self.headers.get("Authorization", ""))
            reply = script.replies.pop(0) if len(script.replies) > 1 else script.replies[0]
            if isinstance(reply, int):
                self._fail(reply)
            else:
                self._stream(reply)

        def _fail(self, status: int) -> None:
            content = json.dumps({"error": {"message": "no"}}).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("retry-after-ms", "1")
            self.end_headers()
            self.wfile.write(content)

        def _stream(self, reply: list[str] | str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            if reply == SILENT:
                script.released.wait(30)
            elif reply == MALFORMED:
                self.wfile.write(b"data: {this is no json\n\n")
            elif reply == NO_STREAM:
                self.wfile.write(b"<html>no model here</html>")
            else:
                pieces = [piece for piece in reply if piece != BROKEN]
                for piece in pieces:
                    self.wfile.write(chunk(piece))
                    self.wfile.flush()
                if BROKEN not in reply:
                    self.wfile.write(chunk(None, "stop") + b"data: [DONE]\n\n")

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    script = Scripted(f"http://127.0.0.1:{server.server_address[1]}/v1", [[""]])
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield script
    finally:
        script.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
