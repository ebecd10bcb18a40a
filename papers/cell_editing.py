"""Editing one place of a paper by hand, beside what it was drawn from: nobody's change is lost in
silence when two people edit the same place.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from papers.print.document import PaperCell
from papers.print.texts import split_lines
from papers.result.composition import ComposedPaper, State
from papers.result.edits import INDICATORS, Place, basis_of, edit_place
from papers.result.score_words import read_indicators

LONGEST = 30_000
"""Letters of a place; the workbook takes no more either."""


class BadText(Exception):
    """What was typed cannot stand at this place; one Thai sentence."""


@dataclass(frozen=True)
class Changed:
    """Why an edit was not made: somebody else edited the place meanwhile (``by``, ``at``), or (both
    None) what it is drawn from changed.
    """

    by: str | None = None
    at: datetime | None = None


def state_at(composition: ComposedPaper, place: Place) -> State | None:
    """Return what is known of a place of the paper; None where the paper has no such place."""
    return next((state for state in composition.states if state.place == place), None)


def cell_at(composition: ComposedPaper, state: State) -> PaperCell | None:
    """Return a place as it is printed, with its marks; None for one that is not printed."""
    cells = (*composition.document.cells(), *composition.parts)
    return next((cell for cell in cells if cell.key == state.key), None)


def standing_lines(state: State) -> list[str]:
    """Return the lines that stand at a place: the edit, else what is drawn."""
    if state.edit is not None:
        return [line for line in state.edit.text.split("\n") if line]
    return [line.text for line in state.drawn]


def seen_mark(state: State) -> str:
    """Return what a form carries of the place it was made from; another one means a change."""
    return f"{state.edit.id if state.edit else 0}.{basis_of(state.basis)[:16]}"


def change_since(state: State, seen: str) -> Changed | None:
    """Return what changed at a place since a form was made; None when nothing did."""
    if seen == seen_mark(state):
        return None
    if state.edit is not None and seen.partition(".")[0] != str(state.edit.id):
        return Changed(state.edit.by, state.edit.at)
    return Changed()


def edit_cell(
    session: Session,
    composition: ComposedPaper,
    state: State,
    text: str | None,
    seen: str,
    *,
    by: str,
    now: datetime,
) -> Changed | None:
    """Write a text at a place, or (None) let what is drawn stand again; nothing is written, and
    what changed is returned, when the place is not as it was ``seen`` (``seen_mark``).

    BadText for an indicator that is none, or a text that is too long.
    """
    if changed := change_since(state, seen):
        return changed
    wanted = _checked(state, text) if text is not None else []
    if wanted == standing_lines(state) or (not wanted and state.edit is None):
        return None
    # A place that somebody emptied says again what is drawn, as in the workbook.
    joined = "\n".join(wanted) or None
    edit_place(
        session,
        composition.plan,
        state.place,
        joined,
        state.drawn,
        now=now,
        by=by,
        basis=state.basis,
    )
    return None


def keep_edit(
    session: Session, composition: ComposedPaper, state: State, *, by: str, now: datetime
) -> None:
    """Let an edit stand although what it was drawn from changed: somebody looked at it again."""
    if state.edit is not None and state.is_changed:
        edit_place(
            session,
            composition.plan,
            state.place,
            state.edit.text,
            state.drawn,
            now=now,
            by=by,
            basis=state.basis,
        )


def _checked(state: State, text: str) -> list[str]:
    if len(text) > LONGEST:
        raise BadText(f"ข้อความยาวเกิน {LONGEST:,} ตัวอักษร")
    if state.place[1] != INDICATORS:
        return split_lines(text)
    try:
        codes = read_indicators(text)
    except ValueError:
        raise BadText("โปรดพิมพ์เลขตัวชี้วัด 1 ถึง 10 คั่นด้วยจุลภาค เช่น 2, 8") from None
    return [", ".join(codes) or "-"]
