"""What a button carries: an action and a few values, packed into LINE's 300 characters of postback
data.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from urllib.parse import parse_qsl, quote_plus

from messages.limits import POSTBACK_DATA

LARGEST_ID = 2**31 - 1  # of PostgreSQL's integer; a larger one in a query is an error there
_DIGITS = 10  # of the largest id


class Action(StrEnum):
    """What a tapped button asks for. The values lie in chats of long ago: they never change."""

    # The menu
    DUE = "due"
    MINE = "mine"
    SUMMARY = "summary"
    REVIEW = "review"
    HELP = "help"
    PAGES = "pages"
    DIGITS = "digits"
    ALL_REPORTS = "all"  # every report that is due, on one page
    TYPING = "typing"  # only opens the keyboard; LINE reports the tap all the same
    # Registration
    CONSENT = "consent"
    DECLINE = "decline"
    WITHDRAW = "withdraw"  # the consent; the second tap carries "sure"
    AGREE = "agree"  # the consent once more
    ERASE = "erase"  # the person; the second tap carries "sure"
    SEEN = "seen"  # "รับทราบ" under an announcement
    SUCCESSOR = "successor"  # the code for whoever follows in a role
    STAND_IN = "standin"  # the code for whoever reports between two days
    LEARN = "learn"  # a step of the lesson
    ABOUT = "about"  # what a measure is
    # A report that is due or was sent
    REPORT = "report"
    EDIT = "edit"
    SAME = "same"  # no further progress: the last report's status once more
    SAID = "said"  # a message in own words: the report of this measure
    SEND_MANY = "many"  # several reports that were shown together
    ATTACH = "attach"  # what waits, to these of the reports that were shown together
    UNDO = "undo"  # take back what was just sent
    USE_LEFT = "useleft"  # the draft (d) of an earlier round, for another report (o)
    NO_ACTION = "noact"  # nothing will be done until the next month
    # The open form
    ANSWER = "ans"
    WORD = "word"  # back, skip, park, cancel, confirm
    REDO = "redo"  # ask one question again
    KEEP_OLD = "old"  # answer as before
    HELD = "held"  # words that came after a long silence: use or drop them
    REMOVE_EVIDENCE = "drop"
    # The secretariat
    AGENCY = "agency"
    ACCEPT = "accept"
    ACCEPT_MANY = "allok"  # an agency's reports that were shown together
    LOOK = "look"  # one of them, whole
    RETURN = "return"
    FILES = "files"
    EXCUSE = "excuse"
    REOPEN = "reopen"
    DAYS_OFF = "daysoff"  # confirm a year's days off
    EXTEND = "extend"  # give the later date that was asked for
    NOT_EXTEND = "noextend"  # a reason is asked for, then told
    UNBIND = "unbind"  # a group that LINE does not know any more
    UNDELIVERED = "undelivered"
    NUDGE = "nudge"  # the look with its cost; the second tap carries what was shown
    ANNOUNCE = "announce"  # the message (m) that was looked at, to whom (w)
    NOTES = "notes"  # to the secretariat; with "done" they are put away up to that one
    # Asked further by executives and the secretariat
    ISSUE = "issue"
    STANDING = "standing"  # of an agency, to read only


@dataclass(frozen=True)
class Tap:
    """A tapped button: what it asks for, and its values."""

    action: Action
    values: dict[str, str] = field(default_factory=dict)

    def number(self, name: str) -> int | None:
        """Return a value as a number a database id can be; None when it is absent or odd."""
        text = self.values.get(name, "")
        if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
            return None
        return int(text) if int(text) <= LARGEST_ID else None

    def month(self, name: str = "m") -> date | None:
        """Return the month a dated card is of; None when the button names none, as those of old
        cards.
        """
        try:
            return date.fromisoformat(f"{self.values.get(name, '')}-01")
        except ValueError:
            return None


def month_value(month: date) -> str:
    """Return a month as a button carries it: "2026-12"."""
    return f"{month:%Y-%m}"


_ACTIONS = frozenset(Action)


def pack(action: Action, **values: str | int) -> str:
    """Return postback data; ValueError when it would not fit."""
    # As urllib's urlencode would; most values are numbers and plain words, and a card has dozens of
    # buttons.
    data = "&".join(
        [
            f"a={_quoted(action)}",
            *(f"{name}={_quoted(str(value))}" for name, value in values.items()),
        ]
    )
    if len(data) > POSTBACK_DATA:
        raise ValueError(f"postback data of {len(data)} characters")
    return data


def _quoted(value: str) -> str:
    return value if value.isascii() and value.isalnum() else quote_plus(value)


def unpack(data: str) -> Tap | None:
    """Read postback data back; None when it is not ours, or asks for what we do not know."""
    values = dict(parse_qsl(data, keep_blank_values=True))
    action = values.pop("a", None)
    return Tap(Action(action), values) if action in _ACTIONS else None
