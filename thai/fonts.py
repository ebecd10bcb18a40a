"""The typeface that comes with the program (Sarabun, SIL OFL 1.1): cards, charts and papers look
the same on every machine.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("font_files")
"""The folder with the font files and their licence."""
FAMILY = "Sarabun"


@cache
def covered() -> frozenset[int]:
    """Return the code points that the typeface has a letter for (its ``cmap`` table, OpenType
    specification, format 4).
    """
    data = (FONTS / f"{FAMILY}-Regular.ttf").read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    places = {
        data[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">I", data, 20 + 16 * i)[0]
        for i in range(tables)
    }
    cmap = places[b"cmap"]
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    found: set[int] = set()
    for index in range(count):
        (offset,) = struct.unpack_from(">I", data, cmap + 8 + 8 * index)
        if struct.unpack_from(">H", data, cmap + offset)[0] == 4:
            found |= _format_4(data, cmap + offset)
    return frozenset(found)


def _format_4(data: bytes, start: int) -> set[int]:
    segments = struct.unpack_from(">H", data, start + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, start + 14)
    begins = struct.unpack_from(f">{segments}H", data, start + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}h", data, start + 16 + 4 * segments)
    ranges_at = start + 16 + 6 * segments
    ranges = struct.unpack_from(f">{segments}H", data, ranges_at)
    found = set()
    for i in range(segments):
        for code in range(begins[i], min(ends[i], 0xFFFE) + 1):
            if ranges[i]:
                (glyph,) = struct.unpack_from(
                    ">H", data, ranges_at + 2 * i + ranges[i] + 2 * (code - begins[i])
                )
            else:
                glyph = (code + deltas[i]) & 0xFFFF
            if glyph:
                found.add(code)
    return found
