"""A second opinion of a message: how likely it is no report, or a report of each status.

Rules know what they were told; what nobody told them they miss. Here every two to five
letters of a message speak for or against, weighed by how the labelled messages of the tests used
them (``tests/messages/said/training.py`` writes ``weights.txt``). Numbers, dates, letters' numbers
and the plan's own words are one sign each, so that no plan and no place is learned by heart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, sqrt
from pathlib import Path

from messages.said.language.facts import Facts
from messages.said.language.words import TELL_NOTHING, content_words
from messages.said.measures import DueMeasure, NamedMeasures
from thai.cleaning import clean
from thai.progress_words import NOTHING_NEW

NONE = "none"
UNTOLD = "?"
CLASSES = (NONE, "done", "in_progress", "not_started", "not_achieved", NOTHING_NEW, UNTOLD)
"""No report; a report of a status; a report that tells no status."""
STATUSES = CLASSES[1:-1]
WHOLE, PART = "^", "§"
"""What a shape begins with: a whole message, or what is said of one measure among several."""
_ONLY = "①"
_NUMBER, _UNKNOWN, _LINK, _PEOPLE, _DAY, _WORD, _SOME = "ⓂⓊⓁⓅⒹⓌⓃ"
_DIGITS = re.compile(r"\d+")
_LINKED = re.compile(r"https?:|www\.|[a-z]{2,}(?:/|$)", re.I)
_COUNTED = re.compile(r"คน|ราย|ท่าน|นาย")
_SHARE = re.compile(r"%|ร้อยละ|เปอร์|percent", re.I)
_SHORTEST, _LONGEST = 2, 5
_MANY = 600
"""Letters of a message that are weighed."""
_FIELD = 26
"""Bits that a weight has in a packed row; ``_MIDDLE`` is added, so that none is below nothing."""
_MIDDLE = 1 << 13
_MASK = (1 << _FIELD) - 1
SCALE = 64
"""How many times a weight is written of its size."""


@dataclass(frozen=True)
class Shares:
    """How likely each of ``CLASSES`` is; together 1."""

    of: Mapping[str, float]

    @property
    def report(self) -> float:
        """How likely the words are a report of any status."""
        return 1 - self.of[NONE]

    @property
    def status(self) -> tuple[str, float]:
        """The likeliest status, and how likely it is where the words are a report."""
        best = max(STATUSES, key=lambda each: self.of[each])
        return best, self.of[best] / max(self.report, 1e-9)


_TABLE = [Path(__file__).with_name("weights.txt")]
"""Where the weights are read from."""


def use(table: Path) -> None:
    """Weigh by another table from now on: for trying weights that have not learned a set."""
    _TABLE[:] = [table]
    _weights.cache_clear()


def load() -> None:
    """Load the weights and the dictionary of words: 9 MB in 0.07 s and 16 MB in 0.04 s."""
    _weights()
    content_words("งาน")


def weigh(shape: str) -> Shares:
    """Weigh a shape of words (see ``shape_of``)."""
    rows, bias = _weights()
    found = rows.keys() & pieces_of(shape)
    packed, count = sum(map(rows.__getitem__, found)), len(found)
    length = sqrt(max((packed & _MASK) / SCALE, 1.0))
    scores = []
    for place, first in enumerate(bias, start=1):
        total = ((packed >> (place * _FIELD)) & _MASK) - count * _MIDDLE
        scores.append(total / SCALE / length + first)
    highest = max(scores)
    shares = [exp(score - highest) for score in scores]
    whole = sum(shares)
    return Shares({name: share / whole for name, share in zip(CLASSES, shares, strict=True)})


def pieces_of(shape: str) -> set[str]:
    """Return every two to five letters of a shape."""
    size = len(shape)
    return {
        shape[start : start + length]
        for length in range(_SHORTEST, _LONGEST + 1)
        for start in range(size - length + 1)
    }


def shape_of(
    text: str,
    facts: Facts,
    named: Sequence[NamedMeasures],
    due: Sequence[DueMeasure],
    begins: str = WHOLE,
) -> str:
    """Return words with a sign for each fact, each number and the plan's own words."""
    signs = [(each.span, _NUMBER if each.ids else _UNKNOWN) for each in named]
    signs += [(span, _sign(text[span[0] : span[1]])) for span in facts.masked]
    parts, last = [], 0
    for (start, end), sign in sorted(signs):
        if start >= last:
            parts += [text[last:start], sign]
            last = end
    shape = _DIGITS.sub(_SOME, "".join([*parts, text[last:]])[:_MANY]).lower()
    own = _own_words(tuple(due))
    if own is not None:
        shape = own.sub(_WORD, shape)
    only = _ONLY if len(due) == 1 else ""
    return f"{begins}{shape}{only}$".replace("\n", "↵").replace(" ", "_")


def _sign(words: str) -> str:
    if _LINKED.search(words):
        return _LINK
    if _COUNTED.search(words):
        return _PEOPLE
    return "%" if _SHARE.search(words) else _DAY


@lru_cache(maxsize=64)
def _own_words(due: tuple[DueMeasure, ...]) -> re.Pattern[str] | None:
    """Return what finds words that a plan's measures are made of, and hardly anything else is."""
    words = {
        word
        for each in due
        for word in content_words(clean(f"{each.title} {' '.join(each.steps)}"))
        if len(word) > 3 and word not in TELL_NOTHING
    }
    if not words:
        return None
    alternatives = "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
    return re.compile(rf"(?:{alternatives})(?: ?(?:{alternatives}))*+")


@cache
def _weights() -> tuple[dict[str, int], tuple[float, ...]]:
    """Return each piece with its weights in one number, the square of its own weight first, and
    what speaks for each class before anything is said.
    """
    lines = _TABLE[0].read_text(encoding="utf-8").splitlines()
    bias, *rows = [line for line in lines if not line.startswith("#")]
    return (
        {
            piece: _packed(map(int, row.split()))
            for piece, _, row in (r.partition(" ") for r in rows)
        },
        tuple(int(each) / SCALE for each in bias.split()),
    )


def _packed(numbers: Iterable[int]) -> int:
    square, *weights = numbers
    packed = square
    for place, weight in enumerate(weights, start=1):
        packed |= (max(min(weight, _MIDDLE - 1), -_MIDDLE) + _MIDDLE) << (place * _FIELD)
    return packed
