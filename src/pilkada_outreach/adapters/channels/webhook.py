"""The webhook channel: one HTTP POST per publication to the partner's desk, with an idempotency key.

The desk answers 200 or 201 with the address where the item appeared (delivered), 202 when proof is to
come (accepted), 4xx when it refuses (rejected), and anything else when it cannot now (failed). Redirects
are not followed: a delivery goes to the address in the register and nowhere else.
"""

import hashlib
import http.client
import json
from collections.abc import Iterator
from typing import cast
from urllib.parse import urlsplit

import attrs

from pilkada_outreach._dates import instant_text
from pilkada_outreach._text import is_clean
from pilkada_outreach.domain.publication import Evidence, Outcome
from pilkada_outreach.plugins.contexts import ChannelContext
from pilkada_outreach.plugins.options import OptionSpec
from pilkada_outreach.plugins.specs import ChannelSpec
from pilkada_outreach.ports import Delivery, DeliveryBatch, DeliveryResult
from pilkada_outreach.reporting.model import Bilingual
from pilkada_outreach.serialization.documents import canonical

_TRY_AGAIN = frozenset({408, 409, 425, 429})
"""Refusals that ask for another try (RFC 9110, RFC 6585, RFC 8470)."""
_LARGEST_ANSWER = 64 * 1024


@attrs.frozen(kw_only=True)
class WebhookChannel:
    """Posts each delivery as JSON to its target's `endpoint`."""

    gateway: str = ""
    """Where set, every delivery goes to this address, with the endpoint in the header `X-Endpoint`."""
    timeout_in_seconds: float = 10.0

    def deliver(self, batch: DeliveryBatch) -> Iterator[DeliveryResult]:
        """Post the deliveries one after the other; a desk that does not answer has failed, for now."""
        for delivery in batch.deliveries:
            body = _message(delivery)
            digest = hashlib.sha256(body).hexdigest()
            endpoint = delivery.target.endpoint if delivery.target is not None else ""
            if not endpoint:
                yield _result(delivery, Outcome.REJECTED, "the partner has no endpoint")
                continue
            try:
                status, answer = self._post(endpoint, body, delivery)
            except (OSError, http.client.HTTPException) as error:
                yield _result(delivery, Outcome.FAILED, f"no answer: {type(error).__name__}")
                continue
            outcome = _outcome(status)
            evidence = None
            if outcome is Outcome.DELIVERED:
                evidence = Evidence(url=_text(answer, "url"), sha256=digest, captured_at=batch.now)
            reason = _text(answer, "reason")
            yield DeliveryResult(
                publication=delivery.publication.id,
                outcome=outcome,
                cause=""
                if outcome in (Outcome.DELIVERED, Outcome.ACCEPTED)
                else f"HTTP {status}{f': {reason}' if reason else ''}",
                remote_id=_text(answer, "id"),
                evidence=evidence,
            )

    def _post(self, endpoint: str, body: bytes, delivery: Delivery) -> tuple[int, object]:
        try:
            address = urlsplit(self.gateway or endpoint)
            host, port = address.hostname, address.port
        except ValueError as error:
            raise OSError("the address is malformed") from error
        if address.scheme not in ("http", "https") or not host:
            raise OSError("the address is no http or https address")
        connect = (
            http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        )
        connection = connect(host, port, timeout=self.timeout_in_seconds)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Idempotency-Key": delivery.key,
            "X-Attempt": str(delivery.attempt),
        }
        if self.gateway:
            headers["X-Endpoint"] = endpoint
        try:
            path = address.path or "/"
            connection.request(
                "POST", f"{path}?{address.query}" if address.query else path, body, headers
            )
            response = connection.getresponse()
            return response.status, _parsed(response.read(_LARGEST_ANSWER))
        finally:
            connection.close()


def _message(delivery: Delivery) -> bytes:
    """What the desk gets: the publication and the words of the material, in every language there is."""
    publication, material = delivery.publication, delivery.material
    return canonical(
        {
            "publication": str(publication.id),
            "material": str(material.id),
            "due_at": instant_text(publication.due_at),
            "label": publication.label,
            "deliverable": str(publication.deliverable or ""),
            "texts": [
                {"language": str(text.language), "title": text.title, "body": text.body}
                for text in material.texts
            ],
            "sources": [str(source) for source in material.sources],
        }
    )


def _outcome(status: int) -> Outcome:
    if status in (200, 201):
        return Outcome.DELIVERED
    if status == 202:
        return Outcome.ACCEPTED
    if 400 <= status < 500 and status not in _TRY_AGAIN:
        return Outcome.REJECTED
    return Outcome.FAILED


def _result(delivery: Delivery, outcome: Outcome, cause: str) -> DeliveryResult:
    return DeliveryResult(publication=delivery.publication.id, outcome=outcome, cause=cause)


def _parsed(data: bytes) -> object:
    """The answer's JSON; an answer that is none says nothing more than its status."""
    try:
        return cast(object, json.loads(data))
    except (ValueError, RecursionError):
        return None


def _text(answer: object, key: str) -> str:
    value = cast(dict[str, object], answer).get(key, "") if isinstance(answer, dict) else ""
    text = " ".join(value.split())[:300] if isinstance(value, str) else ""
    return text if is_clean(text) else ""


def _make(context: ChannelContext) -> WebhookChannel:
    return WebhookChannel(
        gateway=context.options.text("gateway"),
        timeout_in_seconds=context.options.number("timeout"),
    )


WEBHOOK = ChannelSpec(
    name="webhook",
    make=_make,
    idempotency="key",
    summary=Bilingual(
        "Kiriman HTTP ke meja redaksi mitra", "HTTP deliveries to the desks of partners"
    ),
    options=(
        OptionSpec(
            name="gateway",
            default="",
            summary=Bilingual(
                "Alamat perantara yang menerima semua kiriman",
                "An address that takes every delivery on behalf of the desks",
            ),
        ),
        OptionSpec(
            name="timeout",
            kind="number",
            default=10.0,
            summary=Bilingual(
                "Lama menunggu jawaban, dalam detik", "How long to wait for an answer, in seconds"
            ),
        ),
    ),
)
