"""Characters that the bundled typeface cannot show: another script misread into a word, or a
picture sign from a telephone.
"""

import re
import unicodedata

from thai.fonts import covered

_UNREAD = re.compile(r"\?{2,}|\ufffd+|(?<=[ก-๎])\?(?=[ก-๎])")
_SPACES = frozenset("\n\t\u00a0\u200b")


def not_shown(text: str) -> list[str]:
    """Return the characters of a text that no PDF of ours can show, each once."""
    known = covered()
    return [each for each in dict.fromkeys(text) if ord(each) not in known and each not in _SPACES]


def unread(text: str) -> list[str]:
    """Return the signs that stand where letters could not be read: "สอบ???", a question mark within
    a Thai word, the sign for a lost letter.
    """
    return list(dict.fromkeys(_UNREAD.findall(text)))


def showable(text: str) -> str:
    """Return the text with signs that cannot be shown left out, and letters that cannot be shown as
    "?".
    """
    missing = not_shown(text)
    if not missing:
        return text
    return text.translate(
        {ord(each): "?" if unicodedata.category(each)[0] == "L" else "" for each in missing}
    )
