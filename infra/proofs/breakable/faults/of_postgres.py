"""Postgres crashes, drops its connections, stalls, or has its tables locked; leases run out under those who hold them."""

import signal
import threading
import time
from contextlib import suppress

import psycopg

from breakable.faults.breaking import Breaking, fault, pid_of
from breakable.ground import tell


@fault
def postgres_crashes(at: Breaking) -> bool:
    server = at.ground.postgres
    hit = tell(pid_of(server.server), signal.SIGQUIT)  # at once, as if the power went
    server.server.wait_until_stopped()
    server.start()
    return hit


@fault
def postgres_drops_everyone(at: Breaking) -> bool:
    return bool(
        at.ground.sql(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
    )


@fault
def a_backend_stalls(at: Breaking) -> bool:
    return at.pause(a_backend(at), 1, 3)


@fault
def a_backend_dies(at: Breaking) -> bool:
    return sum(tell(pid, signal.SIGKILL) for pid in a_backend(at)) > 0


@fault
def due_is_locked(at: Breaking) -> bool:
    return locked(at, "fence.due")


@fault
def letters_are_locked(at: Breaking) -> bool:
    return locked(at, "letterbox.letter")


@fault
def leases_run_out(at: Breaking) -> bool:
    return bool(
        at.ground.sql(
            "update fence.due set due_at = clock_timestamp() where lease is not null returning outbox_id"
        )
    )


def a_backend(at: Breaking) -> list[int]:
    found = at.ground.sql(
        "select pid from pg_stat_activity where datname = current_database() and usename in ('heft_worker', 'heft_app')"
        " order by random() limit 1"
    )
    return [pid for (pid,) in found]


def locked(at: Breaking, table: str) -> bool:
    seconds = at.dice.uniform(0.3, 1.5)

    def hold() -> None:
        with suppress(psycopg.Error), psycopg.connect(at.ground.superuser_url) as connection:
            connection.execute(f"lock table {table} in access exclusive mode".encode())
            time.sleep(seconds)

    threading.Thread(target=hold, daemon=True).start()
    return True
