"""Words by which a report's summary promises something to show; where they stand is no matter."""

_HINTS = ("/", "ลงวันที่", "ผู้")
"""Of a letter's number, of its date, of people who took part."""


def hints_in(text: str) -> int:
    """Return how many of the hints of a letter or an event a text has, 0 to 3."""
    return sum(hint in text for hint in _HINTS)
