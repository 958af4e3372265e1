"""What meetings said and decided, the log, and how it ended."""

from heft_platform import words
from heft_platform.documents.known import Known
from heft_platform.documents.material import OPERATIONAL, PASTORAL, Fact, Material, Row, Said


def reviews(known: Known) -> Material:
    """What each meeting came to."""
    in_order = list(reversed(known.reviews))
    return Material(
        code="reviews",
        title="Reviews",
        source="Meetings that were held",
        nothing="No review has been held.",
        said=tuple(
            Said(
                words=f"{one.label}, {words.day(one.held_on)}: {one.summary} There: {one.present}.",
                visibility=PASTORAL,
            )
            for one in in_order
        ),
        caption="Results at reviews",
        headings=("Review", "Target", "Result", "And then"),
        rows=tuple(
            Row(
                cells=(f"{one.label}, {words.short_day(one.held_on)}", statement, result, change),
                visibility=PASTORAL,
            )
            for one in in_order
            for statement, result, change in one.targets
        ),
    )


def then_and_now(known: Known) -> Material:
    """What each said at each meeting, side by side in time."""
    return Material(
        code="then_and_now",
        title="What each said, then and now",
        source="Records of meetings",
        nothing="No words of a meeting are recorded.",
        caption="What was said at each meeting",
        headings=("About", "Meeting", "Who", "What was said"),
        rows=tuple(
            Row(cells=(word.title, label, word.who or "Everybody", word.words), visibility=PASTORAL)
            for label, _, said in known.words_at_meetings
            for word in said
        ),
    )


def meeting(known: Known) -> Material:
    """The last meeting: who was there, and what was said to each item of its agenda."""
    record = known.meeting
    if record is None:
        return Material(
            code="meeting",
            title="The meeting",
            source="Record of the meeting",
            nothing="No meeting has been held.",
        )
    held = record.review
    facts = [
        ("Meeting", held.label, OPERATIONAL),
        ("Held on", words.day(held.held_on), OPERATIONAL),
        ("Led by", record.decided.chair, PASTORAL),
        ("Notes by", record.decided.note_taker or held.recorder, PASTORAL),
        ("There", held.present, PASTORAL),
        *((one.name, f"{one.role_label}: {one.was_words}", PASTORAL) for one in record.attendance),
        ("Why no parent or carer was heard", record.decided.family_gap, PASTORAL),
        ("In short", held.summary, PASTORAL),
    ]
    return Material(
        code="meeting",
        title="The meeting",
        source="Record of the meeting",
        nothing="No meeting has been held.",
        facts=tuple(
            Fact(name=name, value=value, visibility=visibility) for name, value, visibility in facts if value
        ),
        caption="What was said",
        headings=("About", "Who", "What was said"),
        rows=tuple(
            Row(cells=(word.title, word.who or "Everybody", word.words), visibility=PASTORAL)
            for word in record.words
        ),
    )


def decided(known: Known) -> Material:
    """What the meeting decided, target by target, and what was put off."""
    record = known.meeting
    if record is None:
        return Material(
            code="decided",
            title="What was decided",
            source="Record of the meeting",
            nothing="No meeting has been held.",
        )
    why = dict(record.evidence)
    facts = (
        ("Decisions", record.decided.decisions),
        ("Further measures", record.decided.further_measures),
        ("How likely it is to succeed", record.decided.outlook_words),
        ("Alternatives", "; ".join(record.decided.alternatives)),
        ("Put off", record.decided.parked),
        *((f"Promise: {what}", result) for what, result in record.review.commitments),
    )
    remarks = (
        Said(words=f"Added on {words.day(one.written_at)} by {one.author}: {one.body}", visibility=PASTORAL)
        for one in record.remarks
    )
    return Material(
        code="decided",
        title="What was decided",
        source="Record of the meeting",
        nothing="Nothing was decided at it.",
        said=tuple(remarks),
        facts=tuple(Fact(name=name, value=value, visibility=PASTORAL) for name, value in facts if value),
        caption="Targets at this meeting",
        headings=("Target", "Result", "What shows it", "And then"),
        rows=tuple(
            Row(cells=(statement, result, why.get(statement, "Not said"), change), visibility=PASTORAL)
            for statement, result, change in record.review.targets
        ),
    )


def log(known: Known) -> Material:
    """What staff wrote for each other."""
    return Material(
        code="log",
        title="Log",
        source="The log",
        nothing="Nothing is in the log.",
        said=tuple(
            Said(
                words=f"{words.day(one.written_at)}, {one.author}: {one.body}",
                visibility=PASTORAL,
                is_own_note=True,
            )
            for one in reversed(known.notes)
        ),
        is_own_notes=True,
    )


def outcome(known: Known) -> Material:
    """How it ended, what the verdict rests on, and what comes next."""
    programme, nothing = known.programme, "The programme has not ended."
    if not programme.ended_as:
        return Material(code="outcome", title="How it ended", source="The verdict", nothing=nothing)
    verdict = known.verdict
    facts = [
        ("Outcome", programme.ended_as),
        ("What comes next", "; ".join(programme.next_steps)),
        ("Finished", words.day(programme.closed_on) if programme.closed_on else ""),
        ("Credit", verdict.credit if verdict else ""),
        ("Support that comes next", verdict.support if verdict else ""),
        (
            "Looked after until",
            words.day(verdict.after_care_until) if verdict and verdict.after_care_until else "",
        ),
    ]
    return Material(
        code="outcome",
        title="How it ended",
        source="The verdict",
        nothing=nothing,
        said=(Said(words=programme.closing_words, visibility=PASTORAL),) if programme.closing_words else (),
        facts=tuple(Fact(name=name, value=value, visibility=PASTORAL) for name, value in facts if value),
        caption="What it rests on",
        headings=("Evidence", "What it says"),
        rows=tuple(
            Row(cells=(one.title, "; ".join(one.lines)), visibility=PASTORAL)
            for one in (verdict.evidence if verdict else ())
        ),
    )
