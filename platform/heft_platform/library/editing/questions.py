"""What a page asks about a part of a template, and how an answer becomes what the template says."""

import re
from dataclasses import dataclass
from typing import Any, Literal

Sort = Literal["text", "long", "lines", "number", "choice", "choices", "yes", "tasks", "options"]
Answer = str | list[str]
SEPARATOR = "--"  # between the keys on the way to a value
TASK = "|"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `key` is the way to its value, such as “duration--planned_weeks”, and the name of the answer."""

    key: str
    label: str
    sort: Sort = "text"
    choices: str = ""  # the name of a list of choices
    hint: str = ""
    is_needed: bool = False
    at_most: int = 200
    least: int = 0
    may_be_null: bool = False  # an empty number is written as null, and not left out
    yes: Any = True  # what a tick means
    group: str = ""

    @property
    def way(self) -> list[str]:
        return self.key.split(SEPARATOR)


def answer_of(question: Question, thing: Any) -> Answer:
    """Return what the template says now, as it stands in the form."""
    value = value_at(thing, question.way)
    if question.sort in {"choices", "lines"}:
        several = [typeset(one) for one in value] if _is_texts(value) else []
        return several if question.sort == "choices" else "\n".join(several)
    if question.sort == "options":
        return "\n".join(typeset(str(one)) for one in value.values()) if isinstance(value, dict) else ""
    if question.sort == "tasks":
        return "\n".join(_task_line(one) for one in value) if isinstance(value, list) else ""
    if question.sort == "yes":
        return "yes" if value == question.yes and type(value) is type(question.yes) else ""
    if value is None or isinstance(value, dict | list | bool):
        return ""
    return str(value) if question.sort == "choice" else typeset(str(value)).strip()


def put(question: Question, thing: dict[str, Any], answer: Answer, owners: list[tuple[str, str]]) -> None:
    """Write an answer into a part of a template. One that says what stands there already changes nothing."""
    if answer == answer_of(question, thing):
        return
    *way, last = question.way
    holder = value_at(thing, way) if way else thing
    if holder is None:
        holder = {}
    if not isinstance(holder, dict):
        return
    value = _value(question, holder.get(last), answer, owners)
    if value == holder.get(last) and type(value) is type(holder.get(last)):
        return
    if value is None and not question.may_be_null:
        holder.pop(last, None)
    else:
        holder[last] = value
    if len(way) == 1 and way[0] not in thing and holder:
        thing[way[0]] = holder
    elif len(way) == 1 and not holder:
        thing.pop(way[0], None)


def value_at(thing: Any, way: list[str]) -> Any:
    """Return what lies at the end of a way through keys, and through lists by ids; None if nothing does."""
    for step in way:
        if isinstance(thing, dict):
            thing = thing.get(step)
        elif isinstance(thing, list):
            thing = next((one for one in thing if isinstance(one, dict) and one.get("id") == step), None)
        else:
            return None
    return thing


def with_names(answer: Answer, owners: list[tuple[str, str]]) -> Answer:
    """Return the lines of tasks with the names of those who do them, instead of their ids."""
    if isinstance(answer, list):
        return answer
    names = dict(owners)
    pieces = [line.rpartition(f" {TASK} ") for line in answer.split("\n")]
    return "\n".join(
        f"{label}{bar}{names.get(owner, owner)}" if bar else owner for label, bar, owner in pieces
    )


def typeset(text: str) -> str:
    """Return text with the apostrophes that print has."""
    return text.replace("'", "’")


def new_id(label: str, taken: set[str], *, prefix: str = "") -> str:
    """Return an id for a new thing, made from its name, that no other has."""
    slug = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")[:40] or "part"
    slug = prefix + (slug if slug[0].isalpha() or prefix else f"n_{slug}")
    number, id_ = 2, slug
    while id_ in taken:
        number, id_ = number + 1, f"{slug}_{number}"
    return id_


def _value(question: Question, before: Any, answer: Answer, owners: list[tuple[str, str]]) -> Any:
    if isinstance(answer, list):
        return _in_old_order(before, answer)
    if question.sort in {"lines", "tasks", "options"}:
        lines = [line.strip() for line in answer.split("\n") if line.strip()]
        return _of_lines(question, before, lines, owners)
    if question.sort == "number":
        return int(answer) if answer else None
    if question.sort == "yes":
        return question.yes if answer else (False if question.yes is True else None)
    return answer or ("" if question.is_needed else None)


def _of_lines(
    question: Question, before: Any, lines: list[str], owners: list[tuple[str, str]]
) -> list[Any] | dict[str, str] | None:
    if question.sort == "options":
        return _options(before if isinstance(before, dict) else {}, lines) or None
    if not lines and not isinstance(before, list):
        return None
    if question.sort == "lines":
        return lines
    known = {_task_line(one): one for one in before} if isinstance(before, list) else {}
    tasks = [_task(line, owners) for line in lines]
    return [known.get(_task_line(one), one) for one in tasks]


def _in_old_order(before: Any, chosen: list[str]) -> list[str]:
    """Keep what stood there where it stood, so that only what is chosen anew is a difference."""
    old = [one for one in before if one in chosen] if _is_texts(before) else []
    return [*old, *(one for one in chosen if one not in old)]


def _options(before: dict[str, Any], lines: list[str]) -> dict[str, str]:
    """Keep the ids of choices whose words stay; a choice that is only reworded keeps its id too."""
    ids = {typeset(str(words)): id_ for id_, words in before.items()}
    if len(lines) == len(before):
        ids = {
            line: ids.get(line) or old
            for line, (old, words) in zip(lines, before.items(), strict=True)
            if line in ids or typeset(str(words)) not in lines
        }
    kept: dict[str, str] = {}
    for line in lines:
        id_ = ids.get(line) or new_id(line, {*before, *kept})
        kept[id_ if id_ not in kept else new_id(line, {*before, *kept})] = line
    return kept


def _task_line(task: Any) -> str:
    if not isinstance(task, dict):
        return str(task)
    owner = f" {TASK} {task['owner']}" if task.get("owner") else ""
    return typeset(f"{task.get('label', '')}{owner}")


def _task(line: str, owners: list[tuple[str, str]]) -> dict[str, str]:
    label, _, owner = (piece.strip() for piece in line.rpartition(TASK)) if TASK in line else (line, "", "")
    ids = {words.lower(): id_ for id_, words in owners} | {id_: id_ for id_, _ in owners}
    return {"label": label, "owner": ids.get(owner.lower(), owner)} if owner else {"label": label}


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
