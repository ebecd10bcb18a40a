"""What is asked of the program: questions whose answer is here, so that none becomes a note to the
secretariat. Who is answered with what is ``handlers.common_questions``.
"""

import re
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from messages.asked.weighing import Weighed, weigh_question
from messages.said.clauses import told
from messages.said.kinds import Kind, asks, kind_of
from messages.said.measures import DueMeasure
from messages.said.reading import read
from thai.cleaning import clean
from thai.numbers import to_arabic_digits


class Thing(StrEnum):
    """What is asked; each has its ways of asking in ``ways.txt``."""

    EVIDENCE = "evidence"
    FILES = "files"
    PHOTOS = "photos"
    SIZE = "size"
    FORGOT = "forgot"
    HISTORY = "history"
    TOLD = "told"
    NOTHING = "nothing"
    REVIEWER = "reviewer"
    CHECKED = "checked"
    RETURNED = "returned"
    SENT = "sent"
    LEFT = "left"
    DRAFTS = "drafts"
    RECEIPT = "receipt"
    OFTEN = "often"
    LATE = "late"
    MENDING = "mending"
    UNDOING = "undoing"
    DATES = "dates"
    MINE = "mine"
    YEAR = "year"
    CONTACT = "contact"
    PRIVACY = "privacy"
    EXTENDING = "extending"
    STANDING_IN = "standing_in"
    HANDING_OVER = "handing_over"
    COLLEAGUES = "colleagues"
    SEEN_BY = "seen_by"
    REMINDERS = "reminders"
    STATUSES = "statuses"
    HOW = "how"
    TOGETHER = "together"
    WEB = "web"
    LENGTH = "length"
    DONE = "done"
    EXAMPLE = "example"
    OBSTACLE = "obstacle"


_NAMED = frozenset(
    {
        Thing.HISTORY,
        Thing.CONTACT,
        Thing.RECEIPT,
        Thing.DRAFTS,
        Thing.EXAMPLE,
        Thing.MINE,
        Thing.COLLEAGUES,
        Thing.HOW,
        Thing.EVIDENCE,
        Thing.PRIVACY,
        Thing.EXTENDING,
        Thing.STANDING_IN,
        Thing.TOLD,
    }
)
"""Things that a few words ask for by their name alone."""
_ASKING = frozenset(
    [
        "asking",
        "can",
        "yet",
        "who",
        "what",
        "which",
        "how",
        "where",
        "why",
        "due",
        "howmany",
        "see",
        "wrote",
        "often",
        "persons",
    ]
)
_OF_REQUESTS = {
    Kind.EXTENSION: (Thing.EXTENDING, Thing.LATE),
    Kind.LEAVE: (Thing.STANDING_IN,),
    Kind.MOVED: (Thing.HANDING_OVER,),
    Kind.COMPLAINT: (Thing.REMINDERS,),
    Kind.STOP: (),
    Kind.GREETING: (),
    Kind.THANKS: (),
}
"""What is asked about a request, where the words are not the request itself."""
_KNOWN, _ALL_KNOWN = 0.72, 0.9
"""The share of letters that are words we know, in a question and in a thing's mere name."""
_SCORE = -4.0
_SURELY_KNOWN = 0.95
_SHORT = 60
_ENDS = re.compile(
    r"(?:บ้าง|ไหม|มั้ย|หรือยัง|รึยัง|หรือเปล่า|ไหน|อะไร|ใคร|เท่าไหร่|เท่าไร|ยังไง|อย่างไร|เมื่อไหร่|เมื่อไร|กี่[ก-๙]{1,9})"
    r"(?:ครับผม|ครับ|คับ|ค่ะ|คะ|นะ|[\s?!.~])*$"
)
_NOBODY = re.compile(r"ไม่(?:มี|ได้|เคย|ว่า)[ก-๙]{0,8}(?:อะไร|ใคร|ไหน)")
_HOW_OF_REQUESTS = frozenset(["how", "due", "howmany", "must", "who", "where", "if", "most", "why"])
_CODE = re.compile(
    r"(?<![\d/.])\d{1,2}(?:\.\d{1,2}){1,2}(?![\d/])|(?:ข้อ|มาตรการ)(?:ที่)?\s?(\d{1,2})(?![\d/:.])"
)


def thing_asked(
    text: str, due: Sequence[DueMeasure] = (), today: date | None = None
) -> Thing | None:
    """Return the thing that words ask; None for other words, and for what is a report of something
    that is due (``today`` a Bangkok day).
    """
    found = weigh_question(text)
    if found is None or found.score < _SCORE or found.known < _KNOWN:
        return None
    thing, said = Thing(found.thing), clean(text)
    if not _is_question(thing, said, found):
        return None
    kind = kind_of(said)
    if kind in _OF_REQUESTS and not (
        thing in _OF_REQUESTS[kind] and found.concepts & _HOW_OF_REQUESTS
    ):
        return None
    is_report = due and today and read(text, due, today).kind is Kind.REPORT
    return None if is_report else thing


def surely_asks(text: str) -> bool:
    """Tell whether words ask a known thing as a question does, and say nothing else: in a form they
    are no answer.
    """
    found = weigh_question(text)
    is_plain = found is not None and found.known >= _SURELY_KNOWN and len(text) <= _SHORT
    if not is_plain or thing_asked(text) is None or _NOBODY.search(text):
        return False
    said = clean(text)
    return _ENDS.search(said) is not None and not (asks(said) and told(said))


def _is_question(thing: Thing, said: str, found: Weighed) -> bool:
    """Tell whether words ask: as a question, or by a thing's name and little else."""
    if asks(said):
        return True
    is_plain = len(said) <= _SHORT and found.known >= _ALL_KNOWN
    return is_plain and (thing in _NAMED or bool(found.concepts & _ASKING))


def measure_codes(text: str) -> list[str]:
    """Return the numbers of measures in a question, in their order."""
    said = to_arabic_digits(clean(text))
    return [each[1] or each[0] for each in _CODE.finditer(said)]
