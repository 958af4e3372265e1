"""Templates: versions are added and never changed, drafts are, and each school keeps what it adds.

Bodies are JSON and not JSONB, which would forget the order of choices.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    ForeignKeyConstraint,
    Integer,
    Text,
    UniqueConstraint,
    Uuid,
    func,
)
from sqlalchemy.orm import Mapped

from heft_platform.keys import of_member
from heft_tenants.context import current
from heft_tenants.tables import Owned, Shared, Visibility, kept, new_id

WHOLE = (
    "'{schema,key,version,status,label,short_label,summary,language,plan_kind,origin,audience,terms,duration,"
    "schedule,cycle,purposes,entry,relations,roles,documents,milestones,meetings,targets,commitments,rewards,"
    "consequences,contingency,provision,monitoring,communication,signatures,review,verdicts,closing,escalation,"
    "visibility,notices,outputs,locks}'"
)


class Template(Shared):
    """One version of one template. Its words never change; it can only be retired."""

    __tablename__ = "template"
    __admin__ = "insert, update (retired_at, retired_by)"
    __table_args__ = (
        UniqueConstraint("cluster_id", "key", "version"),
        CheckConstraint("version > 0", name="version"),
        CheckConstraint(
            "body ->> 'status' = 'published' and body ->> 'key' = key and body ->> 'version' = version::text",
            name="says_what_it_is",
        ),
        CheckConstraint(f"body::jsonb ?& {WHOLE}::text[]", name="whole"),
    )

    id: Mapped[UUID] = new_id()
    key: Mapped[str] = kept(Visibility.KEY, Text)
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    label: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    summary: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    body: Mapped[dict[str, Any]] = kept(Visibility.OPERATIONAL, JSON)
    published_at: Mapped[datetime] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    published_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    publisher: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="", default="")
    note: Mapped[str] = kept(Visibility.OPERATIONAL, Text, server_default="", default="")
    retired_at: Mapped[datetime | None] = kept(Visibility.OPERATIONAL, DateTime(timezone=True))
    retired_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)


class TemplateDraft(Shared):
    """What will be the next version of a template. It may have faults; it is nobody's template yet."""

    __tablename__ = "template_draft"
    __admin__ = "insert, update, delete"
    __table_args__ = (
        UniqueConstraint("cluster_id", "key"),
        ForeignKeyConstraint(
            ["cluster_id", "based_on"], ["shared.template.cluster_id", "shared.template.id"]
        ),
        CheckConstraint("json_typeof(body) = 'object'", name="body"),
    )

    id: Mapped[UUID] = new_id()
    key: Mapped[str] = kept(Visibility.KEY, Text)
    based_on: Mapped[UUID | None] = kept(Visibility.KEY, Uuid)
    body: Mapped[dict[str, Any]] = kept(Visibility.OPERATIONAL, JSON)
    changed_by: Mapped[UUID | None] = kept(Visibility.OPERATIONAL, Uuid)
    changed_by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    changed_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now(), onupdate=func.now()
    )
    version: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    __mapper_args__ = {"version_id_col": version}


class TemplateExtension(Owned):
    """What a school adds to a template of its cluster, version by version: what was before stays."""

    __tablename__ = "template_extension"
    __app__ = "select, insert"
    __table_args__ = (
        UniqueConstraint("org_id", "key", "no"),
        ForeignKeyConstraint(
            ["cluster_id", "template_id"], ["shared.template.cluster_id", "shared.template.id"]
        ),
        of_member("made_by"),
        CheckConstraint("no > 0", name="no"),
        CheckConstraint("json_typeof(additions) = 'array' and json_typeof(left_out) = 'array'", name="lists"),
    )

    id: Mapped[UUID] = new_id()
    key: Mapped[str] = kept(Visibility.KEY, Text)
    no: Mapped[int] = kept(Visibility.OPERATIONAL, Integer)
    cluster_id: Mapped[int] = kept(Visibility.KEY, Integer, default=lambda: current().cluster)
    template_id: Mapped[UUID] = kept(Visibility.KEY, Uuid)  # the version that it was fitted to
    additions: Mapped[list[dict[str, Any]]] = kept(Visibility.OPERATIONAL, JSON)
    left_out: Mapped[list[str]] = kept(Visibility.OPERATIONAL, JSON)
    made_by: Mapped[UUID] = kept(Visibility.OPERATIONAL, Uuid)
    made_by_name: Mapped[str] = kept(Visibility.OPERATIONAL, Text)
    made_at: Mapped[datetime] = kept(
        Visibility.OPERATIONAL, DateTime(timezone=True), server_default=func.now()
    )
