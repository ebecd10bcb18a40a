"""Thai text in every encoding, and in one that was taken for another."""

from __future__ import annotations

import pytest

from plans.document import Unreadable
from plans.files.encodings import decode

TEXT = (
    "มาตรการ,ขั้นตอน,ผู้รับผิดชอบ,ระยะเวลา\n1. จัดคิวบริการ,ติดตั้งบัตรคิว “ใหม่”,กองคลัง,ต.ค. 2569 – ธ.ค. 2569\n"
    * 3
)


def taken(text: str, meant: str, for_: str) -> str:
    """Return what a text becomes that is written in one encoding and read in another; Windows
    lets bytes that an encoding lacks stand for themselves.
    """
    letters = []
    for byte in text.encode(meant):
        try:
            letters.append(bytes([byte]).decode(for_))
        except UnicodeDecodeError:
            letters.append(chr(byte))
    return "".join(letters)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_text_in_its_encoding_is_read_without_a_doubt(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "plan.csv") == (TEXT, [])


@pytest.mark.parametrize(
    ("meant", "for_"),
    [
        ("cp874", "cp1252"),
        ("cp874", "latin-1"),
        ("utf-8", "cp1252"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp874"),
    ],
)
def test_letters_taken_for_others_are_mended_with_a_doubt(meant: str, for_: str) -> None:
    wrong = taken(TEXT, meant, for_)
    assert wrong != TEXT
    text, doubts = decode(wrong.encode(), "plan.csv")
    assert text == TEXT
    assert "ผิดรหัส" in doubts[0].message


def test_a_damaged_letter_does_not_turn_the_rest() -> None:
    data = TEXT.encode()
    text, _ = decode(data[:4] + b"\xff" + data[5:], "plan.csv")
    assert text.count("มาตรการ") == 2
    assert "\ufffd" in text


def test_text_of_other_languages_is_not_mended() -> None:
    for text in ("café à la carte, déjà vu, über " * 9, "เธอและเธอ เนย เนื้อ " * 9):
        assert decode(text.encode(), "plan.txt") == (text, [])
    with pytest.raises(Unreadable, match="not text"):
        decode(b"\0\1\2\3" * 100, "plan.txt")
