"""A template as the programme engine reads it: the body that was checked when it was published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from heft_platform.codes import Code, scale_of, steps_of
from heft_platform.library.programme_template.endings import NextStep, Verdict
from heft_platform.library.programme_template.meetings import Meeting
from heft_platform.library.programme_template.milestones import REPEATED, Milestone
from heft_platform.library.programme_template.monitoring import Monitoring
from heft_platform.library.programme_template.papers import Document
from heft_platform.library.programme_template.people import Role
from heft_platform.library.programme_template.requests import Escalation
from heft_platform.library.programme_template.whole import WholeTemplate
from heft_platform.library.programme_template.wording import ASK_WORDS, MEASURE_WORDS, worded

HELP_WITH_EXCLUSION = "la_exclusion_support"
DAILY_REPORT = "daily_report"  # the document of what is kept lesson by lesson, and in no session


@dataclass(frozen=True)
class ProgrammeTemplate(WholeTemplate):
    """What a programme is pinned to: every part by name (`WholeTemplate`), and answers to what pages often ask."""

    @property
    def weeks(self) -> int:
        """Return how many weeks it is planned for: the longest length, if its end is set at a meeting."""
        return self.duration.planned_weeks or self.duration.max_weeks

    @property
    def counts_school_weeks(self) -> bool:
        return self.duration.week_basis == "school"

    @property
    def anchor(self) -> str:
        return self.schedule.anchor_milestone

    @cached_property
    def dated_milestones(self) -> tuple[Milestone, ...]:
        """Return the milestones in order. Those whose date a meeting sets later are left out."""
        return tuple(one for one in self.milestones if one.week is not None)

    @property
    def final_meeting(self) -> str:
        return self.outcome.meeting

    def tells_at_once(self, event: str, who: str) -> bool:
        """Say whether people are told of an event when it happens, and not on some day before or after."""
        return any(one.event == event and who in one.to and one.timing.at is not None for one in self.notices)

    # Parts by id. A programme names them by the id alone, so an id that is unknown is an error of ours: KeyError.

    def role(self, role_id: str) -> Role:
        return self._roles[role_id]

    def document(self, document_id: str) -> Document:
        return self._documents[document_id]

    def milestone(self, code: str) -> Milestone:
        """Return a milestone, by its id or by the code of one of its repeats (`look:2`)."""
        return self._milestones[code.partition(REPEATED)[0]]

    def meeting(self, meeting_id: str) -> Meeting:
        return self._meetings[meeting_id]

    def meeting_at(self, code: str) -> Meeting | None:
        """Return the meeting that is held at a milestone; None if it is a check."""
        held = self.milestone(code).meeting
        return None if held is None else self.meeting(held)

    def documents_for(self, code: str) -> tuple[Document, ...]:
        """Return the documents that are asked for by a milestone."""
        return tuple(self.document(name) for name in self.milestone(code).documents_due)

    def group_of(self, document_id: str) -> tuple[Document, ...]:
        """Return the documents of which one is enough: all of its group, or the document alone."""
        asked = self.document(document_id)
        if asked.one_of is None:
            return (asked,)
        return tuple(one for one in self.documents if one.one_of == asked.one_of)

    def looks_back(self, record: str) -> int | None:
        """Return over how many school days papers look back that take what they say from a record, such as "behaviour".

        The longest, if they differ; None if none says so. What has a period of its own, such as the attendance of this
        year, is not cut by it.
        """
        windows = [
            one.looks_back.value
            for one in self.documents
            if one.looks_back is not None and not one.is_off and one.takes_from(record)
        ]
        return max(windows, default=None)

    def role_words(self, role_ids: Iterable[str]) -> list[str]:
        return [self.role(role_id).label for role_id in role_ids]

    @property
    def lead_words(self) -> str:
        """Return what whoever leads a programme is called. Where that is what the key worker is called too, it says no more."""
        return "Coordinator" if self.terms.lead == self.terms.monitor else self.terms.lead

    # Targets, commitments and reasons

    @property
    def fewest_targets(self) -> int:
        return self.target_rules.fewest

    @property
    def most_targets(self) -> int:
        return self.target_rules.most

    @property
    def positive_wording(self) -> str:
        return self.target_rules.positive_wording

    @property
    def success_prompt(self) -> str:
        return self.target_rules.success_criteria.prompt or "What will we see or hear?"

    def measures(self) -> list[tuple[str, str]]:
        return worded(self.target_rules.measures, MEASURE_WORDS)

    def scale(self, name: str) -> Mapping[str, str]:
        """Return the words of a rating scale by its codes, in order."""
        return {code: entry.label for code, entry in scale_of(name).items()}

    # What a meeting can say, by the codes of the template’s scales.

    def said_of_targets(self, *, at_the_end: bool) -> Mapping[str, Code]:
        """Return how a target can be going, as a review says it; or what can have become of it, at the last meeting."""
        rules = self.target_rules
        return steps_of(rules.result_scale if at_the_end else rules.status_scale)

    def done_to_targets(self) -> Mapping[str, Code]:
        """Return what a meeting can do to a target."""
        return steps_of(self.target_rules.change_scale)

    def said_of_commitments(self) -> Mapping[str, Code]:
        """Return how a commitment can have been kept."""
        return steps_of(self.commitment_rules.kept_scale)

    def went_well(self, verdict_id: str) -> bool:
        """Say whether an outcome means that the programme did what it was for."""
        found = steps_of(self.outcome.scale).get(verdict_id)
        return found is not None and found.means == "well"

    def parties(self) -> list[str]:
        return [
            party
            for party in self.commitment_rules.parties
            if party in {"school", "family", "pupil", "agency"}
        ]

    def purposes(self) -> list[tuple[str, str]]:
        return [(one.id, one.label) for one in self.reasons]

    def triggers(self) -> list[tuple[str, str]]:
        return [(one.id, one.label) for one in self.entry.triggers]

    def prerequisites(self) -> list[tuple[str, str]]:
        return [(one.id, one.label) for one in self.entry.prerequisites]

    def words_for(self, choices: list[tuple[str, str]], chosen: list[str]) -> list[str]:
        return [words for code, words in choices if code in chosen]

    # How it ends, and what may follow

    def verdict(self, verdict_id: str) -> Verdict:
        return {one.id: one for one in self.outcome.options}[verdict_id]

    def verdicts(self) -> list[tuple[str, str, str]]:
        return [(one.id, one.label, one.meaning) for one in self.outcome.options]

    def next_steps_after(self, verdict_id: str) -> tuple[NextStep, ...]:
        """Return what may follow an outcome."""
        return self.verdict(verdict_id).next_steps

    def next_steps(self) -> list[tuple[str, str]]:
        """Return everything that may follow, whatever the verdict, each once."""
        return list({step.id: step.label for one in self.outcome.options for step in one.next_steps}.items())

    def early_ends(self) -> list[tuple[str, str]]:
        """Return the ways to end before the last meeting."""
        ends = self.outcome.early_ends
        words = self.scale(ends.scale)
        return [(code, words[code]) for code in ends.options]

    @cached_property
    def help_request(self) -> Escalation | None:
        """Return the request for help where exclusion is a risk, or the first that there is; None if there is none."""
        return next(
            (one for one in self.escalations if one.to == HELP_WITH_EXCLUSION),
            next(iter(self.escalations), None),
        )

    def asks(self) -> list[tuple[str, str]]:
        """Return what the authority can be asked for."""
        return worded(self.help_request.asks if self.help_request else ("advice",), ASK_WORDS)

    @property
    def acknowledge_within(self) -> int:
        """Return within how many school days a request is usually acknowledged; the authority's own word wins."""
        return self.help_request.clock.acknowledge_school_days if self.help_request else 2

    # Between meetings

    @property
    def sessions(self) -> Monitoring | None:
        """Return how the key worker looks in: as is required, or else as stands first; None beside daily reports alone."""
        by_session = [one for one in self.monitoring if one.document != DAILY_REPORT]
        required = [one for one in by_session if one.is_required]
        return next(iter(required or by_session), None)

    def is_locked(self, collection: str, part_id: str) -> bool:
        """Say whether an adopting school must leave a part as it is, such as `is_locked("roles", "pupil")`."""
        return f"{collection}.{part_id}" in self.locks

    @cached_property
    def _roles(self) -> dict[str, Role]:
        return {one.id: one for one in self.roles}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {one.id: one for one in self.documents}

    @cached_property
    def _milestones(self) -> dict[str, Milestone]:
        return {one.id: one for one in self.milestones}

    @cached_property
    def _meetings(self) -> dict[str, Meeting]:
        return {one.id: one for one in self.meetings}
