"""Weighs the pieces of what is typed inside a form.

``python -m tests.messages.said.training_inside`` writes ``messages/said/inside_weights.txt`` anew
(a minute), after labelled messages were added; with ``--leave-out`` it prints how each set is read
by the weights of the others, and writes nothing.

Reports of the labelled sets are answers in the form of the measure they are of: whole, as the
summary that is read of them, and in parts. Whatever else they hold is none.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from messages.said import inside
from messages.said.inside import aside_in, may_be_none, shape_inside, weights_in
from messages.said.measures import DueMeasure
from messages.said.reading import read_words
from messages.said.weighing import NONE, SCALE, pieces_of
from tests.messages.said.labelled import MEASURES, SETS, TODAY, Labelled, labelled, measures_in
from tests.messages.said.training import hasty, read_phrases

_HERE = Path(__file__).parent
INSIDE = _HERE / "inside.txt"
ANSWERS = _HERE / "answers.txt"
KEPT = 6000
_ROUNDS, _RATE, _PULL = 6, 0.3, 2e-6
_FEWEST = 2
_OWN_WORTH = 1.5
"""How much more than others an answer typed inside a form tells of those."""
_PART = range(12, 61)
"""Letters of a part of a summary that is learned by itself."""


@dataclass(frozen=True)
class Typed:
    """Words typed in the form of a measure, and whether they answer its question."""

    text: str
    measure: DueMeasure
    is_answer: bool
    worth: float = 1.0


def form_of(row: Labelled) -> DueMeasure:
    """Return the measure whose form is open: what a report is of, else any that is due."""
    codes = {code for group in row.measures for code in group}
    own = [each for each in row.due if each.code in codes]
    return own[0] if own and row.kind == "report" else random.Random(row.text).choice(row.due)


def summary_of(row: Labelled) -> str:
    """Return what is left of a report when its number and status were told before."""
    return read_words(row.text, TODAY, row.due[-1] if len(row.due) == 1 else None).summary


def rows_of(path: Path) -> list[Labelled]:
    """Return a set's messages that tell something of answers: whoever owes nothing has no form, and
    a report of what is not due is one all the same.
    """
    found = labelled(path)
    return [row for row in found if row.due and row.kind != "unknown"]


def typed_in(path: Path) -> Iterator[Typed]:
    """Give what a set has, as if it was typed at the question for the summary."""
    for row in rows_of(path):
        measure, is_answer = form_of(row), row.kind == "report"
        yield Typed(row.text, measure, is_answer)
        summary = summary_of(row) if is_answer else ""
        if summary and summary != row.text:
            yield Typed(summary, measure, True)


def typed_inside() -> Iterator[Typed]:
    """Give what the set of words inside a form has (``inside.txt``)."""
    for line in _lines(INSIDE):
        kind, _, text = (part.strip() for part in line.split("|", 2))
        is_answer = kind == "answer"
        yield Typed(text, _any_form(text), is_answer, _OWN_WORTH if is_answer else 1.0)


def answers() -> list[Typed]:
    """Return the answers as they are typed in a form."""
    return [Typed(text, _any_form(text), True, _OWN_WORTH) for text in _lines(ANSWERS)]


def _lines(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def _any_form(text: str) -> DueMeasure:
    return random.Random(text).choice(MEASURES)


def _besides() -> Iterator[Typed]:
    """Give the phrases, and the steps of the plans, which are said of work that is done."""
    for status, phrase in read_phrases():
        text = phrase.replace("{m}", "").replace("\\n", " ").strip()
        if text:
            yield Typed(text, _any_form(text), status != NONE)
    for path in sorted(_HERE.glob("*measures.txt")):
        for measure in measures_in(path):
            for step in measure.steps:
                yield Typed(step, _any_form(step), True)


def examples(typed: Iterable[Typed]) -> Iterator[tuple[frozenset[str], float, float]]:
    """Give the pieces of words, whether they are no answer (1 or 0), and what that is worth."""
    for each in typed:
        target = 0.0 if each.is_answer else 1.0
        for text in (each.text, *hasty(each.text)):
            shape = shape_inside(text, each.measure, TODAY)
            yield frozenset(pieces_of(shape)), target, each.worth
        parts = each.text.split() if each.is_answer and each.worth == 1.0 else []
        for part in [part for part in parts if len(part) in _PART][:3]:
            yield frozenset(pieces_of(shape_inside(part, each.measure, TODAY))), target, each.worth


Example = tuple[frozenset[str], float, float]
Table = tuple[dict[str, float], dict[str, float], float]
"""Each piece's weight, its worth, and the bias."""


def fit(shown: list[Example]) -> Table:
    """Return the weights of ``KEPT`` pieces; the same on every machine."""
    counted = Counter(piece for pieces, _, _ in shown for piece in pieces)
    names = sorted(
        piece for piece, count in counted.items() if count >= _FEWEST and " " not in piece
    )
    worth = {name: math.log((1 + len(shown)) / (1 + counted[name])) + 1 for name in names}
    weights, _ = _fit(shown, worth, names, _ROUNDS // 2)
    ranked = sorted(names, key=lambda name: -abs(weights[name]) * worth[name])
    weights, bias = _fit(shown, worth, sorted(ranked[:KEPT]), _ROUNDS)
    return weights, worth, bias


def _fit(
    shown: list[Example], worth: dict[str, float], names: list[str], rounds: int
) -> tuple[dict[str, float], float]:
    weights, seen, bias = dict.fromkeys(names, 0.0), dict.fromkeys(names, 1e-3), 0.0
    rows = []
    for pieces, target, counts in shown:
        found = sorted(piece for piece in pieces if piece in weights)
        length = math.sqrt(sum(worth[piece] ** 2 for piece in found) or 1.0)
        rows.append((found, [worth[piece] / length for piece in found], target, counts))
    chance = random.Random(1)
    for _ in range(rounds):
        chance.shuffle(rows)
        for found, values, target, counts in rows:
            score = bias + sum(
                weights[piece] * value for piece, value in zip(found, values, strict=True)
            )
            error = (1 / (1 + math.exp(-score)) - target) * counts
            bias -= 0.02 * error
            if abs(error) < 1e-3:
                continue
            for piece, value in zip(found, values, strict=True):
                slope = error * value
                seen[piece] += slope * slope
                weight = weights[piece] - _RATE * slope / math.sqrt(seen[piece])
                weights[piece] = weight - _PULL * weight / value
    return weights, bias


def lines_of(table: Table) -> list[str]:
    """Return the lines of the table: the bias, then each piece, its worth squared, its weight."""
    weights, worth, bias = table
    rows = [
        f"{name} {round(worth[name] ** 2 * SCALE)} {round(weight * worth[name] * SCALE)}"
        for name, weight in weights.items()
    ]
    return [str(round(bias * SCALE)), *rows]


def taken_as(each: Typed) -> str:
    """Return what becomes of words at the question for the summary: "sure" and "asked" are taken
    for no answer, surely or until it was asked; "taken" are the summary.
    """
    aside = aside_in(each.text, "summary", TODAY)
    if aside is not None and aside.sure:
        return "sure"
    asked = aside is not None or may_be_none(each.text, "summary", each.measure, TODAY)
    return "asked" if asked else "taken"


def _print_left_out() -> None:
    """Print how each set is taken by what the others teach."""
    shown = {path: list(examples(typed_in(path))) for path in SETS}
    beside = list(examples([*typed_inside(), *answers(), *_besides()]))
    known = inside.weights
    for path in SETS:
        others = [each for other in SETS if other != path for each in shown[other]]
        inside.weights = partial(weights_in, lines_of(fit(others + beside)))  # type: ignore[assignment]
        kinds = Counter((each.is_answer, taken_as(each)) for each in typed_in(path))
        counts = [
            " ".join(f"{taken} {kinds[is_answer, taken]}" for taken in ("sure", "asked", "taken"))
            for is_answer in (False, True)
        ]
        print(f"{path.stem:12} no answers: {counts[0]:32} answers: {counts[1]}")
    inside.weights = known


def main() -> None:
    """Write the weights of all sets."""
    if "--leave-out" in sys.argv:
        return _print_left_out()
    typed = [each for path in SETS for each in typed_in(path)]
    typed += [*typed_inside(), *answers(), *_besides()]
    shown = list(examples(typed))
    head = "# Written by tests/messages/said/training_inside.py; see inside.py."
    target = Path(inside.__file__).with_name("inside_weights.txt")
    target.write_text("\n".join([head, *lines_of(fit(shown)), ""]), encoding="utf-8")
    print(f"{len(shown)} examples, {KEPT} pieces")


if __name__ == "__main__":
    main()
