"""What to do after an attempt to send: a pure decision from the outcome and what is known of the
delivery.

A push may be repeated under its retry key for 24 hours (LINE: retrying an API request). A reply has
no such key: while its outcome is unknown only the same token may be tried again, and a token
refused then is taken as used by us. It is better to lose a reply, rarely, than to say a thing
twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.line.client import SendOutcome
from models.outbox.retrying import KEY_LIFE

QUOTA_WAIT = timedelta(minutes=10)
"""How long something is held back before it is asked again whether the month has messages."""
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(minutes=30)


class SendWay(StrEnum):
    """How a delivery goes out."""

    REPLY = "reply"
    PUSH = "push"


class RetryVerdict(StrEnum):
    """The outcome for a delivery after an attempt."""

    SENT = "sent"
    AGAIN = "again"
    GIVE_UP = "give_up"


@dataclass(frozen=True)
class Attempt:
    """The facts of an attempt just made; ``number`` counts from 1.

    ``was_open``: an earlier attempt by the same way may have been taken, nobody knows.
    ``first_push_at``: when the first push that may have been taken was begun.
    ``useful_later``: it may be held back until the month has messages again.
    ``is_several``: the request held more than one delivery, of which LINE may refuse a single one.
    """

    way: SendWay
    outcome: SendOutcome
    number: int
    was_open: bool
    may_push: bool
    first_push_at: datetime | None
    useful_later: bool = True
    is_several: bool = False


@dataclass(frozen=True)
class RetryDecision:
    """The verdict; for AGAIN when, by which way, and whether LINE may have taken it by that way
    already (``open``).
    """

    verdict: RetryVerdict
    at: datetime | None = None
    way: SendWay | None = None
    open: bool = False


def way_now(
    reply_until: datetime | None, reply_open: bool, may_push: bool, now: datetime
) -> SendWay | None:
    """Return how to send at a moment; None when it cannot be sent any more.

    ``reply_open``: an earlier attempt may have used the token, so a push could say the thing twice.
    """
    if reply_until is not None and now < reply_until:
        return SendWay.REPLY
    return None if reply_open or not may_push else SendWay.PUSH


def decide(attempt: Attempt, now: datetime) -> RetryDecision:
    """Decide the outcome for a delivery after an attempt."""
    if attempt.outcome is SendOutcome.ACCEPTED:
        return RetryDecision(RetryVerdict.SENT)
    if attempt.way is SendWay.REPLY:
        return _after_reply(attempt, now)
    is_over = attempt.outcome is SendOutcome.QUOTA
    if attempt.is_several and attempt.outcome is SendOutcome.REFUSED and not attempt.was_open:
        return RetryDecision(RetryVerdict.AGAIN, now, SendWay.PUSH)
    if attempt.outcome in (SendOutcome.REFUSED, SendOutcome.TOKEN_REFUSED) or (
        is_over and not attempt.useful_later
    ):
        return RetryDecision(RetryVerdict.GIVE_UP)
    at = now + (QUOTA_WAIT if is_over else _wait(attempt.number))
    is_open = attempt.was_open or attempt.outcome is SendOutcome.UNKNOWN
    if is_open and key_is_old(attempt.first_push_at, at):
        return RetryDecision(RetryVerdict.GIVE_UP)
    return RetryDecision(RetryVerdict.AGAIN, at, SendWay.PUSH, open=is_open)


def key_is_old(first_push_at: datetime | None, at: datetime) -> bool:
    """Return whether LINE may have forgotten the retry key by a moment: a push repeated then could
    be shown twice.
    """
    return first_push_at is not None and at - first_push_at > KEY_LIFE


def _after_reply(attempt: Attempt, now: datetime) -> RetryDecision:
    if attempt.outcome is SendOutcome.TOKEN_REFUSED:
        if attempt.was_open:
            return RetryDecision(RetryVerdict.SENT)
        return (
            RetryDecision(RetryVerdict.AGAIN, now, SendWay.PUSH)
            if attempt.may_push
            else RetryDecision(RetryVerdict.GIVE_UP)
        )
    if attempt.outcome in (SendOutcome.UNKNOWN, SendOutcome.BUSY, SendOutcome.LIMITED):
        is_open = attempt.was_open or attempt.outcome is SendOutcome.UNKNOWN
        return RetryDecision(
            RetryVerdict.AGAIN, now + _wait(attempt.number), SendWay.REPLY, open=is_open
        )
    return RetryDecision(RetryVerdict.GIVE_UP)


def _wait(number: int) -> timedelta:
    doubled: timedelta = _FIRST_WAIT * 2 ** min(number - 1, 12)
    return min(doubled, _LONGEST_WAIT)
