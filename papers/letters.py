"""The letters of a month to all agencies that are overdue: drafted from what is stored, written one
by one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.month.calendar import local_day
from models.month.holidays import load_working_days
from models.month.overdue import overdue_agencies
from models.tables.obligations import Round
from models.tables.organization import Organization
from papers.official_letter import OfficialLetter, Sender, texts
from papers.result.checks.checking import Finding, check_texts
from papers.result.layout import PaperLayout
from thai.cleaning import clean

_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_RESERVED = frozenset(
    {"CON", "PRN", "AUX", "NUL", *(f"{name}{n}" for name in ("COM", "LPT") for n in range(1, 10))}
)
"""Names that Windows keeps for devices."""
ANSWER_WORKING_DAYS = 5
USUAL_DAYS = 7
"""Days overdue beyond which an agency gets a letter, unless said otherwise."""


class CannotWriteLetters(Exception):
    """The letters cannot be written so; one English sentence."""


class NoSuchRound(CannotWriteLetters):
    """The organization has no round in that month."""


class AnswerBeforeLetter(CannotWriteLetters):
    """The answer is asked for before the day of the letter."""


@dataclass(frozen=True)
class LetterChoices:
    """What whoever has letters written may choose; None is the usual: the day is today, the answer
    is asked for ``ANSWER_WORKING_DAYS`` later, the signer is the report's.
    """

    days: int = USUAL_DAYS
    written_on: date | None = None
    answer_by: date | None = None
    address: str | None = None
    signer_name: str | None = None
    signer_position: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return numbers, strings and None only; days in ISO 8601."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "LetterChoices":
        """Return what ``to_json`` was made of; ValueError for a day that is none."""
        days = {
            name: date.fromisoformat(raw[name]) if raw.get(name) else None
            for name in ("written_on", "answer_by")
        }
        return cls(**{**raw, **days})


def draft_letters(
    session: Session,
    organization: Organization,
    month: date,
    now: datetime,
    choices: LetterChoices | None = None,
) -> list[OfficialLetter]:
    """Return a letter for each agency overdue in a month (its first day) or before; NoSuchRound,
    AnswerBeforeLetter.
    """
    chosen = choices or LetterChoices()
    if not _has_round(session, organization, month):
        raise NoSuchRound(f"{organization.slug} has no round in {month:%Y-%m}")
    written_on = chosen.written_on or local_day(now)
    until = chosen.answer_by or load_working_days(
        session, written_on, written_on + timedelta(days=31), organization.id
    ).shift(written_on, ANSWER_WORKING_DAYS)
    if until < written_on:
        raise AnswerBeforeLetter(
            f"the answer is asked for by {until}, before the day of the letter, {written_on}"
        )
    sender = _sender(organization, chosen)
    found = overdue_agencies(session, organization, month, now, beyond=chosen.days)
    return [OfficialLetter(sender, agency, written_on, until) for agency in found]


def check_letters(letters: Iterable[OfficialLetter]) -> list[Finding]:
    """Return what is to be looked at in the words of letters, by agency."""
    return list(
        check_texts([(letter.agency.name, text) for letter in letters for text in texts(letter)])
    )


def _has_round(session: Session, organization: Organization, month: date) -> bool:
    found = select(Round.id).where(Round.organization_id == organization.id, Round.month == month)
    return session.scalar(found) is not None


def _sender(organization: Organization, chosen: LetterChoices) -> Sender:
    form = PaperLayout.of(organization.kind, organization.settings)
    return Sender(
        name=organization.name,
        kind=organization.kind,
        address=chosen.address or "",
        phone=organization.secretariat_phone or "",
        signer_name=chosen.signer_name or form.signer_name,
        signer_position=chosen.signer_position or form.signer_position,
    )


def file_names(letters: Sequence[OfficialLetter]) -> list[str]:
    """Return a name for each letter's file: the agency's, without what file systems forbid or read
    as a folder; no two alike.
    """
    names: list[str] = []
    for letter in letters:
        name = _FORBIDDEN_IN_NAMES.sub(" ", clean(letter.agency.name))[:70].strip(" .") or "-"
        if name.split(".")[0].upper() in _RESERVED:
            name = f"_{name}"
        candidate, number = f"{name}.docx", 2
        while candidate.casefold() in map(str.casefold, names):  # as Windows and macOS compare them
            candidate, number = f"{name} ({number}).docx", number + 1
        names.append(candidate)
    return names
