"""The sheets for a whole template: how long it takes, and the words in which it speaks."""

from typing import Any

from heft_platform.library.editing.kinds import LONG, TEXT
from heft_platform.library.editing.places import things_at
from heft_platform.library.editing.questions import Question, typeset

LENGTH = (
    Question(
        key="duration--week_basis",
        label="Which weeks are counted?",
        sort="choice",
        choices="week_basis",
        is_needed=True,
    ),
    Question(
        key="duration--planned_weeks",
        label="Planned length in weeks",
        sort="number",
        may_be_null=True,
        hint="Leave it empty if a meeting sets the end",
    ),
    Question(
        key="duration--min_weeks",
        label="Shortest sensible length in weeks",
        sort="number",
        least=1,
        is_needed=True,
    ),
    Question(
        key="duration--max_weeks",
        label="Longest length in weeks, before it is extended",
        sort="number",
        least=1,
        is_needed=True,
    ),
    Question(key="duration--open_ended", label="The end is set at a meeting", sort="yes"),
)
NAMES = (
    Question(key="label", label="Full name", is_needed=True, group="Name"),
    Question(key="short_label", label="Short name", is_needed=True, at_most=40, group="Name"),
    Question(
        key="summary",
        label="Summary",
        sort="long",
        is_needed=True,
        at_most=LONG,
        hint="Two or three sentences for whoever chooses a template",
        group="Name",
    ),
)
TERMS = (
    ("plan", "The plan"),
    ("plan_short", "The plan, in short"),
    ("lead", "Whoever leads it"),
    ("monitor", "Whoever meets the pupil"),
    ("interim", "A meeting in between"),
    ("end", "The last meeting"),
)
GUIDANCE = (
    Question(
        key="entry--cautions",
        label="Said before a programme is started",
        sort="lines",
        at_most=LONG,
        hint="One on each line",
        group="Guidance",
    ),
    Question(
        key="targets--success_criteria--prompt",
        label="Asked about each target",
        is_needed=True,
        group="Guidance",
    ),
    Question(key="contingency--prompt", label="Asked about a very bad day", group="Guidance"),
)


def words_of(body: dict[str, Any]) -> tuple[Question, ...]:
    """Return every question about the words of a template: its name, what it calls things, guidance and prints."""
    terms = [
        Question(key=f"terms--{key}", label=words, is_needed=True, group="What things are called here")
        for key, words in TERMS
    ]
    return (
        *NAMES,
        *terms,
        *GUIDANCE,
        *_labels(body, "cycle", "Stages", more=("purpose", "What it is for")),
        *_labels(body, "entry/triggers", "Reasons to start"),
        *_labels(body, "verdicts/options", "Outcomes", more=("meaning", "What it means")),
        *_labels(body, "signatures", "Words that are signed"),
        *_labels(body, "outputs", "Titles of prints"),
    )


def _labels(
    body: dict[str, Any], place: str, group: str, *, more: tuple[str, str] | None = None
) -> list[Question]:
    found = []
    holder: Any = body
    *way, last = place.split("/")
    for step in way:
        holder = holder.get(step) if isinstance(holder, dict) else None
    for one in things_at(holder, last) if isinstance(holder, dict) else []:
        name = typeset(str(one.get("label") or one["id"]))[:TEXT]
        key = "--".join([*way, last, one["id"]])
        found.append(Question(key=f"{key}--label", label=f"Name of “{name}”", is_needed=True, group=group))
        if more:
            found.append(
                Question(
                    key=f"{key}--{more[0]}",
                    label=f"{more[1]}: “{name}”",
                    sort="long",
                    at_most=LONG,
                    is_needed=True,
                    group=group,
                )
            )
    return found
