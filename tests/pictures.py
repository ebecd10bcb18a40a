"""Reading a small PNG back, to look at what was drawn."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import NamedTuple


class Pixel(NamedTuple):
    """Red, green, blue, opacity: 0 to 255 each."""

    red: int
    green: int
    blue: int
    opacity: int


@dataclass(frozen=True)
class Picture:
    """An RGBA picture, decoded."""

    width: int
    height: int
    lines: list[bytes]

    def at(self, x: int, y: int) -> Pixel:
        """The pixel in column x of line y, both from 0."""
        return Pixel(*self.lines[y][4 * x : 4 * x + 4])


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def read(png: bytes) -> Picture:
    """Decode an 8-bit RGBA PNG that is not interlaced."""
    width, height = size_of(png)
    assert png[24:29] == bytes([8, 6, 0, 0, 0])
    packed, place = b"", 8
    while place < len(png):
        length, kind = struct.unpack(">I4s", png[place : place + 8])
        packed += png[place + 8 : place + 8 + length] if kind == b"IDAT" else b""
        place += 12 + length
    data, stride = zlib.decompress(packed), width * 4
    lines = [bytes(stride)]
    for start in range(0, len(data), stride + 1):
        lines.append(_unfiltered(data[start], data[start + 1 : start + 1 + stride], lines[-1]))
    return Picture(width, height, lines[1:])


def _unfiltered(kind: int, given: bytes, above: bytes) -> bytes:
    line = bytearray(given)
    for i, value in enumerate(given):
        left = line[i - 4] if i >= 4 else 0
        corner = above[i - 4] if i >= 4 else 0
        up = above[i]
        guess = (0, left, up, (left + up) // 2, _paeth(left, up, corner))[kind]
        line[i] = (value + guess) & 255
    return bytes(line)


def _paeth(left: int, up: int, corner: int) -> int:
    """PNG's fourth filter: whichever of the three neighbours is nearest to left + up - corner."""
    guess = left + up - corner
    return min((left, up, corner), key=lambda value: abs(guess - value))
