"""Words that put work off or call it off: no report yet, and not nothing either."""

import re
from collections.abc import Sequence

from messages import menu
from messages.said.measures import DueMeasure
from thai.numbers import to_arabic_digits

_PUT_OFF = re.compile(
    r"(?:เดือน|สัปดาห์|อาทิตย์|ไตรมาส|ปี(?:งบ)?)(?:หน้า|ถัดไป)\s?(?:ค่อย|จึง|ถึงจะ|จะ)|"
    r"ค่อย(?:ทำ|จัด|ดำเนินการ|เริ่ม)|เลื่อน(?:ไป|ออก|การจัด|กิจกรรม)|"
    r"(?:ยกเลิก|งด)(?:การ)?(?:จัด)?(?:กิจกรรม|โครงการ|ประชุม|อบรม|งาน)"
)
_CODE = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d{1,2}){1,2}(?![\d.]*\d)")
_LONGEST = 200


def measures_put_off(text: str, due: Sequence[DueMeasure]) -> list[int]:
    """Return the measures (obligation ids) whose work words may put off or call off: those they
    name, or all that are due; [] for other words.
    """
    plain = to_arabic_digits(menu.plain(text))
    if len(plain) > _LONGEST or not _PUT_OFF.search(plain):
        return []
    named = set(_CODE.findall(plain))
    return [each.id for each in due if not named or each.code in named]
