"""Attacks on who one is: contexts that are missing, doubled, left over, or somebody else’s by another road."""

import psycopg

from prove_isolation.attackers import SCHOOL, VICTIM
from prove_isolation.ground import Ground
from prove_isolation.techniques import STOPPED, Found, Way, technique
from prove_isolation.ways import judged, refused, run, sees

NOTES = "select body from owned.note"

OTHER_ROLES = (
    *("heft_owner", "heft_fence", "heft_eraser", "heft_signin", "postgres"),
    *("pg_read_all_data", "pg_write_all_data"),
)


def edited(ground: Ground) -> str:
    return ground.token("school").replace(f"|org|{SCHOOL}|", f"|org|{VICTIM}|")


def _cannot_log_in(ground: Ground) -> Found:
    for role in ("heft_owner", "heft_fence", "heft_eraser", "postgres"):
        url = ground.server.role_urls["app"].replace("heft_app:", f"{role}:", 1)
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError:
            continue
        return Found(gain=f"logged in as {role}")
    return STOPPED


def _two_contexts(*between: str) -> Way:
    """Be the school, and in the same transaction present the victim's valid token too."""

    def way(ground: Ground) -> Found:
        with ground.inside("school") as connection:
            answers = run(ground, connection, between)
            if answers and answers[-1].error:
                return STOPPED
            token = ground.token("victim")
            presented = (
                f"select set_config('heft.ctx', '{token}', true)"
                if not between
                else f"select fence.login('{token}')"
            )
            answers = run(ground, connection, [presented, "select fence.org()"])
            if answers[-1].error:
                return STOPPED
            return Found(gain=f"inside organisation {answers[-1].rows[0][0]} with a second valid token")

    return way


def _rolled_back_into_the_first(ground: Ground) -> Found:
    with ground.inside("victim") as connection:
        token = ground.token("school")
        run(
            ground,
            connection,
            ["savepoint a", f"select set_config('heft.ctx', '{token}', true)", "rollback to a"],
        )
        (org,) = run(ground, connection, ["select fence.org()"])
        if org.rows == [(VICTIM,)]:
            return Found(gain="back in the first context, after a second valid token was presented")
    return STOPPED


def _forged_before_connecting(ground: Ground) -> Found:
    with ground.connect("app", options=f"-c heft.ctx={edited(ground)}") as connection:
        answers = run(ground, connection, [NOTES])
    return judged(ground, ground.attackers["nobody"], answers) or STOPPED


def _poisons_the_role(ground: Ground) -> Found:
    with ground.inside("school") as connection:
        for statement in (
            "alter role current_user set statement_timeout = '1ms'",
            "alter role current_user password 'x'",
        ):
            answer = run(ground, connection, [statement])[-1]
            if answer.error is None:
                return Found(gain=f"accepted: {statement}")
    return STOPPED


TECHNIQUES = (
    technique(
        "contexts.none",
        "Ask for rows without saying for whom one works.",
        *(sees(NOTES, "select * from letterbox.letter", who=who) for who in ("nobody", "worker")),
        sees("select body from owned.note", who="visitor without a gate"),
        sees("select * from shared.organisation", who="administrator without a context"),
    ),
    technique(
        "contexts.row_security_off",
        "Switch row security off for the session.",
        sees("set local row_security = off", NOTES),
        sees("set row_security to off", "select content from letterbox.letter"),
    ),
    technique(
        "contexts.set_role",
        "Become the owner, the fence, another login role or a superuser.",
        *(
            refused(*(f"set role {role}" for role in OTHER_ROLES), who=who)
            for who in ("school", "visitor", "administrator", "worker")
        ),
    ),
    technique(
        "contexts.session_authorization",
        "Become somebody else by session authorization.",
        refused("set session authorization postgres", "set session authorization heft_owner"),
        sees(
            "reset session authorization", "reset role", "select body from owned.note where org_id <> <own>"
        ),
    ),
    technique(
        "contexts.log_in_as_owner",
        "Log in as the owner of the tables, as the fence or as the superuser, with a known password.",
        _cannot_log_in,
    ),
    technique(
        "contexts.second_login",
        "Sign in to the fence twice in one transaction.",
        refused(lambda ground: f"select fence.login('{ground.token('victim')}')"),
        refused(
            lambda ground: f"select fence.login('{ground.token('victim')}')",
            after=["select fence.login('')"],
        ),
    ),
    technique(
        "contexts.second_token",
        "Write a second valid token over the first.",
        _two_contexts(),
        known="the setting is open to its session; it takes a second token, validly signed, and the engine mints one for each"
        " transaction: the signer is never in reach of a statement",
    ),
    technique(
        "contexts.savepoint",
        "Return to an earlier context by rolling back to a savepoint.",
        _rolled_back_into_the_first,
        known="as contexts.second_token: it needs two valid tokens in one transaction, and the engine mints one",
    ),
    technique(
        "contexts.reset_all",
        "Clear the context with RESET ALL and sign in again in the same transaction.",
        _two_contexts("reset all"),
        known="as contexts.second_token: RESET ALL leaves no context at all, and a second one needs a second valid token",
    ),
    technique(
        "contexts.after_reset_all",
        "Clear the context with RESET ALL, and read without one.",
        sees("reset all", "select body from owned.note"),
        sees("discard temp", "reset heft.ctx", "select body from owned.note"),
    ),
    technique(
        "contexts.after_commit",
        "Commit in the middle, and go on outside the context.",
        sees("commit", NOTES, "select content from letterbox.letter"),
    ),
    technique(
        "contexts.forged_slot",
        "Plant a forged context for later connections: on the role, the database, a function, the connection itself.",
        refused(
            "create function owned.z() returns int language sql set heft.ctx = 'x' as 'select 1'",
            lambda ground: f"alter database heft set heft.ctx = '{edited(ground)}'",
            "alter role heft_worker set heft.ctx = 'x'",
        ),
        refused("alter system set heft.ctx = 'x'", after=["commit"]),
        _forged_before_connecting,
    ),
    technique(
        "contexts.poison_the_role",
        "Change one’s own role’s settings or password, so that others’ connections fail.",
        _poisons_the_role,
        known="PostgreSQL lets every role change its own settings and password: it may lock the service out, and it shows nobody"
        " anything; our settings are sent at connecting and win, and the lint names what was left",
    ),
)
