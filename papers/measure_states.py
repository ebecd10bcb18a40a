"""How every measure stands on the day a result report is published: frozen with the version, and
read back from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from models.tables.obligations import Progress
from papers.drawn.reports import MeasureReports, Several
from papers.result.composition import ComposedPaper
from papers.result.wording import issue_heading


class MeasureState(StrEnum):
    """Where a measure stands, of all agencies that answer for it."""

    NO_REPORT = "no_report"
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOT_ACHIEVED = "not_achieved"
    REPORTED = "reported"  # an imported paper tells its results in words only


@dataclass(frozen=True)
class MeasureStanding:
    """A measure as it stood: ``label`` is how the paper names it, ``agencies`` of whom reports were
    expected, ``reported`` and ``done`` how many of them have an accepted one, and a finished one.
    """

    label: str
    code: str | None
    title: str
    issue: str
    state: MeasureState
    agencies: int
    reported: int
    done: int


def standings_of(composition: ComposedPaper) -> list[dict[str, Any]]:
    """Return how the measures of a composed paper stand, as JSON values."""
    nothing = MeasureReports()
    found = []
    for measure in composition.measures:
        reports = composition.material.by_measure.get(measure.id, nothing)
        printed = bool(measure.printed_results or measure.printed_outcomes)
        issue = measure.issue
        standing = MeasureStanding(
            composition.labels[measure.id],
            measure.code,
            measure.title,
            issue_heading(issue.number, issue.title) if issue else "",
            state_of(reports.by_progress, reports.agencies, is_printed=printed),
            reports.agencies,
            reports.newest.count,
            reports.count(Progress.DONE),
        )
        found.append({**asdict(standing), "state": standing.state.value})
    return found


def read_standings(raw: Iterable[dict[str, Any]] | None) -> dict[str, MeasureStanding]:
    """Return frozen standings by label; nothing for a version published before they were kept."""
    return {
        each["label"]: MeasureStanding(**{**each, "state": MeasureState(each["state"])})
        for each in raw or ()
    }


def state_of(
    newest: Mapping[Progress, Several], agencies: int, *, is_printed: bool
) -> MeasureState:
    """Return the state of a measure from what each reporting agency's newest accepted report
    says.
    """
    said = {progress for progress, several in newest.items() if several.count}
    if not said:
        return MeasureState.REPORTED if is_printed else MeasureState.NO_REPORT
    if said == {Progress.DONE} and newest[Progress.DONE].count == agencies:
        return MeasureState.DONE
    if Progress.NOT_ACHIEVED in said and said <= {Progress.NOT_ACHIEVED, Progress.DONE}:
        return MeasureState.NOT_ACHIEVED
    if said == {Progress.NOT_STARTED}:
        return MeasureState.NOT_STARTED
    return MeasureState.IN_PROGRESS
