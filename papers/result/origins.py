"""Where every sentence of a result report comes from: which reports, whose, with which evidence,
accepted by whom.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.tables.agency import Agency
from models.tables.evidence import Evidence, revision_evidence
from models.tables.obligations import Obligation, Report, Review, ReviewDecision, Revision, Round
from models.tables.people import Person
from models.tables.plan import Plan
from models.tables.year.result_report import CellEdit
from models.tables.year.score import Score
from papers.drawn.behind import spelled_out, with_all
from papers.print.document import PaperCell
from papers.result.composition import ComposedPaper
from papers.result.confirming import confirmed_figures
from thai.numbers import to_arabic_digits

_SOME = 500


@dataclass(frozen=True)
class ShownEvidence:
    """A piece of evidence of a report."""

    kind: str
    name: str
    sha256: str | None
    url: str | None
    id: int | None = None
    """Its row; None in versions published before it was told."""


@dataclass(frozen=True)
class ReportOrigin:
    """A report a sentence was drawn from; ``accepted_by`` is who stood for it."""

    receipt: str
    agency: str
    month: date
    sent_by: str
    sent_at: datetime
    on_behalf: bool
    accepted_by: str | None
    accepted_at: datetime | None
    evidence: tuple[ShownEvidence, ...]
    obligation_id: int | None = None
    """What it answers; None in versions published before it was told."""


@dataclass(frozen=True)
class OtherOrigin:
    """A score, an imported document, the plan, an edit or a confirmed figure; ``what`` is its
    source ("score:2:2567"), ``detail`` tells it.
    """

    what: str
    detail: str
    by: str | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class LineOrigin:
    """One sentence and all it comes from."""

    text: str
    reports: tuple[ReportOrigin, ...]
    others: tuple[OtherOrigin, ...]


@dataclass(frozen=True)
class CellOrigin:
    """One cell: its sentences and, when it was edited, whether the reports changed since."""

    key: str
    lines: tuple[LineOrigin, ...]
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return lists, strings, booleans and None only; moments and months in ISO 8601."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        return plain

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> CellOrigin:
        """Return what ``to_json`` was made of."""
        lines = (
            LineOrigin(
                line["text"],
                tuple(map(_report, line["reports"])),
                tuple(map(_other, line["others"])),
            )
            for line in raw["lines"]
        )
        return cls(raw["key"], tuple(lines), raw["note"])


def trace(
    session: Session, composition: ComposedPaper, cells: Iterable[PaperCell] | None = None
) -> list[CellOrigin]:
    """Return the origin of some cells of a paper, or of all and of the parts around the table."""
    wanted = list([*composition.document.cells(), *composition.parts] if cells is None else cells)
    short = (source for cell in wanted for line in cell.lines for source in line.sources)
    found = spelled_out(session, composition.plan, short)
    told = [[with_all(line, found) for line in cell.lines] for cell in wanted]
    sources = {source for lines in told for line in lines for source in line.sources}
    reports = _reports(session, composition.plan, _numbers(sources, "revision"))
    others = _others(session, composition.plan, sources)
    confirmed = _confirmed(session, composition.plan.id, composition.labels)
    return [
        CellOrigin(
            cell.key,
            tuple(
                LineOrigin(
                    line.text,
                    tuple(reports[source] for source in line.sources if source in reports),
                    (
                        *(others[source] for source in line.sources if source in others),
                        *confirmed.get((cell.key, to_arabic_digits(line.text)), ()),
                    ),
                )
                for line in lines
            ),
            cell.note,
        )
        for cell, lines in zip(wanted, told, strict=True)
    ]


def _confirmed(
    session: Session, plan_id: int, labels: Mapping[int, str]
) -> dict[tuple[str, str], list[OtherOrigin]]:
    """Return who stands for the figures of a line, by cell and line."""
    found: dict[tuple[str, str], list[OtherOrigin]] = defaultdict(list)
    for (key, line, figure), row in confirmed_figures(session, plan_id, labels).items():
        origin = OtherOrigin("confirmed", figure, row.confirmed_by, row.confirmed_at)
        found[key, line].append(origin)
    return found


def _numbers(sources: Iterable[str], kind: str) -> list[int]:
    return sorted(
        int(source.partition(":")[2]) for source in sources if source.startswith(f"{kind}:")
    )


def _reports(session: Session, plan: Plan, ids: Sequence[int]) -> dict[str, ReportOrigin]:
    sender, reviewer = aliased(Person), aliased(Person)
    found: dict[str, ReportOrigin] = {}
    for start in range(0, len(ids), _SOME):
        some = ids[start : start + _SOME]
        evidence = _evidence(session, some)
        rows = session.execute(
            select(
                Revision,
                Agency.name,
                Round.month,
                sender,
                reviewer,
                Review.decided_at,
                Obligation.id,
            )
            .join(Report, Report.id == Revision.report_id)
            .join(Obligation, Obligation.id == Report.obligation_id)
            .join(Agency, Agency.id == Obligation.agency_id)
            .join(Round, Round.id == Obligation.round_id)
            .join(sender, sender.id == Revision.sent_by_id)
            .outerjoin(
                Review,
                (Review.revision_id == Revision.id) & (Review.decision == ReviewDecision.ACCEPTED),
            )
            .outerjoin(reviewer, reviewer.id == Review.decided_by_id)
            .where(Revision.id.in_(some))
        )
        for revision, agency, month, sent_by, decided_by, decided_at, obligation_id in rows:
            found[f"revision:{revision.id}"] = ReportOrigin(
                receipt=f"{plan.fiscal_year}-{revision.report_id:06d}-{revision.number}",
                agency=agency,
                month=month,
                sent_by=sent_by.name,
                sent_at=revision.sent_at,
                on_behalf=revision.on_behalf,
                accepted_by=decided_by.name if decided_by else None,
                accepted_at=decided_at,
                evidence=tuple(evidence[revision.id]),
                obligation_id=obligation_id,
            )
    return found


def _evidence(session: Session, revision_ids: Sequence[int]) -> dict[int, list[ShownEvidence]]:
    found: dict[int, list[ShownEvidence]] = defaultdict(list)
    rows = session.execute(
        select(
            revision_evidence.c.revision_id,
            Evidence.kind,
            Evidence.name,
            Evidence.sha256,
            Evidence.url,
            Evidence.id,
        )
        .join(Evidence, Evidence.id == revision_evidence.c.evidence_id)
        .where(revision_evidence.c.revision_id.in_(revision_ids), Evidence.erased_at.is_(None))
        .order_by(Evidence.id)
    )
    for revision_id, kind, name, sha256, url, evidence_id in rows:
        found[revision_id].append(ShownEvidence(kind.value, name, sha256, url, evidence_id))
    return found


def _others(session: Session, plan: Plan, sources: Iterable[str]) -> dict[str, OtherOrigin]:
    found: dict[str, OtherOrigin] = {}
    document = plan.source_name or "-"
    for source in sources:
        kind, _, rest = source.partition(":")
        if kind in ("printed", "plan"):
            found[source] = OtherOrigin(source, document, None, plan.imported_at)
        elif kind == "edit" and (edit := session.get(CellEdit, int(rest))):
            found[source] = OtherOrigin(source, edit.place, edit.edited_by, edit.edited_at)
        elif kind == "score":
            found[source] = _score(session, plan.organization_id, source)
    return found


def _score(session: Session, organization_id: int, source: str) -> OtherOrigin:
    _, code, year = source.split(":")
    row = session.scalar(
        select(Score).filter_by(
            organization_id=organization_id, code=code, fiscal_year=int(year), part=0
        )
    )
    return (
        OtherOrigin(source, f"{row.value} ({row.source or '-'})", None, row.entered_at)
        if row
        else OtherOrigin(source, "-")
    )


def _report(raw: Mapping[str, Any]) -> ReportOrigin:
    evidence = tuple(ShownEvidence(**each) for each in raw["evidence"])
    moments = {name: _moment(raw[name]) for name in ("sent_at", "accepted_at")}
    return ReportOrigin(
        **{**raw, **moments, "month": date.fromisoformat(raw["month"]), "evidence": evidence}
    )


def _other(raw: Mapping[str, Any]) -> OtherOrigin:
    return OtherOrigin(**{**raw, "at": _moment(raw["at"])})


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
