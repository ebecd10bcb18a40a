"""A form of an agency that came back, as lines of text for the command line."""

from collections.abc import Iterator

from plans.workbooks.agency_answers import (
    LONGEST_NOTE,
    LONGEST_TEXT,
    FormDifference,
    FormFault,
    FormItem,
    RowChange,
)

_FAULTS = {
    FormFault.UNKNOWN: "there is no such report of this agency",
    FormFault.TWICE: "the same report stands in the form twice",
    FormFault.NO_PROGRESS: "the progress is not chosen",
    FormFault.NO_SUMMARY: "the summary is empty",
    FormFault.NO_OBSTACLE: "what was not achieved needs its obstacle",
    FormFault.PERCENT: "the per cent is not between 0 and 100",
    FormFault.LONG_NOTE: f"an entry of the evidence has more than {LONGEST_NOTE} letters",
    FormFault.LONG_TEXT: f"a text has more than {LONGEST_TEXT} letters",
    FormFault.MOVED: (
        "its measure or month is not that of its number (rows were sorted, or the plan "
        "changed): write a new form"
    ),
    FormFault.CHANGED_MEANWHILE: (
        "another version was sent meanwhile: write a new form and fill that in"
    ),
    FormFault.CLOSED: "it is not taken any more: its round is closed, or it was excused or ended",
}


def form_lines(difference: FormDifference) -> Iterator[str]:
    """Give what a form changes: + first reports, ~ new versions with what was and what is, ! what
    cannot be taken; then the counts.
    """
    for change in difference.changes:
        yield from _change_lines(change)
    for each in difference.faults:
        yield f"! row {each.row.line} (report {each.row.obligation_id}): {_FAULTS[each.fault]}"
    yield (
        f"{len(difference.changes)} reports to store, {difference.unchanged} unchanged, "
        f"{difference.empty} left empty, "
        f"{len(difference.faults)} that cannot be taken."
    )


def stored_line(difference: FormDifference) -> str:
    """Give what was done."""
    count = len(difference.changes)
    return f"Stored {count} reports." if count else "Nothing to store."


def _change_lines(change: RowChange) -> Iterator[str]:
    answer = change.row.answer
    if not change.before:
        yield f"+ {_label(change.item)}: {answer.progress}; {_short(answer.summary)}"
        return
    yield f"~ {_label(change.item)}: {', '.join(change.fields)}"
    for name in change.fields:
        yield f"    - {_short(_shown(getattr(change.before, name)))}"
        yield f"    + {_short(_shown(getattr(answer, name)))}"


def _label(item: FormItem) -> str:
    return f"{item.month:%Y-%m} {item.code or _short(item.title)}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
