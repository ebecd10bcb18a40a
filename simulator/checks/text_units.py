"""How LINE counts the characters of a text: UTF-16 code units, or grapheme clusters.

The rule which property is counted how is LINE's "Character counting in a text" page
(developers.line.biz/en/docs/messaging-api/text-character-count).
"""

import unicodedata

ZERO_WIDTH_JOINER = "\u200d"
# Extending characters that their general category does not give away: ZWNJ, Thai and Lao SARA AM
# (spacing marks in
# UAX 29 although letters by category).
EXTENDING = frozenset("\u200c\u200d\u0e33\u0eb3")


def utf16_units(text: str) -> int:
    """The number of UTF-16 code units: one a character, two outside the basic plane."""
    if text.isascii():
        return len(text)
    return len(text) + sum(1 for character in text if character > "\uffff")


def graphemes(text: str) -> int:
    """The number of grapheme clusters: what a reader would call letters.

    Follows UAX 29 closely enough for Thai marks, Latin accents, emoji sequences, flags, Hangul and
    CR LF; Indic conjuncts are counted letter by letter.
    """
    if text.isascii():
        return len(text) - text.count("\r\n")
    count, previous, flags = 0, "", 0
    for character in text:
        flags = flags + 1 if _is_flag_half(character) else 0
        if not _joins(previous, character, flags):
            count += 1
        previous = character
    return count


def _joins(previous: str, character: str, flags: int) -> bool:
    """Whether a character belongs to the cluster of the one before; `flags` counts flag halves in a
    row, this one included.
    """
    if not previous:
        return False
    if previous == "\r" and character == "\n":
        return True
    if unicodedata.category(previous) in {"Cc", "Zl", "Zp"}:
        return False
    if _extends(character):
        return True
    if previous == ZERO_WIDTH_JOINER:
        return unicodedata.category(character) == "So"
    if flags:
        return flags % 2 == 0
    return _is_hangul_tail(character) and (_is_jamo(previous) or "\uac00" <= previous <= "\ud7a3")


def _extends(character: str) -> bool:
    return (
        character in EXTENDING
        or unicodedata.category(character) in {"Mn", "Me", "Mc"}
        or "\U0001f3fb" <= character <= "\U0001f3ff"  # skin tones
        or "\U000e0020"
        <= character
        <= "\U000e007f"  # tags, as in the flags of nations within a state
    )


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_jamo(character: str) -> bool:
    return "\u1100" <= character <= "\u11ff"


def _is_hangul_tail(character: str) -> bool:
    return "\u1160" <= character <= "\u11ff"
