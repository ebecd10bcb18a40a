"""What to do after an attempt to send: a pure decision from the outcome and what is known of the
delivery.

A push may be repeated under its retry key for 24 hours (LINE: retrying an API request). A reply has
no such key: while its outcome is unknown only the same token may be tried again, and a token
refused then is taken as used by us. Losing a reply, rarely, beats saying a thing twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.line.client import Outcome

KEY_LIFE = timedelta(
    hours=23
)  # LINE keeps a retry key 24 hours; an hour is left for a slow request
_FIRST_WAIT = timedelta(seconds=2)
_LONGEST_WAIT = timedelta(minutes=30)


class Way(StrEnum):
    """How a delivery goes out."""

    REPLY = "reply"
    PUSH = "push"


class Verdict(StrEnum):
    """What becomes of a delivery after an attempt."""

    SENT = "sent"
    AGAIN = "again"
    GIVE_UP = "give_up"


@dataclass(frozen=True)
class Attempt:
    """The facts of an attempt just made; ``number`` counts from 1.

    ``was_open``: an earlier attempt by the same way may have been taken, nobody knows.
    ``first_push_at``: when the first push that may have been taken was begun.
    """

    way: Way
    outcome: Outcome
    number: int
    was_open: bool
    may_push: bool
    first_push_at: datetime | None


@dataclass(frozen=True)
class Decision:
    """The verdict; for AGAIN when, by which way, and whether LINE may have taken it by that way
    already (``open``).
    """

    verdict: Verdict
    at: datetime | None = None
    way: Way | None = None
    open: bool = False


def way_now(
    reply_until: datetime | None, reply_open: bool, may_push: bool, now: datetime
) -> Way | None:
    """Return how to send at a moment; None when it cannot be sent any more.

    ``reply_open``: an earlier attempt may have used the token, so a push could say the thing twice.
    """
    if reply_until is not None and now < reply_until:
        return Way.REPLY
    return None if reply_open or not may_push else Way.PUSH


def decide(attempt: Attempt, now: datetime) -> Decision:
    """Decide what becomes of a delivery."""
    if attempt.outcome is Outcome.ACCEPTED:
        return Decision(Verdict.SENT)
    if attempt.way is Way.REPLY:
        return _after_reply(attempt, now)
    if attempt.outcome in (Outcome.QUOTA, Outcome.REFUSED, Outcome.TOKEN_REFUSED):
        return Decision(Verdict.GIVE_UP)
    at = now + _wait(attempt.number)
    is_open = attempt.was_open or attempt.outcome is Outcome.UNKNOWN
    if is_open and key_is_old(attempt.first_push_at, at):
        return Decision(Verdict.GIVE_UP)
    return Decision(Verdict.AGAIN, at, Way.PUSH, open=is_open)


def key_is_old(first_push_at: datetime | None, at: datetime) -> bool:
    """Tell whether LINE may have forgotten the retry key by a moment: a push repeated then could be
    shown twice.
    """
    return first_push_at is not None and at - first_push_at > KEY_LIFE


def _after_reply(attempt: Attempt, now: datetime) -> Decision:
    if attempt.outcome is Outcome.TOKEN_REFUSED:
        if attempt.was_open:
            return Decision(Verdict.SENT)
        return (
            Decision(Verdict.AGAIN, now, Way.PUSH)
            if attempt.may_push
            else Decision(Verdict.GIVE_UP)
        )
    if attempt.outcome in (Outcome.UNKNOWN, Outcome.BUSY, Outcome.LIMITED):
        is_open = attempt.was_open or attempt.outcome is Outcome.UNKNOWN
        return Decision(Verdict.AGAIN, now + _wait(attempt.number), Way.REPLY, open=is_open)
    return Decision(Verdict.GIVE_UP)


def _wait(number: int) -> timedelta:
    doubled: timedelta = _FIRST_WAIT * 2 ** min(number - 1, 12)
    return min(doubled, _LONGEST_WAIT)
