"""Which lists there are as spreadsheets: what each is called, who may have it, and where its rows come from."""

from collections.abc import Mapping

from heft_platform.actions import services as actions
from heft_platform.agencies import services as agencies
from heft_platform.cluster import services as cluster
from heft_platform.daily_reports import services as daily_reports
from heft_platform.library import services as library
from heft_platform.lists import rows_of_others as of_others
from heft_platform.lists import rows_of_school as of_school
from heft_platform.lists.sheet import Sheet
from heft_platform.permissions import Deed
from heft_platform.programmes import services as programmes
from heft_platform.records import services as records
from heft_platform.rewards import services as rewards
from heft_platform.sessions import services as sessions

_ALL = (
    Sheet(
        kind="pupils",
        title="Pupils",
        about="Everybody at the school, by surname",
        deed=Deed.READ_PUPILS,
        rows=of_school.everybody,
    ),
    Sheet(
        kind="programmes",
        title="Programmes",
        about="Every programme with where it stands",
        deed=Deed.READ_PUPILS,
        rows=lambda session, asked: programmes.programmes_in_full(
            session, wanted=asked.wanted, today=asked.today
        ),
    ),
    Sheet(
        kind="actions",
        title="Actions",
        about="What is to be done, and what was done or dropped",
        deed=Deed.DO_ACTIONS,
        rows=lambda session, asked: actions.actions_in_full(
            session, today=asked.today, owner_id=asked.only_of
        ),
    ),
    Sheet(
        kind="sessions-late",
        title="Sessions that are late",
        about="Programmes whose session is overdue",
        deed=Deed.KEEP_SESSIONS,
        rows=of_school.late,
    ),
    Sheet(
        kind="sessions-missed",
        title="Sessions missed",
        about="Sessions that were planned and not held",
        deed=Deed.KEEP_SESSIONS,
        rows=lambda session, _: sessions.sessions_not_held_in_full(session),
    ),
    Sheet(
        kind="reports",
        title="Daily reports",
        about="Every lesson that was scored, target by target",
        deed=Deed.KEEP_SESSIONS,
        rows=lambda session, asked: daily_reports.reports_in_full(
            session, since=asked.since, until=asked.until
        ),
        is_of_a_year=True,
    ),
    Sheet(
        kind="behaviour",
        title="Behaviour",
        about="What happened, what went before and what came of it",
        deed=Deed.READ_RECORDS,
        rows=lambda session, asked: records.incidents_in_full(
            session, since=asked.since, until=asked.until, pupil_id=asked.pupil_id
        ),
        is_of_a_year=True,
        is_of_a_pupil=True,
    ),
    Sheet(
        kind="attendance",
        title="Attendance",
        about="Periods of attendance, in sessions",
        deed=Deed.READ_RECORDS,
        rows=lambda session, asked: records.attendance_in_full(
            session, since=asked.since, until=asked.until, pupil_id=asked.pupil_id
        ),
        is_of_a_year=True,
        is_of_a_pupil=True,
    ),
    Sheet(
        kind="suspensions",
        title="Suspensions",
        about="Suspensions and exclusions, cancelled ones too",
        deed=Deed.READ_RECORDS,
        rows=lambda session, asked: records.suspensions_in_full(
            session, since=asked.since, until=asked.until, pupil_id=asked.pupil_id
        ),
        is_of_a_year=True,
        is_of_a_pupil=True,
    ),
    Sheet(
        kind="templates",
        title="Templates",
        about="Every version of every template of the cluster",
        deed=Deed.READ_TEMPLATES,
        rows=lambda session, _: library.templates_in_full(session),
        is_at_school=False,
    ),
    Sheet(
        kind="directory",
        title="Directory",
        about="Every service, with whom to ask",
        deed=Deed.READ_DIRECTORY,
        rows=lambda session, asked: agencies.directory_in_full(session, today=asked.today),
        is_at_school=False,
    ),
    Sheet(
        kind="who-looked",
        title="Who looked",
        about="Everything that was done, and everybody who looked",
        deed=Deed.READ_AUDIT,
        rows=of_school.who_looked,
        is_of_a_year=True,
    ),
    Sheet(
        kind="provision-map",
        title="Provision map",
        about="All help that pupils get now or will get",
        deed=Deed.READ_PUPILS,
        rows=of_school.provision_map,
    ),
    Sheet(
        kind="context-grid",
        title="Context grid",
        about="What is known of each pupil, area by area, and what nobody has asked about yet",
        deed=Deed.READ_PUPILS,
        rows=of_school.context_grid,
    ),
    Sheet(
        kind="target-bank",
        title="Target bank",
        about="Examples of targets: our own and the cluster’s",
        deed=Deed.WRITE_PROGRAMMES,
        rows=of_school.bank_of_school,
    ),
    Sheet(
        kind="rewards-given",
        title="Rewards given",
        about="Every reward that a pupil got, and for what",
        deed=Deed.KEEP_SESSIONS,
        rows=lambda session, asked: rewards.given_in_full(session, since=asked.since, until=asked.until),
        is_of_a_year=True,
    ),
    Sheet(
        kind="calendar",
        title="School calendar",
        about="Terms, and days of term without pupils",
        deed=Deed.READ_CALENDAR,
        rows=of_school.calendar_days,
    ),
    Sheet(
        kind="worklist",
        title="Worklist",
        about="Every request that came",
        deed=Deed.ANSWER_REQUESTS,
        rows=of_others.worklist,
        is_at_school=False,
    ),
    Sheet(
        kind="my-cases",
        title="My cases",
        about="The cases that one works at",
        deed=Deed.JOIN_CASES,
        rows=of_others.my_cases,
        is_at_school=False,
    ),
    Sheet(
        kind="schools",
        title="Schools",
        about="Every school that is listed in the area",
        deed=Deed.OPEN_SCHOOLS,
        rows=lambda session, _: cluster.schools_in_full(session),
        is_at_school=False,
    ),
    Sheet(
        kind="term-dates",
        title="Term dates",
        about="The terms that every school follows",
        deed=Deed.KEEP_TERM_DATES,
        rows=of_others.term_dates,
        is_at_school=False,
    ),
    Sheet(
        kind="cluster-target-bank",
        title="Target bank",
        about="The cluster’s examples of targets",
        deed=Deed.KEEP_TARGET_BANK,
        rows=of_others.bank_of_cluster,
        is_at_school=False,
    ),
)
SHEETS: Mapping[str, Sheet] = {one.kind: one for one in _ALL}
SHARED = ("templates", "directory")  # the cluster’s, for everybody who works in it
