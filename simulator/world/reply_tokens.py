"""Reply tokens: one use, within a minute of the webhook that brought them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from simulator.errors import LineError
from simulator.world.identifiers import reply_token

LIFE = timedelta(minutes=1)
REDELIVERED_WITHIN = timedelta(
    minutes=20
)  # a redelivered event older than this brings no fresh minute
KEPT = 50_000


@dataclass
class ReplyToken:
    """A token of a chat; `sent_at` is when its webhook was last sent, None before."""

    chat_id: str
    event_at: datetime
    sent_at: datetime | None = None
    used: bool = False


class ReplyTokens:
    """All tokens given out, the oldest forgotten after 50,000."""

    def __init__(self) -> None:
        self._tokens: dict[str, ReplyToken] = {}

    def issue(self, chat_id: str, now: datetime) -> str:
        """A new token for an event in a chat."""
        token = reply_token()
        self.register(token, chat_id, now)
        return token

    def register(self, token: str, chat_id: str, now: datetime) -> None:
        """Take a token made elsewhere; a known one stays as it is."""
        if token in self._tokens:
            return
        self._tokens[token] = ReplyToken(chat_id, now)
        if len(self._tokens) > KEPT:
            del self._tokens[next(iter(self._tokens))]

    def sent(self, token: str, now: datetime) -> None:
        """The webhook with this token is being sent: its minute begins, again for a redelivery
        unless that comes late.
        """
        held = self._tokens.get(token)
        if held is not None and (held.sent_at is None or now - held.event_at <= REDELIVERED_WITHIN):
            held.sent_at = now

    def chat_of(self, token: str, now: datetime) -> str:
        """The chat a live token answers to. Raises LineError (400) for an unknown, used or late
        one.
        """
        held = self._tokens.get(token)
        if held is None or held.used or held.sent_at is None or now - held.sent_at > LIFE:
            raise LineError(400, "Invalid reply token")
        return held.chat_id

    def spend(self, token: str) -> None:
        """Use a token up."""
        self._tokens[token].used = True
