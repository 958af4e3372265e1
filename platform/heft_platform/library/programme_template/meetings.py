"""The meetings of a programme: who leads, who comes, what is talked about and what exists afterwards."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Invite:
    """Roles by how much they are needed: three lists without a role in common."""

    required: tuple[str, ...]
    expected: tuple[str, ...]
    on_request: tuple[str, ...]

    @property
    def everybody(self) -> tuple[str, ...]:
        return (*self.required, *self.expected, *self.on_request)


@dataclass(frozen=True, kw_only=True)
class PupilPart:
    """What part of a meeting the pupil may choose, and what it is unless something else is said."""

    options: tuple[str, ...]  # full, part, views_only, not_there
    decided_before: bool
    default: str


@dataclass(frozen=True, kw_only=True)
class AgendaItem:
    """One point of an agenda: which documents it uses, and which parts of the plan it records."""

    id: str
    title: str
    phase: str
    lead: tuple[str, ...]
    pupil: str  # core, optional, not: fit for the part that a pupil attends
    speaks: str | None = None  # everyone: a turn for each
    prompts: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    records: tuple[str, ...] = ()

    @property
    def goes_round(self) -> bool:
        return self.speaks == "everyone"


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A meeting. It cannot be finished without what it produces: parts of the plan, and documents."""

    id: str
    label: str
    basis: str
    purpose: str
    chair: tuple[str, ...]
    invite: Invite
    outside_representative: str  # expected, optional, none
    in_school_hours: bool
    flexible_for: tuple[str, ...]
    modes: tuple[str, ...]  # in_person, phone, video
    pupil_part: PupilPart
    papers: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]
    produces: tuple[str, ...]
    sign: tuple[str, ...]
    goes_ahead_without: tuple[str, ...] = ()

    def item(self, item_id: str) -> AgendaItem:
        """Return a point of the agenda.

        :raises KeyError: if there is none of this id
        """
        return {item.id: item for item in self.agenda}[item_id]
