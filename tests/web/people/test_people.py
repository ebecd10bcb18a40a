"""Agencies, groups, roles and invites on the desk: what is stored, what is refused, and what two
people at once see of each other.
"""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from models.people.invites import open_invites
from models.tables.agency import Agency
from models.tables.people import Invite, Membership, Person, Role
from models.tables.work import WorkFile
from tests.handlers.cast import HEALTH, LAND, SLUG, TREASURY, ask, officer, secretary
from tests.stage import Stage, words_of
from tests.web.browser import Browser, signed_in

ROOM = f"/console/{SLUG}/people/"
CODE = re.compile(r"KN(?:-[0-9A-Z]{4}){3}")


def number_of(stage: Stage, name: str) -> int:
    return ask(stage, lambda s: s.scalars(select(Agency.id).where(Agency.name == name)).one())


def role_of(stage: Stage, name: str) -> int:
    wanted = select(Membership.id).join(Person, Person.id == Membership.person_id)
    return ask(stage, lambda s: s.scalars(wanted.where(Person.full_name == name)).one())


@pytest.fixture
def desk(stage: Stage) -> Browser:
    return signed_in(stage, secretary(stage))


def test_an_agency_is_edited_and_the_later_of_two_sees_what_changed(any_stage: Stage) -> None:
    one = signed_in(any_stage, secretary(any_stage))
    other = signed_in(any_stage, secretary(any_stage, "นางสาวมาลี ช่วยงาน"))
    address = f"{ROOM}agency/{number_of(any_stage, TREASURY)}"
    action = address.rsplit("/", 1)[1]
    for browser in (one, other):
        browser.open(address)
    one.submit(f"agency/{action}", phone="0 5561 1111")
    assert "บันทึกแล้ว" in one.page
    other.submit(f"agency/{action}", phone="0 5561 2222", name=f"{TREASURY}ใหม่")
    assert other.status == 422
    assert "0 5561 1111" in other.page, "what is stored now"
    assert "โดย นางสาวอรุณี เลขา" in other.page
    assert "0 5561 2222" in other.page, "what was typed is kept"
    other.submit(f"agency/{action}")
    assert other.status == 200
    assert "0 5561 2222" in one.open(ROOM)


def test_a_name_of_another_is_refused_and_nothing_of_the_form_is_stored(
    any_stage: Stage,
) -> None:
    desk = signed_in(any_stage, secretary(any_stage))
    number = number_of(any_stage, TREASURY)
    desk.open(f"{ROOM}agency/{number}")
    fields = {"name": "คลังใหม่", "phone": "1", "head": "", "aliases": HEALTH}
    desk.submit(f"agency/{number}", **fields)  # type: ignore[arg-type]
    assert desk.status == 422
    assert "เป็นชื่อหรือชื่อเรียกของ" in desk.page
    assert ask(any_stage, lambda s: s.get_one(Agency, number).name) == TREASURY


def test_an_agency_is_added_merged_and_removed_after_a_second_look(desk: Browser) -> None:
    desk.open(ROOM)
    desk.submit("people/agency", name="สำนักงานทดสอบ", phone="")
    assert "เพิ่มหน่วยงานแล้ว" in desk.page
    desk.submit("/remove")
    assert "โปรดเลือกช่องยืนยันก่อน" in desk.page
    desk.submit("/remove", sure="1")
    assert "สำนักงานทดสอบ” แล้ว" in desk.page


def test_another_organizations_agency_is_not_found(desk: Browser) -> None:
    desk.open(f"{ROOM}agency/9999")
    assert desk.status == 404


def test_a_name_that_looks_like_another_is_asked_about(stage: Stage) -> None:
    desk = signed_in(stage, secretary(stage))
    desk.open(ROOM)
    page = desk.submit("/people/agency", name="ที่ทำการสำนักงานคลังจังหวัด")
    assert desk.status == 422
    assert f"ใช่ เป็นชื่อเรียกอื่นของ “{TREASURY}”" in page
    fields = {"csrf_token": [fresh_token(desk)], "name": ["ที่ทำการสำนักงานคลังจังหวัด"]}
    desk.post(f"{ROOM}agency", fields | {"is": [TREASURY]})
    assert desk.path == f"{ROOM}agency/{number_of(stage, TREASURY)}"
    assert "ที่ทำการสำนักงานคลังจังหวัด</textarea>" in desk.page
    desk.post(f"{ROOM}agency", {**fields, "name": ["สำนักงานคลัง"], "is": [""]})
    assert "เพิ่มหน่วยงานแล้ว" in desk.page
    assert f'ชื่อคล้ายกัน: <a href="{ROOM}agency/{number_of(stage, TREASURY)}"' in desk.page


def test_a_sheet_gives_each_agency_a_code_that_replaces_the_open_one(any_stage: Stage) -> None:
    desk = signed_in(any_stage, secretary(any_stage))
    both = [str(number_of(any_stage, name)) for name in (TREASURY, HEALTH)]
    early = any_stage.invite(SLUG, Role.OFFICER, TREASURY)
    named = any_stage.invite(SLUG, Role.OFFICER, TREASURY, "นายสมชาย ใจดี")
    token = fresh_token(desk)
    desk.post(f"{ROOM}invites/sheet", {"csrf_token": [token], "agency": both, "newest": ["0"]})
    assert desk.status == 422, "invites were made since the page was opened"
    newest = newest_of(any_stage)
    desk.post(f"{ROOM}invites/sheet", {"csrf_token": [token], "agency": both, "newest": [newest]})
    codes = list(dict.fromkeys(CODE.findall(desk.page)))
    assert len(codes) == 2
    assert "หมดอายุแล้ว" in words_of(any_stage.person("นายก้อง").says(early))
    assert "ยืนยันการลงทะเบียน" in words_of(any_stage.person("นายก้อง").says(named))
    assert HEALTH in words_of(any_stage.person("นางปุ๊ก").says(codes[1]))


def test_a_sheet_is_given_as_files_by_the_codes_of_the_page(stage: Stage) -> None:
    desk = signed_in(stage, secretary(stage))
    fields = {
        "csrf_token": [fresh_token(desk)],
        "agency": [str(number_of(stage, TREASURY))],
        "newest": [newest_of(stage)],
    }
    desk.post(f"{ROOM}invites/sheet", fields)
    codes = {"csrf_token": fields["csrf_token"], "code": CODE.findall(desk.page)}
    for _ in range(2):
        desk.post(f"{ROOM}invites/sheet.zip", codes)
    assert "จัดทำแผ่นเชิญ" in desk.page
    page = desk.path
    assert stage.work() == 1, "two presses are one piece of work"
    desk.open(page)
    (file,) = re.findall(r'href="([^"]+/file/\d+)"', desk.page)
    desk.open(file)
    with ZipFile(BytesIO(desk.answer.get_data())) as packed:
        (name,) = packed.namelist()
        assert name.startswith("001 ")
        assert TREASURY in name
        assert packed.read(name).startswith(b"%PDF")
    assert ask(stage, lambda s: s.scalars(select(WorkFile.is_made)).all()) == [True]
    desk.post(f"{ROOM}invites/sheet.pdf", fields | {"code": ["KN-0000-0000-0000"]})
    assert "ใช้ไม่ได้แล้ว" in desk.page


def test_an_open_invite_is_renewed_and_revoked(stage: Stage) -> None:
    desk = signed_in(stage, secretary(stage))
    early = stage.invite(SLUG, Role.EXECUTIVE)
    desk.open(f"{ROOM}invites")
    desk.submit("/renew")
    (code,) = set(CODE.findall(desk.page))
    assert "หมดอายุแล้ว" in words_of(stage.person("นายก้อง").says(early))
    assert "ผู้บริหาร" in words_of(stage.person("นายก้อง").says(code))
    desk.open(f"{ROOM}invites")
    desk.submit("/revoke")
    assert ask(stage, lambda s: open_invites(s, 1, stage.now())) == []


def test_a_role_is_given_moved_and_ended_but_not_the_last_secretarys(stage: Stage) -> None:
    reviewer = secretary(stage)
    desk = signed_in(stage, reviewer)
    officer(stage)
    number = role_of(stage, "นายสมชาย ใจดี")
    desk.open(f"{ROOM}role/{number}")
    agency = str(number_of(stage, LAND))
    desk.submit("/move", agency=agency)
    assert "เปลี่ยนหน่วยงานของผู้รายงานแล้ว" in desk.page
    desk.submit("/end", sure="1")
    assert "สิ้นสุดบทบาทแล้ว" in desk.page
    mine = role_of(stage, reviewer.name)
    desk.open(f"{ROOM}role/{mine}")
    desk.submit("/end", sure="1")
    assert "ต้องมีฝ่ายเลขานุการอย่างน้อย 1 คน" in desk.page
    person = ask(stage, lambda s: s.get_one(Membership, mine).person_id)
    desk.open(f"{ROOM}person/{person}")
    desk.submit("/role", role="officer", agency=agency)
    assert "มอบบทบาทแล้ว" in desk.page


def test_a_group_is_linked_by_a_code_of_the_page_and_unlinked(stage: Stage) -> None:
    reviewer = secretary(stage)
    desk, group = signed_in(stage, reviewer), stage.group("กลุ่มจังหวัด", reviewer)
    desk.open(f"{ROOM}groups")
    desk.submit("/code")
    (code,) = set(CODE.findall(desk.page))
    stage.line.world.say(group, reviewer.user_id, f"/ผูกกลุ่ม {code}")
    assert "กลุ่มที่ 1" in desk.open(f"{ROOM}groups")
    desk.submit("/unlink", sure="1")
    assert "ยังไม่มีกลุ่ม LINE ที่ผูกไว้" in desk.page


def fresh_token(desk: Browser) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', desk.open(f"{ROOM}invites"))
    assert found is not None
    return found[1]


def newest_of(stage: Stage) -> str:
    return str(ask(stage, lambda s: max(s.scalars(select(Invite.id)), default=0)))
