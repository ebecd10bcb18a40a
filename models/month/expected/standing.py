"""Where each expected report of one agency for one assignment stands: the rule of what ends it
(docs/month.md#what-ends-it), pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.month.expected.duty import Duty
from models.tables.obligations import ANSWERED, ObligationState, Progress


@dataclass(frozen=True)
class Standing:
    """What is known of one round by itself: what was answered (None: nothing), whether it was
    excused, and whether an extension of it still runs.
    """

    month: date
    answered: ObligationState | None
    progress: Progress | None
    excused: bool = False
    extended: bool = False

    def __post_init__(self) -> None:
        if self.answered is not None and self.answered not in ANSWERED:
            raise ValueError(f"{self.answered} is no answer")


def settle(duty: Duty, standings: Sequence[Standing]) -> list[ObligationState]:
    """Return the state of each round, given all rounds of the same assignment and agency in order
    of month.

    An answer stands as it is. Without one: excused; ended by an earlier "done"; missed when a later
    answer is in and no extension runs; else owed. An excuse is for its own round; given after the
    period's end it is for what follows too, for then the owing itself is excused.
    """
    last_answer = max((i for i, standing in enumerate(standings) if standing.answered), default=-1)
    states = []
    for i, standing in enumerate(standings):
        if standing.answered:
            states.append(standing.answered)
        elif standing.excused or _is_let_off(duty, standing.month, standings[:i]):
            states.append(ObligationState.EXCUSED)
        elif _is_ended(duty, standing.month, standings[:i]):
            states.append(ObligationState.ENDED)
        elif i < last_answer and not standing.extended:
            states.append(ObligationState.MISSED)
        else:
            states.append(ObligationState.OWED)
    return states


def _is_ended(duty: Duty, month: date, earlier: Sequence[Standing]) -> bool:
    """Return whether an earlier "done" that was not returned ends what is owed for a month.

    A recurring duty asks again each time within its period; after it, it goes on asking only until
    the newest answer is "done".
    """
    live = [s for s in earlier if s.answered in (ObligationState.SENT, ObligationState.ACCEPTED)]
    if not duty.recurs:
        return any(s.progress is Progress.DONE for s in live)
    return duty.is_overrun(month) and bool(live) and live[-1].progress is Progress.DONE


def _is_let_off(duty: Duty, month: date, earlier: Sequence[Standing]) -> bool:
    """Return whether an excuse given in an earlier round after the period's end holds for a month
    as well.
    """
    return duty.is_overrun(month) and any(
        s.excused and s.answered is None and duty.is_overrun(s.month) for s in earlier
    )
