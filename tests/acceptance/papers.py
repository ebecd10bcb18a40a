"""The plans the story is told on, and what a reader with a pencil counts in them.

``duties`` was counted by eye in the printed tables, not by the program: for each measure the
parties that owe a report for November 2569, one entry for each line of the "ผู้รับผิดชอบ" column.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1].parent / "shared" / "documents"

OFFICE = "สำนักงานจังหวัด"
COMMISSION = "สำนักงาน ป.ป.ช. ประจำจังหวัด"
COMPLAINTS = "ศูนย์ดำรงธรรมจังหวัด"
REGION = "ส่วนภูมิภาค"
"""The collective party: every provincial agency answers for itself."""

_AGENCIES = (
    "ที่ทำการปกครองจังหวัด",
    "สำนักงานเกษตรจังหวัด",
    "สำนักงานปศุสัตว์จังหวัด",
    "สำนักงานประมงจังหวัด",
    "สำนักงานสหกรณ์จังหวัด",
    "สำนักงานที่ดินจังหวัด",
    "สำนักงานพัฒนาชุมชนจังหวัด",
    "สำนักงานสาธารณสุขจังหวัด",
    "สำนักงานพาณิชย์จังหวัด",
    "สำนักงานอุตสาหกรรมจังหวัด",
    "สำนักงานขนส่งจังหวัด",
    "สำนักงานคลังจังหวัด",
    "สำนักงานแรงงานจังหวัด",
    "สำนักงานจัดหางานจังหวัด",
    "สำนักงานสวัสดิการและคุ้มครองแรงงานจังหวัด",
    "สำนักงานประกันสังคมจังหวัด",
    "สำนักงานพลังงานจังหวัด",
    "สำนักงานสถิติจังหวัด",
    "สำนักงานวัฒนธรรมจังหวัด",
    "สำนักงานพระพุทธศาสนาจังหวัด",
    "สำนักงานประชาสัมพันธ์จังหวัด",
    "สำนักงานการท่องเที่ยวและกีฬาจังหวัด",
    "สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัด",
    "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัด",
    "สำนักงานป้องกันและบรรเทาสาธารณภัยจังหวัด",
    "สำนักงานโยธาธิการและผังเมืองจังหวัด",
    "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัด",
    "สำนักงานคุมประพฤติจังหวัด",
    "สำนักงานบังคับคดีจังหวัด",
    "สำนักงานการปฏิรูปที่ดินจังหวัด",
    "เรือนจำจังหวัด",
    "สัสดีจังหวัด",
    "สถานพินิจและคุ้มครองเด็กและเยาวชนจังหวัด",
)


@dataclass(frozen=True)
class Paper:
    """A plan on paper. ``text`` turns into ``changed`` by the edits: a step said otherwise, a row
    struck out, a row added at the end.
    """

    file: Path
    slug: str
    province: str
    members: tuple[str, ...]
    reporters: int
    """How many of the members report the collective measure 1.2 in time."""
    duties: dict[str, tuple[str, ...]]
    collective_title: str
    without_party: tuple[str, ...]
    measures: int
    edit: tuple[str, str]
    struck: tuple[str, str]
    """Code and first words of a measure's row that the changed document no longer has; it has
    reports.
    """
    added_row: str

    def changed(self) -> str:
        """The document as the province corrected it."""
        text = self.file.read_text(encoding="utf-8")
        before, after = self.edit
        lines = text.replace(before, after).splitlines()
        kept = [line for line in lines if not line.startswith(self.struck[1])]
        last = max(place for place, line in enumerate(kept) if line.count("\t") == 3)
        assert text.count(before) == 1
        assert len(kept) == len(lines) - 1
        return "\n".join([*kept[: last + 1], self.added_row, *kept[last + 1 :]]) + "\n"


SURAT_THANI = Paper(
    file=SHARED / "surat-thani-province-plan-2565.txt",
    slug="surat-thani",
    province="จังหวัดสุราษฎร์ธานี",
    members=_AGENCIES,
    reporters=28,
    # Printed for fiscal year 2565 and read as 2570: no printed period lies in the year, so each
    # runs through all of it.
    duties={
        "1.1": (OFFICE, REGION),
        "1.2": (REGION,),
        "2.1": (REGION,),
        "3.1": (REGION, OFFICE),
        "4.1": (REGION,),
        "4.2": (REGION,),
        "5.1": (REGION,),
        "5.2": (REGION,),
        "5.3": (REGION,),
        "6.1": (COMMISSION, OFFICE, OFFICE, OFFICE, REGION),
        "6.2": (OFFICE,),
        "6.3": (OFFICE, REGION),
        "6.4": (OFFICE, COMPLAINTS),
        "7.1": (REGION,),
        "7.2": (REGION,),
        "7.3": (REGION,),
        "8.1": (REGION,),
        "8.2": (REGION,),
    },
    collective_title="1.2 จังหวัดควรเพิ่มกิจกรรม",
    without_party=("4.3 บุคลากรในหน่วยงาน", "4.4 บุคลากรในหน่วยงาน"),
    measures=20,
    edit=(
        "1) สร้างกิจกรรมเพื่อเปิดโอกาสให้บุคลากรภายในสังกัด",
        "1) จัดเวทีทุกเดือนเพื่อเปิดโอกาสให้บุคลากรภายในสังกัด",
    ),
    struck=("5.1", "1) ผู้บังคับบัญชามีการมอบหมายงานที่เป็นธรรม\t"),
    added_row=(
        "3) จังหวัดเผยแพร่ผลการปรับปรุงการทำงานให้ประชาชนทราบ\tเผยแพร่ผลการปรับปรุงบนเว็บ"
        "ไซต์\tสำนักงานจังหวัด\tตุลาคม 2564 - กันยายน 2565"
    ),
)

EXAMPLE = Paper(
    file=HERE / "example-plan.txt",
    slug="phrae",
    province="จังหวัดแพร่",
    members=_AGENCIES[:8],
    reporters=4,
    # 2.1 is quarterly (December), 3.2 begins in January, 3.3 names nobody.
    duties={"1.1": (OFFICE, REGION), "1.2": (REGION,), "2.2": (COMPLAINTS,), "3.1": (COMMISSION,)},
    collective_title="1.2 เปิดให้บุคลากรซักถาม",
    without_party=("3.3 ส่งเสริมเจ้าหน้าที่",),
    measures=7,
    edit=("จัดช่องทางซักถามในที่ประชุมประจำเดือนของหน่วยงาน", "จัดช่องทางซักถามบนเว็บไซต์ของหน่วยงาน"),
    struck=("2.2", "2) รวบรวมเรื่องร้องเรียน"),
    added_row=(
        "4) เปิดเผยผลการประเมินให้ประชาชนทราบ\tเผยแพร่ผลการประเมินบนเว็บไซต์\tสำนักงานจังหวัด\tธันวาคม "
        "2569 - กันยายน 2570"
    ),
)
