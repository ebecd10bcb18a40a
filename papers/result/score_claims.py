"""What an imported paper prints about its scores (differences, per cents, last year's scores) and
what follows instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.tables.organization import Organization
from models.tables.plan import Plan
from papers.print.document import PaperCell, PaperLine
from papers.result.claim_marks import KnownScores
from papers.result.composing import load_ledger
from papers.result.labels import measure_labels
from scores.claim_faults import ClaimFault, ClaimFaultKind, find_fault
from scores.claims import read_claims
from scores.rounding import two_decimals

_FRAME = ("titles", "introduction", "remarks")


@dataclass(frozen=True)
class PrintedFault:
    """A figure an imported paper prints that does not follow from its others or from the stored
    scores.

    ``where`` is the measure ("1.1") or the part of the paper ("introduction"); ``code`` is None
    where the paper does not say whose score it is; ``right`` of a difference is signed.
    ``sum_text`` is the sum that can be checked by hand.
    """

    where: str
    kind: ClaimFaultKind
    code: str | None
    fiscal_year: int
    printed: Decimal
    right: Decimal
    sum_text: str


def printed_faults(
    session: Session, organization: Organization, fiscal_year: int
) -> tuple[PrintedFault, ...]:
    """Return the wrong figures of the paper that was imported for a fiscal year, in printed order;
    none without a paper.
    """
    plan = session.scalar(
        select(Plan)
        .where(Plan.organization_id == organization.id, Plan.fiscal_year == fiscal_year)
        .options(selectinload(Plan.measures))
    )
    if plan is None:
        return ()
    texts = list(_texts(plan))
    known = KnownScores(
        load_ledger(session, organization),
        [PaperCell(where, (PaperLine(text),)) for where, text in texts],
        fiscal_year,
    )
    found = (
        _fault(where, fault, fiscal_year)
        for where, text in texts
        for claim in read_claims(text, where)
        if (fault := find_fault(claim, known.values))
    )
    return tuple(dict.fromkeys(found))


def _texts(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield everything the imported paper printed, with its place."""
    for part in _FRAME:
        yield from ((part, str(text)) for text in (plan.printed_frame or {}).get(part, ()))
    measures = [measure for measure in plan.measures if measure.removed_at is None]
    labels = measure_labels(measures)
    for measure in measures:
        texts = (*measure.printed_results, *measure.printed_outcomes)
        yield from ((f"measure {labels[measure.id]}", str(text)) for text in texts)


def _fault(where: str, fault: ClaimFault, fiscal_year: int) -> PrintedFault:
    claim, year = fault.claim, fault.claim.year or fiscal_year
    assert claim.previous is not None
    if fault.kind is ClaimFaultKind.PER_CENT:
        sum_text = f"{claim.difference} / {claim.previous} x 100 = {fault.right}"
    elif fault.kind is ClaimFaultKind.PREVIOUS:
        year = claim.previous_year or year - 1
        sign = "-" if claim.is_rise else "+"
        sum_text = f"{claim.value} {sign} {claim.difference} = {fault.right}"
    else:
        sum_text = f"{claim.value} - {claim.previous} = {two_decimals(fault.right):+}"
    return PrintedFault(
        where, fault.kind, claim.code, year, fault.printed, two_decimals(fault.right), sum_text
    )
