"""The kinds of packs: what each is called, whom it is for, and which blocks it has, in order."""

from dataclasses import dataclass

from heft_platform.library.services import Document

EVERYBODY = ("family", "school", "authority", "agency")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of pack. The first of its audiences is the one that is proposed.

    `below` are questions that are asked by hand on the same paper, `forms` those that have a page of their own.
    """

    code: str
    label: str
    hint: str
    blocks: tuple[str, ...]
    audiences: tuple[str, ...] = EVERYBODY
    layout: str = "paper"  # paper, my_plan, card or certificate: the template in `papers` that dresses it
    formats: tuple[str, ...] = ("pdf", "word")
    is_tight: bool = False  # meant for one page
    is_extract: bool = False  # it looks back as far as its template says, and no further
    below: tuple[Document, ...] = ()
    forms: tuple[Document, ...] = ()

    is_of_a_meeting: bool = False  # it says what was at one of them

    def title(self, reference: str) -> str:
        return f"{self.label}, programme {reference}"

    @property
    def written_before(self) -> tuple[str, ...]:
        """Return the blocks that are written into its forms beforehand, if anybody wants that."""
        return ()

    def reader(self, audience: str) -> str:
        """Return who reads a pack that is made for an audience, and so what is cut from it."""
        return audience


class WholeProgramme(Kind):
    """The kind that is the programme, and is called so."""

    def title(self, reference: str) -> str:
        return f"Programme {reference}"


class OwnPage(Kind):
    """A kind that is read by those who know whose it is: its page is called what it is, and nothing else."""

    def title(self, reference: str) -> str:
        del reference
        return self.label


class MovingRecord(Kind):
    """The kind that staff make for staff of another school: what is only this school’s stays."""

    def reader(self, audience: str) -> str:
        return "next_school" if audience == "school" else audience


KINDS = {
    kind.code: kind
    for kind in (
        Kind(
            code="pre_meeting",
            label="Pre-meeting summary",
            hint="What everybody reads before a meeting",
            is_extract=True,
            audiences=("school", "family", "authority", "agency"),
            blocks=(
                *(
                    "about",
                    "profile",
                    "strengths",
                    "voices",
                    "concerns",
                    "helps",
                    "needs",
                    "senco",
                    "checklist",
                ),
                *("behaviour", "attendance", "suspensions", "help", "tried", "other_plans", "targets"),
                *("going", "since_last", "sessions", "actions", "unknown"),
            ),
        ),
        Kind(
            code="minutes",
            label="Meeting minutes",
            hint="Who was there, what was said and what was decided at a meeting",
            is_of_a_meeting=True,
            blocks=("about", "meeting", "decided", "targets", "commitments", "actions", "dates"),
        ),
        Kind(
            code="plan",
            label="Plan",
            hint="Targets, promises, rewards, help and who agreed",
            blocks=(
                *(
                    "about",
                    "strengths",
                    "targets",
                    "commitments",
                    "rewards",
                    "consequences",
                    "help",
                    "timetable",
                ),
                *("relations", "agreed", "also_agreed", "dates"),
            ),
        ),
        OwnPage(
            code="my_plan",
            label="My plan",
            hint="One page for the pupil, in plain words",
            audiences=("family",),
            layout="my_plan",
            blocks=("whose", "my_targets", "my_part", "my_helpers", "my_rewards", "my_dates"),
        ),
        OwnPage(
            code="report_card",
            label="Daily report card",
            hint="A card for each day of a week, two on a page, with a card for the whole week and for home",
            audiences=("family",),
            layout="card",
            formats=("pdf",),
            blocks=("whose", "card_targets", "card_day"),
        ),
        OwnPage(
            code="certificate",
            label="Well done",
            hint="A certificate for targets and steps that were reached, rewards that were earned, and a good end",
            audiences=("family",),
            layout="certificate",
            blocks=("whose", "credit"),
        ),
        Kind(
            code="review",
            label="Review",
            hint="What has changed since the last meeting",
            is_extract=True,
            audiences=("school", "family", "authority", "agency"),
            blocks=(
                *(
                    "about",
                    "since_last",
                    "rewards_given",
                    "going",
                    "targets",
                    "commitments",
                    "kept",
                    "sessions",
                ),
                *("home", "actions", "behaviour", "attendance", "suspensions", "then_and_now", "reviews"),
                *("outcome", "unknown"),
            ),
        ),
        WholeProgramme(
            code="request_evidence",
            label="Request evidence",
            hint="What goes with a request to the authority",
            audiences=("authority",),
            blocks=(
                *(
                    "about",
                    "strengths",
                    "needs",
                    "targets",
                    "commitments",
                    "tried",
                    "help",
                    "timetable",
                    "going",
                ),
                *("reviews", "sessions", "behaviour", "attendance", "suspensions", "voices", "consultations"),
                *("outcome", "unknown"),
            ),
        ),
        MovingRecord(
            code="moving_school",
            label="Moving-school record",
            hint="What the next school needs. The safeguarding file goes apart from it",
            audiences=("school", "family"),
            blocks=(
                *("about", "profile", "strengths", "helps", "needs", "senco", "checklist", "measures"),
                *("other_plans", "voices", "targets", "commitments", "rewards", "help", "tried", "timetable"),
                *(
                    "going",
                    "reviews",
                    "behaviour",
                    "attendance",
                    "suspensions",
                    "actions",
                    "outcome",
                    "unknown",
                ),
            ),
        ),
        Kind(
            code="chronology",
            label="Whole chronology",
            hint="Everything that is recorded, in order of days",
            audiences=("school", "family", "authority", "agency"),
            blocks=("about", "chronology", "outcome", "unknown"),
        ),
        WholeProgramme(
            code="record",
            label="The whole programme",
            hint="The plan, daily reports, reviews and the log",
            audiences=("school", "family", "agency"),
            blocks=(
                *(
                    "about",
                    "strengths",
                    "targets",
                    "commitments",
                    "rewards",
                    "consequences",
                    "help",
                    "timetable",
                ),
                *(
                    "agreed",
                    "also_agreed",
                    "going",
                    "sessions",
                    "actions",
                    "reviews",
                    "log",
                    "outcome",
                    "unknown",
                ),
            ),
        ),
    )
}
