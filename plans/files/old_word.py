"""Old Word files (.doc) whose last table ends the text: Word always writes an empty paragraph
behind it, LibreOffice does not, and then does not see the table when it reads its own file.
"""

import io
import struct

import olefile

_FLAGS, _TEXT_END, _TEXT_LENGTH, _LAYOUT, _PIECES = 0x0A, 0x1C, 0x4C, 0x102, 0x1A2
"""Places in the file information block ([MS-DOC] 2.5.1): fWhichTblStm, fcMac, ccpText,
fcPlcfBtePapx and fcClx.
"""
_PAGE = 512
_CELL_END, _PARAGRAPH_END = b"\x07\x00", b"\x0d\x00"
_DAMAGE = (OSError, ValueError, IndexError, struct.error)


def with_last_paragraph(data: bytes) -> bytes:
    """Return a .doc file that ends in a paragraph; any other than the kind above, and what is
    damaged, as it is.
    """
    try:
        return _mended(data)
    except _DAMAGE:
        return data


def _mended(data: bytes) -> bytes:
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as opened:
        text = bytearray(opened.openstream("WordDocument").read())
        stream = "1Table" if _ints(text, _FLAGS, "<H")[0] & 0x200 else "0Table"
        tables = bytearray(opened.openstream(stream).read())
        (end,) = _ints(text, _TEXT_END)
        length, *others = _ints(text, _TEXT_LENGTH, "<8i")
        is_usual = text[end - 2 : end] == _CELL_END and not any(others) and end % _PAGE
        piece = _last_piece(tables, *_ints(text, _PIECES, "<2i"))
        if not is_usual or _ints(tables, piece) != (length,):
            return data
        # One letter more in the text, in its last piece and in the layout of its paragraphs.
        text[end : end + 2] = _PARAGRAPH_END
        struct.pack_into("<i", text, _TEXT_END, end + 2)
        struct.pack_into("<i", text, _TEXT_LENGTH, length + 1)
        struct.pack_into("<i", tables, piece, length + 1)
        start, size = _ints(text, _LAYOUT, "<2i")
        count = (size - 4) // 8
        struct.pack_into("<i", tables, start + 4 * count, end + 2)
        (page,) = _ints(tables, start + 4 * (2 * count))
        _add_paragraph(text, page * _PAGE, end + 2)
        opened.write_stream("WordDocument", bytes(text))
        opened.write_stream(stream, bytes(tables))
    return file.getvalue()


def _last_piece(tables: bytearray, start: int, size: int) -> int:
    """Return where the end of the last piece of text is told ([MS-DOC] 2.9.38: Clx)."""
    place = start
    while place < start + size and tables[place] == 1:
        place += 3 + _ints(tables, place + 1, "<H")[0]
    return place + 5 + 4 * ((_ints(tables, place + 1)[0] - 4) // 12)


def _add_paragraph(text: bytearray, page: int, end: int) -> None:
    """Add a plain paragraph to a page of layouts ([MS-DOC] 2.9.176: PapxFkp); ValueError where it
    has no room.
    """
    count = text[page + _PAGE - 1]
    ends, rest = 4 * (count + 1), 13 * count
    layouts = bytes(text[page + ends : page + ends + rest])
    made = bytes(text[page : page + ends]) + struct.pack("<i", end) + layouts + bytes(13)
    if any(text[page + ends + rest : page + len(made)]):
        raise ValueError("no room for a paragraph")
    text[page : page + len(made)] = made
    text[page + _PAGE - 1] = count + 1


def _ints(data: bytearray, place: int, form: str = "<i") -> tuple[int, ...]:
    return struct.unpack_from(form, data, place)
