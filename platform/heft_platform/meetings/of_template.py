"""What a template says of meetings, reviews and endings."""

from dataclasses import dataclass

from heft_platform.library.programme_template import REPEATED
from heft_platform.library.programme_template import Meeting as InTemplate
from heft_platform.library.services import CADENCE_WORDS, ProgrammeTemplate
from heft_platform.words import list_of, number_of, with_capital

AFTER_A_FAILURE = {"contact_parents": "Contact the family"}
CARRIED = {"actions": "the actions that are not done", "commitments": "the promises that stand"}


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """One point of an agenda; at one that goes round there is a turn for each person."""

    id: str
    title: str
    phase: str  # assess, plan, do, review
    pupil: str  # core, optional, not: fit for the part that a pupil attends
    goes_round: bool
    prompts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting as its template wants it."""

    purpose: str
    chairs: str  # whom the template lets chair, in words
    goes_ahead: str  # without whom it is held all the same; nothing if nobody may be missing
    required: tuple[str, ...]  # roles that must be invited, that are expected, that come if somebody asks
    expected: tuple[str, ...]
    on_request: tuple[str, ...]
    expects_outsider: bool
    in_school_hours: bool
    modes: tuple[str, ...]
    pupil_parts: tuple[str, ...]
    papers: tuple[tuple[str, str], ...]  # id and label
    agenda: tuple[AgendaItem, ...]


@dataclass(frozen=True, kw_only=True)
class Role:
    """A part that somebody has in a programme."""

    id: str
    label: str
    party: str
    caution: str
    fewest: int  # people


@dataclass(frozen=True, kw_only=True)
class FollowingStep:
    """What may come next after a verdict."""

    id: str
    label: str
    is_required: bool


@dataclass(frozen=True)
class MeetingRules:
    """The part of a template that meetings obey."""

    template: ProgrammeTemplate

    @property
    def roles(self) -> dict[str, Role]:
        return {
            one.id: Role(
                id=one.id,
                label=typeset(one.label),
                party=one.party,
                caution=typeset(one.caution or ""),
                fewest=one.fewest,
            )
            for one in self.template.roles
        }

    def meeting_at(self, code: str) -> Meeting | None:
        """Return the meeting that is held at a milestone, by the milestone's code; None if none is."""
        milestone = code.partition(REPEATED)[0]
        held = {one.id: one.meeting for one in self.template.milestones}.get(milestone)
        return self._meeting(self.template.meeting(held)) if held else None

    @property
    def asks_of_all_targets(self) -> bool:
        """Say whether a review must say of every target what became of it, and what happens to it now."""
        return self.template.review_rules.all_targets_answered

    @property
    def asks_of_all_commitments(self) -> bool:
        """Say whether a review must say of every commitment whether it was kept."""
        return self.template.review_rules.all_commitments_answered

    @property
    def goes_on(self) -> str:
        """Say what of a review goes on to the next; nothing if nothing does."""
        named = [CARRIED[one] for one in self.template.review_rules.carries_forward if one in CARRIED]
        return f"To the next meeting go {list_of(named)}." if named else ""

    @property
    def early_callers(self) -> tuple[Role, ...]:
        """Return who may call a review early; nobody if there is no early review."""
        rule = self.template.review_rules.early_review
        return tuple(self.roles[one] for one in rule.called_by) if rule.allowed else ()

    @property
    def runs_it(self) -> str:
        """Return the role that contacts the family if the plan fails."""
        return self.template.review_rules.failing_between.task_for

    @property
    def who_runs_it(self) -> str:
        return typeset(self.template.role(self.runs_it).label)

    @property
    def done_if_it_fails(self) -> str:
        """Return in words what is done if the plan fails between two reviews."""
        action = self.template.review_rules.failing_between.action
        return AFTER_A_FAILURE.get(action) or with_capital(action.replace("_", " "))

    @property
    def paper_if_it_fails(self) -> str:
        """Return the name of the paper on which that is written down."""
        return typeset(self.template.document(self.template.review_rules.failing_between.document).label)

    @property
    def looks_after(self) -> str:
        """Return the role that keeps looking in when the programme has ended: the adult who knows the pupil best."""
        return self.template.closing.after_care.owner

    @property
    def weeks_of_after_care(self) -> int:
        return self.template.closing.after_care.weeks

    @property
    def rhythm_of_after_care(self) -> str:
        """Return how often somebody looks in then: daily, weekly or fortnightly."""
        return self.template.closing.after_care.cadence

    @property
    def paper_of_after_care(self) -> str:
        """Return the name of the paper with which somebody looks in."""
        return typeset(self.template.document(self.template.closing.after_care.document).label)

    @property
    def after_care(self) -> str:
        """Say who looks in, how often, for how long and with which paper."""
        who = typeset(self.template.role(self.looks_after).label)
        often = CADENCE_WORDS[self.rhythm_of_after_care].lower()
        weeks = number_of(self.weeks_of_after_care, "week")
        return f"After it went well, for {weeks}: {who} looks in {often}, with “{self.paper_of_after_care}”"

    @property
    def closing_steps(self) -> list[tuple[str, str]]:
        """Return what is done when it has ended, with who does it."""
        return [
            (one.id, f"{typeset(one.label)} ({typeset(self.template.role(one.owner).label)})")
            for one in self.template.closing.steps
        ]

    @property
    def who_decides(self) -> str:
        """Return in words who decides how it went, together."""
        return list_of(
            [typeset(words) for words in self.template.role_words(self.template.outcome.decided_by)]
        )

    @property
    def decided_on(self) -> str:
        """Return in words the papers on which that is decided; nothing if the template names none."""
        papers = [self.template.document(one).label for one in self.template.outcome.evidence]
        return list_of([typeset(words) for words in papers])

    @property
    def rates_own_control(self) -> bool:
        return self.template.target_rules.own_control_rating is not None

    def next_steps_after(self, verdict: str) -> tuple[FollowingStep, ...]:
        """Return what may follow a verdict."""
        return tuple(
            FollowingStep(id=step.id, label=typeset(step.label), is_required=step.is_required)
            for one in self.template.outcome.options
            if one.id == verdict
            for step in one.next_steps
        )

    def alternatives(self) -> list[tuple[str, str]]:
        """Return what else can be done if success is unlikely: what follows all other verdicts."""
        others = [code for code, _, _ in self.template.verdicts() if not self.template.went_well(code)]
        return list({step.id: step.label for one in others for step in self.next_steps_after(one)}.items())

    def _meeting(self, one: InTemplate) -> Meeting:
        papers = {paper.id: typeset(paper.label) for paper in self.template.documents}
        return Meeting(
            purpose=typeset(one.purpose),
            chairs=" or ".join(typeset(words) for words in self.template.role_words(one.chair)),
            goes_ahead=list_of(
                [typeset(words) for words in self.template.role_words(one.goes_ahead_without)]
            ),
            required=one.invite.required,
            expected=one.invite.expected,
            on_request=one.invite.on_request,
            expects_outsider=one.outside_representative == "expected",
            in_school_hours=one.in_school_hours,
            modes=one.modes,
            pupil_parts=one.pupil_part.options,
            papers=tuple((paper, papers[paper]) for paper in one.papers if paper in papers),
            agenda=tuple(
                AgendaItem(
                    id=item.id,
                    title=typeset(item.title),
                    phase=item.phase,
                    pupil=item.pupil,
                    goes_round=item.goes_round,
                    prompts=tuple(typeset(words) for words in item.prompts),
                )
                for item in one.agenda
            ),
        )


def typeset(words: str) -> str:
    """Return words as pages say them: a template may be typed with a straight apostrophe."""
    return words.replace("'", "’")


def rules_of(template: ProgrammeTemplate) -> MeetingRules:
    """Return what a template says of meetings."""
    return MeetingRules(template)
