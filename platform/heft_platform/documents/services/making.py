"""Make a file: read everything in one transaction, make and store it in none, and note how it went in another."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform import storage
from heft_platform.cluster import services as cluster
from heft_platform.documents.laying_out import lay_out
from heft_platform.documents.models import Export
from heft_platform.documents.packing import preview_pack
from heft_platform.documents.paper import LetterOnPaper, Paper, paper_of_letters
from heft_platform.documents.pdf import make_pdf
from heft_platform.documents.prints import kind_of
from heft_platform.documents.services.forms import KEPT_FOR, key_of
from heft_platform.documents.word import make_word
from heft_platform.programmes import services as programmes
from heft_platform.storage import Kept
from heft_tenants import file_keys
from heft_tenants.context import current
from heft_tenants.outbox import ask
from heft_tenants.sealing import PublicKey
from heft_tenants.visibility import Visibility

FORGET = "documents.forget"
MAKERS = {"word": make_word, "pdf": make_pdf}


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Everything a file is made of, read in one transaction, so that making it needs none."""

    org: int
    export_id: UUID
    form: str
    paper: Paper
    seal_to: PublicKey


def gather(session: Session, *, export_id: UUID, today: date, now: datetime) -> Gathered | None:
    """Read everything that a file is to hold, and note that it is being made; None if nobody asked for it."""
    export = session.scalar(select(Export).where(Export.id == export_id))
    if export is None or export.state == "ready":
        return None
    programme = programmes.read_programme(session, reference=export.programme_reference, today=today)
    kind = kind_of(programme.template, export.kind) if programme else None
    if programme is None or kind is None:
        return None
    org = current().org
    made = preview_pack(
        session,
        programme=programme,
        kind=export.kind,
        audience=export.audience,
        today=today,
        sees=frozenset(Visibility(one) for one in export.sees),
        leave_out=export.left_out,
        meeting_id=export.meeting_id,
    )
    school = cluster.organisation_names(session, org_ids=[org])[org]
    paper = lay_out(
        made,
        kind=kind,
        template=programme.template,
        organisation=school,
        made_by=export.asker_name,
        made_at=now,
        is_large=export.is_large,
    )
    export.state, export.tries = "making", export.tries + 1
    key = file_keys.own_key(session, master=storage.master_keys())
    return Gathered(org=org, export_id=export.id, form=export.form, paper=paper, seal_to=key)


def make(gathered: Gathered) -> bytes:
    """Make the file. Needs no database: no transaction waits for it."""
    return MAKERS[gathered.form](gathered.paper)


def put(gathered: Gathered, content: bytes) -> Kept:
    """Seal a file that was made, and put it into the store. Needs no database.

    Its key holds its fingerprint, so what two workers make of one export never takes the other's place.

    :raises heft_platform.storage.StoreError: if the store cannot take it
    """
    key = key_of(gathered.org, gathered.export_id, hashlib.sha256(content).hexdigest())
    return storage.keep(storage.at_hand(), key, content, to=gathered.seal_to)


def note_made(session: Session, *, export_id: UUID, octets: int) -> None:
    """Note that a file is made, and how large it is. It is still to be put into the store."""
    export = session.scalars(select(Export).where(Export.id == export_id)).one()
    export.state, export.octets = "storing", octets


def mark_ready(session: Session, *, export_id: UUID, made: Kept, now: datetime) -> None:
    """Note that a file is in the store, and have it taken out again when its time is over."""
    export = session.scalars(select(Export).where(Export.id == export_id)).one()
    export.state, export.made_at = "ready", now
    export.octets, export.digest = made.octets, bytes.fromhex(made.sha256)
    ask(session, queue="chores", kind=FORGET, ref=export_id, not_before=now + KEPT_FOR)


def key_to_forget(session: Session, *, export_id: UUID) -> str | None:
    """Return where a file lies whose time is over; None if none was made."""
    export = session.scalar(select(Export).where(Export.id == export_id))
    if export is None or export.digest is None:
        return None
    return key_of(current().org, export.id, export.digest.hex())


def forget_file(key: str) -> None:
    """Take a file out of the store. Needs no database, and may be done twice.

    :raises heft_platform.storage.StoreError: if the store cannot be reached
    """
    storage.at_hand().delete(key)


def letters_pdf(
    letters: Sequence[LetterOnPaper],
    *,
    reference: str,
    made_by: str,
    made_at: datetime,
    organisation: str = "",
) -> bytes:
    """Return the letters of a thread as a PDF, from the copy of the side that asks."""
    paper = paper_of_letters(
        letters, reference=reference, organisation=organisation, made_by=made_by, made_at=made_at
    )
    return make_pdf(paper)
