"""How a figure follows from others, as a sum that can be checked by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from scores.rounding import plain, two_decimals
from scores.rules import CompositionWay


@dataclass(frozen=True)
class Term:
    """One score in a step: its name ("i1", "part 1"), its exact value, its share of the result;
    printed ones cannot be recomputed.
    """

    name: str
    value: Decimal
    share: Decimal | None
    as_printed: bool = False


@dataclass(frozen=True)
class ComputedStep:
    """How a figure follows from others."""

    code: str
    way: CompositionWay
    terms: tuple[Term, ...]
    result: Decimal

    def __str__(self) -> str:
        """The step as a sum that can be checked by hand."""
        return f"{self.code} = {self.sum_text()}"

    def sum_text(self, words: Mapping[str, str] | None = None) -> str:
        """Return the sum and its result; ``words`` put others in the place of "as printed", "part",
        "any average of equal scores".
        """
        say = (words or {}).get
        marks = [
            f" ({say('as printed', 'as printed')})" if term.as_printed else ""
            for term in self.terms
        ]
        names = [term.name.replace("part", say("part", "part")) for term in self.terms]
        shown = [
            f"{name} {plain(term.value)}{mark}"
            for name, term, mark in zip(names, self.terms, marks, strict=True)
        ]
        if self.way is CompositionWay.WEIGHTED:
            sums = " + ".join(
                f"{term.share} × {text}" for term, text in zip(self.terms, shown, strict=True)
            )
        elif self.way is CompositionWay.MEAN:
            sums = f"({' + '.join(shown)}) / {len(shown)}" if len(shown) > 1 else shown[0]
        else:
            average = "any average of equal scores"
            sums = f"{say(average, average)} ({', '.join(shown)})"
        exact = plain(self.result)
        return f"{sums} = {exact}" + (
            "" if exact == f"{two_decimals(self.result)}" else f" ≈ {two_decimals(self.result)}"
        )
