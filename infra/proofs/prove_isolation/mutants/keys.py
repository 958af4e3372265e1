"""Mistakes of keys: what an index, a foreign key or a statistic may tell."""

from collections.abc import Mapping, Sequence

TABLE = "create table owned.z (org_id int not null, id uuid not null, x uuid, primary key (org_id, id))"
BOX = (
    "create table letterbox.z (org_id int not null, from_org int not null, id uuid, cluster_id int, d bytea,"
    " primary key (org_id, from_org, id))"
)

MISTAKES: Mapping[str, Sequence[str]] = {
    "Owned table without org_id not null": (
        "create table owned.z (id uuid primary key)",
        "alter table owned.invitation drop constraint pk_invitation; alter table owned.invitation alter org_id drop not null",
    ),
    "Shared table without cluster_id not null": ("create table shared.z (id uuid primary key)",),
    "table without primary key": ("create table owned.z (org_id int not null)",),
    "Owned index does not start with org_id": (
        "create index z on owned.note (written_at)",
        "create unique index z on owned.pupil (upn)",
        "create table owned.z (id uuid, org_id int not null, primary key (id, org_id))",
        f"{TABLE}; alter table owned.z add exclude using gist (int4range(1, org_id) with &&)",
    ),
    "Shared unique index without cluster_id": (
        "create unique index z on shared.template (key, version, label)",
        "create table shared.z (cluster_id int not null, days daterange, exclude using gist (days with &&))",
    ),
    "Letterbox table without org_id and from_org": (
        "create table letterbox.z (org_id int not null, id uuid, from_org int, primary key (org_id, id))",
        "create table letterbox.z (from_org int not null, id uuid primary key)",
    ),
    "Letterbox index does not start with org_id": (
        "create index z on letterbox.letter (from_org, id)",
        "create index z on letterbox.letter (sent_at)",
        "create index z on letterbox.letter (digest)",
        "create index z on letterbox.attachment (digest)",
    ),
    "Letterbox unique index does not start": (
        "create unique index z on letterbox.letter (id)",
        "create unique index z on letterbox.letter (org_id, id)",
        "create unique index z on letterbox.letter (from_org, org_id, id)",
        "create unique index z on letterbox.letter (org_id, thread_id, from_org, id)",
    ),
    "FK between Owned tables without org_id": (
        f"{TABLE}; alter table owned.programme add constraint zz unique (id);"
        " alter table owned.z add foreign key (x) references owned.programme (id)",
    ),
    "FK from Owned to Shared without": (
        "alter table shared.template add constraint zz unique (id);"
        " alter table owned.programme add foreign key (template_id) references shared.template (id)",
    ),
    "FK from Owned to Letterbox without": (
        f"alter table letterbox.letter add constraint zz unique (org_id, id); {TABLE};"
        " alter table owned.z add foreign key (org_id, x) references letterbox.letter (org_id, id)",
        f"alter table letterbox.letter add constraint zz unique (id); {TABLE};"
        " alter table owned.z add foreign key (x) references letterbox.letter (id)",
        "alter table owned.sent_letter add foreign key (to_org, org_id, id)"
        " references letterbox.letter (org_id, from_org, id) not valid",
    ),
    "FK between Letterbox tables without": (
        f"alter table letterbox.letter add constraint zz unique (org_id, id); {BOX};"
        " alter table letterbox.z add foreign key (org_id, id) references letterbox.letter (org_id, id)",
    ),
    "FK between kinds that must not refer: letterbox to owned": (
        "alter table letterbox.letter add foreign key (from_org, id) references owned.sent_letter (org_id, id) not valid",
        f"{BOX}; alter table letterbox.z add foreign key (from_org, id) references owned.file (org_id, id)",
    ),
    "FK from Letterbox to Shared without": (
        f"{BOX}; alter table letterbox.z add foreign key (from_org) references shared.organisation (org_id)",
    ),
    "Letterbox table not tied": (
        BOX,
        "alter table letterbox.letter drop constraint fk_letter_from_org_cluster_id",
        "alter table letterbox.letter drop constraint fk_letter_org_id_cluster_id",
        "alter table letterbox.letter drop constraint fk_letter_org_id_cluster_id; alter table letterbox.letter"
        " add foreign key (from_org, cluster_id) references shared.organisation (org_id, cluster_id)",
    ),
    "copy not tied to the cluster": (
        "alter table owned.sent_letter drop constraint fk_sent_letter_to_org_cluster_id",
        "alter table owned.sent_letter drop constraint fk_sent_letter_org_id_cluster_id",
    ),
    "FK between kinds that must not refer": (
        "alter table owned.member add foreign key (person_id) references ident.person not valid",
        "alter table ident.membership add foreign key (org_id) references shared.organisation not valid",
    ),
    "FK with an action": (
        "alter table owned.target add foreign key (org_id, programme_id) references owned.programme (org_id, id) on delete cascade",
        "alter table owned.target add foreign key (org_id, programme_id) references owned.programme (org_id, id) on update cascade",
        "alter table owned.target add foreign key (org_id, programme_id) references owned.programme (org_id, id) on delete set null",
    ),
    "FK or check not validated": (
        "alter table owned.target add foreign key (org_id, programme_id) references owned.programme (org_id, id) not valid",
    ),
    "statistics that tell": (
        "alter table owned.note alter org_id set statistics 100",
        "alter table owned.note alter programme_id set statistics 1",
        "alter table letterbox.letter alter kind set statistics 100",
        "alter table owned.sent_letter alter to_org set statistics -1",
        "alter table letterbox.letter alter digest set statistics 1",
        "alter table owned.file alter digest set statistics 1",
    ),
    "statistics over several columns": ("create statistics owned.zz on org_id, state from owned.programme",),
    "Owned table without freeze_keys": (
        "drop trigger freeze_keys on owned.note",
        "alter table owned.note disable trigger freeze_keys",
    ),
}
