"""A table of measures printed a second time: its measures are joined into those of the first, and
what the two say differently is a doubt.
"""

from itertools import groupby

from plans.columns import Column
from plans.document import WarningKind
from plans.reading import items
from plans.reading.gathering import GatheredMeasure, PartyPeriod
from plans.tables import solid

_Key = tuple[str | None, str | None, str]


def join_copies(drafts: list[GatheredMeasure]) -> None:
    """Join the measures of a table into those of the tables before it, in place, when half of them
    or more are printed there too.
    """
    known: dict[_Key, GatheredMeasure] = {}
    kept: list[GatheredMeasure] = []
    for _, group in groupby(drafts, lambda draft: draft.table):
        table = list(group)
        copies = [draft for draft in table if _key(draft) in known]
        is_copy = 2 * len(copies) >= len(table) and len(set(map(_key, copies))) == len(copies)
        for draft in table:
            first = known.setdefault(_key(draft), draft)
            if is_copy and first is not draft:
                _join(first, draft)
            else:
                kept.append(draft)
    drafts[:] = kept


def _key(draft: GatheredMeasure) -> _Key:
    return draft.issue, draft.code, solid(draft.title)


def _join(first: GatheredMeasure, copy: GatheredMeasure) -> None:
    """Add what a copy says and the first printing does not."""
    steps = [solid(step.text) for step in first.lists[Column.STEPS]]
    for column, entries in copy.lists.items():
        said = {solid(entry.text) for entry in first.lists[column]}
        first.lists[column] += [entry for entry in entries if solid(entry.text) not in said]
    if copy.followup and solid(copy.followup) not in solid(first.followup):
        first.followup = items.join_lines(first.followup, copy.followup)
    places = {solid(step.text): at for at, step in enumerate(first.lists[Column.STEPS])}
    for slot in copy.slots:
        its = sorted({places[solid(copy.lists[Column.STEPS][step].text)] for step in slot.steps})
        if not any(_is_told(slot, other) for other in first.slots):
            first.slots.append(PartyPeriod(slot.parties, slot.period, its))
    first.warnings += copy.warnings
    first.rows += copy.rows
    if steps and len(first.lists[Column.STEPS]) > len(steps):
        message = "มาตรการนี้พิมพ์ซ้ำในตารางถัดไปโดยมีขั้นตอนต่างกัน จึงรวมขั้นตอนของทุกตาราง"
        first.warn(WarningKind.CONTRADICTION, message)


def _is_told(slot: PartyPeriod, by: PartyPeriod) -> bool:
    """Tell whether another slot says all that one does: the same parties and period, or the one of
    the two that is printed again.
    """
    period, other = (each.period.text if each.period else None for each in (slot, by))
    return slot.parties in ((), by.parties) and period in (None, other)
