"""Weighs the pieces of the labelled messages: ``python -m tests.messages.said.training`` writes
``messages/said/weights.txt`` anew (a minute or so), after labelled messages were added.

The weights are those of a softmax over two to five letters, each piece worth the logarithm of how
few messages have it; they come out the same on every machine. Each message is also learned as it
is typed in haste: without spaces, without tone marks, with a courtesy before or after.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from messages.said import weighing
from messages.said.clauses import told
from messages.said.kinds import Kind
from messages.said.language.facts import read_facts
from messages.said.language.words import content_words
from messages.said.measures import DueMeasure
from messages.said.mending import corrected
from messages.said.reading import parts_of, read, words_of
from messages.said.telling import measures_named
from messages.said.weighing import CLASSES, NONE, SCALE, WHOLE, pieces_of, shape_of
from tests.messages.said.labelled import (
    BUREAUS,
    MEASURES,
    MUNICIPAL,
    SETS,
    TODAY,
    Labelled,
    labelled,
    measures_in,
)

ROUNDS = 6
RATE = 0.3
PULL = 2e-6
"""How far each weight is pulled to nothing at each step, so that none stands on one message."""
KEPT = 20000
FEWEST = 2
FILLED = 6
"""Ways in which a phrase is filled."""
Example = tuple[str, dict[str, float]]
"""A shape, with each class's share."""
Row = tuple[tuple[int, ...], tuple[float, ...], tuple[float, ...]]


def examples(rows: Iterable[Labelled]) -> Iterator[Example]:
    """Give shapes of messages, and of what they say of each measure, with each class's share."""
    for row in rows:
        target = {NONE: 1.0}
        if row.kind == "report":
            counts = Counter(row.statuses)
            target = {status: n / len(row.statuses) for status, n in counts.items()}
        for text in (row.text, *hasty(row.text)):
            yield _shape(words_of(text, row.due), row.due), target
            if row.kind == "report":
                yield _shape(told_in(text, row.due), row.due), target
        if row.kind == "report":
            yield from _parts(row)


def _parts(row: Labelled) -> Iterator[Example]:
    """Give what a message says of each measure, where the reading has it right."""
    reading = read(row.text, row.due, TODAY)
    if reading.kind is not Kind.REPORT or len(reading.reports) != len(row.statuses):
        return
    for report, status in zip(reading.reports, row.statuses, strict=True):
        if (report.progress or "?") == status:
            yield parts_of(report, row.due, TODAY), {status: 1.0}


_PHRASES = Path(__file__).with_name("phrases.txt")
_PLANS = (
    MEASURES,
    measures_in(MUNICIPAL.with_name("municipal_measures.txt")),
    measures_in(BUREAUS.with_name("bureaus_measures.txt")),
)
_NAMED = (
    *("{}", "{} ", "ข้อ {}", "ข้อ{}", "มาตรการ {}", "มาตรการที่ {}", "{}.", "{} :", "ข้อ {} ค่ะ"),
    *("พี่คะ {}", "ขอรายงาน {}", "รายงานข้อ {}", "อัปเดตข้อ {}", "สำหรับข้อ {}", "ส่วน {}", "({})"),
)
_IN_WORDS = 3
"""Of how many phrases one names its measure by the plan's words."""


def read_phrases() -> Iterator[tuple[str, str]]:
    """Give each phrase after its class."""
    for line in _PHRASES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            status, _, phrase = line.partition(" | ")
            yield status, phrase


def phrases() -> Iterator[Example]:
    """Give shapes of phrases, each filled in a few ways."""
    for status, phrase in read_phrases():
        chance = random.Random(phrase)
        for turn in range(FILLED if "{m}" in phrase else 1):
            many = chance.choice(_PLANS)
            due = chance.choice((many, many, many[-1:]))
            measure = chance.choice(due)
            name = chance.choice(_NAMED).format(measure.code)
            if turn % _IN_WORDS == 1:
                name = _words_of_plan(measure, chance)
            if len(due) == 1 and turn % 2:
                name = ""
            text = phrase.replace("{m}", name).replace("\\n", "\n").strip()
            for words in (text, *hasty(text)):
                yield _shape(words_of(words, due), due), {status: 1.0}


def _words_of_plan(measure: DueMeasure, chance: random.Random) -> str:
    words = content_words(f"{measure.title} {' '.join(measure.steps)}")
    start = chance.randrange(len(words))
    return "".join(words[start : start + chance.choice((1, 2, 3))])


def told_in(text: str, due: tuple[DueMeasure, ...]) -> str:
    """Return what a message tells of its writer's own work; all of it where that is nothing."""
    words = words_of(text, due)
    return corrected(told(words), due, TODAY) or words


def _shape(words: str, due: tuple[DueMeasure, ...]) -> str:
    facts = read_facts(words, TODAY)
    return shape_of(words, facts, measures_named(words, due, facts), due, WHOLE)


_TONES = re.compile("[่้๊๋]")
_CLOSINGS = ("ครับ", "ค่ะ", "นะคะ", " ครับผม", "จ้า", " ค่า", "ฮะ", " 🙏")
_OPENINGS = ("สวัสดีค่ะ ", "เรียน เลขาฯ ", "พี่คะ ", "ครับ ", "แอดมินคะ ", "รบกวนด้วยค่ะ ")


def hasty(text: str) -> Iterator[str]:
    """Give a message as it is typed in haste or with more courtesy, another way for each text."""
    chance = random.Random(text)
    yield chance.choice(
        [
            text.replace(" ", ""),
            _TONES.sub("", text),
            f"{text}{chance.choice(_CLOSINGS)}",
            f"{chance.choice(_OPENINGS)}{text}",
        ]
    )


def train(shapes: Sequence[Example], kept: int = KEPT) -> list[str]:
    """Return the lines of ``weights.txt``: what stands before all, then each piece."""
    counted = Counter(piece for shape, _ in shapes for piece in pieces_of(shape))
    names = sorted(
        piece for piece, count in counted.items() if count >= FEWEST and " " not in piece
    )
    weights, bias, worth = _fit(shapes, names, counted, ROUNDS // 2)
    ranked = sorted(range(len(names)), key=lambda at: -max(map(abs, weights[at])) * worth[at])
    names = sorted(names[at] for at in ranked[:kept])
    weights, bias, worth = _fit(shapes, names, counted, ROUNDS)
    lines = [" ".join(str(round(each * SCALE)) for each in bias)]
    for name, row, own in zip(names, weights, worth, strict=True):
        numbers = [round(own * own * SCALE), *(round(each * own * SCALE) for each in row)]
        lines.append(" ".join([name, *map(str, numbers)]))
    return lines


def _fit(
    shapes: Sequence[Example],
    names: Sequence[str],
    counted: Counter[str],
    rounds: int,
) -> tuple[list[list[float]], list[float], list[float]]:
    at = {name: place for place, name in enumerate(names)}
    worth = [math.log((1 + len(shapes)) / (1 + counted[name])) + 1 for name in names]
    rows: list[Row] = []
    for shape, target in shapes:
        found = tuple(sorted(at[piece] for piece in pieces_of(shape) if piece in at))
        length = math.sqrt(sum(worth[place] ** 2 for place in found) or 1.0)
        values = tuple(worth[place] / length for place in found)
        rows.append((found, values, tuple(target.get(name, 0.0) for name in CLASSES)))
    weights = [[0.0] * len(CLASSES) for _ in names]
    seen = [[1e-3] * len(CLASSES) for _ in names]
    bias = [0.0] * len(CLASSES)
    chance = random.Random(1)
    order = list(range(len(rows)))
    for _ in range(rounds):
        chance.shuffle(order)
        for place in order:
            _step(rows[place], weights, seen, bias)
    return weights, bias, worth


def _step(row: Row, weights: list[list[float]], seen: list[list[float]], bias: list[float]) -> None:
    found, values, target = row
    scores = list(bias)
    for place, value in zip(found, values, strict=True):
        for name, weight in enumerate(weights[place]):
            scores[name] += weight * value
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    whole = sum(shares)
    wrong = [share / whole - wanted for share, wanted in zip(shares, target, strict=True)]
    for name, error in enumerate(wrong):
        bias[name] -= 0.02 * error
    errors = [(name, error) for name, error in enumerate(wrong) if abs(error) > 1e-3]
    if not errors:
        return
    for place, value in zip(found, values, strict=True):
        of_piece, of_seen = weights[place], seen[place]
        for name, error in errors:
            slope = error * value
            of_seen[name] += slope * slope
            weight = of_piece[name] - RATE * slope / math.sqrt(of_seen[name])
            of_piece[name] = weight - PULL * weight / value
    return


def main() -> None:
    """Write the weights of all sets."""
    paths = [Path(name) for name in sys.argv[1:]] or list(SETS)
    shapes = [each for path in paths for each in examples(labelled(path))]
    shapes += phrases()
    target = Path(weighing.__file__).with_name("weights.txt")
    head = (
        "# Written by tests/messages/said/training.py from the labelled messages; see weighing.py."
    )
    target.write_text("\n".join([head, *train(shapes), ""]), encoding="utf-8")
    print(f"{len(shapes)} examples, {KEPT} pieces")


if __name__ == "__main__":
    main()
