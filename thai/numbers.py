"""Numbers as Thai papers write them: Thai and Arabic digits, and shares in whole per cents."""

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def to_arabic_digits(text: str) -> str:
    """Return the text with Thai digits written as Arabic ones."""
    return text.translate(_TO_ARABIC)


def to_thai_digits(text: str) -> str:
    """Return the text with Arabic digits written as Thai ones."""
    return text.translate(_TO_THAI)


def whole_per_cent(part: int, whole: int) -> int:
    """Return a share of ``whole`` (at least 1) in whole per cents, halves up; 100 only for all of
    it, 0 only for none.
    """
    rounded = (200 * part + whole) // (2 * whole)
    return min(max(rounded, int(part > 0)), 100 if part >= whole else 99)
