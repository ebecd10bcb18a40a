"""Thai text from bytes: UTF-8, UTF-16, Windows-874, and each of them taken for another and saved
so ("ÁÒµÃ¡ÒÃ", "เธกเธฒเธ•เธฃเธ", "à¸¡à¸²à¸•"), which a round trip makes readable again.
"""

import re

from plans.document import Unreadable, Warning, WarningKind
from plans.files.source import FORMS

_TAKEN_FOR = (("cp1252", "cp874"), ("cp1252", "utf-8"), ("cp874", "utf-8"))
"""What the bytes were taken for, and what they were."""
_THAI = re.compile("[\u0e01-\u0e5b]")
_FOREIGN = re.compile("[^\x00-\x7f\u0e01-\u0e5b]")
_PAIRS = re.compile("เ[ธน]")
"""What the first two bytes of every Thai letter in UTF-8 are in Windows-874."""
_HEAD = 20_000
_FEW = 20


def decode(data: bytes, name: str, charset: str | None = None) -> tuple[str, list[Warning]]:
    """Return Thai text, and a doubt where its letters had to be mended; ``charset`` is what the
    file says of itself, which only counts for Windows-874.

    Raises Unreadable for what is no text, or no Thai text.
    """
    text = _strict(data, charset, name) if charset == "cp874" else _plain(data, name)
    mended = _mended(text)
    if mended is None:
        return text, []
    message = "ตัวอักษรไทยในไฟล์ถูกบันทึกผิดรหัส (อ่านไม่ออก) ได้แปลงกลับแล้ว โปรดตรวจสอบข้อความ"
    return mended, [Warning(WarningKind.OCR, "ทั้งเอกสาร", message)]


def _plain(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strict(data, "utf-16", name)
    if b"\0" in data:
        # Thai letters in UTF-16 have the byte 0x0E: before or after the other one.
        places = [data[start:_HEAD:2].count(b"\x0e") for start in (0, 1)]
        if max(places) <= _FEW:
            raise Unreadable(f"{name} is not text but some other kind of file; {FORMS}")
        return _strict(data, "utf-16-be" if places[0] > places[1] else "utf-16-le", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end >= len(data) - 1 and error.reason == "unexpected end of data":
            raise Unreadable(
                f"{name} is cut off in the middle of a letter; send the whole file again"
            ) from None
    text = data.decode("cp874", "replace")
    if _is_taken_utf8(text):
        return data.decode("utf-8-sig", "replace")  # some bytes of it are damaged
    text = _strict(data, "cp874", name)
    if not len(_THAI.findall(text)) > len(text) // 10:
        raise Unreadable(f"{name} is not Thai text in UTF-8 or Windows-874; {FORMS}")
    return text


def _mended(text: str) -> str | None:
    """Return a text whose bytes were taken for another encoding as it was meant; None for one that
    is as it should be.
    """
    head = text[:_HEAD]
    foreign, thai = len(_FOREIGN.findall(head)), len(_THAI.findall(head))
    if not _is_taken_utf8(head) and not foreign > max(_FEW, 10 * thai):
        return None
    for taken, meant in _TAKEN_FOR:
        try:
            mended = _bytes_of(text, taken).decode(meant)
        except ValueError:
            continue
        found = _THAI.findall(mended[:_HEAD])
        if len(found) > _FEW and len(found) > 5 * len(_FOREIGN.findall(mended[:_HEAD])):
            return mended
    return None


def _is_taken_utf8(text: str) -> bool:
    thai = len(_THAI.findall(text))
    return thai > _FEW and 4 * len(_PAIRS.findall(text)) > thai


def _bytes_of(text: str, encoding: str) -> bytes:
    """Return the bytes a text was read from; bytes that the encoding does not define stand for
    themselves, as Windows has it. Raises ValueError for a letter it cannot have come from.
    """
    places: dict[str, bytes] = {}
    for letter in set(text):
        try:
            places[letter] = letter.encode(encoding)
        except UnicodeEncodeError:
            places[letter] = bytes([ord(letter)])
    return b"".join(places[letter] for letter in text)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(f"{name} is not text that can be read; {FORMS}") from None
