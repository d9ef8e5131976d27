"""The newsrooms of the invented media, as one small web server on this machine.

It answers like real desks: most items appear at once, one is refused, one desk is out of order at first,
one answers that the proof will follow. A repeat of the same idempotency key gets the same answer and is
not published again.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import NamedTuple, Self
from urllib.parse import urlsplit


class Answer(NamedTuple):
    """What a desk replies."""

    status: int
    body: dict[str, str]


class Slot(NamedTuple):
    """One medium on one day."""

    domain: str
    day: str


FULL = Slot("radar-misal-sebulu.example", "2024-10-02")
OUT_OF_ORDER = Slot("pena-rekaan-kenohan.example", "2024-08-22")
PROOF_LATER = Slot("gema-umpama-tabang.example", "2024-11-20")


class Newsroom:
    """A context manager: `with Newsroom() as newsroom: ... newsroom.url`."""

    def __init__(self) -> None:
        self.published = 0
        """Items that a desk took, each counted once."""
        self.refused = 0
        self.failures = 0
        """How often a desk was out of order."""
        self.repeats = 0
        """How often something came that had been answered before."""
        self._answers: dict[str, Answer] = {}
        self._lock = threading.Lock()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        """Where the gateway to all desks listens."""
        return f"http://127.0.0.1:{self._server.server_port}/"

    @property
    def received(self) -> int:
        """How many different items the desks have decided on."""
        return len(self._answers)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, key: str, endpoint: str, message: dict[str, str]) -> Answer:
        """The answer to one delivery; the same key always gets the same one."""
        with self._lock:
            if key in self._answers:
                self.repeats += 1
                return self._answers[key]
            slot = Slot(
                (urlsplit(endpoint).hostname or "").removeprefix("meja."), message["due_at"][:10]
            )
            if slot == OUT_OF_ORDER and self.failures == 0:
                self.failures += 1  # not remembered: the next attempt is taken
                return Answer(503, {"reason": "Sistem redaksi sedang diperbaiki; coba lagi."})
            self._answers[key] = answer = _decide(slot, message)
            if answer.status == 422:
                self.refused += 1
            else:
                self.published += 1
            return answer


def _decide(slot: Slot, message: dict[str, str]) -> Answer:
    if slot == FULL and message["deliverable"] == "public-service-ad":
        return Answer(422, {"reason": "Ruang iklan hari itu sudah penuh."})
    name = f"{slot.day}-{message['material'].rpartition('/')[2]}"
    if slot == PROOF_LATER:
        return Answer(202, {"id": name})
    return Answer(201, {"id": name, "url": f"https://{slot.domain}/kpu/{name}"})


class _Server(ThreadingHTTPServer):
    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.newsroom = newsroom


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        status, body = self.server.newsroom.answer(
            self.headers.get("Idempotency-Key", ""),
            self.headers.get("X-Endpoint", ""),
            json.loads(self.rfile.read(length)),
        )
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Desks work quietly."""
