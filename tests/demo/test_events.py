"""The sample's story: the same at every start, in order, and nothing in it that could not have
been.
"""

from __future__ import annotations

from demo.sample.data import load_plan, load_province, load_story, load_wording
from demo.sample.events import Decided, EventGenerator, Place, SampleEvent, Sent
from models.month.calendar import local, local_day
from models.month.holidays import WorkingDays, known_days_off
from models.month.rounds import round_times
from models.tables.obligations import Progress, ReviewDecision
from models.tables.organization import Policy

DAYS = WorkingDays(day for year in (2026, 2027) for day, _ in known_days_off(year))


def events() -> list[SampleEvent]:
    province = load_province()
    return EventGenerator(
        province, load_plan(province), load_story(), load_wording(), DAYS
    ).generate()


def test_the_story_is_the_same_every_time_and_in_order() -> None:
    first = events()
    assert first == events()
    assert [event.at for event in first] == sorted(event.at for event in first)


def test_everything_happens_in_office_hours_between_the_adoption_and_the_visit() -> None:
    story = load_story()
    for event in events():
        assert story.adopted < event.at < story.shown_from
        assert DAYS.is_working(local_day(event.at))
        assert 10 <= local(event.at).hour < 16


def test_each_report_goes_its_way_one_step_after_the_other() -> None:
    state: dict[Place, str] = {}
    for event in events():
        before = state.get(event.place, "")
        if isinstance(event, Sent):
            assert before in ("", "returned")
            state[event.place] = "sent"
        else:
            assert before == "sent"
            assert event.reason or event.decision is ReviewDecision.ACCEPTED
            state[event.place] = event.decision.value


def test_late_reports_are_late_and_come_before_the_close() -> None:
    late = {
        (m.month, code, a)
        for m in load_story().months
        for code, agencies in m.late.items()
        for a in agencies
    }
    first: dict[Place, Sent] = {}
    for event in events():
        if isinstance(event, Sent):
            first.setdefault(event.place, event)
    for place, sent in first.items():
        times = round_times(place.month, DAYS, Policy())
        assert (sent.at >= times.due_at) == ((place.month, place.code, place.agency) in late)
        assert sent.at < times.closes_at
    assert late <= {(place.month, place.code, place.agency) for place in first}


def test_what_was_not_achieved_says_why_and_everything_says_what_was_done() -> None:
    for event in events():
        if isinstance(event, Sent):
            assert "{" not in event.content.summary
            assert event.content.summary
            assert bool(event.content.obstacle) == (event.content.progress is Progress.NOT_ACHIEVED)


def test_every_name_is_an_agency_and_who_has_no_officer_sends_through_the_secretariat() -> None:
    province, story = load_province(), load_story()
    known = {agency.short for agency in province.agencies}
    staffed = {officer.agency for officer in province.officers}
    named = {
        agency
        for month in story.months
        for places in (
            month.silent,
            month.late,
            month.on_behalf,
            month.waiting,
            month.only or {},
            *month.progress.values(),
        )
        for agencies in places.values()
        for agency in agencies
    } | {each.agency for month in story.months for each in month.returned}
    assert named | staffed | set(province.parts.values()) | {province.newcomer.agency} <= known
    assert all(
        event.on_behalf
        for event in events()
        if isinstance(event, Sent) and event.place.agency not in staffed
    )
    assert any(isinstance(event, Decided) for event in events())


def test_nobody_has_two_names_and_no_two_have_one() -> None:
    province = load_province()
    people = [*province.officers, *province.secretariat, *province.executives, province.newcomer]
    assert len({person.full_name for person in people}) == len(people) == 44
    assert max(len(person.line_name) for person in people) <= 40
    names = [agency.name for agency in province.agencies]
    aliases = [alias for agency in province.agencies for alias in agency.aliases]
    assert len(set(names)) == 33
    assert len({*names, *aliases}) == len(names) + len(aliases)
