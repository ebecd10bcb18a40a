"""The form of a measure: what is shown of an entry, and the entry that was typed."""

import json
from dataclasses import dataclass, field, replace

from werkzeug.datastructures import MultiDict

from plans.document import AssignmentEntry, MeasureEntry
from plans.reading.dates.period import write_period
from plans.reading.dates.periods import read_period
from plans.storing.directory import LONGEST_NAME
from plans.storing.editing import folded
from plans.storing.kept import kept_measure, plain_measure
from thai.cleaning import clean
from thai.numbers import to_arabic_digits
from web.plan import words

_BLANK_ROWS = 2
_MOST_ROWS = 300
_LONGEST_CODE = 20
_LONGEST_TEXT = 4000
LISTS = ("indicators", "targets")


@dataclass(frozen=True)
class PartyRow:
    """One party with its period and its steps, as they are typed."""

    party: str = ""
    period: str = ""
    covers: str = ""


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with a field, by the field's id."""

    field: str
    said: str


@dataclass
class MeasureForm:
    """What the fields of a measure hold; ``was`` is what they were made from."""

    was: MeasureEntry
    code: str = ""
    issue: str = ""
    title: str = ""
    steps: str = ""
    lists: dict[str, str] = field(default_factory=dict)
    budget: str = ""
    rows: list[PartyRow] = field(default_factory=list)
    problems: list[FieldProblem] = field(default_factory=list)

    @property
    def was_text(self) -> str:
        """What the form was made from, for its hidden field."""
        return json.dumps(plain_measure(self.was), ensure_ascii=False, sort_keys=True)


def period_text(entry: AssignmentEntry) -> str:
    """Return a period as it is printed, else as it would be."""
    return entry.period_text or write_period(entry.start, entry.end, entry.recurrence)


def understood(entry: AssignmentEntry) -> str:
    """Return what a period is understood as, where that is not what is printed; "" otherwise."""
    written = write_period(entry.start, entry.end, entry.recurrence)
    return "" if clean(written) == clean(entry.period_text or "") else written


def form_of(entry: MeasureEntry) -> MeasureForm:
    """Return the form of a measure as it is, with room for two parties more."""
    rows = [
        PartyRow(party, period_text(each), ", ".join(str(step + 1) for step in each.steps))
        for each in entry.assignments
        for party in each.parties or ("",)
    ]
    return MeasureForm(
        entry,
        entry.code or "",
        entry.issue or "",
        entry.title,
        "\n".join(entry.steps),
        {name: "\n".join(getattr(entry, name)) for name in LISTS},
        entry.budget or "",
        rows + [PartyRow()] * _BLANK_ROWS,
    )


def was_of(fields: MultiDict[str, str]) -> MeasureEntry | None:
    """Return what a form was made from; None where its hidden field says nothing."""
    try:
        return kept_measure(json.loads(fields.get("was", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def read_form(
    fields: MultiDict[str, str], was: MeasureEntry, fiscal_year: int | None
) -> tuple[MeasureForm, MeasureEntry]:
    """Return the form as it was typed, with what is wrong, and the entry it means."""
    rows = [
        PartyRow(*map(clean, typed))
        for typed in zip(
            fields.getlist("party"),
            fields.getlist("period"),
            fields.getlist("covers"),
            strict=False,
        )
    ][:_MOST_ROWS]
    form = MeasureForm(
        was,
        clean(fields.get("code", "")),
        fields.get("issue", ""),
        clean(fields.get("title", "")),
        fields.get("steps", "").replace("\r\n", "\n"),
        {name: fields.get(name, "").replace("\r\n", "\n") for name in LISTS},
        clean(fields.get("budget", "")),
        rows,
    )
    steps = _lines(form.steps)
    entry = replace(
        was,
        code=form.code or None,
        issue=form.issue or None,
        title=form.title,
        steps=steps,
        indicators=_lines(form.lists["indicators"]),
        targets=_lines(form.lists["targets"]),
        budget=form.budget or None,
        assignments=_assignments(form, len(steps), fiscal_year),
    )
    _check(form, entry)
    return form, entry


def _check(form: MeasureForm, entry: MeasureEntry) -> None:
    texts = (entry.title, entry.budget or "", *entry.steps, *entry.indicators, *entry.targets)
    if not entry.title:
        form.problems.insert(0, FieldProblem("title", words.TITLE_PLEASE))
    if len(entry.code or "") > _LONGEST_CODE:
        form.problems.insert(0, FieldProblem("code", words.CODE_TOO_LONG))
    if any(len(text) > _LONGEST_TEXT for text in texts):
        form.problems.insert(0, FieldProblem("steps", words.TEXT_TOO_LONG))


def _assignments(
    form: MeasureForm, steps: int, fiscal_year: int | None
) -> tuple[AssignmentEntry, ...]:
    known = {clean(period_text(each)): each for each in form.was.assignments}
    found = []
    for number, row in enumerate(form.rows, 1):
        if not (row.party or row.period or row.covers):
            continue
        if len(row.party) > LONGEST_NAME:
            form.problems.append(FieldProblem(f"party-{number}", words.PARTY_TOO_LONG))
        covers = _covers(row.covers, steps)
        if covers is None:
            form.problems.append(FieldProblem(f"covers-{number}", words.no_such_step(row.covers)))
        entry = AssignmentEntry((row.party,) if row.party else (), covers or ())
        if row.period in known and row.period:
            same = known[row.period]
            entry = replace(
                entry,
                period_text=same.period_text,
                start=same.start,
                end=same.end,
                recurrence=same.recurrence,
            )
        elif row.period:
            period = read_period(row.period, fiscal_year)
            if not period.is_resolved:
                form.problems.append(FieldProblem(f"period-{number}", words.no_period(row.period)))
            entry = replace(
                entry,
                period_text=row.period,
                start=period.start,
                end=period.end,
                recurrence=period.recurrence,
            )
        found.append(entry)
    return folded(found)


def _covers(text: str, steps: int) -> tuple[int, ...] | None:
    """Return the places of the steps that are named; None when one of them is not there."""
    numbers = [part for part in to_arabic_digits(text).replace(",", " ").split() if part]
    if not all(part.isdecimal() and 1 <= int(part) <= steps for part in numbers):
        return None
    return tuple(sorted({int(part) - 1 for part in numbers}))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, text.split("\n"))))
