"""Words that are held until their writer says what they are: the question about them, and what is
typed to answer it.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from messages import menu
from messages.form.questions import Subject, form_actions, word_action
from messages.limits import clip
from messages.parts import LineAction, Message, tap, text_message
from messages.taps import Action, pack

PLACE = "held"
"""What the buttons of the question call the place at which the form is."""
USE = "ใช้เป็นคำตอบ"
_USES = (USE, "ใช้เป็นสรุปผล")
DROP = "ไม่ใช้"
ADD = "ต่อท้าย"
REPLACE = "ใช้แทน"
_SUMMARY = "สรุปผล"
_SEND_WITHOUT = "ส่งโดยไม่ใช้"
_QUOTED = 600


class Meant(StrEnum):
    """What is to become of words that are held; ``YES``: something, and it is not said what."""

    ADD = "add"
    REPLACE = "replace"
    DROP = "drop"
    YES = "yes"


_ON = (
    r"(?:ให้|ได้|เลย|ไป|หน่อย|ด้วย|ที|แล้วกัน|ข้อความนี้|อันนี้|นี้|สรุปผลการดำเนินการ|สรุปผล|สรุป|ของเดิม|เดิม|"
    r"ครับ|ค่ะ|คะ|\s)*+"
)
_READ = {
    Meant.ADD: re.compile(rf"(?:ขอ|ให้|ช่วย|ใช้)?(?:ต่อท้าย|เพิ่มต่อท้าย|เพิ่มเติม|เพิ่มเข้าไป|เพิ่มใน|เพิ่ม){_ON}"),
    Meant.REPLACE: re.compile(
        rf"(?:ขอ|ให้|ช่วย|เอาไป)?(?:ใช้แทนที่|ใช้แทน|แทนที่|แทน|เปลี่ยนเป็น(?=ข้อความนี้|อันนี้)){_ON}"
    ),
    Meant.DROP: re.compile(
        rf"(?:ไม่ต้องการใช้|ไม่ต้องใช้|ไม่ต้องใส่|ไม่ใส่|ไม่ใช้|ไม่ใช่คำตอบ|ไม่ใช่|ไม่ต้อง|ไม่เอา|ไม่เพิ่ม|ไม่|ทิ้ง|ลบ){_ON}"
    ),
    Meant.YES: re.compile(rf"(?:ใช้|ใช่|ตกลง|โอเค|โอเช|ok|okay|ถูกต้อง|ได้){_ON}(?:แล้ว)?{_ON}"),
}


def meant(text: str) -> Meant | None:
    """Return what typed words say is to become of those that are held; None for other words."""
    said = menu.plain(text).lower()
    if said in _USES:
        return Meant.YES
    return next((meaning for meaning, form in _READ.items() if form.fullmatch(said)), None)


def ask_addition(draft_id: int, text: str, *, was_confirmed: bool = False) -> Message:
    """Words came in at the last look before sending: they may belong to the summary. Once somebody
    confirmed (``was_confirmed``) it is said how to send without them.
    """
    ways = f"{ADD} เพื่อเพิ่มในสรุปผล {REPLACE} เพื่อใช้แทนสรุปผลเดิม"
    quoted = f"“{clip(text, _QUOTED)}”"
    if was_confirmed:
        said = (
            f"ยังไม่ได้ส่งรายงาน เพราะมีข้อความที่ยังไม่ได้ใช้\n{quoted}\n\n"
            f"พิมพ์ {menu.CONFIRM} อีกครั้งเพื่อส่งโดยไม่ใช้ข้อความนี้ หรือพิมพ์ {ways}"
        )
    else:
        said = (
            f"ยังไม่ได้บันทึกข้อความนี้ จะใช้กับสรุปผลการดำเนินการหรือไม่\n{quoted}\n\n"
            f"พิมพ์ {ways} หรือ {DROP} เพื่อไม่ใส่ในรายงาน"
        )
    without = word_action(draft_id, "confirm", _SEND_WITHOUT, PLACE, says=_SEND_WITHOUT)
    choices = [(ADD + _SUMMARY, 1), (REPLACE + _SUMMARY, 2), (DROP, 0)]
    buttons = [tap(label, pack(Action.HELD, d=draft_id, use=use)) for label, use in choices]
    return _asked(draft_id, said, [*buttons, *([without] if was_confirmed else [])])


def ask_held(draft_id: int, subject: Subject, text: str) -> Message:
    """Words come in after a long silence: they may be an answer or something else, so we ask."""
    said = (
        f"ท่านมีร่างรายงานที่ทำค้างไว้: {clip(subject.name, 200)} รอบเดือน{subject.month}\n\n"
        f"จะใช้ข้อความนี้เป็นคำตอบหรือไม่\n“{clip(text, _QUOTED)}”\n\nพิมพ์ {USE} หรือ {DROP}"
    )
    choices = [(USE, 1), (DROP, 0)]
    buttons = [tap(label, pack(Action.HELD, d=draft_id, use=use)) for label, use in choices]
    return _asked(draft_id, said, buttons)


def _asked(draft_id: int, said: str, buttons: Sequence[LineAction]) -> Message:
    return text_message(said, [*buttons, *form_actions(draft_id, PLACE)])


def which() -> str:
    """Somebody agreed, and did not say to what."""
    return f"โปรดระบุว่าจะใช้ข้อความนี้อย่างไร พิมพ์ {ADD} หรือ {REPLACE}"


def one_more() -> str:
    """Other words came while some were held: they are held together."""
    return "เก็บข้อความนี้รวมกับข้อความก่อนหน้าแล้ว ยังไม่ได้ใส่ในรายงาน"


def sent_without(text: str) -> str:
    """The report was sent, and words that were held are none of it."""
    return f"ส่งรายงานแล้ว โดยไม่ได้ใส่ข้อความนี้\n“{clip(text, _QUOTED)}”"
