"""How commands and workbooks name the measures of a plan: by the printed code, else by the issue,
else by the place.
"""

from collections import Counter
from collections.abc import Sequence

from models.tables.plan import Measure


def measure_labels(measures: Sequence[Measure]) -> dict[int, str]:
    """Return a short name for each measure, no two alike: "1.1"; "3" for the only one of issue 3,
    printed without a code; else "#4".
    """
    wanted = {
        measure.id: measure.code or _issue_number(measure, measures) or "" for measure in measures
    }
    count = Counter(wanted.values())
    return {
        measure.id: wanted[measure.id]
        if wanted[measure.id] and count[wanted[measure.id]] == 1
        else f"#{place}"
        for place, measure in enumerate(measures, 1)
    }


def _issue_number(measure: Measure, measures: Sequence[Measure]) -> str | None:
    same = [each for each in measures if each.issue_id == measure.issue_id]
    return measure.issue.number if measure.issue is not None and len(same) == 1 else None
