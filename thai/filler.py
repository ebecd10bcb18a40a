"""Template text left in a document: known by its words, in a document that is read and in a paper
that is made alike.
"""

import re

_FILLER = re.compile(
    r"ประเด็นใดก็ได้|เป็นเพียงตัวอย่าง|ยกมาเป็นตัวอย่าง|\(\s*ระบุ[^)]{0,40}\)|โปรดระบุ|กรอกข้อมูล|ใส่ข้อความ|"
    r"[Ll]orem ipsum|X{3,}|x{3,}"
    r"|[.…]{8,}|_{5,}|<[^<>]{0,30}ชื่อหน่วยงาน[^<>]{0,30}>|\[[^\]]{0,30}(?:ชื่อ|ระบุ)[^\]]{0,30}\]|"
    r"^\(?ตัวอย่าง\)?(?=\s|$|:)"
)
_BARE_INSTRUCTION = re.compile(r"[■▪•\s]*หน่วยงานวิเคราะห์$")
_BLANK = re.compile(r"(?:ข้อบกพร่อง/ข้อปรับปรุง|การพัฒนา|การรักษาระดับ)\s*[:：]\s*(?=[■▪•]|$)")


def is_filler(text: str) -> bool:
    """Tell whether a text is, or holds, instructions or blanks of a template."""
    return bool(_FILLER.search(text) or _BARE_INSTRUCTION.fullmatch(text))


def blank_headings(text: str) -> list[str]:
    """Return the headings of an analysis that stand in a text with nothing after them."""
    return [re.sub(r"[\s:：]", "", blank) for blank in _BLANK.findall(text)]
