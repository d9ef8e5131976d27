"""The webhook channel against a real HTTP server on loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import attrs
import pytest

from pilkada_outreach import Material, Outcome, Snapshot, Stakeholder, evolve
from pilkada_outreach.adapters.channels.webhook import WEBHOOK, WebhookChannel
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.plugins import ChannelContext, Options
from pilkada_outreach.ports import Delivery, DeliveryBatch, DeliveryResult
from pilkada_outreach.rules.example_world import MEDIUM, OWN, noon, publication, world


@attrs.define(eq=False)
class Desk:
    """A partner's desk: answers as told, remembers what it was sent."""

    status: int = 201
    body: bytes = b'{"id": "42", "url": "https://kabar.example/42"}'
    received: list[tuple[str, dict[str, str], Any]] = attrs.field(factory=list)
    url: str = ""


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers["Content-Length"]))
            desk.received.append((self.path, dict(self.headers), json.loads(data)))
            self.send_response(desk.status)
            self.send_header("Location", desk.url)
            self.send_header("Content-Length", str(len(desk.body)))
            self.end_headers()
            self.wfile.write(desk.body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    desk.url = f"http://127.0.0.1:{server.server_port}/kpu?x=1"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield desk
    server.shutdown()
    server.server_close()


def deliver(channel: WebhookChannel, endpoint: str) -> DeliveryResult:
    item = publication("ajakan-memilih", noon(8, 12))
    snapshot = Snapshot((*world(), item))
    batch = DeliveryBatch(
        snapshot=snapshot,
        commission=OWN,
        now=noon(8, 12),
        deliveries=(
            Delivery(
                publication=item,
                material=snapshot.get(Material, item.material),
                target=evolve(snapshot.get(Stakeholder, MEDIUM), endpoint=endpoint),
                key=str(item.id),
                attempt=3,
            ),
        ),
    )
    (result,) = channel.deliver(batch)
    return result


def test_a_delivery_carries_the_key_the_words_and_the_label(desk: Desk) -> None:
    result = deliver(WebhookChannel(), desk.url)
    assert result.outcome is Outcome.DELIVERED
    assert result.remote_id == "42"
    assert result.evidence is not None
    assert result.evidence.url == "https://kabar.example/42"
    assert len(result.evidence.sha256) == 64
    ((path, headers, body),) = desk.received
    assert path == "/kpu?x=1"
    assert headers["Idempotency-Key"] == str(result.publication)
    assert headers["X-Attempt"] == "3"
    assert body["label"] == "advertorial"
    assert body["texts"] == [{"language": "id", "title": "ajakan-memilih", "body": "Contoh."}]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.DELIVERED),
        (201, Outcome.DELIVERED),
        (202, Outcome.ACCEPTED),
        (204, Outcome.FAILED),
        (301, Outcome.FAILED),
        (308, Outcome.FAILED),
        (400, Outcome.REJECTED),
        (401, Outcome.REJECTED),
        (404, Outcome.REJECTED),
        (408, Outcome.FAILED),
        (409, Outcome.FAILED),
        (413, Outcome.REJECTED),
        (422, Outcome.REJECTED),
        (429, Outcome.FAILED),
        (500, Outcome.FAILED),
        (503, Outcome.FAILED),
    ],
)
def test_what_each_status_means(desk: Desk, status: int, outcome: Outcome) -> None:
    desk.status = status
    if status == 204:
        desk.body = b""
    result = deliver(WebhookChannel(), desk.url)
    assert result.outcome is outcome
    assert len(desk.received) == 1, "a redirect is never followed"
    if outcome in (Outcome.FAILED, Outcome.REJECTED):
        assert f"HTTP {status}" in result.cause


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b'"x"',
        b'{"url": 7, "id": null}',
        b'{"url": "a\\u0000b", "id": "\\u202e"}',
        b'{"url": "' + b"x" * 100_000 + b'"}',
        b"\xff" * 100,
        b"[" * 50_000,
    ],
)
def test_a_hostile_answer_does_no_harm(desk: Desk, body: bytes) -> None:
    desk.body = body
    result = deliver(WebhookChannel(), desk.url)
    assert result.outcome is Outcome.DELIVERED
    assert result.evidence is not None
    assert len(result.evidence.url) <= 300


def test_the_reason_of_a_refusal_is_kept(desk: Desk) -> None:
    desk.status, desk.body = 422, b'{"reason": "judul terlalu\\n panjang"}'
    assert deliver(WebhookChannel(), desk.url).cause == "HTTP 422: judul terlalu panjang"


@pytest.mark.parametrize(
    ("endpoint", "outcome"),
    [
        ("", Outcome.REJECTED),
        ("http://127.0.0.1:1/", Outcome.FAILED),
        ("ftp://127.0.0.1/", Outcome.FAILED),
        ("http:///x", Outcome.FAILED),
        ("http://[::1", Outcome.FAILED),
        ("http://127.0.0.1:99999/", Outcome.FAILED),
    ],
)
def test_an_address_that_cannot_be_reached(endpoint: str, outcome: Outcome) -> None:
    result = deliver(WebhookChannel(timeout_in_seconds=1), endpoint)
    assert result.outcome is outcome
    assert result.cause


def test_a_gateway_gets_everything_and_the_endpoint_in_a_header(desk: Desk) -> None:
    channel = WEBHOOK.make(
        ChannelContext(options=Options.of(WEBHOOK.options, {"gateway": desk.url, "timeout": "2"}))
    )
    assert isinstance(channel, WebhookChannel)
    assert channel.timeout_in_seconds == 2
    result = deliver(channel, "https://meja.kabar.example/kpu")
    assert result.outcome is Outcome.DELIVERED
    assert desk.received[0][1]["X-Endpoint"] == "https://meja.kabar.example/kpu"


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValidationFailed, match="did you mean gateway"):
        Options.of(WEBHOOK.options, {"gatway": "http://x"})
