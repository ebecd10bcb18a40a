"""The reports behind a rolled-up sentence: a paper says which they are without naming them, and
they are looked up when somebody asks, a version is frozen or an edit is stored.

``reports:12:newest:2027-03-01:28-4711-88123`` are the newest reports of measure 12 up to March,
28 of them; the other numbers change when they do.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from models.tables.obligations import Progress
from models.tables.plan import Plan
from models.tables.year.result_report import AcceptedReport, CellEdit
from papers.drawn.outcomes import every_outcome
from papers.drawn.reports import SaidOutcome, Several
from papers.drawn.rows import Rows, in_order
from papers.drawn.telling import NAMED_FAILURES
from papers.print.document import Document, PaperCell, PaperLine, PaperSection

_REPORTS, _EDITED = "reports:", "edited:"
NEWEST, OTHER_FAILURES = "newest", "other-failures"


def revision(revision_id: int) -> str:
    """Return the source of a sentence that tells one report."""
    return f"revision:{revision_id}"


def several(measure_id: int, which: str, until: date | None, found: Several) -> str:
    """Return the source of a sentence that tells several reports of a measure: ``NEWEST``,
    ``OTHER_FAILURES`` or those of an outcome.
    """
    month = until.isoformat() if until else ""
    return f"{_REPORTS}{measure_id}:{which}:{month}:{found.count}-{found.newest}-{found.total}"


def of_outcome(outcome: SaidOutcome) -> str:
    """Return which reports are those that have an outcome among theirs."""
    return f"outcome-{sha256(outcome.words.encode()).hexdigest()[:16]}"


def edited(edit_id: int) -> str:
    """Return the source of an edited sentence: whatever its cell was drawn from then."""
    return f"{_EDITED}{edit_id}"


def is_short(source: str) -> bool:
    """Tell whether a source stands for others."""
    return source.startswith((_REPORTS, _EDITED))


def spelled_out(session: Session, plan: Plan, sources: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return what each of the sources that stand for others stands for now, as "revision:17"."""
    short = sorted({source for source in sources if is_short(source)})
    found: dict[str, tuple[str, ...]] = {}
    asked: dict[tuple[int, str], list[str]] = defaultdict(list)
    for source in short:
        if source.startswith(_EDITED):
            edit = session.get_one(CellEdit, int(source.removeprefix(_EDITED)))
            found[source] = tuple(map(str, edit.sources))
        else:
            _, number, _, month, _ = source.split(":")
            asked[int(number), month].append(source)
    for (measure_id, until), together in asked.items():
        rows = Rows.of(session, plan, date.fromisoformat(until) if until else None)
        rows = rows.some([measure_id])
        stored = session.execute(_stored(rows)).all()
        for source in together:
            ids = _behind(source.split(":")[2], stored, rows)
            found[source] = tuple(map(revision, ids))
    return found


def with_all(line: PaperLine, found: Mapping[str, Sequence[str]]) -> PaperLine:
    """Return a line with the sources that its own stand for, of ``spelled_out``."""
    if not any(map(is_short, line.sources)):
        return line
    sources = (each for source in line.sources for each in found.get(source, (source,)))
    return replace(line, sources=tuple(dict.fromkeys(sources)))


def document_with_all(session: Session, plan: Plan, document: Document) -> Document:
    """Return a paper whose lines name every report they come from, as it is frozen."""
    cells = (*document.cells(), *document.annex_cells())
    found = spelled_out(
        session, plan, (source for cell in cells for line in cell.lines for source in line.sources)
    )

    def whole(cell: PaperCell) -> PaperCell:
        return replace(cell, lines=tuple(with_all(line, found) for line in cell.lines))

    def sections(some: tuple[PaperSection, ...]) -> tuple[PaperSection, ...]:
        return tuple(
            replace(
                section,
                rows=tuple(
                    replace(row, cells=tuple(map(whole, row.cells))) for row in section.rows
                ),
            )
            for section in some
        )

    return replace(document, sections=sections(document.sections), annex=sections(document.annex))


def _stored(rows: Rows) -> Select[int, int, Progress, int]:
    """Ask for the rows of a measure, oldest month first, in a month in the order of the plan."""
    row = AcceptedReport
    found = (
        select(
            *(row.revision_id, row.agency_id, row.progress, row.outcome_key, row.month),
            rows.letters(row).label("letters"),
            rows.position(row).label("position"),
        )
        .where(rows.wanted)
        .subquery("found")
    )
    each = found.c
    return select(each.revision_id, each.agency_id, each.progress, each.outcome_key).order_by(
        each.month, *in_order(found), each.revision_id
    )


def _behind(which: str, stored: Sequence[Row[int, int, Progress, int]], rows: Rows) -> list[int]:
    if which in (NEWEST, OTHER_FAILURES):
        newest = {agency_id: (number, said) for number, agency_id, said, _ in stored}.values()
        if which == NEWEST:
            return [number for number, _ in newest]
        failed = [number for number, said in newest if said is Progress.NOT_ACHIEVED]
        return failed[NAMED_FAILURES:]
    (said,) = every_outcome(rows).values()
    keys = next((each.keys for each in said if of_outcome(each) == which), frozenset())
    return [number for number, _, _, key in stored if key in keys]
