"""Many sessions at once against a running server, in the browser's own protocol; prints how long answers take.

Every session opens Streamlit's WebSocket as a page does, reads the chat input out of what the server sends, and asks a
question every few seconds; an answer counts when its script run has ended and a headline or refusal came with it.

Run: assistant serve & python tests/benchmarks/load.py http://127.0.0.1:8501 [SESSIONS] [SECONDS] [EVERY]
"""

import asyncio
import random
import sys
import time
from pathlib import Path

import numpy as np
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

QUESTIONS = (
    "交流轮岗的教师有多少人？",
    "其中骨干教师占多少？",
    "新增学位多少个？",
    "优良率比上年提高了多少？",
    "2021年交流教师有多少人？",
    "how many teachers rotated",
)


class Session:
    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")
        self._socket: ClientConnection | None = None
        self._input = ""
        self.times: list[float] = []
        self.errors = 0

    async def open(self) -> float:
        begun = time.perf_counter()
        url = self._address.replace("http", "ws", 1) + "/_stcore/stream"
        if self._socket is not None:
            await self._socket.close()
        self._socket = await connect(url, origin=self._address, subprotocols=["streamlit"], max_size=50_000_000)  # type: ignore[arg-type,list-item]
        message = BackMsg()
        message.rerun_script.query_string = ""
        message.rerun_script.context_info.locale = "zh-CN"
        await self._socket.send(message.SerializeToString())
        await self._run_ends()
        return time.perf_counter() - begun

    async def _run_ends(self) -> bool:
        """Read until the script run has ended; returns whether an answer was shown."""
        assert self._socket is not None
        shown = False
        while True:
            content = await asyncio.wait_for(self._socket.recv(), 60)
            message = ForwardMsg()
            message.ParseFromString(content if isinstance(content, bytes) else content.encode())
            kind = message.WhichOneof("type")
            if kind == "delta":
                element = message.delta.new_element
                if element.HasField("chat_input"):
                    self._input = element.chat_input.id
                elif element.HasField("html"):
                    shown |= "ra-headline" in element.html.body or "ra-refusal" in element.html.body
                elif element.HasField("exception"):
                    self.errors += 1
            elif kind == "script_finished":
                return shown

    async def ask(self, question: str) -> None:
        assert self._socket is not None
        message = BackMsg()
        message.rerun_script.context_info.locale = "zh-CN"
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._input
        state.chat_input_value.data = question
        begun = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        if not await self._run_ends():
            self.errors += 1
        self.times.append(time.perf_counter() - begun)


def memory_of(port: str) -> float:
    """Return the resident memory of the server on this machine that listens on `port`, in MB; 0 where it is not found."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_text().replace("\0", " ")
            if "assistant" in command and "serve" in command and port in command:
                pages = int((folder / "statm").read_text().split()[1])
                return pages * 4096 / 1e6
        except (OSError, ValueError):
            continue
    return 0.0


async def run(session: Session, until: float, every: float, chance: random.Random) -> None:
    await asyncio.sleep(chance.uniform(0, every))
    asked = 0
    while time.perf_counter() < until:
        begun = time.perf_counter()
        try:
            await session.ask(QUESTIONS[asked % len(QUESTIONS)])
        except (ConnectionClosed, ConnectionError, TimeoutError):
            session.errors += 1
            return
        asked += 1
        if asked % 12 == 0:  # people begin anew: a conversation does not grow without end
            await session.open()
        await asyncio.sleep(max(0.0, every - (time.perf_counter() - begun)))


async def main() -> None:
    address = sys.argv[1]
    count, seconds, every = (float(argument) for argument in (sys.argv[2:] + ["50", "600", "5"][len(sys.argv) - 2 :]))
    sessions = [Session(address) for _ in range(int(count))]
    opened = [await session.open() for session in sessions]
    print(f"{len(sessions)} sessions open, p95 {np.percentile(opened, 95):.2f} s", flush=True)
    port = address.rsplit(":", 1)[1].strip("/")
    before = memory_of(port)
    chance = random.Random(1)
    until = time.perf_counter() + seconds
    await asyncio.gather(*(run(session, until, every, chance) for session in sessions))
    times = [t for session in sessions for t in session.times]
    errors = sum(session.errors for session in sessions)
    p50, p95, p99 = np.percentile(times, [50, 95, 99])
    print(
        f"{len(times)} answers, {errors} errors; p50 {p50:.2f} s, p95 {p95:.2f} s, p99 {p99:.2f} s, most {max(times):.2f} s"
    )
    print(f"memory {before:.0f} MB → {memory_of(port):.0f} MB")


if __name__ == "__main__":
    asyncio.run(main())
