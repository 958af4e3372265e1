"""Which plans the relations of a template mean: programmes that the pupil has here, or plans that are kept elsewhere."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from heft_platform.programmes.models import Programme
from heft_platform.programmes.views import ProgrammeView
from heft_platform.words import list_of

KEPT_ELSEWHERE = {
    "behaviour_plan": "behaviour plan",
    "sen_support_plan": "SEN support plan",
    "iep": "individual education plan",
    "ehc_plan": "education, health and care plan",
    "early_help_assessment": "early help assessment",
    "suspension_record": "suspension",
}


def plans_meant(session: Session, *, programme: ProgrammeView) -> dict[str, str]:
    """Return by relation, in words, which plan is meant: one that the pupil has here by its reference, or an example."""
    key = Programme.template["key"].as_string()
    of_pupil = select(Programme.reference, key.label("key")).where(
        Programme.pupil_id == programme.line.pupil_id, Programme.id != programme.id
    )
    here: dict[str, list[str]] = defaultdict(list)
    for row in session.execute(of_pupil.order_by(Programme.id.desc())):
        here[row.key].append(row.reference)
    return {one.id: _meant(one.plan, here.get(one.plan, [])) for one in programme.template.relations}


def _meant(plan: str, references: list[str]) -> str:
    if references:
        return f"{list_of(references)} of this pupil"
    if plan in KEPT_ELSEWHERE:
        return f"For example: {KEPT_ELSEWHERE[plan]} of March 2026"
    return "Nothing of the kind is on record here"
