from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.month.calendar import fiscal_months
from models.month.expected.duty import Duty
from models.month.expected.standing import Standing, settle
from models.tables.obligations import ObligationState as State
from models.tables.obligations import Progress
from tests.models.month.expected.test_duty import RECURRENCES

YEAR = 2570
OCTOBER, NOVEMBER, DECEMBER, JANUARY = fiscal_months(YEAR)[:4]
WHOLE_YEAR = Duty.of(YEAR, None, None, None)
MONTHLY = Duty.of(YEAR, None, None, "monthly")
TO_NOVEMBER = Duty.of(YEAR, None, date(2026, 11, 30), None)
MONTHLY_TO_NOVEMBER = Duty.of(YEAR, None, date(2026, 11, 30), "monthly")


def empty(month: date, *, excused: bool = False) -> Standing:
    return Standing(month, None, None, excused)


def sent(
    month: date, progress: Progress = Progress.IN_PROGRESS, state: State = State.SENT
) -> Standing:
    return Standing(month, state, progress)


def test_nothing_answered_is_owed_every_month() -> None:
    assert settle(WHOLE_YEAR, [empty(OCTOBER), empty(NOVEMBER)]) == [State.OWED, State.OWED]


def test_a_done_ends_what_is_owed_later_and_a_return_restores_it() -> None:
    assert settle(WHOLE_YEAR, [sent(OCTOBER, Progress.DONE), empty(NOVEMBER)]) == [
        State.SENT,
        State.ENDED,
    ]
    returned = sent(OCTOBER, Progress.DONE, State.RETURNED)
    assert settle(WHOLE_YEAR, [returned, empty(NOVEMBER)]) == [State.RETURNED, State.OWED]


def test_a_recurring_assignment_is_not_ended_by_a_done() -> None:
    assert settle(MONTHLY, [sent(OCTOBER, Progress.DONE), empty(NOVEMBER)]) == [
        State.SENT,
        State.OWED,
    ]


def test_an_unanswered_round_before_a_later_report_is_missed() -> None:
    assert settle(WHOLE_YEAR, [empty(OCTOBER), sent(NOVEMBER), empty(DECEMBER)]) == [
        State.MISSED,
        State.SENT,
        State.OWED,
    ]


def test_after_the_period_it_is_owed_until_done() -> None:
    in_progress = [sent(OCTOBER), sent(NOVEMBER), empty(DECEMBER)]
    for duty in (TO_NOVEMBER, MONTHLY_TO_NOVEMBER):
        assert settle(duty, in_progress)[2] is State.OWED
        assert (
            settle(duty, [sent(OCTOBER), sent(NOVEMBER, Progress.DONE), empty(DECEMBER)])[2]
            is State.ENDED
        )
        assert (
            settle(duty, [*in_progress[:2], sent(DECEMBER, Progress.DONE), empty(JANUARY)])[3]
            is State.ENDED
        )


def test_an_excuse_is_for_its_own_round() -> None:
    standings = [empty(OCTOBER, excused=True), empty(NOVEMBER), empty(DECEMBER)]
    assert settle(TO_NOVEMBER, standings) == [State.EXCUSED, State.OWED, State.OWED]


def test_an_excuse_after_the_period_is_for_the_rest_of_the_year() -> None:
    standings = [empty(NOVEMBER), empty(DECEMBER, excused=True), empty(JANUARY)]
    assert settle(TO_NOVEMBER, standings) == [State.OWED, State.EXCUSED, State.EXCUSED]


def test_a_state_that_is_no_answer_is_refused() -> None:
    with pytest.raises(ValueError):
        Standing(OCTOBER, State.OWED, None)


@st.composite
def duties(draw: st.DrawFn) -> Duty:
    months = fiscal_months(YEAR)
    first, last = sorted(draw(st.tuples(st.sampled_from(months), st.sampled_from(months))))
    return Duty(YEAR, first, last, draw(st.sampled_from(RECURRENCES)))


@st.composite
def courses(draw: st.DrawFn) -> tuple[Duty, list[Standing]]:
    """A duty and what became of each of its rounds so far."""
    duty = draw(duties())
    months = duty.months()[: draw(st.integers(1, 12))]
    answers = st.sampled_from([None, None, State.SENT, State.RETURNED, State.ACCEPTED])
    standings = []
    for month in months:
        answered = draw(answers)
        progress = draw(st.sampled_from(Progress)) if answered else None
        standings.append(
            Standing(month, answered, progress, excused=draw(st.booleans()) and answered is None)
        )
    return duty, standings


def is_live_done(standing: Standing) -> bool:
    return standing.answered in (State.SENT, State.ACCEPTED) and standing.progress is Progress.DONE


@given(courses())
def test_what_is_owed_follows_the_design(course: tuple[Duty, list[Standing]]) -> None:
    duty, standings = course
    states = settle(duty, standings)
    assert len(states) == len(standings)
    for position, (standing, state) in enumerate(zip(standings, states, strict=True)):
        before, after = standings[:position], standings[position + 1 :]
        later_answer = any(other.answered for other in after)
        if standing.answered:
            assert state is standing.answered
            continue
        if standing.excused:
            assert state is State.EXCUSED
            continue
        assert state in (State.OWED, State.MISSED, State.ENDED, State.EXCUSED)
        overrun = standing.month > duty.last
        if state is State.ENDED:
            assert any(is_live_done(other) for other in before)
            assert duty.recurrence is None or overrun
        if state is State.EXCUSED:
            assert overrun
            assert any(other.excused and other.month > duty.last for other in before)
        if state is State.MISSED:
            assert later_answer
        if state is State.OWED:
            assert not later_answer
            assert duty.recurrence is not None or not any(is_live_done(other) for other in before)


@given(courses())
def test_returning_every_done_restores_all_that_it_ended(
    course: tuple[Duty, list[Standing]],
) -> None:
    duty, standings = course
    returned = [
        replace(s, answered=State.RETURNED) if s.progress is Progress.DONE else s for s in standings
    ]
    assert State.ENDED not in settle(duty, returned)


@given(courses())
def test_an_excuse_within_the_period_changes_no_other_round(
    course: tuple[Duty, list[Standing]],
) -> None:
    duty, standings = course
    states = settle(duty, standings)
    for position, standing in enumerate(standings):
        if standing.answered is None and standing.month <= duty.last:
            flipped = [
                *standings[:position],
                replace(standing, excused=not standing.excused),
                *standings[position + 1 :],
            ]
            others = settle(duty, flipped)
            assert others[:position] == states[:position]
            assert others[position + 1 :] == states[position + 1 :]


@given(courses())
def test_a_later_empty_round_changes_nothing_before_it(course: tuple[Duty, list[Standing]]) -> None:
    duty, standings = course
    states = settle(duty, standings)
    for length in range(1, len(standings)):
        if not any(standing.answered for standing in standings[length:]):
            assert settle(duty, standings[:length]) == states[:length]
