"""Evidence given in words: a link, or a letter by its number and date."""

import re
from dataclasses import dataclass

from messages.addresses import find_address
from messages.form import evidence as texts
from messages.form import feedback as feedback_texts
from messages.form.form_tables import tidy
from messages.form.forms import AnswerRefused
from messages.limits import clip, utf16_length
from models.tables.evidence import EvidenceKind
from thai.numbers import to_arabic_digits

NAME_LIMIT = 300
_FEWEST_LETTERS = 10
_LETTER = re.compile(
    r"(?:ตาม)?(?:หนังสือ|คำสั่ง|ประกาศ|บันทึกข้อความ|บันทึก|ที่)[^\n]{0,120}?\d[^\n]{0,60}?"
    r"(?:ลงวันที่|ลว\.?)\s*\d"
)
_LABEL = re.compile(r"^(?:หลักฐาน(?:แนบ|อ้างอิง)?|เอกสารแนบ|ลิงก์|ลิงค์)\s*[:：=]\s*(?=\S)")
_FEWEST_SIGNS = 3  # a "2" is no letter's number


@dataclass(frozen=True)
class Described:
    """Evidence in words: its name as lists show it, and the ``address`` of a link."""

    kind: EvidenceKind
    name: str
    address: str | None


def described(text: str) -> Described:
    """Return the evidence that words name; AnswerRefused when they name none."""
    text = _LABEL.sub("", tidy(text))
    address = find_address(text)
    rest = text.replace(address, "") if address else text
    if utf16_length(rest) > NAME_LIMIT:
        raise AnswerRefused(feedback_texts.too_long(utf16_length(rest), NAME_LIMIT))
    if address is None and not _names_a_letter(text):
        raise AnswerRefused(texts.evidence_expected())
    name = text if len(text) <= NAME_LIMIT else rest.strip() or clip(address or text, NAME_LIMIT)
    return Described(EvidenceKind.LINK if address else EvidenceKind.NOTE, name, address)


def is_letter(text: str) -> bool:
    """Tell whether words are surely an official letter, with its number and date."""
    return _LETTER.match(_LABEL.sub("", to_arabic_digits(tidy(text)))) is not None


def is_evidence(text: str) -> bool:
    """Tell whether words said at the last look are evidence: a link, or surely a letter."""
    return find_address(tidy(text)) is not None or is_letter(text)


def _names_a_letter(text: str) -> bool:
    """Tell whether words may be an official letter's number, or describe it."""
    is_long = len(text) >= _FEWEST_LETTERS or any(letter.isdigit() for letter in text)
    return is_long and sum(letter.isalnum() for letter in text) >= _FEWEST_SIGNS
