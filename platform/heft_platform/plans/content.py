"""A plan as it is frozen: its content as plain data, the fingerprint of that, and what differs between two."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from heft_platform.plans.views import PARTY_NAMES, CommitmentView, Plan, TargetView
from heft_platform.words import list_of

SCHEMA = 1
Content = Mapping[str, Any]


def content_of(plan: Plan, parts: Mapping[str, Content]) -> dict[str, Any]:
    """Return everything that is agreed; `parts` are what other features keep, frozen, by name.

    Which small step is reached is no part of it: that changes every week, and nobody agrees to it.
    """
    return {
        "schema": SCHEMA,
        "targets": [_target(target) for target in plan.targets],
        "commitments": [_commitment(commitment) for commitment in plan.commitments],
        "no_promise": dict(plan.reasons),  # as plans that were agreed before call it
        "parts": dict(parts),
    }


def fingerprint_of(content: Content) -> str:
    """Return the SHA-256 of the content in the one way in which it can be written."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def differences_in_words(before: Content, after: Content) -> tuple[str, ...]:
    """Return a sentence for each thing that differs between two plans."""
    return (
        *_targets_differing(before["targets"], after["targets"]),
        *_commitments_differing(before["commitments"], after["commitments"]),
        *_reasons_differing(before["no_promise"], after["no_promise"]),
        *_parts_differing(before["parts"], after["parts"]),
    )


TARGET_WORDS = {
    "pupil_words": "the pupil’s own words",
    "success": "what it looks like",
    "horizon": "how long it is for",
    "smart": "what makes it SMART",
    "measure": "how it is measured",
    "baseline": "where it starts",
    "aim": "the aim",
    "help": "who helps, and how",
    "review_on": "when it is looked at again",
    "steps": "the small steps",
}

COMMITMENT_WORDS = {
    "party": "whose it is",
    "who": "who makes it",
    "target": "which target it is for",
    "is_additional": "whether it comes in addition to earlier plans",
}


def _target(target: TargetView) -> dict[str, Any]:
    return {
        "id": str(target.id),
        "statement": target.statement,
        "pupil_words": target.pupil_words,
        "horizon": target.horizon,
        "success": target.success,
        "smart": dict(target.smart),
        "measure": target.measure_words,
        "baseline": target.baseline,
        "aim": target.aim,
        "help": target.help,
        "review_on": target.review_on.isoformat() if target.review_on else None,
        "steps": [step.words for step in target.steps],
    }


def _commitment(commitment: CommitmentView) -> dict[str, Any]:
    """Return a commitment as plain data. Its days are in it if it has any: so the plans that were agreed before stay."""
    return {
        "id": str(commitment.id),
        "party": commitment.party,
        "who": commitment.who,
        "what": commitment.what,
        "how_often": commitment.how_often,
        "target": str(commitment.target_id) if commitment.target_id else None,
        "is_additional": commitment.is_additional,
    } | ({"lasts": commitment.lasts} if commitment.lasts else {})


def _targets_differing(before: list[Content], after: list[Content]) -> Iterable[str]:
    old = {one["id"]: one for one in before}
    for number, one in enumerate(after, start=1):
        was = old.pop(one["id"], None)
        if was is None:
            yield f"New target: “{one['statement']}”"
            continue
        if was["statement"] != one["statement"]:
            yield f"Target {number} is now “{one['statement']}”. It was “{was['statement']}”"
        changed = [words for name, words in TARGET_WORDS.items() if was.get(name) != one.get(name)]
        if changed:
            yield f"Target {number} has new words for {list_of(changed)}"
    for gone in old.values():
        yield f"Taken out: the target “{gone['statement']}”"


def _commitments_differing(before: list[Content], after: list[Content]) -> Iterable[str]:
    old = {one["id"]: one for one in before}
    for one in after:
        was = old.pop(one["id"], None)
        if was is None:
            yield f"New promise of {one['who']}: “{one['what']}”"
            continue
        if _as_said(was) != _as_said(one):
            yield f"Promise of {one['who']} is now “{_as_said(one)}”. It was “{_as_said(was)}”"
        changed = [words for name, words in COMMITMENT_WORDS.items() if was.get(name) != one.get(name)]
        if changed:
            yield f"Changed in the promise “{one['what']}”: {list_of(changed)}"
    for gone in old.values():
        yield f"Taken out: {gone['who']} promised “{gone['what']}”"


def _as_said(one: Content) -> str:
    return ", ".join(said for said in (one["what"], one["how_often"], one.get("lasts", "")) if said)


def _reasons_differing(before: Content, after: Content) -> Iterable[str]:
    for party, reason in after.items():
        if before.get(party) != reason:
            yield f"Why {PARTY_NAMES[party]} promises nothing: “{reason}”"


def _parts_differing(before: Content, after: Content) -> Iterable[str]:
    for name in sorted({*before, *after}):
        was, now = before.get(name, {}).get("lines", []), after.get(name, {}).get("lines", [])
        label = (after.get(name) or before[name])["label"]
        yield from (f"{label}, new: {line}" for line in now if line not in was)
        yield from (f"{label}, taken out: {line}" for line in was if line not in now)
        if name in before and name in after:
            yield from _grids_differing(label, before[name].get("grid"), after[name].get("grid"))


def _grids_differing(label: str, before: Content | None, after: Content | None) -> Iterable[str]:
    """Return a sentence for each cell that differs, and each row that is gone or new."""
    if not (before and after):
        return
    old = {row[0]: row for row in before["rows"]}
    for row in after["rows"]:
        was = old.pop(row[0], None)
        if was is None:
            yield f"{label}, new: {row[0]}"
            continue
        for heading, said, said_before in zip(after["headings"][1:], row[1:], was[1:], strict=True):
            if said != said_before:
                yield f"{label}, {heading}, {row[0]}: now “{said}”. It was “{said_before}”"
    yield from (f"{label}, taken out: {name}" for name in old)
