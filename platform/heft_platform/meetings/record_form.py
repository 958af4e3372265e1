"""The form of a meeting’s record, as its agenda, its people and the plan make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict

from heft_platform.forms import Problems, in_three_boxes, without_control_characters
from heft_platform.meetings import schemas
from heft_platform.meetings.of_template import AgendaItem, Meeting, rules_of
from heft_platform.meetings.scales import Scales, in_words, scales_at
from heft_platform.meetings.services.changing import NewWords
from heft_platform.meetings.views import (
    HEARD,
    OUTLOOK_WORDS,
    WAS_WORDS,
    Attendance,
    Decided,
    DraftView,
    InvitedView,
    MeetingPlanView,
    Word,
)
from heft_platform.plans.services import CommitmentView
from heft_platform.programmes.services import MilestoneView, ProgrammeView

SEVERAL = ("alternatives", "done_actions")
NOT_TYPED = {"csrf_token", "draft_version", "step"}
OF_TARGET = {
    "evidence": "What shows it",
    "statement": "New words",
    "success": "What will be seen",
    "aim": "New aim",
    "why": "Why",
}
NEW_WORDS = ("statement", "success", "aim", "why")
# How the names of its fields begin, part by part of the page.
PARTS = (
    ("gone", "held_on", "why_day"),
    ("was-",),
    ("present", "family_gap", "chair", "note_taker"),
    ("said-", "turn-"),
    ("result-", "change-", *(f"{name}-" for name in OF_TARGET)),
    ("kept-", "comment-"),
    ("control", "further_measures", "outlook", "alternatives"),
    ("decisions", "parked"),
    ("done_actions",),
    ("action-",),
    ("date-",),
    ("summary",),
)
STAYS_AS_IT_READS = {"keep", "close", "drop"}
ABOUT_ONE = {
    "was",
    "said",
    "turn",
    "result",
    "change",
    "kept",
    "comment",
    *OF_TARGET,
}  # before whose id it is
ALWAYS = {
    "why_day": "Why it was held on that day",
    "chair": "Chair",
    "note_taker": "Note taker",
    "present": "Who was there",
    "family_gap": "Why no parent or carer was heard",
    "summary": "How it is going",
    "decisions": "Decisions",
    "parked": "Park list",
    "further_measures": "Further measures",
    "control": "Own control",
    "outlook": "Outlook",
    "alternatives": "Alternatives",
    "done_actions": "Actions that are done",
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """A field that two people filled in differently."""

    field: str
    label: str
    theirs: str
    yours: str


@dataclass(frozen=True, kw_only=True)
class RecordForm:
    """Every field of the record of one meeting."""

    programme: ProgrammeView
    milestone: MilestoneView
    meeting: Meeting | None
    plan: MeetingPlanView
    invited: Sequence[InvitedView]
    held_on: date  # as it is offered or typed: so far the meeting looks back

    @property
    def agenda(self) -> tuple[AgendaItem, ...]:
        return self.meeting.agenda if self.meeting else ()

    @cached_property
    def scales(self) -> Scales:
        """Return what can be said here of targets and commitments."""
        return scales_at(self.programme.template, at_the_end=self.milestone.is_final)

    @cached_property
    def words_of(self) -> dict[str, dict[str, str]]:
        """Return what can be chosen by the beginning of a field's name: codes with their words."""
        scales = self.scales
        return {
            "was": WAS_WORDS,
            "result": in_words(scales.results),
            "change": in_words(scales.changes),
            "kept": in_words(scales.kept),
            "outlook": OUTLOOK_WORDS,
        }

    @property
    def has_results(self) -> bool:
        """Say whether targets and commitments are looked at: not before the programme begins."""
        return self.programme.line.state == "active"

    def why_not_asked(self, commitment: CommitmentView) -> str:
        """Say why a commitment is not asked about here; nothing if it is."""
        return commitment.why_not_asked(*self.programme.looked_back_on(self.held_on))

    @property
    def later(self) -> list[MilestoneView]:
        """Return the meetings after this one, whose dates are agreed at it."""
        milestones = list(self.programme.milestones)
        after = milestones[milestones.index(self.milestone) + 1 :]
        return [one for one in after if one.is_meeting and one.is_to_come]

    @property
    def heads(self) -> dict[str, str]:
        """Return the labels of every field of words, by its name."""
        labels = ALWAYS | self._heads_of_agenda() | (self._heads_of_plan() if self.has_results else {})
        for number in schemas.NEW_ACTIONS:
            labels[f"action-what-{number}"] = f"New action {number}"
            labels[f"action-name-{number}"] = f"New action {number}: who"
        return labels

    def _heads_of_agenda(self) -> dict[str, str]:
        labels = {f"was-{one.id}": one.name for one in self.invited}
        for item in self.agenda:
            labels[f"said-{item.id}"] = item.title
            turns = self.invited if item.goes_round else ()
            labels |= {f"turn-{item.id}-{one.id}": f"{item.title}: {one.name}" for one in turns}
        return labels

    def _heads_of_plan(self) -> dict[str, str]:
        labels: dict[str, str] = {}
        for number, target in enumerate(self.programme.targets, start=1):
            labels |= {
                f"{name}-{target.id}": f"Target {number}: {label.lower()}"
                for name, label in OF_TARGET.items()
            }
            labels[f"result-{target.id}"] = f"Target {number}: result"
            labels[f"change-{target.id}"] = f"Target {number}: what happens now"
        for commitment in self.programme.commitments:
            labels[f"kept-{commitment.id}"] = commitment.what
            labels[f"comment-{commitment.id}"] = f"{commitment.what}: what was said"
        return labels

    def read(self, typed: Mapping[str, Any]) -> dict[str, Any]:
        """Return the answers as the types that the services expect.

        :raises marshmallow.ValidationError: naming every answer that is wrong
        """
        codes = ("was-", "result-", "change-", "kept-")
        texts = [name for name in self.heads if name not in ALWAYS and not name.startswith(codes)]
        texts = [name for name in texts if not name.startswith("action-")]
        days = {f"date-{one.id}": f"Enter the day of the {one.label.lower()}" for one in self.later}
        versions = [f"version-{target.id}" for target in self.programme.targets] if self.has_results else []
        return schemas.HoldMeeting.with_also(texts=texts, days=days, numbers=versions).read(typed)

    def gather_gaps(self, typed: Mapping[str, Any], problems: Problems) -> None:
        """Name every choice that was not made."""
        asked = {f"was-{one.id}": (WAS_WORDS, f"Say whether {one.name} was there") for one in self.invited}
        rules = rules_of(self.programme.template)
        for number, target in enumerate(self.programme.targets if self.has_results else (), start=1):
            said = [f"{name}-{target.id}" for name in ("result", "change", *OF_TARGET)]
            if not rules.asks_of_all_targets and not any(typed.get(name) for name in said):
                continue
            asked[f"result-{target.id}"] = (self.words_of["result"], self._asks_of(number))
            asked[f"change-{target.id}"] = (
                self.words_of["change"],
                f"Select what happens to target {number} now",
            )
        for commitment in self.programme.commitments if self.has_results else ():
            is_needed = rules.asks_of_all_commitments and not self.why_not_asked(commitment)
            both = (f"kept-{commitment.id}", f"comment-{commitment.id}")
            if not is_needed and not any(typed.get(name) for name in both):
                continue
            words = f"Select whether this was kept: {commitment.what[:60]}"
            asked[f"kept-{commitment.id}"] = (self.words_of["kept"], words)
        for name, (allowed, words) in asked.items():
            if typed.get(name) not in allowed:
                problems.add(name, words)
        self._gather_new_words(typed, problems)

    def _gather_new_words(self, typed: Mapping[str, Any], problems: Problems) -> None:
        """Name every target whose new words would be lost, as they do not go with what happens to it."""
        for number, target in enumerate(self.programme.targets, start=1):
            said = [name for name in NEW_WORDS if typed.get(f"{name}-{target.id}", "").strip()]
            change = self.scales.changes.get(typed.get(f"change-{target.id}", ""))
            if not said or change is None:
                continue
            if change.means in STAYS_AS_IT_READS:
                words = f"You wrote new words for target {number}: select what fits them, or take them out"
                problems.add(f"change-{target.id}", words)
            elif said == ["why"]:
                problems.add(
                    f"statement-{target.id}", f"You say why target {number} changes: say how it reads too"
                )

    def of_what_is_gone(self, typed: Mapping[str, Any]) -> list[str]:
        """Return in words what was written about a target, a commitment or a person whom somebody else took out meanwhile."""
        about_one = [name for name, value in typed.items() if value and name.partition("-")[0] in ABOUT_ONE]
        return [self._in_words(typed, name) for name in about_one if name not in self.heads]

    def _asks_of(self, number: int) -> str:
        return (
            f"Select what became of target {number}"
            if self.milestone.is_final
            else f"Select how target {number} goes"
        )

    def attendance(self, typed: Mapping[str, Any]) -> list[Attendance]:
        return [
            Attendance(
                name=one.name, role_label=one.role_label, party=one.party, was=str(typed[f"was-{one.id}"])
            )
            for one in self.invited
        ]

    def words(self, answers: Mapping[str, Any], typed: Mapping[str, Any]) -> list[Word]:
        """Return what was said, item by item. Who was there and said nothing is in it, with no words."""
        said = []
        for item in self.agenda:
            if noted := answers.get(f"said-{item.id}"):
                said.append(_word(item, "", "", noted, was_read_in=False))
            if not item.goes_round:
                continue
            for one in self.invited:
                words, was = answers.get(f"turn-{item.id}-{one.id}", ""), typed.get(f"was-{one.id}")
                if words or was in HEARD - {"views"}:
                    said.append(
                        _word(item, one.name, one.party, words, was_read_in=was not in {"there", "remote"})
                    )
        return said

    def decided(self, answers: Mapping[str, Any], alternatives: Mapping[str, str]) -> Decided:
        same = ("chair", "note_taker", "decisions", "parked", "further_measures", "control", "outlook")
        return Decided(
            **{name: answers[name] for name in (*same, "family_gap", "why_day")},
            alternatives=tuple(alternatives[one] for one in answers["alternatives"] if one in alternatives),
        )

    def by_target(self, answers: Mapping[str, Any], name: str) -> dict[UUID, str]:
        return {target.id: answers.get(f"{name}-{target.id}", "") for target in self.programme.targets}

    def comments(self, answers: Mapping[str, Any]) -> dict[UUID, str]:
        return {one.id: answers.get(f"comment-{one.id}", "") for one in self.programme.commitments}

    def new_words(self, answers: Mapping[str, Any]) -> dict[UUID, NewWords]:
        return {
            target.id: NewWords(
                **{name: answers[f"{name}-{target.id}"] for name in ("statement", "success", "aim", "why")},
                version=answers[f"version-{target.id}"] or target.version,
            )
            for target in self.programme.targets
        }

    def dates(self, answers: Mapping[str, Any]) -> dict[UUID, date]:
        return {one.id: answers[f"date-{one.id}"] for one in self.later if answers[f"date-{one.id}"]}

    def as_it_begins(self, draft: DraftView | None) -> MultiDict[str, str]:
        """Return what stands in the form at first: what is known, and over it what was saved so far."""
        typed: dict[str, Any] = {**in_three_boxes("held_on", self.held_on)}
        typed |= {"chair": self.plan.chair, "note_taker": self.plan.note_taker}
        typed["family_gap"] = self.plan.family_gap
        round_item = next((item for item in self.agenda if item.goes_round), None)
        for one in self.invited:
            typed[f"was-{one.id}"] = {"cannot": "apologies", "sends_views": "views"}.get(one.state, "")
            if round_item and one.views:
                typed[f"turn-{round_item.id}-{one.id}"] = one.views
        for milestone in self.later:
            typed |= in_three_boxes(f"date-{milestone.id}", milestone.due_on)
        return MultiDict(typed | (draft.answers if draft else {}))

    def differences(self, theirs: Mapping[str, Any], yours: MultiDict[str, str]) -> list[Difference]:
        """Return the fields in which two drafts say something else."""
        both = []
        mine = typed_so_far(yours)
        days = {"held_on": "Day of the meeting"} | {f"date-{one.id}": one.label for one in self.later}
        for name, label in (days | self.heads).items():
            of = _day_in_words if name in days else self._in_words
            said, own = of(theirs, name), of(mine, name)
            if said != own:
                both.append(Difference(field=name, label=label, theirs=said, yours=own))
        return both

    def _in_words(self, typed: Mapping[str, Any], name: str) -> str:
        value = typed.get(name)
        if isinstance(value, list):
            return ", ".join(value)
        choices = self.words_of.get(name.partition("-")[0], {})
        return choices.get(value, value) if value else ""


def typed_so_far(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return everything that was typed, as a draft keeps it."""
    kept: dict[str, Any] = {}
    for name in form:
        if name in NOT_TYPED or name.startswith("version-"):
            continue
        if name in SEVERAL:
            kept[name] = [without_control_characters(one) for one in form.getlist(name)]
        elif value := without_control_characters(form[name]):
            kept[name] = value
    return kept


def _word(item: AgendaItem, who: str, party: str, words: str, *, was_read_in: bool) -> Word:
    return Word(item=item.id, title=item.title, who=who, party=party, words=words, was_read_in=was_read_in)


def _day_in_words(typed: Mapping[str, Any], name: str) -> str:
    return " ".join(str(typed.get(f"{name}-{part}", "")) for part in ("day", "month", "year")).strip()
