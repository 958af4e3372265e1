"""Attacks on what goes with a letter: files of others, copies for others, what is already sent."""

from prove_isolation.ground import Ground
from prove_isolation.oracles import letter
from prove_isolation.techniques import STOPPED, Found, technique
from prove_isolation.ways import alike, finds_nothing, refused, run

ATTACHED = (
    "insert into owned.sent_attachment(org_id, to_org, letter_id, no, name, copy_id, digest)"
    " values ({org}, {to}, {letter}, {no}, 'x', {copy}, {digest})"
)
DIGEST = "sha256('a copy')"
TABLES = (
    *("owned.file", "owned.file_piece", "owned.file_copy", "owned.sent_attachment"),
    *("letterbox.attachment", "owned.request_file"),
)


def attached(
    letter: str = "<nothing>",
    *,
    org: str = "<own>",
    to: str = "<authority>",
    no: int = 1,
    copy: str = "<own_id>",
    digest: str = DIGEST,
) -> str:
    """Return what attaches a copy to a letter: by default the school’s own, for the authority, to a letter just sent."""
    return ATTACHED.format(org=org, to=to, letter=letter, no=no, copy=copy, digest=digest)


SEND = letter(id_="<nothing>")


def _is_the_control(ground: Ground) -> Found:
    """One’s own copy does go with one’s own letter."""
    with ground.inside("school") as connection:
        answers = run(ground, connection, [SEND, attached()])
    return Found(void=str(answers[-1].error)) if answers[-1].error else STOPPED


TECHNIQUES = (
    technique(
        "attachments.anothers_file",
        "Attach another organisation’s file, or have it copied for oneself.",
        _is_the_control,
        refused(attached(copy="<victim_id>"), attached(copy="<authority_id>"), after=[SEND]),
        refused(
            "insert into owned.file_copy(org_id, id, file_id, to_org, cluster_id) values (<own>, <new>, <victim_id>, 1, 1)",
            "insert into owned.file_copy(org_id, id, file_id, to_org, cluster_id) values (<victim>, <new>, <victim_id>, 3, 1)",
        ),
    ),
    technique(
        "attachments.not_there_yet",
        "Attach a copy that is not there yet, or say oneself that it is.",
        refused(
            "update owned.file_copy set digest = sha256('x'), made_at = now()",
            "insert into owned.file_copy(org_id, id, file_id, to_org, cluster_id, digest, made_at)"
            " values (<own>, <new>, <own_id>, 1, 1, sha256('x'), now())",
        ),
        refused(attached(digest="sha256('another')"), after=[SEND]),
    ),
    technique(
        "attachments.after_sending",
        "Add something to a letter that was sent before.",
        refused(attached("<own_id>", no=2)),
        refused(attached("<own_id>", no=2), who="worker with a lease"),
    ),
    technique(
        "attachments.another_receiver",
        "Send a copy that was made for one receiver to another.",
        refused(attached(to="<agency>"), after=[letter(to="<agency>", id_="<nothing>")]),
        refused(
            "insert into owned.file_copy(org_id, id, file_id, to_org, cluster_id) values (<own>, <new>, <own_id>, <abroad>, 1)",
            "insert into owned.file_copy(org_id, id, file_id, to_org, cluster_id) values (<own>, <new>, <own_id>, <own>, 1)",
        ),
    ),
    technique(
        "attachments.passed_on",
        "Pass on, as the receiver, a copy that one only received.",
        refused(
            attached(org="<authority>", to="<victim>", copy="<own_id>"),
            after=[
                letter(to="<victim>", id_="<nothing>")
                .replace("values (<own>", "values (<authority>")
                .replace("<own_id>)", "<authority_id>)")
            ],
            who="authority",
        ),
    ),
    technique(
        "attachments.in_anothers_name",
        "Attach in another organisation’s name, or straight into a box.",
        refused(attached("<victim_id>", org="<victim>", copy="<victim_id>")),
        *(
            refused(
                "insert into letterbox.attachment values (1, 3, <own_id>, 9, 'x', <own_id>, sha256('x'), 1, 'x')",
                "select fence.post_attachment()",
                who=who,
            )
            for who in ("school", "authority", "visitor with letters", "worker with a lease", "administrator")
        ),
    ),
    technique(
        "attachments.too_many",
        "Attach more than a letter carries.",
        refused(attached(no=51), attached(no=0), attached(no=-1), after=[SEND]),
    ),
    technique(
        "attachments.changed",
        "Change or remove what was sent, on either side.",
        *(
            refused(
                "update owned.sent_attachment set name = 'x'",
                "delete from owned.sent_attachment",
                "update letterbox.attachment set digest = sha256('x')",
                "delete from letterbox.attachment",
                who=who,
            )
            for who in ("school", "authority", "worker with a lease", "administrator")
        ),
        refused(
            "delete from owned.file where id = <own_id>", "delete from owned.file_copy where id = <own_id>"
        ),
    ),
    technique(
        "attachments.other_content",
        "Put another content under a file that was brought.",
        refused(
            "update owned.file set digest = sha256('x')",
            "update owned.file set octets = 1, media_type = 'x'",
            "update owned.file_piece set sealed = 'x'",
            "update owned.file_copy set file_id = <own_id>",
        ),
    ),
    technique(
        "attachments.as_a_visitor",
        "Read files and attachments as a visitor, also one who may read letters.",
        *(
            refused(*(f"select count(*) from {table}" for table in TABLES), who=who)
            for who in ("visitor", "visitor with letters", "administrator", "sign-in")
        ),
    ),
    technique(
        "attachments.senders_file",
        "Follow, as the receiver, an attachment to the sender’s own file.",
        finds_nothing(
            "select f.* from letterbox.attachment a join owned.file f on f.org_id = a.from_org",
            "select c.* from letterbox.attachment a join owned.file_copy c on c.id = a.copy_id and c.org_id = a.from_org",
            "select p.* from owned.file_piece p where org_id <> <authority>",
            who="authority",
        ),
    ),
    technique(
        "attachments.oracle",
        "Learn from an error whether others have a file or a copy with this id.",
        alike(attached(copy="<victim_id>"), attached(copy="<abroad_id>"), before=[SEND]),
        alike(
            "insert into owned.file_copy(org_id, id, file_id, to_org, cluster_id) values (<own>, <new>, <victim_id>, 1, 1)",
            "insert into owned.file_copy(org_id, id, file_id, to_org, cluster_id) values (<own>, <new>, <nothing>, 1, 1)",
        ),
    ),
)
