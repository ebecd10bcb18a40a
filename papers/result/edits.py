"""Texts the secretariat wrote over what was drawn: of cells and of the parts around the table. The
newest counts, all are kept.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.tables.plan import Plan
from models.tables.year.result_report import CellEdit
from papers.drawn.behind import edited as edited_from
from papers.drawn.behind import is_short, spelled_out, with_all
from papers.print.document import PaperLine
from papers.print.texts import split_lines

PARTS = ("titles", "introduction", "remarks", "signature")
"""The parts of the paper outside its table, edited like cells (measure None)."""
INDICATORS = "indicators"
"""Not printed: which indicators the outcomes of a measure speak of ("2, 8")."""
_OF_SHORT = "r"
"""No digest begins with it: it tells a basis of short sources from one of all reports by name."""
Place = tuple[int | None, str]
"""Measure id (None: outside the table) and what is edited there."""


@dataclass(frozen=True)
class Edit:
    """The newest edit of a place."""

    id: int
    text: str
    basis: str
    at: datetime
    by: str | None


def load_edits(session: Session, plan_id: int) -> dict[Place, Edit]:
    """Return the edits that count now; a place that was set back to what is drawn has none."""
    found: dict[Place, Edit] = {}
    # Without what they were drawn from: of a rolled-up cell that is a list of all its reports.
    stored = select(
        CellEdit.measure_id,
        CellEdit.place,
        *(CellEdit.id, CellEdit.text, CellEdit.basis, CellEdit.edited_at, CellEdit.edited_by),
    )
    rows = session.execute(stored.where(CellEdit.plan_id == plan_id).order_by(CellEdit.id))
    for measure_id, name, number, text, basis, at, by in rows:
        found.pop((measure_id, name), None)
        if text is not None:
            found[measure_id, name] = Edit(number, text, basis, at, by)
    return found


def edit_place(
    session: Session,
    plan: Plan,
    place: Place,
    text: str | None,
    drawn: Sequence[PaperLine],
    *,
    now: datetime,
    by: str | None = None,
    basis: Sequence[PaperLine] | None = None,
) -> None:
    """Write a text over what is drawn at a place, or (None) let the drawn text stand again; what it
    was drawn from is kept.

    ``basis`` is what tells later whether the reports changed, where that is not ``drawn`` itself.
    """
    measure_id, name = place
    found = spelled_out(session, plan, (source for line in drawn for source in line.sources))
    sources = list(dict.fromkeys(each for line in drawn for each in with_all(line, found).sources))
    edit = CellEdit(
        plan_id=plan.id,
        measure_id=measure_id,
        place=name,
        text=None if text is None else "\n".join(split_lines(text)),
        basis=basis_of(drawn if basis is None else basis),
        sources=sources,
        edited_at=now,
        edited_by=by,
    )
    session.add(edit)
    session.flush()
    body = {"plan": plan.id, "measure": measure_id, "place": name, "text": edit.text, "by": by}
    audit.record(session, plan.organization_id, "report.edited", f"cell_edit:{edit.id}", body, now)


def basis_of(drawn: Sequence[PaperLine]) -> str:
    """Return the SHA-256 of what was drawn and from what: it changes when the reports of a
    cell do. Where sources stand for many reports its first letter is ``_OF_SHORT``.
    """
    raw = json.dumps([[line.text, list(line.sources)] for line in drawn], ensure_ascii=False)
    digest = hashlib.sha256(raw.encode()).hexdigest()
    return f"{_OF_SHORT}{digest[1:]}" if _are_short(drawn) else digest


def of_this_basis(session: Session, plan: Plan, edit: Edit, drawn: Sequence[PaperLine]) -> Edit:
    """Return an edit with the basis it would have had today: those stored before sources stood for
    many reports name each of them.
    """
    if edit.basis.startswith(_OF_SHORT) or not _are_short(drawn):
        return edit
    found = spelled_out(session, plan, (source for line in drawn for source in line.sources))
    before = basis_of([with_all(line, found) for line in drawn])
    return replace(edit, basis=basis_of(drawn)) if edit.basis == before else edit


def _are_short(drawn: Sequence[PaperLine]) -> bool:
    return any(is_short(source) for line in drawn for source in line.sources)


def edited_lines(edit: Edit, drawn: Sequence[PaperLine]) -> tuple[PaperLine, ...]:
    """Return the lines of an edit; one that is as drawn keeps its own origin, any other has that of
    the whole cell.
    """
    by_text = {line.text: line.sources for line in drawn}
    mark = f"edit:{edit.id}"
    return tuple(
        PaperLine(text, (*by_text.get(text, (edited_from(edit.id),)), mark))
        for text in edit.text.split("\n")
        if text
    )


def edited(
    edits: Mapping[Place, Edit], place: Place, drawn: Sequence[PaperLine]
) -> tuple[tuple[PaperLine, ...], Edit | None]:
    """Return what stands at a place, and the edit it comes from if any."""
    edit = edits.get(place)
    return (tuple(drawn), None) if edit is None else (edited_lines(edit, drawn), edit)
