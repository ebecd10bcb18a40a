"""Words that no form of a paper breaks at the end of a line: the compounds of offices, Thailand's
provinces, and the names of the paper's own organization.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from thai.compounds import COMPOUNDS
from thai.provinces import PROVINCES
from thai.width import display_width

_NOUNS = ("การ", "ผู้")
"""What makes a noun of a verb, and is one word with it."""
_PLACE = re.compile("(?=จังหวัด|อำเภอ|ตำบล|เทศบาล|องค์การบริหารส่วน|สาขา)|(?<=สำนักงาน)|(?<=ที่ว่าการ)")
"""Where a name of an agency that is too long for a line is parted."""
_REPEATED = "(?:ต่าง|อื่น|ทั่ว|จริง|นั้น|หลาย|ใกล้|เร็ว|ใหม่) ?ๆ"
"""Short words that are kept with the sign of repetition after them: it never begins a line."""
_SHORTEST = 4
"""Letters of a part that is kept whole: a shorter one is found inside other words."""


@lru_cache(maxsize=64)
def whole_words(names: tuple[str, ...], most: int) -> str:
    """Return a regular expression (of Python and of Typst) that matches the words to be kept whole,
    the longest first; none is wider than ``most`` letters, the room they have.
    """
    verbs = {noun + word for noun in _NOUNS for word in COMPOUNDS}
    provinces = {f"จังหวัด{name}" for name in PROVINCES}
    words = COMPOUNDS | verbs | provinces | set(_parts(PROVINCES)) | set(_parts(names))
    fitting = sorted((word for word in words if display_width(word) <= most), key=_longest)
    return "|".join([_REPEATED, *(f"{re.escape(word)}(?: ?[ๆฯ])?" for word in fitting)])


def split_whole(text: str, pattern: str) -> list[tuple[str, bool]]:
    """Return the parts of a text, and which of them are kept whole."""
    parts = re.split(f"({pattern})", text)
    return [(part, place % 2 == 1) for place, part in enumerate(parts) if part]


def _parts(names: Iterable[str]) -> Iterator[str]:
    """Yield each name, and its parts for where it does not fit."""
    for name in names:
        pieces = _PLACE.split(name)
        tails = ("".join(pieces[place:]) for place in range(len(pieces)))
        yield from (each for each in (*tails, *pieces) if display_width(each) >= _SHORTEST)


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word
