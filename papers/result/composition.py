"""A composed paper as a value: what is printed, and of each place what was drawn and what was
edited over it.
"""

from dataclasses import dataclass

from models.tables.plan import Measure, Plan
from papers.drawn.material import Material
from papers.print.document import Document, PaperCell, PaperLine
from papers.result.edits import Edit, Place, basis_of


@dataclass(frozen=True)
class State:
    """One editable place: what was drawn for it, and the edit that stands over it, if any."""

    key: str
    place: Place
    drawn: tuple[PaperLine, ...]
    edit: Edit | None = None
    usual: tuple[PaperLine, ...] | None = None
    """What is drawn in the usual layout, where the paper's own layout tells it otherwise; None:
    ``drawn`` is it.
    """

    @property
    def basis(self) -> tuple[PaperLine, ...]:
        """What tells whether the reports changed: another layout of the paper is no change of
        theirs.
        """
        return self.drawn if self.usual is None else self.usual

    @property
    def is_changed(self) -> bool:
        """Tell whether the reports behind an edited place changed since it was edited."""
        return self.edit is not None and self.edit.basis != basis_of(self.basis)


@dataclass(frozen=True)
class ComposedPaper:
    """The paper, and what is known of its places."""

    plan: Plan
    document: Document
    states: tuple[State, ...]
    material: Material
    labels: dict[int, str]
    """Measure id -> how commands and workbooks name it."""
    measures: tuple[Measure, ...]
    parts: tuple[PaperCell, ...] = ()
    """What stands around the table, as cells: their keys are the names of the parts ("remarks"),
    wrong figures are marked.
    """
