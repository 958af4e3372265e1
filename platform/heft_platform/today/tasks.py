"""What was found, as things to do in plain words, each with the page that does it."""

from collections.abc import Iterable
from uuid import UUID

from heft_platform.escalations.services import FOR_APPROVAL, SENT, SENT_BACK
from heft_platform.today.reading import Look
from heft_platform.today.views import SOON, Task
from heft_platform.waiting import Waiting
from heft_platform.words import list_of, number_of, short_day

A_FEW = 5  # that are named one by one before they are only counted


def with_a_day(found: Look) -> Iterable[Task]:
    """Give everything that somebody has to do by a day, or now."""
    yield from _requests(found)
    yield from _reports(found)
    yield from _meetings(found)
    yield from _sessions(found)
    yield from _agreements(found)
    yield from _actions(found)
    yield from _answers(found)


def _requests(found: Look) -> Iterable[Task]:
    for one in found.of("request"):
        programme = found.at_work.get(one.programme_id) if one.programme_id else None
        if programme is None:
            continue
        keys = {"reference": programme.reference, "request_reference": one.words}
        meta = (_named(found, programme.pupil_id),)
        if one.number == FOR_APPROVAL and found.looker.approves:
            words, endpoint = f"Approve request {one.words}", "escalations.check"
        elif one.number == SENT_BACK:
            words, endpoint = f"Look again at request {one.words}", "escalations.thread"
        elif one.number == SENT and one.thing_id in found.asked_by_authority:
            words, endpoint = f"Answer the question about request {one.words}", "escalations.thread"
        else:
            continue
        waits = "Waits for you" if endpoint == "escalations.check" else "Waits for the school"
        yield Task(words=words, endpoint=endpoint, keys=keys, meta=meta, side=waits)


def _reports(found: Look) -> Iterable[Task]:
    if found.looker.leads and len(found.to_score) > A_FEW:
        lessons = number_of(sum(found.to_score.values()), "lesson")
        yield Task(
            words=f"{number_of(len(found.to_score), 'pupil')} on report",
            endpoint="daily_reports.index",
            side=f"{lessons} to score",
        )
        return
    for programme_id, number in found.to_score.items():
        programme = found.at_work[programme_id]
        yield Task(
            words=f"Report of {_initials(found, programme.pupil_id)}",
            endpoint="daily_reports.day",
            keys={"reference": programme.reference, "day": found.today.isoformat()},
            side=f"{number_of(number, 'lesson')} to score",
        )


def _meetings(found: Look) -> Iterable[Task]:
    in_turn = sorted(found.of("arranged"), key=lambda one: one.number)
    arranged = {one.thing_id: one.words for one in in_turn}
    for one in found.of("meeting"):
        if not found.concerns(one.programme_id) or one.programme_id is None or one.on_day is None:
            continue
        programme = found.at_work[one.programme_id]
        keys = {"reference": programme.reference}
        meta = [_named(found, programme.pupil_id), *_whose(found, programme.id)]
        if programme.state == "preparing":
            words, endpoint = f"Agree the plan of {programme.reference}", "plans.plan"
            meta.append(one.words)
        elif one.on_day <= found.today:
            words, endpoint = f"Hold the {one.words.lower()} of {programme.reference}", "meetings.hold"
        elif one.on_day > found.today + SOON:
            continue
        elif one.thing_id in arranged:
            words, endpoint = f"{one.words} of {programme.reference}", "programmes.overview"
            meta.append(f"at {arranged[one.thing_id]}" if arranged[one.thing_id] else "arranged")
        else:
            words, endpoint = f"Prepare the {one.words.lower()} of {programme.reference}", "meetings.prepare"
            keys["milestone_id"] = str(one.thing_id)
            meta.append("nothing is arranged yet")
        yield Task(words=words, endpoint=endpoint, keys=keys, meta=tuple(meta), day=one.on_day)


def _sessions(found: Look) -> Iterable[Task]:
    for programme_id, cadence in found.cadences.items():
        programme = found.at_work[programme_id]
        day = cadence.overdue_since or cadence.next_on
        if programme.key_worker_id != found.looker.person_id or day is None or day > found.today + SOON:
            continue
        yield Task(
            words=f"{cadence.label} with {_initials(found, programme.pupil_id)}",
            endpoint="sessions.new",
            keys={"reference": programme.reference},
            meta=(programme.reference, cadence.cadence_words.lower()),
            day=day,
        )


def _agreements(found: Look) -> Iterable[Task]:
    for one in found.of("not_agreed"):
        if found.concerns(one.programme_id) and one.programme_id is not None:
            programme = found.at_work[one.programme_id]
            yield Task(
                words=f"Not everybody has agreed the plan of {programme.reference}",
                endpoint="plans.agree_plan",
                keys={"reference": programme.reference},
                meta=(_named(found, programme.pupil_id), f"still to agree: {one.words}"),
                side=number_of(one.number, "person", "people"),
            )


def _actions(found: Look) -> Iterable[Task]:
    for one in found.of("action"):
        yield Task(
            words=one.words,
            endpoint="actions.action",
            keys={"action_id": str(one.thing_id)},
            meta=("Your action", _named(found, one.pupil_id)),
            day=one.on_day,
        )


def _answers(found: Look) -> Iterable[Task]:
    others: dict[UUID, list[Waiting]] = {}
    for one in found.of("asked"):
        programme = found.at_work.get(one.programme_id) if one.programme_id else None
        if programme is None:
            continue
        if not one.number:
            if found.concerns(programme.id):
                others.setdefault(programme.id, []).append(one)
            continue
        reads = found.looker.runs_programmes
        yield Task(
            words=f"Asked of you: {one.words}",
            endpoint="gathering.asked_one" if reads else "",
            keys={"reference": programme.reference, "asked_id": str(one.thing_id)},
            meta=(
                _named(found, programme.pupil_id),
                *(() if reads else (f"give it to {programme.key_worker}",)),
            ),
            day=one.on_day,
        )
    for programme_id, several in others.items():
        programme = found.at_work[programme_id]
        yield Task(
            words=f"{number_of(len(several), 'document or answer', 'documents and answers')}"
            f" to come for {programme.reference}",
            endpoint="gathering.asked",
            keys={"reference": programme.reference},
            meta=(_named(found, programme.pupil_id), list_of([one.words for one in several][:3])),
            day=min(one.on_day for one in several if one.on_day),
        )


def of_the_whole_school(found: Look) -> Iterable[Task]:
    """Give what others are late with, for whoever looks after the whole school."""
    if not found.looker.leads:
        return
    late = [one for one in found.cadences.values() if one.overdue_since]
    if late:
        yield Task(
            words=f"{number_of(len(late), 'programme')} with a late session",
            endpoint="sessions.late",
            side=f"Since {short_day(min(one.overdue_since for one in late if one.overdue_since))}",
        )
    early = [one for one in found.cadences.values() if one.proposes_review]
    if early:
        yield Task(
            words=f"{number_of(len(early), 'programme')} to review early",
            endpoint="sessions.late",
            meta=("Many sessions were missed",),
        )
    for one in found.of("others_actions"):
        yield Task(
            words=f"{number_of(one.number, 'action')} of others overdue",
            endpoint="actions.index",
            side=f"Since {short_day(one.on_day)}" if one.on_day else "",
        )
    for one in found.of("request"):
        if one.number == FOR_APPROVAL and not found.looker.approves:
            yield Task(words=f"Request {one.words}", meta=("With the headteacher, to be approved",))


def to_ask_again(found: Look) -> Iterable[Task]:
    """Give the pupils of whom something was checked too long ago."""
    mine = {one.pupil_id for one in found.at_work.values() if found.concerns(one.id)}
    several = [one for one in found.of("stale") if one.pupil_id in mine]
    if len(several) > A_FEW:
        yield Task(
            words=f"Pictures of {len(several)} pupils were checked more than 6 months ago",
            endpoint="picture.grid",
        )
        return
    for one in several:
        yield Task(
            words=f"What is known of {_named(found, one.pupil_id)}",
            endpoint="picture.context",
            keys={"pupil_id": str(one.pupil_id)},
            meta=(f"{number_of(one.number, 'part')} checked more than 6 months ago",),
            side=f"Since {short_day(one.on_day)}" if one.on_day else "",
        )


def news(found: Look) -> Iterable[Task]:
    """Give what became different by itself: dates that the calendar moved, versions that the cluster published."""
    for one in found.of("moved"):
        if found.concerns(one.programme_id) and one.programme_id is not None and one.on_day is not None:
            programme = found.at_work[one.programme_id]
            yield Task(
                words=f"{one.words} of {programme.reference} has moved",
                endpoint="programmes.overview",
                keys={"reference": programme.reference},
                meta=(_named(found, programme.pupil_id),),
                side=f"Now on {short_day(one.on_day)}",
            )
    for one in found.of("template"):
        yield Task(
            words=f"A newer version of “{one.words}” is there",
            endpoint="library.newer_version",
            keys={"template_id": str(one.thing_id)},
            meta=("See what changed before your school takes it on",),
        )


def _named(found: Look, pupil_id: UUID | None) -> str:
    """Return the pupil as the looker may be shown them on a page."""
    if not found.looker.runs_programmes:
        return _initials(found, pupil_id)
    pupil = found.known.get(pupil_id) if pupil_id else None
    return f"{pupil.name}, {pupil.group}" if pupil and pupil.group else pupil.name if pupil else ""


def _initials(found: Look, pupil_id: UUID | None) -> str:
    pupil = found.known.get(pupil_id) if pupil_id else None
    return f"{pupil.initials}, {pupil.group}" if pupil and pupil.group else pupil.initials if pupil else ""


def _whose(found: Look, programme_id: UUID) -> tuple[str, ...]:
    """Name the key worker, where it is somebody else’s programme."""
    return () if found.is_mine(programme_id) else (found.at_work[programme_id].key_worker,)
