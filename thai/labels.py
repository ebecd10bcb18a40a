"""The words by which people know our kinds: progress, roles, organizations, recurrences."""

from thai.dates import SHORT_MONTHS

PROGRESS_LABELS = {
    "not_started": "ยังไม่ดำเนินการ",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "done": "ดำเนินการแล้วเสร็จ",
    "not_achieved": "ยังไม่บรรลุผล",
}


ROLE_LABELS = {
    "officer": "เจ้าหน้าที่ผู้รายงาน",
    "secretariat": "ฝ่ายเลขานุการ",
    "executive": "ผู้บริหาร",
}


RECURRENCE_LABELS = {
    "daily": "ทุกวัน",
    "weekly": "ทุกสัปดาห์",
    "monthly": "ทุกเดือน",
    "every_2_months": "ทุก 2 เดือน",
    "quarterly": "ทุกไตรมาส",
    "half_yearly": "ทุก 6 เดือน",
    "yearly": "ปีละ 1 ครั้ง",
}


ERASED_NAME = "(ลบข้อมูลแล้ว)"
"""In place of the name of a person who was erased."""


def progress_label(status: str) -> str:
    """Return the Thai words for a progress status; KeyError for an unknown one."""
    return PROGRESS_LABELS[status]


def role_label(role: str) -> str:
    """Return the Thai words for a role; KeyError for an unknown one."""
    return ROLE_LABELS[role]


def recurrence_label(recurrence: str) -> str:
    """Return the Thai words for a recurrence as docs/month.md#recurrence writes it
    ("monthly", "times_per_year:2", "months:10,4").

    Raises ValueError for anything else.
    """
    if recurrence in RECURRENCE_LABELS:
        return RECURRENCE_LABELS[recurrence]
    kind, _, values = recurrence.partition(":")
    if kind == "times_per_year" and values.isdecimal():
        return f"ปีละ {int(values)} ครั้ง"
    if kind == "months" and values:
        names = [SHORT_MONTHS[int(value) - 1] for value in values.split(",")]
        return "ทุกเดือน " + (
            " และ ".join([" ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
        )
    raise ValueError(f"unknown recurrence: {recurrence}")
