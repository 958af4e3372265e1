"""Files: what was uploaded, where it lies and with which key."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from heft_tenants.fences import raise_fence as statements_of_fence
from heft_tenants.preparing import sql_file

revision = "0004"
down_revision = "0003"


def raise_fence(**fence: Any) -> None:
    for statement in statements_of_fence(**fence):
        op.execute(statement)


def upgrade() -> None:
    op.execute("set local role heft_owner")
    _make_keys()
    _make_files()
    _make_attachments()
    op.execute("set local role none")
    for name in ("file_keys", "attachments"):
        op.get_bind().connection.cursor().execute(sql_file(name))


def _make_keys() -> None:
    op.create_table(
        "file_key",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=False),
        sa.Column("master_key", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("length(public_key) = 32", name=op.f("ck_file_key_x25519")),
        sa.ForeignKeyConstraint(
            ["org_id", "cluster_id"],
            ["shared.organisation.org_id", "shared.organisation.cluster_id"],
            name=op.f("fk_file_key_org_id_cluster_id"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_file_key_org_id")),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_file_key")),
        schema="owned",
    )
    op.create_table(
        "published_key",
        sa.Column("cluster_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cluster_id"], ["shared.cluster.cluster_id"], name=op.f("fk_published_key_cluster_id")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "cluster_id"],
            ["shared.organisation.org_id", "shared.organisation.cluster_id"],
            name=op.f("fk_published_key_org_id_cluster_id"),
        ),
        sa.PrimaryKeyConstraint("cluster_id", "org_id", "id", name=op.f("pk_published_key")),
        schema="shared",
    )
    raise_fence(
        table="owned.file_key",
        columns=["org_id", "id", "cluster_id", "public_key", "private_key", "master_key", "made_at"],
        app="select, insert",
    )
    raise_fence(
        table="shared.published_key", columns=["cluster_id", "org_id", "id", "public_key"], app="select"
    )


def _make_files() -> None:
    op.create_table(
        "file",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("brought_by", sa.Uuid(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("length(name) between 1 and 200", name=op.f("ck_file_name")),
        sa.CheckConstraint("length(digest) = 32", name=op.f("ck_file_sha256")),
        sa.CheckConstraint("state in ('landed', 'stored')", name=op.f("ck_file_state")),
        sa.CheckConstraint("octets between 1 and 26214400", name=op.f("ck_file_up_to_25_megabytes")),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_file_org_id")),
        sa.ForeignKeyConstraint(
            ["org_id", "brought_by"],
            ["owned.member.org_id", "owned.member.person_id"],
            name=op.f("fk_file_org_id_brought_by"),
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_file")),
        schema="owned",
    )
    raise_fence(
        table="owned.file",
        columns=[
            "org_id",
            "id",
            "name",
            "media_type",
            "octets",
            "digest",
            "state",
            "brought_by",
            "brought_at",
        ],
        app="select, insert, update (state), delete",
    )
    op.create_table(
        "file_piece",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(sealed) between 1 and 524288", name=op.f("ck_file_piece_so_long_at_most")),
        sa.CheckConstraint("no between 1 and 64", name=op.f("ck_file_piece_so_many_at_most")),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_file_piece_org_id")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "file_id"],
            ["owned.file.org_id", "owned.file.id"],
            name=op.f("fk_file_piece_org_id_file_id"),
        ),
        sa.PrimaryKeyConstraint("org_id", "file_id", "no", name=op.f("pk_file_piece")),
        schema="owned",
    )
    raise_fence(
        table="owned.file_piece", columns=["org_id", "file_id", "no", "sealed"], app="select, insert, delete"
    )
    op.execute(
        "alter table owned.file_piece alter sealed set storage external"
    )  # what is sealed gets no shorter


def _make_attachments() -> None:
    op.create_table(
        "file_copy",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("to_org", sa.Integer(), nullable=False),
        sa.Column("cluster_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(digest is null) = (made_at is null)", name=op.f("ck_file_copy_made")),
        sa.CheckConstraint("length(digest) = 32", name=op.f("ck_file_copy_sha256")),
        sa.CheckConstraint("org_id <> to_org", name=op.f("ck_file_copy_to_another")),
        sa.ForeignKeyConstraint(["org_id"], ["shared.organisation.org_id"], name=op.f("fk_file_copy_org_id")),
        sa.ForeignKeyConstraint(
            ["org_id", "file_id"],
            ["owned.file.org_id", "owned.file.id"],
            name=op.f("fk_file_copy_org_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["to_org", "cluster_id"],
            ["shared.organisation.org_id", "shared.organisation.cluster_id"],
            name=op.f("fk_file_copy_to_org_cluster_id"),
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_file_copy")),
        sa.UniqueConstraint(
            "org_id", "to_org", "id", "digest", name=op.f("uq_file_copy_org_id_to_org_id_digest")
        ),
        schema="owned",
    )
    op.create_index(op.f("ix_file_copy_org_id_file_id"), "file_copy", ["org_id", "file_id"], schema="owned")
    raise_fence(
        table="owned.file_copy",
        columns=["org_id", "id", "file_id", "to_org", "cluster_id", "digest", "made_at"],
        app="select, insert (org_id, id, file_id, to_org, cluster_id), delete",
    )
    op.create_table(
        "sent_attachment",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("to_org", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(name) between 1 and 200", name=op.f("ck_sent_attachment_name")),
        sa.CheckConstraint("no between 1 and 50", name=op.f("ck_sent_attachment_so_many_at_most")),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_sent_attachment_org_id")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "sent_at", "letter_id", "to_org"],
            [
                "owned.sent_letter.org_id",
                "owned.sent_letter.sent_at",
                "owned.sent_letter.id",
                "owned.sent_letter.to_org",
            ],
            name=op.f("fk_sent_attachment_org_id_sent_at_letter_id_to_org"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "to_org", "copy_id", "digest"],
            [
                "owned.file_copy.org_id",
                "owned.file_copy.to_org",
                "owned.file_copy.id",
                "owned.file_copy.digest",
            ],
            name=op.f("fk_sent_attachment_org_id_to_org_copy_id_digest"),
        ),
        sa.PrimaryKeyConstraint("org_id", "letter_id", "no", name=op.f("pk_sent_attachment")),
        schema="owned",
    )
    raise_fence(
        table="owned.sent_attachment",
        columns=["org_id", "letter_id", "no", "to_org", "sent_at", "name", "copy_id", "digest"],
        app="select, insert (org_id, to_org, letter_id, no, name, copy_id, digest)",
    )
    op.create_table(
        "attachment",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("from_org", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("no", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("octets", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["org_id", "from_org", "letter_id"],
            ["letterbox.letter.org_id", "letterbox.letter.from_org", "letterbox.letter.id"],
            name=op.f("fk_attachment_org_id_from_org_letter_id"),
        ),
        sa.PrimaryKeyConstraint("org_id", "from_org", "letter_id", "no", name=op.f("pk_attachment")),
        schema="letterbox",
    )
    raise_fence(
        table="letterbox.attachment",
        columns=[
            "org_id",
            "from_org",
            "letter_id",
            "no",
            "name",
            "copy_id",
            "digest",
            "octets",
            "media_type",
        ],
        app="select",
    )
    op.create_table(
        "request_file",
        sa.Column("org_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("letter_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["org_id"], ["shared.organisation.org_id"], name=op.f("fk_request_file_org_id")
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "copy_id"],
            ["owned.file_copy.org_id", "owned.file_copy.id"],
            name=op.f("fk_request_file_org_id_copy_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "file_id"],
            ["owned.file.org_id", "owned.file.id"],
            name=op.f("fk_request_file_org_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "letter_id"],
            ["owned.sent_letter.org_id", "owned.sent_letter.id"],
            name=op.f("fk_request_file_org_id_letter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["org_id", "request_id"],
            ["owned.request.org_id", "owned.request.id"],
            name=op.f("fk_request_file_org_id_request_id"),
        ),
        sa.PrimaryKeyConstraint("org_id", "id", name=op.f("pk_request_file")),
        schema="owned",
    )
    op.create_index(
        op.f("ix_request_file_org_id_request_id"), "request_file", ["org_id", "request_id"], schema="owned"
    )
    raise_fence(
        table="owned.request_file",
        columns=["org_id", "id", "request_id", "file_id", "copy_id", "letter_id"],
        app="select, insert, update (letter_id), delete",
    )
