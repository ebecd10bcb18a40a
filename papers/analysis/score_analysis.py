"""การวิเคราะห์ผลการประเมิน: last year's scores by issue, what is low, what rose and fell, and the
drafted texts.

Entries and rules in, values out. What the secretariat wrote stands in place of the draft.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlalchemy.orm import Session

from models.tables.organization import Organization
from models.tables.year.score import Heading, NoteDraft
from papers.analysis.drafted_texts import draft
from papers.analysis.issues import IssueAnalysis, ScoredQuestion
from scores.codes import in_order, is_question
from scores.ledger import Entry, Ledger, YearChange, changes, recompute
from scores.notes import stored_notes
from scores.own_rules import rule_of
from scores.rules import Rule
from scores.store import stored_entries


@dataclass(frozen=True)
class Analysis:
    """The analysis of one fiscal year (Buddhist era) of an organization."""

    organization: str
    rule: Rule
    ledger: Ledger
    before: Ledger
    changes: Mapping[str, YearChange]
    threshold: Decimal
    issues: tuple[IssueAnalysis, ...]
    unplaced: tuple[ScoredQuestion, ...]
    """Questions with a score that belong to no issue by the rule."""

    @property
    def fiscal_year(self) -> int:
        return self.rule.fiscal_year


def analyse(
    organization: str,
    rule: Rule,
    entries: Iterable[Entry],
    rule_before: Rule,
    entries_before: Iterable[Entry] = (),
    *,
    threshold: Decimal | None = None,
    own: Mapping[tuple[str, Heading], str] | None = None,
) -> Analysis:
    """Analyse the scores of the rule's year against those of the year before.

    ``threshold`` (0 to 100) is the rule's unless given; ``own`` are the secretariat's texts by
    number of the issue and heading.
    """
    stored = list(entries)
    ledger, before = recompute(rule, stored), recompute(rule_before, entries_before)
    changed = {change.code: change for change in changes(rule, ledger, rule_before, before)}
    low = rule.threshold if threshold is None else threshold
    parts = {entry.key: entry.value for entry in stored if entry.part}

    def question(code: str) -> ScoredQuestion:
        return ScoredQuestion(
            code,
            rule.titles.get(code, ""),
            rule.instrument_of(code) or "",
            ledger.values.get(code),
            (parts.get((code, 1)), parts.get((code, 2))),
            changed.get(code),
            low,
        )

    texts = own or {}
    issues = tuple(
        IssueAnalysis(
            issue.number,
            issue.title,
            tuple(map(question, issue.questions)),
            low,
            {heading: text for (number, heading), text in texts.items() if number == issue.number},
        )
        for issue in rule.issues
    )
    placed = {code for issue in rule.issues for code in issue.questions}
    scored = {code for code in ledger.values if is_question(code)} | {code for code, _ in parts}
    unplaced = tuple(question(code) for code in sorted(scored - placed, key=in_order))
    return Analysis(organization, rule, ledger, before, changed, low, issues, unplaced)


def with_questions(analysis: Analysis, full: Mapping[str, str]) -> Analysis:
    """Return an analysis whose tables print questions in full: ``full`` is their text by code."""

    def told(questions: tuple[ScoredQuestion, ...]) -> tuple[ScoredQuestion, ...]:
        return tuple(replace(each, full=full.get(each.code, "")) for each in questions)

    issues = tuple(replace(issue, questions=told(issue.questions)) for issue in analysis.issues)
    return replace(analysis, issues=issues, unplaced=told(analysis.unplaced))


def load_analysis(
    session: Session,
    organization: Organization,
    fiscal_year: int,
    *,
    threshold: Decimal | None = None,
) -> Analysis:
    """Analyse what is stored of a fiscal year (Buddhist era) against the year before."""
    own, year = organization.id, fiscal_year
    return analyse(
        organization.name,
        rule_of(session, own, year),
        stored_entries(session, own, year),
        rule_of(session, own, year - 1),
        stored_entries(session, own, year - 1),
        threshold=threshold,
        own=stored_notes(session, own, year),
    )


def note_drafts(analysis: Analysis) -> tuple[NoteDraft, ...]:
    """Return every text of an analysis, drafted and own, for the workbook in which the secretariat
    edits them.
    """
    return tuple(
        NoteDraft(
            issue.number, issue.title, heading, draft(issue, heading), issue.own.get(heading, "")
        )
        for issue in analysis.issues
        for heading in Heading
    )
