"""Web addresses on buttons, in the form LINE takes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from messages.addresses import LIMIT, button_address, find_address
from messages.parts import bubble, button, flex_message, link
from tests.messages.line_takes import taken


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ดูที่ https://example.go.th/a?b=1 นะ", "https://example.go.th/a?b=1"),
        ("(https://example.go.th/ข่าว)", "https://example.go.th/ข่าว"),
        ("HTTP://EXAMPLE.GO.TH.", "HTTP://EXAMPLE.GO.TH"),
        ("example.go.th", None),
        ("ftp://example.go.th", None),
    ],
)
def test_the_first_address_of_a_text_is_found(text: str, found: str | None) -> None:
    assert find_address(text) == found


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("https://example.go.th/ก ข", "https://example.go.th/%E0%B8%81%20%E0%B8%82"),
        ("https://example.go.th/%E0%B8%81", "https://example.go.th/%E0%B8%81"),
        ("HTTPS://Example.go.th:8443/a", "https://example.go.th:8443/a"),
        ("https://ไทย.ไทย/", "https://xn--o3cw4h.xn--o3cw4h/"),
        ("https://example.go.th/" + "ก" * 200, None),
        ("https://", None),
        ("http://[::1", None),
        ("https://a:99999/", None),
        ("javascript:alert(1)", None),
    ],
)
def test_an_address_is_encoded_or_left_off(typed: str, sent: str | None) -> None:
    assert button_address(typed) == sent


@given(st.text(max_size=60))
def test_whatever_comes_out_line_takes(text: str) -> None:
    address = button_address(f"https://{text}")
    if address is not None:
        assert len(address) <= LIMIT
        taken([flex_message("หลักฐาน", bubble("หลักฐาน", [], [button(link("เปิด", address))]))])
