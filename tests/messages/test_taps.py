"""What buttons carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.taps import LARGEST_ID, Action, Tap, pack, unpack

_names = st.text("abcdefgh", min_size=1, max_size=6).filter(lambda name: name != "a")

PACKED_BEFORE = {
    "a=due&page=1": Tap(Action.DUE, {"page": "1"}),
    "a=mine": Tap(Action.MINE),
    "a=mine&page=2": Tap(Action.MINE, {"page": "2"}),
    "a=summary": Tap(Action.SUMMARY),
    "a=summary&full=1": Tap(Action.SUMMARY, {"full": "1"}),
    "a=review": Tap(Action.REVIEW),
    "a=help": Tap(Action.HELP),
    "a=typing": Tap(Action.TYPING),
    "a=consent&c=KN-ABCD-EFGH-JKMN": Tap(Action.CONSENT, {"c": "KN-ABCD-EFGH-JKMN"}),
    "a=decline&c=KN-ABCD-EFGH-JKMN": Tap(Action.DECLINE, {"c": "KN-ABCD-EFGH-JKMN"}),
    "a=report&o=17": Tap(Action.REPORT, {"o": "17"}),
    "a=edit&o=17": Tap(Action.EDIT, {"o": "17"}),
    "a=same&o=17": Tap(Action.SAME, {"o": "17"}),
    "a=ans&d=5&q=progress&v=in_progress": Tap(
        Action.ANSWER, {"d": "5", "q": "progress", "v": "in_progress"}
    ),
    "a=ans&d=5&q=reason&v=1": Tap(Action.ANSWER, {"d": "5", "q": "reason", "v": "1"}),
    "a=word&d=5&w=skip&q=outcome": Tap(Action.WORD, {"d": "5", "w": "skip", "q": "outcome"}),
    "a=word&d=5&w=confirm&q=review": Tap(Action.WORD, {"d": "5", "w": "confirm", "q": "review"}),
    "a=redo&d=5&q=summary": Tap(Action.REDO, {"d": "5", "q": "summary"}),
    "a=old&d=5&q=summary": Tap(Action.KEEP_OLD, {"d": "5", "q": "summary"}),
    "a=held&d=5&use=1": Tap(Action.HELD, {"d": "5", "use": "1"}),
    "a=drop&d=5": Tap(Action.REMOVE_EVIDENCE, {"d": "5"}),
    "a=drop&d=5&e=0": Tap(Action.REMOVE_EVIDENCE, {"d": "5", "e": "0"}),
    "a=agency&g=3": Tap(Action.AGENCY, {"g": "3"}),
    "a=agency&g=3&page=2": Tap(Action.AGENCY, {"g": "3", "page": "2"}),
    "a=accept&r=9": Tap(Action.ACCEPT, {"r": "9"}),
    "a=allok&r=9.10.11": Tap(Action.ACCEPT_MANY, {"r": "9.10.11"}),
    "a=look&r=9": Tap(Action.LOOK, {"r": "9"}),
    "a=undelivered": Tap(Action.UNDELIVERED, {}),
    "a=nudge": Tap(Action.NUDGE, {}),
    "a=nudge&o=1&n=12&c=9": Tap(Action.NUDGE, {"o": "1", "n": "12", "c": "9"}),
    "a=announce&m=468789577898262530&g=1&w=all&n=40": Tap(
        Action.ANNOUNCE, {"m": "468789577898262530", "g": "1", "w": "all", "n": "40"}
    ),
    "a=notes&g=1&one=7": Tap(Action.NOTES, {"g": "1", "one": "7"}),
    "a=notes&g=1&done=7": Tap(Action.NOTES, {"g": "1", "done": "7"}),
    "a=issue&i=2&m=2026-11": Tap(Action.ISSUE, {"i": "2", "m": "2026-11"}),
    "a=standing&g=3&m=2026-11": Tap(Action.STANDING, {"g": "3", "m": "2026-11"}),
    "a=allok&r=9.10.11&n=1": Tap(Action.ACCEPT_MANY, {"r": "9.10.11", "n": "1"}),
    "a=review&g=3&m=2026-11": Tap(Action.REVIEW, {"g": "3", "m": "2026-11"}),
    "a=extend&x=4": Tap(Action.EXTEND, {"x": "4"}),
    "a=noextend&x=4": Tap(Action.NOT_EXTEND, {"x": "4"}),
    "a=undo&r=9.10": Tap(Action.UNDO, {"r": "9.10"}),
    "a=useleft&d=5&o=17": Tap(Action.USE_LEFT, {"d": "5", "o": "17"}),
    "a=noact&o=17": Tap(Action.NO_ACTION, {"o": "17"}),
    "a=return&r=9": Tap(Action.RETURN, {"r": "9"}),
    "a=files&r=9": Tap(Action.FILES, {"r": "9"}),
    "a=excuse&o=17": Tap(Action.EXCUSE, {"o": "17"}),
    "a=reopen&o=17": Tap(Action.REOPEN, {"o": "17"}),
    "a=unbind&g=4": Tap(Action.UNBIND, {"g": "4"}),
    "a=withdraw": Tap(Action.WITHDRAW, {}),
    "a=withdraw&sure=1": Tap(Action.WITHDRAW, {"sure": "1"}),
    "a=successor&m=5": Tap(Action.SUCCESSOR, {"m": "5"}),
    "a=standin&m=5&f=20261214&u=20261218": Tap(
        Action.STAND_IN, {"m": "5", "f": "20261214", "u": "20261218"}
    ),
    "a=learn&s=3": Tap(Action.LEARN, {"s": "3"}),
    "a=about&o=17": Tap(Action.ABOUT, {"o": "17"}),
    "a=agree": Tap(Action.AGREE, {}),
    "a=erase": Tap(Action.ERASE, {}),
    "a=erase&sure=1": Tap(Action.ERASE, {"sure": "1"}),
    "a=pages": Tap(Action.PAGES, {}),
    "a=all": Tap(Action.ALL_REPORTS, {}),
    "a=pages&r=executive": Tap(Action.PAGES, {"r": "executive"}),
    "a=digits&b=3&n=42": Tap(Action.DIGITS, {"b": "3", "n": "42"}),
    "a=seen&c=12": Tap(Action.SEEN, {"c": "12"}),
    "a=said&o=17&m=468789577898262530": Tap(Action.SAID, {"o": "17", "m": "468789577898262530"}),
    "a=attach&d=5.6": Tap(Action.ATTACH, {"d": "5.6"}),
    "a=many&d=5.6.7": Tap(Action.SEND_MANY, {"d": "5.6.7"}),
    "a=daysoff&g=1&y=2570": Tap(Action.DAYS_OFF, {"g": "1", "y": "2570"}),
}
"""Postback data as released versions packed it: it lies in people's chats."""


@pytest.mark.parametrize(("data", "tap"), PACKED_BEFORE.items())
def test_what_lies_in_chats_is_read_and_packed_byte_for_byte(data: str, tap: Tap) -> None:
    assert unpack(data) == tap
    assert pack(tap.action, **tap.values) == data


def test_of_every_action_some_button_lies_in_chats() -> None:
    assert {tap.action for tap in PACKED_BEFORE.values()} == set(Action)


@given(
    action=st.sampled_from(Action), values=st.dictionaries(_names, st.text(max_size=8), max_size=3)
)
def test_what_is_packed_is_unpacked(action: Action, values: dict[str, str]) -> None:
    assert unpack(pack(action, **values)) == Tap(action, values)


def test_what_line_would_refuse_is_not_packed() -> None:
    with pytest.raises(ValueError, match="postback data"):
        pack(Action.ANSWER, v="ก" * 40)


@pytest.mark.parametrize(
    "data", ["", "a=", "b=1", "ก", "&&&", "==", "a=unheard", "a=Report&o=1", "a=a"]
)
def test_what_is_not_ours_is_nothing(data: str) -> None:
    assert unpack(data) is None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("", None),
        ("-1", None),
        ("๗", None),
        ("1.5", None),
        (str(LARGEST_ID), LARGEST_ID),
        (str(LARGEST_ID + 1), None),
        ("9" * 400, None),
    ],
)
def test_a_number_is_one_a_database_takes(text: str, number: int | None) -> None:
    assert Tap(Action.REPORT, {"o": text}).number("o") == number


@given(st.text(max_size=100))
def test_whatever_comes_is_read(data: str) -> None:
    tap = unpack(data)
    assert tap is None or tap.action
