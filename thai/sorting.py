"""The order of Thai words, as the dictionary of the Royal Institute has it."""

import re

from thai.cleaning import clean

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_MARKS = re.compile("[\u0e47-\u0e4e]")


def thai_order(name: str) -> tuple[str, str]:
    """Return the key by which names are sorted: a vowel written before its consonant comes after
    it, and tone marks decide only between words that are alike without them.
    """
    swapped = _LEADING_VOWEL.sub(r"\2\1", clean(name).casefold())
    return _MARKS.sub("", swapped), swapped
