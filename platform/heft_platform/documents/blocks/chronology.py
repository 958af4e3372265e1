"""Everything that happened, in order of days."""

from collections.abc import Iterator
from datetime import date, datetime

from heft_platform import words
from heft_platform.clock import SCHOOL_TIME
from heft_platform.documents.blocks.going import SESSION_WORDS
from heft_platform.documents.known import Known
from heft_platform.documents.material import PASTORAL, Material, Row


def chronology(known: Known) -> Material:
    """Everything that happened, the first thing first."""
    happened = sorted(_happened(known), key=lambda one: one[0])
    return Material(
        code="chronology",
        title="Everything in order",
        source="Everything that is recorded",
        nothing="Nothing is recorded.",
        caption="Everything in order of days",
        headings=("Day", "What", "More of it"),
        rows=tuple(
            Row(cells=(words.day(day), what, more or "–"), visibility=PASTORAL, is_own_note=is_own)
            for day, what, more, is_own in happened
        ),
    )


Happened = tuple[date, str, str, bool]


def _happened(known: Known) -> Iterator[Happened]:
    yield from _in_the_programme(known)
    yield from _between_meetings(known)
    yield from _on_record(known)


def _in_the_programme(known: Known) -> Iterator[Happened]:
    for change in known.course:
        more = "; ".join(f"{what}: {after}" for what, _, after in change.details)
        yield _day(change.at), change.what, _sentences(change.why, more), False
    for version in known.plan_versions:
        yield _day(version.made_at), f"Version {version.number} of the plan", version.label, False
    for held in known.reviews:
        yield held.held_on, held.label, held.summary, False
    for voice in known.voices:
        if voice.asked.answered_on:
            yield voice.asked.answered_on, voice.asked.label, voice.asked.state_words, False
    for note in known.notes:
        yield _day(note.written_at), f"Note by {note.author}", note.body, True


def _between_meetings(known: Known) -> Iterator[Happened]:
    for week in known.progress.weeks:
        if week.overall is not None:
            yield (
                week.monday,
                f"Daily reports, week {week.number}",
                f"{week.overall}% met. {week.recorded_words}",
                False,
            )
    for session in known.sessions:
        more = _sentences(session.why, session.helped, session.next_time)
        yield session.day, f"Session: {SESSION_WORDS[session.outcome].lower()}", more, False
    for contact in known.contacts:
        more = _sentences(contact.good_news, contact.words)
        yield contact.day, f"News with {contact.who}, {contact.channel_words.lower()}", more, False
    for reward in known.rewards_given:
        yield reward.day, f"Reward: {reward.what}", reward.for_what, False
    for action in known.actions:
        yield action.added_on, f"Action for {action.owner}", action.what, False
        if action.ended_on:
            yield action.ended_on, f"Action {action.state_words.lower()}", action.what, False


def _on_record(known: Known) -> Iterator[Happened]:
    for incident in known.incidents:
        more = _sentences(incident.behaviour, incident.consequence)
        yield incident.day, incident.kind_words, more, False
    for suspension in known.suspensions:
        if suspension.stands:
            more = _sentences(suspension.days_words, suspension.circumstances)
            yield suspension.day, suspension.category_words, more, False
    for help_ in known.help:
        if help_.starts_on:
            yield help_.starts_on, f"Help begins: {help_.what}", help_.why, False
        if help_.ends_on and help_.ends_on <= known.today:
            yield help_.ends_on, f"Help ends: {help_.what}", help_.impact_said, False


def _day(moment: datetime) -> date:
    return moment.astimezone(SCHOOL_TIME).date()


def _sentences(*several: str) -> str:
    """Put together what several wrote, with one full stop between them."""
    said = [one for one in several if one]
    return ". ".join((*(one.rstrip(". ") for one in said[:-1]), *said[-1:]))
