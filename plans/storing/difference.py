"""What an import would change: measures added, removed and changed, scores, issues, and who is
named for the first time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from models.tables.plan import Assignment, Issue, Measure
from plans.document import AssignmentEntry, IssueEntry, MeasureEntry, ScoreEntry
from plans.storing.directory import Party, PartyKind
from plans.storing.matching import Pair, WantedAssignment
from thai.names import key

ScoreKey = tuple[int, str, int]
"""Fiscal year, code, part (0: no parts)."""


@dataclass(frozen=True)
class MeasureDifference:
    """One measure of a difference; ``fields`` are the names of what changed, empty for an added or
    removed one.

    ``details`` say of each change what it is about ("title", "step 2"), what is stored and what is
    printed, "" for nothing.
    """

    code: str | None
    title: str
    fields: tuple[str, ...] = ()
    has_reports: bool = False
    details: tuple[tuple[str, str, str], ...] = ()

    @property
    def label(self) -> str:
        """The code, or the beginning of the title where there is none."""
        return self.code or (self.title if len(self.title) <= 40 else self.title[:39] + "…")


@dataclass(frozen=True)
class ScoreLine:
    """One score of a difference; ``before`` is None for a new one."""

    fiscal_year: int
    code: str
    part: int
    before: Decimal | None
    after: Decimal
    decimals: int | None = None


@dataclass(frozen=True)
class Difference:
    """What an import would change; empty when the document says what is stored."""

    added: tuple[MeasureDifference, ...] = ()
    removed: tuple[MeasureDifference, ...] = ()
    changed: tuple[MeasureDifference, ...] = ()
    unchanged: int = 0
    reordered: bool = False
    issues_added: tuple[str, ...] = ()
    issues_removed: tuple[str, ...] = ()
    scores: tuple[ScoreLine, ...] = ()
    new_agencies: tuple[str, ...] = ()
    new_groups: tuple[str, ...] = ()
    nearest: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of each new name the known ones it looks like: a slip of the document makes an agency twice.
    """

    def __bool__(self) -> bool:
        return bool(
            self.added
            or self.removed
            or self.changed
            or self.reordered
            or self.issues_added
            or self.issues_removed
            or self.scores
        )

    @property
    def touching_reports(self) -> tuple[MeasureDifference, ...]:
        """The measures with reports that would change or go."""
        return tuple(line for line in (*self.changed, *self.removed) if line.has_reports)


def changed_fields(
    stored: Measure,
    wanted: MeasureEntry,
    same_issue: bool,
    assignments: Sequence[Pair[Assignment, WantedAssignment]],
) -> tuple[str, ...]:
    """Return the names of what differs between a stored measure and its printed form."""
    pairs = {
        "code": stored.code == wanted.code,
        "title": stored.title == wanted.title,
        "issue": same_issue,
        "steps": tuple(step.text for step in stored.steps) == wanted.steps,
        "followup": stored.followup == wanted.followup,
        "results": tuple(stored.printed_results) == wanted.results,
        "outcomes": tuple(stored.printed_outcomes) == wanted.outcomes,
        "indicators": tuple(stored.indicators or ()) == wanted.indicators,
        "targets": tuple(stored.targets or ()) == wanted.targets,
        "budget": stored.budget == wanted.budget,
        "restored": stored.removed_at is None,
    }
    fields = [name for name, same in pairs.items() if not same]
    for pair in assignments:
        fields += [name for name in _assignment_fields(pair) if name not in fields]
    return tuple(fields)


def describe_changes(
    stored: Measure, wanted: MeasureEntry, assignments: Sequence[Pair[Assignment, WantedAssignment]]
) -> tuple[tuple[str, str, str], ...]:
    """Return what a changed measure says before and after, for ``MeasureDifference.details``."""
    pairs = [
        ("code", stored.code or "", wanted.code or ""),
        ("title", stored.title, wanted.title),
        ("issue", (stored.issue.number or "") if stored.issue else "", wanted.issue or ""),
        ("followup", stored.followup or "", wanted.followup or ""),
        ("budget", stored.budget or "", wanted.budget or ""),
    ]
    lists = (
        ("step", [step.text for step in stored.steps], wanted.steps),
        ("result", stored.printed_results, wanted.results),
        ("outcome", stored.printed_outcomes, wanted.outcomes),
        ("indicator", stored.indicators, wanted.indicators),
        ("target", stored.targets, wanted.targets),
    )
    for name, before, after in lists:
        texts = zip_longest(before or [], after, fillvalue="")
        pairs += [
            (f"{name} {number}", str(one), str(other))
            for number, (one, other) in enumerate(texts, 1)
        ]
    for pair in assignments:
        if _assignment_fields(pair):
            pairs.append(("assignment", _stored_text(pair.stored), _wanted_text(pair.wanted)))
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def entry_changes(before: MeasureEntry, after: MeasureEntry) -> tuple[tuple[str, str, str], ...]:
    """Return what two forms of a measure say differently, as ``describe_changes`` does of a stored
    and a printed one.
    """
    pairs = [
        (name, str(getattr(before, name) or ""), str(getattr(after, name) or ""))
        for name in ("code", "title", "issue", "followup", "budget")
    ]
    lists = (
        ("step", before.steps, after.steps),
        ("result", before.results, after.results),
        ("outcome", before.outcomes, after.outcomes),
        ("indicator", before.indicators, after.indicators),
        ("target", before.targets, after.targets),
        ("assignment", *(list(map(_entry_text, each.assignments)) for each in (before, after))),
    )
    for name, ones, others in lists:
        texts = zip_longest(ones, others, fillvalue="")
        pairs += [(f"{name} {number}", one, other) for number, (one, other) in enumerate(texts, 1)]
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def _entry_text(entry: AssignmentEntry) -> str:
    days = (entry.start, entry.end, entry.recurrence)
    period = entry.period_text or " ".join(str(each) for each in days if each)
    return _assignment_text(", ".join(entry.parties) or None, period, entry.steps)


def _stored_text(assignment: Assignment | None) -> str:
    if assignment is None or assignment.removed_at is not None:
        return ""
    return _assignment_text(assignment.party_text, assignment.period_text, assignment.steps)


def _wanted_text(wanted: WantedAssignment | None) -> str:
    return (
        _assignment_text(wanted.party.text, wanted.entry.period_text, wanted.entry.steps)
        if wanted
        else ""
    )


def _assignment_text(party: str | None, period: str | None, steps: Sequence[int]) -> str:
    covered = f"steps {', '.join(str(step + 1) for step in steps)}" if steps else ""
    return "; ".join(filter(None, (party or "nobody", period, covered)))


def assignment_changed(stored: Assignment, wanted: WantedAssignment) -> bool:
    """Tell whether a stored assignment differs from its printed form in anything but its place."""
    return bool(_assignment_fields(Pair(stored, wanted)))


def _assignment_fields(pair: Pair[Assignment, WantedAssignment]) -> list[str]:
    stored, wanted = pair.stored, pair.wanted
    if stored is None or wanted is None:
        return ["party"]
    entry = wanted.entry
    same_period = (stored.period_text, stored.start_on, stored.end_on) == (
        entry.period_text,
        entry.start,
        entry.end,
    )
    pairs = {
        "party": stored.party_text == wanted.party.text and stored.removed_at is None,
        "period": same_period,
        "recurrence": stored.recurrence == entry.recurrence,
        "covered steps": tuple(stored.steps) == entry.steps,
    }
    return [name for name, same in pairs.items() if not same]


def pair_issues(
    stored: Sequence[Issue], wanted: Sequence[IssueEntry]
) -> list[Pair[Issue, IssueEntry]]:
    """Pair issues by number, those without one by title."""
    waiting = list(stored)
    pairs: list[Pair[Issue, IssueEntry]] = []
    for entry in wanted:
        found = next((issue for issue in waiting if _issue_key(issue) == _issue_key(entry)), None)
        if found is not None:
            waiting.remove(found)
        pairs.append(Pair(found, entry))
    return pairs + [Pair(issue, None) for issue in waiting]


def _issue_key(issue: Issue | IssueEntry) -> tuple[str, str]:
    return ("number", issue.number) if issue.number else ("title", key(issue.title))


def issue_label(issue: Issue | IssueEntry) -> str:
    """Return "3 title" or just the title."""
    return f"{issue.number} {issue.title}" if issue.number else issue.title


def score_lines(
    stored: dict[ScoreKey, Decimal], wanted: Sequence[ScoreEntry]
) -> tuple[ScoreLine, ...]:
    """Return the scores that are new or other than stored; of one printed twice the first
    counts.
    """
    printed: dict[ScoreKey, ScoreLine] = {}
    for entry in wanted:
        place = (entry.fiscal_year, entry.code, entry.part or 0)
        value = Decimal(str(entry.value)).quantize(Decimal("0.01"))
        printed.setdefault(
            place, ScoreLine(*place, before=stored.get(place), after=value, decimals=entry.decimals)
        )
    return tuple(line for line in printed.values() if line.before != line.after)


def new_names(parties: Sequence[Party], kind: PartyKind) -> tuple[str, ...]:
    """Return the names of parties of a kind that are not known yet, each once, in printed order."""
    names: dict[str, str] = {}
    for party in parties:
        if party.kind is kind and party.id is None:
            names.setdefault(key(party.name), party.name)
    return tuple(names.values())
