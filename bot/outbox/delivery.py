"""Sending what waits in the outbox, outside any transaction: claim by a short lease, send, record
the outcome.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from bot.line.client import LineUnavailable, SendOutcome, SendResult
from bot.log import exception, info, warning
from bot.outbox.asking import GONE, refresh_quota
from bot.outbox.claiming import (
    DOUBT,
    claim_at_once,
    claim_batch,
    give_up,
    hold_for_quota,
)
from bot.outbox.retry import Attempt, RetryDecision, RetryVerdict, SendWay, decide
from bot.outbox.together import ClaimedDelivery
from bot.program import Program
from models.outbox.quota import Budget
from models.tables.organization import GroupChat
from models.tables.outbox import ANSWER, OVER_QUOTA, UNKNOWN, UNREACHABLE, Delivery, DeliveryState

_SENDERS = 16


def drain(program: Program) -> int:
    """Send everything whose time has come, several at once; return how many deliveries LINE
    took.
    """
    sent = 0
    with ThreadPoolExecutor(_SENDERS, thread_name_prefix="drain") as pool:
        while (claims := claim_batch(program)) is not None:
            by_recipient: dict[str, list[ClaimedDelivery]] = {}
            for claim in claims:
                by_recipient.setdefault(claim.recipient, []).append(claim)
            # One recipient's messages keep their order.
            sent += sum(
                pool.map(
                    lambda same: sum(_send_safely(program, claim) for claim in same),
                    by_recipient.values(),
                )
            )
    return sent


def send_claimed(program: Program, claim: ClaimedDelivery) -> None:
    """Send a delivery that the caller stored as claimed (first attempt, leased) and committed."""
    _send_safely(program, claim)


def _send_safely(program: Program, claim: ClaimedDelivery) -> int:
    """Send; after a bug the row stays leased, and is tried again when the lease has run out."""
    try:
        return _send(program, claim)
    except Exception:  # noqa: BLE001 - the edge: one delivery must not keep the others from going out
        exception("delivery.failed", delivery=claim.id, purpose=claim.purpose)
        return 0


def _send(program: Program, claim: ClaimedDelivery) -> int:
    """Send one request, falling back at once from a refused reply to a push, and from several
    deliveries of which LINE refuses one to each by itself; return how many deliveries it took.
    """
    if claim.way is SendWay.REPLY:
        sent = program.line.reply(claim.reply_token or "", claim.messages)
    else:
        if not _count_group(program, claim):
            return 0
        sent = program.line.push(claim.recipient, claim.messages, claim.retry_key)
    now = program.clock()
    decision = decide(
        Attempt(
            claim.way,
            sent.outcome,
            claim.attempts,
            claim.was_open,
            claim.may_push,
            claim.first_push_at,
            useful_later=claim.purpose != ANSWER,
            is_several=bool(claim.along),
        ),
        now,
    )
    _record(program, claim, sent, decision, now)
    if sent.outcome in (SendOutcome.QUOTA, SendOutcome.LIMITED) and claim.way is SendWay.PUSH:
        # LINE does not promise its wording: whether a 429 is the month's quota, its quota endpoints
        # say.
        program.recorder.flush()
        refresh_quota(program, older_than=DOUBT)
    if decision.verdict is RetryVerdict.AGAIN and decision.at == now:
        program.recorder.flush()
        again = [claim_at_once(program, number) for number in (claim.id, *claim.along)]
        return sum(_send(program, each) for each in again if each)
    is_taken = decision.verdict is RetryVerdict.SENT and sent.outcome is SendOutcome.ACCEPTED
    return is_taken * (1 + len(claim.along))


def _record(
    program: Program,
    claim: ClaimedDelivery,
    sent: SendResult,
    decision: RetryDecision,
    now: datetime,
) -> None:
    values: dict[str, Any] = {"request_id": sent.request_id, "error": sent.detail}
    if decision.verdict is RetryVerdict.SENT:
        values |= {
            "state": DeliveryState.SENT,
            "sent_at": now,
            "sent_by": claim.way.value,
            "reply_open": False,
        }
    elif decision.verdict is RetryVerdict.GIVE_UP:
        values |= {"state": DeliveryState.GIVEN_UP, "failed_at": now}
        if claim.way is SendWay.PUSH and sent.outcome is SendOutcome.UNKNOWN:
            values |= {"error": UNKNOWN}
    elif decision.way is SendWay.PUSH:
        values |= {
            "next_try_at": decision.at,
            "reply_open": False,
            "reply_token": None,
            "reply_until": None,
        }
        if not decision.open:
            values |= {"first_push_at": None}  # the retry key is still unused
    else:
        values |= {"next_try_at": decision.at, "reply_open": decision.open}
    if sent.outcome is SendOutcome.QUOTA:
        values |= {"error": OVER_QUOTA, "failed_at": now}
    is_apart = decision.verdict is RetryVerdict.AGAIN and not decision.open
    for number in claim.along:  # first: whose key it is may have to repeat it
        program.recorder.record(number, values | (_by_itself() if is_apart else {}))
    program.recorder.record(claim.id, values)
    log = info if decision.verdict is RetryVerdict.SENT else warning
    log(
        f"delivery.{decision.verdict.value}",
        delivery=claim.id,
        purpose=claim.purpose,
        way=claim.way.value,
        outcome=sent.outcome.value,
        request=sent.request_id,
        detail=sent.detail,
    )


def _by_itself() -> dict[str, Any]:
    """What a delivery gets that goes along with another no more: nothing has arrived yet."""
    return {"retry_key": str(uuid4()), "paid_messages": 1}


def _count_group(program: Program, claim: ClaimedDelivery) -> bool:
    """Before a push to a group, count its members: each is one paid message. False when the group
    cannot take it now.
    """
    if claim.recipient.startswith("U"):
        return True
    now, channel_id = program.clock(), program.channel_id
    count, is_gone = None, False
    try:
        count = program.line.group_member_count(claim.recipient)
    except LineUnavailable as error:
        info("group.not_counted", delivery=claim.id, status=error.status)
        is_gone = error.status == GONE
    with program.database.begin() as session:
        group = session.scalar(
            select(GroupChat).where(
                GroupChat.channel_id == channel_id, GroupChat.line_group_id == claim.recipient
            )
        )
        if group is not None:
            group.member_count = count if count is not None else group.member_count
            # Only who removed the bot, or the secretariat, unbinds it: LINE may be mistaken.
            group.unreachable_at = (group.unreachable_at or now) if is_gone else None
        row = session.get_one(Delivery, claim.id)
        if is_gone:
            give_up(row, UNREACHABLE, now)
            return False
        row.paid_messages = count or (group.member_count if group else None) or 1
        budget = Budget(session, channel_id, now, without=claim.id)
        if not claim.was_open and not budget.allows(row):
            hold_for_quota(row, now)
            return False
    return True
