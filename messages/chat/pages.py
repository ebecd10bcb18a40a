"""What is said about the pages: the link that opens them, and the browser that waits."""

from collections.abc import Sequence
from datetime import datetime

from messages.moments import format_moment
from messages.parts import (
    LineAction,
    Message,
    bubble,
    button,
    field,
    flex_message,
    link,
    muted,
    tap,
    text_message,
    words,
)
from messages.taps import Action, pack
from thai.labels import role_label


def entry_card(address: str, role: str, quick: Sequence[LineAction]) -> Message:
    """Give the link as a button: chat programs look at links in text, and not at buttons."""
    body = [
        words(f"เปิดในฐานะ{role_label(role)}", bold=True),
        muted("ปุ่มนี้ใช้ได้ครั้งเดียวภายใน 5 นาที เป็นของท่านคนเดียว โปรดอย่าส่งต่อ"),
        muted("ใช้คอมพิวเตอร์: เปิดหน้าเข้าสู่ระบบของก้าวหน้าในเบราว์เซอร์ แล้วทำตามที่หน้านั้นแสดง"),
    ]
    card = bubble("หน้าเว็บของก้าวหน้า", body, [button(link("เปิดหน้าเว็บ", address))])
    return flex_message("หน้าเว็บของก้าวหน้า: ปุ่มใช้ได้ครั้งเดียวภายใน 5 นาที", card, quick)


def all_reports_card(address: str, quick: Sequence[LineAction]) -> Message:
    """Give the link of the page on which an officer answers everything."""
    body = [
        words("ตอบทุกรายการที่รอรายงานในหน้าเดียว", bold=True),
        muted("ปุ่มนี้ใช้ได้ครั้งเดียวภายใน 5 นาที เป็นของท่านคนเดียว โปรดอย่าส่งต่อ"),
        muted("เปิดแล้วกลับมาทำต่อได้จนปิดรอบ ที่พิมพ์ไว้เป็นร่างเดียวกับในแชต"),
    ]
    card = bubble("รายงานของฉัน", body, [button(link("เปิดหน้ารายงาน", address))])
    return flex_message("หน้ารายงานของฉัน: ปุ่มใช้ได้ครั้งเดียวภายใน 5 นาที", card, quick)


def no_pages(quick: Sequence[LineAction]) -> Message:
    """The program does not know its own address."""
    return text_message("หน้าเว็บยังไม่เปิดใช้ โปรดแจ้งผู้ดูแลระบบ", quick)


def pick_card(
    browser_id: int, described: str, asked_at: datetime, digits: Sequence[str]
) -> Message:
    """Ask which digits the waiting page shows."""
    body = [
        field("เบราว์เซอร์", described),
        field("ขอเข้าเมื่อ", format_moment(asked_at)),
        words("หากท่านเปิดหน้านั้นเอง โปรดเลือกตัวเลขที่หน้านั้นแสดง หากไม่ใช่ ไม่ต้องกดปุ่มใด"),
    ]
    buttons = [
        button(tap(each, pack(Action.DIGITS, b=browser_id, n=each), says=each), "secondary")
        for each in digits
    ]
    card = bubble("มีเบราว์เซอร์ขอเข้าสู่ระบบ", body, buttons)
    return flex_message("มีเบราว์เซอร์ขอเข้าสู่ระบบ โปรดเลือกตัวเลขที่หน้านั้นแสดง", card)


def let_in(quick: Sequence[LineAction]) -> Message:
    """The right digits were picked."""
    return text_message("เข้าสู่ระบบแล้ว หน้าเว็บจะเปิดต่อโดยอัตโนมัติ", quick)


def wrong_digits(quick: Sequence[LineAction]) -> Message:
    """Other digits were picked: that page is refused for good."""
    return text_message(
        "ตัวเลขไม่ตรง จึงไม่อนุญาตให้เบราว์เซอร์นั้นเข้า หากท่านเปิดหน้านั้นเอง โปรดโหลดหน้าใหม่แล้วลองอีกครั้ง", quick
    )


def browser_gone(quick: Sequence[LineAction]) -> Message:
    """The page waits no more."""
    return text_message("หน้าเข้าสู่ระบบนั้นหมดเวลาแล้ว โปรดโหลดหน้าใหม่แล้วลองอีกครั้ง", quick)
