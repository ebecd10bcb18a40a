"""What becomes of a measure in the next plan, and the years in its texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.tables.plan import Assignment, Measure
from papers.carry_rules import Fate, MeasureOutcome, Reason, decide, shift_years


def measure(recurrence: str | None = None) -> Measure:
    return Measure(
        title="ก", position=0, assignments=[Assignment(position=0, steps=[], recurrence=recurrence)]
    )


DONE = MeasureOutcome(agencies=2, reported=2, finished=2)
RUNNING = MeasureOutcome(agencies=2, reported=2, finished=1)


@pytest.mark.parametrize(
    ("outcome", "is_low", "recurrence", "fate", "reasons"),
    [
        (RUNNING, False, None, Fate.KEPT, [Reason.GOES_ON]),
        (RUNNING, None, None, Fate.KEPT, [Reason.GOES_ON]),
        (DONE, True, None, Fate.CHANGED, [Reason.LOW_SCORES]),
        (DONE, False, None, Fate.DROPPED, [Reason.FINISHED]),
        (DONE, None, None, Fate.KEPT, [Reason.GOES_ON]),
        (DONE, False, "monthly", Fate.KEPT, [Reason.GOES_ON]),
        (MeasureOutcome(), False, None, Fate.KEPT, [Reason.GOES_ON]),
        (MeasureOutcome(agencies=2), False, None, Fate.CHANGED, [Reason.NO_REPORTS]),
        (
            MeasureOutcome(agencies=2, reported=2, finished=1, not_achieved=1),
            True,
            None,
            Fate.CHANGED,
            [Reason.LOW_SCORES, Reason.NOT_ACHIEVED],
        ),
    ],
)
def test_results_and_scores_decide(
    outcome: MeasureOutcome,
    is_low: bool | None,
    recurrence: str | None,
    fate: Fate,
    reasons: list[Reason],
) -> None:
    assert decide(measure(recurrence), outcome, is_low=is_low) == (fate, tuple(reasons))


@pytest.mark.parametrize(
    ("before", "after", "short_too"),
    [
        ("ต.ค. 69 - ก.ย. 70", "ต.ค. 70 - ก.ย. 71", True),
        ("ภายใน 31 มี.ค. 2570", "ภายใน 31 มี.ค. 2571", True),
        ("๑ ต.ค. ๖๙ - ๓๐ ก.ย. ๗๐", "๑ ต.ค. ๗๐ - ๓๐ ก.ย. ๗๑", True),
        ("ต.ค.69 - ก.ย.70", "ต.ค.70 - ก.ย.71", True),
        ("ก.พ. -เม.ย.๗๐", "ก.พ. -เม.ย.๗๑", True),
        ("ไตรมาส 2/70", "ไตรมาส 2/71", True),
        ("ภายในวันที่ 30 กันยายน พ.ศ.2570.", "ภายในวันที่ 30 กันยายน พ.ศ.2571.", True),
        ("คะแนน 70.25 และ 3.70", "คะแนน 70.25 และ 3.70", True),
        ("ทุกไตรมาส", "ทุกไตรมาส", True),
        ("อบรม 70 คน ภายใน มี.ค.70 หรือ เม.ย. 70", "อบรม 70 คน ภายใน มี.ค.71 หรือ เม.ย. 71", False),
        ("อบรม 70 คน ปีงบประมาณ พ.ศ. 2570", "อบรม 70 คน ปีงบประมาณ พ.ศ. 2571", False),
        ("ตามระเบียบ พ.ศ. 2560", "ตามระเบียบ พ.ศ. 2560", False),
        ("โทร. 02570 และ 25700", "โทร. 02570 และ 25700", False),
    ],
)
def test_the_years_of_the_plan_become_those_of_the_next(
    before: str, after: str, short_too: bool
) -> None:
    assert shift_years(before, 2570, 1, short_too=short_too) == after


@given(st.text(alphabet="0123456789๐๑๒๗๙ ก.-", max_size=30), st.integers(1, 5))
def test_shifting_keeps_everything_but_years(text: str, count: int) -> None:
    shifted = shift_years(text, 2570, count, short_too=True)
    assert len(shifted) == len(text)
    assert [letter.isdigit() for letter in shifted] == [letter.isdigit() for letter in text]
