"""การวิเคราะห์ผลการประเมิน: last year's scores by issue, what is low, what rose and fell, and the
drafted texts.

Entries and rules in, values out. What the secretariat wrote stands in place of the draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from models.ledger import Change, Entry, Ledger, changes, recompute
from models.organization import Organization
from models.score import Heading, NoteDraft
from models.score_codes import in_order, is_question
from models.score_rules import Rule
from models.score_store import rule_of, stored_entries, stored_notes
from reports.score_drafts import draft


@dataclass(frozen=True)
class Question:
    """One question of an issue; ``value`` is its score, ``parts`` those of its two parts, None what
    is not known.
    """

    code: str
    title: str
    instrument: str
    value: Decimal | None
    parts: tuple[Decimal | None, Decimal | None]
    change: Change | None
    threshold: Decimal

    @property
    def scores(self) -> tuple[Decimal, ...]:
        """Everything printed of it: the score and those of the parts."""
        return tuple(score for score in (self.value, *self.parts) if score is not None)

    @property
    def lowest(self) -> Decimal | None:
        """Its score, or the lower part where the whole is not known."""
        return self.value if self.value is not None else min(self.scores, default=None)

    @property
    def is_low(self) -> bool:
        """Whether it, or one of its parts, lies below the threshold."""
        return any(score < self.threshold for score in self.scores)


@dataclass(frozen=True)
class IssueAnalysis:
    """One issue: its questions in printed order and the text under each heading, the secretariat's
    where there is one.
    """

    number: str
    title: str
    questions: tuple[Question, ...]
    threshold: Decimal
    own: Mapping[Heading, str]

    @property
    def scored(self) -> tuple[Question, ...]:
        """The questions that have a score."""
        return tuple(question for question in self.questions if question.scores)

    @property
    def low(self) -> tuple[Question, ...]:
        """The questions below the threshold, the lowest first."""
        found = [question for question in self.scored if question.is_low]
        return tuple(sorted(found, key=lambda question: (question.lowest, in_order(question.code))))

    @property
    def lowest(self) -> tuple[Question, ...]:
        """The question with the lowest score, or all of them that share it."""
        values = [question.lowest for question in self.scored if question.lowest is not None]
        return tuple(question for question in self.scored if question.lowest == min(values))

    @property
    def risen(self) -> tuple[Question, ...]:
        """The questions above their score of the year before, the greatest rise first."""
        found = [
            question
            for question in self.questions
            if question.change and question.change.difference > 0
        ]
        return tuple(
            sorted(
                found, key=lambda question: -question.change.difference if question.change else 0
            )
        )

    @property
    def fallen(self) -> tuple[Question, ...]:
        """The questions below their score of the year before, the greatest fall first."""
        found = [
            question
            for question in self.questions
            if question.change and question.change.difference < 0
        ]
        return tuple(
            sorted(found, key=lambda question: question.change.difference if question.change else 0)
        )

    def drafted(self, heading: Heading) -> str:
        """Return the text drafted from the scores."""
        return draft(self, heading)

    def text(self, heading: Heading) -> str:
        """Return the text as it will be printed."""
        return self.own.get(heading) or self.drafted(heading)


@dataclass(frozen=True)
class Analysis:
    """The analysis of one fiscal year (Buddhist era) of an organization."""

    organization: str
    rule: Rule
    ledger: Ledger
    before: Ledger
    changes: Mapping[str, Change]
    threshold: Decimal
    issues: tuple[IssueAnalysis, ...]
    unplaced: tuple[Question, ...]
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

    def question(code: str) -> Question:
        return Question(
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
            {
                heading: texts[issue.number, heading]
                for heading in Heading
                if (issue.number, heading) in texts
            },
        )
        for issue in rule.issues
    )
    placed = {code for issue in rule.issues for code in issue.questions}
    scored = {code for code in ledger.values if is_question(code)} | {code for code, _ in parts}
    unplaced = tuple(question(code) for code in sorted(scored - placed, key=in_order))
    return Analysis(organization, rule, ledger, before, changed, low, issues, unplaced)


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
            issue.number, issue.title, heading, issue.drafted(heading), issue.own.get(heading, "")
        )
        for issue in analysis.issues
        for heading in Heading
    )
