"""What all tables hold, and how it is put back after a test: in place, so that nobody has to come in again.

Whoever is connected stays so, and with them what the server has read and planned for them. To copy the database and to
learn all of it anew takes five times as long.
"""

from dataclasses import dataclass
from decimal import Decimal

import psycopg

# No trigger and no foreign key hears of what is put back: together it is what was there before.
QUIETLY = (
    "-c session_replication_role=replica -c lock_timeout=5s"
    " -c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0"
)
THIS_DATABASE = "(select oid from pg_database where datname = current_database())"
TABLES = """
    select format('%I.%I', nspname, relname) from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where relkind = 'r' and relpersistence <> 't' and nspname not in ('pg_catalog', 'information_schema') order by 1
"""
# What a database is made of beside its rows. What pg_depend says changes with what depends.
CATALOGUE = """
    select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace
    and relkind = 'r' and not relisshared and relname <> 'pg_depend' order by 1
"""
SHARED = {
    "pg_database": f"pg_database where oid = {THIS_DATABASE}",
    "pg_db_role_setting": f"pg_db_role_setting where setdatabase = {THIS_DATABASE}",
}
END_WHOEVER_IS_AT_WORK = """
    select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and state is distinct from 'idle'
"""
OFTEN, MANY = 150, 5000  # times that one database is put back, and new rows: beyond, a copy is quicker


@dataclass(frozen=True)
class Contents:
    """The rows of every table, as they are copied in; how many there are; and what tells them from any others."""

    rows: dict[str, bytes]
    counts: dict[str, int]
    marks: dict[str, Decimal | None]


class Tables:
    """All tables of the database, kept as they were when a test began."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, autocommit=True, options=QUIETLY)
        self.names = [str(name) for (name,) in self.connection.execute(TABLES)]
        self.catalogue = SHARED | {str(name): str(name) for (name,) in self.connection.execute(CATALOGUE)}
        self._prepare()
        self.since = self._now()
        self.counts: dict[str, int] = {}
        self.contents: Contents
        self.times = 0

    def close(self) -> None:
        self.connection.close()

    def read(self) -> Contents:
        """Return what the tables hold, and let it be what they held when a test began."""
        self.since = self._now()
        counts = {name: old for name, (old, _) in self._written().items() if name not in self.catalogue}
        return self.hold(
            Contents({name: self._copied_out(name) for name in self.names}, counts, self._marks())
        )

    def hold(self, contents: Contents) -> Contents:
        """Believe that this is what the tables hold."""
        self.counts = {name: old for name, (old, _) in self._written().items()}
        self.contents = contents
        return contents

    def put_back(self, wanted: Contents) -> bool:
        """Let the tables hold this, whatever they hold now.

        False, and nothing was done, where the database has to be thrown away: more was changed than rows, or so many
        that a copy is quicker, or it has served for long enough.
        """
        self.times += 1
        try:
            self.connection.execute(END_WHOEVER_IS_AT_WORK)
            with self.connection.transaction():
                written = self._written()
                if self.times > OFTEN or self._is_too_much(written):
                    return False
                self._put_back(wanted, written)
        except psycopg.Error:  # the test has stopped the server, or dropped a table, or still holds a row
            return False
        self.contents = wanted
        self.counts.update(wanted.counts)
        self.check()
        return True

    def check(self) -> None:
        """See that every row is as it was.

        :raises AssertionError: naming the tables in which something has stayed from one test to the next
        """
        marks = self._marks()
        assert marks == self.contents.marks, [
            name for name in self.names if marks[name] != self.contents.marks[name]
        ]

    def _is_too_much(self, written: dict[str, tuple[int, int]]) -> bool:
        return sum(new for _, new in written.values()) > MANY or any(
            written[name] != (self.counts[name], 0) for name in self.catalogue
        )

    def _put_back(self, wanted: Contents, written: dict[str, tuple[int, int]]) -> None:
        statements, anew = [], []
        for name in self.names:
            old, new = written[name]
            if old != self.counts[name] or wanted.rows[name] != self.contents.rows[name]:
                statements.append(f"delete from {name}")
                anew.append(name)
            elif new:
                statements.append(f"delete from {name} where age(xmin) < age('{self.since}'::xid)")
        if not statements:
            return
        self.connection.execute("; ".join(statements).encode())
        for name in anew:
            if wanted.counts[name]:
                with self.connection.cursor().copy(
                    f"copy {name} from stdin (format binary)".encode()
                ) as copy:
                    copy.write(wanted.rows[name])
        self.since = self._now()

    def _written(self) -> dict[str, tuple[int, int]]:
        """Return for each table, and each part of the catalogue, how many rows are from before the test, and how many are new."""
        found = self.connection.execute(f"execute written ('{self.since}')".encode())
        return {name: (rows - new, new) for name, rows, new in found}

    def _marks(self) -> dict[str, Decimal | None]:
        return dict(self.connection.execute("execute marks").fetchall())

    def _prepare(self) -> None:
        """Let the server plan once what is asked after each test."""
        asked = {name: name for name in self.names} | self.catalogue
        written = " union all ".join(
            f"select '{name}', count(*), count(*) filter (where age(xmin) < (select age($1))) from {rows}"
            for name, rows in asked.items()
        )
        marks = " union all ".join(
            f"select '{name}', sum(hashtextextended(one::text, 0)) from {name} one" for name in self.names
        )
        self.connection.execute(f"prepare written (xid) as {written}".encode())
        self.connection.execute(f"prepare marks as {marks}".encode())

    def _copied_out(self, name: str) -> bytes:
        with self.connection.cursor().copy(f"copy {name} to stdout (format binary)".encode()) as copy:
            return b"".join(copy)

    def _now(self) -> str:
        """Return the number of a transaction: what is written later has a higher one."""
        found = self.connection.execute("select pg_current_xact_id()::xid::text").fetchone()
        assert found is not None
        return str(found[0])
