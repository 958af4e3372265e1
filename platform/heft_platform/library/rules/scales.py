"""What a scale is used for, its steps must say: what became of a target, say, or whether a commitment was kept."""

from heft_platform.codes import scales, steps_of
from heft_platform.library.rules.places import Body, Broken, every

ABOUT = {
    "how a target goes": frozenset({"achieved", "partly", "not_yet"}),
    "what happens to a target": frozenset({"keep", "harder", "easier", "revise", "close", "replace", "drop"}),
    "whether a promise was kept": frozenset({"kept", "partly", "not_kept", "not_due"}),
    "how a programme went": frozenset({"well", "not_well"}),
}
USED_FOR = {
    "targets.status_scale": "how a target goes",
    "targets.result_scale": "how a target goes",
    "targets.change_scale": "what happens to a target",
    "commitments.kept_scale": "whether a promise was kept",
    "verdicts.scale": "how a programme went",
}


def scales_say_what_they_are_used_for(body: Body) -> Broken:
    for path, about in USED_FOR.items():
        would_do = sorted(name for name in scales() if _says(name, about))
        for place, name in every(body, path):
            if name in scales() and name not in would_do:
                yield (
                    place,
                    f"The scale {name} does not say {about}. Use one that does: {', '.join(would_do)}.",
                )


def further_measures_are_asked_for_what_can_be_said(body: Body) -> Broken:
    scale = body["targets"]["status_scale"]
    said = steps_of(scale)
    for place, code in every(body, "review.further_measures_when[]"):
        if said and code not in said:
            yield place, f"Nobody says “{code}” of a target at a review. Use one of: {', '.join(said)}."


def _says(name: str, about: str) -> bool:
    means = {one.means for one in steps_of(name).values()}
    return bool(means) and means <= ABOUT[about]


RULES = (scales_say_what_they_are_used_for, further_measures_are_asked_for_what_can_be_said)
