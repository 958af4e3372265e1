"""What may be done with programmes, and when not."""

from heft_platform.programmes.services.activating import (
    ActivationRefusedError,
    activate,
)
from heft_platform.programmes.services.beginning import (
    NotThatDayError,
    VoiceMissingError,
    hold_first_meeting,
)
from heft_platform.programmes.services.classes import (
    classes_of_programmes,
    tell_of_new_classes,
)
from heft_platform.programmes.services.closing import (
    MeetingLeftOutError,
    MeetingsMissingError,
    NextStepMissingError,
    PaperMissingError,
    TooLateError,
    UnknownVerdictError,
    change_closing,
    close,
)
from heft_platform.programmes.services.counting import (
    CountedProgramme,
    programmes_of_year,
    reviews_of_programmes,
    school_year_of,
    years_with_programmes,
)
from heft_platform.programmes.services.deciding import NotDecidedThereError, where_leaving_out_is_decided
from heft_platform.programmes.services.duties import (
    NotTheirOfficeError,
    NotTheirPartError,
    give_up,
    key_worker_words,
    note_taken_on,
    parts_in,
)
from heft_platform.programmes.services.ending import (
    NoSuchProgrammeError,
    OfAnotherPupilError,
    UnknownEarlyEndError,
    end_early,
    merge,
)
from heft_platform.programmes.services.entering import (
    STANDING,
    NotReadyWithoutReasonError,
    PrerequisitesMissingError,
    decide_against,
    decisions_against,
    entry_of,
    name_relations,
    relations_asked,
    relations_of,
)
from heft_platform.programmes.services.finding import (
    ProgrammeClosedError,
    hold_programme,
)
from heft_platform.programmes.services.handing_over import (
    change_people,
)
from heft_platform.programmes.services.history import (
    change_in_words,
    history,
    history_asked,
)
from heft_platform.programmes.services.holders import (
    who_holds,
    who_may_approve_extension,
)
from heft_platform.programmes.services.in_full import (
    named_programmes,
    open_references,
    programmes_in_full,
)
from heft_platform.programmes.services.lasting import (
    EndSetAtMeetingError,
    TooLongError,
    TooShortError,
    longest_until,
)
from heft_platform.programmes.services.lengthening import (
    ExtendedOftenEnoughError,
    ExtensionNotAllowedError,
    NotAgreedWithError,
    NotApprovedError,
    NotTheirsToApproveError,
    TooManyWeeksError,
    extend,
)
from heft_platform.programmes.services.lines import (
    line_of,
    open_programmes_of,
    programmes_of_pupil,
    templates_of_pupil,
)
from heft_platform.programmes.services.listing import (
    DUE,
    STATES,
    Wanted,
    programmes_page,
)
from heft_platform.programmes.services.meeting_dates import (
    EarlyReviewIsCalledError,
    agree_dates,
    put_in_review,
)
from heft_platform.programmes.services.milestones import (
    OutOfOrderError,
    ProgrammePausedError,
    mark_held,
    meetings_held,
)
from heft_platform.programmes.services.moving import (
    look_after_dates,
    move_off_closed_days,
)
from heft_platform.programmes.services.next_cycles import (
    CycleNotAllowedError,
    OfAnotherTemplateError,
    WhyAgainMissingError,
)
from heft_platform.programmes.services.noting import (
    add_note,
)
from heft_platform.programmes.services.number_of_reviews import EnoughReviewsError
from heft_platform.programmes.services.pausing import (
    PAUSE_WORDS,
    NotAheadError,
    NotPausedError,
    PauseNotAllowedError,
    Rest,
    UnknownPauseReasonError,
    go_on_by_itself,
    pause,
    paused_until,
    rests_asked,
    resume,
)
from heft_platform.programmes.services.plans_meant import plans_meant
from heft_platform.programmes.services.prepared import MilestonePreparedError
from heft_platform.programmes.services.reading import (
    last_started_on,
    notes_asked,
    programme_id_of,
    read_programme,
)
from heft_platform.programmes.services.rescheduling import (
    CannotBeSkippedError,
    DatesOutOfOrderError,
    OutsideWindowError,
    ReasonNeededError,
    SameDayError,
    UnknownMilestoneError,
    later_dates,
    move_milestone,
    skip_milestone,
)
from heft_platform.programmes.services.room_in_parts import TooManyHoldersError, refuse_another_holder
from heft_platform.programmes.services.running import (
    RunningProgramme,
    running_programme,
    running_programmes,
)
from heft_platform.programmes.services.starting import (
    AlreadyOnProgrammeError,
    ConcernNotYetError,
    PupilLeftError,
    UnknownReasonError,
    plan_programme,
    refuse_later_concern,
    start_programme,
)
from heft_platform.programmes.services.undoing import (
    AnotherBeganError,
    NothingToUndoError,
    ResultsStayError,
    last_change,
    undo,
)
from heft_platform.programmes.services.waiting import (
    OpenProgramme,
    at_work_asked,
    is_any_at_work,
    moved_milestones,
    next_meetings,
    programmes_at_work,
    templates_at_work,
)
from heft_platform.programmes.services.with_targets import ProgrammeWithTargets, read_with_targets
from heft_platform.programmes.views import (
    CourseChange,
    MilestoneView,
    NoteView,
    ProgrammeView,
    RelationView,
)
from heft_platform.refusals import NotRunningError, UnknownChoiceError, UnknownRoleError
from heft_tenants.refusals import (
    ChangedMeanwhileError,
)

__all__ = [
    "DUE",
    "PAUSE_WORDS",
    "STANDING",
    "STATES",
    "ActivationRefusedError",
    "AlreadyOnProgrammeError",
    "AnotherBeganError",
    "CannotBeSkippedError",
    "ChangedMeanwhileError",
    "ConcernNotYetError",
    "CountedProgramme",
    "CourseChange",
    "CycleNotAllowedError",
    "DatesOutOfOrderError",
    "EarlyReviewIsCalledError",
    "EndSetAtMeetingError",
    "EnoughReviewsError",
    "ExtendedOftenEnoughError",
    "ExtensionNotAllowedError",
    "MeetingLeftOutError",
    "MeetingsMissingError",
    "MilestonePreparedError",
    "MilestoneView",
    "NextStepMissingError",
    "NoSuchProgrammeError",
    "NotAgreedWithError",
    "NotAheadError",
    "NotApprovedError",
    "NotDecidedThereError",
    "NotPausedError",
    "NotReadyWithoutReasonError",
    "NotRunningError",
    "NotThatDayError",
    "NotTheirOfficeError",
    "NotTheirPartError",
    "NotTheirsToApproveError",
    "NoteView",
    "NothingToUndoError",
    "OfAnotherPupilError",
    "OfAnotherTemplateError",
    "OpenProgramme",
    "OutOfOrderError",
    "OutsideWindowError",
    "PaperMissingError",
    "PauseNotAllowedError",
    "PrerequisitesMissingError",
    "ProgrammeClosedError",
    "ProgrammePausedError",
    "ProgrammeView",
    "ProgrammeWithTargets",
    "PupilLeftError",
    "ReasonNeededError",
    "RelationView",
    "Rest",
    "ResultsStayError",
    "RunningProgramme",
    "SameDayError",
    "TooLateError",
    "TooLongError",
    "TooManyHoldersError",
    "TooManyWeeksError",
    "TooShortError",
    "UnknownChoiceError",
    "UnknownEarlyEndError",
    "UnknownMilestoneError",
    "UnknownPauseReasonError",
    "UnknownReasonError",
    "UnknownRoleError",
    "UnknownVerdictError",
    "VoiceMissingError",
    "Wanted",
    "WhyAgainMissingError",
    "activate",
    "add_note",
    "agree_dates",
    "at_work_asked",
    "change_closing",
    "change_in_words",
    "change_people",
    "classes_of_programmes",
    "close",
    "decide_against",
    "decisions_against",
    "end_early",
    "entry_of",
    "extend",
    "give_up",
    "go_on_by_itself",
    "history",
    "history_asked",
    "hold_first_meeting",
    "hold_programme",
    "is_any_at_work",
    "key_worker_words",
    "last_change",
    "last_started_on",
    "later_dates",
    "line_of",
    "longest_until",
    "look_after_dates",
    "mark_held",
    "meetings_held",
    "merge",
    "move_milestone",
    "move_off_closed_days",
    "moved_milestones",
    "name_relations",
    "named_programmes",
    "next_meetings",
    "note_taken_on",
    "notes_asked",
    "open_programmes_of",
    "open_references",
    "parts_in",
    "pause",
    "paused_until",
    "plan_programme",
    "plans_meant",
    "programme_id_of",
    "programmes_at_work",
    "programmes_in_full",
    "programmes_of_pupil",
    "programmes_of_year",
    "programmes_page",
    "put_in_review",
    "read_programme",
    "read_with_targets",
    "refuse_another_holder",
    "refuse_later_concern",
    "relations_asked",
    "relations_of",
    "rests_asked",
    "resume",
    "reviews_of_programmes",
    "running_programme",
    "running_programmes",
    "school_year_of",
    "skip_milestone",
    "start_programme",
    "tell_of_new_classes",
    "templates_at_work",
    "templates_of_pupil",
    "undo",
    "where_leaving_out_is_decided",
    "who_holds",
    "who_may_approve_extension",
    "years_with_programmes",
]
