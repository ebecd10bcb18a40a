"""Thai text in one normal form: what cannot be seen is dropped, what looks alike is alike."""

import re
import unicodedata

# Zero-width spaces and joiners, soft hyphen, byte order mark: invisible, and fatal to every
# comparison.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


# Nikhahit and sara aa typed apart, with or without a tone mark on either side, stand for sara am.
_SARA_AM = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32|([\u0e48-\u0e4b])\u0e4d\u0e32")


_SPACES = re.compile(r"\s+")


# No word begins with a mark above or below the line: a space before one was read into a word.
_SPACE_IN_WORD = re.compile("(?<=[ก-๎]) +(?=[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e])")


def clean(text: str) -> str:
    """Return the text as it was meant: NFC, sara am whole, no invisible characters, single spaces,
    none at the ends or in a letter.
    """
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    text = _SARA_AM.sub(lambda match: (match[1] or match[2] or "") + "ำ", text)
    text = _SPACES.sub(" ", text.replace("เเ", "แ")).strip()
    return _SPACE_IN_WORD.sub("", text)
