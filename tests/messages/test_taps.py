"""What buttons carry."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.taps import LARGEST_ID, Action, Tap, pack, unpack

_names = st.text("abcdefgh", min_size=1, max_size=6).filter(lambda name: name != "a")


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
