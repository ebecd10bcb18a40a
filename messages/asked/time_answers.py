"""What is typed after a request for more time asked back for a measure, a day or a reason."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from messages import menu
from messages.asked.away import read_absence
from messages.chat.extensions import ASK
from messages.parts import LineAction, Message, text_message
from messages.said.inside import begins_with_measure
from messages.said.kinds import kind_of
from messages.said.language.facts import read_facts
from thai.dates import short_date
from thai.numbers import to_arabic_digits

_WHY = re.compile(r"(?:เพราะ(?:ว่า)?|เนื่องจาก|เหตุผล(?:คือ)?)[\s:]*(?P<why>\S.*)", re.DOTALL)


@dataclass(frozen=True)
class AskedBack:
    """What a request for more time lacks: its sentences so far, one for each answer that was
    offered; ``lacks`` is ``measure``, ``day`` or ``reason``.
    """

    sentences: tuple[str, ...]
    lacks: str


_UNTIL = re.compile(r"\sถึง .*?(?=\sเพราะ\s|$)")
_LONGEST = 200
_LEAVES = re.compile(r"(?:ยกเลิก|ไม่ขอ|ไม่ขยาย|ไม่เลื่อน|ไม่ต้อง)(?:การ|เวลา|ขยาย|แล้ว|ก่อน|\s)*")
_REASONED = re.compile(r"(?:เพราะ(?:ว่า)?|เนื่องจาก|เนื่องด้วย|เหตุผล(?:คือ)?|ด้วย(?:เหตุ)?)[\s:]*")
_PLAIN_REASON = re.compile(r"(?:เพราะ|เนื่อง|เหตุผล|รอ|ติด|ไม่ทัน)")
_NUMBER = re.compile(r"(?:มาตรการ(?:ที่)?|ข้อ|\s)*(\d{1,2}(?:\.\d{1,2}){0,2})\.?")


def asked_back(shown: Sequence[Any]) -> AskedBack | None:
    """Return what the last answer asked of a request for more time, by what its buttons would type;
    None where it asked nothing of one.
    """
    actions = [
        item.get("action", {})
        for message in shown
        for item in (message.get("quickReply") or {}).get("items", ())
    ]
    begun = [str(each.get("fillInText", "")) for each in actions]
    begun = [each for each in begun if each.startswith(f"{ASK} ")]
    if begun:
        return AskedBack((begun[0].strip(),), "reason")
    offered = [str(each.get("text", "")) for each in actions if each.get("type") == "message"]
    offered = [each for each in offered if each.startswith(f"{ASK} ")]
    if not offered:
        return None
    of = {_UNTIL.sub("", each).split(" เพราะ ")[0] for each in offered}
    return AskedBack(tuple(offered), "day" if len(of) == 1 and " ถึง " in offered[0] else "measure")


def may_answer(text: str, today: date) -> bool:
    """Tell whether words may be one answer, whatever was asked: a number, a day, or some words that
    are no report of a numbered measure and no request.
    """
    plain = _plain(text)
    if "\n" in plain or len(plain) > _LONGEST or ASK in plain:
        return False
    if _NUMBER.fullmatch(plain):
        return True
    return not begins_with_measure(plain) and (
        day_in(plain, today) is not None or leaves_it(plain) or kind_of(plain) is None
    )


def leaves_it(text: str) -> bool:
    """Tell whether words give the request up."""
    return _LEAVES.fullmatch(_plain(text)) is not None


def with_number(asked: AskedBack, text: str) -> str | None:
    """Return the request of the measure whose number was typed; None for other words."""
    found = _NUMBER.fullmatch(_plain(text))
    if asked.lacks != "measure" or found is None:
        return None
    of = f"{ASK} {found[1]}"
    chosen = (each for each in asked.sentences if f"{each} ".startswith(f"{of} "))
    return next(chosen, of)


def with_day(asked: AskedBack, text: str, today: date) -> str | None:
    """Return the request until the day that was typed; one that cannot be a later day is kept as it
    was typed, to be refused. None for words without a day, and of several measures.
    """
    plain = _plain(text)
    day = day_in(plain, today)
    if asked.lacks == "measure" or day is None:
        return None
    head, _, why = _UNTIL.sub("", asked.sentences[0]).partition(" เพราะ")
    why = _reason(plain) or why.strip()
    return f"{head} ถึง {short_date(day)}" + (f" เพราะ {why}" if why else "")


def day_in(text: str, today: date) -> date | None:
    """Return the day that words name as one until which: the last of them."""
    span = read_absence(text, today)
    if span is not None:
        return span[1]
    facts = read_facts(text, today)
    return max((*facts.days, *facts.deadlines), default=None)


def is_plain_reason(text: str) -> bool:
    """Tell whether words begin as a reason does."""
    return _PLAIN_REASON.match(_plain(text)) is not None


def with_reason(asked: AskedBack, text: str) -> str | None:
    """Return the request with the reason that was typed; None for what is none: a courtesy, a
    question, another request, and words without "เพราะ" where a day was asked for and they are
    not plainly one.
    """
    plain = _plain(text)
    if kind_of(plain) is not None or asked.lacks == "measure":
        return None
    if asked.lacks == "day" and not is_plain_reason(plain):
        return None
    why = _REASONED.sub("", plain, count=1).strip()
    if not any(letter.isalpha() for letter in why):
        return None
    if asked.lacks == "reason":
        return f"{asked.sentences[0].removesuffix('เพราะ').strip()} เพราะ {why}"
    return f"{_UNTIL.sub('', asked.sentences[0]).split(' เพราะ')[0]} เพราะ {why}"


def _reason(plain: str) -> str:
    found = _WHY.search(plain)
    return found["why"] if found else ""


def left(quick: Sequence[LineAction]) -> Message:
    """The request was given up before it was made."""
    return text_message(f"ยังไม่ได้ส่งคำขอขยายเวลา หากต้องการขอใหม่ พิมพ์ {ASK} ตามด้วยเลขมาตรการ", quick)


def _plain(text: str) -> str:
    return to_arabic_digits(menu.plain(text))
