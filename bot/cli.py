"""The command line: ``kaona``. Exit 0 well, 1 refused with one line on stderr, 2 wrong usage.

All commands stand here, each with the place of its code; it is imported when the command is run
(``LazyGroup``), so that ``kaona --help`` answers at once.
"""

import sys
from io import TextIOWrapper
from typing import Any

import click

from bot.commands.lazy import DefaultGroup, LazyGroup
from bot.private_files import keep_files_private


class CommandLine(LazyGroup):
    """The group of all commands; turns what a person can put right into one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that needs no engineer becomes a ClickException (exit 1)."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            raise  # the reader of our output went away: click knows what to do
        except Exception as error:
            # Imported here: it knows the errors of every library that --help need not load.
            from bot.commands.explaining import explanation

            text = explanation(error)
            if text is None:
                raise
            raise click.ClickException(text) from error


def _print_version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from bot.version import version

        click.echo(f"kaona {version()}")
        ctx.exit()


_AGENCY = LazyGroup(
    "Add, list and correct agencies and groups; write their forms and take them back.",
    {
        "add": ("agency.entry:add", "Add an agency; to one that is there, add aliases and groups."),
        "list": (
            "agency.entry:list_",
            "List the agencies with aliases, groups and who has no officer.",
        ),
        "rename": (
            "agency.correcting:rename",
            "Give an agency or a group another name.",
        ),
        "merge": ("agency.correcting:merge", "Make two agencies, or two groups, one."),
        "remove": (
            "agency.correcting:remove",
            "Remove an agency, a group, an alias or a place in a group.",
        ),
        "workbook": ("agency.form:workbook", "Write the form of an agency's reports."),
        "import": ("agency.form:import_", "Take a filled-in form as the agency's reports."),
    },
)
_AUDIT = LazyGroup(
    "Check the history of what was done.",
    {
        "verify": (
            "operator.audit:verify",
            "Walk the chain of the history and name the first broken row.",
        )
    },
)
_DB = LazyGroup(
    "Look after the database.",
    {
        "upgrade": ("operator.database:upgrade", "Run the migrations that are missing."),
        "encrypt": (
            "operator.database:encrypt",
            "Encrypt what is stored with the first ENCRYPTION_KEY.",
        ),
    },
)
_GROUP = LazyGroup(
    "See which LINE groups are linked, and unlink one.",
    {
        "list": ("people.group:list_", "List the linked LINE groups, each with its number."),
        "unlink": ("people.group:unlink", "Say nothing more to the group of that number."),
    },
)
_HOLIDAY = LazyGroup(
    "List and edit the days off; reminders and due dates follow.",
    {
        "list": ("holiday:list_", "List the days off of a fiscal year."),
        "add": ("holiday:add", "Add a day off, or give one another name."),
        "remove": ("holiday:remove", "Make a day off a working day."),
        "renew": ("holiday:renew", "Show what a newer package of holidays says; take it over."),
    },
)
_INBOX = LazyGroup(
    "See what came in and met a bug, and handle it once more.",
    {
        "failed": ("operator.inbox:failed", "List the events that were put aside after a bug."),
        "retry": ("operator.inbox:retry", "Handle failed events once more."),
    },
)
_INVITE = DefaultGroup(
    "Print a one-time code for a person or a group (`kaona invite make --help` tells the options); "
    "list the open ones, revoke one.",
    {
        "make": ("people.invite:make", "Print a code; this word may be left out."),
        "list": ("people.invite:list_", "List the codes nobody has used yet."),
        "revoke": ("people.invite:revoke", "Take the code of that number back."),
    },
    "--organization SLUG --role ROLE [OPTIONS]",
)
_LINE = LazyGroup(
    "Look after the LINE channel.",
    {"setup": ("line:setup", "Make the rich menus and check the channel.")},
)
_MONTH = LazyGroup(
    "Look ahead in the calendar.",
    {"preview": ("month:preview", "Show what goes when, to whom, at what cost; sends nothing.")},
)
_OBLIGATION = LazyGroup(
    "See which reports are asked for, and excuse one.",
    {
        "list": ("people.obligation:list_", "List the reports asked for, each with its number."),
        "extend": ("people.obligation:extend", "Give the report of that number a later due date."),
        "excuse": ("people.obligation:excuse", "Ask for the report of that number no more."),
    },
)
_ORGANIZATION = LazyGroup(
    "Add, list and set organizations.",
    {
        "add": ("organization:add", "Add an organization that owns plans."),
        "list": ("organization:list_", "List the organizations and how they run their month."),
        "set": ("organization:set_", "Change an organization; what is not given stays."),
    },
)
_OUTBOX = LazyGroup(
    "See what did not arrive, and send once more what is still welcome.",
    {
        "given-up": (
            "operator.outbox:given_up",
            "List what was given up or is held back, and why.",
        ),
        "retry": (
            "operator.outbox:retry",
            "Send once more what is still welcome; shows the cost first.",
        ),
    },
)
_PERSON = LazyGroup(
    "See who holds which role, end a role, give out or erase what is stored of a person.",
    {
        "list": ("people.person:list_", "List the roles held now, each with its number."),
        "move": ("people.person:move", "Give an officer entered for a wrong agency the right one."),
        "end": ("people.person:end", "End the role of that number."),
        "handover": (
            "people.place:handover",
            "Print the code for whoever follows in the role of that number.",
        ),
        "stand-in": (
            "people.place:stand_in",
            "Let somebody stand in for an officer from one day to another.",
        ),
        "export": ("people.erasing:export", "Print everything stored of that person."),
        "erase": ("people.erasing:erase", "Take a person out of everything; reports stay."),
    },
)
_PLAN = LazyGroup(
    "Read and import plans.",
    {
        "read": ("plan.importing:read", "Read a document and print what was understood."),
        "import": ("plan.importing:import_", "Read a document and store it."),
        "template": ("plan.importing:template", "Write the workbook to fill in."),
        "paper": ("plan.year:paper", "Write the plan as a paper."),
        "memo": ("plan.facts:memo", "Write the covering memo for the plan."),
        "edit": ("plan.facts:edit", "Edit what the plan's paper says in words."),
        "carry": ("plan.year:carry", "Draft the next plan from last year's."),
        "adopt": ("plan.year:adopt", "Adopt the draft of a plan."),
        "remove": ("plan.year:remove", "Remove a plan nobody has reported on."),
        "doubts": ("plan.facts:doubts", "List and settle what the import was unsure of."),
        "proclaim": ("plan.facts:proclaim_", "Say when and by whom the plan was proclaimed."),
    },
)
_REPORT = DefaultGroup(
    "Make the result report of a fiscal year, check it, edit it, publish it.",
    {
        "make": ("report.paper:make", ""),
        "check": ("report.paper:check", "List what stands against publishing."),
        "edit": (
            "report.publishing:edit",
            "Write the workbook to edit the texts in; read it back.",
        ),
        "confirm": (
            "report.publishing:confirm",
            "Stand by name for a figure that no stored score tells.",
        ),
        "evidence": (
            "report.paper:evidence",
            "Write the annex of evidence for the file, not for publication.",
        ),
        "publish": ("report.publishing:publish", "Freeze the paper under the next version number."),
        "versions": ("report.publishing:versions", "List the published versions."),
        "origin": ("report.paper:origin", "Show where a cell's sentences come from."),
        "set": ("report.paper:set_", "Keep the form of the report in the organization's settings."),
    },
    "OUT.{docx,pdf,xlsx,html} [OPTIONS]",
)
_SCORE = LazyGroup(
    "Enter ITA scores, check them, and analyse them.",
    {
        "template": ("score.analysis:template", "Write the workbook to fill in."),
        "import": ("score.entry:import_", "Store the scores of a workbook or a document."),
        "set": ("score.entry:set_", "Enter one score as it is printed."),
        "unset": ("score.entry:unset", "Take a score out that was entered by mistake."),
        "list": ("score.entry:list_", "List what is stored."),
        "rule": ("score.rule:rule", "Print the rule of a year as JSON; store an edited one."),
        "check": ("score.analysis:check", "Recompute every score, step by step."),
        "analysis": ("score.analysis:analysis_", "Write the analysis as a paper."),
        "whatif": ("score.analysis:whatif", "Show how many points missing items cost."),
    },
)
_SLOT = LazyGroup(
    "Look after the slots of the calendar.",
    {"forget": ("month:forget", "Have jobs of a month done again; shows first what that sends.")},
)
program = CommandLine(
    "Kaona: officers of Thai public agencies report in LINE how their integrity plan is getting "
    "on.",
    {
        "demo": ("processes:demo", "Show everything on this machine, with a stand-in for LINE."),
        "setup": (
            "setting_up.command:setup",
            "Set everything up: settings, LINE channel, first organization; may be repeated.",
        ),
        "status": ("status:status", "Show on one screen how everything stands."),
        "web": ("processes:web", "Serve LINE's webhook and the pages."),
        "scheduler": ("calendar:scheduler", "Do what the calendar has due, minute by minute."),
        "tick": ("calendar:tick", "Do everything the calendar has due by that moment."),
        "brief": ("brief:brief", "Write the month's brief for the executive."),
        "letters": ("letters:letters", "Write a letter to each agency whose reports are overdue."),
        "agency": _AGENCY,
        "audit": _AUDIT,
        "db": _DB,
        "group": _GROUP,
        "holiday": _HOLIDAY,
        "inbox": _INBOX,
        "invite": _INVITE,
        "line": _LINE,
        "month": _MONTH,
        "obligation": _OBLIGATION,
        "organization": _ORGANIZATION,
        "outbox": _OUTBOX,
        "person": _PERSON,
        "plan": _PLAN,
        "report": _REPORT,
        "score": _SCORE,
        "slot": _SLOT,
    },
)
program.params.append(
    click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_print_version,
        help="Print the version and exit.",
    )
)


def main() -> None:
    """Run the command line of the console script."""
    keep_files_private()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(
                encoding="utf-8", errors="replace"
            )  # Thai text, whatever the terminal's locale says
    program()


if __name__ == "__main__":
    main()
