"""Reading a file that somebody gave as a plan."""

from bot.work.run import WorkResult, WorkRun
from plans.storing.reading_files import read_content
from plans.storing.readings import find_reading, keep_read


def read_plan_file(run: WorkRun) -> WorkResult:
    """Read a file that somebody gave as a plan; its page tells what came of it, also that it
    cannot be read.
    """
    database, number = run.program.database, int(run.given["reading"])
    with database.read() as session:
        reading = find_reading(session, run.organization_id, number)
        if reading is None or reading.content is None or reading.read_at is not None:
            return WorkResult(next="plan/import")  # thrown away or read meanwhile
        name, content, chosen = reading.name, reading.content, reading.chosen
    read = read_content(name, content, chosen)
    with database.begin() as session:
        reading = find_reading(session, run.organization_id, number, to_change=True)
        if reading is not None and reading.chosen == chosen:
            keep_read(reading, read, run.program.clock())
    return WorkResult(next=f"plan/import/{number}")
