"""Who of the school holds a part that a template names by its role: an office, or what a programme itself names."""

from collections.abc import Collection, Iterator
from uuid import UUID

from heft_platform.accounts.services import MemberView
from heft_platform.library.services import ProgrammeTemplate

COORDINATORS = frozenset({"coordinator", "plan_lead", "programme_lead"})
KEY_WORKERS = frozenset({"key_worker", "key_adult", "named_staff"})
# Parts that stand for an office: only whoever has it at school holds one, whatever anybody writes down about somebody.
OFFICES = {
    **dict.fromkeys(("head", "headteacher", "head_teacher", "senior_leader"), "head"),
    **dict.fromkeys(("senco", "sendco"), "senco"),
    **dict.fromkeys(("dsl", "designated_safeguarding_lead"), "dsl"),
    "pastoral_lead": "pastoral_lead",
}


def holders_of(
    role: str,
    *,
    template: ProgrammeTemplate,
    coordinator_id: UUID | None,
    key_worker_id: UUID,
    members: Collection[MemberView],
) -> Iterator[UUID]:
    """Give the school’s own people who hold a role of a template in a programme."""
    if role in COORDINATORS:
        yield from [coordinator_id] if coordinator_id else []
    elif role in KEY_WORKERS or role == role_of_key_worker(template):
        yield key_worker_id
    else:
        yield from (one.person_id for one in members if one.role == OFFICES.get(role, role))


def may_be_taken_on(role: str, template: ProgrammeTemplate) -> bool:
    """Say whether somebody holds a part because they took it on: it is no office, and the programme does not name who has it."""
    return role not in OFFICES.keys() | COORDINATORS | KEY_WORKERS | {role_of_key_worker(template)}


def has_office(person: MemberView, role: str) -> bool:
    """Say whether somebody of the school has the office that a part stands for; anybody has it if it stands for none."""
    return role not in OFFICES or person.role == OFFICES[role]


def role_of_key_worker(template: ProgrammeTemplate) -> str:
    """Return the role that meets the pupil between meetings: the first that the monitoring gives to somebody of school."""
    known = {one.id: one for one in template.roles}
    return next(
        (
            one.owner
            for one in template.monitoring
            if one.is_required and one.owner in known and known[one.owner].is_of_school
        ),
        "",
    )
