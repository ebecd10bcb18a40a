"""A push somebody should get: what handlers and jobs hand on, and the program stores as a
``Delivery`` and sends.
"""

from dataclasses import dataclass
from datetime import datetime

from messages import limits
from messages.parts import Message


@dataclass(frozen=True)
class Outgoing:
    """One request to LINE: 1 to 5 messages to one person or group.

    ``recipient`` is a LINE user or group id; ``purpose`` (at most 40 letters) is for people who
    look after the program; ``dedupe_key`` (at most 120) makes it happen once, whoever asks for it
    again; the moments are aware. Its first message thanks for what was accepted up to
    ``thanks_until``. What ``waits`` is not pushed: the recipient's next answer carries
    it, made anew, as long as it is welcome.
    """

    recipient: str
    messages: tuple[Message, ...]
    purpose: str
    dedupe_key: str | None
    organization_id: int | None = None
    not_before: datetime | None = None
    expires_at: datetime | None = None
    waits: bool = False
    thanks_until: datetime | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.messages) <= limits.MESSAGES:
            raise ValueError(
                f"{len(self.messages)} messages in one request; LINE takes 1 to {limits.MESSAGES}"
            )
