"""Whether what a text claims about scores adds up: each claim recomputed, from its own figures and
from scores known from elsewhere.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from scores.claims import SLACK, ScoreClaim
from scores.rounding import decimals, two_decimals

Known = Mapping[tuple[str, int], AbstractSet[Decimal]]
"""The scores known from elsewhere: (code, fiscal year) -> values."""


class ClaimFaultKind(StrEnum):
    """Which figure of a claim is wrong."""

    PREVIOUS = "previous"  # last year's score: the difference fits another one that is known
    DIFFERENCE = "difference"
    PER_CENT = "per_cent"


@dataclass(frozen=True)
class ClaimFault:
    """A figure that does not follow from the others of its claim, and the one that would.

    ``right`` of a difference is signed: above zero it has risen.
    """

    kind: ClaimFaultKind
    claim: ScoreClaim
    printed: Decimal
    right: Decimal


def find_fault(claim: ScoreClaim, known: Known) -> ClaimFault | None:
    """Recompute a claim; a score of last year that it does not print is taken from the known ones
    when there is one.
    """
    others = (
        known.get((claim.code, claim.previous_year), set())
        if claim.code and claim.previous_year
        else set()
    )
    if claim.previous is None and len(others) == 1:
        claim = replace(claim, previous=next(iter(others)))
    return _difference_fault(claim, others) or _per_cent_fault(claim)


def _difference_fault(claim: ScoreClaim, others: AbstractSet[Decimal]) -> ClaimFault | None:
    if claim.previous is None or claim.difference is None or claim.adds_up:
        return None
    meant = claim.value - claim.difference if claim.is_rise else claim.value + claim.difference
    if meant in others:
        return ClaimFault(ClaimFaultKind.PREVIOUS, claim, claim.previous, meant)
    return ClaimFault(
        ClaimFaultKind.DIFFERENCE, claim, claim.difference, claim.value - claim.previous
    )


def _per_cent_fault(claim: ScoreClaim) -> ClaimFault | None:
    previous, difference = claim.previous, claim.difference
    if previous is None and difference is not None:
        previous = claim.value - difference if claim.is_rise else claim.value + difference
    if difference is None and previous is not None:
        difference = abs(claim.value - previous)
    if claim.per_cent is None or not previous or difference is None:
        return None
    if claim.in_per_cent and abs(claim.per_cent - difference) <= SLACK:
        return None
    right = difference / previous * 100
    step = Decimal(1).scaleb(-decimals(claim.per_cent))
    # The difference itself may be rounded by half a hundredth, which moves the per cent a little
    # more.
    if abs(claim.per_cent - right) <= step + Decimal("0.5") / previous:
        return None
    whole = replace(claim, previous=previous, difference=difference)
    return ClaimFault(ClaimFaultKind.PER_CENT, whole, claim.per_cent, two_decimals(right))
