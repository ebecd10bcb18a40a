"""Which of the things that the program knows somebody asks, by concepts and not by the letter.

Words are taken for concepts ("พีดีเอฟ" and "วิดีโอ" for a format), and each concept speaks for the
things that are asked with it (``ways.txt``), the more the fewer others are. Words of no concept are
strangers: a message with many of them is about something else.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from math import log
from pathlib import Path

from messages import menu
from messages.said.language.spelling import as_meant
from thai.cleaning import clean
from thai.numbers import to_arabic_digits

FILLER = "filler"
_SMOOTHED = 0.2
"""Times that a concept is held for seen with a thing it never was."""
_LETTERS = re.compile("[ก-๙a-z]")
_NUMBERS = re.compile(r"\d+(?:[.,/:-]\d+)*")
_LONGEST = 120


@dataclass(frozen=True)
class Weighed:
    """The likeliest thing: ``lead`` is how far it is before the next, ``known`` the share of the
    letters that are words of any concept, ``concepts`` what was found.
    """

    thing: str
    score: float
    lead: float
    known: float
    concepts: frozenset[str]


@lru_cache(maxsize=64)
def weigh_question(text: str) -> Weighed | None:
    """Return the thing that words most likely ask, however unlikely; None for words of no concept
    and for whole paragraphs.
    """
    found, known = concepts_in(text) if len(text) <= _LONGEST else (frozenset[str](), 0.0)
    if not found:
        return None
    scores = {
        thing: sum(weights[each] for each in found)
        for thing, weights in _weights().items()
        if any(all_of <= found and not none_of & found for all_of, none_of in _needs()[thing])
    }
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda each: -each[1])
    thing, best = ranked[0]
    lead = best - ranked[1][1] if len(ranked) > 1 else best
    return Weighed(thing, best, lead, known, found)


@lru_cache(maxsize=512)
def concepts_in(text: str) -> tuple[frozenset[str], float]:
    """Return the concepts in words, and the share of their letters that belong to one."""
    plain = _NUMBERS.sub(" ", as_meant(to_arabic_digits(clean(menu.plain(text)))).lower())
    found, letters, last = set[str](), 0, 0
    for match in _pattern().finditer(plain):
        name = _names()[(match.lastindex or 1) - 1]
        if name != FILLER:
            found.add(name)
        letters += len(_LETTERS.findall(match[0]))
        last = match.end()
    whole = len(_LETTERS.findall(plain))
    return frozenset(found), letters / whole if whole and last else 0.0


@cache
def _concepts() -> list[tuple[str, str]]:
    """Return each word of a concept with it: by first letter, the longest of each first."""
    rows = _rows("concepts.txt")
    words = [(name, word) for name, line in rows for word in line.split()]
    return sorted(words, key=lambda each: (each[1][0], -len(re.sub(r"\(.*?\)", "", each[1]))))


@cache
def _names() -> list[str]:
    return [name for name, _ in _concepts()]


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds each word, in a group of its own, and looks at each first letter once."""
    grouped = groupby(_concepts(), key=lambda each: each[1][0])
    return re.compile(
        "|".join(
            f"{re.escape(first)}(?:{'|'.join(f'({word[1:]})' for _, word in rows)})"
            for first, rows in grouped
        )
    )


@cache
def _weights() -> dict[str, dict[str, float]]:
    """Return what each concept says for each thing: how much oftener it is asked with that."""
    ways: dict[str, list[frozenset[str]]] = defaultdict(list)
    for thing, way in _rows("ways.txt"):
        ways[thing].append(concepts_in(way)[0])
    every = {name for name in _names() if name != FILLER}
    shares = {
        thing: {
            name: (sum(name in bag for bag in bags) + _SMOOTHED) / (len(bags) + 2 * _SMOOTHED)
            for name in every
        }
        for thing, bags in ways.items()
    }
    usual = {name: sum(row[name] for row in shares.values()) / len(shares) for name in every}
    return {
        thing: {name: log(share / usual[name]) for name, share in row.items()}
        for thing, row in shares.items()
    }


@cache
def _needs() -> dict[str, list[tuple[frozenset[str], frozenset[str]]]]:
    """Return the alternatives of each thing: the concepts that must be there, and must not."""
    return {
        thing: [
            (
                frozenset(name for name in each.split() if name[0] != "-"),
                frozenset(name[1:] for name in each.split() if name[0] == "-"),
            )
            for each in line.split(";")
        ]
        for thing, line in _rows("needs.txt")
    }


@cache
def _rows(name: str) -> list[tuple[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    rows = (line.partition(" | ") for line in lines if line and not line.startswith("#"))
    return [(thing, words) for thing, _, words in rows]
