"""What reading a plan gives: the values behind ``plan read --json``
(docs/contracts.md#plan-read---json).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class WarningKind(StrEnum):
    """Why an officer should look at a place of the document again."""

    ARITHMETIC = "arithmetic"
    CONTRADICTION = "contradiction"
    OCR = "ocr"
    UNRESOLVED_PERIOD = "unresolved_period"
    UNRESOLVED_PARTY = "unresolved_party"
    MISSING = "missing"
    FILLER = "filler"
    DUPLICATE = "duplicate"


class Unreadable(Exception):
    """The file is no plan that can be read; the message is one English sentence for the command
    line.
    """


@dataclass(frozen=True)
class Warning:
    """A doubt about one place of the document; ``where`` and ``message`` are Thai, shown to
    officers.
    """

    kind: WarningKind
    where: str
    message: str
    grave: bool = False
    """Whether a rule may say its opposite; shown first, no part of the printed JSON."""
    on_scores: bool = False
    """Whether it is about the scores a document prints; no part of the printed JSON."""


@dataclass(frozen=True)
class IssueEntry:
    """ประเด็น as printed; ``number`` in Arabic digits, None when printed without one."""

    number: str | None
    title: str


@dataclass(frozen=True)
class AssignmentEntry:
    """Who does which steps (0-based indexes; empty: all of them), and when (days inclusive)."""

    parties: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    period_text: str | None = None
    start: date | None = None
    end: date | None = None
    recurrence: str | None = None


@dataclass(frozen=True)
class MeasureEntry:
    """มาตรการ: one row of the plan; ``issue`` is the number of its issue, ``code`` is as printed in
    Arabic digits.
    """

    issue: str | None
    code: str | None
    title: str
    steps: tuple[str, ...] = ()
    followup: str | None = None
    results: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    assignments: tuple[AssignmentEntry, ...] = ()
    indicators: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    """By what success is measured and what is hoped for: no outcome."""
    budget: str | None = None


@dataclass(frozen=True)
class ScoreEntry:
    """An ITA score, 0 to 100: code "overall", "IIT", "1".."10", "9.1", "i1", "e1" or "o1"; part 1
    or 2 of the EIT.

    ``decimals`` is how many were printed, None where that is not known: how far a sum may be off
    hangs on it.
    """

    code: str
    part: int | None
    fiscal_year: int
    value: float
    decimals: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Frame:
    """The paragraphs around the table of a result report: above it titles and introduction, below
    it remarks and signature.
    """

    titles: tuple[str, ...] = ()
    introduction: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()


@dataclass(frozen=True)
class Narrative:
    """What a plan says in words beside its tables: foreword and analysis before the table of
    measures, the rule on follow-up after it; a paragraph each, who signs left out.

    ``questions`` are the assessment's, in the document's own words: code, fiscal year (Buddhist
    era) of the scores, text.
    """

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    questions: tuple[tuple[str, int, str], ...] = ()


@dataclass(frozen=True)
class PrintedMeasure:
    """The rows a measure was read from: how its doubts name it, and the document's own words,
    a row each, a cell each.
    """

    where: str
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class PlanDocument:
    """One document, understood; what it does not say is None or empty."""

    organization: str | None
    fiscal_year: int | None
    issues: tuple[IssueEntry, ...]
    measures: tuple[MeasureEntry, ...]
    scores: tuple[ScoreEntry, ...]
    warnings: tuple[Warning, ...]
    frame: Frame | None = None
    """What a result report prints around its table; no part of the printed JSON."""
    narrative: Narrative | None = None
    """What a plan says in words; None for a result report. No part of the printed JSON."""
    is_draft: bool = False
    """Whether its measures were made of a list, not read in a table; no part of the JSON."""
    printed: tuple[PrintedMeasure, ...] = field(default=(), compare=False)
    """Of each measure, in their order, what it was read from; no part of the printed JSON."""

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``plan read --json`` prints: lists, strings, numbers, ISO dates
        and nulls only.
        """
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        del plain["frame"], plain["narrative"], plain["is_draft"], plain["printed"]
        for score in plain["scores"]:
            del score["decimals"]
        for warning in plain["warnings"]:
            del warning["grave"], warning["on_scores"]
        return plain


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value
