"""An organization's own words on the cards that remind: which there may be, what is wrong with
some, and how they stand on a card. The facts (until when, how many, of whom) the card adds itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy.orm import Session

from messages.limits import clip, utf16_length
from models import audit
from models.tables.organization import Organization
from models.tables.people import Person
from models.tables.wording import LEAD_LIMIT, TITLE_LIMIT, CardKind, Wording
from models.wording import CardWords, OwnWords
from thai.dates import long_month, weekday_date

MONTH, DUE, COUNT, OFFICE = "เดือน", "กำหนดส่ง", "จำนวน", "หน่วยงาน"
PLACEHOLDERS = {
    MONTH: "เดือนของรอบ เช่น พฤศจิกายน 2569",
    DUE: "วันกำหนดส่ง เช่น วันจันทร์ที่ 30 พฤศจิกายน 2569",
    COUNT: "จำนวนรายการที่ต้องรายงาน",
    OFFICE: "ชื่อหน่วยงานเจ้าของแผน",
}
"""What may stand in braces, and what comes in its place."""
STANDARD = {
    CardKind.OPENING: CardWords(f"รอบรายงานเดือน{{{MONTH}}}", f"ขอความร่วมมือรายงานภายใน{{{DUE}}}"),
    CardKind.REMINDER: CardWords(
        "ใกล้ถึงกำหนดส่งรายงาน",
        "เลื่อนดูการ์ดถัดไปแล้วกด “รายงานผล” ทีละรายการ ใช้เวลารายการละประมาณ 1 นาที",
    ),
    CardKind.OVERDUE: CardWords(
        "มีรายการเกินกำหนดส่งรายงาน",
        "เลื่อนดูการ์ดถัดไปแล้วกด “รายงานผล” ทีละรายการ ใช้เวลารายการละประมาณ 1 นาที",
    ),
}
"""The words that stand where an organization chose none."""
STANDARD_ONLY: OwnWords = MappingProxyType({})
"""What an organization has that chose nothing."""
_OFFICE_LIMIT = 80
_NAMED = re.compile(r"\{([^{}]*)\}")


class WordingFault(StrEnum):
    """Why words cannot be taken."""

    TITLE_LONG = "title_long"
    LEAD_LONG = "lead_long"
    PLACEHOLDER = "placeholder"
    BRACE = "brace"
    LINES = "lines"


class WordingRefused(Exception):
    """Words cannot be taken; ``fault`` says why, ``what`` names the part."""

    def __init__(self, fault: WordingFault, what: str = "") -> None:
        super().__init__(f"{fault.value} {what}")
        self.fault, self.what = fault, what


class WordingChanged(Exception):
    """Somebody changed the words since they were shown; ``now`` are those that stand."""

    def __init__(self, now: CardWords, by: Person | None) -> None:
        super().__init__("the words were changed")
        self.now, self.by = now, by


@dataclass(frozen=True)
class MonthFacts:
    """What the placeholders stand for on one card."""

    month: date
    due_on: date
    count: int
    office: str


def check_words(title: str, lead: str) -> CardWords:
    """Return words as they are kept, or WordingRefused: too long, with a line break, with a
    placeholder that there is not.
    """
    found = CardWords(_clean(title), _clean(lead))
    if utf16_length(found.title) > TITLE_LIMIT:
        raise WordingRefused(WordingFault.TITLE_LONG)
    if utf16_length(found.lead) > LEAD_LIMIT:
        raise WordingRefused(WordingFault.LEAD_LONG)
    for text in (found.title, found.lead):
        if not text.isprintable():
            raise WordingRefused(WordingFault.LINES)
        for name in _NAMED.findall(text):
            if name not in PLACEHOLDERS:
                raise WordingRefused(WordingFault.PLACEHOLDER, f"{{{name}}}")
        if re.search(r"[{}]", _NAMED.sub("", text)):
            raise WordingRefused(WordingFault.BRACE)
    return found


def change_words(
    session: Session,
    organization: Organization,
    kind: CardKind,
    wanted: CardWords,
    *,
    was: CardWords,
    by: Person,
    now: datetime,
) -> bool:
    """Keep an organization's words for a kind of card; empty ones are the standard again. False
    when they stand already. WordingRefused, or WordingChanged when they are not what they ``was``
    when they were shown.
    """
    wanted = check_words(wanted.title, wanted.lead)
    if wanted == STANDARD[kind]:
        wanted = CardWords()
    row = session.get(Wording, (organization.id, kind), with_for_update=True)
    stands = CardWords(row.title, row.lead) if row else CardWords()
    if wanted == stands:
        return False
    if stands != was:
        by_whom = session.get(Person, row.changed_by_id) if row and row.changed_by_id else None
        raise WordingChanged(stands, by_whom)
    row = row or Wording(organization_id=organization.id, kind=kind)
    row.title, row.lead, row.changed_at, row.changed_by_id = wanted.title, wanted.lead, now, by.id
    session.add(row)
    body = {
        "kind": kind.value,
        "before": {"title": stands.title, "lead": stands.lead},
        "after": {"title": wanted.title, "lead": wanted.lead},
        "by": by.id,
    }
    subject = f"organization:{organization.id}"
    audit.record(session, organization.id, "wording.set", subject, body, now)
    return True


def said(own: OwnWords, kind: CardKind, facts: MonthFacts) -> CardWords:
    """Return an organization's words for a card, facts in their places; empty where it chose
    none.
    """
    words = own.get(kind, CardWords())
    return CardWords(_filled(words.title, facts), _filled(words.lead, facts))


def names_due(own: OwnWords, kind: CardKind) -> bool:
    """Whether an organization's leading sentence names the due date itself."""
    return f"{{{DUE}}}" in own.get(kind, CardWords()).lead


def _filled(text: str, facts: MonthFacts) -> str:
    values: Mapping[str, str] = {
        MONTH: long_month(facts.month),
        DUE: weekday_date(facts.due_on),
        COUNT: f"{facts.count:,}",
        OFFICE: clip(facts.office, _OFFICE_LIMIT),
    }
    return _NAMED.sub(lambda found: values.get(found[1], found[0]), text)


def _clean(text: str) -> str:
    return re.sub(r"[ \t]+", " ", text).strip()
