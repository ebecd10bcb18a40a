"""The words that the code of the public page says; what stands in the page is in its templates."""

from papers.measure_states import MeasureState
from papers.open.published import PublishedYear

CARD_ABOVE = "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"
SITE = "ก้าวหน้า"
LICENCE_KEPT = "บันทึกสัญญาอนุญาตของข้อมูลเปิดแล้ว"
NOT_PUBLISHED = "ยังไม่มีรายงานผลฉบับเผยแพร่ของปีนี้ หลักฐานที่เลือกไว้จะปรากฏเมื่อเผยแพร่รายงานแล้ว"


def title_of(year: PublishedYear) -> str:
    """The page's title."""
    return f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส {year.organization} ปีงบประมาณ พ.ศ. {year.fiscal_year}"


def about(year: PublishedYear) -> str:
    """What the page holds, in two sentences: for search engines, and for previews of links."""
    count = len(year.newest.measures)
    done = year.count(MeasureState.DONE)
    finished = f" ดำเนินการแล้วเสร็จ {done} มาตรการ" if done else ""
    return (
        f"มาตรการ {count} มาตรการของ{year.organization} ปีงบประมาณ พ.ศ. {year.fiscal_year}"
        f"{finished} พร้อมสรุปผลการดำเนินการ ผลลัพธ์ และหลักฐานที่เผยแพร่ "
        f"จากรายงานผลฉบับเผยแพร่ครั้งที่ {year.newest.number}"
    )


def card_lines(year: PublishedYear) -> tuple[str, ...]:
    """What the picture of a shared link says below the organization's name."""
    moving = year.count(MeasureState.IN_PROGRESS)
    lines = [f"ปีงบประมาณ พ.ศ. {year.fiscal_year} · {len(year.newest.measures)} มาตรการ"]
    told = [f"✓ แล้วเสร็จ {year.count(MeasureState.DONE)}", f"◐ อยู่ระหว่างดำเนินการ {moving}"]
    if any(measure.state for measure in year.newest.measures):
        lines.append("  ".join(told))
    lines.append(f"รายงานผลฉบับเผยแพร่ครั้งที่ {year.newest.number}")
    return tuple(lines)


def decided(marked: int, withdrawn: int) -> str:
    """What is said after evidence was decided on."""
    parts = []
    if marked:
        parts.append(f"เผยแพร่หลักฐาน {marked} รายการ")
    if withdrawn:
        parts.append(f"ยกเลิกการเผยแพร่ {withdrawn} รายการ")
    return "บันทึกแล้ว" + (f": {' · '.join(parts)}" if parts else "")


def overtaken(captions: list[str]) -> str:
    """What is said of evidence that somebody else decided on meanwhile."""
    return f"ไม่ได้บันทึก {len(captions)} รายการ เพราะมีผู้ตรวจไปก่อนแล้ว: {', '.join(captions)}"


def refused(captions: list[str]) -> str:
    """What is said of captions that hold a personal number."""
    return f"ไม่ได้เผยแพร่ เพราะคำบรรยายมีเลขประจำตัวประชาชนหรือหมายเลขโทรศัพท์มือถือ: {', '.join(captions)}"
