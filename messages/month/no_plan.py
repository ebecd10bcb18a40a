"""What is said of a fiscal year without a plan: nothing is asked for, and somebody should know."""

from collections.abc import Sequence

from messages import menu
from messages.parts import LineAction, Message, bubble, flex_message, muted, words
from models.month.adoption import MissingPlan


def no_plan(missing: MissingPlan, quick: Sequence[LineAction] = ()) -> tuple[Message, ...]:
    """Say that a year has no plan, and what is left to do."""
    title = f"ยังไม่มีแผนของปีงบประมาณ พ.ศ. {missing.fiscal_year}"
    left = "มีร่างแผนในระบบแล้ว แต่ยังไม่ได้ประกาศใช้" if missing.has_draft else "ยังไม่ได้นำแผนของปีนี้เข้าระบบ"
    card = bubble(
        title,
        [
            words(left, bold=True),
            words("ระบบจึงยังไม่เปิดรับรายงานและไม่แจ้งเตือนหน่วยงานของปีนี้"),
            muted(
                f"ฝ่ายเลขานุการ{_how(missing)} เมื่อเริ่มใช้แผนแล้ว ระบบจะติดตามรายงานให้ทุกเดือน", margin="md"
            ),
        ],
    )
    return (flex_message(f"{title} ระบบยังไม่เปิดรับรายงาน", card, quick),)


def no_plan_line(missing: MissingPlan) -> str:
    """Say to the secretariat that a year has no plan, and where it puts one in."""
    return f"ยังไม่มีแผนของปีงบประมาณ พ.ศ. {missing.fiscal_year} {_how(missing)}"


def _how(missing: MissingPlan) -> str:
    done = "ประกาศใช้ร่างแผน" if missing.has_draft else "นำแผนเข้าระบบ"
    return f"{done}ได้ที่หน้าแผน พิมพ์ {menu.PAGES}"
