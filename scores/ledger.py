"""Recomputing scores from scores: every figure that follows, with its step, and what contradicts
what is printed.

Pure: a rule (``scores.rules``) and entries in, values out, in exact decimals whatever the
order of the entries. A figure counts in those above it as recomputed; where it cannot be
recomputed, as printed. A printed figure agrees when it lies within what rounding
explains: half a unit of its last decimal and of the figures it follows from, which is 0.01 where
all have two decimals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from scores.codes import OVERALL, in_order, is_question
from scores.levels import LevelReached, stand
from scores.rounding import two_decimals
from scores.rules import Composition, CompositionWay, Rule
from scores.steps import ComputedStep, Term

Key = tuple[str, int]
"""Code and part; part 0 is the score of the whole question, and of everything that has no parts."""


@dataclass(frozen=True)
class Entry:
    """A score as printed, 0 to 100; ``decimals`` is how many of them were printed, None when that
    is not known (two, then).
    """

    code: str
    part: int
    value: Decimal
    decimals: int | None = None

    @property
    def key(self) -> Key:
        return self.code, self.part

    @property
    def slack(self) -> Decimal:
        """How far rounding may have moved it: "93.5" by 0.05, "93.50" and a whole "100" by
        0.005.
        """
        only_one = self.decimals == 1 and self.value * 10 == (self.value * 10).to_integral_value()
        return Decimal("0.05") if only_one else Decimal("0.005")


@dataclass(frozen=True)
class Figure:
    """A figure that was recomputed; ``exact`` and ``slack`` (what rounding explains) are
    unrounded.
    """

    code: str
    fiscal_year: int
    printed: Decimal | None
    exact: Decimal
    slack: Decimal
    step: ComputedStep

    @property
    def computed(self) -> Decimal:
        """The recomputed figure with two decimals, halves up."""
        return two_decimals(self.exact)

    @property
    def ok(self) -> bool:
        """Whether nothing printed contradicts it."""
        return self.printed is None or abs(self.printed - self.exact) <= self.slack


@dataclass(frozen=True)
class Ledger:
    """All figures of one fiscal year that follow from its entries, in printed order, and the level
    they make.
    """

    fiscal_year: int
    figures: tuple[Figure, ...]
    values: Mapping[str, Decimal]
    """Every score that is known, two decimals: as printed where that agrees or nothing follows,
    else as recomputed.
    """
    standing: LevelReached

    @property
    def contradictions(self) -> tuple[Figure, ...]:
        """The figures whose print is not what follows."""
        return tuple(figure for figure in self.figures if not figure.ok)


@dataclass(frozen=True)
class YearChange:
    """A score against the year before; ``per_cent`` is of the year before, None where that
    was 0.
    """

    code: str
    value: Decimal
    before: Decimal

    @property
    def difference(self) -> Decimal:
        return self.value - self.before

    @property
    def per_cent(self) -> Decimal | None:
        return two_decimals(self.difference / self.before * 100) if self.before else None


def recompute(rule: Rule, entries: Iterable[Entry]) -> Ledger:
    """Return what follows from the entries of the rule's fiscal year; ValueError when two entries
    have one place.
    """
    with localcontext() as context:
        context.prec = 50  # so that no sum depends on the order in which it is made
        recomputation = _Recomputation(rule, by_key(entries))
        codes = sorted(
            {OVERALL, *rule.compositions, *(code for code, part in recomputation.entries if part)},
            key=in_order,
        )
        figures = tuple(figure for code in codes if (figure := recomputation.figure(code)))
        values = {figure.code: figure.computed for figure in figures}
        printed = {
            code: two_decimals(entry.value)
            for (code, part), entry in recomputation.entries.items()
            if part == 0
        }
        agreed = {
            code
            for code in printed
            if not any(figure.code == code and not figure.ok for figure in figures)
        }
        values |= {code: printed[code] for code in agreed}
        ordered = {code: values[code] for code in sorted(values, key=in_order)}
        return Ledger(rule.fiscal_year, figures, ordered, stand(rule, ordered))


def by_key(entries: Iterable[Entry]) -> dict[Key, Entry]:
    """Return entries by code and part; ValueError when two have one place."""
    placed: dict[Key, Entry] = {}
    for entry in entries:
        if entry.key in placed:
            raise ValueError(f"{entry.code} (part {entry.part}) is entered twice")
        placed[entry.key] = entry
    return placed


def changes(rule: Rule, this: Ledger, rule_before: Rule, before: Ledger) -> tuple[YearChange, ...]:
    """Return how scores changed against the year before, in printed order, where both are known and
    mean the same.
    """
    return tuple(
        YearChange(code, value, before.values[code])
        for code, value in this.values.items()
        if code in before.values and rule.compares(code, rule_before)
    )


@dataclass(frozen=True)
class _Value:
    number: Decimal
    slack: Decimal
    step: ComputedStep | None


class _Recomputation:
    """The recomputation of one year; remembers every value it worked out."""

    def __init__(self, rule: Rule, entries: Mapping[Key, Entry]) -> None:
        self._rule = rule
        self.entries = entries
        self._known: dict[str, _Value | None] = {}

    def figure(self, code: str) -> Figure | None:
        """Return a figure that follows from others, or None."""
        value = self._computed(code)
        if value is None or value.step is None:
            return None
        entry = self.entries.get((code, 0))
        slack = value.slack + (entry.slack if entry else Decimal(0))
        printed = entry.value if entry else None
        return Figure(code, self._rule.fiscal_year, printed, value.number, slack, value.step)

    def _computed(self, code: str) -> _Value | None:
        if code not in self._known:
            composition = self._rule.compositions.get(code)
            self._known[code] = (
                self._from_parts(code) if is_question(code) else self._follow(code, composition)
            )
        return self._known[code]

    def _value(self, code: str) -> _Value | None:
        computed = self._computed(code)
        entry = self.entries.get((code, 0))
        return computed or (_Value(entry.value, entry.slack, None) if entry else None)

    def _from_parts(self, code: str) -> _Value | None:
        composition = self._rule.parts.get(code[0])
        printed = [self.entries.get((code, part)) for part in (1, 2)]
        values = [_Value(entry.value, entry.slack, None) for entry in printed if entry]
        if composition is None or len(values) < 2:
            return None
        return _combined(code, composition, ("part 1", "part 2"), values, [False, False])

    def _follow(self, code: str, composition: Composition | None) -> _Value | None:
        if composition is None:
            return None
        values = [value for member in composition.of if (value := self._value(member))]
        if not values or len(values) < len(composition.of):
            return None
        as_printed = [
            value.step is None and member in self._rule.compositions
            for member, value in zip(composition.of, values, strict=True)
        ]
        return _combined(code, composition, composition.of, values, as_printed)


def _combined(
    code: str,
    composition: Composition,
    names: tuple[str, ...],
    values: list[_Value],
    as_printed: list[bool],
) -> _Value | None:
    """Return the figure that values make by the way of a composition; None when the way is not
    known.
    """
    if composition.way is CompositionWay.UNKNOWN:
        return None
    if composition.way is CompositionWay.AVERAGE:
        if len({value.number for value in values}) > 1:
            return None
        number, slack = values[0].number, max(value.slack for value in values)
        shares: list[Decimal] | None = None
    elif composition.way is CompositionWay.WEIGHTED:
        shares = list(composition.shares)
        number = sum(
            (share * value.number for share, value in zip(shares, values, strict=True)), Decimal(0)
        )
        slack = sum(
            (share * value.slack for share, value in zip(shares, values, strict=True)), Decimal(0)
        )
    else:
        shares = None
        number = sum((value.number for value in values), Decimal(0)) / len(values)
        slack = sum((value.slack for value in values), Decimal(0)) / len(values)
    terms = tuple(
        Term(name, value.number, shares[place] if shares else None, as_printed[place])
        for place, (name, value) in enumerate(zip(names, values, strict=True))
    )
    return _Value(number, slack, ComputedStep(code, composition.way, terms, number))
