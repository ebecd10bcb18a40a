"""Putting a result report together: the table under its issues, the parts around it, what stands
where and whether an edit of it still holds.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.month.calendar import local_day
from models.tables.organization import Organization
from models.tables.plan import Issue, Measure, Plan
from papers.drawn.material import load_material
from papers.drawn.telling import Telling
from papers.print.digits import with_digits
from papers.print.document import (
    Document,
    MarkKind,
    PaperCell,
    PaperLine,
    PaperRow,
    PaperSection,
)
from papers.print.texts import printable
from papers.result import wording
from papers.result.claim_marks import KnownScores, mark_cell
from papers.result.composition import ComposedPaper, State
from papers.result.confirming import confirmed_figures
from papers.result.drawing import Drawing
from papers.result.edits import PARTS, edited, load_edits, of_this_basis
from papers.result.labels import measure_labels
from papers.result.layout import DRAWN, Digits, PaperLayout
from papers.result.open_data_items import item_line
from papers.result.plan_cells import kept_names, plan_cell
from papers.result.score_words import Ledger
from scores.ledger import recompute
from scores.own_rules import rule_of
from scores.rules import Purpose
from scores.store import stored_entries


class Composer:
    """One paper in the making, of what is stored when it is begun."""

    def __init__(
        self,
        session: Session,
        organization: Organization,
        plan: Plan,
        layout: PaperLayout,
        ledger: Ledger,
        now: datetime,
        until: date | None,
    ) -> None:
        self._session = session
        self._organization = organization
        self._plan = plan
        self._layout = layout
        self._ledger = ledger
        self._now, self._until = now, until
        self._edits = load_edits(session, plan.id)
        self._measures = tuple(measure for measure in plan.measures if measure.removed_at is None)
        self._labels = measure_labels(self._measures)
        self._material = load_material(session, plan, until, layout.agencies)
        self._drawing = Drawing(
            organization.name, plan.fiscal_year, ledger, self._material, self._labels, self._edits
        )
        self._states: list[State] = []

    def compose(self) -> ComposedPaper:
        """Compose it; once."""
        columns = self._layout.table(self._plan.fiscal_year)
        sections = self._sections([column.name for column in columns])
        known = self._known(sections)
        parts = {name: mark_cell(self._part(name), known) for name in PARTS}
        session, owner = self._session, self._organization
        document = Document(
            organization=owner.name,
            fiscal_year=self._plan.fiscal_year,
            titles=(*_paragraphs(parts["titles"]), *self._interim()),
            introduction=_paragraphs(parts["introduction"]),
            columns=columns,
            sections=tuple(_marked(section, known) for section in sections),
            remarks=_paragraphs(parts["remarks"]),
            signature=_paragraphs(parts["signature"]),
            state=self._state(),
            made_at=self._now.isoformat(timespec="seconds"),
            item=item_line(session, owner, self._plan.fiscal_year, Purpose.RESULTS),
            names=kept_names(session, owner, self._plan),
        )
        document = with_digits(document, self._is_thai(document))
        return ComposedPaper(
            self._plan,
            document,
            tuple(self._states),
            self._material,
            self._labels,
            self._measures,
            tuple(parts.values()),
        )

    def _known(self, sections: Sequence[PaperSection]) -> KnownScores:
        """Return what figures are compared with: the stored scores, and the figures somebody stands
        for.
        """
        session, owner = self._session, self._organization
        years = {year for _, year in self._ledger}
        rules = {year: rule_of(session, owner.id, year) for year in years}
        levels = {
            year: recompute(rule, stored_entries(session, owner.id, year)).standing.level
            for year, rule in rules.items()
        }
        return KnownScores(
            self._ledger,
            [cell for section in sections for row in section.rows for cell in row.cells],
            self._plan.fiscal_year,
            own_name=owner.name,
            levels={year: level for year, level in levels.items() if level},
            level_names={level.name for rule in rules.values() for level in rule.levels},
            confirmed=confirmed_figures(session, self._plan.id, self._labels),
        )

    def _interim(self) -> tuple[str, ...]:
        until = self._until
        return (wording.interim_title(self._plan.fiscal_year, until),) if until else ()

    def _state(self) -> str:
        if self._until is None:
            return wording.draft_state(local_day(self._now))
        return wording.interim_state(self._until, local_day(self._now))

    def _sections(self, names: Sequence[str]) -> list[PaperSection]:
        """Return the measures under their issues, in the order of the plan; those without an issue
        come first.
        """
        by_issue: dict[int | None, list[Measure]] = {}
        for measure in self._measures:
            by_issue.setdefault(measure.issue_id, []).append(measure)
        issues: list[Issue | None] = [None, *self._plan.issues]
        sections = []
        for issue in issues:
            found = by_issue.get(issue.id if issue else None, [])
            if found:  # an issue without measures would be a heading of nothing
                heading = wording.issue_heading(issue.number, issue.title) if issue else ""
                sections.append(
                    PaperSection(
                        heading, tuple(self._row(measure, issue, names) for measure in found)
                    )
                )
        return sections

    def _row(self, measure: Measure, issue: Issue | None, names: Sequence[str]) -> PaperRow:
        return PaperRow(tuple(self._cell(measure, issue, name) for name in names))

    def _cell(self, measure: Measure, issue: Issue | None, name: str) -> PaperCell:
        """Return what stands in a cell: what was drawn from the reports or stands in the plan, or
        the edit over it.
        """
        place = measure.id, name
        usual = None
        if name not in DRAWN:
            found = plan_cell(measure, self._labels[measure.id], name)
        else:
            drawn = self._drawing.lines(measure, issue, name, self._layout)
            found = PaperCell(f"{self._labels[measure.id]}/{name}", drawn, numbered=True)
            if (self._layout.agencies, self._layout.scores) != (Telling.AUTO, True):
                usual = self._drawing.lines(measure, issue, name, PaperLayout())
            if name == "outcome" and self._drawing.tells_scores(measure, self._layout):
                self._states.append(self._drawing.indicators(measure, issue))
        lines, edit = edited(self._edits, place, found.lines)
        if edit is not None:
            edit = of_this_basis(self._session, self._plan, edit, usual or found.lines)
        state = State(found.key, place, found.lines, edit, usual)
        self._states.append(state)
        changed = wording.changed_since if name in DRAWN else wording.plan_changed_since
        return replace(
            found, lines=lines, note=changed(edit.at) if edit and state.is_changed else ""
        )

    def _part(self, name: str) -> PaperCell:
        frame = self._plan.printed_frame or {}
        texts = frame.get(name) or getattr(wording, name)(
            self._organization, self._plan.fiscal_year, self._layout
        )
        source = "printed" if frame.get(name) else "plan"
        drawn = tuple(PaperLine(printable(text), (source,)) for text in texts)
        lines, edit = edited(self._edits, (None, name), drawn)
        self._states.append(State(name, (None, name), drawn, edit))
        return PaperCell(name, lines)

    def _is_thai(self, document: Document) -> bool:
        if self._layout.digits is not Digits.AUTO:
            return self._layout.digits is Digits.THAI
        printed = [
            text
            for measure in self._measures
            for text in (*measure.printed_results, *measure.printed_outcomes)
        ]
        count = Counter(
            letter for text in [*printed, *document.introduction] for letter in str(text)
        )
        return sum(count[digit] for digit in "๐๑๒๓๔๕๖๗๘๙") > sum(
            count[digit] for digit in "0123456789"
        )


def _marked(section: PaperSection, known: KnownScores) -> PaperSection:
    rows = tuple(
        replace(row, cells=tuple(mark_cell(cell, known) for cell in row.cells))
        for row in section.rows
    )
    return replace(section, rows=rows)


def _paragraphs(part: PaperCell) -> tuple[str, ...]:
    """Return a part's paragraphs, a wrong figure explained below its own: nobody can publish the
    paper while it stands.
    """
    return tuple(
        text
        for line in part.lines
        for text in (
            line.text,
            *(f"[{mark.said}]" for mark in line.marks if mark.kind is MarkKind.WRONG),
        )
    )
