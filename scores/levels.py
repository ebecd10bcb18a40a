"""The level that scores reach by the year's rule, and the number that stands in the way of a better
one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scores.codes import INSTRUMENTS, OVERALL
from scores.rules import Rule


@dataclass(frozen=True)
class Unmet:
    """A condition of the next better level that is not met."""

    code: str
    value: Decimal
    needed: Decimal


@dataclass(frozen=True)
class LevelReached:
    """The level reached; ``level`` is None when it is not known, and then ``unknown`` says what
    is missing.

    ``held_down_by`` is the number that stands in the way of the next better level: the instrument
    or indicator furthest below its minimum; where only the overall score is too low, the indicator
    that costs the most points of it.
    """

    level: str | None
    next_level: str | None = None
    unmet: tuple[Unmet, ...] = ()
    held_down_by: str | None = None
    unknown: tuple[str, ...] = ()


def stand(rule: Rule, values: Mapping[str, Decimal]) -> LevelReached:
    """Return the level of some known scores by the rule's levels."""
    if not rule.levels:
        return LevelReached(None, held_down_by=_costliest(rule, values), unknown=("levels",))
    better: tuple[str | None, tuple[Unmet, ...]] = (None, ())
    for level in rule.levels:
        minimum = {OVERALL: level.overall}
        if level.instruments is not None:
            minimum |= dict.fromkeys(INSTRUMENTS, level.instruments)
        if level.indicators is not None:
            indicators = [
                code
                for name in INSTRUMENTS
                if name in rule.compositions
                for code in rule.compositions[name].of
            ]
            minimum |= dict.fromkeys(indicators, level.indicators)
        unmet = tuple(
            Unmet(c, values[c], need)
            for c, need in minimum.items()
            if c in values and values[c] < need
        )
        missing = tuple(code for code in minimum if code not in values)
        if missing and (OVERALL in missing or not unmet):
            return LevelReached(None, unknown=missing)
        if not unmet:
            return LevelReached(level.name, *better, _held_down_by(rule, values, better[1]))
        better = level.name, unmet
    return LevelReached(None, *better, _held_down_by(rule, values, better[1]))


def _held_down_by(
    rule: Rule, values: Mapping[str, Decimal], unmet: tuple[Unmet, ...]
) -> str | None:
    if not unmet:
        return None
    minimums = [condition for condition in unmet if condition.code != OVERALL]
    if minimums and len(minimums) == len(unmet):
        return max(minimums, key=lambda condition: condition.needed - condition.value).code
    return _costliest(rule, values)


def _costliest(rule: Rule, values: Mapping[str, Decimal]) -> str | None:
    """Return the indicator that costs the most points of the overall score; None when that is
    not known.
    """
    indicators = [
        code
        for name in INSTRUMENTS
        if name in rule.compositions
        for code in rule.compositions[name].of
    ]
    if not indicators or any(code not in values or code not in rule.shares for code in indicators):
        return None
    code = max(indicators, key=lambda code: rule.shares[code] * (100 - values[code]))
    return code if values[code] < 100 else None
