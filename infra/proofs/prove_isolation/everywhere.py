"""Attacks on every table there is, also on those that are not yet written: what each would take, and what each would tell."""

from collections.abc import Iterator

from psycopg import errors

from heft_platform.models import Table
from prove_isolation.ground import Connection, Ground
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import TYPED, Answer, ask, judged, written_columns

ONES_OWN = (("school", "<own>"), ("authority", "<authority>"), ("worker with a lease", "<own>"))
LIKE = (
    "insert into {table} ({columns}) select {columns} from (select (jsonb_populate_record(t,"
    " jsonb_build_object({changes}))).* from {table} t where t.org_id = <own> and {planted} limit 1) t"
)
ADDED_BY_VISITORS = frozenset({"owned.note", "owned.outbox"})
ADDED_BY_MEMBERS_ONLY = ("visitor", "visitor with letters", "administrator", "sign-in")


def _tables(*kinds: str) -> Iterator[str]:
    return (name for name in sorted(Table.metadata.tables) if name.partition(".")[0] in kinds)


def _uuids(table: str) -> list[str]:
    return [one.name for one in Table.metadata.tables[table].columns if str(one.type) in {"UUID", "CHAR(32)"}]


def _dropped(ground: Ground, connection: Connection, statement: str) -> Answer:
    """Ask, and drop what it did."""
    connection.execute("savepoint a")
    answer = ask(connection, ground.said(statement))
    connection.execute("rollback to a")
    return answer


def _refused(ground: Ground, who: str, statement: str, answer: Answer, *meant: type[Exception]) -> Found:
    """Only a refusal of these kinds counts: what a key or a check says comes after the fence, and was let past it."""
    if isinstance(answer.error, meant):
        return STOPPED
    if answer.error is None or isinstance(answer.error, errors.IntegrityError):
        return Found(gain=f"{who}: let past: {ground.said(statement)[:90]}")
    return Found(void=f"{who}: {ground.said(statement)[:90]}: {answer.error}")


def _like_ones_own(table: str, own: str, **other: str) -> str:
    """Return an insert of a row like one’s own, with some of its columns changed."""
    columns = written_columns(table)
    changes = {"id": "<new>"} if "id" in columns else {}
    said = ", ".join(f"'{name}', {value}" for name, value in (changes | other).items())
    planted = "t.id::text like 'cacacaca%'" if "id" in columns else "true"
    return LIKE.format(table=table, columns=", ".join(columns), changes=said, planted=planted).replace(
        "<own>", own
    )


def _inserts_into_every_table(ground: Ground) -> Found:
    for who, own in ONES_OWN:
        with ground.inside(who) as connection:
            for table in _tables("owned"):
                there = _dropped(ground, connection, f"select count(*) from {table}")
                if there.rows == [(0,)]:
                    return Found(void=f"{who} has no row of {table} to begin with")
                statement = _like_ones_own(table, own, org_id="<victim>")
                answer = _dropped(ground, connection, statement)
                found = _refused(ground, who, statement, answer, errors.InsufficientPrivilege)
                if found != STOPPED:
                    return found
    return STOPPED


def _pushes_every_row(ground: Ground) -> Found:
    for who, own in ONES_OWN:
        with ground.inside(who) as connection:
            for table in _tables("owned", "letterbox"):
                statement = f"update {table} set org_id = <victim> where org_id = {own}"
                answer = _dropped(ground, connection, statement)
                found = _refused(
                    ground, who, statement, answer, errors.InsufficientPrivilege, errors.RaiseException
                )
                if found != STOPPED:
                    return found
    return STOPPED


def _writes(ground: Ground, who: str) -> Found:
    """Whether a role may write is asked by the database before any row is looked for."""
    with ground.inside(who) as connection:
        for table in _tables("owned", "letterbox"):
            statements = [f"update {table} set {name} = null where false" for name in written_columns(table)]
            statements.append(f"delete from {table} where false")
            if who not in {"visitor", "visitor with letters"} or table not in ADDED_BY_VISITORS:
                statements.append(f"insert into {table} default values")
            for statement in statements:
                answer = _dropped(ground, connection, statement)
                if not isinstance(answer.error, errors.InsufficientPrivilege):
                    return Found(gain=f"{who} may: {statement}")
    return STOPPED


def _writes_as(who: str) -> Way:
    return lambda ground: _writes(ground, who)


def _learns_from_every_column(ground: Ground) -> Found:
    """Put an id that the victim has, and one that nobody has, into each column of ids of a row of one’s own."""
    reached = 0
    with ground.inside("school") as connection:
        for table in _tables("owned"):
            for column in _uuids(table):
                said = []
                for id_ in ("<victim_id>", "<nothing>"):
                    answer = _dropped(ground, connection, _like_ones_own(table, "<own>", **{column: id_}))
                    if leak := judged(ground, ground.attackers["school"], [answer]):
                        return leak
                    said.append(TYPED.sub("…", answer.said))
                    reached += isinstance(answer.error, errors.ForeignKeyViolation)
                if said[0] != said[1]:
                    return Found(gain=f"{table}.{column} told apart: {said[0][:100]} | {said[1][:100]}")
    return STOPPED if reached else Found(void="no foreign key was ever asked")


def _other_programmes(ground: Ground) -> Found:
    """Count the rows of other cases, and of other pupils, in each table that the visitor may read."""
    asked = 0
    for who in ("visitor", "visitor with letters"):
        with ground.inside(who) as connection:
            for table in _tables("owned", "letterbox"):
                for column, own in (("programme_id", "<programme>"), ("pupil_id", "<pupil>")):
                    if column not in Table.metadata.tables[table].columns:
                        continue
                    answer = _dropped(
                        ground,
                        connection,
                        f"select count(*) from {table} where {column} is distinct from {own}",
                    )
                    if answer.rows and answer.rows != [(0,)]:
                        return Found(leak=f"{who} counted {answer.rows[0][0]} rows of others in {table}")
                    asked += answer.error is None
    return STOPPED if asked else Found(void="the visitor may read no table of programmes")


TECHNIQUES = (
    technique(
        "everywhere.inserted",
        "Insert a row like one’s own into another organisation, in every table.",
        _inserts_into_every_table,
    ),
    technique(
        "everywhere.pushed",
        "Push one’s own rows over to another organisation, in every table.",
        _pushes_every_row,
    ),
    technique(
        "everywhere.written",
        "Write each column of every table of an organisation, as a visitor, an administrator or the sign-in role.",
        *(_writes_as(who) for who in ADDED_BY_MEMBERS_ONLY),
    ),
    technique(
        "everywhere.told_apart",
        "Learn from the answer to any id in any column of one’s own rows whether another organisation has it.",
        _learns_from_every_column,
    ),
    technique(
        "everywhere.other_cases",
        "As a visitor, count the rows of other programmes and pupils, in every table.",
        _other_programmes,
    ),
)
