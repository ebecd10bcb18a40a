"""A measure while its rows are being gathered: steps, lists, and who answers for which steps
when; and measures that are printed again, a quarter each, whose results join.
"""

from dataclasses import dataclass, field

from plans.columns import Column
from plans.document import (
    AssignmentEntry,
    MeasureEntry,
    PrintedMeasure,
    Warning,
    WarningKind,
)
from plans.header import Header
from plans.reading import items, parties
from plans.reading.dates import periods
from plans.reading.dates.period import Period
from plans.reading.items import ListItem
from plans.tables import BULLET, Cell, Row

_Groups = tuple[tuple[str, ...], ...]
LISTS = (Column.STEPS, Column.RESULTS, Column.OUTCOMES, Column.INDICATORS, Column.TARGETS)
_NOTHING = {"", "-", "–", "—"}
_MOST_ROWS = 60
"""Of one measure as it is printed; more are read by nobody."""


@dataclass
class PartyPeriod:
    """One assignment to be; ``steps`` are the indexes it covers."""

    parties: tuple[str, ...]
    period: Period | None
    steps: list[int]


@dataclass
class GatheredMeasure:
    """One measure, changed by every row that belongs to it."""

    issue: str | None
    code: str | None
    title: str
    line: int
    table: int = 0
    """Which table it stands in, counted by the rows of headings."""
    lists: dict[Column, list[ListItem]] = field(
        default_factory=lambda: {column: [] for column in LISTS}
    )
    followup: str = ""
    budget: str = ""
    slots: list[PartyPeriod] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    """What it was read from."""

    @property
    def where(self) -> str:
        """The place as an officer would name it."""
        if self.code:
            return f"มาตรการ {self.code}"
        short = self.title if len(self.title) <= 60 else self.title[:59] + "…"
        return f"ประเด็นที่ {self.issue} มาตรการ “{short}”" if self.issue else f"มาตรการ “{short}”"

    def warn(self, kind: WarningKind, message: str, column: str = "") -> None:
        self.warnings.append(Warning(kind, f"{self.where} {column}".strip(), message))

    def add_row(
        self, row: Row, header: Header, fiscal_year: int | None, is_page_break: bool, is_first: bool
    ) -> None:
        """Take in one row; the first row of a page goes on where the last page stopped."""
        self.rows.append(row)
        before = len(self.lists[Column.STEPS])
        for column in LISTS:
            self._extend(
                column, _content(header.cell(row, column), is_first), is_page_break and not is_first
            )
        self.followup = items.join_lines(
            self.followup, _content(header.cell(row, Column.FOLLOWUP), is_first).text
        )
        self.budget = items.join_lines(
            self.budget, _content(header.cell(row, Column.BUDGET), is_first).text
        )
        fresh = list(range(before, len(self.lists[Column.STEPS])))
        party_cell = _content(header.cell(row, Column.PARTY), is_first)
        groups = parties.read_parties(party_cell)
        period_cell = _content(header.cell(row, Column.PERIOD), is_first)
        lines = [part.removeprefix(BULLET) for part in period_cell.parts]
        if header.counts_quarters:
            lines = [periods.as_quarters(line) for line in lines]
        found = periods.read_periods("\n".join(lines), fiscal_year)
        if header.names_deadlines:
            found = tuple(period.as_deadline() for period in found)
        if is_page_break and not is_first:
            groups, found = self._take_up(groups, found, fiscal_year)
        if not is_first and self.slots and fresh:
            groups, found = self._shared(row, header, groups, found)
        if groups or found:
            numbers = [self.lists[Column.STEPS][step].number for step in fresh]
            by_number = None not in numbers and _numbers(party_cell) == numbers
            self.slots.extend(self._pair(groups, found, fresh, by_number))
        elif len(self.slots) == 1:
            self.slots[0].steps.extend(fresh)
        elif self.slots and fresh:
            self.warn(WarningKind.MISSING, f"ขั้นตอนที่ {fresh[0] + 1} ไม่มีผู้รับผิดชอบและระยะเวลากำกับ")

    def _shared(
        self, row: Row, header: Header, groups: _Groups, found: tuple[Period, ...]
    ) -> tuple[_Groups, tuple[Period, ...]]:
        """Return parties and periods of a further row, with what merged cells say for both."""
        last = self.slots[-1]
        if groups and not found and last.period and header.cell(row, Column.PERIOD).above:
            return groups, (last.period,)
        if found and not groups and last.parties:
            if not header.cell(row, Column.PARTY).above:
                names = " ".join(last.parties)
                message = f"แถวที่ระบุ “{found[0].text}” ไม่มีผู้รับผิดชอบ จึงถือว่าเป็น{names}ตามแถวบน"
                self.warn(WarningKind.MISSING, message)
            return (last.parties,), found
        return groups, found

    def printed(self) -> PrintedMeasure:
        """Return the document's own words: the rows, each without its empty cells."""
        rows = (
            tuple("\n".join(cell.parts) for cell in row.cells if cell)
            for row in self.rows[:_MOST_ROWS]
        )
        return PrintedMeasure(self.where, tuple(row for row in rows if row))

    def finish(self) -> MeasureEntry:
        """Return the measure; an assignment of all steps names none."""
        steps = self.lists[Column.STEPS]
        self._check_numbers(steps)
        every = set(range(len(steps)))
        assignments = tuple(
            AssignmentEntry(
                parties=slot.parties,
                steps=()
                if len(self.slots) == 1 or set(slot.steps) == every
                else tuple(sorted(slot.steps)),
                period_text=slot.period.text if slot.period else None,
                start=slot.period.start if slot.period else None,
                end=slot.period.end if slot.period else None,
                recurrence=slot.period.recurrence if slot.period else None,
            )
            for slot in self.slots
        )
        texts = {
            column: tuple(item.text for item in entries) for column, entries in self.lists.items()
        }
        return MeasureEntry(
            self.issue,
            self.code,
            self.title,
            texts[Column.STEPS],
            self.followup or None,
            texts[Column.RESULTS],
            texts[Column.OUTCOMES],
            assignments,
            texts[Column.INDICATORS],
            texts[Column.TARGETS],
            None if self.budget in _NOTHING else self.budget,
        )

    def _extend(self, column: Column, cell: Cell, goes_on: bool) -> None:
        entries = self.lists[column]
        for item in items.read_items(cell):
            if goes_on and entries and item.number is None and not item.fresh:
                last = entries[-1]
                entries[-1] = ListItem(
                    last.number, items.join_lines(last.text, item.text), last.fresh
                )
            else:
                entries.append(item)
            goes_on = False

    def _take_up(
        self,
        groups: _Groups,
        found: tuple[Period, ...],
        fiscal_year: int | None,
    ) -> tuple[_Groups, tuple[Period, ...]]:
        """Finish a party ("ส่วนราชการประจำ" …) or a period ("ต.ค. 69 -" …) that a page end cut;
        return what is left.
        """
        last = self.slots[-1] if self.slots else None
        if last and last.parties and groups and parties.is_unfinished(last.parties[-1]):
            whole = parties.unwrap(f"{last.parties[-1]} {groups[0][0]}")
            last.parties = (*last.parties[:-1], whole, *groups[0][1:])
            groups = groups[1:]
        if (
            last
            and last.period
            and found
            and (last.period.text.endswith(("-", "–", "ถึง")) or not last.period.is_resolved)
        ):
            period = periods.read_period(f"{last.period.text} {found[0].text}", fiscal_year)
            if period.is_resolved:
                last.period, found = period, found[1:]
        return groups, found

    def _pair(
        self,
        groups: _Groups,
        found: tuple[Period, ...],
        fresh: list[int],
        by_number: bool,
    ) -> list[PartyPeriod]:
        """Pair parties, periods and steps in printed order
        (docs/contracts.md#plan-read---json); parties numbered as the steps are, by their numbers.
        """
        if by_number and len(found) <= 1 and len(groups) == len(fresh) > 1:
            period = found[0] if found else None
            return [
                PartyPeriod(names, period, [step])
                for names, step in zip(groups, fresh, strict=True)
            ]
        everyone = tuple(dict.fromkeys(name for group in groups for name in group))
        if len(groups) == len(found):
            pairs: list[tuple[tuple[str, ...], Period | None]] = list(
                zip(groups, found, strict=True)
            )
        elif len(found) <= 1:
            pairs = [(everyone, found[0] if found else None)]
        else:
            pairs = [(everyone, period) for period in found]
            if len(groups) > 1:
                message = (
                    f"มีผู้รับผิดชอบ {len(groups)} รายการ แต่มีระยะเวลา {len(found)} รายการ "
                    "จึงถือว่าทุกรายรับผิดชอบทุกช่วงเวลา"
                )
                self.warn(WarningKind.UNRESOLVED_PARTY, message)
        if len(pairs) == 1 or not fresh:
            return [PartyPeriod(names, period, list(fresh)) for names, period in pairs]
        if len(pairs) == len(fresh):
            return [
                PartyPeriod(names, period, [step])
                for (names, period), step in zip(pairs, fresh, strict=True)
            ]
        if len(fresh) > 1:
            message = (
                f"มีขั้นตอน {len(fresh)} ข้อ แต่มีผู้รับผิดชอบกับระยะเวลา {len(pairs)} คู่ "
                "จึงถือว่าทุกคู่รับผิดชอบทุกขั้นตอน"
            )
            self.warn(WarningKind.UNRESOLVED_PARTY, message)
        return [PartyPeriod(names, period, list(fresh)) for names, period in pairs]

    def _check_numbers(self, steps: list[ListItem]) -> None:
        seen: set[int] = set()
        for item in steps:
            if item.number in seen:
                self.warn(
                    WarningKind.DUPLICATE,
                    f"เลขลำดับ {item.number} ปรากฏซ้ำ โปรดตรวจสอบลำดับข้อ",
                    "ช่องขั้นตอน",
                )
            if item.number is not None:
                seen.add(item.number)


def _numbers(cell: Cell) -> list[int | None]:
    return [item.number for item in items.read_items(cell)]


def _content(cell: Cell, is_first: bool) -> Cell:
    """Return the cell, or for a new measure what the cell above says when both are merged."""
    return Cell(cell.above) if is_first and not cell.parts and cell.above else cell
