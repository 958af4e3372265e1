"""The ways of attacking with SQL. Whether one is through is worked out from what came back, or from what changed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import errors

from heft_platform.models import Table
from prove_isolation.attackers import Attacker
from prove_isolation.ground import Connection, Ground
from prove_isolation.techniques import STOPPED, Found

# A statement that fails so was written wrongly, or its table has another shape by now: it shows nothing.
MEANT_OTHERWISE = (
    errors.SyntaxError,
    errors.UndefinedTable,
    errors.UndefinedColumn,
    errors.UndefinedFunction,
    errors.UndefinedParameter,
    errors.UndefinedObject,
    errors.DatatypeMismatch,
    errors.NotNullViolation,
    errors.AmbiguousColumn,
    errors.GeneratedAlways,
    errors.FeatureNotSupported,
    errors.InvalidSchemaName,
    errors.ActiveSqlTransaction,
)
TYPED = re.compile(  # what an attacker typed, which errors and plans repeat
    r"'[^']*'(::\w+)?|[0-9a-f]{8}-[0-9a-f-]{27}|\b\w*org\w*\)? = \(?\d+|=\(\d+, \d+|\\+x[0-9a-f]+|(\.col1|\$\d) = \d+"
)
Statement = str | Callable[[Ground], str]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a statement brought: rows, or an error, and what the server said meanwhile."""

    rows: Sequence[tuple[Any, ...]] = ()
    count: int = 0
    error: psycopg.Error | None = None
    notices: Sequence[str] = ()

    @property
    def text(self) -> str:
        return f"{self.rows} {self.error or ''} {self.notices}"

    @property
    def said(self) -> str:
        """What is compared. Each value stands by itself, so that only what was typed is taken out of it."""
        if self.error:
            return f"{type(self.error).__name__}: {self.error}"
        return "\n".join(" | ".join(map(str, row)) for row in self.rows) + f"\n{self.count}"


def ask(connection: Connection, statement: str) -> Answer:
    """Send one statement and take whatever comes back."""
    notices: list[str] = []
    connection.add_notice_handler(lambda said: notices.append(said.message_primary or ""))
    try:
        if re.match(r"copy .* to stdout", statement):
            with connection.cursor().copy(statement.encode()) as lines:
                rows: Sequence[tuple[Any, ...]] = [(bytes(line).decode(),) for line in lines]
            return Answer(rows=rows, count=len(rows), notices=notices)
        if re.match(r"copy .* from stdin", statement):
            with connection.cursor().copy(statement.encode()):
                return Answer(count=-1, notices=notices)  # taken, if it ends without an error
        found = connection.execute(statement.encode())
        rows = found.fetchall() if found.description else ()
        return Answer(rows=rows, count=found.rowcount, notices=notices)
    except psycopg.Error as error:
        return Answer(error=error, notices=notices)


def run(ground: Ground, connection: Connection, statements: Sequence[Statement]) -> list[Answer]:
    """Send one statement after the other until one fails."""
    answers: list[Answer] = []
    for statement in statements:
        answers.append(ask(connection, ground.said(_text_of(statement, ground))))
        if answers[-1].error:
            break
    return answers


def judged(
    ground: Ground, who: Attacker, answers: Sequence[Answer], *, meant: tuple[type[psycopg.Error], ...] = ()
) -> Found | None:
    """Say whether answers show what they must not, or nothing because the statement was wrong.

    `meant` are errors that elsewhere tell of a wrong statement, and here are the refusal that is looked for.
    """
    for answer in answers:
        if leak := ground.leak_in(answer.text, who):
            return Found(leak=leak)
        if isinstance(answer.error, MEANT_OTHERWISE) and not isinstance(answer.error, meant):
            return Found(void=str(answer.error))
    return None


def sees(*statements: Statement, who: str = "school") -> Callable[[Ground], Found]:
    """Look, in one transaction that is kept, for anything of somebody else in what comes back, or changed."""

    def way(ground: Ground) -> Found:
        with ground.inside(who) as connection:
            answers = run(ground, connection, statements)
            if not answers[-1].error:
                answers.append(ask(connection, "commit"))
        return judged(ground, ground.attackers[who], answers) or STOPPED

    return way


def refused(
    *statements: Statement,
    who: str = "school",
    after: Sequence[Statement] = (),
    meant: tuple[type[psycopg.Error], ...] = (),
) -> Callable[[Ground], Found]:
    """Try each in a transaction of its own, which is dropped. None may be done."""

    def way(ground: Ground) -> Found:
        for statement in statements:
            with ground.inside(who) as connection:
                answers = run(ground, connection, [*after, statement])
            if wrong := judged(ground, ground.attackers[who], answers, meant=meant):
                return wrong
            if len(answers) <= len(after):
                return Found(void=f"before the attack: {answers[-1].error}")
            if not answers[-1].error and answers[-1].count != 0:
                return Found(gain=f"accepted: {ground.said(_text_of(statement, ground))[:90]}")
        return STOPPED

    return way


def finds_nothing(*statements: Statement, who: str = "school") -> Callable[[Ground], Found]:
    """Rows, or a count that is not nought, are somebody else's."""

    def way(ground: Ground) -> Found:
        for statement in statements:
            with ground.inside(who) as connection:
                answers = run(ground, connection, [statement])
            if wrong := judged(ground, ground.attackers[who], answers):
                return wrong
            if [row for row in answers[-1].rows if row != (0,)]:
                return Found(leak=f"{who} found {str(answers[-1].rows)[:80]}")
        return STOPPED

    return way


A_CASE = "select org_id from owned.programme union all select org_id from owned.target"
INSIDE = dict.fromkeys(("app", "admin", "worker"), "select x from fence.org() x where x is not null") | {
    "visitor": A_CASE
}


def cannot_begin(who: str, make: Callable[[Ground], str]) -> Callable[[Ground], Found]:
    """Present a token that must not let anybody in, and look whether one is inside an organisation or a gate."""

    def way(ground: Ground) -> Found:
        attacker = ground.attackers[who]
        for present in ("select fence.login(%s)", "select set_config('heft.ctx', %s, true)"):
            with ground.connect(attacker.role) as connection:
                connection.execute("begin")
                try:
                    connection.execute(present.encode(), [make(ground)])
                    inside = connection.execute(INSIDE[attacker.role].encode()).fetchall()
                except MEANT_OTHERWISE as error:
                    return Found(void=str(error))
                except psycopg.Error:
                    continue
                if inside:
                    return Found(leak=f"{who} is inside organisation {inside[0][0]}")
        return STOPPED

    return way


def alike(
    real: Statement, unreal: Statement, *, who: str = "school", before: Sequence[Statement] = ()
) -> Callable[[Ground], Found]:
    """What is there for somebody else and what is there for nobody must answer alike, but for what was typed."""

    def way(ground: Ground) -> Found:
        said = []
        for statement in (real, unreal):
            with ground.inside(who) as connection:
                answers = run(ground, connection, [*before, statement])
            if wrong := judged(ground, ground.attackers[who], answers):
                return wrong
            if len(answers) <= len(before):
                return Found(void=f"before the attack: {answers[-1].error}")
            said.append(TYPED.sub("…", answers[-1].said))
        if said[0] != said[1]:
            return Found(gain=f"told apart: {said[0][:110]} | {said[1][:110]}")
        return STOPPED

    return way


def nothing_in_the_catalogue(question: str) -> Callable[[Ground], Found]:
    """Ask as superuser whether what this attack needs is there at all."""

    def way(ground: Ground) -> Found:
        found = ground.look(question)
        return Found(gain=f"there is {found[0][0]}") if found else STOPPED

    return way


def like_ones_own(
    table: str, *, org_id: str = "<own>", id_: str = "<new>", more: str = "", **other: str
) -> str:
    """Return an insert of a row like the attacker’s own planted one, with some of its columns changed."""
    changes = ", ".join(
        f"'{column}', {value}" for column, value in {"org_id": org_id, "id": id_, **other}.items()
    )
    written = ", ".join(written_columns(f"owned.{table}"))
    return (
        f"insert into owned.{table} ({written}) select {written} from (select (jsonb_populate_record(t,"
        f" jsonb_build_object({changes}))).* from owned.{table} t where t.id::text like 'cacacaca%') t {more}"
    )


def written_columns(table: str) -> list[str]:
    """Return the columns of a table that are not worked out from its others."""
    return [column.name for column in Table.metadata.tables[table].columns if column.computed is None]


def _text_of(statement: Statement, ground: Ground) -> str:
    return statement if isinstance(statement, str) else statement(ground)
