"""Which stored measure a printed one is, and which stored assignment: the pairs a difference is
made of.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.tables.plan import Assignment, Measure
from plans.document import AssignmentEntry, MeasureEntry
from plans.storing.directory import Directory, Party
from thai.names import key

S = TypeVar("S")
W = TypeVar("W")
Rule = tuple[Callable[[S], Hashable], Callable[[W], Hashable], bool]
"""A key of the stored, a key of the printed, and whether it must be the only one on both sides; a
key of None pairs nothing.
"""


@dataclass(frozen=True)
class Pair(Generic[S, W]):
    """A stored thing and the printed one it became; without one of them it was added or removed."""

    stored: S | None
    wanted: W | None


@dataclass(frozen=True)
class WantedAssignment:
    """One party of a printed assignment: what becomes one row."""

    party: Party
    entry: AssignmentEntry


def pair_measures(
    stored: Sequence[Measure], wanted: Sequence[MeasureEntry]
) -> list[Pair[Measure, MeasureEntry]]:
    """Pair measures by code and title, by a title that is the only one of its wording, by code, by
    title; removed ones come last.

    The wording goes before the code because a plan in which one measure is put in renumbers all
    that follow.
    """
    living = [measure for measure in stored if measure.removed_at is None]
    gone = [measure for measure in stored if measure.removed_at is not None]
    rules: list[Rule[Measure, MeasureEntry]] = [
        (lambda m: (m.code, key(m.title)), lambda w: (w.code, key(w.title)), False),
        (lambda m: key(m.title), lambda w: key(w.title), True),
        (lambda m: m.code, lambda w: w.code, False),
        (lambda m: key(m.title), lambda w: key(w.title), False),
    ]
    pairs = _pair(living, wanted, rules)
    unmet = [pair.wanted for pair in pairs if pair.stored is None and pair.wanted is not None]
    returned = {
        id(pair.wanted): pair.stored
        for pair in _pair(gone, unmet, rules[:1])
        if pair.wanted and pair.stored
    }
    return [
        Pair(returned.get(id(pair.wanted)), pair.wanted) if pair.stored is None else pair
        for pair in pairs
    ]


def pair_assignments(
    stored: Sequence[Assignment], wanted: Sequence[WantedAssignment]
) -> list[Pair[Assignment, WantedAssignment]]:
    """Pair assignments of one measure: only with the same party, first with the same period, then
    with the same steps.

    Removed ones come last, so that a party that is named again gets its reports back.
    """
    rules: list[Rule[Assignment, WantedAssignment]] = [
        (
            lambda a: (_party_of(a), _period_of(a), tuple(a.steps)),
            lambda w: (*_known(w), w.entry.steps),
            False,
        ),
        (lambda a: (_party_of(a), _period_of(a)), _known, False),
        (
            lambda a: (_party_of(a), tuple(a.steps)),
            lambda w: (w.party.identity, w.entry.steps),
            False,
        ),
        (_party_of, lambda w: w.party.identity, False),
    ]
    pairs = _pair([a for a in stored if a.removed_at is None], wanted, rules)
    unmet = [pair.wanted for pair in pairs if pair.stored is None and pair.wanted is not None]
    again = _pair([a for a in stored if a.removed_at is not None], unmet, rules)
    returned = {id(pair.wanted): pair.stored for pair in again if pair.wanted and pair.stored}
    return [
        Pair(returned.get(id(pair.wanted)), pair.wanted) if pair.stored is None else pair
        for pair in pairs
    ]


def wanted_assignments(entry: MeasureEntry, directory: Directory) -> list[WantedAssignment]:
    """Return the rows of a printed measure: one for each party, one with nobody where no party is
    printed; none twice.
    """
    rows: list[WantedAssignment] = []
    seen = set()
    for assignment in entry.assignments or (AssignmentEntry(),):
        for party in [directory.party(text) for text in assignment.parties] or [
            directory.party(None)
        ]:
            row = WantedAssignment(party, assignment)
            same = (*_known(row), assignment.steps)
            if same not in seen:
                seen.add(same)
                rows.append(row)
    return rows


def _party_of(stored: Assignment) -> tuple[str, int | str]:
    if stored.agency_id is not None:
        return "agency", stored.agency_id
    if stored.group_id is not None:
        return "group", stored.group_id
    return "nobody", key(stored.party_text or "")


def _period_of(stored: Assignment) -> tuple[object, ...]:
    return stored.start_on, stored.end_on, stored.recurrence, stored.period_text


def _known(wanted: WantedAssignment) -> tuple[Hashable, ...]:
    entry = wanted.entry
    return wanted.party.identity, (entry.start, entry.end, entry.recurrence, entry.period_text)


def _pair(
    stored: Sequence[S], wanted: Sequence[W], rules: Iterable[Rule[S, W]]
) -> list[Pair[S, W]]:
    """Apply the rules in turn, each to what the ones before left over; the printed order, then what
    nothing was printed for.
    """
    partners: dict[int, S] = {}
    left = list(stored)
    open_places = list(range(len(wanted)))
    for stored_key, wanted_key, only in rules:
        waiting: dict[Hashable, list[S]] = defaultdict(list)
        for item in left:
            waiting[stored_key(item)].append(item)
        printed = Counter(wanted_key(wanted[place]) for place in open_places)
        for place in open_places:
            found = wanted_key(wanted[place])
            if (
                found is None
                or not waiting[found]
                or (only and (printed[found] > 1 or len(waiting[found]) > 1))
            ):
                continue
            partners[place] = waiting[found].pop(0)
        taken = {id(item) for item in partners.values()}
        left = [item for item in left if id(item) not in taken]
        open_places = [place for place in open_places if place not in partners]
    pairs: list[Pair[S, W]] = [Pair(partners.get(place), item) for place, item in enumerate(wanted)]
    return pairs + [Pair(item, None) for item in left]
