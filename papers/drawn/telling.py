"""How the agencies of one measure are told, and how many of them."""

from enum import StrEnum

ROLLED_UP_FROM = 4
NOTABLE = 5
"""At most so many agencies are named in a rolled-up cell, and so many different outcomes."""
NAMED_FAILURES = 10
"""At most so many agencies are named that did not achieve it; the others are counted."""


class Telling(StrEnum):
    """How the agencies of one measure are listed; ``auto`` rolls up more than
    ``ROLLED_UP_FROM`` - 1 of them.
    """

    AUTO = "auto"
    EACH = "each"
    ROLLED_UP = "rolled_up"

    def rolls_up(self, agencies: int) -> bool:
        """Tell whether so many agencies of a measure are counted, and only the notable ones
        named.
        """
        return self is Telling.ROLLED_UP or (self is Telling.AUTO and agencies >= ROLLED_UP_FROM)
