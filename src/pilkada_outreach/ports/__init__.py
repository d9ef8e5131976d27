"""What the core asks of the world outside: a store, channels, a clock. Adapters implement these."""

from pilkada_outreach.ports.channel import (
    Channel,
    Delivery,
    DeliveryBatch,
    DeliveryResult,
    Idempotency,
)
from pilkada_outreach.ports.clock import (
    Clock,
)
from pilkada_outreach.ports.register import (
    EVERYTHING,
    NO_FACTS,
    NO_INDEX,
    SHARED,
    ChainLink,
    Change,
    Departure,
    Erased,
    Facts,
    Index,
    KeptChange,
    KeptPersonal,
    KeptVersion,
    Link,
    PersonalValue,
    Query,
    Settles,
    StoredRecord,
    Tally,
    TallyCount,
    Write,
)
from pilkada_outreach.ports.store import (
    Store,
)

__all__ = [
    "EVERYTHING",
    "NO_FACTS",
    "NO_INDEX",
    "SHARED",
    "ChainLink",
    "Change",
    "Channel",
    "Clock",
    "Delivery",
    "DeliveryBatch",
    "DeliveryResult",
    "Departure",
    "Erased",
    "Facts",
    "Idempotency",
    "Index",
    "KeptChange",
    "KeptPersonal",
    "KeptVersion",
    "Link",
    "PersonalValue",
    "Query",
    "Settles",
    "Store",
    "StoredRecord",
    "Tally",
    "TallyCount",
    "Write",
]
