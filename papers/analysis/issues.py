"""An issue of the analysis and its questions, with their scores: values only."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from models.tables.year.score import Heading
from scores.codes import in_order
from scores.ledger import YearChange


@dataclass(frozen=True)
class ScoredQuestion:
    """One question of an issue; ``value`` is its score, ``parts`` those of its two parts, None what
    is not known.
    """

    code: str
    title: str
    instrument: str
    value: Decimal | None
    parts: tuple[Decimal | None, Decimal | None]
    change: YearChange | None
    threshold: Decimal
    full: str = ""
    """The question in the words of the assessment, where a document printed it."""

    @property
    def scores(self) -> tuple[Decimal, ...]:
        """Everything printed of it: the score and those of the parts."""
        return tuple(score for score in (self.value, *self.parts) if score is not None)

    @property
    def lowest(self) -> Decimal | None:
        """Its score, or the lower part where the whole is not known."""
        return self.value if self.value is not None else min(self.scores, default=None)

    @property
    def is_low(self) -> bool:
        """Whether it, or one of its parts, lies below the threshold."""
        return any(score < self.threshold for score in self.scores)


@dataclass(frozen=True)
class IssueAnalysis:
    """One issue: its questions in printed order and the text under each heading, the secretariat's
    where there is one.
    """

    number: str
    title: str
    questions: tuple[ScoredQuestion, ...]
    threshold: Decimal
    own: Mapping[Heading, str]

    @property
    def scored(self) -> tuple[ScoredQuestion, ...]:
        """The questions that have a score."""
        return tuple(question for question in self.questions if question.scores)

    @property
    def low(self) -> tuple[ScoredQuestion, ...]:
        """The questions below the threshold, the lowest first."""
        found = [question for question in self.scored if question.is_low]
        return tuple(sorted(found, key=lambda question: (question.lowest, in_order(question.code))))

    @property
    def lowest(self) -> tuple[ScoredQuestion, ...]:
        """The question with the lowest score, or all of them that share it."""
        values = [question.lowest for question in self.scored if question.lowest is not None]
        return tuple(question for question in self.scored if question.lowest == min(values))

    @property
    def risen(self) -> tuple[ScoredQuestion, ...]:
        """The questions above their score of the year before, the greatest rise first."""
        found = [
            question
            for question in self.questions
            if question.change and question.change.difference > 0
        ]
        return tuple(
            sorted(
                found, key=lambda question: -question.change.difference if question.change else 0
            )
        )

    @property
    def fallen(self) -> tuple[ScoredQuestion, ...]:
        """The questions below their score of the year before, the greatest fall first."""
        found = [
            question
            for question in self.questions
            if question.change and question.change.difference < 0
        ]
        return tuple(
            sorted(found, key=lambda question: question.change.difference if question.change else 0)
        )
