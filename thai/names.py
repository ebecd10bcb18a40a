"""What two spellings of one name have in common."""

import re

from thai.cleaning import clean
from thai.numbers import to_arabic_digits


def key(name: str) -> str:
    """Return a name as two printings of it are compared: no spaces, no dots, Arabic digits."""
    return re.sub(r"[\s.]", "", to_arabic_digits(clean(name)))
