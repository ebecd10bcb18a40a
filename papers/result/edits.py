"""Texts the secretariat wrote over what was drawn: of cells and of the parts around the table. The
newest counts, all are kept.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import audit
from models.tables.plan import Plan
from models.tables.year.result_report import CellEdit
from papers.print.document import PaperLine
from papers.print.texts import printable
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

PARTS = ("titles", "introduction", "remarks", "signature")
"""The parts of the paper outside its table, edited like cells (measure None)."""
INDICATORS = "indicators"
"""Not printed: which indicators the outcomes of a measure speak of ("2, 8")."""
Place = tuple[int | None, str]
"""Measure id (None: outside the table) and what is edited there."""
_LEADING_NUMBER = re.compile(r"^\(?(\d{1,3})[.)]\s+")


@dataclass(frozen=True)
class Edit:
    """The newest edit of a place."""

    id: int
    text: str
    basis: str
    sources: tuple[str, ...]
    at: datetime
    by: str | None


def load_edits(session: Session, plan_id: int) -> dict[Place, Edit]:
    """Return the edits that count now; a place that was set back to what is drawn has none."""
    found: dict[Place, Edit] = {}
    for row in session.scalars(
        select(CellEdit).where(CellEdit.plan_id == plan_id).order_by(CellEdit.id)
    ):
        place = row.measure_id, row.place
        found.pop(place, None)
        if row.text is not None:
            found[place] = Edit(
                row.id, row.text, row.basis, tuple(row.sources), row.edited_at, row.edited_by
            )
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
    sources = list(dict.fromkeys(source for line in drawn for source in line.sources))
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
    cell do.
    """
    raw = json.dumps([[line.text, list(line.sources)] for line in drawn], ensure_ascii=False)
    return hashlib.sha256(raw.encode()).hexdigest()


def edited_lines(edit: Edit, drawn: Sequence[PaperLine]) -> tuple[PaperLine, ...]:
    """Return the lines of an edit; one that is as drawn keeps its own origin, any other has that of
    the whole cell.
    """
    by_text = {line.text: line.sources for line in drawn}
    mark = f"edit:{edit.id}"
    return tuple(
        PaperLine(text, (*by_text.get(text, edit.sources), mark))
        for text in edit.text.split("\n")
        if text
    )


def split_lines(text: str) -> list[str]:
    """Return the entries somebody typed, one a line, clean; numbers that only count them (1. 2. 3.)
    are taken off.
    """
    lines = [printable(clean(line)) for line in text.splitlines()]
    lines = [line for line in lines if line]
    numbers = [_LEADING_NUMBER.match(to_arabic_digits(line)) for line in lines]
    if len(lines) > 1 and all(
        match and int(match[1]) == place for place, match in enumerate(numbers, 1)
    ):
        return [line[match.end() :] for line, match in zip(lines, numbers, strict=True) if match]
    return lines


def edited(
    edits: Mapping[Place, Edit], place: Place, drawn: Sequence[PaperLine]
) -> tuple[tuple[PaperLine, ...], Edit | None]:
    """Return what stands at a place, and the edit it comes from if any."""
    edit = edits.get(place)
    return (tuple(drawn), None) if edit is None else (edited_lines(edit, drawn), edit)
