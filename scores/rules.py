"""The rules by which scores follow from scores, as data by fiscal year: each value with its source,
what is unknown left empty.

The shipped rules lie in ``scores/rule_data`` and say how far each of their values is known;
nothing there is a constant of the program. An organization may store a rule of its own in the same
form (``models.tables.year.score.ScoreRule``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from scores.codes import INSTRUMENTS, OVERALL, QUESTION_LETTERS, in_order, is_indicator, is_question

DEFAULT_THRESHOLD = Decimal(85)
"""Questions below it are a shortcoming, unless a rule says otherwise (Tak 2567: "ไม่ผ่านเกณฑ์ ๘๕
คะแนน").
"""


class Basis(StrEnum):
    """How a value of a rule is known."""

    FOUND = "found"  # read in a source
    COMPUTED = "computed"  # it reproduces figures that were published
    INFERENCE = "inference"  # a reading that no source states
    NOT_FOUND = "not_found"  # looked for and not found; the value is empty
    OWN = "own"  # an organization's own


class CompositionWay(StrEnum):
    """How a figure is made of others."""

    MEAN = "mean"
    WEIGHTED = "weighted"
    AVERAGE = "average"  # some average of them: the shares are not known
    UNKNOWN = "unknown"


class Purpose(StrEnum):
    """What the two papers of a year are for."""

    MEASURES = "measures"
    RESULTS = "results"


class Covers(StrEnum):
    """Which fiscal year a paper is about, seen from that of the assessment."""

    SAME = "same"
    PREVIOUS = "previous"


USUAL_SECTOR = "agency"
"""The sector of every kind of organization for which a rule has no items of its own."""


@dataclass(frozen=True)
class Composition:
    """What a figure is made of; ``shares`` add up to 1, for ``WEIGHTED`` only. A question's parts
    are "1" and "2".
    """

    code: str
    of: tuple[str, ...]
    way: CompositionWay
    shares: tuple[Decimal, ...]
    basis: Basis
    source: str

    def share_of(self, member: str) -> Decimal | None:
        """Return how much of this figure one of its members is, 0 to 1; None when that is not
        known.
        """
        if self.way is CompositionWay.MEAN:
            return 1 / Decimal(len(self.of))
        return self.shares[self.of.index(member)] if self.way is CompositionWay.WEIGHTED else None


@dataclass(frozen=True)
class Level:
    """A level and the least it takes: of the overall score, of every instrument, of every indicator
    (None: no condition).
    """

    name: str
    overall: Decimal
    instruments: Decimal | None = None
    indicators: Decimal | None = None


@dataclass(frozen=True)
class OpenDataItem:
    """Under which item number a sector publishes its measures or their result; ``number`` is None
    when it is not known.

    A sector is a kind of organization ("province"), "agency" for all kinds without items of their
    own, or one that has no kind here.
    """

    purpose: str
    sector: str
    number: str | None
    heading: str | None
    covers: Covers | None
    """Which fiscal year the paper is about, None when that is not known."""
    basis: Basis
    source: str


@dataclass(frozen=True)
class IssueQuestions:
    """One of the issues of the analysis, with the questions that belong to it in printed order."""

    number: str
    title: str
    questions: tuple[str, ...]
    basis: Basis
    source: str


@dataclass(frozen=True)
class Rule:
    """Everything that is known about how the scores of one fiscal year (Buddhist era) hang
    together.
    """

    fiscal_year: int
    threshold: Decimal = DEFAULT_THRESHOLD
    compositions: Mapping[str, Composition] = field(default_factory=dict)
    parts: Mapping[str, Composition] = field(default_factory=dict)
    """How the two parts of a survey make one question, by the letter of its questions."""
    levels: tuple[Level, ...] = ()
    """Best first; empty when they are not known."""
    levels_basis: Basis = Basis.NOT_FOUND
    levels_source: str = ""
    items: tuple[OpenDataItem, ...] = ()
    issues: tuple[IssueQuestions, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    same_questions: bool | None = None
    """Whether the questions of the year before had the same numbers; None when that is not known.
    """
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where the values without a place of their own for it come from: ``threshold``, ``titles``,
    ``same_questions``.
    """
    notes: tuple[str, ...] = ()

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Every code the rule knows of, as papers print them."""
        known = {OVERALL, *INSTRUMENTS, *self.compositions, *self.titles}
        known |= {member for composition in self.compositions.values() for member in composition.of}
        known |= {question for issue in self.issues for question in issue.questions}
        return tuple(sorted(known, key=in_order))

    def knows(self, code: str) -> bool:
        """Tell whether there is such a code in this year; any may be where the rule names none of
        its kind (questions of a letter, sub-indicators).
        """
        kind = [known for known in self.codes if _kind(known) == _kind(code)]
        return not kind or code in kind or _kind(code) == _WHOLE

    @cached_property
    def shares(self) -> Mapping[str, Decimal]:
        """How much of the overall score each figure is, 0 to 1; what cannot be known is not
        in it.
        """
        shares = {OVERALL: Decimal(1)}
        for code in [
            OVERALL,
            *self.compositions,
        ]:  # compositions stand above their members (``scores.rule_form``)
            composition = self.compositions.get(code)
            if composition is None or code not in shares:
                continue
            for member in composition.of:
                share = composition.share_of(member)
                if share is not None:
                    shares[member] = shares[code] * share
        return shares

    @cached_property
    def questions(self) -> tuple[str, ...]:
        """The single questions and open-data items the rule knows of."""
        return tuple(code for code in self.codes if is_question(code))

    def compares(self, code: str, before: Rule) -> bool:
        """Tell whether a score may be held against that of the year before: questions of another
        number are other questions.
        """
        if code == OVERALL or code in INSTRUMENTS or is_indicator(code) or self.same_questions:
            return True
        return code in self.titles and self.titles[code] == before.titles.get(code)

    def item(self, purpose: Purpose, kind: str) -> OpenDataItem | None:
        """Return the item of a paper for a kind of organization ("province"); None where there is
        none.
        """
        found = {item.sector: item for item in self.items if item.purpose == purpose}
        return found.get(kind) or found.get(USUAL_SECTOR)

    def instrument_of(self, code: str) -> str | None:
        """Return the instrument a question, sub-indicator or indicator belongs to, or None."""
        if is_question(code):
            return INSTRUMENTS[QUESTION_LETTERS.index(code[0])]
        whole = code.partition(".")[0]
        return next(
            (
                name
                for name in INSTRUMENTS
                if name in self.compositions and whole in self.compositions[name].of
            ),
            None,
        )


_WHOLE = "whole"


def _kind(code: str) -> str:
    """Return by what a code is alike others: its letter, or whether it is a part of an indicator.

    Instruments and whole indicators are those of every year.
    """
    if is_question(code):
        return code[0]
    return "." if "." in code else _WHOLE
