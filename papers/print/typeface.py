"""The bundled typeface, levelled for Typst 0.15 so that Thai copies out right from its PDFs.

Sarabun moves a tone mark over an upper vowel ("ขึ้น") up or down by up to 56 thousandths of an em.
Typst writes a glyph that leaves the line as a text of its own, with the reading of the whole
syllable once more: a reader copies "ขึ้ขึ้น", and no search finds "ขึ้น". Here the marks keep one
height, at most half a point away at our sizes, so that a syllable stays one text. The files are not
changed; the licence (OFL 1.1, without a reserved name) permits the change.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from thai.fonts import FONTS

_TONE = 952
"""Height of the anchor of the raised tone marks, in thousandths of an em; the vowels' anchors for
them lie within ``_NEAR``.
"""
_NEAR = range(880, 971)
_MARK_TO_BASE, _MARK_TO_MARK, _EXTENSION = 4, 6, 9


def write_fonts(folder: Path) -> None:
    """Write the levelled fonts into a folder."""
    for source in sorted(FONTS.glob("*.ttf")):
        (folder / source.name).write_bytes(levelled(source.read_bytes()))


def levelled(font: bytes) -> bytes:
    """Return the font with the vowels' anchors for raised tone marks at one height (OpenType
    specification, GPOS lookups 4 and 6).
    """
    data = bytearray(font)
    for anchor in _base_anchors(font):
        if struct.unpack_from(">h", font, anchor + 4)[0] in _NEAR:
            struct.pack_into(">h", data, anchor + 4, _TONE)
    return bytes(data)


def _base_anchors(font: bytes) -> Iterator[int]:
    """Yield where the anchors lie to which marks are attached, of bases and of other marks."""
    for subtable in _attachments(font):
        classes, array = _number(font, subtable + 6), subtable + _number(font, subtable + 10)
        for index in range(_number(font, array) * classes):
            if offset := _number(font, array + 2 + 2 * index):
                yield array + offset


def _attachments(font: bytes) -> Iterator[int]:
    gpos = next(
        _long(font, 20 + 16 * index)
        for index in range(_number(font, 4))
        if font[12 + 16 * index : 16 + 16 * index] == b"GPOS"
    )
    lookups = gpos + _number(font, gpos + 8)
    for index in range(_number(font, lookups)):
        lookup = lookups + _number(font, lookups + 2 + 2 * index)
        for place in range(_number(font, lookup + 4)):
            kind, subtable = _number(font, lookup), lookup + _number(font, lookup + 6 + 2 * place)
            if kind == _EXTENSION:
                kind, subtable = _number(font, subtable + 2), subtable + _long(font, subtable + 4)
            if kind in (_MARK_TO_BASE, _MARK_TO_MARK):
                yield subtable


def _number(font: bytes, place: int) -> int:
    value: int = struct.unpack_from(">H", font, place)[0]
    return value


def _long(font: bytes, place: int) -> int:
    value: int = struct.unpack_from(">I", font, place)[0]
    return value
