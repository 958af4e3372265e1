"""Every part of a template by its name, read when it is first asked for."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from heft_platform.library.programme_template.agreeing import Signature
from heft_platform.library.programme_template.asking import Prompted
from heft_platform.library.programme_template.endings import Closing, Verdicts
from heft_platform.library.programme_template.entry import Audience, Entry, Named, Origin, Relation
from heft_platform.library.programme_template.length import Duration, Phase, Schedule
from heft_platform.library.programme_template.meetings import Meeting
from heft_platform.library.programme_template.milestones import Milestone
from heft_platform.library.programme_template.monitoring import Communication, Monitoring
from heft_platform.library.programme_template.motivation import Consequences, Rewards
from heft_platform.library.programme_template.papers import Document
from heft_platform.library.programme_template.parts import part, parts
from heft_platform.library.programme_template.people import Role
from heft_platform.library.programme_template.provision import Provision
from heft_platform.library.programme_template.requests import Escalation
from heft_platform.library.programme_template.reviewing import ReviewRules
from heft_platform.library.programme_template.sharing import Notice, Output, Terms, Views
from heft_platform.library.programme_template.targets import CommitmentRules, TargetRules


@dataclass(frozen=True)
class WholeTemplate:
    """A template by its parts, as schema version 1 names them."""

    body: dict[str, Any]

    @property
    def key(self) -> str:
        return str(self.body["key"])

    @property
    def version(self) -> int:
        return int(self.body["version"])

    @property
    def status(self) -> str:
        return str(self.body["status"])

    @property
    def label(self) -> str:
        return str(self.body["label"])

    @property
    def short_label(self) -> str:
        return str(self.body["short_label"])

    @property
    def summary(self) -> str:
        return str(self.body["summary"])

    @property
    def language(self) -> str:
        return str(self.body["language"])

    @property
    def plan_kind(self) -> str:
        return str(self.body["plan_kind"])

    @cached_property
    def origin(self) -> Origin:
        return part(Origin, self.body["origin"])

    @cached_property
    def audience(self) -> Audience:
        return part(Audience, self.body["audience"])

    @cached_property
    def terms(self) -> Terms:
        return part(Terms, self.body["terms"])

    @cached_property
    def duration(self) -> Duration:
        return part(Duration, self.body["duration"])

    @cached_property
    def schedule(self) -> Schedule:
        return part(Schedule, self.body["schedule"])

    @cached_property
    def cycle(self) -> tuple[Phase, ...]:
        return parts(Phase, self.body["cycle"])

    @cached_property
    def reasons(self) -> tuple[Named, ...]:
        """Return the purposes that can be ticked."""
        return parts(Named, self.body["purposes"])

    @cached_property
    def entry(self) -> Entry:
        return part(Entry, self.body["entry"])

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        return parts(Relation, self.body["relations"])

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        return parts(Role, self.body["roles"])

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        return parts(Document, self.body["documents"])

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """Return every milestone, those too whose date is set later."""
        return parts(Milestone, self.body["milestones"])

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        return parts(Meeting, self.body["meetings"])

    @cached_property
    def target_rules(self) -> TargetRules:
        return part(TargetRules, self.body["targets"])

    @cached_property
    def commitment_rules(self) -> CommitmentRules:
        return part(CommitmentRules, self.body["commitments"])

    @cached_property
    def rewards(self) -> Rewards:
        return part(Rewards, self.body["rewards"])

    @cached_property
    def consequences(self) -> Consequences:
        return part(Consequences, self.body["consequences"])

    @cached_property
    def contingency(self) -> Prompted:
        return part(Prompted, self.body["contingency"])

    @cached_property
    def provision(self) -> Provision:
        return part(Provision, self.body["provision"])

    @cached_property
    def monitoring(self) -> tuple[Monitoring, ...]:
        return parts(Monitoring, self.body["monitoring"])

    @cached_property
    def communication(self) -> Communication:
        return part(Communication, self.body["communication"])

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        return parts(Signature, self.body["signatures"])

    @cached_property
    def review_rules(self) -> ReviewRules:
        return part(ReviewRules, self.body["review"])

    @cached_property
    def outcome(self) -> Verdicts:
        """Return where and on what the outcome is decided, and the outcomes there are."""
        return part(Verdicts, self.body["verdicts"])

    @cached_property
    def closing(self) -> Closing:
        return part(Closing, self.body["closing"])

    @cached_property
    def escalations(self) -> tuple[Escalation, ...]:
        """Return the requests that may be made of the local authority."""
        return parts(Escalation, self.body["escalation"])

    @cached_property
    def views(self) -> Views:
        return part(Views, self.body["visibility"])

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        return parts(Notice, self.body["notices"])

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        return parts(Output, self.body["outputs"])

    @property
    def locks(self) -> frozenset[str]:
        """Return what an adopting school cannot remove or loosen, each as `collection.id`."""
        return frozenset(self.body["locks"])
