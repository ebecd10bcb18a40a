"""What an agency's form says, and how it differs from what is stored: values only, known to whoever
writes, reads or shows a form.
"""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from models.tables.obligations import ObligationState, Progress
from thai.cleaning import clean
from thai.dates import long_month
from thai.numbers import to_arabic_digits

LONGEST_NOTE = 300
LONGEST_TEXT = 5000
"""Letters; as many as a message of LINE has, in which the same words may come."""


@dataclass(frozen=True)
class FormAnswer:
    """What a row of the form says; ``evidence`` is in words: letters, events, addresses.
    Without progress it says nothing.
    """

    progress: Progress | None = None
    percent: int | None = None
    summary: str = ""
    outcome: str = ""
    obstacle: str = ""
    evidence: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self != FormAnswer()


@dataclass(frozen=True)
class FormItem:
    """One report of the form; ``revision`` is the number of the version it shows, 0 for none."""

    obligation_id: int
    code: str | None
    title: str
    period: str | None
    month: date
    due_on: date
    state: ObligationState
    reason: str | None
    revision: int
    answer: FormAnswer

    @property
    def label(self) -> str:
        """The measure as the form prints it, with its period below it."""
        measure = f"{self.code} {self.title}" if self.code else self.title
        return f"{measure}\n({self.period})" if self.period else measure

    def is_named(self, measure: str, month: str) -> bool:
        """Tell whether a measure and a month as they stand in a form are this report's."""
        return _letters(measure) == _letters(self.label) and _letters(month) == _letters(
            long_month(self.month)
        )


@dataclass(frozen=True)
class FilledRow:
    """A row that came back; ``line`` is its place in the file, for messages; ``measure`` and
    ``month`` as printed in it, if they are.
    """

    line: int
    obligation_id: int
    revision: int
    answer: FormAnswer
    measure: str = ""
    month: str = ""


class FormFault(StrEnum):
    """Why a row cannot be taken."""

    UNKNOWN = "unknown"  # no such report of this agency
    TWICE = "twice"
    NO_PROGRESS = "no_progress"
    NO_SUMMARY = "no_summary"
    NO_OBSTACLE = "no_obstacle"  # demanded when the measure was not achieved
    PERCENT = "percent"
    LONG_NOTE = "long_note"
    LONG_TEXT = "long_text"
    # its number is that of another measure or month: cells were sorted, or the plan changed
    MOVED = "moved"
    CHANGED_MEANWHILE = "changed_meanwhile"
    CLOSED = "closed"


@dataclass(frozen=True)
class RowFault:
    """A row and what is wrong with it."""

    row: FilledRow
    fault: FormFault


@dataclass(frozen=True)
class RowChange:
    """A row that would be stored: what stands there now and what the form says."""

    row: FilledRow
    item: FormItem
    before: FormAnswer

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of what changes."""
        names = ("progress", "percent", "summary", "outcome", "obstacle", "evidence")
        before, after = comparable(self.before), comparable(self.row.answer)
        return tuple(name for name in names if getattr(before, name) != getattr(after, name))


@dataclass(frozen=True)
class FormDifference:
    """What storing a form would change; with faults nothing is stored."""

    changes: tuple[RowChange, ...]
    faults: tuple[RowFault, ...]
    unchanged: int
    empty: int


class CannotStore(Exception):
    """Rows of the form cannot be taken; ``difference`` says which."""

    def __init__(self, difference: FormDifference) -> None:
        super().__init__(f"{len(difference.faults)} rows cannot be taken; nothing was stored")
        self.difference = difference


def comparable(answer: FormAnswer) -> FormAnswer:
    """Return an answer as it compares: a workbook keeps neither double spaces nor empty lines."""

    def text(written: str) -> str:
        return "\n".join(filter(None, map(clean, written.splitlines())))

    return replace(
        answer,
        summary=text(answer.summary),
        outcome=text(answer.outcome),
        obstacle=text(answer.obstacle),
        evidence=tuple(map(text, answer.evidence)),
    )


def _letters(text: str) -> str:
    """Return the letters, marks and digits of a text, as two texts are compared whose layout may
    differ.
    """
    plain = to_arabic_digits(clean(text))
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LMN")
