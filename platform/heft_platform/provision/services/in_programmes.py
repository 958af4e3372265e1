"""What the templates of a pupil’s open programmes say of help and of the week.

A pupil without a programme has the law’s rules alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from heft_platform.library.programme_template import ProvisionMap, TimetableRules
from heft_platform.library.services import ProgrammeTemplate
from heft_platform.programmes import services as programmes
from heft_platform.provision.views import WAVES
from heft_platform.words import list_of
from heft_tenants.refusals import Refused

NOT_IN_PLAN = "not_in_this_plan"
USUAL_CODE = "C2"


class WeekNotInPlanError(Refused):
    """No open programme of the pupil has a place for a week of their own; `plan` says what the newest is called."""

    def __init__(self, plan: str) -> None:
        self.plan = plan
        super().__init__(plan)


class PartTimeNotInPlanError(Refused):
    """No open programme of the pupil has a place for a part-time week; `plan` says what the newest is called."""

    def __init__(self, plan: str) -> None:
        self.plan = plan
        super().__init__(plan)


class WaveNotOnMapError(Refused):
    """The map of the pupil’s programmes has no such wave; `waves` says which it has, and `plan` whose it is."""

    def __init__(self, plan: str, waves: str) -> None:
        self.plan, self.waves = plan, waves
        super().__init__(plan)


@dataclass(frozen=True, kw_only=True)
class PaperOfPlan:
    """A paper on which the template of a programme writes the map of help, or the week."""

    reference: str
    label: str


@dataclass(frozen=True)
class ProvisionRules:
    """What the open programmes of a pupil say, by their reference, the newest first."""

    templates: Mapping[str, ProgrammeTemplate]

    @property
    def keeps_map(self) -> bool:
        """Say whether a programme maps the pupil’s help, wave by wave."""
        return bool(self._maps())

    @property
    def waves(self) -> tuple[int, ...]:
        """Return the waves that the maps of the programmes have; all that there are where no programme keeps a map."""
        mapped = {wave for one in self._maps().values() for wave in one.waves}
        return tuple(wave for wave in WAVES if wave in mapped) if self.keeps_map else tuple(WAVES)

    @property
    def papers_of_map(self) -> list[PaperOfPlan]:
        return self._papers({name: one.document for name, one in self._maps().items()})

    @property
    def papers_of_week(self) -> list[PaperOfPlan]:
        return self._papers({name: one.document for name, one in self._weeks().items() if one.enabled})

    @property
    def attendance_code(self) -> str:
        """Return the code for absence in a part-time week."""
        rules = self._weeks().values()
        return next((one.attendance_code for one in rules if one.part_time != NOT_IN_PLAN), USUAL_CODE)

    @property
    def has_place_for_week(self) -> bool:
        """Say whether the pupil may have a week of their own: some programme has a place for one, or there is none."""
        rules = self._weeks().values()
        return not rules or any(one.enabled for one in rules)

    def refuse_week(self, *, part_time: bool) -> None:
        """Refuse a week that every open programme rules out.

        :raises WeekNotInPlanError: if none has a place for a week of the pupil’s own
        :raises PartTimeNotInPlanError: if it is part-time, and none has a place for that
        """
        if not self.has_place_for_week:
            raise WeekNotInPlanError(self._newest)
        rules = self._weeks().values()
        if part_time and rules and all(one.part_time == NOT_IN_PLAN for one in rules):
            raise PartTimeNotInPlanError(self._newest)

    def refuse_wave(self, wave: int) -> None:
        """Refuse help of a wave that is not on the map.

        :raises WaveNotOnMapError: if no open programme that keeps a map has this wave
        """
        if wave not in self.waves:
            plan = self.templates[next(iter(self._maps()))].label
            raise WaveNotOnMapError(plan, list_of([f"wave {one}" for one in self.waves]))

    @property
    def _newest(self) -> str:
        return next(iter(self.templates.values())).label

    def _maps(self) -> dict[str, ProvisionMap]:
        maps = {name: one.provision.map for name, one in self.templates.items()}
        return {name: one for name, one in maps.items() if one.enabled}

    def _weeks(self) -> dict[str, TimetableRules]:
        return {name: one.provision.timetable for name, one in self.templates.items()}

    def _papers(self, documents: Mapping[str, str | None]) -> list[PaperOfPlan]:
        return [
            PaperOfPlan(reference=name, label=self.templates[name].document(document).label)
            for name, document in documents.items()
            if document is not None
        ]


def provision_rules(session: Session, *, pupil_id: UUID) -> ProvisionRules:
    """Return what a pupil’s open programmes say of help and of the week."""
    return ProvisionRules(programmes.templates_of_pupil(session, pupil_id=pupil_id))
