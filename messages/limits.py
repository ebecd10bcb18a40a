"""LINE's limits on text, and how ours is cut to them (LINE Messaging API reference: message
objects, text character count).
"""

import json
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import Any

TEXT = 5000
ALT_TEXT = 1500
QUICK_LABEL = 20
FLEX_LABEL = 40
QUICK_REPLIES = 13
POSTBACK_DATA = 300
DISPLAY_TEXT = 300
CLIPBOARD = 1000
MESSAGES = 5
BUBBLES = 12
# LINE says 30 KB and 50 KB without saying of how many bytes: the smaller reading is safe in both.
BUBBLE_BYTES = 30_000
CAROUSEL_BYTES = 50_000
ELLIPSIS = "…"


_encode = json.JSONEncoder(separators=(",", ":")).encode


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 code utf16_length, which is how LINE counts most texts."""
    return len(text.encode("utf-16-le")) // 2


def columns(text: str) -> int:
    """Return how many letters of a text stand beside one another."""
    return sum(map(_stands, text))


def wire_bytes(value: Any) -> int:
    """Return the size of a JSON value with every non-ASCII letter escaped: the largest of the forms
    LINE may be measuring.
    """
    return len(_encode(value))


def clip(text: str, limit: int) -> str:
    """Cut a text to ``limit`` UTF-16 units with an ellipsis, never between a letter and its vowel
    or tone mark.

    Counting units is also safe where LINE counts grapheme clusters: there are never more clusters
    than units.
    """
    if 2 * len(text) <= limit or utf16_length(text) <= limit:  # no letter has more than two units
        return text
    kept, used = [], utf16_length(ELLIPSIS)
    for letter in text:
        used += utf16_length(letter)
        if used > limit:
            break
        kept.append(letter)
    while kept and _joins(text[len(kept)]):
        kept.pop()
    return "".join(kept).rstrip() + ELLIPSIS


def split_fitting(text: str, limit: int) -> tuple[str, str]:
    """Return as much of a text as has ``limit`` UTF-16 units, and the rest: parted at a space where
    there is one near, never between a letter and its vowel or tone mark.
    """
    if utf16_length(text) <= limit:
        return text, ""
    used, end = 0, 0
    while used + utf16_length(text[end]) <= limit:
        used += utf16_length(text[end])
        end += 1
    while end and _joins(text[end]):
        end -= 1
    space = max(text.rfind(" ", 0, end + 1), text.rfind("\n", 0, end + 1))
    end = space if space > end * 4 // 5 else end
    return text[:end].rstrip(), text[end:].lstrip()


def clip_apart(names: Sequence[str], limit: int) -> list[str]:
    """Cut each of some names that stand together to ``limit``: where they would then read alike,
    their beginning is shortened, not the part that tells them apart.
    """
    short = [clip(name, limit) for name in names]
    return [
        _around_difference(name, [other for other in names if other != name], limit)
        if cut != name and any(cut == other for n, other in enumerate(short) if names[n] != name)
        else cut
        for name, cut in zip(names, short, strict=True)
    ]


def _around_difference(name: str, others: Sequence[str], limit: int) -> str:
    differs = max(_alike(name, other) for other in others)
    while 0 < differs < len(name) and _joins(name[differs]):
        differs -= 1
    head = clip(name, limit // 3)
    room = limit - utf16_length(head)
    tail = name[-room:] if len(name) - differs <= room else name[differs:]
    while tail and _joins(tail[0]):
        tail = tail[1:]
    return head + clip(tail, room)


def _alike(one: str, other: str) -> int:
    """Return how many letters two texts have in common at their beginning."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@cache
def _stands(letter: str) -> bool:
    """Tell whether a letter takes a place of its own."""
    return not _joins(letter) or letter == "ำ"


@cache
def _joins(letter: str) -> bool:
    """Tell whether a letter hangs on the one before it (tone marks, upper and lower vowels, sara
    am, joiners).
    """
    return unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf", "Sk") or letter == "ำ"
