"""Taking the edits of a workbook into the paper."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.tables.organization import Organization
from papers.result.checks.personal import note_looks
from papers.result.composition import ComposedPaper
from papers.result.edits import edit_place
from papers.workbook.reading import ReadBack


class StaleEdits(Exception):
    """Places changed since the workbook was written; ``keys`` are theirs."""

    def __init__(self, keys: tuple[str, ...]) -> None:
        super().__init__(f"these places changed since the workbook was written: {', '.join(keys)}")
        self.keys = keys


def apply_edits(
    session: Session,
    organization: Organization,
    composition: ComposedPaper,
    read: ReadBack,
    *,
    now: datetime,
    by: str | None = None,
    replace: bool = False,
) -> None:
    """Store what a workbook changes; StaleEdits, and nothing stored, when others changed the same
    places and ``replace`` is not given.
    """
    stale = tuple(typed.key for typed in read.edits if typed.is_stale)
    if stale and not replace:
        raise StaleEdits(stale)
    bases = {state.place: state.basis for state in composition.states}
    for typed in read.edits:
        edit_place(
            session,
            composition.plan,
            typed.place,
            typed.text,
            typed.drawn,
            now=now,
            by=by,
            basis=bases[typed.place],
        )
    note_looks(session, organization, read.looks, now=now, by=by)
