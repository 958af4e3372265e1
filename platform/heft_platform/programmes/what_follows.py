"""Which plans may be started when a programme has ended, as its template names them."""

from dataclasses import dataclass

from heft_platform.programmes.views import ProgrammeView


@dataclass(frozen=True, kw_only=True)
class FollowingPlan:
    """A plan that may come next. `follows` is the reference of the programme of which it is the next cycle, if it is."""

    words: str
    template_key: str
    follows: str = ""


def what_may_follow(programme: ProgrammeView) -> list[FollowingPlan]:
    """Return the plans that may come next: another cycle, those that were chosen, and those that it may become."""
    template = programme.template
    again, plans = template.duration.second_cycle, dict[str, FollowingPlan]()
    if again.allowed and programme.cycle < again.max_cycles:
        plans[template.key] = FollowingPlan(
            words="Start a second programme that follows it",
            template_key=template.key,
            follows=programme.reference,
        )
    chosen = [
        (one.plan, one.label)
        for verdict in template.outcome.options
        for one in verdict.next_steps
        if one.plan is not None and one.label in programme.next_steps
    ]
    named = [(one.plan, one.label) for one in template.relations if one.kind == "may_become"]
    for key, label in [*chosen, *named]:
        if key != template.key and key not in plans:
            plans[key] = FollowingPlan(words=f"Start another plan: {label}", template_key=key)
    return list(plans.values())
