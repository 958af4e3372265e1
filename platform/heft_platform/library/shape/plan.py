"""The shape of what a template says of the plan: targets, commitments, rewards, support, and what is kept in between."""

from heft_platform.library.shape import values
from heft_platform.library.shape.part import Labelled, Part
from heft_platform.library.shape.words import CADENCES, CLASSES, OUTSIDE_PLANS, PARTIES

MEASURES = (
    "gas",
    "tme",
    "count_per_week",
    "percent_lessons",
    "yes_no",
    "sdq_scale",
    "boxall_strand",
    "leuven",
    "free_rating",
)
COMMITMENT_FIELDS = ("owner", "party", "what", "how_often", "start", "end", "target")


class Asked(Part):
    requirement = values.requirement()


class Prompted(Asked):
    prompt = values.text(longest=200)


class Smart(Asked):
    parts = values.some_of("specific", "measurable", "achievable", "results_focused", "time_bound")


class Targets(Part):
    min = values.number(0, 20)
    max = values.number(1, 20)
    default = values.number(0, 20)
    horizons = values.some_of("short", "long", least=1)
    each_horizon_expected = values.yes_or_no()
    smart = values.part(Smart)
    positive_wording = values.one_of("required", "warn", "off")
    small_steps = values.requirement()
    success_criteria = values.part(Prompted)
    baseline = values.part(Asked)
    measures = values.some_of(*MEASURES, least=1)
    default_measure = values.one_of(*MEASURES)
    pupil_words = values.requirement()
    own_review_date = values.requirement(required=False)
    may_change_at = values.ids()
    status_scale = values.an_id()
    change_scale = values.an_id()
    result_scale = values.an_id()
    own_control_rating = values.an_id(required=False)


class Commitments(Part):
    parties = values.some_of(*PARTIES, least=1)
    expected_from = values.some_of(*PARTIES)
    reason_if_none = values.yes_or_no()
    one_per_party_per_target = values.yes_or_no(required=False)
    school_additional_to = values.some_of(*OUTSIDE_PLANS)
    fields_ = values.some_of(*COMMITMENT_FIELDS, least=1, data_key="fields")
    kept_scale = values.an_id()
    may_change_at = values.ids()
    changed_by = values.one_of("own_party")


class Rewards(Part):
    requirement = values.requirement()
    before_consequences = values.yes_or_no()
    pupil_chooses = values.yes_or_no()
    checks = values.ids()
    kinds = values.ids()
    given_by = values.some_of(*PARTIES)
    for_ = values.some_of("effort", "achievement", data_key="for")


class Consequences(Part):
    requirement = values.requirement()
    known_beforehand = values.yes_or_no()
    kinds = values.ids()
    never = values.ids()
    warn_if_without_reward = values.yes_or_no()


class ProvisionMap(Part):
    enabled = values.yes_or_no()
    waves = values.numbers(1)
    document = values.an_id(required=False)


class Timetable(Part):
    enabled = values.yes_or_no()
    part_time = values.one_of("not_in_this_plan", "only_with_end_date", "core_of_this_plan")
    attendance_code = values.text(longest=5)
    document = values.an_id(required=False)


class Provision(Part):
    map = values.part(ProvisionMap)
    timetable = values.part(Timetable)


class Cadence(Part):
    options = values.some_of(*CADENCES, least=1)
    default = values.one_of(*CADENCES)


class Missed(Part):
    flag_after_school_days = values.number(0, 100)
    tell = values.ids()
    early_review_after = values.number(1, 100, required=False)


class Monitoring(Labelled):
    basis = values.basis()
    requirement = values.requirement()
    owner = values.an_id()
    with_ = values.ids(data_key="with")
    cadence = values.part(Cadence)
    max_gap_school_days = values.number(1, 100)
    document = values.an_id()
    missed = values.part(Missed)


class HomeSchool(Asked):
    rhythm_options = values.some_of(*CADENCES, least=1)
    default = values.one_of(*CADENCES)
    positive_first = values.yes_or_no()
    gap_flag_school_days = values.number(1, 100)


class SharedWith(Asked):
    roles = values.ids()
    document = values.an_id(required=False)


class StaffBriefing(Part):
    allowed = values.yes_or_no()
    class_ = values.one_of(*CLASSES, data_key="class")
    approved_by = values.ids()


class Communication(Part):
    home_school = values.part(HomeSchool)
    channels = values.ids()
    targets_shared_with = values.part(SharedWith)
    staff_briefing = values.part(StaffBriefing)
