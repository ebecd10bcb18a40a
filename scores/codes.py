"""The codes of ITA scores: ``overall``, ``IIT``, indicator ``1``..``10``, sub-indicator ``9.1``,
question ``i1``, ``e1``, ``o1``.
"""

import re

from thai.cleaning import clean
from thai.numbers import to_arabic_digits

OVERALL = "overall"
INSTRUMENTS = ("IIT", "EIT", "OIT")
QUESTION_LETTERS = "ieo"
"""The letter of a question, by instrument in the order of ``INSTRUMENTS``."""
PARTS = (1, 2)
"""The two parts in which a survey may be held (by the agency itself, by the assessor)."""

_INDICATOR = re.compile(r"(?:[1-9]|10)(?:\.[1-9]\d?)?")
_QUESTION = re.compile(r"([ieo0])[ .]?([1-9]\d{0,2}|0[1-9])")
_RANGE = re.compile(r"([ieo]|\d{1,2}\.|)(\d{1,3})-\1(\d{1,3})")


def normal_code(text: str) -> str | None:
    """Return the code meant by what a person typed ("iit", "I ๑", "O34", "๐34"), or None when it is
    none.

    A 0 before a number is read as the letter o: no code begins with 0, and officers and OCR write
    both.
    """
    plain = to_arabic_digits(clean(text)).lower().rstrip(".")
    if plain == OVERALL:
        return OVERALL
    if plain.upper() in INSTRUMENTS:
        return plain.upper()
    if _INDICATOR.fullmatch(plain):
        return plain
    if match := _QUESTION.fullmatch(plain):
        return f"{match[1].replace('0', 'o')}{int(match[2])}"
    return None


def is_question(code: str) -> bool:
    """Tell whether a code is that of a single question or open-data item."""
    return code[0] in QUESTION_LETTERS and code[1:].isdecimal()


def is_indicator(code: str) -> bool:
    """Tell whether a code is that of a whole indicator (not of a sub-indicator)."""
    return code.isdecimal()


def expand(text: str) -> list[str]:
    """Return the codes of "i1-i6", "9.1-9.5" or "6-8"; one code alone is itself. ValueError when it
    is neither.
    """
    if match := _RANGE.fullmatch(text):
        first, last = int(match[2]), int(match[3])
        if not 1 <= first <= last:
            raise ValueError(f"{text!r} is no range of codes")
        codes = [f"{match[1]}{number}" for number in range(first, last + 1)]
    else:
        codes = [text]
    for code in codes:
        if normal_code(code) != code:
            raise ValueError(f"{code!r} is no code of a score")
    return codes


def in_order(code: str) -> tuple[int, tuple[int, ...]]:
    """Return a key that sorts codes as papers print them: overall, instruments, indicators,
    questions i, e, o.
    """
    if code == OVERALL:
        return 0, ()
    if code in INSTRUMENTS:
        return 1, (INSTRUMENTS.index(code),)
    if is_question(code):
        return 3, (QUESTION_LETTERS.index(code[0]), int(code[1:]))
    return 2, tuple(int(number) for number in code.split("."))
