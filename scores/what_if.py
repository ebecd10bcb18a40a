"""What missing items cost: points of the overall score, and the level without them and with all of
them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scores.codes import OVERALL
from scores.ledger import Entry, Ledger, by_key, recompute
from scores.levels import LevelReached
from scores.rounding import two_decimals
from scores.rules import Rule


class CannotTell(Exception):
    """The rule does not say what a score counts for; ``codes`` are those it does not know."""

    def __init__(self, fiscal_year: int, codes: Sequence[str]) -> None:
        super().__init__(
            f"what {', '.join(codes)} counts for in the overall score of FY{fiscal_year} is not "
            "known"
        )
        self.codes = tuple(codes)


@dataclass(frozen=True)
class Cost:
    """What one item is worth: overall points between 0 and 100 of it; ``value`` is its stored
    score, None without one.
    """

    code: str
    points: Decimal
    value: Decimal | None

    @property
    def lost(self) -> Decimal | None:
        """The overall points its stored score loses already."""
        return None if self.value is None else self.points * (100 - self.value) / 100


@dataclass(frozen=True)
class WhatIfResult:
    """An overall score, two decimals, and the level it stands at."""

    overall: Decimal
    standing: LevelReached


@dataclass(frozen=True)
class WhatIf:
    """What some items cost together. The outcomes are None where the stored scores do not make an
    overall score.
    """

    costs: tuple[Cost, ...]
    now: WhatIfResult | None
    without: WhatIfResult | None
    """With 0 for each of the items."""
    complete: WhatIfResult | None
    """With 100 for each of the items."""

    @property
    def total(self) -> Decimal:
        """The overall points all of them are worth, two decimals."""
        return two_decimals(sum((cost.points for cost in self.costs), Decimal(0)))


def what_if(rule: Rule, entries: Iterable[Entry], missing: Sequence[str]) -> WhatIf:
    """Return what the missing codes cost; CannotTell when the rule does not say. What a named code
    contains costs nothing more.
    """
    above = {code: _above(rule, code) for code in missing}
    codes = [code for code in above if not above[code] & above.keys()]
    if unknown := [code for code in codes if code not in rule.shares]:
        raise CannotTell(rule.fiscal_year, unknown)
    stored = by_key(entries)
    known = recompute(rule, stored.values()).values
    costs = tuple(Cost(code, rule.shares[code] * 100, known.get(code)) for code in codes)
    # All three outcomes are recomputed from below: what is printed above the items would hide the
    # difference.
    over = set().union(*above.values())
    base = [entry for entry in stored.values() if entry.code not in over]
    # Nor may what lies below them bring back what is put in their place.
    under = set(codes).union(*(_below(rule, code) for code in codes))
    others = [entry for entry in base if entry.code not in under]
    return WhatIf(
        costs,
        _outcome(rule, base),
        _outcome(rule, [*others, *(Entry(code, 0, Decimal(0)) for code in codes)]),
        _outcome(rule, [*others, *(Entry(code, 0, Decimal(100)) for code in codes)]),
    )


@dataclass(frozen=True)
class Supposed:
    """What would follow if some scores were others: all figures, the overall score (two decimals,
    None when it cannot be told), and whether that is only reckoned from the one before.
    """

    ledger: Ledger
    overall: Decimal | None
    is_reckoned: bool = False


def suppose(rule: Rule, entries: Iterable[Entry], values: Mapping[str, Decimal]) -> Supposed:
    """Return what would follow if some scores (0 to 100, by code) were others. What is printed
    above them gives way, and so does what lies below; of two that lie in one another the one
    further below counts.

    Where scores are missing and the whole cannot be recomputed, it is reckoned: the printed one and
    what each change counts for in it.
    """
    stored = list(entries)
    above = {code: _above(rule, code) for code in values}
    over = set().union(*above.values())
    wanted = {code: value for code, value in values.items() if code not in over}
    under = set(wanted).union(*(_below(rule, code) for code in wanted))
    kept = [entry for entry in stored if entry.code not in over and entry.code not in under]
    then = recompute(rule, [*kept, *(Entry(code, 0, value) for code, value in wanted.items())])
    if OVERALL in then.values:
        return Supposed(then, then.values[OVERALL])
    now = recompute(rule, stored).values
    if OVERALL not in now or any(c not in rule.shares or c not in now for c in wanted):
        return Supposed(then, None)
    moved = sum((rule.shares[c] * (wanted[c] - now[c]) for c in wanted), Decimal(0))
    return Supposed(then, two_decimals(now[OVERALL] + moved), is_reckoned=True)


def costliest(rule: Rule, values: Mapping[str, Decimal], most: int) -> tuple[Cost, ...]:
    """Return the single questions whose known scores lose the most overall points, those that lose
    most first.
    """
    costs = [
        Cost(code, rule.shares[code] * 100, values[code])
        for code in rule.questions
        if code in values and code in rule.shares and values[code] < 100
    ]
    return tuple(sorted(costs, key=lambda cost: -(cost.lost or 0)))[:most]


def _above(rule: Rule, code: str) -> set[str]:
    """Return the codes of which a code is a part, near and far."""
    found: set[str] = set()
    parents = [name for name, composition in rule.compositions.items() if code in composition.of]
    while parents:
        parent = parents.pop()
        found.add(parent)
        parents += [
            name for name, composition in rule.compositions.items() if parent in composition.of
        ]
    return found


def _below(rule: Rule, code: str) -> set[str]:
    """Return the codes that are part of a code, near and far."""
    found: set[str] = set()
    waiting = [code]
    while waiting:
        composition = rule.compositions.get(waiting.pop())
        members = composition.of if composition else ()
        found |= set(members)
        waiting += members
    return found


def lacking(rule: Rule, entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the open-data items whose stored score is below 100 and whose worth the rule tells, in
    printed order.
    """
    stored = {entry.code for entry in entries if entry.part == 0 and entry.value < 100}
    return tuple(
        code for code in rule.questions if code[0] == "o" and code in stored and code in rule.shares
    )


def _outcome(rule: Rule, entries: Iterable[Entry]) -> WhatIfResult | None:
    ledger = recompute(rule, entries)
    overall = ledger.values.get(OVERALL)
    return None if overall is None else WhatIfResult(overall, ledger.standing)
