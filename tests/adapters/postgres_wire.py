"""A wire to a PostgreSQL server that a test can cut at the worst moment."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from urllib.parse import SplitResult, parse_qs, urlsplit

ASKED = b"COMMIT"
"""The statement, in what the client sends."""
DONE = b"COMMIT\x00"
"""The server's answer to it."""


class Wire:
    """Carries everything both ways, until it reads what it was told to be cut at."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._server = parts
        port = self._listening.getsockname()[1]
        self.url = f"postgresql://{parts.username}@127.0.0.1:{port}{parts.path}"
        self.cut_when_asked = False
        """Cut before the server reads COMMIT."""
        self.cut_when_done = False
        """Cut before the client reads that it is committed."""
        self.is_late = False
        """Cut off the client when it says COMMIT, and tell the server half a second later."""
        self.is_down = False
        """Let nobody through."""
        Thread(target=self._listen, daemon=True).start()

    def close(self) -> None:
        self._listening.close()

    def _listen(self) -> None:
        with suppress(OSError):  # closed: the test is over
            while True:
                client, _ = self._listening.accept()
                if self.is_down:
                    client.close()
                    continue
                server = _connect(self._server)
                for source, sink, cuts in (
                    (client, server, lambda data: self.cut_when_asked and ASKED in data),
                    (server, client, lambda data: self.cut_when_done and DONE in data),
                ):
                    Thread(target=self._carry, args=(source, sink, cuts), daemon=True).start()

    def _carry(
        self, source: socket.socket, sink: socket.socket, cuts: Callable[[bytes], bool]
    ) -> None:
        with suppress(OSError), source, sink:
            while data := source.recv(1 << 20):
                if self.is_late and ASKED in data:
                    self.is_late = False
                    source.shutdown(socket.SHUT_RDWR)
                    time.sleep(0.5)
                    sink.sendall(data)
                    sink.shutdown(socket.SHUT_WR)
                    return
                if cuts(data):
                    self.cut_when_asked = self.cut_when_done = False
                    break
                sink.sendall(data)
            for end in (source, sink):
                end.shutdown(socket.SHUT_RDWR)


def _connect(server: SplitResult) -> socket.socket:
    folder = parse_qs(server.query).get("host")
    if folder is None:
        return socket.create_connection((server.hostname or "127.0.0.1", server.port or 5432))
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(f"{folder[0]}/.s.PGSQL.5432")
    return connection


@contextmanager
def wire_to(url: str) -> Iterator[Wire]:
    wire = Wire(url)
    try:
        yield wire
    finally:
        wire.close()
