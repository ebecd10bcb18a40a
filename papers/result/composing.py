"""The result report of a year, composed from the stored plan, the accepted reports, the scores and
the secretariat's edits.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.month.calendar import local_day
from models.tables.organization import Organization
from models.tables.plan import Assignment, Issue, Measure, Plan
from models.tables.year.score import Score
from papers.print.digits import with_digits
from papers.print.document import Document, MarkKind, PaperCell, PaperLine, PaperRow, PaperSection
from papers.print.texts import printable
from papers.result import cells, wording
from papers.result.annex import MOST_PAGES, estimated_pages, with_annex
from papers.result.claim_marks import KnownScores, mark_cell
from papers.result.composition import ComposedPaper, State
from papers.result.confirming import confirmed_figures
from papers.result.edits import INDICATORS, PARTS, edited, load_edits
from papers.result.labels import measure_labels
from papers.result.layout import DRAWN, Digits, PaperLayout, Telling
from papers.result.material import MeasureReports, load_material
from papers.result.open_data_items import item_line
from papers.result.plan_cells import kept_names, plan_cell
from papers.result.score_words import Ledger, read_indicators, score_lines, usual_indicators
from scores.ledger import recompute
from scores.own_rules import rule_of
from scores.rules import Purpose
from scores.store import stored_entries


class NoPlan(Exception):
    """There is no plan of that year; the message is one English sentence for the command line."""


def compose(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    now: datetime,
    layout: PaperLayout | None = None,
    until: date | None = None,
) -> ComposedPaper:
    """Compose the draft of a year's result report; NoPlan without a plan of that year.

    ``until`` (the first day of a month of the year) makes the interim paper of the rounds up to
    that month, which says so on its title page and at the foot of every page. Agencies told one by
    one on more than ``MOST_PAGES`` pages are rolled up, and stand in the annex.
    """
    plan = load_plan(session, organization, fiscal_year)
    layout = layout or PaperLayout.of(organization.kind, organization.settings)
    composed = _Composer(session, organization, plan, layout, now, until).compose()
    if layout.agencies is not Telling.EACH or estimated_pages(composed.document) <= MOST_PAGES:
        return composed
    rolled_up = replace(layout, agencies=Telling.ROLLED_UP)
    paper = _Composer(session, organization, plan, rolled_up, now, until).compose()
    return replace(paper, document=with_annex(paper.document, composed.document))


def load_plan(session: Session, organization: Organization, fiscal_year: int) -> Plan:
    """Return the plan of a year with what hangs on it; NoPlan when there is none."""
    plan = session.scalar(
        select(Plan)
        .where(Plan.organization_id == organization.id, Plan.fiscal_year == fiscal_year)
        .options(
            selectinload(Plan.issues),
            selectinload(Plan.measures).selectinload(Measure.steps),
            selectinload(Plan.measures)
            .selectinload(Measure.assignments)
            .joinedload(Assignment.group),
            selectinload(Plan.measures)
            .selectinload(Measure.assignments)
            .joinedload(Assignment.agency),
        )
    )
    if plan is None:
        raise NoPlan(
            f"{organization.slug} has no plan of fiscal year {fiscal_year}: import it first"
        )
    return plan


def load_ledger(session: Session, organization: Organization) -> Ledger:
    """Return the stored scores that are printed in a result report: indicators and the whole."""
    rows = session.scalars(
        select(Score).where(Score.organization_id == organization.id, Score.part == 0)
    )
    return {(row.code, row.fiscal_year): row.value for row in rows}


class _Composer:
    def __init__(
        self,
        session: Session,
        organization: Organization,
        plan: Plan,
        layout: PaperLayout,
        now: datetime,
        until: date | None,
    ) -> None:
        self._organization = organization
        self._plan = plan
        self._layout = layout
        self._now, self._until = now, until
        self._edits = load_edits(session, plan.id)
        self._ledger = load_ledger(session, organization)
        self._material = load_material(
            session, plan, until, in_full=layout.agencies is Telling.EACH
        )
        self._item = item_line(session, organization, plan.fiscal_year, Purpose.RESULTS)
        self._names = kept_names(session, organization, plan)
        self._measures = tuple(measure for measure in plan.measures if measure.removed_at is None)
        self._labels = measure_labels(self._measures)
        self._states: list[State] = []
        self._drawn: dict[tuple[int, str, bool], tuple[PaperLine, ...]] = {}
        self._confirmed = confirmed_figures(session, plan.id, self._labels)
        years = {year for _, year in self._ledger}
        rules = {year: rule_of(session, organization.id, year) for year in years}
        self._level_names = {level.name for rule in rules.values() for level in rule.levels}
        self._levels = {
            year: level
            for year, rule in rules.items()
            if (
                level := recompute(
                    rule, stored_entries(session, organization.id, year)
                ).standing.level
            )
        }

    def compose(self) -> ComposedPaper:
        columns = self._layout.table(self._plan.fiscal_year)
        sections = self._sections([column.name for column in columns])
        known = KnownScores(
            self._ledger,
            [cell for section in sections for row in section.rows for cell in row.cells],
            self._plan.fiscal_year,
            own_name=self._organization.name,
            levels=self._levels,
            level_names=self._level_names,
            confirmed=self._confirmed,
        )
        parts = {name: mark_cell(self._part(name), known) for name in PARTS}
        document = Document(
            organization=self._organization.name,
            fiscal_year=self._plan.fiscal_year,
            titles=(*_paragraphs(parts["titles"]), *self._interim()),
            introduction=_paragraphs(parts["introduction"]),
            columns=columns,
            sections=tuple(_marked(section, known) for section in sections),
            remarks=_paragraphs(parts["remarks"]),
            signature=_paragraphs(parts["signature"]),
            state=self._state(),
            made_at=self._now.isoformat(timespec="seconds"),
            item=self._item,
            names=self._names,
        )
        document = with_digits(document, self._is_thai(document))
        states = tuple(self._states)
        return ComposedPaper(
            self._plan,
            document,
            states,
            self._material,
            self._labels,
            self._measures,
            tuple(parts.values()),
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
        usual = None
        if name not in DRAWN:
            found = plan_cell(measure, self._labels[measure.id], name)
        else:
            drawn = self._drawn_lines(measure, issue, name, self._layout)
            found = PaperCell(f"{self._labels[measure.id]}/{name}", drawn, numbered=True)
            if (self._layout.agencies, self._layout.scores) != (Telling.AUTO, True):
                usual = self._drawn_lines(measure, issue, name, PaperLayout())
            if name == "outcome" and self._tells_scores(measure, self._layout):
                self._states.append(self._indicators(measure, issue))
        lines, edit = edited(self._edits, (measure.id, name), found.lines)
        state = State(found.key, (measure.id, name), found.lines, edit, usual)
        self._states.append(state)
        changed = wording.changed_since if name in DRAWN else wording.plan_changed_since
        return replace(
            found, lines=lines, note=changed(edit.at) if edit and state.is_changed else ""
        )

    def _drawn_lines(
        self, measure: Measure, issue: Issue | None, name: str, layout: PaperLayout
    ) -> tuple[PaperLine, ...]:
        """Return what an imported result report printed, right or wrong, else what the reports and
        the scores say.
        """
        if printed := _printed(measure, name):
            return printed
        reports = self._reports(measure)
        # The usual layout mostly draws what this one does: that is done once.
        drawn = measure.id, name, cells.is_rolled_up(reports, layout.agencies)
        if name == "summary":
            if drawn not in self._drawn:
                names = self._material.names
                self._drawn[drawn] = cells.draw_summary(reports, names, layout.agencies)
            return self._drawn[drawn]
        drawn = measure.id, name, False
        if drawn not in self._drawn:
            self._drawn[drawn] = cells.draw_outcome(reports)
        lines = self._drawn[drawn]
        if not self._tells_scores(measure, layout):
            return lines
        codes = self._indicators(measure, issue)
        indicators = read_indicators(codes.edit.text if codes.edit else codes.drawn[0].text)
        return lines + score_lines(
            self._ledger, self._organization.name, self._plan.fiscal_year, indicators
        )

    def _tells_scores(self, measure: Measure, layout: PaperLayout) -> bool:
        reports = self._reports(measure)
        return (
            layout.scores
            and not _printed(measure, "outcome")
            and bool(reports.accepted or reports.agencies)
        )

    def _indicators(self, measure: Measure, issue: Issue | None) -> State:
        """Return the place where it stands which indicators the outcomes of a measure speak of."""
        place = measure.id, INDICATORS
        drawn = (PaperLine(", ".join(usual_indicators(issue.title if issue else ""))),)
        return State(
            f"{self._labels[measure.id]}/{INDICATORS}", place, drawn, self._edits.get(place)
        )

    def _reports(self, measure: Measure) -> MeasureReports:
        return self._material.by_measure.get(measure.id, MeasureReports())

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


def _printed(measure: Measure, name: str) -> tuple[PaperLine, ...]:
    texts = measure.printed_results if name == "summary" else measure.printed_outcomes
    return tuple(PaperLine(printable(str(text)), ("printed",)) for text in texts)


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
