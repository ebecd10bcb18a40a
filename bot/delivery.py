"""Sending what waits in the outbox, outside any transaction: claim by a short lease, send, record what became of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from bot.line_client import LineUnavailable, Outcome, Sent
from bot.log import bug, note, warn
from bot.program import Program
from bot.queueing import LEASE
from bot.quota import messages_left
from bot.retry import Attempt, Decision, Verdict, Way, decide, way_now
from models.organization import GroupChat
from models.outbox import Delivery, DeliveryState

_BATCH = 64
_AT_ONCE = 16


@dataclass(frozen=True)
class _Claim:
    """A delivery as it was when claimed; ``was_open``: an earlier attempt's reply has no known outcome."""

    id: int
    recipient: str
    messages: list[Any]
    way: Way
    reply_token: str | None
    retry_key: str
    attempts: int
    was_open: bool
    may_push: bool
    first_push_at: datetime | None
    purpose: str


def drain(program: Program) -> int:
    """Send everything whose time has come, several at once; return how many deliveries LINE took."""
    sent = 0
    with ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="drain") as pool:
        while claims := _claim_batch(program):
            by_recipient: dict[str, list[_Claim]] = {}
            for claim in claims:
                by_recipient.setdefault(claim.recipient, []).append(claim)
            # One recipient's messages keep their order.
            sent += sum(
                pool.map(lambda same: sum(_send_safely(program, claim) for claim in same), by_recipient.values())
            )
    return sent


def send_claimed(program: Program, row: Delivery) -> None:
    """Send a delivery that the caller stored as claimed (first attempt, leased) and committed."""
    # The row says "a reply was begun" from the start, in case we are killed now; nothing was sent before this.
    _send_safely(program, _as_claim(row, Way.REPLY if row.reply_token else Way.PUSH, was_open=False))


def _send_safely(program: Program, claim: _Claim) -> bool:
    """Send; after a bug the row stays leased, and is tried again when the lease has run out."""
    try:
        return _send(program, claim)
    except Exception:  # noqa: BLE001 - the edge: one delivery must not keep the others from going out
        bug("delivery.failed", delivery=claim.id, purpose=claim.purpose)
        return False


def _claim_batch(program: Program) -> list[_Claim]:
    now = program.clock()
    if not _anything_waits(program, now):
        return []
    channel_id = program.channel_id
    claims = []
    with program.database.begin() as session:
        left = messages_left(session, channel_id, now)
        rows = session.scalars(
            select(Delivery)
            .where(Delivery.state == DeliveryState.WAITING, Delivery.next_try_at <= now)
            .order_by(Delivery.next_try_at, Delivery.id)
            .limit(_BATCH)
            .with_for_update(skip_locked=True)
        ).all()
        for row in rows:
            claim = _claim(row, left, now)
            if claim:
                claims.append(claim)
                if left is not None and claim.way is Way.PUSH:
                    left -= row.paid_messages
    return claims


def _anything_waits(program: Program, now: datetime) -> bool:
    """Look before taking the writers' lock: most of the time nothing waits."""
    with program.database.read() as session:
        waiting = select(Delivery.id).where(Delivery.state == DeliveryState.WAITING, Delivery.next_try_at <= now)
        return session.scalar(waiting.limit(1)) is not None


def _claim(row: Delivery, left: int | None, now: datetime) -> _Claim | None:
    """Lease one row for sending; None when it must not be sent any more (and says so in the row).

    ``left`` is how many paid messages the month still has.
    """
    way = way_now(row.reply_until, row.reply_open, row.may_push, now)
    if way is None:
        _give_up(row, "reply outcome unknown" if row.reply_open else "reply token expired", now)
        return None
    if row.expires_at and row.expires_at <= now:
        _give_up(row, "too late to be welcome", now)
        return None
    if way is Way.PUSH and left is not None and max(row.paid_messages, 1) > left:
        _give_up(row, "monthly quota", now)
        return None
    was_open = row.reply_open
    row.attempts += 1
    row.next_try_at = now + LEASE
    if way is Way.PUSH:
        row.first_push_at = row.first_push_at or now
        row.paid_messages = row.paid_messages or 1
    else:
        row.reply_open = True
    return _as_claim(row, way, was_open=was_open)


def _as_claim(row: Delivery, way: Way, *, was_open: bool) -> _Claim:
    return _Claim(
        id=row.id,
        recipient=row.recipient,
        messages=row.messages,
        way=way,
        reply_token=row.reply_token,
        retry_key=row.retry_key,
        attempts=row.attempts,
        was_open=was_open,
        may_push=row.may_push,
        first_push_at=row.first_push_at,
        purpose=row.purpose,
    )


def _give_up(row: Delivery, why: str, now: datetime) -> None:
    row.state, row.error = DeliveryState.GIVEN_UP, why
    warn("delivery.given_up", delivery=row.id, purpose=row.purpose, why=why, at=now)


def _send(program: Program, claim: _Claim) -> bool:
    """Send one claimed delivery, falling from a refused reply to a push at once; tell whether LINE took it."""
    if claim.way is Way.REPLY:
        sent = program.line.reply(claim.reply_token or "", claim.messages)
    else:
        if not _count_group(program, claim):
            return False
        sent = program.line.push(claim.recipient, claim.messages, claim.retry_key)
    now = program.clock()
    decision = decide(
        Attempt(claim.way, sent.outcome, claim.attempts, claim.was_open, claim.may_push, claim.first_push_at), now
    )
    _record(program, claim, sent, decision, now)
    if decision.verdict is Verdict.AGAIN and decision.at == now:
        program.recorder.flush()
        return bool(_send_now(program, claim.id))
    return decision.verdict is Verdict.SENT and sent.outcome is Outcome.ACCEPTED


def _send_now(program: Program, delivery_id: int) -> bool:
    now, channel_id = program.clock(), program.channel_id
    with program.database.begin() as session:
        row = session.get_one(Delivery, delivery_id, with_for_update=True)
        left = messages_left(session, channel_id, now)
        claim = _claim(row, left, now) if row.state is DeliveryState.WAITING else None
    return _send(program, claim) if claim else False


def _record(program: Program, claim: _Claim, sent: Sent, decision: Decision, now: datetime) -> None:
    values: dict[str, Any] = {"request_id": sent.request_id, "error": sent.detail}
    if decision.verdict is Verdict.SENT:
        values |= {"state": DeliveryState.SENT, "sent_at": now, "sent_by": claim.way.value, "reply_open": False}
    elif decision.verdict is Verdict.GIVE_UP:
        values |= {"state": DeliveryState.GIVEN_UP}
    else:
        values |= {"next_try_at": decision.at, "reply_open": decision.reply_open}
        if decision.way is Way.PUSH:
            values |= {"reply_token": None, "reply_until": None}
    program.recorder.record(claim.id, values)
    log = note if decision.verdict is Verdict.SENT else warn
    log(
        f"delivery.{decision.verdict.value}",
        delivery=claim.id,
        purpose=claim.purpose,
        way=claim.way.value,
        outcome=sent.outcome.value,
        request=sent.request_id,
        detail=sent.detail,
    )


def _count_group(program: Program, claim: _Claim) -> bool:
    """Before a push to a group, count its members: each is one paid message. False when the group cannot take it now."""
    if claim.recipient.startswith("U"):
        return True
    now, channel_id = program.clock(), program.channel_id
    try:
        count: int | None = program.line.group_member_count(claim.recipient)
    except LineUnavailable as error:
        note("group.not_counted", delivery=claim.id, status=error.status)
        count = None
    with program.database.begin() as session:
        group = session.scalar(
            select(GroupChat).where(GroupChat.channel_id == channel_id, GroupChat.line_group_id == claim.recipient)
        )
        if group is not None and count is not None:
            group.member_count = count
        row = session.get_one(Delivery, claim.id)
        row.paid_messages = count or (group.member_count if group else None) or 1
        left = messages_left(session, channel_id, now)
        if left is not None and row.paid_messages > left:
            _give_up(row, "monthly quota", now)
            return False
    return True
