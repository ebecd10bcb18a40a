"""Decimals of scores: how they are rounded, shown and counted."""

from decimal import ROUND_HALF_UP, Decimal


def decimals(number: Decimal) -> int:
    """Return how many decimals a number is printed with."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def two_decimals(number: Decimal) -> Decimal:
    """Round as scores are printed: halves up, as Thai offices do, whatever the context of decimals
    says.
    """
    return number.quantize(Decimal("0.01"), ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """Return a number as steps show it: two decimals, or up to four where it has more."""
    text = f"{number.quantize(Decimal('0.0001'), ROUND_HALF_UP):f}"
    return text[:-2] if text.endswith("00") else text.rstrip("0")
