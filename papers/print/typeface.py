"""The bundled typeface, levelled for Typst 0.15 so that Thai copies out right from its PDFs.

Sarabun moves a tone mark over an upper vowel ("ขึ้น") up or down by up to 56 thousandths of an em.
Typst writes a glyph that leaves the line as a text of its own, with the reading of the whole
syllable once more: a reader copies "ขึ้ขึ้น", and no search finds "ขึ้น". Here the marks keep one
height, at most half a point away at our sizes, so that a syllable stays one text. The files are not
changed; the licence (OFL 1.1, without a reserved name) permits the change.
"""

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont

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


@lru_cache(maxsize=4)
def levelled(font: bytes) -> bytes:
    """Return the font with the anchors by which raised tone marks stand on vowels at one height
    (OpenType specification, GPOS lookups 4 and 6); the same font makes the same bytes.
    """
    out = BytesIO()
    # The day of the change would stand in the file.
    with TTFont(BytesIO(font), recalcTimestamp=False) as opened:
        for anchor in _anchors(opened["GPOS"].table):
            if anchor.YCoordinate in _NEAR:
                anchor.YCoordinate = _TONE
        opened.save(out)
    return out.getvalue()


def _anchors(gpos: Any) -> Iterator[Any]:
    """Yield the anchors of marks, and those of bases and of other marks to which they are
    attached: where the two meet, both have to lie at one height.
    """
    for lookup in gpos.LookupList.Lookup:
        for subtable in lookup.SubTable:
            attachment = subtable.ExtSubTable if subtable.LookupType == _EXTENSION else subtable
            if attachment.LookupType == _MARK_TO_BASE:
                marks, bases = attachment.MarkArray, attachment.BaseArray.BaseRecord
                anchors = [anchor for base in bases for anchor in base.BaseAnchor]
            elif attachment.LookupType == _MARK_TO_MARK:
                marks, bases = attachment.Mark1Array, attachment.Mark2Array.Mark2Record
                anchors = [anchor for base in bases for anchor in base.Mark2Anchor]
            else:
                continue
            yield from (mark.MarkAnchor for mark in marks.MarkRecord)
            yield from filter(None, anchors)
