"""An organisation arrives by a command, takes everything with it, and leaves nothing behind."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from flask import Flask
from psycopg import sql
from sqlalchemy.orm import Session

from heft_platform.demo.commands import demo
from heft_platform.demo.opening import acting_as as acting
from heft_platform.documents.pdf import make_pdf
from heft_platform.extensions import db
from heft_platform.files import services as files
from heft_platform.organisations.commands import organisation
from heft_platform.organisations.services.exporting import LEFT_OUT
from heft_platform.storage import LocalStore, keep, master_keys
from heft_tenants import leaving
from heft_tenants.context import current
from heft_tenants.file_keys import own_key
from heft_tenants.ids import uuid7
from heft_tenants.letters import SentLetter
from heft_testing.browser import Browser
from heft_testing.database import ServerOfTests, environment, let_go
from heft_testing.doing import Started
from heft_testing.papers import paper_of

pytestmark = pytest.mark.proof

ActingAs = Callable[..., AbstractContextManager[Session]]
BrowserOf = Callable[[str], Browser]
Run = Callable[..., Result]
OAKFIELD, HILLSIDE, QUARRY_BANK = 2, 3, 4
FELLSIDE = ("--cluster", "fellside")
NEW_SCHOOL = ("create", "school", "Beck Foot", "--slug", "beck-foot", *FELLSIDE)
ADA = ("--person", "Ada Byron", "--email", "ada@beck-foot.example")


class Superuser:
    """Sees everything, as nobody can who serves people."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, query: str | sql.Composed, *values: Any) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url, autocommit=True) as connection:
            said = query.encode() if isinstance(query, str) else query
            found = connection.execute(said, values)
            return found.fetchall() if found.description else []

    def tables(self) -> list[tuple[str, str]]:
        """Return every table with a column for an organisation, whatever its kind."""
        return [
            (schema, table)
            for schema, table in self.ask(
                "select table_schema, table_name from information_schema.columns join information_schema.tables"
                " using (table_schema, table_name) where column_name = 'org_id' and table_type = 'BASE TABLE'"
                " order by 1, 2"
            )
        ]

    def count(self, org: int) -> dict[str, int]:
        """Count an organisation's rows in each of them, where there are any."""
        query = "select count(*) from {} where org_id = %s"
        counted = {
            f"{schema}.{table}": self.ask(sql.SQL(query).format(sql.Identifier(schema, table)), org)[0][0]
            for schema, table in self.tables()
        }
        return {table: rows for table, rows in counted.items() if rows}

    def checksums(self, org: int) -> dict[str, str]:
        """Return a checksum of all rows of everybody else, by table."""
        query = "select md5(string_agg(t::text, '|' order by t::text)) from {} t where org_id <> %s"
        return {
            f"{schema}.{table}": self.ask(sql.SQL(query).format(sql.Identifier(schema, table)), org)[0][0]
            for schema, table in self.tables()
        }


@pytest.fixture
def superuser(app: Flask, server: ServerOfTests) -> Superuser:
    return Superuser(server.superuser_url)


@pytest.fixture(autouse=True)
def own_files(
    app: Flask, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> LocalStore:
    """A copy of the store, so that no other test misses what is erased here; Oakfield has one file at least."""
    folder = tmp_path_factory.mktemp("store") / "files"
    shutil.copytree(app.config["SETTINGS"].data / "files", folder)
    store = LocalStore.opened(folder)
    monkeypatch.setitem(app.extensions, "heft_store", store)
    with app.app_context(), acting("sam-patel") as session:
        keep(store, f"{OAKFIELD}/exports/a-file", b"%PDF of Jay", to=own_key(session, master=master_keys()))
    return store


@pytest.fixture
def run(app: Flask, server: ServerOfTests, tmp_path: Path) -> Iterator[Run]:
    """`heft organisation …`, as somebody at the machine says it."""

    def do_run(*words: str | Path, said: str | None = None) -> Result:
        with app.app_context():
            result = CliRunner().invoke(organisation, [str(word) for word in words], input=said)
            db.session.remove()
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    with environment(HEFT_DATABASE_URL=server.migrator_url, HEFT_DATA=str(tmp_path)):
        yield do_run


@pytest.fixture
def everything_ended(superuser: Superuser) -> None:
    """What is open at Oakfield has ended: its requests are closed, its gates shut, its work is done."""
    _end_everything(superuser, OAKFIELD)


def _end_everything(superuser: Superuser, org: int) -> None:
    for statement in (
        "update owned.request set state = 'dropped', approved_by = null where org_id = %s",
        "update owned.invitation set state = 'ended' where org_id = %s",
        "update owned.visit_grant set revoked_at = now(), revoked_by = person_id where org_id = %s",
        "update owned.outbox set state = 'done', ended_at = now() where ended_at is null and org_id = %s",
    ):
        superuser.ask(statement, org)


def test_a_school_is_made_by_command_and_its_first_person_signs_in(app: Flask, run: Run) -> None:
    made = run(*NEW_SCHOOL, *ADA, "--address", "http://localhost")

    assert made.exit_code == 0, made.output
    assert "Beck Foot is open, as number 7." in made.output
    link = made.output.split()[-1].removeprefix("http://localhost")
    ada = Browser(app)
    assert "You sign in with ada@beck-foot.example" in ada.visit(link).text
    assert ada.press("Save the password", password="a long password").path == "/s/beck-foot/today"


def test_an_agency_and_an_authority_are_made_too(app: Flask, run: Run) -> None:
    agency = run(
        *("create", "agency", "Scar End Outreach", "--slug", "scar-end", *FELLSIDE),
        *("--person", "Bo Lind", "--email", "bo@scar-end.example"),
    )
    authority = run(
        *("create", "authority", "Tarn Council", "--slug", "tarn", "--new-cluster", "Tarn schools"),
        *("--person", "Cy Moss", "--email", "cy@tarn.example"),
    )

    assert (agency.exit_code, authority.exit_code) == (0, 0), agency.output + authority.output
    for made, path in ((agency, "/outreach/cases"), (authority, "/cluster/schools")):
        browser = Browser(app)
        browser.visit(made.output.split()[-1])
        assert browser.press("Save the password", password="a long password").path == path


BECK_FOOT = ("--slug", "beck-foot")
CANNOT_BE_MADE: dict[str, tuple[str, ...]] = {
    "choose another --slug": ("school", "X", "--slug", "oakfield", *FELLSIDE, *ADA),
    "small letters": ("school", "X", "--slug", "Beck Foot", *FELLSIDE, *ADA),
    "There are: fellside, moorland": ("school", "X", *BECK_FOOT, "--cluster", "nowhere", *ADA),
    "Say which cluster is meant": ("school", "X", *BECK_FOOT, *ADA),
    "'school', 'agency', 'authority'": ("church", "X", *BECK_FOOT, *FELLSIDE, *ADA),
    "one authority": ("authority", "X", *BECK_FOOT, *FELLSIDE, *ADA),
    "Only an authority": ("school", "X", *BECK_FOOT, "--new-cluster", "Y", *ADA),
    "choose --role from head": ("school", "X", *BECK_FOOT, *FELLSIDE, *ADA, "--role", "teacher"),
    "is no e-mail address": ("school", "X", *BECK_FOOT, *FELLSIDE, "--person", "Ada", "--email", "ada"),
    "between 1 and 100": ("school", "X", *BECK_FOOT, *FELLSIDE, "--person", "", "--email", "ada@x.example"),
}


def test_what_cannot_be_made_is_refused_and_nothing_is_written(run: Run, superuser: Superuser) -> None:
    before = superuser.checksums(0)

    for answer, words in CANNOT_BE_MADE.items():
        refused = run("create", *words)
        assert refused.exit_code != 0
        assert answer in refused.output

    assert superuser.checksums(0) == before


def test_an_archive_holds_everything_of_one_organisation_and_nothing_of_another(
    lived_in: dict[str, str], run: Run, superuser: Superuser, tmp_path: Path
) -> None:
    file = tmp_path / "oakfield.zip"
    made = run("export", "oakfield", file)
    assert made.exit_code == 0, made.output
    counted = superuser.count(OAKFIELD)

    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        held = {name: archive.read(name) for name in archive.namelist()}
    rows = {
        member["name"].removeprefix("tables/").removesuffix(".jsonl"): member["rows"]
        for member in manifest["members"]
        if member["rows"]
    }
    assert rows == {table: number for table, number in counted.items() if table not in LEFT_OUT}
    assert len(rows) > 20
    assert file.stat().st_mode & 0o777 == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["oakfield.zip"]

    everything = b"".join(held.values()).decode(errors="replace")
    assert "Jay" in everything
    for elsewhere in ("Nowak", "Kacper", "bronwen-hughes", "niamh-doherty@", "argon2"):
        assert elsewhere not in everything.replace(held["README.txt"].decode(), ""), elsewhere
    for line in held["tables/owned.pupil.jsonl"].splitlines():
        assert json.loads(line)["org_id"] == OAKFIELD
    assert held[f"files/{OAKFIELD}/exports/a-file"] == b"%PDF of Jay", "files are there, and opened"
    every_table = {
        f"{s}.{t}"
        for s, t in superuser.ask(
            "select schemaname, tablename from pg_tables where schemaname in ('owned', 'shared', 'ident', 'letterbox', 'fence')"
        )
    }
    in_archive = {
        name.removeprefix("tables/").removesuffix(".jsonl") for name in held if name.startswith("tables/")
    }
    assert in_archive | manifest["left_out"].keys() == every_table


def test_a_file_that_was_brought_just_now_is_in_the_archive(
    run: Run, acting_as: ActingAs, tmp_path: Path
) -> None:
    content = make_pdf(paper_of())
    with acting_as("sam-patel") as session, tempfile.TemporaryFile() as file:
        file.write(content)
        brought_by = current().person
        assert brought_by is not None
        file_id = files.take_in(session, file=file, name="report.pdf", brought_by=brought_by)

    assert run("export", "oakfield", tmp_path / "oakfield.zip").exit_code == 0

    with zipfile.ZipFile(tmp_path / "oakfield.zip") as archive:
        (name,) = (one for one in archive.namelist() if str(file_id) in one)
        assert archive.read(name) == content


def test_a_table_that_nobody_thought_of_is_named_and_nothing_is_exported(
    run: Run, superuser: Superuser, tmp_path: Path
) -> None:
    superuser.ask("create table shared.gossip (cluster_id int primary key)")
    try:
        refused = run("export", "oakfield", tmp_path / "oakfield.zip")
    finally:
        superuser.ask("drop table shared.gossip")  # others look at the catalogue as they find it

    assert "Nobody has said whether these tables go into an archive: shared.gossip." in refused.output
    assert list(tmp_path.iterdir()) == []


def test_an_archive_is_written_over_nothing(run: Run, tmp_path: Path) -> None:
    (tmp_path / "oakfield.zip").write_text("somebody’s letters")

    assert "choose another name" in run("export", "oakfield", tmp_path / "oakfield.zip").output
    assert (tmp_path / "oakfield.zip").read_text() == "somebody’s letters"
    assert "make it first" in run("export", "oakfield", tmp_path / "no-folder" / "oakfield.zip").output
    assert "no organisation “nowhere”" in run("export", "nowhere", tmp_path / "nowhere.zip").output


def test_what_was_changed_in_an_archive_is_found(run: Run, tmp_path: Path) -> None:
    whole = tmp_path / "oakfield.zip"
    fingerprint = run("export", "oakfield", whole).output.split()[-1].rstrip(".")
    assert "is whole: Oakfield Primary" in run("check", whole, "--fingerprint", fingerprint).output

    members = "tables/owned.pupil.jsonl"
    changes: dict[str, tuple[Callable[[str, bytes], bytes | None], str]] = {
        "a word": (
            lambda name, old: old.replace(b"Brown", b"Green") if name == members else old,
            "was changed",
        ),
        "a row": (
            lambda name, old: old.split(b"\n", 1)[1] if name == members else old,
            "rows, and should have",
        ),
        "a member": (lambda name, old: None if name == members else old, "is missing"),
        "the manifest": (
            lambda name, old: old.replace(b"Oakfield", b"Oakland") if "manifest" in name else old,
            "manifest was changed",
        ),
    }
    for what, (change, answer) in changes.items():
        changed = tmp_path / f"{what}.zip"
        _rewrite(whole, changed, change)
        found = run("check", changed, "--fingerprint", fingerprint)
        assert (found.exit_code, answer in found.output) == (1, True), (what, found.output)

    with zipfile.ZipFile(whole, "a") as archive:
        archive.writestr("tables/owned.more.jsonl", "{}\n")
    assert "is not in the manifest" in run("check", whole).output
    (tmp_path / "no.zip").write_bytes(b"PK no archive")
    assert "not an archive of an organisation" in run("check", tmp_path / "no.zip").output


def _rewrite(source: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)


def test_who_has_something_open_cannot_leave(
    lived_in: dict[str, str], run: Run, superuser: Superuser, tmp_path: Path
) -> None:
    before = superuser.checksums(0)

    refused = run("erase", "oakfield", "--without-archive", "--yes", "oakfield")
    assert refused.exit_code == 1
    assert "These requests are open: REQ-" in refused.output
    assert "Withdraw them, or have the authority close them." in refused.output
    assert "Gates are open" in refused.output

    assert (
        "These requests are open" in run("erase", "fellside", "--without-archive", "--yes", "fellside").output
    )
    assert (
        "cases at schools" in run("erase", "quarry-bank", "--without-archive", "--yes", "quarry-bank").output
    )
    others = run("erase", "moorland", "--without-archive", "--yes", "moorland")
    assert "These belong to its cluster, and leave before it: Tarnside Academy." in others.output
    assert superuser.checksums(0) == before
    assert not (tmp_path / "erasures.jsonl").exists()


def test_what_is_wrong_is_said_before_anything_is_erased(
    run: Run, superuser: Superuser, server: ServerOfTests, tmp_path: Path
) -> None:
    file, other = tmp_path / "oakfield.zip", tmp_path / "hillside.zip"
    run("export", "oakfield", file)
    run("export", "hillside", other)
    before = superuser.checksums(0)

    said = {
        "Say which organisation": run("erase", "oakfield"),
        "There is no organisation “nowhere”": run("erase", "nowhere", "--without-archive"),
        "That is another word": run("erase", "oakfield", "--without-archive", said="hillside\n"),
        "the archive of Hillside Primary, and not": run(
            "erase", "oakfield", "--archive", other, "--yes", "oakfield"
        ),
    }
    with environment(HEFT_DATABASE_URL=server.role_urls["app"]):
        said["Only the migrator may do this"] = run(
            "erase", "oakfield", "--without-archive", "--yes", "oakfield"
        )

    for answer, refused in said.items():
        assert answer in refused.output
        assert refused.exit_code != 0
    assert superuser.checksums(0) == before


def test_an_archive_of_another_state_does_not_do(
    run: Run, acting_as: ActingAs, superuser: Superuser, tmp_path: Path, browser_of: BrowserOf
) -> None:
    run("export", "oakfield", tmp_path / "oakfield.zip")
    superuser.ask("update owned.pupil set family_name = 'Browne' where family_name = 'Brown'")

    refused = run("erase", "oakfield", "--archive", tmp_path / "oakfield.zip", "--yes", "oakfield")

    assert "The archive is not of what is there now (owned.pupil): make a new one." in refused.output
    assert browser_of("sam-patel").visit("/s/oakfield/pupils").status == 200, "it stays open"


def test_nothing_is_left_of_who_has_left_and_nothing_else_is_touched(
    lived_in: dict[str, str],
    everything_ended: None,
    run: Run,
    superuser: Superuser,
    tmp_path: Path,
    own_files: LocalStore,
    browser_of: BrowserOf,
) -> None:
    sam, others = browser_of("sam-patel"), superuser.checksums(OAKFIELD)
    run("export", "oakfield", tmp_path / "oakfield.zip")

    done = run("erase", "oakfield", "--archive", tmp_path / "oakfield.zip", "--by", "Ops", said="oakfield\n")

    assert done.exit_code == 0, done.output
    assert superuser.count(OAKFIELD) == {"ident.door": 1, "shared.organisation": 1}
    unchanged = superuser.checksums(OAKFIELD)
    differing = {table for table, checksum in others.items() if unchanged[table] != checksum}
    assert differing <= {"owned.trail", "owned.trail_head"}, "only the authority notes that somebody left"
    assert superuser.ask("select count(*) from ident.person where email ~ '@oakfield.example'") == [(0,)]
    assert list(own_files.keys(f"{OAKFIELD}/")) == []
    (certificate,) = (tmp_path / "certificates").iterdir()
    said = json.loads(certificate.read_text())
    assert set(said["after"].values()) == {0}
    assert said["before"]["owned.pupil"] == 3
    assert said["erased_by"] == "Ops"
    assert "Jay" not in certificate.read_text()

    assert sam.visit("/s/oakfield/today").path == "/sign-in"
    assert (
        "had it until it left"
        in run("create", "school", "Oakfield", "--slug", "oakfield", *FELLSIDE, *ADA).output
    )
    assert "has left" in run("export", "oakfield", tmp_path / "again.zip").output
    assert "REQ-" in browser_of("marcus-bennett").visit("/la/worklist").text, "the authority keeps its copies"


def test_what_a_restore_brings_back_is_erased_again(
    everything_ended: None, run: Run, superuser: Superuser, server: ServerOfTests, app: Flask
) -> None:
    let_go(app)
    server.keep_as_template("heft_backup")
    had = superuser.count(OAKFIELD)
    assert had["owned.pupil"] == 3
    assert run("erase", "oakfield", "--without-archive", "--yes", "oakfield").exit_code == 0

    let_go(app)
    server.renew("heft_backup")
    assert superuser.count(OAKFIELD) == had
    replayed = run("erase", "--replay")
    assert "oakfield: had come back, and is erased again." in replayed.output
    assert superuser.count(OAKFIELD) == {"ident.door": 1, "shared.organisation": 1}
    assert "oakfield: nothing is there." in run("erase", "--replay").output
    assert superuser.count(HILLSIDE)["owned.pupil"] == 2
    with app.app_context():
        assert "has left" in CliRunner().invoke(demo, ["load"]).output, (
            "the demonstration starts again all the same"
        )


def test_a_whole_cluster_leaves_the_authority_last(run: Run, superuser: Superuser, tmp_path: Path) -> None:
    for slug in ("tarnside", "moorland"):
        file = tmp_path / f"{slug}.zip"
        assert run("export", slug, file).exit_code == 0
        done = run("erase", slug, "--archive", file, "--yes", slug)
        assert done.exit_code == 0, done.output

    for org in (5, 6):
        assert superuser.count(org) == {"ident.door": 1, "shared.organisation": 1}
    assert (
        "There are: fellside."
        in run("create", "school", "X", *BECK_FOOT, "--cluster", "moorland", *ADA).output
    )


def test_an_erasure_that_was_cut_short_is_finished_by_doing_it_again(
    everything_ended: None,
    run: Run,
    superuser: Superuser,
    monkeypatch: pytest.MonkeyPatch,
    own_files: LocalStore,
    tmp_path: Path,
) -> None:
    words = ("erase", "oakfield", "--without-archive", "--yes", "oakfield")

    with monkeypatch.context() as patch:
        patch.setattr(own_files, "delete_all", lambda _: (_ for _ in ()).throw(OSError(28, "No space left")))
        assert run(*words).exit_code == 1
    assert superuser.count(OAKFIELD).get("owned.pupil") is None
    assert "oakfield: was erased but for its last steps" in run("erase", "--replay").output

    assert run(*words).exit_code == 0
    last = [json.loads(line)["what"] for line in (tmp_path / "erasures.jsonl").read_text().splitlines()]
    assert (last[0], last[-1]) == ("begun", "erased")


def test_an_erasure_that_fails_in_the_middle_never_happened(
    everything_ended: None,
    run: Run,
    superuser: Superuser,
    monkeypatch: pytest.MonkeyPatch,
    browser_of: BrowserOf,
) -> None:
    before = superuser.count(OAKFIELD)
    erase_rows = leaving.erase_rows

    def is_cut_off(*args: Any, **kwargs: Any) -> dict[str, int]:
        erase_rows(*args, **kwargs)
        raise ConnectionAbortedError

    monkeypatch.setattr(leaving, "erase_rows", is_cut_off)
    run("erase", "oakfield", "--without-archive", "--yes", "oakfield")

    assert superuser.count(OAKFIELD) == before
    assert browser_of("sam-patel").visit("/s/oakfield/pupils").status == 200
    assert "oakfield: Its erasure began and was never finished" in run("erase", "--replay").output
    assert superuser.count(OAKFIELD) == before


def test_who_has_left_is_entered_by_nobody(
    superuser: Superuser, acting_as: ActingAs, app: Flask, server: ServerOfTests
) -> None:
    with acting_as("sam-patel") as session:
        session.connection()
        superuser.ask("update shared.organisation set left_at = now() where org_id = %s", OAKFIELD)
        with pytest.raises(Exception, match="the organisation has left"):  # in the middle of a transaction
            session.connection().execute(db.text("select count(*) from owned.pupil"))
        session.rollback()
    with pytest.raises(psycopg.Error, match="the organisation has left"), acting_as("sam-patel") as session:
        session.connection()


def test_the_eraser_sees_one_organisation_and_only_once_it_has_left(
    superuser: Superuser, server: ServerOfTests
) -> None:
    with (
        pytest.raises(leaving.StillHereError),
        leaving.as_eraser(server.migrator_url, org=OAKFIELD) as eraser,
    ):
        leaving.count_rows(eraser, org=OAKFIELD)
    superuser.ask("update shared.organisation set left_at = now() where org_id = %s", OAKFIELD)
    with leaving.as_eraser(server.migrator_url, org=OAKFIELD) as eraser:
        seen = eraser.execute("select distinct org_id from owned.pupil").fetchall()
        gone = eraser.execute("delete from owned.calendar_change").rowcount
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            eraser.execute("update owned.pupil set family_name = 'x'")
    assert seen == [(OAKFIELD,)]
    assert gone == superuser.count(OAKFIELD).get("owned.calendar_change", 0)


def test_every_key_knows_who_has_left(superuser: Superuser, server: ServerOfTests) -> None:
    """Of two who leave at the same moment, too; a key that comes later; and of one who comes back."""
    leave = "update shared.organisation set left_at = now() where org_id = %s"
    known = "select kid, not_for from fence.ctx_key order by kid"
    with ThreadPoolExecutor(1) as meanwhile, psycopg.connect(superuser.url) as first:
        first.execute(leave.encode(), (OAKFIELD,))
        second = meanwhile.submit(superuser.ask, leave, HILLSIDE)
        while not superuser.ask("select pid from pg_stat_activity where wait_event_type = 'Lock'"):
            assert not second.done(), "who leaves second does not wait for the first"
        first.commit()
        second.result()
    superuser.ask(r"insert into fence.ctx_key values (9, '\x00', '\x00', 'infinity')")
    both = superuser.ask(known)

    leaving.reopen(server.migrator_url, org=OAKFIELD)

    assert both == [(1, [OAKFIELD, HILLSIDE]), (9, [OAKFIELD, HILLSIDE])]
    assert superuser.ask(known) == [(1, [HILLSIDE]), (9, [HILLSIDE])]


def test_a_letter_to_who_has_left_is_refused_in_words_and_by_the_database(
    running: Started, superuser: Superuser, browser_of: BrowserOf, acting_as: ActingAs
) -> None:
    superuser.ask("update shared.organisation set left_at = now() where org_id = %s", QUARRY_BANK)
    sam = browser_of("sam-patel")
    sam.visit(running.path + "/access")
    team = next(one for one in sam.page.soup.find_all("option") if "Primary outreach" in one.get_text())[
        "value"
    ]

    page = sam.press(
        "Send the invitation", status=422, team_id=team, sections=["PLAN"], parent_told="Her mother agrees"
    )

    assert page.problems == ["This team’s agency has left this service. Choose another, or phone them"]
    assert page.value_of("What") == "Her mother agrees"
    with acting_as("sam-patel") as session:
        session.add(
            SentLetter(to_org=QUARRY_BANK, thread_id=uuid7(), kind="note", schema_version=1, content={})
        )
        with pytest.raises(Exception, match="the receiver has left"):
            session.flush()
        session.rollback()
