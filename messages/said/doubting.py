"""How likely words typed at a form's question are no answer to it, where no rule knows them.

What is surely none is known by rules (``inside``). Of the rest the pieces of a message, weighed by
how the labelled messages of the tests are answers or none, tell which are asked about before they
are recorded (``tests/messages/said/training_inside.py`` writes ``inside_weights.txt``).
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from math import exp, sqrt
from pathlib import Path

from messages.said.kinds import Kind
from messages.said.language.facts import read_facts
from messages.said.measures import DueMeasure
from messages.said.reading import read
from messages.said.weighing import SCALE, pieces_of, shape_of
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

_ASKED_FROM = {"progress": 0.6, "summary": 0.6, "outcome": 0.9, "obstacle": 0.95}
"""How likely words are no answer to a question from which on they are asked about: what stands in
the way of the work is told much as a complaint is.
"""
_SAYS = re.compile(r"[^\W\d_][^\W\d_]")
"""Two letters: a number or a sign has an answer of its own."""


def may_be_none(text: str, question: str | None, measure: DueMeasure, today: date) -> bool:
    """Tell whether words at a question (its key) of a measure's form may be no answer to it;
    ``today`` is a Bangkok day. What would be read as a report of the measure outside is one inside.
    """
    least = _ASKED_FROM.get(question or "")
    if least is None or not _SAYS.search(text) or doubt(text, measure, today) < least:
        return False
    return read(text, (measure,), today).kind is not Kind.REPORT


def doubt(text: str, measure: DueMeasure, today: date) -> float:
    """Return how likely words are no answer in the form of a measure, 0 to 1."""
    known, bias = weights()
    found = known.keys() & pieces_of(shape_inside(text, measure, today))
    length = sqrt(sum(known[piece][0] for piece in found) or 1.0)
    total = sum(known[piece][1] for piece in found)
    return 1 / (1 + exp(-(bias + total / length)))


def shape_inside(text: str, measure: DueMeasure, today: date) -> str:
    """Return the shape of words in the form of a measure (see ``weighing``): one line."""
    said = to_arabic_digits(clean(" ".join(text.split())))
    return shape_of(said, read_facts(said, today), (), (measure,))


Weights = tuple[dict[str, tuple[float, float]], float]
"""Each piece with the square of its worth and its weight; and what speaks for no answer before
anything is said.
"""


@cache
def weights() -> Weights:
    """Return the weights, read once."""
    path = Path(__file__).with_name("inside_weights.txt")
    return weights_in(path.read_text(encoding="utf-8").splitlines())


def weights_in(lines: Sequence[str]) -> Weights:
    """Return what lines say as ``tests/messages/said/training_inside.py`` writes them."""
    bias, *rows = [line for line in lines if not line.startswith("#")]
    found = {}
    for row in rows:
        piece, square, weight = row.split(" ")
        found[piece] = (int(square) / SCALE, int(weight) / SCALE)
    return found, int(bias) / SCALE
