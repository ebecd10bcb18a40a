"""The pure decision after an attempt to send."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.line.client import SendOutcome
from bot.outbox.retry import (
    Attempt,
    RetryDecision,
    RetryVerdict,
    SendWay,
    decide,
    key_is_old,
    way_now,
)
from models.outbox.retrying import KEY_LIFE
from tests.bot.house import MORNING

NEVER_SENT = (SendOutcome.BUSY, SendOutcome.LIMITED)
attempts = st.builds(
    Attempt,
    way=st.sampled_from(SendWay),
    outcome=st.sampled_from(SendOutcome),
    number=st.integers(1, 500),
    was_open=st.booleans(),
    may_push=st.booleans(),
    first_push_at=st.none()
    | st.integers(0, 100_000).map(lambda seconds: MORNING - timedelta(seconds=seconds)),
)


@given(attempts)
def test_what_line_took_is_sent(attempt: Attempt) -> None:
    if attempt.outcome is SendOutcome.ACCEPTED:
        assert decide(attempt, MORNING) == RetryDecision(RetryVerdict.SENT)


@given(attempts)
def test_a_retry_is_later_within_half_an_hour_and_at_once_only_as_a_push_after_a_refused_reply(
    attempt: Attempt,
) -> None:
    decision = decide(attempt, MORNING)
    if decision.verdict is not RetryVerdict.AGAIN:
        assert decision.at is None
        return
    assert decision.at is not None
    if decision.at == MORNING:
        assert (attempt.way, attempt.outcome, decision.way) == (
            SendWay.REPLY,
            SendOutcome.TOKEN_REFUSED,
            SendWay.PUSH,
        )
        assert attempt.may_push
        assert not attempt.was_open
    else:
        assert timedelta(seconds=2) <= decision.at - MORNING <= timedelta(minutes=30)
        assert decision.way is attempt.way


@given(attempts)
def test_a_reply_that_may_have_been_taken_never_becomes_a_push(attempt: Attempt) -> None:
    decision = decide(attempt, MORNING)
    if attempt.way is SendWay.REPLY and (
        attempt.was_open or attempt.outcome is SendOutcome.UNKNOWN
    ):
        assert decision.way is not SendWay.PUSH
        if decision.verdict is RetryVerdict.AGAIN:
            assert decision.open


@given(attempts)
def test_a_push_that_may_have_been_taken_is_repeated_only_while_line_knows_its_key(
    attempt: Attempt,
) -> None:
    decision = decide(attempt, MORNING)
    if attempt.way is not SendWay.PUSH or decision.verdict is not RetryVerdict.AGAIN:
        return
    assert decision.open == (attempt.was_open or attempt.outcome is SendOutcome.UNKNOWN)
    if decision.open:
        assert decision.at is not None
        assert not key_is_old(attempt.first_push_at, decision.at)


@given(attempts)
def test_what_was_surely_not_sent_is_never_given_up_for_it(attempt: Attempt) -> None:
    if attempt.outcome in NEVER_SENT and not attempt.was_open:
        assert decide(attempt, MORNING).verdict is RetryVerdict.AGAIN


def test_waits_grow() -> None:
    waits = [
        decision.at - MORNING
        for number in range(1, 14)
        if (
            decision := decide(
                Attempt(SendWay.PUSH, SendOutcome.UNKNOWN, number, False, True, MORNING), MORNING
            )
        ).at
    ]
    assert [wait.total_seconds() for wait in waits[:4]] == [2, 4, 8, 16]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(minutes=30)


def test_a_token_refused_after_an_open_attempt_was_used_by_us() -> None:
    decision = decide(
        Attempt(SendWay.REPLY, SendOutcome.TOKEN_REFUSED, 2, True, True, None), MORNING
    )
    assert decision.verdict is RetryVerdict.SENT


def test_the_way_is_a_reply_while_the_token_lives_then_a_push_unless_the_reply_may_have_come() -> (
    None
):
    later, passed = MORNING + timedelta(seconds=1), MORNING
    assert way_now(later, False, True, MORNING) is SendWay.REPLY
    assert way_now(later, True, False, MORNING) is SendWay.REPLY
    assert way_now(passed, False, True, MORNING) is SendWay.PUSH
    assert way_now(None, False, True, MORNING) is SendWay.PUSH
    assert way_now(passed, True, True, MORNING) is None
    assert way_now(passed, False, False, MORNING) is None


def test_a_key_is_old_before_line_forgets_it() -> None:
    assert timedelta(hours=22) < KEY_LIFE < timedelta(hours=24)
    assert not key_is_old(None, MORNING)
    assert not key_is_old(MORNING, MORNING + KEY_LIFE)
    assert key_is_old(MORNING, MORNING + KEY_LIFE + timedelta(seconds=1))
