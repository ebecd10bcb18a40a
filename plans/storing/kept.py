"""A document that was read, as plain JSON and back: so that it is kept between reading and storing,
and so that a form may carry what it was made from.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from plans.document import (
    AssignmentEntry,
    Frame,
    IssueEntry,
    MeasureEntry,
    Narrative,
    PlanDocument,
    PrintedMeasure,
    ScoreEntry,
    Warning,
    WarningKind,
)

Plain = dict[str, Any]


def plain_measure(entry: MeasureEntry) -> Plain:
    """Return a measure as JSON values; equal measures give equal values."""
    return _plain_dict(asdict(entry))


def kept_measure(plain: Plain) -> MeasureEntry:
    """Return what ``plain_measure`` wrote down; KeyError, TypeError or ValueError for anything
    else.
    """
    assignments = tuple(
        AssignmentEntry(
            tuple(map(str, each["parties"])),
            tuple(map(int, each["steps"])),
            each["period_text"],
            _day(each["start"]),
            _day(each["end"]),
            each["recurrence"],
        )
        for each in plain["assignments"]
    )
    lists = {
        name: tuple(map(str, plain[name]))
        for name in ("steps", "results", "outcomes", "indicators", "targets")
    }
    return MeasureEntry(
        plain["issue"],
        plain["code"],
        str(plain["title"]),
        followup=plain["followup"],
        budget=plain["budget"],
        assignments=assignments,
        **lists,
    )


def plain_document(document: PlanDocument) -> Plain:
    """Return a document as JSON values."""
    return _plain_dict(asdict(document))


def kept_document(plain: Plain) -> PlanDocument:
    """Return what ``plain_document`` wrote down."""
    return PlanDocument(
        plain["organization"],
        plain["fiscal_year"],
        tuple(IssueEntry(**each) for each in plain["issues"]),
        tuple(map(kept_measure, plain["measures"])),
        tuple(ScoreEntry(**each) for each in plain["scores"]),
        tuple(Warning(**{**each, "kind": WarningKind(each["kind"])}) for each in plain["warnings"]),
        Frame(**_tuples(plain["frame"])) if plain["frame"] else None,
        _narrative(plain["narrative"]) if plain["narrative"] else None,
        plain["is_draft"],
        tuple(
            PrintedMeasure(each["where"], tuple(map(tuple, each["rows"])))
            for each in plain["printed"]
        ),
    )


def _narrative(plain: Plain) -> Narrative:
    questions = tuple(
        (str(code), int(year), str(text)) for code, year, text in plain.get("questions", ())
    )
    return Narrative(tuple(plain["before"]), tuple(plain["after"]), questions)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tuples(lists: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {name: tuple(texts) for name, texts in lists.items()}


def _plain_dict(value: dict[str, Any]) -> Plain:
    return {name: _plain(inner) for name, inner in value.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return _plain_dict(value)
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, WarningKind) else value
