"""Of which agency a message is, for whoever reports the same measure for several."""

import re
from collections.abc import Mapping, Sequence

from messages.limits import QUICK_LABEL, clip, clip_apart
from messages.parts import LineAction, Message, tap, text_message
from messages.taps import Action, pack

_HEAD = re.compile(r"^(?:สำนักงาน|ที่ทำการ|กอง|ศูนย์)")
_PLACE = re.compile(r"(?:ประจำ)?(?:จังหวัด|อำเภอ).*$")
_LED = r"(?:^|\n|(?:ของ|หน่วยงาน|สังกัด|ในนาม|\d\.\d{1,2}|[\s,]\d{1,2}|\d\.\d{1,2}\s?\))[ \t:]*)"
_ENDS = r"(?=$|[\s:,.\-]|\d)"
_FEWEST = 2
CHOICES = 12


def agency_in(text: str, agencies: Mapping[int, Sequence[str]]) -> tuple[int, str] | None:
    """Return the one agency (id) that a message names as its own, with the message without the
    name; None where it names none, or several. ``agencies`` are each one's name and aliases.

    A name counts at the beginning, after a measure's number and after "ของ": elsewhere it may be
    whom one worked with.
    """
    found: dict[int, str] = {}
    known = {number: _variants(names) for number, names in agencies.items()}
    for number, variants in known.items():
        others = {each for other, names in known.items() if other != number for each in names}
        own = sorted(variants - others, key=len, reverse=True)
        if not own:
            continue
        named = "|".join(map(re.escape, own))
        match = re.search(rf"(?P<led>{_LED})(?:{named}){_ENDS}", text)
        if match is not None:
            led = re.sub(r"(?:ของ|หน่วยงาน|สังกัด|ในนาม)[ \t:]*$", "", match["led"])
            found[number] = (
                f"{text[: match.start()]}{led} {text[match.end() :].lstrip(' :,')}".strip()
            )
    return next(iter(found.items())) if len(found) == 1 else None


def _variants(names: Sequence[str]) -> set[str]:
    """Return the ways to say a name: whole, without what offices begin with, without the place."""
    found = set[str]()
    for name in names:
        bare = _HEAD.sub("", name)
        found |= {name, bare, _PLACE.sub("", name), _PLACE.sub("", bare)}
    return {each for each in found if len(each) >= _FEWEST}


def which_agency(
    choices: Sequence[tuple[int, str]],
    codes: Sequence[str],
    message_id: str | None,
    quick: Sequence[LineAction],
) -> Message:
    """Several measures were told of, each due of several agencies (id, name): of which it is."""
    shown = choices[:CHOICES]
    labels = clip_apart([name for _, name in shown], QUICK_LABEL)
    actions = [
        tap(label, pack(Action.SAID, g=number, m=message_id or ""), says=f"เป็นของ{clip(name, 200)}")
        for label, (number, name) in zip(labels, shown, strict=True)
    ]
    listed = "\n".join(f"• {clip(name, 120)}" for _, name in shown)
    return text_message(
        f"มาตรการ {' '.join(codes)} ถึงกำหนดของหลายหน่วยงาน ข้อความนี้เป็นของหน่วยงานใด ขณะนี้ยังไม่ได้บันทึก "
        f"โปรดเลือกจากปุ่ม หรือพิมพ์ชื่อหน่วยงาน\n{listed}",
        [*actions, *quick[:1]],
    )
