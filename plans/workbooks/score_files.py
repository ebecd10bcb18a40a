"""Scores from a file: the workbook of ``plans.workbooks.score_workbook``, or a published document
that prints them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from models.tables.organization import Organization
from models.tables.year.score import Heading
from plans.document import ScoreEntry, Unreadable, Warning, WarningKind
from plans.files.opening import read_source, shown_name
from plans.files.source import Source
from plans.reading import claims, printed_scores, scores
from plans.reading.choosing import UNCHOSEN, PlanChoice, SeveralPlans
from plans.reading.printed_scores import PrintedScore
from plans.reading.read_plan import read_blocks_as_plan
from plans.tables import Block, Prose
from plans.workbooks.filled_scores import is_score_workbook, read_score_workbook
from scores.codes import in_order
from scores.ledger import Entry
from scores.notes import write_notes
from scores.own_rules import rule_of, unknown_codes
from scores.rounding import two_decimals
from scores.store import EnteredBy, ScoreChange, enter_scores, stored_entries
from thai.names import key


@dataclass(frozen=True)
class ScoreFile:
    """What a file says: scores by fiscal year, texts of the analysis of ``fiscal_year``, and doubts
    (Thai, shown to officers).
    """

    organization: str | None
    fiscal_year: int | None
    """The year of a workbook; None for a document, whose scores each have their own."""
    entries: dict[int, tuple[Entry, ...]]
    notes: dict[tuple[str, Heading], str] = field(default_factory=dict)
    warnings: tuple[Warning, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return lists, strings, numbers and None only."""
        return {
            "organization": self.organization,
            "fiscal_year": self.fiscal_year,
            "entries": [
                [year, entry.code, entry.part, f"{entry.value:f}", entry.decimals]
                for year, entries in self.entries.items()
                for entry in entries
            ],
            "notes": [[issue, kind.value, text] for (issue, kind), text in self.notes.items()],
            "warnings": [[each.kind.value, each.where, each.message] for each in self.warnings],
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "ScoreFile":
        """Return what ``to_json`` was made of."""
        entries: dict[int, tuple[Entry, ...]] = {}
        for year, code, part, value, decimals in raw["entries"]:
            entry = Entry(code, part, Decimal(value), decimals)
            entries[year] = (*entries.get(year, ()), entry)
        return cls(
            raw["organization"],
            raw["fiscal_year"],
            entries,
            {(issue, Heading(kind)): text for issue, kind, text in raw["notes"]},
            tuple(Warning(WarningKind(kind), *rest) for kind, *rest in raw["warnings"]),
        )


@dataclass(frozen=True)
class StoredScores:
    """What storing a file did: the scores that are new or changed, how many were as stored, how
    many texts changed.
    """

    changes: tuple[ScoreChange, ...]
    unchanged: int
    texts: int


def read_score_file(
    path: Path, fiscal_year: int | None = None, choice: PlanChoice = UNCHOSEN
) -> ScoreFile:
    """Read a workbook or a document (Word, Excel, CSV, PDF, text) for its scores; Unreadable says
    in one sentence why not.

    ``fiscal_year`` (Buddhist era) wins over what a workbook says. In a document every score keeps
    the year it is printed with; ``fiscal_year`` is that of the plan, as in ``plans.document``, and
    chooses among several plans as ``choice`` does.
    """
    source, name = read_source(path), shown_name(path)
    if is_score_workbook(source.blocks):
        return _from_workbook(source.blocks, name, fiscal_year, source.notes)
    return _from_document(source, name, fiscal_year, choice)


def store_score_file(
    session: Session,
    organization: Organization,
    file: ScoreFile,
    *,
    source: str,
    by: EnteredBy,
    now: datetime,
) -> StoredScores:
    """Store what a file says; what it does not name stays as it is. ``source`` is the file's name.

    Unreadable when a code is none of its year, or a workbook was written for another organization,
    or holds a text for an issue its year does not have.
    """
    if strange := unknown_codes(session, organization.id, file.entries):
        raise Unreadable(f"{source}: {strange}")
    if file.fiscal_year is not None:
        _check_owner(organization, file, source)
        _check_issues(session, organization, file.fiscal_year, file.notes, source)
    changes = enter_scores(session, organization, file.entries, source=source, by=by, now=now)
    texts = 0
    if file.fiscal_year is not None:
        texts = write_notes(session, organization, file.fiscal_year, file.notes, by=by, now=now)
    return StoredScores(changes, sum(map(len, file.entries.values())) - len(changes), texts)


def preview_score_file(
    session: Session,
    organization: Organization,
    file: ScoreFile,
    *,
    source: str,
    by: EnteredBy,
    now: datetime,
) -> StoredScores:
    """Try to store a file and take it back; Unreadable as ``store_score_file`` raises it."""
    trial = session.begin_nested()
    try:
        return store_score_file(session, organization, file, source=source, by=by, now=now)
    finally:
        trial.rollback()


def file_changes(
    session: Session, organization_id: int, file: ScoreFile
) -> tuple[ScoreChange, ...]:
    """Return what storing a file would change in the ledger, in printed order; nothing is
    written.
    """
    changes = []
    for year, entries in sorted(file.entries.items()):
        stored = {row.key: row.value for row in stored_entries(session, organization_id, year)}
        for entry in sorted(entries, key=lambda entry: (in_order(entry.code), entry.part)):
            if (before := stored.get(entry.key)) != entry.value:
                changes.append(ScoreChange(year, entry.code, entry.part, before, entry.value))
    return tuple(changes)


def names_another(file: ScoreFile, organization: Organization) -> bool:
    """Tell whether a file names another organization than the one it is for."""
    if not file.organization:
        return False
    printed, name = key(file.organization), key(organization.name)
    return printed not in name and name not in printed


def _check_owner(organization: Organization, file: ScoreFile, source: str) -> None:
    """Refuse the workbook of somebody else: it was written with a name, so another one is no slip
    of reading.
    """
    if file.organization and key(file.organization) != key(organization.name):
        raise Unreadable(
            f"{source} is the workbook of {file.organization}, not of {organization.name}: "
            "empty its line หน่วยงาน to store it all the same"
        )


def _check_issues(
    session: Session,
    organization: Organization,
    year: int,
    notes: Mapping[tuple[str, Heading], str],
    source: str,
) -> None:
    """Refuse texts that would never be printed."""
    numbers = [issue.number for issue in rule_of(session, organization.id, year).issues]
    if strange := sorted({issue for issue, _ in notes if issue not in numbers}):
        known = ", ".join(numbers) or "none"
        raise Unreadable(
            f"{source}: there is no issue {', '.join(strange)} in the rule of FY{year}; its "
            f"issues are {known}"
        )


def _from_workbook(
    blocks: Sequence[Block], name: str, fiscal_year: int | None, notes: Sequence[Warning]
) -> ScoreFile:
    found = read_score_workbook(blocks, name)
    warnings = [*notes, *found.warnings]
    year = fiscal_year or found.fiscal_year
    if year is None:
        raise Unreadable(f"{name} does not say its fiscal year: give it with --fiscal-year")
    if fiscal_year and found.fiscal_year and fiscal_year != found.fiscal_year:
        message = (
            f"สมุดงานระบุปีงบประมาณ พ.ศ. {found.fiscal_year} แต่บันทึกเป็น พ.ศ. {fiscal_year} ตามที่กำหนด"
        )
        warnings.append(Warning(WarningKind.CONTRADICTION, "หัวตาราง", message))
    if not found.entries and not found.notes:
        raise Unreadable(f"{name} has no score filled in")
    return ScoreFile(
        found.organization, year, {year: tuple(found.entries)}, found.notes, tuple(warnings)
    )


def _from_document(
    source: Source, name: str, fiscal_year: int | None, choice: PlanChoice
) -> ScoreFile:
    printed, warnings = scores.read_table_scores(source.blocks)
    organization = None
    try:
        document = read_blocks_as_plan(source.blocks, name, fiscal_year, source.notes, choice)
    except SeveralPlans:
        raise
    except Unreadable:
        # A paper may print scores and no measures; then its tables of scores are all there is to
        # read, and where it names no year the one asked for is theirs.
        if not printed and fiscal_year:
            printed, warnings = _of_year(source.blocks, fiscal_year)
        entries, doubts = printed_scores.settle(printed)
        warnings = [*source.notes, *warnings, *doubts, *claims.check_sums(printed)]
    else:
        entries, organization = document.scores, document.organization
        warnings = [warning for warning in document.warnings if warning.on_scores]
    if not entries:
        raise Unreadable(
            f"{name} prints no score: give a workbook of `kaona score template` or a document "
            "with tables of scores"
        )
    by_year: dict[int, list[Entry]] = {}
    for entry in entries:
        by_year.setdefault(entry.fiscal_year, []).append(_entry(entry))
    return ScoreFile(
        organization,
        None,
        {year: tuple(by_year[year]) for year in sorted(by_year)},
        {},
        tuple(warnings),
    )


def _of_year(blocks: Sequence[Block], year: int) -> tuple[list[PrintedScore], list[Warning]]:
    """Return the scores of a paper that names no year as those of ``year``, with a warning."""
    printed, warnings = scores.read_table_scores([Prose(f"คะแนน ปี {year}", 0), *blocks])
    message = f"เอกสารไม่ได้ระบุปี จึงถือว่าเป็นคะแนนปี {year} ตามที่กำหนด"
    return printed, [Warning(WarningKind.MISSING, "ตารางคะแนน", message), *warnings]


def _entry(score: ScoreEntry) -> Entry:
    return Entry(
        score.code, score.part or 0, two_decimals(Decimal(str(score.value))), score.decimals
    )
