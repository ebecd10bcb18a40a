"""Thursday 5 November: the plan and the people come in; Friday 4 December: the plan is
corrected.
"""

from __future__ import annotations

from sqlalchemy import func, select

from models.tables.obligations import Obligation
from models.tables.people import Role
from tests.acceptance.papers import COMMISSION, COMPLAINTS, OFFICE, REGION
from tests.acceptance.story import FIRST_NAMES, GROUP_SIZE, LAST_NAMES, PHONE, Story, moment
from tests.stage import words_of


def the_office_reads_the_plan_in(story: Story) -> None:
    """An empty database, the organization, the plan with its difference and its doubts; a second
    import changes nothing.
    """
    story.go_to(moment(11, 5, 9, 30))
    paper, slug = story.paper, story.paper.slug
    story.office.kaona("db", "upgrade")
    story.office.kaona(
        "organization",
        "add",
        slug,
        "--name",
        paper.province,
        "--kind",
        "province",
        "--phone",
        PHONE,
    )
    told = story.imports(paper.file)
    assert f"{paper.measures} measures added, 0 removed, 0 changed" in told
    for agency in (OFFICE, COMMISSION, COMPLAINTS):
        assert f"+ agency {agency}\n" in told
    assert f"+ group {REGION}\n" in told
    assert "\n! missing: " in told
    named = [duty for duty in story.ledger.duties if duty.agency not in paper.members]
    # October's round closed on the 4th, before there was a plan: only November is owed.
    assert f"{len(named)} reports are expected" in told
    assert f"No difference: {paper.measures} measures are as stored." in story.imports(paper.file)


def the_office_fills_the_collective_party(story: Story) -> None:
    """Each member owes at once what the collective party answers for."""
    told = ""
    for place, name in enumerate(story.paper.members):
        run = story.office.kaona if place < 2 else story.office.at_once
        told = run("agency", "add", name, "--organization", story.paper.slug, "--group", REGION)
    each = sum(parties.count(REGION) for parties in story.paper.duties.values())
    assert f"{each} new reports are expected" in told
    assert story.count(select(func.count()).select_from(Obligation)) == len(story.ledger.duties)


def people_register(story: Story) -> None:
    """Everybody enters by a code of the command line: most members' officers, one officer of two
    agencies, secretariat, executive.
    """
    story.go_to(moment(11, 5, 10, 15))
    story.secretary = story.registers("สมศรี เลขานุการ", Role.SECRETARIAT)
    story.governor = story.registers("ประเสริฐ ผู้ว่าราชการ", Role.EXECUTIVE)
    for place, agency in enumerate(story.paper.members[:-2]):
        name = f"{FIRST_NAMES[place % 6]} {LAST_NAMES[place // 6]}"
        story.officers[agency] = story.registers(name, Role.OFFICER, agency)
    both = story.registers("วันเพ็ญ สองหน้าที่", Role.OFFICER, COMMISSION)
    story.registers("วันเพ็ญ สองหน้าที่", Role.OFFICER, COMPLAINTS)
    story.officers[COMMISSION] = story.officers[COMPLAINTS] = both
    stranger = story.stage.person("คนแปลกหน้า")
    assert "รหัสเชิญ" in words_of(stranger.says("รายงาน"))


def the_group_is_bound(story: Story) -> None:
    """Twelve people and the bot; the code is typed in the group, and other talk is not answered."""
    others = [story.stage.person(f"ข้าราชการ {number}") for number in range(1, GROUP_SIZE - 3)]
    members = [story.secretary, story.governor, *list(story.officers.values())[:2], *others][
        :GROUP_SIZE
    ]
    assert len(members) == GROUP_SIZE
    story.group = story.secretary.in_group(story.stage.group("กลุ่มไลน์จังหวัด", *members))
    code, typed, *_ = story.office.kaona(
        "invite", "--organization", story.paper.slug, "--group"
    ).splitlines()
    assert typed == f"/ผูกกลุ่ม {code}"
    assert story.paper.province in words_of(story.group.says(typed))
    assert story.group.says("ขอเลื่อนประชุมเป็นบ่ายสองนะคะ") == []


def the_plan_is_corrected(story: Story) -> None:
    """The same document changes nothing; a changed one asks for --replace, and no report is
    lost.
    """
    before = story.reports()
    assert "No difference" in story.imports(story.paper.file)
    corrected = story.data_dir.parent / "corrected.txt"
    corrected.write_text(story.paper.changed(), encoding="utf-8")
    told = story.office.refused(*story.import_words(corrected))
    assert "--replace" in told
    assert f"- {story.paper.struck[0]} " in told
    assert "No difference" in story.imports(story.paper.file)
    told = story.office.kaona(*story.import_words(corrected), "--replace")
    assert "1 measures added, 1 removed, 1 changed" in told
    assert f"{story.paper.measures - 2} unchanged" in told
    assert "No difference" in story.imports(corrected)
    assert story.reports() == before
