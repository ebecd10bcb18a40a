"""How a plan comes in: Word, Excel, CSV, a web page, a PDF or OCR text becomes a plan read and
checked, a warning for every doubt.
"""

from plans.document import (
    AssignmentEntry,
    IssueEntry,
    MeasureEntry,
    PlanDocument,
    ScoreEntry,
    Unreadable,
    Warning,
    WarningKind,
)
from plans.parties import is_collective
from plans.reading import read

__all__ = [
    "AssignmentEntry",
    "IssueEntry",
    "MeasureEntry",
    "PlanDocument",
    "ScoreEntry",
    "Unreadable",
    "Warning",
    "WarningKind",
    "is_collective",
    "read",
]
